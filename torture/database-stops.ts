import { seededRandom } from '../sandbox/random.ts';
import { openCluster, NO_CLUSTER, type Cluster } from './cluster.ts';
import { atLeast, atMost, type Figure, type Machine, notRun, pause, type Reading } from './figure.ts';
import { openPlace } from './place.ts';
import { openStream, streamReadings } from './stream.ts';
import { install, ready, startServer } from './supervisor.ts';

/** The senders wait so long at the very most: HubSpot's patience. */
const PATIENCE_MS = 5_000;

/** A4: PostgreSQL is stopped at once, again and again, under its server and a stream of webhooks. */
export const databaseStops: Figure = {
  title: 'A4 immediate stops of PostgreSQL while webhooks come in',
  async run(machine) {
    if (machine.engine === 'embedded') return [notRun('A4.postgres.lost', '<=0', 'the embedded engine has no server to stop')];
    const cluster = await openCluster();
    if (cluster === undefined) return [notRun('A4.postgres.lost', '<=0', NO_CLUSTER)];
    try {
      return await onCluster(cluster, machine);
    } finally {
      await cluster.close();
    }
  },
};

async function onCluster(cluster: Cluster, machine: Machine): Promise<Reading[]> {
  const stops = machine.quick ? 2 : 20;
  const least = machine.quick ? { answers: 50, events: 100 } : { answers: 2_000, events: 5_000 };
  const random = seededRandom(machine.seed + 4);
  const place = await openPlace('postgres', { ...machine, databaseUrl: cluster.url });
  const server = startServer(machine.node, place.env);
  try {
    await install(place, server);

    let over = false;
    // Six lanes at this pace are some 150 requests a second.
    const stream = openStream(place, { random, least, everyMs: 35, known: 0.02, over: () => over });
    const recoveryMs: number[] = [];
    for (let stop = 0; stop < stops; stop += 1) {
      await pause(200 + random() * 1_800);
      await cluster.stopAtOnce();
      await pause(100 + random() * 1_400);
      await cluster.start();
      const begun = performance.now();
      await ready(server, place.url);
      recoveryMs.push(performance.now() - begun);
    }
    over = true;
    await stream.ended;
    const { surveys, hubspot } = stream;
    await place.drained(600_000);
    return [
      atLeast('A4.postgres.stops', recoveryMs.length, stops),
      ...(await streamReadings(place, 'A4.postgres', stream, least)),
      atMost('A4.postgres.requests-without-answer', surveys.cut + hubspot.cut, 0),
      atMost('A4.postgres.slowest-answer-ms', Math.round(Math.max(surveys.slowestMs, hubspot.slowestMs)), PATIENCE_MS),
      atMost('A4.postgres.ready-after-s', Math.max(...recoveryMs) / 1_000, 5),
      atMost('A4.postgres.server-ends', server.alive() ? 0 : 1, 0),
    ];
  } finally {
    await server.end('SIGTERM');
    await place.close();
  }
}
