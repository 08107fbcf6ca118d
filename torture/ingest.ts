import { join } from 'node:path';
import { atLeast, atMost, type Figure, type Machine, notRun, type Reading } from './figure.ts';
import { seededRandom } from '../sandbox/random.ts';
import { judge } from './oracle.ts';
import { type Engine, openPlace } from './place.ts';
import { sendAll } from './senders.ts';
import { killAndRestart, ready, startServer } from './supervisor.ts';

/** A small run ends once so many were acknowledged and all kills are done. */
const FEW = 50;

/** A1: kill -9 of the server in a stream of signed, retried and repeated survey webhooks. */
export const ingest: Figure = {
  title: 'A1 kill -9 of the server while survey webhooks come in',
  async run(machine) {
    const embedded = await onEngine('embedded', machine);
    if (machine.databaseUrl === undefined) return [...embedded, notRun('A1.postgres.lost', '<=0', 'no PostgreSQL was named')];
    return [...embedded, ...(await onEngine('postgres', machine))];
  },
};

async function onEngine(engine: Engine, machine: Machine): Promise<Reading[]> {
  const kills = machine.quick ? 2 : 50;
  const random = seededRandom(machine.seed);
  const place = await openPlace(engine, machine);
  const ledger = join(place.folder, 'acknowledged');
  try {
    const first = startServer(machine.node, place.env);
    await ready(first, place.url);
    await place.install();
    await place.drained(60_000);
    await first.end('SIGKILL');

    let over = false;
    const sending = sendAll({ hook: place.hook, prefix: 'a', count: machine.quick ? 2_000 : 20_000, lanes: 6, ledger, random, stopped: (soFar) => machine.quick && over && soFar.acknowledged >= FEW });
    const { server, restartMs } = await killAndRestart(() => startServer(machine.node, place.env), place.url, { kills, random });
    over = true;
    const sent = await sending;
    await place.drained(120_000);
    if (engine === 'embedded') await server.end('SIGTERM');
    const verdict = await judge(place, ledger);
    if (engine === 'postgres') await server.end('SIGTERM');
    const name = (what: string) => `A1.${engine}.${what}`;
    machine.log(`  ${engine}: ${sent.tries} tries, ${sent.cut} cut by kills, restarts ${(Math.max(...restartMs) / 1_000).toFixed(1)} s at most`);
    return [
      atLeast(name('kills'), restartMs.length, kills),
      atLeast(name('acknowledged'), verdict.acknowledged, machine.quick ? FEW : 20_000),
      atMost(name('lost'), verdict.lost, 0),
      atMost(name('doubled'), verdict.doubled, 0),
      atMost(name('stuck'), verdict.stuck, 0),
      atMost(name('wrong-4xx'), sent.wrongly, 0),
      atMost(name('5xx-without-retry-after'), sent.bare, 0),
    ];
  } finally {
    await place.close();
  }
}
