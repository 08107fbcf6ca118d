import { sql } from 'kysely';
import type { Db } from './db.ts';

/** Rows one statement deletes, so that none runs into the statement's time limit. */
const BATCH = 20_000;

/**
 * Deletes everything a portal has in the tables of all rooms: whatever table has a portal_id. The portal's own
 * transactions reach no other rows, system tables (installs, budgets) not even its own. Safe to run again.
 */
export async function purgePortal(db: Db, portalId: number): Promise<void> {
  const tables = await db.withPortal(portalId, async (tx) => {
    const { rows } = await sql<{ name: string }>`
      select relname as name from pg_class join pg_attribute on attrelid = pg_class.oid
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relforcerowsecurity and attname = 'portal_id' and not attisdropped
      order by relname`.execute(tx);
    return rows.map((row) => row.name);
  });
  for (const table of tables) while (await purgeBatch(db, portalId, table));
}

/** @returns whether there may be more. */
async function purgeBatch(db: Db, portalId: number, table: string): Promise<boolean> {
  const { numAffectedRows = 0n } = await db.withPortal(portalId, (tx) =>
    sql`
      delete from ${sql.table(table)}
      where ctid = any(array(select ctid from ${sql.table(table)} where portal_id = ${portalId} limit ${BATCH}))`.execute(tx),
  );
  return numAffectedRows >= BATCH;
}
