import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { thinSnapshots } from '../../src/server/health/store.ts';
import { openTestDb, type TestDb } from '../support/database.ts';

const PORTAL = 7;
let database: TestDb;
beforeAll(async () => {
  database = await openTestDb();
});
afterAll(() => database.close());

test('of snapshots older than 400 days Sundays stay, and all of other portals', async () => {
  const days = ['2025-10-11', '2025-10-12', '2025-10-13', '2025-10-17', '2025-10-18'];
  for (const portalId of [PORTAL, 8]) {
    await sql`
      insert into health_snapshots (portal_id, company_id, day, model_version, score, band, coverage, reference, points, reconstructed)
      select ${portalId}::bigint, 1, day::date, 1, 50, 'watch', 1, 50, '{0}', false from unnest(${days}::text[]) as day`.execute(database.kysely);
  }
  // 2025-10-17 is 400 days before.
  await database.db.withPortal(PORTAL, (tx) => thinSnapshots(tx, PORTAL, Date.parse('2026-11-21') / 86_400_000));
  const { rows } = await sql<{ portal_id: number; day: string }>`select portal_id, day from health_snapshots order by portal_id, day`.execute(database.kysely);
  expect(rows.filter((row) => row.portal_id === PORTAL).map((row) => row.day)).toEqual(['2025-10-12', '2025-10-17', '2025-10-18']);
  expect(rows.filter((row) => row.portal_id === 8)).toHaveLength(5);
});
