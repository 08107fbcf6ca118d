import { join } from 'node:path';
import { atLeast, atMost, type Engine, type Figure, type Machine, notRun, onEachEngine, pause, type Reading, until } from './figure.ts';
import { seededRandom } from '../sandbox/random.ts';
import { openPlace } from './place.ts';
import { surveyAnswers } from './messages.ts';
import { sendAll } from './senders.ts';
import { installOnce, ready, startServer } from './supervisor.ts';

/**
 * K1: SIGTERM while requests come in: senders are led away by a balancer that looks at /readyz, as an operator's does; what
 * was sent before is answered, and the process goes by itself.
 */
export const stops: Figure = {
  title: 'K1 SIGTERM under load',
  // In small, the embedded engine's slow first start is left to A1.
  run: (machine) => onEachEngine('K1', machine, async (engine) => {
    if (machine.quick && engine === 'embedded') return [notRun('K1.embedded.cut', '<=0', 'not in a small run')];
    return onEngine(engine, machine);
  }),
};

async function onEngine(engine: Engine, machine: Machine): Promise<Reading[]> {
  const times = machine.quick ? 2 : 50;
  const random = seededRandom(machine.seed + 1);
  const place = await openPlace(engine, machine);
  const stopMs: number[] = [];
  const codes: (number | string)[] = [];
  let [cut, acknowledged] = [0, 0];
  try {
    await installOnce(place, machine.node);
    for (let time = 0; time < times; time += 1) {
      const server = startServer(machine.node, place.env);
      await ready(server, place.url);
      let away = false;
      const sending = sendUntil(() => away, time);
      await pause(300 + random() * 700);
      const begun = performance.now();
      const [code] = await Promise.all([
        server.end('SIGTERM'),
        until('the balancer leads requests elsewhere', async () => (away = (await fetch(`${place.url}/readyz`)).status === 503), 60_000),
      ]);
      codes.push(code);
      stopMs.push(performance.now() - begun);
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
    return sendAll({ messages: surveyAnswers(place, `k${time}`, random), lanes: 8, ledger, random, stopped });
  }
}
