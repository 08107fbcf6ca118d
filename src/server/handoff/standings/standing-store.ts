import { sql } from 'kysely';
import type { Calendar } from '../../lib/business-time.ts';
import { numberArray } from '../../lib/sql-array.ts';
import type { Tx } from '../../platform/db.ts';
import type { Handoff } from '../baton.ts';
import type { Playbook } from '../playbooks/playbook.ts';
import { HANDOFF_PROPERTIES } from '../properties.ts';
import { revivePauses } from '../store.ts';
import type { Standing } from './standing.ts';

/** By what a standing, and the records in HubSpot, were told: the account's days, and its business hours. */
interface By {
  timeZone: string;
  calendar: Calendar;
}

/** A version of Baton that tells HubSpot more has another mark: what is there is told anew. */
function markOf(by: By) {
  return sql`md5(${JSON.stringify([by.timeZone, by.calendar, HANDOFF_PROPERTIES])})`;
}

/** Writes where a handoff stands. */
export async function saveStanding(tx: Tx, portalId: number, one: Standing, by: By): Promise<void> {
  await sql`
    insert into handoff_standings (portal_id, handoff_id, deal_id, company_id, open, state, holder, holder_owner, held_since, asked, asked_owner,
      owners, turn_since, due_at, completeness, returns, promises_open, promises_kept, promises_broken, accepted_at, opened_on, ended_on,
      first_value_days, told_by)
    values (${portalId}, ${one.handoffId}::uuid, ${one.dealId}, ${one.companyId}, ${one.open}, ${one.state}, ${one.holder}, ${one.holderOwner},
      ${one.heldSince}, ${one.asked}, ${one.askedOwner}, ${numberArray(one.owners)}::bigint[], ${one.turnSince}, ${one.dueAt}, ${one.completeness},
      ${one.returns}, ${one.promises.open}, ${one.promises.kept}, ${one.promises.broken}, ${one.acceptedAt}, ${one.openedOn}::date,
      ${one.endedOn}::date, ${one.firstValueDays}, ${markOf(by)})
    on conflict (portal_id, handoff_id) do update set open = excluded.open, state = excluded.state, holder = excluded.holder,
      holder_owner = excluded.holder_owner, held_since = excluded.held_since, asked = excluded.asked, asked_owner = excluded.asked_owner,
      owners = excluded.owners, turn_since = excluded.turn_since, due_at = excluded.due_at, completeness = excluded.completeness,
      returns = excluded.returns, promises_open = excluded.promises_open, promises_kept = excluded.promises_kept,
      promises_broken = excluded.promises_broken, accepted_at = excluded.accepted_at, opened_on = excluded.opened_on, ended_on = excluded.ended_on,
      first_value_days = excluded.first_value_days, told_by = excluded.told_by`.execute(tx);
}

