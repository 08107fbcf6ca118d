import { sql } from 'kysely';
import type { Tx } from '../platform/db.ts';

/** A stage of a pipeline, in HubSpot's ids. */
export interface Start {
  pipeline: string;
  stage: string;
}

/** One that was chosen, and since when it counts. */
type Chosen = Start & { since: Date };

/** What an account chose for its handoffs. */
export interface HandoffChoices {
  /** Owners who get customers in turn, in their order. */
  team: readonly number[];
  /** Whose turn it was last. */
  lastTurn: number | null;
  /** Where a deal is to be when its handoff begins, in HubSpot's ids; none: wherever it is won. A win in one of the pipelines counts, too. */
  starts: readonly Chosen[];
  /** When that was changed last. */
  startsAt: Date | null;
  /** When earlier won deals were made drafts, and how many days back; null: they are ignored. */
  imported: { at: Date; days: number } | null;
}

/** Since when deals that are won become handoffs by themselves; noted as `now` where it is asked for the first time. */
export async function begunAt(tx: Tx, portalId: number, now: Date): Promise<Date> {
  await sql`insert into handoff_settings (portal_id, begun_at) values (${portalId}, ${now}) on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ at: Date }>`select begun_at as at from handoff_settings`.execute(tx);
  return rows[0]!.at;
}

/** What the account chose; the defaults where it has chosen nothing. */
export async function readChoices(tx: Tx): Promise<HandoffChoices> {
  const { rows } = await sql<Omit<HandoffChoices, 'imported' | 'starts'> & { starts: readonly (Start & { since: string })[]; at: Date | null; days: number | null }>`
    select cs_team as team, last_turn as "lastTurn", starts, starts_at as "startsAt", imported_at as at, imported_days as days from handoff_settings`.execute(tx);
  const [row] = rows;
  if (row === undefined) return { team: [], lastTurn: null, starts: [], startsAt: null, imported: null };
  const { at, days, starts, ...choices } = row;
  return { ...choices, starts: starts.map((start) => ({ ...start, since: new Date(start.since) })), imported: at === null || days === null ? null : { at, days } };
}

/** Notes who gets customers in turn from now on. */
export async function saveTeam(tx: Tx, portalId: number, team: readonly number[], now: Date): Promise<void> {
  await begunAt(tx, portalId, now);
  await sql`update handoff_settings set cs_team = ${JSON.stringify(team)}::jsonb`.execute(tx);
}

/** Notes where deals are to be when their handoffs begin; what was chosen before counts since then, what is new from now on. */
export async function saveStarts(tx: Tx, portalId: number, chosen: readonly Start[], now: Date): Promise<void> {
  await begunAt(tx, portalId, now);
  const before = (await readChoices(tx)).starts;
  const starts = chosen.map(({ pipeline, stage }) => ({ pipeline, stage, since: before.find((one) => one.stage === stage)?.since ?? now }));
  await sql`update handoff_settings set starts = ${JSON.stringify(starts)}::jsonb, starts_at = ${now}`.execute(tx);
}

/** Notes whose turn it was. */
export async function saveTurn(tx: Tx, owner: number): Promise<void> {
  await sql`update handoff_settings set last_turn = ${owner}`.execute(tx);
}

/** Holds other takers of turns off until the transaction ends. */
export async function lockTurns(tx: Tx): Promise<void> {
  await sql`select 1 from handoff_settings for update`.execute(tx);
}

/** Notes that deals which were won up to so many days before are made drafts. */
export async function saveImport(tx: Tx, portalId: number, days: number, now: Date): Promise<void> {
  await begunAt(tx, portalId, now);
  await sql`update handoff_settings set imported_at = ${now}, imported_days = ${days}`.execute(tx);
}
