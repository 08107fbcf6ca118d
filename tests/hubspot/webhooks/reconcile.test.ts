import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { signatureHeaders } from '../../../sandbox/sign.ts';
import { seededRandom } from '../../../sandbox/random.ts';
import { buildHubspotRig, type HubspotRig } from '../../support/hubspot-rig.ts';

const RECORDS = 600;
let rig: HubspotRig;
let tickets: string[];

beforeAll(async () => {
  rig = await buildHubspotRig({ limits: { general: 10_000, search: 1_000 } });
  const { store } = rig;
  for (let n = 0; n < 300; n += 1) store.insert('companies', { properties: { name: `Empresa ${n}`, lifecyclestage: 'customer' } });
  const companies = store.table('companies').order.map((record) => record.id);
  tickets = Array.from({ length: RECORDS }, (_, n) => {
    const { id } = store.insert('tickets', { properties: { subject: `Chamado ${n}`, hs_pipeline: '0', hs_pipeline_stage: '1' } });
    store.link('tickets', id, 'companies', companies[n % companies.length]!, true);
    return id;
  });
  await rig.install();
  await rig.settle();
});
afterAll(() => rig.close());

/** The copy beside the truth: id, company and whether it lives. */
async function differences(): Promise<string[]> {
  const { rows } = await sql<{ id: string; company: string | null; subject: string; archived: boolean }>`
    select ticket_id::text as id, company_id::text as company, subject, archived from tickets`.execute(rig.kysely);
  const kept = new Map(rows.map((row) => [row.id, row.archived ? 'gone' : `${row.company} ${row.subject}`]));
  return rig.store.table('tickets').order.flatMap((record) => {
    const truth = record.archived ? 'gone' : `${rig.store.associated('tickets', record.id, 'companies')[0]?.id ?? null} ${record.properties.subject}`;
    return kept.get(record.id) === truth ? [] : [`${record.id}: ${kept.get(record.id)} instead of ${truth}`];
  });
}

describe('what was never delivered', () => {
  it('one delivery in a hundred lost, deletions and moved links among them: nothing differs after one comparison, at one call a hundred records', async () => {
    const random = seededRandom(11);
    const { store } = rig;
    const companies = store.table('companies').order.map((record) => record.id);
    const lost: string[] = [];
    for (const [n, id] of tickets.entries()) {
      // Changes that no poll would see: without a modified date, or gone from the search.
      const act = n % 3;
      if (act === 0) store.archive('tickets', id);
      else if (act === 1) {
        for (const link of store.associated('tickets', id, 'companies')) store.unlink('tickets', id, 'companies', link.id);
        store.associate('tickets', id, 'companies', companies[Math.floor(random() * companies.length)]!, true);
      } else store.update('tickets', id, { subject: `Mudou ${n}` });
      if (random() < 0.01) lost.push(id);
    }
    const told = tickets.filter((id) => !lost.includes(id));
    for (let i = 0; i < told.length; i += 100) await deliver(told.slice(i, i + 100));
    await rig.settle();
    expect(lost.length).toBeGreaterThan(0);
    expect((await differences()).length).toBe(lost.length);

    rig.sandbox.ledger.clear();
    await rig.run('hubspot.reconcile');
    expect(await differences()).toEqual([]);
    const records = store.table('tickets').order.filter((one) => !one.archived).length + companies.length;
    const calls = rig.sandbox.ledger.entries().filter((entry) => entry.path.startsWith('/crm/')).length;
    // A page more for each kind of record, and one for those that were missing.
    expect(calls).toBeLessThanOrEqual(Math.ceil(records / 100) + 4 + 1);
    expect(rig.sandbox.ledger.summary().violations).toEqual([]);
  });

  it('a comparison that finds nothing changes nothing and announces nothing', async () => {
    rig.events.length = 0;
    await rig.run('hubspot.reconcile');
    expect(rig.events).toEqual([]);
  });
});

test('a record that came back from the bin without our being told lives again', async () => {
  const [id] = tickets.filter((one) => rig.store.get('tickets', one) !== undefined);
  rig.store.archive('tickets', id!);
  await deliver([id!], 'object.deletion');
  await rig.settle();
  expect(await differences()).toEqual([]);
  rig.store.restore('tickets', id!);
  rig.sandbox.clock.move(2 * 3_600_000);
  expect(await differences()).toEqual([`${id}: gone instead of ${await truthOf(id!)}`]);
  await rig.run('hubspot.reconcile');
  expect(await differences()).toEqual([]);
});

const truthOf = async (id: string) => `${rig.store.associated('tickets', id, 'companies')[0]?.id ?? null} ${rig.store.get('tickets', id)!.properties.subject}`;

async function deliver(ids: readonly string[], subscriptionType = 'object.propertyChange'): Promise<void> {
  const occurredAt = rig.deps.now().getTime();
  const events = ids.map((id, eventId) => ({
    eventId, subscriptionId: 1, portalId: rig.sandbox.world.portals()[0]!.portalId, occurredAt, subscriptionType, objectTypeId: '0-5',
    objectId: Number(id), propertyName: 'subject', attemptNumber: 0,
  }));
  const body = JSON.stringify(events);
  const route = rig.room.routes.find((one) => one.path === '/webhooks/hubspot')!;
  if (route.kind === 'card') throw new Error('The webhooks have a door of their own.');
  const headers = lowered(signatureHeaders(rig.sandbox.core.app.clientSecret, 'POST', 'https://baton.sandbox.test/webhooks/hubspot', body, rig.deps.now()));
  const reply = await route.handle({ method: 'POST', params: {}, query: {}, rawBody: Buffer.from(body), headers, now: rig.deps.now(), log: rig.deps.log } as never);
  expect(reply).toMatchObject({ status: 200 });
}

function lowered(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
