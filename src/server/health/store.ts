import { sql } from 'kysely';
import { numberArray, textArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';
import type { Standing } from './assess.ts';
import type { Band } from '../../../extensions/contracts/health.ts';
import type { Snapshot } from './change.ts';
import { isFirstWeek } from './trend.ts';

/** What is kept of a company between recomputes. */
export interface State {
  companyId: number;
  /** null while it is not a customer. */
  standing: Standing | null;
  /** Relational NPS and answers as last handed to HubSpot; nps null under 5 answers. */
  nps: number | null;
  npsAnswers: number;
}

/** A state read back, with the snapshot that a week's change is measured from. */
export interface StateRead extends State {
  weekAgo: Snapshot | null;
}

/** A state to be written, with the values that reference means are made of. */
export interface StateWrite extends State {
  observed: readonly (number | null)[] | null;
}

export interface SnapshotWrite extends Snapshot {
  companyId: number;
  band: Band;
  coverage: number;
}

const EPOCH = sql.raw(`date '1970-01-01'`);
/** A change is told against seven days ago, or the nearest day before it within this many days. */
const CHANGE_DAYS = { from: 7, until: 14 } as const;

/** As precise as the column (real, seven digits), in a short text. */
function short(figure: number): number {
  return Math.round(figure * 10_000) / 10_000;
}

interface StateRow {
  company_id: number;
  score: number | null;
  model_version: number | null;
  band: Band | null;
  band_since: number | null;
  crossing_band: Band | null;
  crossing_since: number | null;
  trend_week: number | null;
  trend_scores: string | null;
  trend_marks: string | null;
  nps: number | null;
  nps_n: number;
}

interface SnapshotRow {
  company_id: number;
  model_version: number;
  score: number;
  reference: number;
  points: string;
}

/**
 * Lets touched companies of a portal be recomputed one job after the other until the transaction ends: a company that is
 * new has no state to lock, and the older facts of two jobs must not win.
 */
export async function takeTurn(tx: Tx, portalId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('health.recompute', ${portalId}::bigint))`.execute(tx);
}

/**
 * Reads and locks the states of a page, so that two recomputes of a company come one after the other, each on the facts
 * of its own turn. Companies without a state are left out.
 */
export async function lockStates(tx: Tx, portalId: number, companyIds: readonly number[], today: number): Promise<Map<number, StateRead>> {
  const { rows } = await sql<StateRow>`
    select company_id, score, model_version, band, band_since - ${EPOCH} as band_since, crossing_band,
      crossing_since - ${EPOCH} as crossing_since, trend_week, trend_scores, trend_marks, nps, nps_n
    from health_states
    where portal_id = ${portalId} and company_id = any(${numberArray(companyIds)}::bigint[])
    order by company_id
    for update`.execute(tx);
  const states = new Map(rows.map((row) => [row.company_id, stateOf(row)]));
  await addWeekAgo(tx, portalId, states, today);
  return states;
}

/** Finds each company's snapshot of a week ago: nearly always all on the first day, so that a day is one statement. */
async function addWeekAgo(tx: Tx, portalId: number, states: Map<number, StateRead>, today: number): Promise<void> {
  let open = [...states.values()].filter(({ standing }) => standing !== null && !isFirstWeek(standing.trend)).map((state) => state.companyId);
  for (let back = CHANGE_DAYS.from; back <= CHANGE_DAYS.until && open.length > 0; back++) {
    const day = today - back;
    const { rows } = await sql<SnapshotRow>`
      select p.* from unnest(${numberArray(open)}::bigint[]) as c(id)
      cross join lateral (
        select company_id, model_version, score, reference, points::text as points from health_snapshots
        where portal_id = ${portalId} and day = ${EPOCH} + ${day}::int and company_id = c.id
        order by model_version desc limit 1
      ) p`.execute(tx);
    for (const row of rows) states.get(row.company_id)!.weekAgo = snapshotOf(row, day);
    open = open.filter((companyId) => states.get(companyId)!.weekAgo === null);
  }
}

function stateOf(row: StateRow): StateRead {
  return { companyId: row.company_id, standing: standingOf(row), weekAgo: null, nps: row.nps, npsAnswers: row.nps_n };
}

function snapshotOf({ model_version, score, reference, points }: SnapshotRow, day: number): Snapshot {
  return { day, modelVersion: model_version, score, reference, points: points.slice(1, -1).split(',').map(Number) };
}

function standingOf(row: StateRow): Standing | null {
  if (row.score === null) return null;
  const crossing = row.crossing_band === null ? null : { band: row.crossing_band, since: row.crossing_since! };
  return {
    modelVersion: row.model_version!,
    score: row.score,
    band: { band: row.band!, since: row.band_since!, crossing },
    trend: { week: row.trend_week!, scores: row.trend_scores!, marks: row.trend_marks! },
  };
}

/** Inserts or replaces the states of a page. */
export async function saveStates(tx: Tx, portalId: number, states: readonly StateWrite[], today: number): Promise<void> {
  if (states.length === 0) return;
  const standings = states.map((state) => state.standing);
  await sql`
    insert into health_states (portal_id, company_id, day, score, model_version, band, band_since, crossing_band, crossing_since,
      observed, trend_week, trend_scores, trend_marks, nps, nps_n)
    select ${portalId}::bigint, id, ${EPOCH} + ${today}::int, score, version, band, ${EPOCH} + since, crossing, ${EPOCH} + crossing_since,
      observed::real[], week, scores, marks, nps, nps_n
    from unnest(
      ${numberArray(states.map((state) => state.companyId))}::bigint[],
      ${numberArray(standings.map((standing) => standing && short(standing.score)))}::real[],
      ${numberArray(standings.map((standing) => standing?.modelVersion ?? null))}::int[],
      ${textArray(standings.map((standing) => standing?.band.band ?? null))}::text[],
      ${numberArray(standings.map((standing) => standing?.band.since ?? null))}::int[],
      ${textArray(standings.map((standing) => standing?.band.crossing?.band ?? null))}::text[],
      ${numberArray(standings.map((standing) => standing?.band.crossing?.since ?? null))}::int[],
      ${textArray(states.map((state) => (state.observed === null ? null : numberArray(state.observed.map((value) => (value === null ? null : short(value)))))))}::text[],
      ${numberArray(standings.map((standing) => standing?.trend.week ?? null))}::int[],
      ${textArray(standings.map((standing) => standing?.trend.scores ?? null))}::text[],
      ${textArray(standings.map((standing) => standing?.trend.marks ?? null))}::text[],
      ${numberArray(states.map((state) => state.nps))}::smallint[],
      ${numberArray(states.map((state) => state.npsAnswers))}::int[]
    ) as s(id, score, version, band, since, crossing, crossing_since, observed, week, scores, marks, nps, nps_n)
    on conflict (portal_id, company_id) do update set
      day = excluded.day, score = excluded.score, model_version = excluded.model_version, band = excluded.band,
      band_since = excluded.band_since, crossing_band = excluded.crossing_band, crossing_since = excluded.crossing_since,
      observed = excluded.observed, trend_week = excluded.trend_week, trend_scores = excluded.trend_scores,
      trend_marks = excluded.trend_marks, nps = excluded.nps, nps_n = excluded.nps_n`.execute(tx);
}

/**
 * Inserts snapshots, the last one of a company, day and model version winning; a reconstructed one never replaces
 * one that was made on its day.
 */
export async function saveSnapshots(tx: Tx, portalId: number, snapshots: readonly SnapshotWrite[], reconstructed: boolean): Promise<void> {
  if (snapshots.length === 0) return;
  await sql`
    insert into health_snapshots (portal_id, company_id, day, model_version, score, band, coverage, reference, points, reconstructed)
    select ${portalId}::bigint, id, ${EPOCH} + day, version, score, band, coverage, reference, points::real[], ${reconstructed}::boolean
    from unnest(
      ${numberArray(snapshots.map((snapshot) => snapshot.companyId))}::bigint[],
      ${numberArray(snapshots.map((snapshot) => snapshot.day))}::int[],
      ${numberArray(snapshots.map((snapshot) => snapshot.modelVersion))}::int[],
      ${numberArray(snapshots.map((snapshot) => short(snapshot.score)))}::real[],
      ${textArray(snapshots.map((snapshot) => snapshot.band))}::text[],
      ${numberArray(snapshots.map((snapshot) => short(snapshot.coverage)))}::real[],
      ${numberArray(snapshots.map((snapshot) => short(snapshot.reference)))}::real[],
      ${textArray(snapshots.map((snapshot) => numberArray(snapshot.points.map(short))))}::text[]
    ) as s(id, day, version, score, band, coverage, reference, points)
    on conflict (portal_id, day, company_id, model_version) do update set
      score = excluded.score, band = excluded.band, coverage = excluded.coverage, reference = excluded.reference,
      points = excluded.points, reconstructed = excluded.reconstructed
    where health_snapshots.reconstructed or not excluded.reconstructed`.execute(tx);
}

/** Every day's snapshot is kept this long, then one a week (Sunday's). */
const DAILY_DAYS = 400;
/** How far behind that limit a pass looks: nights without a pass are made up within it. */
const BEHIND_DAYS = 60;

/** Thins the snapshots that have just become old. */
export async function thinSnapshots(tx: Tx, portalId: number, today: number): Promise<void> {
  const limit = today - DAILY_DAYS;
  await sql`
    delete from health_snapshots
    where portal_id = ${portalId} and day >= ${EPOCH} + ${limit - BEHIND_DAYS}::int and day < ${EPOCH} + ${limit}::int
      and extract(isodow from day) <> 7`.execute(tx);
}
