import { describe, expect, it } from 'vitest';
import { usageFacts } from '../../src/server/usage/usage-facts.ts';
import { ACME, BETA, OTHER_PORTAL, PORTAL, useUsage } from '../support/use-usage.ts';

const usage = useUsage();
const DAY_MS = 86_400_000;
const TODAY = Date.UTC(2026, 10, 21) / DAY_MS;
const iso = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Posts one figure a day for the days given as days before today. */
async function post(daysAgo: readonly number[], figures: (ago: number) => object, companyId = ACME): Promise<void> {
  const key = await usage.key();
  await usage.bulk(key, daysAgo.map((ago) => ({ companyId, day: iso(TODAY - ago), ...figures(ago) })));
}
const daysAgo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const facts = (today = TODAY, ids = [ACME, BETA]) => usage.test.db.withPortal(PORTAL, (tx) => usageFacts(tx, ids, today));

describe('what is known of a company\'s use', () => {
  it('is its last week beside the four weeks before', async () => {
    await post(daysAgo(1, 35), (ago) => ({ logins: ago <= 7 ? 10 : 20, activeUsers: ago === 3 ? 6 : 4, ...(ago === 20 && { seats: 12 }) }));
    expect(await facts()).toEqual([
      { companyId: ACME, newestDay: TODAY - 1, recentLogins: 70, recentDays: 7, baselineLogins: 560, baselineDays: 28, seats: 12, activeUsers: 6 },
    ]);
  });

  it('leaves today out, which is not over, unless there is nothing else', async () => {
    await post([0], () => ({ logins: 3 }));
    expect(await facts()).toMatchObject([{ newestDay: TODAY, recentLogins: 3, recentDays: 1 }]);
    await post([1], () => ({ logins: 9 }));
    expect(await facts()).toMatchObject([{ newestDay: TODAY - 1, recentLogins: 9, recentDays: 1, baselineDays: 0 }]);
  });

  it('takes a day without figures between two others as one without log-ins', async () => {
    await post([1, 7, 30], () => ({ logins: 7 }));
    expect(await facts()).toMatchObject([{ recentLogins: 14, recentDays: 7, baselineLogins: 7, baselineDays: 23 }]);
  });

  it('as of an earlier day shows nothing later', async () => {
    await post(daysAgo(1, 60), (ago) => ({ logins: ago <= 30 ? 100 : 1 }));
    expect(await facts(TODAY - 31)).toMatchObject([{ newestDay: TODAY - 32, recentLogins: 7 }]);
  });

  it('ends four weeks after the last figure, and is each account\'s own', async () => {
    await post([27], () => ({ logins: 7 }));
    await post([28], () => ({ logins: 7 }), BETA);
    expect((await facts()).map(({ companyId }) => companyId)).toEqual([ACME]);
    expect(await usage.test.db.withPortal(OTHER_PORTAL, (tx) => usageFacts(tx, [ACME], TODAY))).toEqual([]);
  });
});
