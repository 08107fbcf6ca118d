import type { Deps } from '../platform/deps.ts';
import type { Tx } from '../platform/db.ts';
import { hashToken } from '../platform/secrets.ts';
import { countOpenDeliveries, type OpenDeliveries } from './delivery-store.ts';
import { rerunDeliveries } from './deliveries.ts';
import type { Provider } from './provider.ts';
import { settingsUnfit } from './settings-fault.ts';
import { countSkipped } from './skipped-store.ts';
import { findSource, insertSource, listSources, setPaused, setSettings, type Source } from './source-store.ts';
import { type Saying, saying } from './wording.ts';

const SECRET_BYTES = 24;
/** The purpose that signing secrets are sealed for. */
export const SIGNING = 'survey-signing';

export interface NewSource {
  portalId: number;
  provider: string;
  name: string;
  /** Lower case letters, digits and dashes; made from the provider's id where absent. */
  sourceId?: string | undefined;
  settings?: unknown;
  /** True where company ids and CNPJs are proof; the provider's own rule where absent. */
  trustedIds?: boolean | undefined;
  /** The secret the tool signs with, for a webhook with a signature. */
  signingSecret?: string | undefined;
}

export type AddedSource = { ok: true; sourceId: string; /** Path of its hook, shown this once; null for a polled source. */ hookPath: string | null } | { ok: false; reason: Saying };

export interface SourceDeps extends Pick<Deps, 'secrets' | 'randomBytes' | 'enqueue'> {
  providers: ReadonlyMap<string, Provider>;
}

/** Adds a source; its secret is told here and nowhere else, stored is its hash. */
export async function addSource(tx: Tx, deps: SourceDeps, source: NewSource, now: Date): Promise<AddedSource> {
  const provider = deps.providers.get(source.provider);
  if (provider === undefined) return { ok: false, reason: saying('unknown-tool', { tool: source.provider, known: [...deps.providers.keys()].join(', ') }) };
  const fault = settingsFault(provider, source.settings ?? {}, source.signingSecret !== undefined);
  if (fault !== null) return { ok: false, reason: fault };
  const sourceId = source.sourceId ?? (await freeId(tx, provider.id));
  if (!isSourceId(sourceId)) return { ok: false, reason: saying('bad-source-id') };
  const secret = provider.bodyLimit > 0 ? deps.randomBytes(SECRET_BYTES).toString('base64url') : null;
  const added = await insertSource(tx, source.portalId, {
    sourceId,
    provider: provider.id,
    name: source.name.slice(0, 100),
    settings: source.settings ?? {},
    secretHash: secret && hashToken(secret),
    signingSecretSealed: source.signingSecret === undefined ? null : deps.secrets.seal(SIGNING, source.portalId, source.signingSecret),
    paused: false,
    trustedIds: source.trustedIds ?? provider.trustedIds,
    createdAt: now,
  });
  if (!added) return { ok: false, reason: saying('source-exists', { source: sourceId }) };
  return { ok: true, sourceId, hookPath: secret && `/hooks/${source.portalId}/${sourceId}/${secret}` };
}

/** Whether a text can be a source's id. */
export function isSourceId(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,59}$/.test(text);
}

/** Why settings do not fit, or null. A secret nobody checks, and a check without a secret, are both mistakes. */
function settingsFault(provider: Provider, given: unknown, hasSecret: boolean): Saying | null {
  const settings = provider.settingsShape.safeParse(given);
  if (!settings.success) return settingsUnfit(settings.error);
  const signed = provider.signs === 'always' || (settings.data as { signature?: unknown }).signature !== undefined;
  if (signed && !hasSecret) return saying('secret-missing');
  return hasSecret && !signed ? saying('secret-unused') : null;
}

async function freeId(tx: Tx, base: string): Promise<string> {
  const taken = new Set((await listSources(tx)).map((source) => source.sourceId));
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(id)) return id;
  }
}

/** A source without its secrets, but whether its deliveries are signed, with what waits or failed and, of a polled one, how many records were skipped and why. */
export type ShownSource = Omit<Source, 'secretHash' | 'signingSecretSealed'> & { signed: boolean; deliveries: OpenDeliveries; skipped: Record<string, number> };

/** A portal's sources. */
export async function showSources(tx: Tx): Promise<ShownSource[]> {
  const open = await countOpenDeliveries(tx);
  const skipped = await countSkipped(tx);
  return (await listSources(tx)).map(({ secretHash: _hash, signingSecretSealed, ...shown }) => ({
    ...shown,
    signed: signingSecretSealed !== null,
    deliveries: open.get(shown.sourceId) ?? { waiting: 0, waitingSince: null, failed: 0 },
    skipped: skipped.get(shown.sourceId) ?? {},
  }));
}

/** Replaces a source's settings; what failed under the old ones can then be run again. */
export async function mendSource(
  tx: Tx,
  deps: Pick<SourceDeps, 'providers'>,
  task: { sourceId: string; settings: unknown },
): Promise<{ ok: true } | { ok: false; reason: Saying }> {
  const source = await findSource(tx, task.sourceId);
  const provider = source && deps.providers.get(source.provider);
  if (!source || !provider) return { ok: false, reason: saying('no-source', { source: task.sourceId }) };
  const fault = settingsFault(provider, task.settings, source.signingSecretSealed !== null);
  if (fault !== null) return { ok: false, reason: fault };
  await setSettings(tx, task.sourceId, task.settings);
  return { ok: true };
}

/** Pauses a source (its hook stores and answers 200) or resumes it: what was stored meanwhile is read then. False: no such source. */
export async function pauseSource(tx: Tx, deps: Pick<Deps, 'enqueue'>, task: { portalId: number; sourceId: string; paused: boolean; now: Date }): Promise<boolean> {
  const known = await setPaused(tx, task.sourceId, task.paused, task.now);
  if (known && !task.paused) await rerunDeliveries(tx, deps, task);
  return known;
}
