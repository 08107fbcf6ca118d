import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createLineFile, readLineFile } from '../../scripts/line-file.ts';
import { migrations } from '../../src/server/modules.ts';
import { createDb, type Db, type Tx } from '../../src/server/platform/db.ts';
import { createPglite, embeddedKysely } from '../../src/server/platform/embedded.ts';
import { migrate } from '../../src/server/platform/migrate.ts';
import { exportPortal, importPortal, type ImportOptions } from '../../src/server/platform/portal-file.ts';
import { rotateKeys, sealedInCatalogue } from '../../src/server/platform/rotate-keys.ts';
import { createSecrets } from '../../src/server/platform/secrets.ts';
import { openSealed, sealedColumns } from '../../src/server/sealed.ts';
import { wakePortal } from '../../src/server/wake.ts';
import { openTestDb } from '../support/database.ts';
import { post, startBaton, type RunningBaton } from '../support/running-baton.ts';

const migrationNames = Object.keys(migrations);
let baton: RunningBaton;
let lines: string[];
const open: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  baton = await startBaton();
  baton.crm.create('companies', { name: 'Ação & Cia \u2028', lifecyclestage: 'customer' });
  await baton.install();
  const hook = await baton.addSource({ provider: 'webhook', name: 'NPS', sourceId: 'nps', signingSecret: 's3cret', settings: { signature: { header: 'x-sig' } } });
  expect((await post(hook, { id: 'unsigned' })).status).toBe(401);
  const plain = await baton.addSource({ provider: 'webhook', name: 'Plain', sourceId: 'plain' });
  for (let index = 0; index < 30; index++) await post(plain, { id: `a${index}`, type: 'nps', score: index % 11, comment: `“ok” \\ \n\u2028 ${index}`, respondent: { email: `p${index}@x.example` } });
  await baton.idle();
  lines = await exported(baton.db);
});
afterAll(async () => {
  await baton.close();
  for (const one of open.splice(0)) await one.close();
});

async function exported(db: Db): Promise<string[]> {
  const found: string[] = [];
  await exportPortal(db, { portalId: baton.portalId, migrationNames }, async (line) => void found.push(line));
  return found;
}

async function fresh(): Promise<Db> {
  const test = await openTestDb();
  open.push(test);
  return test.db;
}

async function* each(given: readonly string[]): AsyncGenerator<string, undefined> {
  yield* given;
  return undefined;
}

const take = (db: Db, given: readonly string[], options: Partial<ImportOptions> = {}) =>
  importPortal(db, each(given), { migrationNames, openSealed: openSealed(createSecrets(baton.config.keys, randomBytes)), after: async () => undefined, ...options });

