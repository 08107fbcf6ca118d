import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { openTestDb, type TestDb } from './database.ts';

const TABLES = ['card_view', 'health_states', 'health_snapshots', 'health_references', 'health_models'];

/** A database of the test file's own, in which no company has a score when a test begins. */
export function useHealthDb() {
  let test: TestDb;
  beforeAll(async () => {
    test = await openTestDb();
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    for (const table of TABLES) await sql.raw(`delete from ${table}`).execute(test.kysely);
  });
  return {
    get test() {
      return test;
    },
    /** The whole of a table's rows in the order of its key. */
    async rows(table: string): Promise<Record<string, unknown>[]> {
      return (await sql<Record<string, unknown>>`select * from ${sql.table(table)} order by 1, 2, 3`.execute(test.kysely)).rows;
    },
  };
}
