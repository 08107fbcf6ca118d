import { randomBytes } from 'node:crypto';
import { createDraw, type Draw } from '../sandbox/random.ts';
import { readConfig } from '../src/server/platform/config.ts';
import { createLog } from '../src/server/platform/log.ts';
import { loadProviders } from '../src/server/surveys/providers/index.ts';
import { addSource } from '../src/server/surveys/source-commands.ts';
import { withTools } from '../src/server/tool.ts';
import { addKey } from '../src/server/usage/key-commands.ts';
import { atLeast, atMost, type Engine, type Figure, type Machine, type Reading, smallOnOneEngine } from './figure.ts';
import { breakSockets } from './fuzz-sockets.ts';
import { createFuzzDoors, type FuzzDoor, type FuzzPlace, type Toll } from './fuzz-doors.ts';
import { mutateBytes, mutateCsv, mutateHeaders, mutateJson, mutatePath, writeJson } from './mutations.ts';
import { openPlace } from './place.ts';
import { type Asked, ask, lanes } from './requests.ts';
import { ready, type Server, startServer } from './supervisor.ts';

const LANES = 6;
/** Some below an account's most, so that the settings page may add one. */
const KEYS = 17;

/** F1: valid requests of every kind of door, broken by seed and signed where the door asks for it, against a server of its own. */
export const fuzz: Figure = {
  title: 'F1 broken requests at every door',
  run: (machine) => smallOnOneEngine('F1', machine, (engine) => onEngine(engine, machine)),
};

async function onEngine(engine: Engine, machine: Machine): Promise<Reading[]> {
  const most = machine.quick ? 150 : 10_000;
  const place = await openPlace(engine, machine);
  let server: Server | undefined;
  try {
    const doors = createFuzzDoors({ ...(await plantDoors(place.env)), place });
    server = startServer(machine.node, place.env);
    await ready(server, place.url, 180_000);
    await place.install();
    await place.drained(120_000);
    const tolls: (Omit<Toll, 'cut'> & { cut?: number })[] = await breakDoors({ url: place.url, doors, most, draw: createDraw(machine.seed + 7), log: machine.log });
    // Where no answer is due, none is missed.
    tolls.push(await breakSockets({ url: place.url, path: new URL(place.hook.address).pathname, most, draw: createDraw(machine.seed + 8), log: machine.log }));
    const readings = tolls.flatMap(({ name, inputs, taken, faults, cut, ms }) => [
      { ...atLeast(`F1.${engine}.${name}.inputs`, inputs, most), note: `${taken} not refused, p50 ${centile(ms, 0.5)} ms, p99 ${centile(ms, 0.99)} ms` },
      atMost(`F1.${engine}.${name}.5xx`, faults, 0),
      ...(cut === undefined ? [] : [atMost(`F1.${engine}.${name}.without-answer`, cut, 0)]),
    ]);
    return [...readings, atMost(`F1.${engine}.process-ends`, server.alive() ? 0 : 1, 0), atMost(`F1.${engine}.server-errors-logged`, errorsOf(server, machine), 0)];
  } finally {
    await server?.end('SIGKILL');
    await place.close();
  }
}

/** A file source, a source for the settings page to play with, and many usage keys, before the server starts. */
function plantDoors(env: NodeJS.ProcessEnv): Promise<Omit<FuzzPlace, 'place'>> {
  return withTools(readConfig(env), createLog('silent'), async (deps) => {
    const providers = await loadProviders();
    const portalId = 101;
    return deps.db.withPortal(portalId, async (tx) => {
      const csv = await addSource(tx, { ...deps, providers }, { portalId, provider: 'csv', name: 'Arquivo', settings: { type: 'nps' } }, deps.now());
      const toy = await addSource(tx, { ...deps, providers }, { portalId, provider: 'csv', name: 'Brinquedo', sourceId: 'brinquedo', settings: { type: 'nps' } }, deps.now());
      const keys: string[] = [];
      for (let n = 0; n < KEYS; n += 1) {
        const added = await addKey(tx, { randomBytes }, { portalId, name: `Chave ${n}` }, deps.now());
        if (added.ok) keys.push(added.key);
      }
      if (!csv.ok || !toy.ok || csv.hookPath === null) throw new Error('The sources were not added.');
      return { csvPath: csv.hookPath, keys };
    });
  });
}

