import { sql } from 'kysely';
import { numberArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';

const EPOCH = sql.raw(`date '1970-01-01'`);
/** The days that are looked at as the present, and those before them that are the company's own measure. */
const RECENT_DAYS = 7;
const BASELINE_DAYS = 28;
/** How old a company's newest day may be before its use counts as unknown. */
const STALE_DAYS = 28;

/** How a company uses the product, as of its newest whole day; a day without figures between two others counts as none. */
export interface UsageFacts {
  companyId: number;
  /** Counted from 1970-01-01. */
  newestDay: number;
  /** Log-ins of the last 7 days, of so many since the first figures (1 to 7). */
  recentLogins: number;
  recentDays: number;
  /** Log-ins of the 28 days before, of so many since the first figures (0 to 28). */
  baselineLogins: number;
  baselineDays: number;
  /** As last reported. */
  seats: number | null;
  /** The most on one of the last 7 days. */
  activeUsers: number | null;
}

/**
 * What is known of companies' use as of a day (counted from 1970-01-01): nothing later shows through. The day itself is
 * not over, so it counts only where there is nothing before it. Companies without figures are left out. One statement.
 */
export async function usageFacts(tx: Tx, companyIds: readonly number[], today: number): Promise<UsageFacts[]> {
  const { rows } = await sql<UsageFacts & { days: number }>`
    select company_id as "companyId", newest - ${EPOCH} as "newestDay", newest - min(day) + 1 as days,
      coalesce(sum(logins) filter (where day > newest - ${RECENT_DAYS}::int), 0)::float8 as "recentLogins",
      coalesce(sum(logins) filter (where day <= newest - ${RECENT_DAYS}::int), 0)::float8 as "baselineLogins",
      (array_agg(seats order by day desc) filter (where seats is not null))[1] as seats,
      max(active_users) filter (where day > newest - ${RECENT_DAYS}::int) as "activeUsers"
    from (
      select company_id, day, logins, active_users, seats,
        coalesce(max(day) filter (where day < ${EPOCH} + ${today}::int) over company, max(day) over company) as newest
      from usage_days
      where company_id = any(${numberArray(companyIds)}::bigint[])
        and day <= ${EPOCH} + ${today}::int and day > ${EPOCH} + ${today - RECENT_DAYS - BASELINE_DAYS - STALE_DAYS}::int
      window company as (partition by company_id)
    ) dated
    where day <= newest and day > newest - ${RECENT_DAYS + BASELINE_DAYS}::int and newest > ${EPOCH} + ${today - STALE_DAYS}::int
    group by company_id, newest`.execute(tx);
  return rows.map(({ days, ...row }) => ({ ...row, recentDays: Math.min(RECENT_DAYS, days), baselineDays: Math.max(0, days - RECENT_DAYS) }));
}
