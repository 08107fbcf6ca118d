import { seededRandom } from '../sandbox/random.ts';
import type { Execution } from '../sandbox/workflow/executions.ts';
import { atLeast, atMost, type Engine, type Figure, type Machine, type Reading, smallOnOneEngine, until } from './figure.ts';
import { fillIn, marksInHubspot, plantDeals } from './handoff-account.ts';
import { ask } from './oracle.ts';
import { openPlace, type Place, PUBLIC_URL } from './place.ts';
import { install, startServer } from './supervisor.ts';

/** Executions fired at the same time. */
const LANES = 8;
const STEPS = ['submit', 'accept'] as const;

/** W1: workflow actions that HubSpot delivers 1 to 5 times, some of them at the same time: each execution has one effect and one end. */
export const actions: Figure = {
  title: 'W1 workflow actions delivered 1 to 5 times',
  run: (machine) => smallOnOneEngine('W1', machine, (engine) => onEngine(engine, machine)),
};

async function onEngine(engine: Engine, machine: Machine): Promise<Reading[]> {
  const count = machine.quick ? 20 : 150;
  const random = seededRandom(machine.seed + 7);
  const place = await openPlace(engine, machine);
  const deals = plantDeals(place, count);
  const server = startServer(machine.node, place.env);
  try {
    await install(place, server);
    const executions = await fireAll(place, deals, 'start-handoff', {}, random);
    for (const deal of deals) await fillIn(place, deal);
    for (const step of STEPS) executions.push(...(await fireAll(place, deals, 'complete-step', { step }, random)));
    await place.drained(300_000);
    await server.end('SIGTERM');
    return await readings(`W1.${engine}`, place, executions, count);
  } finally {
    await server.end('SIGKILL');
    await place.close();
  }
}

/** Runs an action once for each deal, under one callback id each, delivered 1 to 5 times; a third of them by two senders at once. */
async function fireAll(place: Place, deals: readonly string[], action: string, inputFields: Record<string, string>, random: () => number): Promise<Execution[]> {
  const waiting = [...deals];
  const done: Execution[] = [];
  const url = `${PUBLIC_URL}/workflow-actions/${action}`;
  const lane = async (): Promise<void> => {
    for (let deal = waiting.shift(); deal !== undefined; deal = waiting.shift()) {
      const callbackId = `${action}-${inputFields.step ?? 'run'}-${deal}`;
      const asked = { url, portalId: place.portalId, objectType: 'DEAL' as const, objectId: Number(deal), inputFields, callbackId, retryMs: 50 };
      const senders = random() < 1 / 3 ? 2 : 1;
      const deliveries = Array.from({ length: senders }, () => 1 + Math.floor(random() * 5));
      const [execution] = await Promise.all(deliveries.map((times) => place.sandbox.workflow.fire({ ...asked, deliveries: times })));
      done.push(execution!);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  await until('every workflow has gone on', () => done.every(({ state }) => state === 'done'), 300_000);
  return done;
}

async function readings(name: string, place: Place, executions: readonly Execution[], count: number): Promise<Reading[]> {
  const deliveries = executions.reduce((sum, { attempts }) => sum + attempts.length, 0);
  const expected = ['started', 'made', 'made'];
  const otherwise = executions.filter(({ outputs }, index) => outputs?.['status'] !== expected[Math.floor(index / count)]);
  const moves = await ask<{ step: string; n: number }>(place, `select step, count(*)::int as n from handoff_moves where step in ('start', 'submit', 'accept') group by handoff_id, step`);
  const marks = marksInHubspot(place);
  const traces = await ask<{ key: string }>(place, `select key from handoff_effects where state = 'done'`);
  return [
    atLeast(`${name}.callbacks`, executions.length, 3 * count),
    atLeast(`${name}.deliveries`, deliveries, 3 * count),
    atMost(`${name}.not-completed-once`, executions.filter(({ completions }) => completions !== 1).length, 0),
    atMost(`${name}.ended-otherwise`, otherwise.length, 0),
    atMost(`${name}.effects-lost`, 3 * count - moves.length, 0),
    atMost(`${name}.effects-doubled`, moves.filter(({ n }) => n > 1).length, 0),
    atMost(`${name}.tasks-and-notes-lost`, traces.filter(({ key }) => !marks.includes(key)).length + (3 * count - traces.length), 0),
    atMost(`${name}.tasks-and-notes-doubled`, marks.length - new Set(marks).size, 0),
  ];
}
