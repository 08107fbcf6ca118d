import { atLeast, atMost, type Engine, type Figure, type Machine, pause, type Reading, smallOnOneEngine } from './figure.ts';
import { askDoor, plantDeals } from './handoff-account.ts';
import { openPlace, type Place } from './place.ts';
import { install, startServer } from './supervisor.ts';

const LIMIT_MS = 120_000;
const LOOK_MS = 50;

/** H2: from a deal's winning in HubSpot to the company's card that shows its handoff, with HubSpot's webhooks on. */
export const wonDeals: Figure = {
  title: 'H2 a won deal, to the company card that shows it',
  run: (machine) => smallOnOneEngine('H2', machine, (engine) => onEngine(engine, machine)),
};

async function onEngine(engine: Engine, machine: Machine): Promise<Reading[]> {
  const count = machine.quick ? 5 : 30;
  const place = await openPlace(engine, machine, { webhooks: true });
  const deals = plantDeals(place, count);
  const server = startServer(machine.node, place.env);
  try {
    await install(place, server);
    const ms: number[] = [];
    for (const deal of deals) ms.push(await shownAfter(place, deal));
    ms.sort((a, b) => a - b);
    machine.log(`  ${engine}: ${ms.map((one) => (one / 1_000).toFixed(2)).join(', ')} s`);
    return [
      atLeast(`H2.${engine}.deals`, ms.length, count),
      atMost(`H2.${engine}.median-s`, ms[Math.floor(ms.length / 2)]! / 1_000, 10),
      atMost(`H2.${engine}.max-s`, ms.at(-1)! / 1_000, 60),
    ];
  } finally {
    await server.end('SIGKILL');
    await place.close();
  }
}

/** Milliseconds from the change in the CRM until the card of the deal's company shows its handoff. */
async function shownAfter(place: Place, deal: string): Promise<number> {
  const crm = place.sandbox.world.store(place.portalId)!;
  const company = crm.associated('deals', deal, 'companies')[0]!.id;
  const begun = performance.now();
  crm.update('deals', deal, { dealstage: 'closedwon' });
  while (performance.now() - begun < LIMIT_MS) {
    const { handoffs } = await askDoor<{ handoffs: { dealId: string }[] }>(place, 'GET', `/api/1/onboarding/${company}`);
    if (handoffs.some(({ dealId }) => dealId === deal)) return performance.now() - begun;
    await pause(LOOK_MS);
  }
  throw new Error(`The handoff of deal ${deal} was not on the card within ${LIMIT_MS} ms.`);
}
