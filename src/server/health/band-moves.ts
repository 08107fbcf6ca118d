import { sql } from 'kysely';
import type { Band } from '../../../extensions/contracts/health.ts';
import { numberArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';

/** A day without a snapshot of a company (no pass ran) is told by one of so many days before. */
const BACK_DAYS = 14;

export interface BandOfCompany {
  companyId: number;
  band: Band;
  /** Of the day that was asked about; null: it had no score. */
  before: Band | null;
  /** The weights were changed between. */
  reweighted: boolean;
}

/** The scored companies (null: all) with their band, and the one they had on a day (YYYY-MM-DD). */
export async function bandMoves(tx: Tx, portalId: number, { companies, day }: { companies: readonly number[] | null; day: string }): Promise<BandOfCompany[]> {
  const { rows } = await sql<{ companyId: number; band: Band; version: number }>`
    select company_id as "companyId", band, model_version as version from health_states
    where portal_id = ${portalId} and score is not null ${companies === null ? sql`` : sql`and company_id = any(${numberArray(companies)}::bigint[])`}
    order by company_id`.execute(tx);
  const before = await bandsOn(tx, portalId, rows.map(({ companyId }) => companyId), day);
  return rows.map(({ companyId, band, version }) => {
    const then = before.get(companyId);
    return { companyId, band, before: then?.band ?? null, reweighted: then !== undefined && then.version !== version };
  });
}

/** Nearly always all on the first day, so that a day is one statement. */
async function bandsOn(tx: Tx, portalId: number, companyIds: readonly number[], day: string): Promise<Map<number, { band: Band; version: number }>> {
  const found = new Map<number, { band: Band; version: number }>();
  let open = [...companyIds];
  for (let back = 0; back < BACK_DAYS && open.length > 0; back += 1) {
    const { rows } = await sql<{ companyId: number; band: Band; version: number }>`
      select p.company_id as "companyId", p.band, p.model_version as version from unnest(${numberArray(open)}::bigint[]) as c (id)
      cross join lateral (
        select company_id, band, model_version from health_snapshots
        where portal_id = ${portalId} and day = ${day}::date - ${back}::int and company_id = c.id order by model_version desc limit 1) p`.execute(tx);
    for (const { companyId, band, version } of rows) found.set(companyId, { band, version });
    if (rows.length > 0) open = open.filter((companyId) => !found.has(companyId));
  }
  return found;
}
