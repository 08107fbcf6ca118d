import { sql } from 'kysely';
import { numberArray, textArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';
import { dayKey, type UsageDay } from './outcome.ts';

/** The stored days of these companies and days, by dayKey, kept from change until the transaction ends. */
export async function storedDays(tx: Tx, wanted: readonly { companyId: number; day: string }[]): Promise<Map<string, UsageDay>> {
  if (wanted.length === 0) return new Map();
  const { rows } = await sql<Omit<UsageDay, 'updatedAt'> & { updatedAt: Date }>`
    select company_id as "companyId", day, logins, active_users as "activeUsers", seats, updated_at as "updatedAt" from usage_days
    where (company_id, day) in (select * from unnest(${numberArray(wanted.map((each) => each.companyId))}::bigint[], ${textArray(wanted.map(({ day }) => day))}::date[]))
    order by company_id, day for update`.execute(tx);
  return new Map(rows.map((row) => [dayKey(row), { ...row, updatedAt: row.updatedAt.getTime() }]));
}

/** Writes days, each only where its clock is not behind the stored one's. A company's day must come once. */
export async function saveDays(tx: Tx, portalId: number, days: readonly UsageDay[]): Promise<void> {
  if (days.length === 0) return;
  await sql`
    insert into usage_days (portal_id, company_id, day, logins, active_users, seats, updated_at)
    select ${portalId}::bigint, company_id, day, logins, active_users, seats, to_timestamp(clock / 1000)
    from unnest(
      ${numberArray(days.map((each) => each.companyId))}::bigint[], ${textArray(days.map(({ day }) => day))}::date[],
      ${numberArray(days.map(({ logins }) => logins))}::int[], ${numberArray(days.map(({ activeUsers }) => activeUsers))}::int[],
      ${numberArray(days.map(({ seats }) => seats))}::int[], ${numberArray(days.map(({ updatedAt }) => updatedAt))}::float8[]
    ) as d(company_id, day, logins, active_users, seats, clock)
    on conflict (portal_id, company_id, day) do update set
      logins = excluded.logins, active_users = excluded.active_users, seats = excluded.seats, updated_at = excluded.updated_at
    where excluded.updated_at >= usage_days.updated_at`.execute(tx);
}

/** Moves the days of companies that became others (merged in HubSpot); of two figures for a day the later clock holds. Returns the companies that gained some. */
export async function moveDays(tx: Tx, portalId: number, moves: readonly { from: number; to: number }[]): Promise<number[]> {
  if (moves.length === 0) return [];
  const { rows } = await sql<{ company_id: number }>`
    with gone as (
      delete from usage_days using unnest(${numberArray(moves.map(({ from }) => from))}::bigint[], ${numberArray(moves.map(({ to }) => to))}::bigint[]) as m(old, new)
      where company_id = m.old returning m.new, day, logins, active_users, seats, updated_at
    )
    insert into usage_days (portal_id, company_id, day, logins, active_users, seats, updated_at)
    select distinct on (new, day) ${portalId}::bigint, new, day, logins, active_users, seats, updated_at from gone order by new, day, updated_at desc
    on conflict (portal_id, company_id, day) do update set
      logins = excluded.logins, active_users = excluded.active_users, seats = excluded.seats, updated_at = excluded.updated_at
    where excluded.updated_at > usage_days.updated_at
    returning company_id`.execute(tx);
  return [...new Set(rows.map((row) => row.company_id))].sort((a, b) => a - b);
}

/** Whether the portal has any day of any company. */
export async function hasUsage(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`select exists (select from usage_days) as any`.execute(tx);
  return rows[0]!.any;
}

/** The last day, up to `now`, on which each of these companies used the product, as that day's end in UTC or `now` where it is not over. */
export async function lastUse(tx: Tx, companyIds: readonly number[], now: Date): Promise<Map<number, Date>> {
  const { rows } = await sql<{ company_id: number; at: Date }>`
    select company_id, least((max(day) + 1)::timestamp at time zone 'UTC', ${now}::timestamptz) as at from usage_days
    where company_id = any(${numberArray(companyIds)}::bigint[]) and logins > 0 and day::timestamp at time zone 'UTC' <= ${now}::timestamptz group by company_id`.execute(tx);
  return new Map(rows.map((row) => [row.company_id, row.at]));
}

/** Deletes days before `oldest`, of companies known and unknown, and the ids of events taken before `forgotten`. */
export async function purgeUsage(tx: Tx, oldest: Date, forgotten: Date): Promise<void> {
  await sql`delete from usage_days where day < ${oldest}::date`.execute(tx);
  await sql`delete from usage_waiting where day < ${oldest}::date`.execute(tx);
  await sql`delete from usage_receipts where received_at < ${forgotten}::timestamptz`.execute(tx);
}
