import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { createDb, type Db } from '../../src/server/platform/db.ts';
import { StartFault, Unavailable } from '../../src/server/platform/errors.ts';
import { openPool, openPostgres, postgresKysely } from '../../src/server/platform/postgres.ts';
import { openTestDb, type TestDb } from '../support/database.ts';
import { captureLog } from '../support/log.ts';
import { waitUntil } from '../support/wait.ts';

const NOBODY = 'postgres://baton:c4n4ry@127.0.0.1:9/none';

describe('a PostgreSQL that is away', () => {
  it('makes work Unavailable, with a time to try again, which doors answer with 503', async () => {
    const db = createDb({ kysely: postgresKysely(openPool(NOBODY, captureLog().log)), engine: 'postgres', setRole: false });
    const failing = db.withPortal(1, async () => undefined);
    await expect(failing).rejects.toThrow(Unavailable);
    await expect(failing).rejects.toMatchObject({ retryAfterSeconds: 5 });
    await db.close();
  });

  it('stops the start with the cure and without the password', async () => {
    const opening = openPostgres(NOBODY, captureLog().log);
    await expect(opening).rejects.toThrow(StartFault);
    await expect(opening).rejects.toThrow('Check DATABASE_URL');
    await expect(opening).rejects.not.toThrow('c4n4ry');
  });
});

describe.skipIf(inject('databaseTemplate').engine !== 'postgres')('a PostgreSQL that answers (skipped: needs TEST_DATABASE_URL)', () => {
  let test: TestDb;
  let db: Db;
  let captured: ReturnType<typeof captureLog>;
  beforeEach(async () => {
    test = await openTestDb();
    captured = captureLog();
    db = await openPostgres(urlOf(test), captured.log);
  });
  afterEach(async () => {
    await db.close();
    await test.close();
  });

  const urlOf = ({ connection }: TestDb) => (connection as { databaseUrl: string }).databaseUrl;
  const killOthers = () => sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(test.kysely);

  /** Works as soon as it can; every failure on the way must be one that is tried again. */
  const worksAgain = () =>
    waitUntil('work is done', () => db.withPortal(1, async () => true).catch((error: unknown) => {
      expect(error).toBeInstanceOf(Unavailable);
      return false;
    }));

  it('may lose every idle connection: the next work gets a new one', async () => {
    await Promise.all([1, 2, 3].map((portal) => db.withPortal(portal, async () => undefined)));
    await killOthers();
    await waitUntil('the losses are logged', () => captured.lines.length > 0);
    await worksAgain();
  });

  it('may lose a connection in the middle of a transaction: that work is Unavailable, the next gets a new one', async () => {
    const failing = db.withPortal(1, async (tx) => {
      await killOthers();
      await sql`select 1`.execute(tx);
    });
    await expect(failing).rejects.toThrow(Unavailable);
    await worksAgain();
  });

  it('plans a statement once, whatever its values', async () => {
    const echo = (value: number) => db.withPortal(1, async (tx) => (await sql<{ value: number }>`select ${value}::bigint as value`.execute(tx)).rows[0]!.value);
    for (const value of [1, 2, 3]) expect(await echo(value)).toBe(value);
    const names = await db.withPortal(1, async (tx) => (await sql<{ statement: string }>`select statement from pg_prepared_statements where 0 = ${0}`.execute(tx)).rows);
    expect(names.filter(({ statement }) => statement.includes('as value'))).toHaveLength(1);
  });

  it('may change a table under a planned statement, as an upgrade does beside running processes', async () => {
    const read = () => db.withPortal(1, async (tx) => (await sql`select * from events where portal_id = ${1}`.execute(tx)).rows);
    await read();
    await sql`alter table events add column extra text`.execute(test.kysely);
    await read().catch((error: unknown) => expect(error).toBeInstanceOf(Unavailable));
    expect(await read()).toEqual([]);
  });
});
