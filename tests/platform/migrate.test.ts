import { sql } from 'kysely';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { StartFault } from '../../src/server/platform/errors.ts';
import { migrate, tenantTable } from '../../src/server/platform/migrate.ts';
import { migrations } from '../../src/server/modules.ts';
import { openTestDb, type TestDb } from '../support/database.ts';
import { openEmptyDb } from '../support/empty-database.ts';

const onPostgres = inject('databaseTemplate').engine === 'postgres';
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function buildDb(): Promise<TestDb> {
  const test = await openTestDb();
  open.push(test);
  return test;
}

/** Every column and every policy there is: what two schemas are compared by. */
async function schemaOf({ kysely }: Pick<TestDb, 'kysely'>): Promise<unknown> {
  const columns = await sql`select table_name, column_name, data_type, is_nullable from information_schema.columns where table_schema = 'public' order by 1, 2`.execute(kysely);
  const policies = await sql`select tablename, policyname, qual, with_check from pg_policies order by 1, 2`.execute(kysely);
  return [columns.rows, policies.rows];
}

describe('the migrations', () => {
  it('change nothing when they run a second time', async () => {
    const test = await buildDb();
    const before = await schemaOf(test);
    expect(await migrate(test.kysely, migrations)).toEqual([]);
    expect(await schemaOf(test)).toEqual(before);
  });

  it('are named by day and order, so that those of all rooms sort into one line', () => {
    for (const name of Object.keys(migrations)) expect(name).toMatch(/^\d{4}-\d\d-\d\d-\d\d-[a-z-]+$/);
  });

  it('run one that came later with an earlier name, as two rooms may release them', async () => {
    const test = await buildDb();
    const late = { '2020-01-01-00-late': async () => undefined };
    expect(await migrate(test.kysely, { ...migrations, ...late })).toEqual(['2020-01-01-00-late']);
  });

  it('keep nothing of one that fails, and name it', async () => {
    const test = await buildDb();
    const failing = migrate(test.kysely, {
      ...migrations,
      async '2999-01-01-00-broken'(db) {
        await sql`create table half (portal_id bigint primary key)`.execute(db);
        await tenantTable(db, 'half');
        throw new Error('no more');
      },
    });
    await expect(failing).rejects.toThrow(StartFault);
    await expect(failing).rejects.toThrow('2999-01-01-00-broken');
    expect((await sql`select from pg_class where relname = 'half'`.execute(test.kysely)).rows).toEqual([]);
  });

  it('say so when a newer version of Baton has used the database', async () => {
    const test = await buildDb();
    await migrate(test.kysely, { ...migrations, '2999-01-01-00-newer': async () => undefined });
    await expect(migrate(test.kysely, migrations)).rejects.toThrow('start that version');
  });

  it.skipIf(!onPostgres)('of ten processes that start at once on an empty PostgreSQL make one schema (skipped: needs TEST_DATABASE_URL)', async () => {
    const empty = await openEmptyDb(10);
    open.push(empty);
    const done = await Promise.all(empty.handles.map((kysely) => migrate(kysely, migrations)));
    expect(done.flat().sort()).toEqual(Object.keys(migrations).sort());
    expect(await schemaOf({ kysely: empty.handles[0]! })).toEqual(await schemaOf(await buildDb()));
  });
});
