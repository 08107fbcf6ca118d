import type pg from 'pg';

/** Where the company ids of filled portals begin. */
const FIRST_COMPANY = 5_000_001;
const FIRST_CONTACT = 100_000_001;
const CONTACTS_PER_COMPANY = 5;
/** Answers are spread evenly over this long before `now`. */
const DAYS_OF_ANSWERS = 730;

/** The id of the n-th company of a filled portal, n from 0. */
export function companyIdAt(index: number): number {
  return FIRST_COMPANY + index;
}

export interface Fill {
  portalId: number;
  companies: number;
  /** In all; each company gets its random share of them. */
  answers: number;
  now: Date;
  log: (line: string) => void;
}

/**
 * Fills a portal by one statement a table, the same for the same sizes: companies (all of them customers, so that none
 * is cheap), five contacts each, half a deal and one ticket each, two years of answers in the order of time. For the owner's login.
 */
export async function fillPortal(pool: pg.Pool, fill: Fill): Promise<void> {
  const started = performance.now();
  await fillInstall(pool, fill);
  await fillPeople(pool, fill);
  await fillWork(pool, fill);
  await fillAnswers(pool, fill);
  await pool.query('vacuum (analyze)');
  fill.log(`${fill.companies} companies and ${fill.answers} answers filled in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

/** A whole number from 0 to below `n` that follows from `seed` (an SQL expression) and `salt` alone. */
function pick(seed: string, salt: number, n: string | number): string {
  return `(((hashint8extended((${seed})::bigint, ${salt}) >> 16) & 2147483647) % (${n}))`;
}

async function fillInstall(pool: pg.Pool, { portalId, now }: Fill): Promise<void> {
  await pool.query(
    `insert into installs (portal_id, state, hub_domain, ui_domain, time_zone, currency, scopes, installed_at, updated_at)
     values ($1, 'active', 'bench.example', 'app.hubspot.com', 'America/Sao_Paulo', 'BRL', '{}', $2, $2)`,
    [portalId, now],
  );
}

async function fillPeople(pool: pg.Pool, { portalId, companies, now }: Fill): Promise<void> {
  await pool.query(
    `insert into companies (portal_id, company_id, name, domain, owner_id, lifecycle_stage, is_customer, customer_since,
       last_contacted_at, hs_created_at, hs_updated_at)
     select $1, ${FIRST_COMPANY} + i, 'Empresa ' || i || ' Tecnologia Ltda', 'empresa' || i || '.example.com.br', 700 + i % 20,
       'customer', true, $3::timestamptz - interval '400 days' - ${pick('i', 1, 600)} * interval '1 day',
       case when ${pick('i', 2, 10)} > 0 then $3::timestamptz - ${pick('i', 3, 150)} * interval '1 day' end,
       $3::timestamptz - interval '1100 days', $3::timestamptz - ${pick('i', 4, 90)} * interval '1 day'
     from generate_series(0, $2::int - 1) as i`,
    [portalId, companies, now],
  );
  await pool.query(
    `insert into contacts (portal_id, contact_id, email, first_name, last_name, job_title, company_id, hs_updated_at)
     select $1, ${FIRST_CONTACT} + i, 'pessoa' || i || '@empresa' || i / ${CONTACTS_PER_COMPANY} || '.example.com.br', 'Pessoa', 'de Souza ' || i,
       (array['Diretora', 'Gerente', 'Analista', 'Coordenador', 'Compradora'])[1 + i % 5], ${FIRST_COMPANY} + i / ${CONTACTS_PER_COMPANY}, $3
     from generate_series(0, $2::int * ${CONTACTS_PER_COMPANY} - 1) as i`,
    [portalId, companies, now],
  );
  await pool.query(
    `insert into contact_emails (portal_id, email, contact_id) select portal_id, email, contact_id from contacts where portal_id = $1`,
    [portalId],
  );
}

async function fillWork(pool: pg.Pool, { portalId, companies, now }: Fill): Promise<void> {
  await pool.query(
    `insert into deals (portal_id, deal_id, company_id, name, pipeline, stage, amount, close_date, is_closed, is_won, created_at,
       stage_entered_at, last_activity_at, hs_updated_at)
     select $1, 800000000 + i, ${FIRST_COMPANY} + ${pick('i', 6, '$2::int')}, 'Negócio ' || i, 'default',
       case when closed then 'closedwon' else 'contractsent' end, 1000 + ${pick('i', 7, 90_000)},
       ($3::timestamptz + (${pick('i', 8, 200)} - 120) * interval '1 day')::date, closed, closed,
       $3::timestamptz - (30 + ${pick('i', 9, 300)}) * interval '1 day', $3::timestamptz - ${pick('i', 10, 60)} * interval '1 day',
       $3::timestamptz - ${pick('i', 11, 45)} * interval '1 day', $3
     from (select i, ${pick('i', 12, 3)} = 0 as closed from generate_series(1, greatest(1, $2::int / 2)) as i) as s`,
    [portalId, companies, now],
  );
  await pool.query(
    `insert into tickets (portal_id, ticket_id, company_id, subject, priority, pipeline, stage, is_closed, created_at, closed_at, hs_updated_at)
     select $1, 900000000 + i, ${FIRST_COMPANY} + ${pick('i', 13, '$2::int')}, 'Chamado ' || i,
       (array['LOW', 'MEDIUM', 'HIGH', 'URGENT', null])[1 + ${pick('i', 14, 5)}], '0', case when closed then '4' else '2' end, closed,
       opened, case when closed then opened + interval '3 days' end, $3
     from (select i, ${pick('i', 15, 4)} > 0 as closed, $3::timestamptz - (4 + ${pick('i', 16, 200)}) * interval '1 day' as opened
           from generate_series(1, $2::int) as i) as s`,
    [portalId, companies, now],
  );
}

/** Of ten answers six are NPS, two CSAT, one CES, one stars. */
const TYPES = [
  { upTo: 6, type: 'nps', kind: 'relational', min: 0, max: 10, touchpoint: 'Pesquisa trimestral' },
  { upTo: 8, type: 'csat', kind: 'transactional', min: 1, max: 5, touchpoint: 'Atendimento' },
  { upTo: 9, type: 'ces', kind: 'transactional', min: 1, max: 7, touchpoint: 'Implantação' },
  { upTo: 10, type: 'stars', kind: 'transactional', min: 1, max: 5, touchpoint: 'Treinamento' },
] as const;

const COMMENTS = [
  'Atendimento rápido e muito educado, resolveram tudo no mesmo dia.',
  'O sistema é bom, mas os relatórios ainda demoram demais para abrir e precisamos exportar para a planilha todo mês.',
  'Faltou acompanhamento depois da implantação; ninguém nos ligou por semanas e tivemos de descobrir sozinhos como configurar as permissões.',
  'Recomendo. Equipe atenciosa e produto que evolui.',
];

async function fillAnswers(pool: pg.Pool, { portalId, companies, answers, now }: Fill): Promise<void> {
  await pool.query(
    `insert into sources (portal_id, source_id, provider, name, created_at) values ($1, 'bench', 'webhook', 'Bench', $2)`,
    [portalId, now],
  );
  const byType = (column: 'type' | 'kind' | 'touchpoint' | 'min' | 'max'): string =>
    `case ${TYPES.map((type) => `when dice < ${type.upTo} then ${typeof type[column] === 'number' ? type[column] : `'${type[column]}'`}`).join(' ')} end`;
  const comments = COMMENTS.map((comment) => `'${comment}'`).join(', ');
  await pool.query(
    `insert into answers (portal_id, answer_id, source_id, external_id, survey_id, survey_name, type, kind, touchpoint, channel, score,
       scale_min, scale_max, class, value, comment, respondent_key, respondent_email, respondent_name, respondent_role, contact_id,
       company_id, match_state, match_how, hints, answered_at, provider_updated_at, received_at)
     select $1::bigint, md5(j || '.' || $1::bigint)::uuid, 'bench', 'a' || j, 's' || dice, 'Pesquisa ' || dice, type, kind, touchpoint, 'email', score,
       low, high,
       case when value >= 0.9 then 'promoter' when value > 0.6 then 'passive' else 'detractor' end, value,
       case when ${pick('j', 24, 2)} = 0 then (array[${comments}])[1 + ${pick('j', 25, COMMENTS.length)}] end,
       'c:' || ${FIRST_CONTACT} + person, 'pessoa' || person || '@empresa' || company || '.example.com.br', 'Pessoa de Souza ' || person,
       (array['Diretora', 'Gerente', 'Analista', 'Coordenador', 'Compradora'])[1 + person % 5], ${FIRST_CONTACT} + person,
       ${FIRST_COMPANY} + company, 'matched', 'contact', '{"trusted":true}', at, at, at
     from (
       select *, (score - low)::real / (high - low) as value from (
         select *, low + round((high - low) * sqrt(${pick('j', 23, 1_000)} / 1000.0))::int as score from (
           select j, dice, company, company * ${CONTACTS_PER_COMPANY} + ${pick('j', 22, CONTACTS_PER_COMPANY)} as person,
             ${byType('type')} as type, ${byType('kind')} as kind, ${byType('touchpoint')} as touchpoint, ${byType('min')} as low, ${byType('max')} as high,
             $4::timestamptz - ($3::int - j) * (interval '${DAYS_OF_ANSWERS} days' / $3::int) as at
           from (select j, ${pick('j', 20, 10)} as dice, ${pick('j', 21, '$2::int')} as company from generate_series(1, $3::int) as j) as drawn
         ) as typed
       ) as scored
     ) as valued`,
    [portalId, companies, answers, now],
  );
}
