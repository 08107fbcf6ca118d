import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildInstalledRig, type HubspotRig, PORTAL } from '../support/hubspot-rig.ts';
import { buildSandboxUser } from '../support/sandbox.ts';

const STRANGER = '4404';
let rig: HubspotRig;
let known: string;

beforeEach(async () => {
  rig = await buildInstalledRig();
  known = rig.store.owners()[0]!.id;
  await rig.run('hubspot.repair-properties');
  rig.sandbox.ledger.clear();
});
afterEach(() => rig.close());

const company = () => rig.store.create('companies', { name: 'Acme' }).id;
const write = (...writes: [id: string, properties: Record<string, string>][]) =>
  rig.db.withPortal(PORTAL, (tx) => rig.room.writeProperties(tx, PORTAL, 'companies', writes.map(([id, properties]) => ({ id: Number(id), properties }))));
const says = (id: string) => rig.store.get('companies', id)!.properties;
const updates = () => rig.sandbox.ledger.entries().filter(({ path }) => path.endsWith('/companies/batch/update'));
const sent = () => updates().map(({ request }) => (request as { inputs: { properties: object }[] }).inputs.map(({ properties }) => properties));
async function dirty(): Promise<object[]> {
  return (await sql<object>`select attempts, problem from property_writes where dirty`.execute(rig.kysely)).rows;
}
const next = async (seconds: number) => {
  rig.sandbox.clock.move(seconds * 1_000);
  await rig.run('hubspot.write-properties');
};

test('an owner that HubSpot does not take holds up neither the other properties, nor another record, and leaves nobody else in its place', async () => {
  const [acme, beta] = [company(), company()];
  await write([acme, { baton_handoff_state: 'draft', baton_handoff_owner: known }]);
  await rig.settle();
  await write([acme, { baton_handoff_state: 'accepted', baton_handoff_owner: STRANGER, baton_handoff_accepted: '2026-11-30' }], [beta, { baton_handoff_state: 'draft', baton_handoff_owner: known }]);
  await rig.settle();
  expect(says(acme)).toMatchObject({ baton_handoff_state: 'accepted', baton_handoff_accepted: '2026-11-30', baton_handoff_owner: null });
  expect(says(beta)).toMatchObject({ baton_handoff_state: 'draft', baton_handoff_owner: known });
  expect(await dirty()).toMatchObject([{ attempts: 1, problem: expect.stringContaining('INVALID_OWNER_ID') }]);
});

test('it is asked for again a few times, alone, and no more until something changes', async () => {
  const acme = company();
  await write([acme, { baton_handoff_state: 'draft', baton_handoff_owner: STRANGER }]);
  await rig.settle();
  for (let round = 0; round < 8; round += 1) await next(600);
  expect(await dirty()).toMatchObject([{ attempts: 5 }]);
  expect(sent()).toHaveLength(10);
  expect(sent().slice(2)).toEqual(Array.from({ length: 4 }, () => [[{ baton_handoff_owner: STRANGER }], [{ baton_handoff_owner: '' }]]).flat());

  await write([acme, { baton_handoff_state: 'submitted', baton_handoff_owner: known }]);
  await rig.settle();
  expect(says(acme)).toMatchObject({ baton_handoff_state: 'submitted', baton_handoff_owner: known });
  expect(await dirty()).toEqual([]);
});

test('it is given to the owner once HubSpot knows one', async () => {
  const acme = company();
  await write([acme, { baton_handoff_owner: STRANGER }]);
  await rig.settle();
  expect(says(acme).baton_handoff_owner).toBeNull();
  rig.sandbox.world.portal(PORTAL)!.users.push(buildSandboxUser({ id: 9_404, ownerId: STRANGER, email: 'duda@agencia.example' }));
  await next(60);
  expect(says(acme).baton_handoff_owner).toBe(STRANGER);
  expect(await dirty()).toEqual([]);
});

test('a write that HubSpot refuses for another reason is not sent twice', async () => {
  const acme = company();
  await write([acme, { baton_handoff_state: 'unheard-of' }]);
  await rig.settle();
  expect(updates()).toHaveLength(1);
});

test('properties that the account lacks are created as soon as one is refused, and the values follow', async () => {
  const acme = company();
  for (const name of ['baton_handoff_owner', 'baton_handoff_accepted']) rig.store.removeDefinition('companies', name);
  await write([acme, { baton_handoff_state: 'accepted', baton_handoff_owner: known, baton_handoff_accepted: '2026-11-30' }]);
  await rig.settle();
  expect(rig.store.definition('companies', 'baton_handoff_owner')).toMatchObject({ type: 'enumeration', referencedObjectType: 'OWNER' });
  expect(rig.store.definition('companies', 'baton_handoff_accepted')).toMatchObject({ type: 'date' });
  await next(60);
  expect(says(acme)).toMatchObject({ baton_handoff_state: 'accepted', baton_handoff_owner: known, baton_handoff_accepted: '2026-11-30' });
  expect(await dirty()).toEqual([]);
  expect(updates()).toHaveLength(2);
});
