import { sql } from 'kysely';
import { numberArray } from '../../lib/sql-array.ts';
import type { Tx } from '../../platform/db.ts';
import { quoteOf, type Rule, type Sight } from './alerts.ts';
import type { Expectation, Form, KickOff } from '../form.ts';

/** Alerts of these handoffs that were raised and not taken back. */
export async function standingAlerts(tx: Tx, handoffIds: readonly string[]): Promise<(Sight & { handoffId: string })[]> {
  const { rows } = await sql<Sight & { handoffId: string }>`
    select handoff_id as "handoffId", rule, occasion, since from handoff_alerts
    where handoff_id = any(${handoffIds}::uuid[]) and cleared_at is null order by rule, occasion`.execute(tx);
  return rows;
}

/** Raises an alert. @returns false where this occasion was told before: then it only stands again. */
export async function raiseAlert(tx: Tx, portalId: number, handoffId: string, { rule, occasion, since }: Sight, now: Date): Promise<boolean> {
  const { rows } = await sql<{ fresh: boolean }>`
    insert into handoff_alerts (portal_id, handoff_id, rule, occasion, since, raised_at)
    values (${portalId}, ${handoffId}::uuid, ${rule}, ${occasion}, ${since}, ${now})
    on conflict (portal_id, handoff_id, rule, occasion) do update set cleared_at = null, since = excluded.since
    returning xmax = 0 as fresh`.execute(tx);
  return rows[0]!.fresh;
}

/** Takes an alert back. */
export async function clearAlert(tx: Tx, handoffId: string, { rule, occasion }: Sight, now: Date): Promise<void> {
  await sql`update handoff_alerts set cleared_at = ${now} where handoff_id = ${handoffId} and rule = ${rule} and occasion = ${occasion}`.execute(tx);
}

/** Notes that an alert that stands is so since another instant. */
export async function moveAlert(tx: Tx, handoffId: string, { rule, occasion }: Sight, since: Date): Promise<void> {
  await sql`update handoff_alerts set since = ${since} where handoff_id = ${handoffId} and rule = ${rule} and occasion = ${occasion}`.execute(tx);
}

/** Handoffs that may have something to tell, by ascending id above `after`: those under way, and those with an alert that stands. */
export async function watchedIds(tx: Tx, after: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select handoff_id as id from handoffs h
    where handoff_id > ${after}::uuid and (open or exists (select from handoff_alerts a where a.handoff_id = h.handoff_id and a.cleared_at is null))
    order by handoff_id limit ${limit}`.execute(tx);
  return rows.map((row) => row.id);
}

/** The handoffs of these companies. */
export async function handoffIdsOf(tx: Tx, companyIds: readonly number[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select handoff_id as id from handoffs where company_id = any(${numberArray(companyIds)}::bigint[])`.execute(tx);
  return rows.map((row) => row.id);
}

/** How the way of an accepted customer stood at an instant, for the health score. */
export interface JourneyFacts {
  companyId: number;
  /** When the last of its handoffs was completed (epoch ms); null while one is under way. */
  endedAt: number | null;
  alerts: { rule: Exclude<Rule, 'leg-late'>; since: number; quote: string | null }[];
}

interface JourneyRow {
  company_id: number;
  ended_at: number | null;
  alerts: (Pick<Sight, 'rule' | 'occasion'> & { since: number })[] | null;
  /** What alerts quote; null where there are none: thousands are asked for, and few have any. */
  texts: { form: Form; kickOff: KickOff; expectations: Expectation[] } | null;
}

/** What is known of the way of these companies as of `now` (epoch ms); those that no handoff accepted by then tells of are left out. One statement. */
export async function journeyFacts(tx: Tx, companyIds: readonly number[], now: number): Promise<JourneyFacts[]> {
  const at = sql`${new Date(now)}::timestamptz`;
  const { rows } = await sql<JourneyRow>`
    select company_id, alerts,
      case when alerts is not null then jsonb_build_object('form', form, 'kickOff', kick_off, 'expectations', expectations) end as texts,
      case when (baton ->> 'endedAt')::timestamptz <= ${at} then (extract(epoch from (baton ->> 'endedAt')::timestamptz) * 1000)::float8 end as ended_at
    from handoffs h
    left join lateral (
      select jsonb_agg(jsonb_build_object('rule', rule, 'occasion', occasion, 'since', (extract(epoch from since) * 1000)::float8) order by since, rule, occasion) as alerts
      from handoff_alerts a
      where a.handoff_id = h.handoff_id and rule <> 'leg-late' and raised_at <= ${at} and (cleared_at is null or cleared_at > ${at})
    ) raised on true
    where company_id = any(${numberArray(companyIds)}::bigint[]) and (baton ->> 'acceptedAt')::timestamptz <= ${at}
      and not (baton ->> 'status' = 'cancelled' and (baton ->> 'endedAt')::timestamptz <= ${at})
    order by company_id, handoff_id`.execute(tx);
  const facts = new Map<number, JourneyFacts>();
  for (const { company_id: companyId, ended_at, alerts, texts } of rows) {
    const known = facts.get(companyId) ?? { companyId, endedAt: 0, alerts: [] };
    known.endedAt = known.endedAt === null || ended_at === null ? null : Math.max(known.endedAt, ended_at);
    known.alerts.push(...(alerts ?? []).map((alert) => ({ rule: alert.rule as Exclude<Rule, 'leg-late'>, since: alert.since, quote: quoteOf(alert, texts!) })));
    facts.set(companyId, known);
  }
  return [...facts.values()];
}

/** Whether the portal has any accepted customer. */
export async function hasJourneys(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`select exists (select from handoff_standings where accepted_at is not null) as any`.execute(tx);
  return rows[0]!.any;
}
