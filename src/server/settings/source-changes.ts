import type { Language, Refusal } from '../../../extensions/contracts/envelope.ts';
import type { AddedSource, AddSource, Done, MendSource, PauseSource, Rerun, RerunDeliveries } from '../../../extensions/contracts/settings.ts';
import type { Made } from '../http/desk.ts';
import { refusal } from '../http/hubspot-request.ts';
import type { Tx } from '../platform/db.ts';
import type { SettingsDeps } from './change.ts';
import type { SourceFacts } from './questions.ts';

interface Task<B> {
  portalId: number;
  sourceId: string;
  body: B;
  now: Date;
  /** The asker's. */
  language: Language;
}

/** What the audit trail may know of a source. */
export function auditOf({ provider, name, settings, paused, trustedIds, signed }: Pick<SourceFacts, 'provider' | 'name' | 'settings' | 'paused' | 'trustedIds' | 'signed'>) {
  return { provider, name, settings, paused, trustedIds, signed };
}

async function find(tx: Tx, { sources }: SettingsDeps, sourceId: string): Promise<SourceFacts | undefined> {
  return (await sources.list(tx)).find((source) => source.sourceId === sourceId);
}

const unknownSource = refusal('not-found', 'There is no such source: reload the page.');

/** Adds a source; its address is told in the answer, and never again. */
export async function addSource(tx: Tx, deps: SettingsDeps, { portalId, body, now, language }: Omit<Task<AddSource>, 'sourceId'>): Promise<Made<AddedSource> | Refusal> {
  const { provider, name, settings, trustedIds, signingSecret } = body;
  const added = await deps.sources.add(tx, { portalId, provider, name, settings, trustedIds, signingSecret: signingSecret ?? undefined }, now);
  if (!added.ok) return refusal('invalid', added.reason[language].slice(0, 500));
  const source = (await find(tx, deps, added.sourceId))!;
  const hookUrl = added.hookPath === null ? null : deps.config.publicUrl + added.hookPath;
  return { answer: { ok: true, sourceId: added.sourceId, hookUrl }, action: 'source.added', subject: added.sourceId, before: null, after: auditOf(source) };
}

/** Pauses a source or resumes it. */
export async function pauseSource(tx: Tx, deps: SettingsDeps, { portalId, sourceId, body: { paused }, now }: Task<PauseSource>): Promise<Made<Done> | Refusal> {
  const source = await find(tx, deps, sourceId);
  if (source === undefined) return unknownSource;
  await deps.sources.pause(tx, { portalId, sourceId, paused, now });
  return { answer: { ok: true }, action: paused ? 'source.paused' : 'source.resumed', subject: sourceId, before: { paused: source.paused }, after: { paused } };
}

/** Replaces a source's settings. */
export async function mendSource(tx: Tx, deps: SettingsDeps, { sourceId, body: { settings }, language }: Task<MendSource>): Promise<Made<Done> | Refusal> {
  const source = await find(tx, deps, sourceId);
  if (source === undefined) return unknownSource;
  const mended = await deps.sources.mend(tx, { sourceId, settings });
  if (!mended.ok) return refusal('invalid', mended.reason[language].slice(0, 500));
  return { answer: { ok: true }, action: 'source.mended', subject: sourceId, before: { settings: source.settings }, after: { settings } };
}

/** Reads deliveries once more. */
export async function rerunDeliveries(tx: Tx, deps: SettingsDeps, { portalId, sourceId, body: { deliveryId } }: Task<RerunDeliveries>): Promise<Made<Rerun> | Refusal> {
  if ((await find(tx, deps, sourceId)) === undefined) return unknownSource;
  const deliveries = await deps.sources.rerun(tx, { portalId, sourceId, deliveryId });
  return { answer: { ok: true, deliveries }, action: 'source.rerun', subject: sourceId, before: null, after: { deliveries, deliveryId } };
}
