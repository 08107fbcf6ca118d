import type { Deps } from '../platform/deps.ts';
import type { Tx } from '../platform/db.ts';
import { hashToken } from '../platform/secrets.ts';
import { rerunDeliveries } from './deliveries.ts';
import type { Provider } from './provider.ts';
import { insertSource, listSources, setPaused, type Source } from './source-store.ts';

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

export type AddedSource = { ok: true; sourceId: string; /** Path of its hook, shown this once; null for a polled source. */ hookPath: string | null } | { ok: false; reason: string };

export interface SourceDeps extends Pick<Deps, 'secrets' | 'randomBytes' | 'record'> {
  providers: ReadonlyMap<string, Provider>;
}

/** Adds a source; its secret is told here and nowhere else, stored is its hash. */
export async function addSource(tx: Tx, deps: SourceDeps, source: NewSource, now: Date): Promise<AddedSource> {
  const provider = deps.providers.get(source.provider);
  if (provider === undefined) return { ok: false, reason: `Unknown tool "${source.provider}": known are ${[...deps.providers.keys()].join(', ')}.` };
  const settings = provider.settingsShape.safeParse(source.settings ?? {});
  if (!settings.success) return { ok: false, reason: `Settings: ${settings.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}.` };
  const sourceId = source.sourceId ?? (await freeId(tx, provider.id));
  if (!/^[a-z0-9][a-z0-9-]{0,59}$/.test(sourceId)) return { ok: false, reason: 'The id must be lower case letters, digits and dashes, 60 at most.' };
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
  if (!added) return { ok: false, reason: `There is a source "${sourceId}" already: choose another id.` };
  return { ok: true, sourceId, hookPath: secret && `/hooks/${source.portalId}/${sourceId}/${secret}` };
}

async function freeId(tx: Tx, base: string): Promise<string> {
  const taken = new Set((await listSources(tx)).map((source) => source.sourceId));
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(id)) return id;
  }
}

/** A portal's sources, without secrets. */
export async function showSources(tx: Tx): Promise<Omit<Source, 'secretHash' | 'signingSecretSealed'>[]> {
  return (await listSources(tx)).map(({ secretHash: _hash, signingSecretSealed: _sealed, ...shown }) => shown);
}

/** Pauses a source (its hook stores and answers 200) or resumes it: what was stored meanwhile is read then. False: no such source. */
export async function pauseSource(tx: Tx, deps: Pick<Deps, 'record'>, task: { portalId: number; sourceId: string; paused: boolean }, now: Date): Promise<boolean> {
  const known = await setPaused(tx, task.sourceId, task.paused);
  if (known && !task.paused) await rerunDeliveries(tx, deps, { ...task, now });
  return known;
}
