import { sql } from 'kysely';
import type { Config } from './config.ts';
import type { Db, Tx } from './db.ts';
import { reachSystemRows } from './portal-tables.ts';
import type { Secrets } from './secrets.ts';

const BATCH = 200;

/** What a column's values are sealed for; see sealed.ts. */
export type SealedColumns = Readonly<Record<string, { purpose: string; portal: 'own' | 'none' }>>;

export interface RotateDeps {
  db: Db;
  secrets: Secrets;
  config: Pick<Config, 'keys'>;
  columns: SealedColumns;
}

/**
 * Seals every value anew that is not sealed with the first key, in small transactions beside a working server: what is done
 * stays done when it is stopped, and a value that changes meanwhile is left to the next look. @returns how many were
 * sealed anew, by portal; 0 is what belongs to none.
 */
export async function rotateKeys(deps: RotateDeps, portalIds: readonly number[]): Promise<Map<number, number>> {
  const found = await deps.db.withSystem('sealed columns', sealedInCatalogue);
  const counts = new Map<number, number>();
  for (const { table, column, hasPortal } of found) {
    const known = deps.columns[`${table}.${column}`];
    if (known === undefined) throw new Error(`Nobody says what ${table}.${column} is sealed for.`);
    const owners = hasPortal ? portalIds : [0];
    for (const portalId of owners) {
      const aad = known.portal === 'own' ? portalId : 0;
      let done: number;
      do {
        done = await inPortal(deps.db, portalId, (tx) => rotateBatch(tx, deps, { table, column, portalId, purpose: known.purpose, aad }));
        if (done > 0) counts.set(portalId, (counts.get(portalId) ?? 0) + done);
      } while (done > 0);
    }
  }
  return counts;
}

function inPortal<T>(db: Db, portalId: number, run: (tx: Tx) => Promise<T>): Promise<T> {
  if (portalId === 0) return db.withSystem('rotate keys', run);
  return db.withPortal(portalId, async (tx) => {
    await reachSystemRows(tx);
    return run(tx);
  });
}

async function rotateBatch(tx: Tx, { secrets, config }: RotateDeps, of: { table: string; column: string; portalId: number; purpose: string; aad: number }): Promise<number> {
  const [table, column] = [sql.table(of.table), sql.ref(of.column)];
  const own = of.portalId === 0 ? sql`true` : sql`portal_id = ${of.portalId}`;
  const newest = `${config.keys[0]!.id}.`;
  const { rows } = await sql<{ place: string; sealed: string }>`
    select ctid::text as place, ${column} as sealed from ${table}
    where ${own} and ${column} is not null and not starts_with(${column}, ${newest}) limit ${sql.lit(BATCH)} for update skip locked`.execute(tx);
  if (rows.length === 0) return 0;
  const sealed = rows.map((row) => secrets.seal(of.purpose, of.aad, secrets.open(of.purpose, of.aad, row.sealed)));
  await sql`
    update ${table} set ${column} = given.sealed
    from unnest(${rows.map((row) => row.place)}::text[], ${sealed}::text[]) as given(place, sealed)
    where ${table}.ctid = given.place::tid`.execute(tx);
  return rows.length;
}

/** Every column whose name says that it is sealed. */
export async function sealedInCatalogue(tx: Tx): Promise<{ table: string; column: string; hasPortal: boolean }[]> {
  const { rows } = await sql<{ table: string; column: string; hasPortal: boolean }>`
    select c.relname as table, a.attname as column,
      exists (select from pg_attribute p where p.attrelid = c.oid and p.attname = 'portal_id' and not p.attisdropped) as "hasPortal"
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname like '%\\_sealed' and not a.attisdropped
    order by 1, 2`.execute(tx);
  return rows;
}
