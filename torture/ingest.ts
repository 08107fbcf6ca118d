import { atLeast, type Engine, type Figure, type Machine, onEachEngine, type Reading } from './figure.ts';
import { seededRandom } from '../sandbox/random.ts';
import { openPlace } from './place.ts';
import { openStream, streamReadings } from './stream.ts';
import { installOnce, killAndRestart, startServer } from './supervisor.ts';

/** A1: kill -9 of the server in a stream of signed, retried and repeated webhooks of HubSpot and of survey tools. */
export const ingest: Figure = {
  title: 'A1 kill -9 of the server while webhooks come in',
  run: (machine) => onEachEngine('A1', machine, (engine) => onEngine(engine, machine)),
};

async function onEngine(engine: Engine, machine: Machine): Promise<Reading[]> {
  const kills = machine.quick ? 2 : 50;
  const least = machine.quick ? { answers: 50, events: 100 } : { answers: 2_000, events: 20_000 };
  const random = seededRandom(machine.seed);
  const place = await openPlace(engine, machine);
  try {
    await installOnce(place, machine.node, 'SIGKILL');

    let over = false;
    const stream = openStream(place, { random, least, everyMs: 10, known: 0.02, over: () => over });
    const start = () => startServer(machine.node, place.env);
    // Each kill has its part of the stream: none falls into the silence after it.
    const due = (kill: number) => stream.hubspot.acknowledged >= (kill * least.events) / kills && stream.surveys.acknowledged >= (kill * least.answers) / kills;
    const { server, restartMs } = await killAndRestart(start, place.url, { kills, random, due });
    over = true;
    await stream.ended;
    await place.drained(600_000);
    // The judge opens the embedded database itself.
    await server.end('SIGTERM');
    machine.log(`  ${engine}: ${stream.surveys.tries + stream.hubspot.tries} tries, ${stream.surveys.cut + stream.hubspot.cut} cut by kills, restarts ${(Math.max(...restartMs) / 1_000).toFixed(1)} s at most`);
    return [atLeast(`A1.${engine}.kills`, restartMs.length, kills), ...(await streamReadings(place, `A1.${engine}`, stream, least))];
  } finally {
    await place.close();
  }
}
