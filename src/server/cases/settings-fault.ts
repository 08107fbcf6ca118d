import type { CaseSettings } from '../../../extensions/contracts/case-settings.ts';
import type { AnswerClass } from '../../../extensions/contracts/nps.ts';
import { type TextFault, textFault } from './texts.ts';

/** Why settings cannot be kept; wording.ts has the words. */
export type SettingsFault = { is: 'rung-twice' | 'unknown-owner' | 'unknown-channel' | 'own-backup' | 'leave-backwards' } | (TextFault & { class: AnswerClass });

/** What is wrong with settings; undefined where nothing is. Who or what was named before may be gone by now: it stays until somebody takes it out. */
export function settingsFault(settings: CaseSettings, { before, owners, channels }: { before: CaseSettings; owners: ReadonlyMap<number, unknown>; channels: readonly { channelId: string }[] }): SettingsFault | undefined {
  const percents = settings.escalation.map(({ percent }) => percent);
  if (new Set(percents).size !== percents.length) return { is: 'rung-twice' };
  if (settings.leaves.some(({ owner, backup }) => owner === backup)) return { is: 'own-backup' };
  if (settings.leaves.some(({ from, to }) => to < from)) return { is: 'leave-backwards' };
  const known = new Set(ownersOf(before));
  if (!ownersOf(settings).every((id) => known.has(id) || owners.has(Number(id)))) return { is: 'unknown-owner' };
  const named = new Set(channelsOf(before));
  if (!channelsOf(settings).every((id) => named.has(id) || channels.some(({ channelId }) => channelId === id))) return { is: 'unknown-channel' };
  return Object.entries(settings.texts ?? {}).flatMap(([cls, texts]) => {
    const fault = texts && textFault(texts);
    return fault === undefined ? [] : [{ ...fault, class: cls as AnswerClass }];
  })[0];
}

function ownersOf({ fallback, lead, head, leaves, rules }: CaseSettings): string[] {
  return [fallback, lead, head, ...leaves.flatMap(({ owner, backup }) => [owner, backup]), ...rules.flatMap((rule) => rule.owners)].filter((id) => id !== null);
}

function channelsOf({ rules }: CaseSettings): string[] {
  return rules.flatMap(({ tell }) => tell.map(({ channelId }) => channelId));
}
