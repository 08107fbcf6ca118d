import { sql } from 'kysely';
import { numberArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';
import { calendarOf, WINDOW_MINUTES } from './history.ts';

/** Longest comment a card shows. */
const COMMENT_LENGTH = 2000;
/** Answers a card lists, and how many of them each kind has at least, so that many tickets' answers do not hide those about the relation. */
const LATEST = 20;
const OF_EACH_KIND = 10;
const MINUTE_MS = 60_000;

/**
 * The NPS card's part of a company: compact JSON text that names no language and holds dated facts, no figures, so that
 * it changes with answers and not with time; view.ts counts when somebody looks. Companies with neither answers nor
 * invitations are left out. One statement for the page.
 */
export async function npsSections(tx: Tx, companyIds: readonly number[], now: Date, timeZone: string): Promise<Map<number, string>> {
  const base = calendarOf(now, timeZone).windowEnds[0]! - WINDOW_MINUTES;
  const window = Math.floor(now.getTime() / MINUTE_MS) - WINDOW_MINUTES;
  const ids = numberArray(companyIds);
  const { rows } = await sql<{ company_id: number; part: string; body: string }>`
    ${marks(ids, base)}
    union all ${others(ids, base, window)}
    union all ${invited(ids, base, window)}
    union all ${latest(ids, now)}
    union all ${sourceNames}`.execute(tx);
  const parts = new Map<number, string>();
  const names = rows.find((row) => row.part === 's')?.body ?? '{}';
  const head = `{"z":${JSON.stringify(timeZone)},"b":${base},"s":${names}`;
  for (const { company_id: id, part, body } of rows) if (part !== 's') parts.set(id, `${parts.get(id) ?? head},"${part}":${body}`);
  for (const [id, text] of parts) parts.set(id, `${text}}`);
  return parts;
}

/** Whole minutes from the base to an instant. */
function minutes(instant: ReturnType<typeof sql>, base: number) {
  return sql`floor(date_part('epoch', ${instant}) / 60)::int - ${base}::int`;
}

function instantOf(minute: number): Date {
  return new Date(minute * MINUTE_MS);
}

/** One entry an NPS answer (history.ts); the last answer of a person ends that person's earlier ones. */
function marks(ids: string, base: number) {
  return sql`
    select company_id, 'c' as part, '"' || string_agg(((at * 2 + kind) * 3 + class)::text || case when next - at < ${sql.lit(WINDOW_MINUTES)} then '.' || (next - at)::text else '' end, ',') || '"' as body
    from (
      select company_id, ${minutes(sql`answered_at`, base)} as at, ${minutes(sql`next_at`, base)} as next,
        case kind when 'relational' then 0 else 1 end as kind,
        case class when 'promoter' then 0 when 'passive' then 1 else 2 end as class
      from (
        select company_id, kind, class, answered_at, case when respondent_key is not null then
          lead(answered_at) over (partition by company_id, kind, respondent_key order by answered_at, answer_id) end as next_at
        from answers
        where company_id = any(${ids}::bigint[]) and type = 'nps' and answered_at >= ${instantOf(base)}::timestamptz
      ) standing
    ) placed group by company_id`;
}

/** The other types since the window's begin, every answer: kind, type, scale, and "minute.score" with + for the top boxes. */
function others(ids: string, base: number, window: number) {
  return sql`
    select company_id, 'o', json_agg(json_build_array(kind, type, scale_min, scale_max, entries))::text
    from (
      select company_id, case kind when 'relational' then 0 else 1 end as kind, type, scale_min, scale_max,
        string_agg((${minutes(sql`answered_at`, base)})::text || '.' || score || case class when 'promoter' then '+' else '' end, ',') as entries
      from answers
      where company_id = any(${ids}::bigint[]) and type <> 'nps' and answered_at >= ${instantOf(window)}::timestamptz
      group by 1, 2, 3, 4, 5
    ) tallies group by company_id`;
}

/** Invitations since the window's begin: kind, and the minute of each with + for the answered. Nothing where no source reports any. */
function invited(ids: string, base: number, window: number) {
  return sql`
    select company_id, 'r', json_agg(json_build_array(kind, entries))::text
    from (
      select i.company_id, case i.kind when 'relational' then 0 else 1 end as kind,
        string_agg((${minutes(sql`i.sent_at`, base)})::text || case when a.answer_id is null then '' else '+' end, ',') as entries
      from invitations i
      left join answers a on a.source_id = i.source_id and a.external_id = i.external_id and a.portal_id = i.portal_id
      where i.company_id = any(${ids}::bigint[]) and i.sent_at >= ${instantOf(window)}::timestamptz
      group by 1, 2
    ) rates group by company_id`;
}

/** The newest answers with their words, as arrays in the order of view.ts. */
function latest(ids: string, now: Date) {
  const newestOf = (kind: string) => sql`(
    select answer_id, answered_at, type, kind, score, scale_min, scale_max, class, left(comment, ${sql.lit(COMMENT_LENGTH)}) as comment,
      respondent_name, respondent_role, touchpoint, source_id, row_number() over (order by answered_at desc, answer_id) as place
    from answers where company_id = company.id and kind = ${sql.lit(kind)} and answered_at <= ${now}::timestamptz
    order by answered_at desc, answer_id limit ${sql.lit(LATEST)})`;
  return sql`
    select company.id, 'l', newest.body
    from unnest(${ids}::bigint[]) as company (id)
    cross join lateral (
      select json_agg(json_build_array(answer_id, (date_part('epoch', answered_at) * 1000)::bigint, type, kind, score, scale_min, scale_max, class,
        comment, respondent_name, respondent_role, touchpoint, source_id) order by answered_at desc, answer_id)::text as body
      from (
        select * from (${newestOf('relational')} union all ${newestOf('transactional')}) of_each
        order by place > ${sql.lit(OF_EACH_KIND)}, answered_at desc, answer_id limit ${sql.lit(LATEST)}
      ) a
    ) newest where newest.body is not null`;
}

/** The names of the portal's sources, in a row of no company. */
const sourceNames = sql`select 0, 's', json_object_agg(source_id, name)::text from sources having count(*) > 0`;
