import { type RawBuilder, sql } from 'kysely';
import type { ClassCounts } from '../lib/statistics.ts';
import { numberArray, textArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';

/** A cause of an answer. */
export interface Tag {
  answerId: string;
  causeId: string;
  by: 'words' | 'person';
}

/** What the lexicon finds in these answers now stands; what it no longer finds is gone. What a person said stays. */
export async function keepFound(tx: Tx, portalId: number, answerIds: readonly string[], found: readonly Pick<Tag, 'answerId' | 'causeId'>[], now: Date): Promise<void> {
  const pairs = sql`unnest(${textArray(found.map((one) => one.answerId))}::uuid[], ${textArray(found.map((one) => one.causeId))}::text[]) as found (answer_id, cause_id)`;
  await sql`
    delete from answer_causes t where user_id is null and answer_id = any(${textArray(answerIds)}::uuid[])
      and not exists (select from ${pairs} where found.answer_id = t.answer_id and found.cause_id = t.cause_id)`.execute(tx);
  if (found.length === 0) return;
  await sql`
    insert into answer_causes (portal_id, answer_id, cause_id, at) select ${portalId}::bigint, answer_id, cause_id, ${now}::timestamptz from ${pairs}
    on conflict do nothing`.execute(tx);
}

/** A person says that an answer is about a cause, or that it is not. Also what nobody has found yet. @returns whether it stood before. */
export async function decideTag(tx: Tx, portalId: number, { answerId, causeId, on }: { answerId: string; causeId: string; on: boolean }, by: { userId: number; now: Date }): Promise<boolean> {
  const { rows } = await sql<{ off: boolean }>`select off from answer_causes where answer_id = ${answerId} and cause_id = ${causeId} for update`.execute(tx);
  await sql`
    insert into answer_causes (portal_id, answer_id, cause_id, user_id, off, at) values (${portalId}, ${answerId}, ${causeId}, ${by.userId}, ${!on}, ${by.now})
    on conflict (portal_id, answer_id, cause_id) do update set user_id = excluded.user_id, off = excluded.off, at = excluded.at`.execute(tx);
  return rows[0]?.off === false;
}

/** The causes of these answers. */
export async function tagsOf(tx: Tx, answerIds: readonly string[]): Promise<Tag[]> {
  const { rows } = await sql<Tag>`
    select answer_id as "answerId", cause_id as "causeId", case when user_id is null then 'words' else 'person' end as by
    from answer_causes where not off and answer_id = any(${textArray(answerIds)}::uuid[]) order by cause_id`.execute(tx);
  return rows;
}

/** Answers of which companies (null: all), given from one instant to another, the end excluded. */
export interface Counted {
  companies: readonly number[] | null;
  from: Date;
  to: Date;
}

/** How many answers are about each cause, by their class: the most frequent first. An answer counts for each of its causes. */
export async function countTags(tx: Tx, asked: Counted): Promise<({ causeId: string } & ClassCounts)[]> {
  const { rows } = await sql<{ causeId: string } & ClassCounts>`
    select cause_id as "causeId", count(*) filter (where class = 'promoter')::int as promoters, count(*) filter (where class = 'passive')::int as passives,
      count(*) filter (where class = 'detractor')::int as detractors
    from answers join answer_causes using (portal_id, answer_id)
    where not off and ${whichOf(asked)} group by cause_id order by count(*) desc, cause_id`.execute(tx);
  return rows;
}

/** How many answers have words, and to how many of those the account's causes say something. */
export async function countCommented(tx: Tx, asked: Counted, causeIds: readonly string[]): Promise<{ commented: number; tagged: number }> {
  const { rows } = await sql<{ commented: number; tagged: number }>`
    select count(*)::int as commented, count(*) filter (where exists (
      select from answer_causes t where t.answer_id = answers.answer_id and not off and cause_id = any(${textArray(causeIds)}::text[])))::int as tagged
    from answers where coalesce(trim(comment), '') <> '' and ${whichOf(asked)}`.execute(tx);
  return rows[0]!;
}

function whichOf({ companies, from, to }: Counted): RawBuilder<unknown> {
  return sql`${companies === null ? sql`company_id is not null` : sql`company_id = any(${numberArray(companies)}::bigint[])`} and answered_at >= ${from} and answered_at < ${to}`;
}
