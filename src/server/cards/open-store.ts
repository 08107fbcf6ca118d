import { sql } from 'kysely';
import { numberArray, textArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';
import type { CountedOpen } from './opens.ts';
import type { CardName } from './tables.ts';

/** Opens with their day (YYYY-MM-DD) in the account's zone. */
export type DatedOpen = CountedOpen & { day: string };

/** Adds opens to what is stored. Rows are taken in one order, so that processes that add at the same time do not lock each other. */
export async function addOpens(tx: Tx, portalId: number, opens: readonly DatedOpen[]): Promise<void> {
  if (opens.length === 0) return;
  const given = sql`
    select * from unnest(
      ${numberArray(opens.map((open) => open.userId))}::bigint[], ${textArray(opens.map((open) => open.email))}::text[],
      ${textArray(opens.map((open) => open.card))}::text[], ${numberArray(opens.map((open) => open.companyId))}::bigint[],
      ${textArray(opens.map((open) => open.day))}::date[], ${numberArray(opens.map((open) => open.opens))}::int[],
      ${numberArray(opens.map((open) => open.at.getTime()))}::float8[]
    ) as o(user_id, email, card, company_id, day, opens, at)`;
  await sql`
    insert into card_readers (portal_id, user_id, email, last_at)
    select distinct on (user_id) ${portalId}::bigint, user_id, lower(email), to_timestamp(at / 1000) from (${given}) as given order by user_id, at desc
    on conflict (portal_id, user_id) do update set email = excluded.email, last_at = excluded.last_at where excluded.last_at > card_readers.last_at`.execute(tx);
  await sql`
    insert into card_opens (portal_id, day, user_id, card, opens)
    select ${portalId}::bigint, day, user_id, card, sum(opens) from (${given}) as given group by day, user_id, card order by day, user_id, card
    on conflict (portal_id, day, user_id, card) do update set opens = card_opens.opens + excluded.opens`.execute(tx);
  await sql`
    insert into card_companies (portal_id, user_id, company_id, last_day)
    select ${portalId}::bigint, user_id, company_id, max(day) from (${given}) as given where company_id is not null group by user_id, company_id order by user_id, company_id
    on conflict (portal_id, user_id, company_id) do update set last_day = excluded.last_day where excluded.last_day > card_companies.last_day`.execute(tx);
}

/** Forgets opens before a day, and whoever opened none since. */
export async function purgeOpens(tx: Tx, oldest: string): Promise<void> {
  await sql`delete from card_opens where day < ${oldest}::date`.execute(tx);
  await sql`delete from card_companies where last_day < ${oldest}::date`.execute(tx);
  await sql`delete from card_readers where last_at < ${oldest}::date`.execute(tx);
}

/** Removes the opens of users with one of these addresses (lower case). No card shows them. */
export async function forgetReaders(tx: Tx, _portalId: number, { emails }: { emails: readonly string[] }): Promise<{ companyIds: []; traces: [] }> {
  const gone = sql`select user_id from card_readers where email = any(${textArray(emails)}::text[])`;
  await sql`delete from card_opens where user_id in (${gone})`.execute(tx);
  await sql`delete from card_companies where user_id in (${gone})`.execute(tx);
  await sql`delete from card_readers where email = any(${textArray(emails)}::text[])`.execute(tx);
  return { companyIds: [], traces: [] };
}

/** How the cards were used: by week (its Monday), by card, and by whoever opened one. */
export interface CardUse {
  /** The first day that is known. */
  countedFrom: string | null;
  weeks: { week: string; opens: number; people: number }[];
  cards: { card: CardName; opens: number; people: number }[];
  readers: CardReader[];
}

export interface CardReader {
  userId: number;
  email: string;
  lastAt: Date;
  companies: number;
  /** Of each card that was opened. */
  opens: Partial<Record<CardName, number>>;
}

/** The use since `firstWeek` (a Monday) by week, and since `since` by card and reader. */
export async function cardUse(tx: Tx, { firstWeek, since }: { firstWeek: string; since: string }): Promise<CardUse> {
  const { rows: weeks } = await sql<CardUse['weeks'][number]>`
    select date_trunc('week', day)::date as week, sum(opens)::int as opens, count(distinct user_id)::int as people
    from card_opens where day >= ${firstWeek}::date group by 1 order by 1`.execute(tx);
  const { rows: cards } = await sql<CardUse['cards'][number]>`
    select card, sum(opens)::int as opens, count(distinct user_id)::int as people
    from card_opens where day >= ${since}::date group by card order by card`.execute(tx);
  const { rows: readers } = await sql<CardReader>`
    select r.user_id as "userId", r.email, r.last_at as "lastAt", coalesce(o.opens, '{}') as opens, c.companies
    from card_readers r
    cross join lateral (
      select jsonb_object_agg(card, opens) as opens from (
        select card, sum(opens)::int as opens from card_opens where user_id = r.user_id and day >= ${since}::date group by card) as each) o
    cross join lateral (select count(*)::int as companies from card_companies where user_id = r.user_id and last_day >= ${since}::date) c`.execute(tx);
  const { rows: first } = await sql<{ day: string | null }>`select min(day) as day from card_opens`.execute(tx);
  return { countedFrom: first[0]?.day ?? null, weeks, cards, readers };
}
