import { sql } from 'kysely';
import type { Band } from '../../../extensions/contracts/health.ts';
import type { BandCounts } from '../../../extensions/contracts/settings.ts';
import type { Tx } from '../platform/db.ts';

/** What a list of companies is narrowed to; null narrows nothing. */
export interface Filters {
  /** 'none': companies of nobody. */
  owner: number | 'none' | null;
  /** Part of the name, in any case. */
  search: string | null;
}

export interface ListedCompany {
  companyId: number;
  name: string | null;
  owner: string | null;
  score: number;
  band: Band;
  /** YYYY-MM-DD. */
  bandSince: string;
  nps: number | null;
  npsAnswers: number;
  day: string;
}

/** Where a page of the list ended. */
export interface ListPlace {
  score: number;
  companyId: number;
}

const SCORED = sql`
  from health_states s
  join companies c on c.portal_id = s.portal_id and c.company_id = s.company_id
  left join owners o on o.portal_id = c.portal_id and o.owner_id = c.owner_id
  where s.score is not null and not c.archived and c.merged_into is null`;

function narrowed({ owner, search }: Filters) {
  const byOwner = owner === null ? sql`` : owner === 'none' ? sql`and c.owner_id is null` : sql`and c.owner_id = ${owner}::bigint`;
  const byName = search === null ? sql`` : sql`and c.name ilike ${containing(search)}`;
  return sql`${byOwner} ${byName}`;
}

/** Scored companies, worst first, after the given place. */
export async function listCompanies(tx: Tx, asked: Filters & { band: Band | null; after: ListPlace | null; limit: number }): Promise<ListedCompany[]> {
  const { band, after, limit } = asked;
  const { rows } = await sql<ListedCompany>`
    select s.company_id as "companyId", c.name, o.name as owner, s.score, s.band, s.band_since as "bandSince", s.nps, s.nps_n as "npsAnswers", s.day
    ${SCORED} ${narrowed(asked)}
      ${band === null ? sql`` : sql`and s.band = ${band}`}
      ${after === null ? sql`` : sql`and (s.score, s.company_id) > (${after.score}::real, ${after.companyId}::bigint)`}
    order by s.score, s.company_id limit ${limit}`.execute(tx);
  return rows;
}

/** How many companies of the list are in each band. */
export async function countByBand(tx: Tx, filters: Filters): Promise<BandCounts> {
  const { rows } = await sql<{ band: Band; n: number }>`select s.band, count(*)::int as n ${SCORED} ${narrowed(filters)} group by s.band`.execute(tx);
  return { healthy: 0, watch: 0, 'at-risk': 0, ...Object.fromEntries(rows.map((row) => [row.band, row.n])) };
}

export interface ListedOwner {
  /** null: nobody. */
  ownerId: number | null;
  name: string | null;
  companies: number;
}

/** All who own scored companies, by name. */
export async function listOwners(tx: Tx): Promise<ListedOwner[]> {
  const { rows } = await sql<ListedOwner>`
    select c.owner_id as "ownerId", o.name, count(*)::int as companies ${SCORED}
    group by c.owner_id, o.name order by o.name nulls last, c.owner_id`.execute(tx);
  return rows;
}

export interface FoundCompany {
  companyId: number;
  name: string | null;
  domain: string | null;
}

/** Living companies with the text in name or domain: customers first, then by name. */
export async function searchCompanies(tx: Tx, text: string, limit: number): Promise<FoundCompany[]> {
  const { rows } = await sql<FoundCompany>`
    select company_id as "companyId", name, domain from companies
    where not archived and merged_into is null and (name ilike ${containing(text)} or domain ilike ${containing(text)})
    order by is_customer desc, name, company_id limit ${limit}`.execute(tx);
  return rows;
}

/** A pattern for texts that hold this one, its % and _ as they are. */
function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
