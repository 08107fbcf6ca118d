import { sql } from 'kysely';
import { numberArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';
import { WINDOW_MINUTES, windowEnd } from './history.ts';

/** Answers of the last 180 days as evidence: answer i weighs 2^(-age_i / halfLife), its value is 0 (worst) to 1 (best). */
export interface Evidence {
  n: number;
  weight: number;
  weighted: number;
  /** Epoch milliseconds. */
  newestAt: number;
}

export interface AnswerFacts {
  companyId: number;
  /** Relational NPS, the last answer of each person: 1 promoter, 0.5 passive, 0 detractor. */
  nps: (Evidence & { promoters: number; detractors: number }) | null;
  /** CSAT, CES, stars and Likert, every answer. */
  satisfaction: Evidence | null;
}

interface Row {
  company_id: number;
  n: number;
  promoters: number;
  detractors: number;
  nps_weight: number | null;
  nps_weighted: number | null;
  nps_newest: number | null;
  others: number;
  weight: number | null;
  weighted: number | null;
  newest: number | null;
}

/**
 * What answers say of companies as of `now` (epoch milliseconds); nothing later shows through. Half-lives in days.
 * Companies without answers in the window are left out. One statement for the page.
 */
export async function answerFacts(
  tx: Tx,
  companyIds: readonly number[],
  now: number,
  halfLives: { nps: number; satisfaction: number },
): Promise<AnswerFacts[]> {
  const end = new Date(now);
  // The card's own window: card, CRM property and score count the same answers.
  const begin = new Date((windowEnd(now) - WINDOW_MINUTES) * 60_000);
  const days = sql`date_part('epoch', ${end}::timestamptz - answered_at) / 86400`;
  const { rows } = await sql<Row>`
    select company_id,
      count(*) filter (where nps)::int as n,
      count(*) filter (where nps and value = 1)::int as promoters,
      count(*) filter (where nps and value = 0)::int as detractors,
      sum(weight) filter (where nps) as nps_weight,
      sum(weight * value) filter (where nps) as nps_weighted,
      date_part('epoch', max(answered_at) filter (where nps)) * 1000 as nps_newest,
      count(*) filter (where not nps)::int as others,
      sum(weight) filter (where not nps) as weight,
      sum(weight * value) filter (where not nps) as weighted,
      date_part('epoch', max(answered_at) filter (where not nps)) * 1000 as newest
    from (
      select company_id, nps, answered_at,
        case when not nps then value::float8 when class = 'promoter' then 1 when class = 'passive' then 0.5 else 0 end as value,
        power(2, -(${days}) / case when nps then ${halfLives.nps}::float8 else ${halfLives.satisfaction}::float8 end) as weight
      from (
        select company_id, type = 'nps' as nps, class, value, answered_at,
          not (type = 'nps' and respondent_key is not null
            and lead(answered_at) over (partition by company_id, type, respondent_key order by answered_at, answer_id) is not null) as counts
        from answers
        where company_id = any(${numberArray(companyIds)}::bigint[])
          and answered_at >= ${begin}::timestamptz and answered_at <= ${end}::timestamptz
          and (type <> 'nps' or kind = 'relational')
      ) dated where counts
    ) weighed group by company_id`.execute(tx);
  return rows.map(factsOf);
}

function factsOf(row: Row): AnswerFacts {
  return {
    companyId: row.company_id,
    nps:
      row.n === 0
        ? null
        : { n: row.n, weight: row.nps_weight!, weighted: row.nps_weighted!, newestAt: row.nps_newest!, promoters: row.promoters, detractors: row.detractors },
    satisfaction: row.others === 0 ? null : { n: row.others, weight: row.weight!, weighted: row.weighted!, newestAt: row.newest! },
  };
}
