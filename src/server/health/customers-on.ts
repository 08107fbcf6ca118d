import { sql } from 'kysely';
import type { Tx } from '../platform/db.ts';

/**
 * The companies that were scored on a day (YYYY-MM-DD), which are those that were customers then, as Baton saw them on that very day:
 * what it rebuilt later knows only who has stayed. null: it saw none.
 */
export async function customersOn(tx: Tx, portalId: number, day: string): Promise<number[] | null> {
  const { rows } = await sql<{ id: number }>`
    select distinct company_id as id from health_snapshots where portal_id = ${portalId} and day = ${day}::date and not reconstructed order by company_id`.execute(tx);
  return rows.length === 0 ? null : rows.map(({ id }) => id);
}
