import { sql } from 'kysely';
import { numberArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';

/** Somebody who owns records in HubSpot. */
export interface Member {
  ownerId: number;
  userId: number | null;
  name: string | null;
  email: string | null;
}

/** Everybody who owns records, by name; who was deactivated is left out. */
export async function members(tx: Tx): Promise<Member[]> {
  const { rows } = await sql<Member>`
    select owner_id as "ownerId", user_id as "userId", coalesce(name, email) as name, email from owners where not archived order by name, owner_id`.execute(tx);
  return rows;
}

/** The living ones of these companies, with name and owner. */
export async function companiesWithOwners(tx: Tx, companyIds: readonly number[]): Promise<Map<number, { name: string | null; ownerId: number | null }>> {
  const { rows } = await sql<{ companyId: number; name: string | null; ownerId: number | null }>`
    select company_id as "companyId", name, owner_id as "ownerId" from companies
    where company_id = any(${numberArray(companyIds)}::bigint[]) and not archived and merged_into is null`.execute(tx);
  return new Map(rows.map(({ companyId, ...company }) => [companyId, company]));
}

/** The living companies, all (null) or an owner's. */
export async function companyIdsOf(tx: Tx, ownerId: number | null): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select company_id as id from companies where not archived and merged_into is null ${ownerId === null ? sql`` : sql`and owner_id = ${ownerId}`} order by company_id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Of the living ones of these companies, whether they are customers now. */
export async function areCustomers(tx: Tx, companyIds: readonly number[]): Promise<Map<number, boolean>> {
  const { rows } = await sql<{ id: number; isCustomer: boolean }>`
    select company_id as id, is_customer as "isCustomer" from companies where company_id = any(${numberArray(companyIds)}::bigint[]) and not archived and merged_into is null`.execute(tx);
  return new Map(rows.map(({ id, isCustomer }) => [id, isCustomer]));
}

/** A year in ms, as sums of won deals look back. */
const YEAR_MS = 365 * 86_400_000;

/** What the deals are worth that each of these companies won in the 365 days up to `now`; companies without any are left out. */
export async function yearlyWins(tx: Tx, companyIds: readonly number[], now: Date): Promise<Map<number, number>> {
  const { rows } = await sql<{ companyId: number; amount: number }>`
    select company_id as "companyId", sum(amount)::float8 as amount from deals
    where company_id = any(${numberArray(companyIds)}::bigint[]) and is_won and not archived and amount is not null
      and stage_entered_at > ${new Date(now.getTime() - YEAR_MS)} and stage_entered_at <= ${now}
    group by company_id`.execute(tx);
  return new Map(rows.map((row) => [row.companyId, row.amount]));
}
