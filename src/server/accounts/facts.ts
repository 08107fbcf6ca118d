import { sql } from 'kysely';
import { numberArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';

/** Open work and contact of one company, as of the instant that was asked for; instants in epoch ms. */
export interface CompanyFacts {
  companyId: number;
  name: string | null;
  isCustomer: boolean;
  lastContactAt: number | null;
  hadTickets: boolean;
  openTickets: readonly { createdAt: number; priority: Priority | null }[];
  hadDeals: boolean;
  openDeals: readonly { closesAt: number | null; movedAt: number; renewal: boolean }[];
}

type Priority = 'low' | 'medium' | 'high' | 'urgent';
const PRIORITIES: ReadonlySet<string> = new Set(['low', 'medium', 'high', 'urgent'] satisfies Priority[]);
/** Renewals are recognised by their pipeline's or their own name, in English and Portuguese. */
const RENEWAL = 'renew|renova';

interface TicketSums {
  company_id: number;
  created: number[] | null;
  priorities: (string | null)[] | null;
}

interface DealSums {
  company_id: number;
  closes: (number | null)[] | null;
  moved: number[] | null;
  renewals: boolean[] | null;
}

/**
 * Facts as of `now` (epoch ms) for a page of companies, in three statements. Merged, archived and unknown companies
 * are left out. What was closed later counts as open then; a later contact does not show through.
 */
export async function companyFacts(tx: Tx, companyIds: readonly number[], now: number): Promise<CompanyFacts[]> {
  const at = new Date(now);
  const { rows } = await sql<{ company_id: number; name: string | null; is_customer: boolean; last_contact: number | null }>`
    select company_id, name,
      is_customer and coalesce(customer_since, hs_created_at, '-infinity') <= ${at} as is_customer,
      case when last_contacted_at <= ${at} then (extract(epoch from last_contacted_at) * 1000)::float8 end as last_contact
    from companies
    where company_id = any(${companyIds}::bigint[]) and not archived and merged_into is null
    order by company_id`.execute(tx);
  const tickets = await ticketSums(tx, companyIds, at);
  const deals = await dealSums(tx, companyIds, at);
  return rows.map((row) => {
    const ticket = tickets.get(row.company_id);
    const deal = deals.get(row.company_id);
    return {
      companyId: row.company_id,
      name: row.name,
      isCustomer: row.is_customer,
      lastContactAt: row.last_contact,
      hadTickets: ticket !== undefined,
      openTickets: (ticket?.created ?? []).map((createdAt, i) => ({ createdAt, priority: priorityOf(ticket?.priorities?.[i]) })),
      hadDeals: deal !== undefined,
      openDeals: (deal?.moved ?? []).map((movedAt, i) => ({ closesAt: deal?.closes?.[i] ?? null, movedAt, renewal: deal?.renewals?.[i] === true })),
    };
  });
}

async function ticketSums(tx: Tx, companyIds: readonly number[], at: Date): Promise<Map<number, TicketSums>> {
  const open = sql`(not is_closed or closed_at > ${at})`;
  const { rows } = await sql<TicketSums>`
    select company_id,
      array_agg((extract(epoch from created_at) * 1000)::float8 order by ticket_id) filter (where ${open}) as created,
      array_agg(priority order by ticket_id) filter (where ${open}) as priorities
    from tickets
    where company_id = any(${companyIds}::bigint[]) and not archived and created_at <= ${at}
    group by company_id`.execute(tx);
  return new Map(rows.map((row) => [row.company_id, row]));
}

/**
 * A deal is due until the end of its close day (UTC; the portal's own midnight is hours away, days matter here). A closed
 * one was open until it reached its stage, or until its close day where that came first.
 */
async function dealSums(tx: Tx, companyIds: readonly number[], at: Date): Promise<Map<number, DealSums>> {
  const closes = sql`((close_date + 1)::timestamp at time zone 'UTC')`;
  const open = sql`(not is_closed or least(stage_entered_at, ${closes}) > ${at})`;
  const until = (column: string) => sql`case when ${sql.ref(column)} <= ${at} then ${sql.ref(column)} end`;
  const { rows } = await sql<DealSums>`
    select company_id,
      array_agg((extract(epoch from ${closes}) * 1000)::float8 order by deal_id) filter (where ${open}) as closes,
      array_agg((extract(epoch from greatest(created_at, ${until('stage_entered_at')}, ${until('last_activity_at')})) * 1000)::float8
        order by deal_id) filter (where ${open}) as moved,
      array_agg(concat_ws(' ', pipeline, name) ~* ${RENEWAL} order by deal_id) filter (where ${open}) as renewals
    from deals
    where company_id = any(${companyIds}::bigint[]) and not archived and created_at <= ${at}
    group by company_id`.execute(tx);
  return new Map(rows.map((row) => [row.company_id, row]));
}

/** Ids of living companies above `after`, ascending: for walks over all of them. */
export async function companyIds(tx: Tx, after: number, limit: number): Promise<number[]> {
  const { rows } = await sql<{ company_id: number }>`
    select company_id from companies where company_id > ${after} and not archived and merged_into is null
    order by company_id limit ${limit}`.execute(tx);
  return rows.map((row) => row.company_id);
}

/** How many living companies the portal has. */
export async function countCompanies(tx: Tx): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from companies where not archived and merged_into is null`.execute(tx);
  return rows[0]!.n;
}

function priorityOf(text: string | null | undefined): Priority | null {
  return PRIORITIES.has(text ?? '') ? (text as Priority) : null;
}

/** The company as the CRM shows it; undefined where it is unknown, merged away or archived. */
export async function findCompany(tx: Tx, companyId: number): Promise<{ name: string | null; ownerId: number | null } | undefined> {
  const { rows } = await sql<{ name: string | null; ownerId: number | null }>`
    select name, owner_id as "ownerId" from companies where company_id = ${companyId} and not archived and merged_into is null`.execute(tx);
  return rows[0];
}

/** The names of those among the companies that live: known, not archived, not merged away. */
export async function companyNames(tx: Tx, companyIds: readonly number[]): Promise<Map<number, string | null>> {
  const { rows } = await sql<{ company_id: number; name: string | null }>`
    select company_id, name from companies where company_id = any(${numberArray(companyIds)}::bigint[]) and not archived and merged_into is null`.execute(tx);
  return new Map(rows.map((row) => [row.company_id, row.name]));
}
