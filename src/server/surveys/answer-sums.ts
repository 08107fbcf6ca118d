import { type RawBuilder, sql } from 'kysely';
import type { ClassCounts } from '../lib/statistics.ts';
import { numberArray, textArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';
import { WINDOW_MINUTES } from './history.ts';

/** What is counted: of which companies (null: all), as it stood at the ends of windows, and as it was given in spans (the end excluded). */
interface Asked {
  companies: readonly number[] | null;
  ends: readonly Date[];
  spans: readonly { from: Date; to: Date }[];
}

interface Row {
  place: number;
  promoters: number;
  passives: number;
  detractors: number;
}

const CLASSES = sql`
  count(*) filter (where class = 'promoter')::int as promoters, count(*) filter (where class = 'passive')::int as passives,
  count(*) filter (where class = 'detractor')::int as detractors`;

/**
 * NPS answers about the relation, counted as the cards count them: in a window of 180 days the last answer of each person of a
 * company. Answers that are of no company are not counted. `others`: all other answers of the first span.
 */
export async function answerSums(tx: Tx, { companies, ends, spans }: Asked): Promise<{ standing: ClassCounts[]; given: ClassCounts[]; others: number }> {
  const whose = companies === null ? sql`company_id is not null` : sql`company_id = any(${numberArray(companies)}::bigint[])`;
  const relational = sql`${whose} and type = 'nps' and kind = 'relational'`;
  const windows = await sql<Row>`
    with answer as (
      select class, answered_at, case when respondent_key is not null then
        lead(answered_at) over (partition by company_id, respondent_key order by answered_at, answer_id) end as next_at
      from answers where ${relational} and answered_at >= ${new Date(Math.min(...ends.map(Number)) - WINDOW_MINUTES * 60_000)})
    select place::int, ${CLASSES}
    from unnest(${instants(ends)}::timestamptz[]) with ordinality as window_end (at, place)
    join answer on answered_at < at and at <= answered_at + ${sql.lit(WINDOW_MINUTES)} * interval '1 minute' and (next_at is null or at <= next_at)
    group by place`.execute(tx);
  const given = await sql<Row>`select place::int, ${CLASSES} from answers join ${spansOf(spans)} on answered_at >= begins and answered_at < ends where ${relational} group by place`.execute(tx);
  const others = await sql<{ n: number }>`
    select count(*)::int as n from answers join ${spansOf(spans.slice(0, 1))} on answered_at >= begins and answered_at < ends
    where ${whose} and not (type = 'nps' and kind = 'relational')`.execute(tx);
  return { standing: inOrder(windows.rows, ends.length), given: inOrder(given.rows, spans.length), others: others.rows[0]!.n };
}

function spansOf(spans: Asked['spans']): RawBuilder<unknown> {
  return sql`unnest(${instants(spans.map(({ from }) => from))}::timestamptz[], ${instants(spans.map(({ to }) => to))}::timestamptz[]) with ordinality as span (begins, ends, place)`;
}

function instants(all: readonly Date[]): string {
  return textArray(all.map((at) => at.toISOString()));
}

/** One entry a place; those without answers are zero. */
function inOrder(rows: readonly Row[], length: number): ClassCounts[] {
  const byPlace = new Map(rows.map(({ place, ...counts }) => [place, counts]));
  return Array.from({ length }, (_, index) => byPlace.get(index + 1) ?? { promoters: 0, passives: 0, detractors: 0 });
}
