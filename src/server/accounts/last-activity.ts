import { sql } from 'kysely';
import { numberArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';

/**
 * When each of these companies last showed a sign of life in the CRM, up to `now`: a contact with it, a ticket that came or
 * was closed, a deal that came or moved. A deal's own activity date is left out: tasks and notes of ours would be in it.
 */
export async function lastActivity(tx: Tx, companyIds: readonly number[], now: Date): Promise<Map<number, Date>> {
  const ids = sql`${numberArray(companyIds)}::bigint[]`;
  const { rows } = await sql<{ company_id: number; at: Date }>`
    select company_id, max(at) as at from (
      select company_id, last_contacted_at as at from companies where company_id = any(${ids})
      union all select company_id, unnest(array[created_at, closed_at]) from tickets where company_id = any(${ids}) and not archived
      union all select company_id, unnest(array[created_at, stage_entered_at]) from deals where company_id = any(${ids}) and not archived
    ) as seen where at <= ${now} group by company_id`.execute(tx);
  return new Map(rows.map((row) => [row.company_id, row.at]));
}
