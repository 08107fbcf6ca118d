import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Db, Tx } from './db.ts';
import { StartFault } from './errors.ts';
import { type PortalTable, portalTables, reachSystemRows } from './portal-tables.ts';

const PAGE = 500;

const header = z.object({
  kind: z.literal('baton-portal'),
  version: z.literal(1),
  portalId: z.number().int().positive(),
  /** The newest migration, for words, and a hash over the names of all. */
  schema: z.object({ head: z.string().max(200), hash: z.string().max(64) }),
  /** Table -> rows. */
  counts: z.record(z.string().max(100), z.number().int().min(0)),
});
const section = z.object({ table: z.string().max(100) });
const trailer = z.object({ hashes: z.record(z.string().max(100), z.string().max(64)) });

/** What a schema is called in a file: two databases of the same schema have the same. */
function schemaOf(migrationNames: readonly string[]): { head: string; hash: string } {
  const names = [...migrationNames].sort();
  return { head: names.at(-1) ?? '', hash: createHash('sha256').update(names.join('\n')).digest('hex') };
}

/**
 * All rows of a portal as the lines of a file, as they stand at one moment: a header with counts, for each table its name and
 * its rows, and the hashes of the tables. Sealed values stay sealed.
 */
export async function exportPortal(db: Db, task: { portalId: number; migrationNames: readonly string[] }, write: (line: string) => Promise<void>): Promise<Record<string, number>> {
  const { portalId, migrationNames } = task;
  return db.snapshotPortal(portalId, async (tx) => {
    const tables = await prepare(tx);
    const counts = await countRows(tx, portalId, tables);
    await write(JSON.stringify({ kind: 'baton-portal', version: 1, portalId, schema: schemaOf(migrationNames), counts }));
    const hashes: Record<string, string> = {};
    for (const table of tables) {
      if (counts[table.name] === 0) continue;
      await write(JSON.stringify({ table: table.name }));
      hashes[table.name] = await eachRow(tx, portalId, table, write);
    }
    await write(JSON.stringify({ hashes }));
    return counts;
  });
}

export interface ImportOptions {
  migrationNames: readonly string[];
  /** Opens a sealed value of the file. @throws where the keys here do not open it. */
  openSealed(table: string, column: string, portalId: number, sealed: string): void;
  /** What must follow in the same transaction, such as jobs for what waited. */
  after(tx: Tx, portalId: number): Promise<void>;
}

/**
 * Takes a file's rows into a portal that has none, in one transaction, and compares what then stands in the tables with the
 * file's hashes. @throws StartFault when it is no such file, of another schema, cut, sealed with other keys, or the portal has rows.
 */
export async function importPortal(db: Db, lines: AsyncIterator<string>, options: ImportOptions): Promise<{ portalId: number; counts: Record<string, number> }> {
  const { portalId, schema, counts } = readLine(header, await nextLine(lines));
  const here = schemaOf(options.migrationNames);
  if (schema.hash !== here.hash) {
    throw new StartFault(`The file is of another version (its schema is ${schema.head}, here it is ${here.head}).`, 'Bring both servers to the same version of Baton, then export anew.');
  }
  await db.withPortal(portalId, async (tx) => {
    const tables = new Map((await prepare(tx)).map((table) => [table.name, table]));
    const present = Object.entries(await countRows(tx, portalId, [...tables.values()])).filter(([, count]) => count > 0);
    if (present.length > 0) throw new StartFault(`Account ${portalId} has rows here already (${present.map(([name]) => name).join(', ')}).`, 'Import into a database that does not know the account.');
    const { hashes } = await takeRows(tx, portalId, tables, lines, options);
    await compare(tx, portalId, tables, { counts, hashes });
    await options.after(tx, portalId);
  });
  return { portalId, counts };
}

/** Rows as text are compared between engines: both write times in UTC. */
async function prepare(tx: Tx): Promise<PortalTable[]> {
  await sql`set local timezone = 'UTC'`.execute(tx);
  await reachSystemRows(tx);
  return portalTables(tx);
}

