import { sql } from 'kysely';
import { numberArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';

/** When each of these companies last answered a survey of any kind, up to `now`. */
export async function lastAnswers(tx: Tx, companyIds: readonly number[], now: Date): Promise<Map<number, Date>> {
  const { rows } = await sql<{ company_id: number; at: Date }>`
    select company_id, max(answered_at) as at from answers
    where company_id = any(${numberArray(companyIds)}::bigint[]) and answered_at <= ${now} group by company_id`.execute(tx);
  return new Map(rows.map((row) => [row.company_id, row.at]));
}