/** How many rows the portal has, over all its tables. */
async function rowsIn(db: Db): Promise<number> {
  const found: string[] = [];
  const counts = await exportPortal(db, { portalId: baton.portalId, migrationNames }, async (line) => void found.push(line));
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

describe('a portal\'s file', () => {
  it('holds every table with a portal_id in the catalogue, system tables too', async () => {
    const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'portal_id'`.execute(baton.kysely);
    const { counts } = JSON.parse(lines[0]!) as { counts: Record<string, number> };
    expect(Object.keys(counts).sort()).toEqual(rows.map((row) => row.name).sort());
    expect(counts).toMatchObject({ installs: 1, sources: expect.any(Number) as number, deliveries: 30, answers: 30 });
  });

  it('is JSON in every line and holds no secret as plain text', () => {
    expect(lines.every((line) => typeof JSON.parse(line) === 'object')).toBe(true);
    const text = lines.join('\n');
    expect(text).not.toContain('s3cret');
    for (const token of baton.sandbox.core.installed(baton.portalId) ? [baton.sandbox.core.app.clientSecret] : []) expect(text).not.toContain(token);
  });

  it('moves to another database row for row, starts what waited, and gives the same file there', async () => {
    const target = await fresh();
    const recorded: string[] = [];
    const deps = {
      now: baton.now,
      record: async (_tx: Tx, event: { name: string }) => void recorded.push(event.name),
      enqueue: async (_tx: Tx, job: string, payloads: object[]) => void recorded.push(...payloads.map(() => job)),
    };
    await baton.db.withPortal(baton.portalId, (tx) => sql`update deliveries set state = 'received' where delivery_id = (select min(delivery_id::text)::uuid from deliveries)`.execute(tx));
    const waiting = await exported(baton.db);
    const { counts } = await take(target, waiting, { after: (tx, portalId) => wakePortal(tx, deps, portalId) });
    expect(counts.answers).toBe(30);
    expect(recorded).toEqual(['surveys.parse', 'hubspot.portal.installed']);
    expect((await exported(target)).at(-1)).toBe(waiting.at(-1));
  });

  it('is refused where the portal has rows, and leaves them as they are', async () => {
    const before = await rowsIn(baton.db);
    await expect(take(baton.db, lines)).rejects.toThrow(`Account ${baton.portalId} has rows here already`);
    expect(await rowsIn(baton.db)).toBe(before);
  });

  it.each<[string, () => string[], RegExp]>([
    ['cut', () => lines.slice(0, -1), /no whole file/],
    ['cut in the middle', () => lines.slice(0, 20), /no whole file/],
    ['empty', () => [], /no whole file/],
    ['of another kind', () => ['{"a":1}'], /no whole file/],
    ['with a row changed', () => lines.map((line) => line.replace('"p7@x.example"', '"q7@x.example"')), /would not be what the file says/],
    ['with a row left out', () => lines.filter((line) => !line.includes('p7@x.example')), /would not be what the file says/],
    ['of another version', () => lines.map((line, index) => (index === 0 ? line.replace(/"hash":"./, '"hash":"x') : line)), /another version/],
    ['of an unknown table', () => [lines[0]!, '{"table":"nothing"}', ...lines.slice(1)], /unknown here/],
  ])('%s is refused and nothing of it is kept', async (_what, given, reason) => {
    const target = await fresh();
    await expect(take(target, given())).rejects.toThrow(reason);
    expect(await rowsIn(target)).toBe(0);
  });

  it('sealed with a key that is not here is refused and nothing of it is kept', async () => {
    const target = await fresh();
    const other = createSecrets([{ id: 'other', key: randomBytes(32) }], randomBytes);
    await expect(take(target, lines, { openSealed: openSealed(other) })).rejects.toThrow('BATON_KEYS');
    expect(await rowsIn(target)).toBe(0);
  });

  it.skipIf(inject('databaseTemplate').engine !== 'postgres')('moves from PostgreSQL to the embedded engine and back with the same hashes', async () => {
    const kysely = embeddedKysely(await createPglite());
    await migrate(kysely, migrations);
    const embedded = createDb({ kysely, engine: 'pglite', setRole: true });
    open.push(embedded);
    await take(embedded, await exported(baton.db));
    const there = await exported(embedded);
    const back = await fresh();
    await take(back, there);
    expect((await exported(back)).at(-1)).toBe(there.at(-1));
  });

  it('on the disk is packed and its owner\'s alone; texts with strange line ends come back whole', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'baton-file-'));
    const path = join(folder, 'account.ndjson.gz');
    const file = createLineFile(path);
    for (const line of lines) await file.write(line);
    await file.close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const back: string[] = [];
    for await (const line of readLineFile(path)) back.push(line);
    expect(back).toEqual(lines);
    rmSync(folder, { recursive: true });
  });
});

describe('keys', () => {
  const old = () => baton.config.keys;
  const rotated = () => [{ id: 'newest', key: Buffer.alloc(32, 7) }, ...old()];
  /** How many values were sealed anew, over all owners. */
  const rotate = async (portalIds = [baton.portalId]) =>
    [...(await rotateKeys({ db: baton.db, secrets: createSecrets(rotated(), randomBytes), config: { keys: rotated() }, columns: sealedColumns }, portalIds)).values()].reduce((sum, count) => sum + count, 0);

  async function sealedValues(): Promise<string[]> {
    const found: string[] = [];
    for (const { table, column } of await baton.db.withSystem('test', sealedInCatalogue)) {
      const { rows } = await sql<{ value: string }>`select ${sql.ref(column)} as value from ${sql.table(table)} where ${sql.ref(column)} is not null`.execute(baton.kysely);
      found.push(...rows.map((row) => row.value));
    }
    return found;
  }

  it('every sealed column of the catalogue says what it is sealed for', async () => {
    const columns = await baton.db.withSystem('test', sealedInCatalogue);
    expect(columns.length).toBeGreaterThanOrEqual(4);
    expect(columns.map(({ table, column }) => `${table}.${column}`).filter((name) => sealedColumns[name] === undefined)).toEqual([]);
  });

  it('are rotated: every value is sealed anew with the first key, the old one can go, and a second run finds nothing', async () => {
    const before = await sealedValues();
    expect(before.length).toBeGreaterThan(30);
    expect(await rotate()).toBe(before.length);
    const after = await sealedValues();
    expect(after.every((value) => value.startsWith('newest.'))).toBe(true);
    expect(await rotate()).toBe(0);
    const alone = openSealed(createSecrets([rotated()[0]!], randomBytes));
    await take(await fresh(), await exported(baton.db), { openSealed: alone });
  });

  it('a value that cannot be opened stops the rotation; what was done before stays done', async () => {
    await baton.db.withPortal(baton.portalId, (tx) => sql`update sources set signing_secret_sealed = 'gone.AAAA' where source_id = 'nps'`.execute(tx));
    await expect(rotate()).rejects.toThrow('BATON_KEYS');
    expect((await sealedValues()).filter((value) => value.startsWith('newest.')).length).toBeGreaterThan(30);
  });
});
