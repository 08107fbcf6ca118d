import type { Language, Refusal } from '../../../extensions/contracts/envelope.ts';
import type { AddedUsageKey, AddUsageKey, Done } from '../../../extensions/contracts/settings.ts';
import type { Made } from '../http/desk.ts';
import { refusal } from '../http/hubspot-request.ts';
import type { Tx } from '../platform/db.ts';
import type { SettingsDeps } from './change.ts';
import type { KeyFacts } from './questions.ts';

interface Task {
  portalId: number;
  now: Date;
  /** The asker's. */
  language: Language;
}

interface KeyTask extends Task {
  prefix: string;
}

const unknownKey = refusal('not-found', 'There is no such key that works: reload the page.');

/** Where an account's systems post usage to. */
export function intakeAddress({ config, keys }: Pick<SettingsDeps, 'config' | 'keys'>): string {
  return config.publicUrl + keys.path;
}

/** Adds an API key; it is told in the answer, and never again. */
export function addUsageKey(tx: Tx, deps: SettingsDeps, { body, ...task }: Task & { body: AddUsageKey }): Promise<Made<AddedUsageKey> | Refusal> {
  return issue(tx, deps, { ...task, ...body, action: 'usage-key.added', before: null });
}

/** Adds a key beside one that works, for the same source; the older one works until it is revoked, so that nothing is lost meanwhile. */
export async function rotateUsageKey(tx: Tx, deps: SettingsDeps, { prefix, ...task }: KeyTask): Promise<Made<AddedUsageKey> | Refusal> {
  const older = await findWorking(tx, deps, prefix);
  if (older === undefined) return unknownKey;
  return issue(tx, deps, { ...task, name: older.name, source: older.source, action: 'usage-key.rotated', before: { prefix } });
}

interface Issue extends Task {
  name: string;
  source: string;
  action: string;
  before: unknown;
}

async function issue(tx: Tx, deps: SettingsDeps, { portalId, now, language, name, source, action, before }: Issue): Promise<Made<AddedUsageKey> | Refusal> {
  const added = await deps.keys.add(tx, { portalId, name, source }, now);
  if (!added.ok) return refusal('invalid', added.reason[language]);
  const { prefix } = added;
  return {
    answer: { ok: true, prefix, source: added.source, apiKey: added.key, address: intakeAddress(deps) },
    action, subject: `key:${prefix}`, before, after: { prefix, name, source: added.source },
  };
}

/** Revokes a key for good: the next request with it is refused. */
export async function revokeUsageKey(tx: Tx, deps: SettingsDeps, { prefix, now }: KeyTask): Promise<Made<Done> | Refusal> {
  const key = await findWorking(tx, deps, prefix);
  if (key === undefined || !(await deps.keys.revoke(tx, prefix, now))) return unknownKey;
  const { name, source } = key;
  return { answer: { ok: true }, action: 'usage-key.revoked', subject: `key:${prefix}`, before: { name, source, works: true }, after: { name, source, works: false } };
}

async function findWorking(tx: Tx, { keys }: SettingsDeps, prefix: string): Promise<KeyFacts | undefined> {
  return (await keys.list(tx)).find((key) => key.prefix === prefix && key.revokedAt === null);
}
