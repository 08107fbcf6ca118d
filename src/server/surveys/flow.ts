import type { Db, Tx } from '../platform/db.ts';
import { remembered } from '../platform/remembered.ts';
import type { Provider } from './provider.ts';
import { listSources, type Source, sourcesOf } from './source-store.ts';

const DAY_MS = 86_400_000;
/** Whoever is silent for less has not stopped, however often they deliver. */
const SHORTEST_SILENCE_MS = 7 * DAY_MS;
/** A silence this many times the usual one is far beyond the rhythm. */
const FAR_BEYOND = 3;
/** After fewer pauses between deliveries than these, the rhythm is not known: a file sent once is no source that stopped. */
const KNOWN_AFTER = 4;
/** How long a process may act on what it last saw: every card asks. */
const CACHE_MS = 60_000;

/** What tells whether a source still delivers. */
export type Flow = Pick<Source, 'paused' | 'pausedAt' | 'createdAt' | 'lastReceivedAt' | 'usualGapMs' | 'gaps'> & { lastError: unknown };

/** How a source is fed: where a person posts files, they are told at once what is wrong, and keep no rhythm. */
export type Feeding = Pick<Provider, 'waitsForReport'>;

/**
 * Since when a source that delivered once delivers no answers any more: it is paused, its last delivery could not be
 * read, or it is silent far beyond its own rhythm. Files by hand stop by a pause only. null: it has not stopped.
 */
export function stoppedSince(source: Flow, feeding: Feeding, now: Date): Date | null {
  const { paused, pausedAt, lastReceivedAt, lastError, usualGapMs, gaps } = source;
  if (lastReceivedAt === null) return null;
  if (paused) return pausedAt ?? lastReceivedAt;
  if (feeding.waitsForReport) return null;
  if (lastError !== null) return lastReceivedAt;
  const silence = now.getTime() - lastReceivedAt.getTime();
  return gaps >= KNOWN_AFTER && silence > Math.max(SHORTEST_SILENCE_MS, FAR_BEYOND * usualGapMs) ? lastReceivedAt : null;
}

const BY_A_TOOL: Feeding = { waitsForReport: false };

/** How a source is fed; one whose tool this version does not know counts as fed by a tool. */
export function feedingOf(source: Pick<Source, 'provider'>, providers: ReadonlyMap<string, Provider>): Feeding {
  return providers.get(source.provider) ?? BY_A_TOOL;
}

export interface StoppedFlow {
  part: 'surveys';
  /** Epoch ms: since when the first of them has. */
  since: number;
  /** The one that stopped first comes first; `paused`: because an admin wanted it so. */
  sources: { name: string; paused: boolean }[];
}

/** Asks of a company, in a transaction of its account, which of the sources that brought its answers have stopped; null while they deliver. */
export type AskStopped = (tx: Tx, companyId: number) => Promise<StoppedFlow | null>;

/** What is to be asked of an account's companies; null, from memory, while all its sources deliver. */
export function createStoppedFlow(deps: { db: Db; now: () => Date; providers: ReadonlyMap<string, Provider> }): (portalId: number) => Promise<AskStopped | null> {
  const stoppedSources = remembered({ now: deps.now, keptMs: CACHE_MS }, async (portalId, now) => {
    const sources = await deps.db.readPortal(portalId, listSources);
    return sources.flatMap((source) => {
      const since = stoppedSince(source, feedingOf(source, deps.providers), now)?.getTime();
      return since === undefined ? [] : [{ sourceId: source.sourceId, name: source.name, paused: source.paused, since }];
    });
  });
  return async (portalId) => {
    const stopped = await stoppedSources(portalId);
    if (stopped.length === 0) return null;
    return async (tx, companyId) => {
      const known = await sourcesOf(tx, companyId, stopped.map((source) => source.sourceId));
      const [first, ...others] = stopped.filter((source) => known.has(source.sourceId)).sort((a, b) => a.since - b.since);
      return first === undefined ? null : { part: 'surveys', since: first.since, sources: [first, ...others].map(({ name, paused }) => ({ name, paused })) };
    };
  };
}