/** Door after door in turn, so that no door's own limit per minute hides what lies behind it. */
async function breakDoors({ url, doors, most, draw, log }: { url: string; doors: readonly FuzzDoor[]; most: number; draw: Draw; log: Machine['log'] }): Promise<Toll[]> {
  const tolls = doors.map(({ name }): Toll => ({ name, inputs: 0, taken: 0, faults: 0, cut: 0, ms: [] }));
  const agent = lanes(LANES);
  let next = 0;
  async function lane(): Promise<void> {
    while (next < most * doors.length) {
      const at = next++ % doors.length;
      const [asked, toll] = [broken(draw, doors[at]!), tolls[at]!];
      const answer = await ask(url, asked, agent);
      toll.inputs += 1;
      if (answer.kind === 'answered' && answer.status < 400) toll.taken += 1;
      if (answer.kind === 'answered') toll.ms.push(answer.ms);
      // A server may close on a request it cannot read; one that answers late or never has lost it.
      if (answer.kind === 'cut' && !/ECONNRESET|EPIPE|socket hang up/.test(answer.why)) toll.cut += 1;
      if (answer.kind === 'answered' && answer.status >= 500) toll.faults += 1;
      if (toll.faults + toll.cut <= 5 && (answer.kind === 'cut' ? toll.cut > 0 : answer.status >= 500)) {
        log(`  ${toll.name}: ${answer.kind === 'cut' ? answer.why : `${answer.status} ${answer.text.slice(0, 150)}`} after ${asked.method} ${asked.path.slice(0, 200)} ${JSON.stringify(asked.headers).slice(0, 300)} ${asked.body.toString('utf8').slice(0, 300)}`);
      }
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane));
  agent.destroy();
  return tolls;
}

/** One valid request of the door with something broken, signed over what is sent. */
function broken(draw: Draw, door: FuzzDoor): Asked {
  const { method, path, body, sign, headers = {} } = door.make(draw);
  let bytes = Buffer.alloc(0);
  if (typeof body === 'string') bytes = Buffer.from(draw.chance(0.7) ? mutateCsv(draw, body) : body);
  else if (body !== undefined) bytes = Buffer.from(writeJson(draw, draw.chance(0.75) ? mutateJson(draw, body) : body));
  if (body !== undefined && draw.chance(0.15)) bytes = Buffer.from(mutateBytes(draw, bytes));
  const broke = draw.chance(body === undefined ? 0.8 : 0.1) ? mutatePath(draw, path) : path;
  const type = { 'content-type': typeof body === 'string' ? 'text/csv' : 'application/json' };
  const tricks = draw.chance(0.1) ? mutateHeaders(draw, bytes) : { headers: {}, body: bytes };
  const [signedPath, signature] = sign({ method, path: broke, body: bytes });
  const all = { ...type, ...headers, ...signature, ...tricks.headers };
  return { method: draw.chance(0.02) ? draw.pick(['HEAD', 'PUT', 'OPTIONS', 'DELETE', 'PATCH']) : method, path: signedPath, headers: all, body: method === 'GET' ? Buffer.alloc(0) : tricks.body };
}

function centile(values: readonly number[], share: number): string {
  const sorted = values.toSorted((left, right) => left - right);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0);
}

/** Log lines of level error and above: a guarded door may hide a fault of ours behind a 503, and a job behind its retry. */
function errorsOf(server: Server, { log }: Machine): number {
  const errors = server.output().split('\n').filter((line) => /"level":(?:5|6)0/.test(line));
  for (const line of errors.slice(0, 5)) log(`  ${line.slice(0, 400)}`);
  return errors.length;
}
