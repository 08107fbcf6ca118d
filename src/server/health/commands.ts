import type { Deps } from '../platform/deps.ts';
import type { Tx } from '../platform/db.ts';
import type { Run } from './assess.ts';
import { hourOf } from './calendar.ts';
import type { HealthQuestions } from './facts.ts';
import { recomputePage, type RecomputeOptions } from './recompute.ts';
import { observePage, rebuildPage } from './reconstruct.ts';
import { type Feeds, signalsInUse } from './models.ts';
import { freeze, momentOf, openRun, prepareRun, type RunInput } from './run.ts';
import type { Signal } from './signals/index.ts';
import { takeTurn, thinSnapshots } from './store.ts';

export type HealthDeps = Pick<Deps, 'db' | 'now' | 'record' | 'enqueue'> & HealthQuestions & { signals: ReadonlyMap<string, Signal> };

/** Companies a transaction, and transactions side by side: one reads and computes while another writes. */
const PAGES = { postgres: { size: 2_000, lanes: 2 }, pglite: { size: 200, lanes: 1 } } as const;
/** From this local hour on, a portal's means are frozen for the day and all its companies recomputed. */
const NIGHTLY_HOUR = 3;
/** After the last company. */
const END = Number.MAX_SAFE_INTEGER;

async function inputOf(deps: HealthDeps, portalId: number): Promise<RunInput> {
  const { timeZone } = await deps.portal(portalId);
  return { portalId, timeZone, now: deps.now().getTime(), signals: deps.signals };
}

/** Recomputes the companies that something touched; nothing before the first import is in. */
export async function recomputeCompanies(deps: HealthDeps, portalId: number, companyIds: readonly number[], options: RecomputeOptions = {}): Promise<void> {
  const input = await inputOf(deps, portalId);
  const ids = [...new Set(companyIds)].sort((a, b) => a - b);
  await deps.db.withPortal(portalId, async (tx) => {
    const run = await openRun(tx, input);
    if (run === undefined) return;
    await takeTurn(tx, portalId);
    await recomputePage(tx, deps, run, ids, options);
  });
}

async function feedsOf(tx: Tx, deps: HealthQuestions): Promise<Feeds> {
  return new Set([...((await deps.hasUsage(tx)) ? ['usage'] : []), ...((await deps.hasJourneys(tx)) ? ['handoffs'] : [])]);
}

/**
 * Recomputes companies of which an intake has brought facts. With the first of a portal the model gains their signal: a new
 * version, by which these companies are scored at once and all others soon after.
 */
export async function recomputeFed(deps: HealthDeps, portalId: number, companyIds: readonly number[]): Promise<void> {
  const input = await inputOf(deps, portalId);
  await deps.db.withPortal(portalId, async (tx) => {
    await takeTurn(tx, portalId);
    const run = await openRun(tx, input);
    if (run === undefined) return;
    const feeds = await feedsOf(tx, deps);
    const grows = signalsInUse(deps.signals, feeds, run.model).some((id) => !run.model.signals.includes(id));
    const current = grows ? await freeze(tx, await prepareRun(tx, input, feeds)) : run;
    await recomputePage(tx, deps, current, companyIds, { keepNps: true });
    if (grows) await deps.enqueue(tx, 'health.refresh', [{ portalId }]);
  });
}

/** Recomputes every company of a portal, page by page, each page in its own transaction. @throws when the signal is aborted. */
function recomputeAll(deps: HealthDeps, run: Run, signal: AbortSignal, options: RecomputeOptions = {}): Promise<void> {
  return inPages(deps, run.portalId, signal, (ids) => deps.db.withPortal(run.portalId, (tx) => recomputePage(tx, deps, run, ids, options)));
}

/** The nightly pass of one portal: freezes the means of the day, recomputes all, and thins old snapshots. */
export async function refreshPortal(deps: HealthDeps, portalId: number, signal: AbortSignal): Promise<void> {
  const input = await inputOf(deps, portalId);
  const run = await deps.db.withPortal(portalId, async (tx) => freeze(tx, await prepareRun(tx, input, await feedsOf(tx, deps))));
  await recomputeAll(deps, run, signal, { keepNps: true });
  await deps.db.withPortal(portalId, (tx) => thinSnapshots(tx, portalId, run.today));
}

/** Starts the nightly pass of each portal whose night it is and that has not had it. */
export async function startNightly(deps: HealthDeps): Promise<void> {
  const now = deps.now().getTime();
  for (const { portalId, timeZone } of await deps.activePortals()) {
    if (hourOf(timeZone, now) < NIGHTLY_HOUR) continue;
    const { today } = momentOf(timeZone, now);
    await deps.db.withPortal(portalId, async (tx) => {
      const run = await openRun(tx, { portalId, timeZone, now, signals: deps.signals });
      if (run !== undefined && run.reference.day < today) await deps.enqueue(tx, 'health.refresh', [{ portalId }]);
    });
  }
}

/**
 * Scores a portal for the first time: looks at all companies for the means, freezes them, rebuilds half a year of weekly
 * snapshots from dated facts, then recomputes each company as of now. Interrupted, it goes on where it stopped.
 */
export async function reconstructPortal(deps: HealthDeps, portalId: number, signal: AbortSignal): Promise<void> {
  await deps.settleUsage(portalId, signal);
  const input = await inputOf(deps, portalId);
  const first = await deps.db.withPortal(portalId, async (tx) => prepareRun(tx, input, await feedsOf(tx, deps)));
  await inPages(deps, portalId, signal, (ids) => deps.db.withPortal(portalId, (tx) => observePage(tx, deps, first, ids)));
  const run = await deps.db.withPortal(portalId, (tx) => freeze(tx, first));
  await inPages(deps, portalId, signal, (ids) =>
    deps.db.withPortal(portalId, async (tx) => {
      await rebuildPage(tx, deps, run, ids);
      await recomputePage(tx, deps, run, ids, { everyProperty: true });
    }),
  );
}

/** Works a portal's companies in pages by ascending id, some lanes at a time, with a breath between. */
async function inPages(deps: HealthDeps, portalId: number, signal: AbortSignal, work: (ids: number[]) => Promise<void>): Promise<void> {
  const { size, lanes } = PAGES[deps.db.engine];
  let cursor = Promise.resolve(0);
  function nextPage(): Promise<number[]> {
    const page = cursor.then((after) => deps.db.withPortal(portalId, (tx) => deps.companyIds(tx, after, size)));
    // A page that cannot be read ends the walk: its own caller tells why.
    cursor = page.then((ids) => ids.at(-1) ?? END, () => END);
    return page;
  }
  async function lane(): Promise<void> {
    for (let ids = await nextPage(); ids.length > 0; ids = await nextPage()) {
      signal.throwIfAborted();
      await work(ids);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  /** The first lane that fails ends the walk for the others, so that a retry walks alone. */
  async function endingLane(): Promise<void> {
    await lane().catch((error: unknown) => {
      cursor = Promise.resolve(END);
      throw error;
    });
  }
  await Promise.all(Array.from({ length: lanes }, endingLane));
}
