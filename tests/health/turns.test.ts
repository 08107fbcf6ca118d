import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY_MS, daysAgo, NOW } from '../support/build-facts.ts';
import { buildHealth, type LittleCompany, PORTAL } from '../support/build-health.ts';
import { openTestDb, type TestDb } from '../support/database.ts';

let database: TestDb;
beforeAll(async () => {
  database = await openTestDb();
});
afterAll(() => database.close());

test('two jobs on a company that is new take turns: the one that comes second sees what the first did not', async () => {
  const companies = new Map<number, LittleCompany>([[1, { facts: { lastContactAt: daysAgo(5) } }]]);
  const health = await buildHealth(database, companies);
  await health.run('health.reconstruct');
  companies.set(2, { facts: { lastContactAt: daysAgo(5) } });

  const { answerFacts } = health.deps;
  const slow = await buildHealth(database, companies);
  const { running: first } = await new Promise<{ running: Promise<void> }>((resolve) => {
    slow.deps.answerFacts = async (...asked) => {
      const seen = await answerFacts(...asked);
      setTimeout(() => resolve({ running }));
      await new Promise((wait) => setTimeout(wait, 200));
      return seen;
    };
    const running = slow.run('health.recompute', { portalId: PORTAL, companyIds: [2] });
  });
  // The first job has read its facts and is slow to write; an answer arrives and starts the second.
  companies.get(2)!.answers = [0, 0, 0, 0, 0].map(() => ({ at: NOW - DAY_MS, value: 0 as const }));
  await Promise.all([first, health.run('health.recompute-answered', { portalId: PORTAL, companyIds: [2] })]);
  const { rows } = await sql<{ nps_n: number }>`select nps_n from health_states where company_id = 2`.execute(database.kysely);
  expect(rows).toEqual([{ nps_n: 5 }]);
});
