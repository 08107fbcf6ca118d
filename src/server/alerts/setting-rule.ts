import { z } from 'zod';

/** Rules that channels' settings have of their own; each has its sentence in channel-wording.ts. */
export type SettingRule = 'mail-host' | 'mail-address' | 'slack-url' | 'telegram-token' | 'telegram-chat' | 'webhook-url' | 'webhook-secret';

/** A text that must look as a rule says. @param most its longest length. */
export function ruled(rule: SettingRule, most: number, holds: RegExp | ((text: string) => boolean)) {
  const check = holds instanceof RegExp ? (text: string) => holds.test(text) : holds;
  return z.string().trim().max(most).refine(check, { params: { rule } });
}
