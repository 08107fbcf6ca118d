import { sql } from 'kysely';
import type { Tx } from './db.ts';

export interface PortalTable {
  name: string;
  /** Columns a copy carries: neither numbered by the database nor computed by it. */
  columns: string[];
  /** The column the database numbers, by which the rows have their order. */
  numbered: string | null;
}

/** Every table with rows of portals, from the catalogue: a new one is among them without anybody's doing. */
export async function portalTables(tx: Tx): Promise<PortalTable[]> {
  const { rows } = await sql<PortalTable>`
    select c.relname as name,
      array_agg(a.attname::text order by a.attnum) filter (where a.attidentity = '' and a.attgenerated = '') as columns,
      max(a.attname::text) filter (where a.attidentity <> '') as numbered
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and exists (select from pg_attribute p where p.attrelid = c.oid and p.attname = 'portal_id' and not p.attisdropped)
    group by c.relname order by c.relname`.execute(tx);
  return rows;
}

/**
 * Lets the rest of a portal's transaction reach its rows in system tables (its installation), too. Those tables show all
 * portals then: every statement after it must ask for its portal itself.
 */
export async function reachSystemRows(tx: Tx): Promise<void> {
  await sql`select set_config('app.system', 'portal file', true)`.execute(tx);
}
