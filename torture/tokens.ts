import { seededRandom } from '../sandbox/random.ts';
import { startCallers } from '../tests/support/caller-process.ts';
import { atLeast, atMost, type Figure, type Machine, onPostgresOnly, type Reading } from './figure.ts';
import { openPlace, type Place } from './place.ts';
import { ready, startServer } from './supervisor.ts';

const PROCESSES = 2;
const CALLERS = 50;
const MINUTE_MS = 60_000;
/** A first start migrates; the machine may be busy. */
const START_MS = 180_000;
/** How a token ends, in turn: it is due soon, it has expired, HubSpot refuses it before its time. */
const ENDS = ['due', 'expired', 'refused'] as const;

/** C6: however many callers of however many processes need a token at once, HubSpot is asked for one once. PostgreSQL only. */
export const tokens: Figure = {
  title: 'C6 renewals of access tokens',
  run: (machine) => onPostgresOnly('C6', machine, () => renewAtOnce(machine)),
};

async function renewAtOnce(machine: Machine): Promise<Reading[]> {
  const place = await openPlace('postgres', machine);
  try {
    const server = startServer(machine.node, place.env);
    await ready(server, place.url, START_MS);
    await place.install();
    await place.drained(60_000);
    await server.end('SIGTERM');
    return await race(place, machine);
  } finally {
    await place.close();
  }
}

async function race({ sandbox, env, portalId }: Place, machine: Machine): Promise<Reading[]> {
  const random = seededRandom(machine.seed + 4);
  const rounds = machine.quick ? 6 : 100;
  const refreshes: number[] = [];
  let [without, dead, answered] = [0, 0, 0];
  const callers = await Promise.all(Array.from({ length: PROCESSES }, () => startCallers(env)));
  try {
    const newest = async () => (await callers[0]!.ask({ kind: 'tokens', portalId, callers: 1 })).tokens[0];
    let last = await newest();
    for (let round = 0; round < rounds; round += 1) {
      const end = ENDS[round % ENDS.length]!;
      if (end !== 'refused') sandbox.clock.move((end === 'due' ? 25.5 + random() * 4 : 31) * MINUTE_MS);
      const at = sandbox.clock.now().getTime();
      await Promise.all(callers.map((one) => one.ask({ kind: 'reach', at })));
      // One in four answers of HubSpot's comes so slowly that everyone meets a renewal under way.
      if (random() < 1 / 4) sandbox.faults.script([{ kind: 'drip', path: '/token$', count: 1, skip: 0, chance: 1, seed: 1, headers: {}, delayMs: 1 }]);
      const since = sandbox.ledger.entries().at(-1)?.seq ?? 0;
      const refused = end === 'refused' ? last : undefined;
      const called = await Promise.all(callers.map((one) => one.ask({ kind: 'tokens', portalId, callers: CALLERS, refused })));
      sandbox.faults.clear();
      refreshes.push(sandbox.ledger.entries({ since }).filter((entry) => entry.path === '/oauth/2026-09/token').length);
      const given = new Set(called.flatMap((one) => one.tokens));
      const living = [...given].filter((token) => (sandbox.grants.access(token)?.expiresAtMs ?? 0) > sandbox.clock.now().getTime());
      dead += given.size - living.length;
      without += called.reduce((sum, one) => sum + one.without, 0);
      answered += PROCESSES * CALLERS;
      // While it is renewed ahead of its time, the old token may still be given out: the next round ends the newest.
      last = await newest();
    }
  } finally {
    await Promise.all(callers.map((one) => one.end()));
  }
  return [
    atLeast('C6.expiries', refreshes.length, rounds),
    atLeast('C6.callers', answered, rounds * PROCESSES * CALLERS),
    atMost('C6.refreshes-per-expiry-most', Math.max(...refreshes), 1),
    atLeast('C6.refreshes-per-expiry-least', Math.min(...refreshes), 1),
    atMost('C6.callers-without-token', without, 0),
    atMost('C6.dead-tokens-given', dead, 0),
  ];
}
