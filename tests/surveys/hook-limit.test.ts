import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { createHookLimit } from '../../src/server/surveys/hook-limit.ts';
import { openTestDb, type TestDb } from '../support/database.ts';

let test: TestDb;
beforeAll(async () => {
  test = await openTestDb();
});
beforeEach(() => sql`delete from hook_minutes`.execute(test.kysely));
afterAll(() => test.close());

const noon = new Date('2026-11-30T12:00:10Z');
const later = new Date('2026-11-30T12:01:00Z');
const take = (limit: ReturnType<typeof createHookLimit>, sourceId: string, count: number, now = noon, portalId = 1) =>
  test.db.withPortal(portalId, (tx) => limit.take(tx, portalId, sourceId, count, now));

describe('the limit of a source', () => {
  it('holds over all processes, until the next minute', async () => {
    const processes = [createHookLimit({ source: 1_000, account: 9_000 }), createHookLimit({ source: 1_000, account: 9_000 })] as const;
    expect(await take(processes[0], 'nps', 500)).toBe(0);
    expect(await take(processes[1], 'nps', 500)).toBe(0);
    expect(await take(processes[0], 'nps', 1)).toBe(50);
    expect(await take(processes[1], 'nps', 1)).toBe(50);
    expect(await take(processes[0], 'nps', 1, later)).toBe(0);
  });

  it('asks the database once for many', async () => {
    const limit = createHookLimit({ source: 1_000, account: 9_000 });
    for (let n = 0; n < 300; n += 1) expect(await take(limit, 'nps', 1)).toBe(0);
    const { rows } = await sql<{ taken: number }>`select taken from hook_minutes where source_id = 'nps'`.execute(test.kysely);
    expect(rows).toEqual([{ taken: 500 }]);
  });

  it('leaves other sources and other accounts alone', async () => {
    const limit = createHookLimit({ source: 500, account: 9_000 });
    expect(await take(limit, 'nps', 500)).toBe(0);
    expect(await take(limit, 'nps', 1)).toBe(50);
    expect(await take(limit, 'csat', 1)).toBe(0);
    expect(await take(limit, 'nps', 1, noon, 2)).toBe(0);
  });
});

describe('the limit of an account', () => {
  it('holds for all its sources together', async () => {
    const limit = createHookLimit({ source: 5_000, account: 1_000 });
    expect(await take(limit, 'nps', 600)).toBe(0);
    expect(await take(limit, 'csat', 600)).toBe(50);
    expect(await take(limit, 'ces', 1)).toBe(50);
  });
});
