// The HubSpot room of one process of Baton, on PostgreSQL, whose callers all want something of HubSpot at the same time; see caller-process.ts.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { listOwners } from '../../src/server/hubspot/api.ts';
import { createHubspotClient } from '../../src/server/hubspot/client.ts';
import { createGateway } from '../../src/server/hubspot/gateway.ts';
import { createInstalls } from '../../src/server/hubspot/installs.ts';
import { createBudget } from '../../src/server/hubspot/leases.ts';
import { createTokens, type Token } from '../../src/server/hubspot/tokens.ts';
import { followClock } from '../../src/server/platform/clock.ts';
import { readConfig } from '../../src/server/platform/config.ts';
import { createLog } from '../../src/server/platform/log.ts';
import { createMetrics } from '../../src/server/platform/metrics.ts';
import { openPostgres } from '../../src/server/platform/postgres.ts';
import { createSecrets } from '../../src/server/platform/secrets.ts';
import type { Answers, Order } from './caller-process.ts';

const config = readConfig();
const log = createLog(config.logLevel);
const clock = await followClock(config.hubspot.apiUrl, fetch, log);
const db = await openPostgres(config.databaseUrl!, log);
const work = worker();
await new Promise<void>((resolve) => {
  process.on('message', (order: Order | { kind: 'end' }) => {
    if (order.kind === 'end') resolve();
    else void work(order).then((answer) => process.send!(answer));
  });
  process.send!({});
});
clock.stop();
await db.close();
process.disconnect();

function worker(): (order: Order) => Promise<Answers[Order['kind']]> {
  const deps = { config, db, log, now: clock.now, random: Math.random, metrics: createMetrics(), secrets: createSecrets(config.keys, randomBytes) };
  const client = createHubspotClient({ apiUrl: config.hubspot.apiUrl, fetch });
  const installs = createInstalls(deps);
  const tokens = createTokens({ ...deps, client, installs });
  const gateway = createGateway({ ...deps, client, installs, tokens, budget: createBudget(deps) });

  return async function work(order) {
    if (order.kind === 'reach') {
      while (deps.now().getTime() < order.at) await sleep(10);
      return {};
    }
    const { portalId, callers } = order;
    const all = <T>(one: () => Promise<T>) => Promise.all(Array.from({ length: callers }, one));
    if (order.kind === 'call') {
      const begun = performance.now();
      const results = await all(() => gateway.call(portalId, listOwners(), { lane: order.lane }));
      return { failed: results.filter((result) => !result.ok).length, ms: performance.now() - begun };
    }
    const got = await all((): Promise<Token> => (order.refused === undefined ? tokens.current(portalId) : tokens.renewAfter(portalId, order.refused)));
    return { tokens: [...new Set(got.flatMap((one) => (one.ok ? [one.token] : [])))], without: got.filter((one) => !one.ok).length };
  };
}
