import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGuessLimit } from '../../src/server/platform/guess-limit.ts';
import { openTestDb, type TestDb } from '../support/database.ts';

let test: TestDb;
beforeAll(async () => void (test = await openTestDb()));
afterAll(() => test.close());

const NOW = new Date('2026-03-01T12:00:40Z');

describe('wrong secrets at a door', () => {
  it('are limited after exactly 20 a minute, also when 60 come at once to two processes; the next minute begins anew', async () => {
    const processes = [createGuessLimit(test.db), createGuessLimit(test.db)];
    const answers = await Promise.all(Array.from({ length: 60 }, (_, index) => processes[index % 2]!.miss('7/nps', NOW)));
    expect(answers.filter((seconds) => seconds === 0).length).toBe(20);
    expect(new Set(answers)).toEqual(new Set([0, 20]));
    expect(await processes[0]!.miss('7/nps', new Date(NOW.getTime() + 20_000))).toBe(0);
  });

  it('do not touch other doors, and a thousand invented doors take a bounded number of rows', async () => {
    const limit = createGuessLimit(test.db);
    for (let index = 0; index < 30; index++) await limit.miss('8/nps', NOW);
    expect(await limit.miss('8/nps', NOW)).toBe(20);
    expect(await limit.miss('8/csat', NOW)).toBe(0);
    for (let index = 0; index < 300; index++) await limit.miss(`9/invented-${index}`, NOW);
    const { rows } = await sql<{ bucket: number }>`select bucket from wrong_secrets`.execute(test.kysely);
    expect(rows.every(({ bucket }) => bucket >= 0 && bucket < 4_096)).toBe(true);
  });
});
