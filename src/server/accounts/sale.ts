import { sql } from 'kysely';
import { numberArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';

/** A deal as the CRM shows it. */
export interface Deal {
  dealId: number;
  companyId: number | null;
  name: string | null;
  pipeline: string | null;
  amount: number | null;
  /** YYYY-MM-DD in the portal's time zone. */
  closeDate: string | null;
  isWon: boolean;
  ownerId: number | null;
  stageEnteredAt: Date | null;
}

const DEAL = sql`
  deal_id as "dealId", company_id as "companyId", name, pipeline, amount, close_date as "closeDate", is_won as "isWon",
  owner_id as "ownerId", stage_entered_at as "stageEnteredAt"`;

/** The deal; undefined where it is unknown or archived. */
export async function findDeal(tx: Tx, dealId: number): Promise<Deal | undefined> {
  const { rows } = await sql<Deal>`select ${DEAL} from deals where deal_id = ${dealId} and not archived`.execute(tx);
  return rows[0];
}

/** The names of these deals, as far as they live. */
export async function dealNames(tx: Tx, dealIds: readonly number[]): Promise<Map<number, string | null>> {
  const { rows } = await sql<{ deal_id: number; name: string | null }>`
    select deal_id, name from deals where deal_id = any(${numberArray(dealIds)}::bigint[]) and not archived`.execute(tx);
  return new Map(rows.map((row) => [row.deal_id, row.name]));
}

/** Where a deal is to be, in HubSpot's ids, having come there at an instant or later. */
export interface Place {
  /** null: any. */
  pipeline: string | null;
  /** null: a won one, whatever stages the deal passed over. */
  stage: string | null;
  since: Date;
}

/** Deals of these companies that have come to one of the places and are not lost, oldest first. */
export async function dealsArrived(tx: Tx, companyIds: readonly number[], places: readonly Place[]): Promise<Deal[]> {
  const { rows } = await sql<Deal>`
    select ${DEAL} from deals
    where company_id = any(${numberArray(companyIds)}::bigint[]) and not archived and (is_won or not is_closed) and exists (
      select from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as place (pipeline text, stage text, since timestamptz)
      where stage_entered_at >= place.since and coalesce(place.pipeline = deals.pipeline, place.pipeline is null)
        and case when place.stage is null then is_won else place.stage = deals.stage end)
    order by stage_entered_at, deal_id`.execute(tx);
  return rows;
}

/** Those of these deals that ended without a win, with when. */
export async function lostDeals(tx: Tx, dealIds: readonly number[]): Promise<ReadonlyMap<number, Date>> {
  const { rows } = await sql<{ id: number; at: Date }>`
    select deal_id as id, stage_entered_at as at from deals
    where deal_id = any(${numberArray(dealIds)}::bigint[]) and is_closed and not is_won and not archived and stage_entered_at is not null`.execute(tx);
  return new Map(rows.map(({ id, at }) => [id, at]));
}

/** A year of wins of a large account. */
const MOST_WINS = 10_000;

/** All deals that reached their won stage in a time (its end left out) in one of these pipelines (none: any), oldest first. */
export async function wonBetween(tx: Tx, from: Date, until: Date, pipelines: readonly string[]): Promise<{ dealId: number; wonAt: Date }[]> {
  const { rows } = await sql<{ dealId: number; wonAt: Date }>`
    select deal_id as "dealId", stage_entered_at as "wonAt" from deals
    where is_won and (cardinality(${pipelines}::text[]) = 0 or pipeline = any(${pipelines}::text[])) and not archived and company_id is not null and stage_entered_at >= ${from} and stage_entered_at < ${until}
    order by stage_entered_at, deal_id limit ${MOST_WINS}`.execute(tx);
  return rows;
}

/** The deals that were won last, newest first. */
export async function lastWonDeals(tx: Tx, limit: number): Promise<Deal[]> {
  const { rows } = await sql<Deal>`
    select ${DEAL} from deals where is_won and not archived order by stage_entered_at desc nulls last, deal_id desc limit ${limit}`.execute(tx);
  return rows;
}

/** The living contacts of a company by name; one without a name is called by its address. */
export async function contactsOf(tx: Tx, companyId: number): Promise<{ name: string; jobTitle: string | null; email: string | null }[]> {
  const { rows } = await sql<{ name: string; jobTitle: string | null; email: string | null }>`
    select coalesce(nullif(concat_ws(' ', first_name, last_name), ''), email, contact_id::text) as name, job_title as "jobTitle", email
    from contacts where company_id = ${companyId} and not archived order by name, contact_id limit 100`.execute(tx);
  return rows;
}
