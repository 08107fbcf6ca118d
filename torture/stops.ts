import { join } from 'node:path';
import { atLeast, atMost, type Figure, type Machine, notRun, type Reading, pause } from './figure.ts';
import { seededRandom } from '../sandbox/random.ts';
import { type Engine, openPlace } from './place.ts';
import { sendAll } from './senders.ts';
import { ready, startServer } from './supervisor.ts';

/** K1: SIGTERM while requests come in: those that stand are answered, and the process goes by itself. */
export const stops: Figure = {
  title: 'K1 SIGTERM under load',
  async run(machine) {
    // In small, the embedded engine's slow first start is left to A1.
    const embedded = machine.quick ? [notRun('K1.embedded.cut', '<=0', 'not in a small run')] : await onEngine('embedded', machine);
    if (machine.databaseUrl === undefined) return [...embedded, notRun('K1.postgres.cut', '<=0', 'no PostgreSQL was named')];
    return [...embedded, ...(await onEngine('postgres', machine))];
  },
};

async function onEngine(engine: Engine, machine: Machine): Promise<Reading[]> {
  const times = machine.quick ? 2 : 50;
  const random = seededRandom(machine.seed + 1);
  const place = await openPlace(engine, machine);
  const stopMs: number[] = [];
  const codes: (number | string)[] = [];
  let [cut, acknowledged] = [0, 0];
  try {
    const first = startServer(machine.node, place.env);
    await ready(first, place.url);
    await place.install();
    await place.drained(60_000);
    await first.end('SIGTERM');
    for (let time = 0; time < times; time += 1) {
      const server = startServer(machine.node, place.env);
      await ready(server, place.url);
      let over = false;
      const sending = sendUntil(() => over, time);
      await pause(300 + random() * 700);
      const begun = performance.now();
      codes.push(await server.end('SIGTERM'));
      stopMs.push(performance.now() - begun);
      over = true;
      const sent = await sending;
      cut += sent.cut;
      acknowledged += sent.acknowledged;
    }
  } finally {
    await place.close();
  }
  const name = (what: string) => `K1.${engine}.${what}`;
  return [
    atLeast(name('stops'), stopMs.length, times),
    atLeast(name('acknowledged'), acknowledged, times * 5),
    atMost(name('cut'), cut, 0),
    atMost(name('exits-not-0'), codes.filter((code) => code !== 0).length, 0),
    atMost(name('slowest-stop-ms'), Math.round(Math.max(...stopMs)), 10_000),
  ];

  function sendUntil(stopped: () => boolean, time: number) {
    const ledger = join(place.folder, 'acknowledged');
    return sendAll({ hook: place.hook, prefix: `k${time}`, count: 100_000, lanes: 8, ledger, random, stopped });
  }
}
