import { atLeast, atMost, type Figure, type Machine, onPostgresOnly, type Reading } from './figure.ts';
import { askDoor, fillIn, marksInHubspot, plantDeals } from './handoff-account.ts';
import { ask } from './oracle.ts';
import { openPlace, type Place } from './place.ts';
import { installByWorker, startServer, startWorker, workerDiesAt } from './supervisor.ts';

/**
 * H1: the worker killed between HubSpot's taking a task and our noting so. The next one looks for it before it makes another:
 * each task is there once. PostgreSQL only: one web process stays.
 */
export const traces: Figure = {
  title: 'H1 kill -9 between HubSpot\'s 2xx and our commit',
  run: (machine) => onPostgresOnly('H1.postgres', machine, () => killTracers(machine)),
};

async function killTracers(machine: Machine): Promise<Reading[]> {
  const kills = machine.quick ? 3 : 50;
  const place = await openPlace('postgres', machine);
  // More tasks than kills: whoever is killed last leaves something to do.
  const deals = plantDeals(place, kills + 10);
  const web = startServer(machine.node, { ...place.env, ROLE: 'web' });
  try {
    await installByWorker(machine.node, place, web);
    await offerAll(place, deals);
    let died = 0;
    for (; died < kills; died += 1) {
      await workerDiesAt(machine.node, place, 'trace.made');
    }
    const last = startWorker(machine.node, place);
    await place.drained(600_000);
    await last.end('SIGTERM');
    const wanted = await ask<{ key: string; state: string }>(place, 'select key, state from handoff_effects');
    const marks = marksInHubspot(place);
    return [
      atLeast('H1.postgres.kills', died, kills),
      atLeast('H1.postgres.tasks', wanted.length, deals.length),
      atMost('H1.postgres.tasks-lost', wanted.filter(({ key, state }) => state !== 'done' || !marks.includes(key)).length, 0),
      atMost('H1.postgres.tasks-doubled', marks.length - new Set(marks).size, 0),
    ];
  } finally {
    await web.end('SIGKILL');
    await place.close();
  }
}

/** Starts every deal's handoff and offers it to CS: a task each, which waits for a worker. */
async function offerAll(place: Place, deals: readonly string[]): Promise<void> {
  for (const deal of deals) {
    await askDoor(place, 'POST', `/api/1/handoffs/deal/${deal}/start`, { key: `torture-start-of-${deal}` });
    const handoff = await fillIn(place, deal);
    await askDoor(place, 'POST', `/api/1/handoffs/${handoff}/steps`, { key: `torture-submit-${deal}`, step: { kind: 'submit' } });
  }
}