async function countRows(tx: Tx, portalId: number, tables: readonly PortalTable[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(name)} where portal_id = ${portalId}`.execute(tx);
    counts[name] = rows[0]!.count;
  }
  return counts;
}

/** Hands on each row as JSON text, in the order of its number where it has one; returns the hash of the rows, whatever their order. */
async function eachRow(tx: Tx, portalId: number, table: PortalTable, take: (line: string) => Promise<void>): Promise<string> {
  const columns = sql.join(table.columns.map((column) => sql.ref(column)));
  const order = table.numbered === null ? sql`` : sql`order by ${sql.ref(table.numbered)}`;
  await sql`declare portal_rows no scroll cursor for
    select to_jsonb(picked)::text as line from (select ${columns} from ${sql.table(table.name)} where portal_id = ${sql.lit(portalId)} ${order}) picked`.execute(tx);
  let sum = 0n;
  for (;;) {
    const { rows } = await sql<{ line: string }>`fetch ${sql.lit(PAGE)} from portal_rows`.execute(tx);
    for (const { line } of rows) {
      sum += BigInt(`0x${createHash('sha256').update(line).digest('hex')}`);
      await take(line);
    }
    if (rows.length < PAGE) break;
  }
  await sql`close portal_rows`.execute(tx);
  return BigInt.asUintN(256, sum).toString(16).padStart(64, '0');
}

async function takeRows(tx: Tx, portalId: number, tables: ReadonlyMap<string, PortalTable>, lines: AsyncIterator<string>, { openSealed }: ImportOptions): Promise<z.output<typeof trailer>> {
  let table: PortalTable | undefined;
  let waiting: string[] = [];
  const opened = new Set<string>();

  async function save(): Promise<void> {
    if (table !== undefined && waiting.length > 0) await insertRows(tx, table, waiting);
    waiting = [];
  }

  function look(row: string): void {
    if (opened.has(table!.name) || !row.includes('_sealed')) return;
    for (const [column, value] of Object.entries(JSON.parse(row) as Record<string, unknown>)) {
      if (!column.endsWith('_sealed') || typeof value !== 'string') continue;
      try {
        openSealed(table!.name, column, portalId, value);
      } catch (error) {
        throw new StartFault(`The keys here do not open what is sealed in the file: ${(error as Error).message}`, 'Put the key it was sealed with into BATON_KEYS.');
      }
      opened.add(table!.name);
    }
  }

  for (;;) {
    const line = await nextLine(lines);
    const mark = section.safeParse(parse(line.slice(0, 200)));
    if (mark.success) {
      await save();
      table = tables.get(mark.data.table);
      if (table === undefined) throw new StartFault(`The file holds a table "${mark.data.table}" that is unknown here.`, 'Bring both servers to the same version of Baton.');
    } else if (line.startsWith('{"hashes":')) {
      await save();
      return readLine(trailer, line);
    } else {
      if (table === undefined) throw broken();
      look(line);
      waiting.push(line);
      if (waiting.length === PAGE) await save();
    }
  }
}

async function insertRows(tx: Tx, table: PortalTable, lines: readonly string[]): Promise<void> {
  const columns = sql.join(table.columns.map((column) => sql.ref(column)));
  await sql`
    insert into ${sql.table(table.name)} (${columns})
    select ${columns} from unnest(${lines}::text[]) with ordinality as given(line, place), jsonb_populate_record(null::${sql.table(table.name)}, given.line::jsonb)
    order by place`.execute(tx);
}

async function compare(tx: Tx, portalId: number, tables: ReadonlyMap<string, PortalTable>, wanted: { counts: Record<string, number>; hashes: Record<string, string> }): Promise<void> {
  const counts = await countRows(tx, portalId, [...tables.values()]);
  for (const table of tables.values()) {
    const hash = counts[table.name] === 0 ? undefined : await eachRow(tx, portalId, table, async () => undefined);
    if (counts[table.name] !== (wanted.counts[table.name] ?? 0) || hash !== wanted.hashes[table.name]) {
      throw new StartFault(`Table ${table.name} would not be what the file says.`, 'The file was changed or cut: export anew. Nothing was kept.');
    }
  }
}

function broken(): StartFault {
  return new StartFault('This is no whole file of a portal.', 'Export it anew; nothing was kept.');
}

async function nextLine(lines: AsyncIterator<string>): Promise<string> {
  const { value, done } = await lines.next();
  if (done === true) throw broken();
  return value;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}

function readLine<T>(shape: z.ZodType<T>, line: string): T {
  const read = shape.safeParse(parse(line));
  if (!read.success) throw broken();
  return read.data;
}
