import type { Tx } from '../platform/db.ts';
import { assess, type Run, type Standing } from './assess.ts';
import { endOfDay, lastDayOf } from './calendar.ts';
import { gatherFacts, type Recompute } from './recompute.ts';
import { momentOf } from './run.ts';
import { lockStates, saveSnapshots, saveStates, type SnapshotWrite, type StateWrite } from './store.ts';
import { isFirstWeek } from './trend.ts';

/** Weekly snapshots rebuilt at the first import: half a year. */
const WEEKS = 26;

/** Keeps what each signal observes of a page's companies, for the means; nothing is shown or written to HubSpot. */
export async function observePage(tx: Tx, deps: Recompute, run: Run, companyIds: readonly number[]): Promise<void> {
  const states = await lockStates(tx, run.portalId, companyIds, run.today);
  const writes: StateWrite[] = [];
  for (const facts of await gatherFacts(tx, deps, companyIds, run)) {
    if (!facts.company.isCustomer) continue;
    const id = facts.company.companyId;
    const before = states.get(id);
    const { known, standing } = assess(facts, before?.standing ?? null, null, run);
    const observed = known.map((fact) => fact?.value ?? null);
    writes.push({ companyId: id, standing, observed, nps: before?.nps ?? null, npsAnswers: before?.npsAnswers ?? 0 });
  }
  await saveStates(tx, run.portalId, writes, run.today);
}

/**
 * Rebuilds the last 26 weeks' snapshots of the scored companies that have no earlier ones, each as of its Sunday's end
 * and from facts dated by then, marked as reconstructed. Leaves their standing as of last Sunday.
 */
export async function rebuildPage(tx: Tx, deps: Recompute, run: Run, companyIds: readonly number[]): Promise<void> {
  const states = await lockStates(tx, run.portalId, companyIds, run.today);
  const open = [...states.values()].filter(({ standing }) => standing !== null && isFirstWeek(standing.trend));
  if (open.length === 0) return;
  const ids = open.map((state) => state.companyId);
  const standings = new Map<number, Standing>();
  for (let week = run.week - WEEKS; week < run.week; week++) {
    const then = { ...run, ...momentOf(run.timeZone, endOfDay(run.timeZone, lastDayOf(week))) };
    await saveSnapshots(tx, run.portalId, await rebuildWeek(tx, deps, then, ids, standings), true);
  }
  const writes = open.flatMap(({ companyId, nps, npsAnswers }): StateWrite[] => {
    const standing = standings.get(companyId);
    return standing === undefined ? [] : [{ companyId, standing, observed: null, nps, npsAnswers }];
  });
  await saveStates(tx, run.portalId, writes, run.today);
}

async function rebuildWeek(tx: Tx, deps: Recompute, then: Run, ids: readonly number[], standings: Map<number, Standing>): Promise<SnapshotWrite[]> {
  const snapshots: SnapshotWrite[] = [];
  for (const facts of await gatherFacts(tx, deps, ids, then)) {
    if (!facts.company.isCustomer) continue;
    const id = facts.company.companyId;
    const { standing, score } = assess(facts, standings.get(id) ?? null, null, then, true);
    standings.set(id, standing);
    const { reference, points, coverage } = score;
    const { modelVersion, band } = standing;
    snapshots.push({ companyId: id, day: then.today, modelVersion, score: standing.score, band: band.band, coverage, reference, points });
  }
  return snapshots;
}
