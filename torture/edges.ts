import { seededRandom } from '../sandbox/random.ts';
import { FAIL_POINTS, lastWords } from './fail-points.ts';
import { atLeast, atMost, type Engine, type Figure, type Machine, pause, type Reading, smallOnOneEngine, until } from './figure.ts';
import { judgeWrites } from './oracle.ts';
import { COMPANIES, openPlace, type Place } from './place.ts';
import { openStream, streamReadings } from './stream.ts';
import { installOnce, ready, type Server, startServer } from './supervisor.ts';

/** Longer than a worker's claim on what it writes to HubSpot. */
const CLAIM_MS = 180_000;
/** A place that is not reached within this long is none. */
const REACH_MS = 300_000;
const REST_MS = 600_000;

/** A2, B2: kill -9 at each edge between what is stored, told and done, some a millisecond wide, in a stream of webhooks. */
export const edges: Figure = {
  title: 'A2 kill -9 at every fail-point',
  // In small, one engine: the places are the same.
  run: (machine) => smallOnOneEngine('A2', machine, (engine) => onEngine(engine, machine)),
};

async function onEngine(engine: Engine, machine: Machine): Promise<Reading[]> {
  const each = machine.quick ? 1 : 20;
  // In small, every third point; which ones is the seed's to say.
  const names = Object.keys(FAIL_POINTS).filter((name) => !FAIL_POINTS[name]!.apart).filter((_, index) => !machine.quick || index % 3 === machine.seed % 3);
  const least = machine.quick ? { answers: 30, events: 50 } : { answers: 1_000, events: 2_000 };
  const random = seededRandom(machine.seed + 5);
  const place = await openPlace(engine, machine);
  try {
    await installOnce(place, machine.node);

    let over = false;
    const stream = openStream(place, { random, least, everyMs: machine.quick ? 100 : 30, known: 1, over: () => over });
    const kills = new Map<string, number>();
    for (const name of names) {
      for (let kill = 0; kill < each; kill += 1) {
        await dieAt(name, 1 + Math.floor(random() * (name === 'write.accepted' ? 1 : 4)), place, machine);
        kills.set(name, (kills.get(name) ?? 0) + 1);
      }
      machine.log(`  ${engine}: died ${kills.get(name)} times at ${name}`);
    }
    const last = startServer(machine.node, place.env);
    await ready(last, place.url);
    over = true;
    await stream.ended;
    await converged(place, last);
    return [
      atLeast(`A2.${engine}.points`, kills.size, names.length),
      atLeast(`A2.${engine}.kills-each`, Math.min(...kills.values()), each),
      ...(await streamReadings(place, `A2.${engine}`, stream, least)),
      ...(await writeReadings(place, `A2.${engine}`)),
    ];
  } finally {
    await place.close();
  }
}

/** Starts a server that dies by itself at the point. @throws when it ends otherwise. */
async function dieAt(name: string, nth: number, place: Place, machine: Machine): Promise<void> {
  const server = startServer(machine.node, { ...place.env, FAIL_POINT: `${name}:${nth}` }, ['./torture/plant-fail-point.ts']);
  const end = await Promise.race([server.ended, pause(REACH_MS).then(() => 'nothing')]);
  if (end === 'SIGKILL' && server.output().includes(lastWords(name))) return;
  await server.end('SIGKILL');
  throw new Error(`The server did not die at ${name} but of ${end}:\n${server.output()}`);
}

/** Waits until jobs and write-behind have come to rest, past the claims of the dead; stops the server, which the judge wants. */
async function converged(place: Place, server: Server): Promise<void> {
  await place.drained(REST_MS);
  const { clock, ledger } = place.sandbox;
  const since = ledger.entries().at(-1)?.seq ?? 0;
  clock.move(CLAIM_MS);
  // The round that polls also writes what waits.
  await until('the next round has begun', () => ledger.entries({ portalId: place.portalId, since }).length > 0, REST_MS);
  await place.drained(REST_MS);
  await server.end('SIGTERM');
}

async function writeReadings(place: Place, name: string): Promise<Reading[]> {
  const { written, apart } = await judgeWrites(place);
  const { total } = place.sandbox.core.crm(place.portalId).list('companies');
  return [
    atLeast(`${name}.companies-written`, written, COMPANIES / 2),
    atMost(`${name}.companies-written-otherwise`, apart, 0),
    atMost(`${name}.companies-added`, total - COMPANIES, 0),
  ];
}