/** Handoffs whose standing is not known, or was told by another zone or calendar, or less fully. */
export async function outdatedStandings(tx: Tx, by: By, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select h.handoff_id as id from handoffs h
    left join handoff_standings s on s.portal_id = h.portal_id and s.handoff_id = h.handoff_id
    where s.told_by is distinct from ${markOf(by)} order by h.handoff_id limit ${limit}`.execute(tx);
  return rows.map((row) => row.id);
}

/** Has these standings told anew: their handoffs changed by another hand than a step. */
export async function outdateStandings(tx: Tx, handoffIds: readonly string[]): Promise<void> {
  await sql`update handoff_standings set told_by = '' where handoff_id = any(${handoffIds}::uuid[])`.execute(tx);
}

/** What open handoffs are narrowed to; null narrows nothing. */
export interface StandingFilters {
  /** Handoffs on which one of these owners is named. */
  owners: readonly number[] | null;
  /** It has the baton, or is asked to take it. */
  leg: string | null;
  state: string | null;
}

/** Where a page of the list ended; `at` null where the last one had no date it is due. */
export interface StandingPlace {
  at: Date | null;
  handoffId: string;
}

export type OpenRow = Pick<
  Standing,
  'handoffId' | 'dealId' | 'companyId' | 'state' | 'holder' | 'holderOwner' | 'asked' | 'askedOwner' | 'turnSince' | 'dueAt' | 'completeness' | 'returns'
>;

function mine(owners: StandingFilters['owners']) {
  return owners === null ? sql`` : sql`and s.owners && ${numberArray(owners)}::bigint[]`;
}

/** Open handoffs after the given place: what was due first comes first. */
export async function listOpen(tx: Tx, asked: StandingFilters & { after: StandingPlace | null; limit: number }): Promise<OpenRow[]> {
  const { owners, leg, state, after, limit } = asked;
  const { rows } = await sql<OpenRow>`
    select s.handoff_id as "handoffId", s.deal_id as "dealId", s.company_id as "companyId", s.state, s.holder, s.holder_owner as "holderOwner",
      s.asked, s.asked_owner as "askedOwner", s.turn_since as "turnSince", s.due_at as "dueAt", s.completeness, s.returns
    from handoff_standings s
    where s.open ${mine(owners)}
      ${leg === null ? sql`` : sql`and (s.holder = ${leg} or s.asked = ${leg})`}
      ${state === null ? sql`` : sql`and s.state = ${state}`}
      ${after === null ? sql`` : beyond(after)}
    order by s.due_at, s.handoff_id limit ${limit}`.execute(tx);
  return rows;
}

/** Those without a date stand last. */
function beyond({ at, handoffId }: StandingPlace) {
  if (at === null) return sql`and s.due_at is null and s.handoff_id > ${handoffId}::uuid`;
  return sql`and ((s.due_at, s.handoff_id) > (${at}::timestamptz, ${handoffId}::uuid) or s.due_at is null)`;
}

export interface OpenGroup {
  state: Standing['state'];
  holder: string;
  asked: string | null;
  n: number;
  /** One of them, the newest: its playbook names the legs. */
  example: string;
}

interface Begun {
  playbook: Playbook;
  pauses: Handoff['pauses'];
}

/** What these handoffs began with, and when their clock stood. */
export async function begunWith(tx: Tx, handoffIds: readonly string[]): Promise<Map<string, Begun>> {
  const { rows } = await sql<Begun & { id: string }>`
    select handoff_id as id, playbook, coalesce(baton -> 'pauses', '[]') as pauses from handoffs where handoff_id = any(${handoffIds}::uuid[])`.execute(tx);
  return new Map(rows.map(({ id, playbook, pauses }) => [id, { playbook, pauses: revivePauses(pauses) }]));
}

/** How many open handoffs there are of each kind. */
export async function countOpen(tx: Tx, owners: StandingFilters['owners']): Promise<OpenGroup[]> {
  const { rows } = await sql<OpenGroup>`
    select s.state, s.holder, s.asked, count(*)::int as n, (array_agg(s.handoff_id order by s.opened_on desc, s.handoff_id))[1] as example
    from handoff_standings s where s.open ${mine(owners)} group by s.state, s.holder, s.asked order by s.state, s.holder, s.asked`.execute(tx);
  return rows;
}

export interface SquadRow {
  leg: string;
  companies: number;
  late: number;
  /** Of those late, how many wait for the next leg to accept. */
  lateToAccept: number;
  returned: number;
  /** Since when the one in the middle is there, and the one that is there longest. */
  middle: Date | null;
  oldest: Date | null;
  /** One of its handoffs, whose playbook names the leg. */
  example: string;
}

/**
 * Companies by the leg that has the baton, most breaches first. Of a company's open handoffs the one that is due first
 * counts: a company is at one leg at a time.
 */
export async function squads(tx: Tx, now: Date): Promise<SquadRow[]> {
  const { rows } = await sql<SquadRow>`
    with one as (
      select distinct on (company_id) company_id, handoff_id, holder, held_since, state, asked is not null as offered, coalesce(due_at < ${now}, false) as late
      from handoff_standings where open order by company_id, due_at, handoff_id)
    select holder as leg, count(*)::int as companies, count(*) filter (where late)::int as late,
      count(*) filter (where late and offered)::int as "lateToAccept", count(*) filter (where state = 'returned')::int as returned,
      percentile_disc(0.5) within group (order by held_since) as middle, min(held_since) as oldest, (array_agg(handoff_id))[1] as example
    from one group by holder order by late desc, companies desc, holder`.execute(tx);
  return rows;
}

/** Handoffs by how CS first decided on them since an instant, and by how often they were returned in all. */
export async function firstDecisions(tx: Tx, owners: StandingFilters['owners'], since: Date): Promise<{ accepted: boolean; returns: number; n: number }[]> {
  const { rows } = await sql<{ accepted: boolean; returns: number; n: number }>`
    select m.step = 'accept' as accepted, s.returns, count(*)::int as n
    from handoff_moves m join handoff_standings s on s.portal_id = m.portal_id and s.handoff_id = m.handoff_id
    where m.step in ('accept', 'return') and m.at >= ${since} ${mine(owners)}
      and not exists (
        select from handoff_moves b where b.portal_id = m.portal_id and b.handoff_id = m.handoff_id and b.step in ('accept', 'return') and b.seq < m.seq)
    group by 1, 2 order by 2, 1`.execute(tx);
  return rows;
}

/** The promises of handoffs that were accepted since an instant. */
export async function countPromises(tx: Tx, owners: StandingFilters['owners'], since: Date): Promise<Standing['promises'] & { handoffs: number }> {
  const { rows } = await sql<Standing['promises'] & { handoffs: number }>`
    select coalesce(sum(s.promises_open), 0)::int as open, coalesce(sum(s.promises_kept), 0)::int as kept,
      coalesce(sum(s.promises_broken), 0)::int as broken, count(*)::int as handoffs
    from handoff_standings s where s.accepted_at >= ${since} ${mine(owners)}`.execute(tx);
  return rows[0]!;
}

/** Days from the start to first value of handoffs started since a day: of those without it, days until they ended, or until today. */
export async function firstValueTallies(tx: Tx, owners: StandingFilters['owners'], days: { since: string; today: string }): Promise<{ time: number; events: number; censored: number }[]> {
  const { rows } = await sql<{ time: number; events: number; censored: number }>`
    select coalesce(s.first_value_days, greatest(0, coalesce(s.ended_on, ${days.today}::date) - s.opened_on)) as time,
      count(s.first_value_days)::int as events, (count(*) - count(s.first_value_days))::int as censored
    from handoff_standings s where s.opened_on >= ${days.since}::date ${mine(owners)} group by 1 order by 1`.execute(tx);
  return rows;
}
