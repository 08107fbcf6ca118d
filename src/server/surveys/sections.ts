import { sql } from 'kysely';
import { numberArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';
import { type Calendar, calendarOf, MONTHS, shortenMarks, WINDOW_MS } from './history.ts';

/** Longest comment a card shows. */
const COMMENT_LENGTH = 2000;
const LATEST = 20;

/**
 * The NPS card's part of a company, as compact JSON text that names no language: figures are counted here and computed
 * by view.ts when somebody looks. Companies without answers or invitations are left out. One statement for the page.
 */
export async function npsSections(tx: Tx, companyIds: readonly number[], now: Date, timeZone: string): Promise<Map<number, string>> {
  const calendar = calendarOf(now, timeZone);
  const { rows } = await sql<{ company_id: number; part: string; body: string }>`
    ${marks(companyIds, now, calendar)}
    union all ${others(companyIds, now)}
    union all ${invited(companyIds, now)}
    union all ${latest(companyIds, now)}`.execute(tx);
  const parts = new Map<number, string>();
  for (const { company_id: id, part, body } of rows) {
    const before = parts.get(id) ?? `{"m":"${calendar.firstMonth}"`;
    parts.set(id, `${before},"${part}":${part === 'c' ? `"${shortenMarks(body)}"` : body}`);
  }
  for (const [id, text] of parts) parts.set(id, `${text}}`);
  return parts;
}

/** One mark an NPS answer (history.ts); the last answer of a person ends that person's earlier ones. */
function marks(companyIds: readonly number[], now: Date, calendar: Calendar) {
  return sql`
    select company_id, 'c' as part,
      string_agg(((((month * ${sql.lit(MONTHS + 1)} + last_window) * 2 + previous) * 2 + kind) * 3 + class)::text, ',') as body
    from (
      select company_id,
        width_bucket(answered_at, ${instants(calendar.monthStarts)}::timestamptz[]) as month,
        case when stands_until > answered_at then width_bucket(stands_until, ${instants(calendar.windowEnds)}::timestamptz[]) else 0 end as last_window,
        case when answered_at < ${new Date(calendar.previousEnd)}::timestamptz and stands_until >= ${new Date(calendar.previousEnd)}::timestamptz then 1 else 0 end as previous,
        case kind when 'relational' then 0 else 1 end as kind,
        case class when 'promoter' then 0 when 'passive' then 1 else 2 end as class
      from (
        select company_id, kind, class, answered_at, least(
          answered_at + ${sql.lit(`${WINDOW_MS / 3_600_000} hours`)}::interval,
          case when respondent_key is not null then
            lead(answered_at) over (partition by company_id, kind, respondent_key order by answered_at, answer_id) end
        ) as stands_until
        from answers
        where company_id = any(${numberArray(companyIds)}::bigint[]) and type = 'nps'
          and answered_at >= ${new Date(calendar.from)}::timestamptz and answered_at <= ${now}::timestamptz
      ) standing
    ) placed group by company_id`;
}

/** The other types in the current window, every answer counted: kind, type, scale, n, top boxes, sum. */
function others(companyIds: readonly number[], now: Date) {
  return sql`
    select company_id, 'o', json_agg(json_build_array(kind, type, scale_min, scale_max, n, top, sum))::text
    from (
      select company_id, case kind when 'relational' then 0 else 1 end as kind, type, scale_min, scale_max,
        count(*) as n, count(*) filter (where class = 'promoter') as top, sum(score) as sum
      from answers
      where company_id = any(${numberArray(companyIds)}::bigint[]) and type <> 'nps'
        and answered_at > ${new Date(now.getTime() - WINDOW_MS)}::timestamptz and answered_at <= ${now}::timestamptz
      group by 1, 2, 3, 4, 5
    ) tallies group by company_id`;
}

/** Invitations in the current window: kind, delivered, answered. Nothing where no source reports any. */
function invited(companyIds: readonly number[], now: Date) {
  return sql`
    select company_id, 'r', json_agg(json_build_array(kind, delivered, answered))::text
    from (
      select i.company_id, case i.kind when 'relational' then 0 else 1 end as kind, count(*) as delivered, count(a.answer_id) as answered
      from invitations i
      left join answers a on a.source_id = i.source_id and a.external_id = i.external_id and a.portal_id = i.portal_id
      where i.company_id = any(${numberArray(companyIds)}::bigint[])
        and i.sent_at > ${new Date(now.getTime() - WINDOW_MS)}::timestamptz and i.sent_at <= ${now}::timestamptz
      group by 1, 2
    ) rates group by company_id`;
}

/** The newest answers with their words, as arrays in the order of view.ts. */
function latest(companyIds: readonly number[], now: Date) {
  return sql`
    select company.id, 'l', json_agg(json_build_array(a.answer_id, (extract(epoch from a.answered_at) * 1000)::bigint, a.type, a.kind, a.score,
      a.scale_min, a.scale_max, a.class, a.comment, a.respondent_name, a.respondent_role, a.touchpoint, a.source) order by a.answered_at desc, a.answer_id)::text
    from unnest(${numberArray(companyIds)}::bigint[]) as company (id)
    cross join lateral (
      select answer_id, answered_at, type, kind, score, scale_min, scale_max, class, left(comment, ${sql.lit(COMMENT_LENGTH)}) as comment,
        respondent_name, respondent_role, touchpoint,
        coalesce((select s.name from sources s where s.source_id = answers.source_id), answers.source_id) as source
      from answers where company_id = company.id and answered_at <= ${now}::timestamptz
      order by answered_at desc limit ${sql.lit(LATEST)}
    ) a group by company.id`;
}

/** A PostgreSQL array text of instants (epoch milliseconds). */
function instants(times: readonly number[]): string {
  return `{${times.map((time) => new Date(time).toISOString()).join(',')}}`;
}
