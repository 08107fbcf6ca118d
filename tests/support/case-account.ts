import type { CaseSettings, CaseSettingsView } from '../../extensions/contracts/case-settings.ts';
import type { AddedChannel } from '../../extensions/contracts/channels.ts';
import { buildKey, type SettingsAccount } from './settings-account.ts';

type Asking = Pick<SettingsAccount, 'ask'>;

const MAIL_SERVER = { host: 'smtp.agencia.example', port: '587', fromName: 'Baton', fromAddress: 'avisos@agencia.example' };

/** Adds a channel as an admin does. @returns its id. */
export async function addChannel({ ask }: Asking, kind: string, { settings = MAIL_SERVER, redacted = false }: { settings?: object; redacted?: boolean } = {}): Promise<string> {
  const added = (await ask('POST /api/1/settings/channels', { body: { key: buildKey(), kind, name: kind, redacted, settings } })) as AddedChannel;
  if (!added.ok) throw new Error(JSON.stringify(added));
  return added.channelId;
}

/** What is set of cases. */
export async function caseSettings({ ask }: Asking): Promise<CaseSettingsView> {
  return (await ask('GET /api/1/settings/cases')) as CaseSettingsView;
}

/** Changes some of what is set of cases, as an admin does. */
export async function chooseCases(account: Asking, changes: Partial<CaseSettings>): Promise<void> {
  const { settings, revision } = await caseSettings(account);
  const saved = await account.ask('POST /api/1/settings/cases', { body: { key: buildKey(), revision, settings: { ...settings, ...changes } } });
  if (!saved.ok) throw new Error(saved.cure);
}
