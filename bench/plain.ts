import type pg from 'pg';

const COLUMNS = ['answers', 'promoters', 'detractors', 'nps', 'satisfaction', 'last_answer_at', 'score', 'as_of'] as const;

/** The table that the plain statement fills: what a page with a score and an NPS would need at the very least. */
export async function createPlainTable(pool: pg.Pool): Promise<void> {
  await pool.query(
    `create table plain_scores (
       portal_id bigint not null, company_id bigint not null, answers int not null, promoters int not null, detractors int not null,
       nps float8, satisfaction float8, last_answer_at timestamptz, score float8 not null, as_of timestamptz not null,
       primary key (portal_id, company_id)
     )`,
  );
}

/**
 * What full and partial recompute are measured against: one statement, without row-level security, that reads every answer
 * of the companies once, takes NPS and satisfaction of 180 days and a weighted score from them, and upserts one row a company.
 * @param companyIds undefined: all companies of the portal.
 */
export async function runPlain(pool: pg.Pool, portalId: number, now: Date, companyIds?: readonly number[]): Promise<void> {
  const values = [portalId, now, ...(companyIds === undefined ? [] : [companyIds])];
  await pool.query(companyIds === undefined ? statement('') : statement('and c.company_id = any($3::bigint[])'), values);
}

function statement(which: string): string {
  const inWindow = `a.answered_at > $2::timestamptz - interval '180 days' and a.answered_at <= $2`;
  return `
    insert into plain_scores (portal_id, company_id, ${COLUMNS.join(', ')})
    select portal_id, company_id, answers, promoters, detractors, nps, satisfaction, last_answer_at,
      100 * (0.6 * coalesce((nps + 100) / 200, 0.5) + 0.4 * coalesce(satisfaction, 0.5)), $2
    from (
      select *, 100.0 * (promoters - detractors) / nullif(nps_answers, 0) as nps from (
        select c.portal_id, c.company_id, count(a.answer_id) as answers, max(a.answered_at) as last_answer_at,
          count(*) filter (where a.type = 'nps' and ${inWindow}) as nps_answers,
          count(*) filter (where a.type = 'nps' and a.class = 'promoter' and ${inWindow}) as promoters,
          count(*) filter (where a.type = 'nps' and a.class = 'detractor' and ${inWindow}) as detractors,
          avg(a.value) filter (where a.type <> 'nps' and ${inWindow}) as satisfaction
        from companies c
        left join answers a on a.portal_id = c.portal_id and a.company_id = c.company_id
        where c.portal_id = $1 ${which}
        group by c.portal_id, c.company_id
      ) as counted
    ) as figures
    on conflict (portal_id, company_id) do update set ${COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')}`;
}
