import { afterEach, expect, it } from 'vitest';
import { dealReader } from '../../src/server/hubspot/deal-reader.ts';
import { addLineItem, addNote } from '../support/add-to-deal.ts';
import { buildHubspotRig, PORTAL } from '../support/hubspot-rig.ts';

let rig: Awaited<ReturnType<typeof buildHubspotRig>>;
afterEach(() => rig.close());

const { signal } = new AbortController();
const day = (date: number) => `2026-11-${String(date).padStart(2, '0')}T12:00:00.000Z`;

/** A deal that the sandbox has, and the calls that reading it makes. */
async function build(options: Parameters<typeof buildHubspotRig>[0] = {}) {
  rig = await buildHubspotRig(options);
  await rig.install();
  const dealId = rig.store.create('deals', { dealname: 'Acme 2027' }).id;
  const companyId = rig.store.create('companies', { name: 'Acme', industry: 'COMPUTER_SOFTWARE' }).id;
  const reader = dealReader(rig.room);
  const asked = { dealId: Number(dealId), companyId: Number(companyId) };
  return { dealId, companyId, read: (companyProperties: string[] = []) => reader.readDeal(PORTAL, { ...asked, companyProperties }, signal), attempt: (companyProperties: string[] = []) => reader.tryDeal(PORTAL, { ...asked, companyProperties }) };
}

it('reads what was bought, and the notes newest first, but none of Baton\'s own', async () => {
  const { dealId, read } = await build();
  addLineItem(rig.store, dealId);
  addLineItem(rig.store, dealId, { name: 'Horas de implantação', hs_sku: 'IMP-H', quantity: '20' });
  addNote(rig.store, dealId, '<p>primeira</p>', day(3));
  addNote(rig.store, dealId, '<p>segunda</p>', day(9));
  addNote(rig.store, dealId, '<p>Passagem aceita</p><p>Baton 0b6f1c9e5a3d.2.0</p>', day(10));
  const { lineItems, notes } = await read();
  expect(lineItems).toEqual([{ name: 'Licença, por usuário', sku: 'LIC-U', quantity: 40 }, { name: 'Horas de implantação', sku: 'IMP-H', quantity: 20 }]);
  expect(notes!.map((note) => [note.html, note.at.toISOString()])).toEqual([['<p>segunda</p>', day(9)], ['<p>primeira</p>', day(3)]]);
});

it('asks four times at most, and twice of a deal that has nothing', async () => {
  const { dealId, read } = await build();
  rig.sandbox.ledger.clear();
  expect(await read()).toEqual({ lineItems: [], notes: [], company: null });
  expect(rig.sandbox.ledger.entries().length).toBe(2);
  for (let at = 1; at <= 25; at += 1) addNote(rig.store, dealId, `<p>nota ${at}</p>`, day(at));
  addLineItem(rig.store, dealId);
  const { notes } = await read();
  expect(rig.sandbox.ledger.entries().length).toBe(6);
  expect(notes!.map((note) => note.html)).toEqual(Array.from({ length: 10 }, (_, at) => `<p>nota ${25 - at}</p>`));
});

it('says what the account has not granted, reads the rest and does not pause the account', async () => {
  const { dealId, read } = await build({ lackedScopes: ['crm.objects.line_items.read'] });
  addLineItem(rig.store, dealId);
  addNote(rig.store, dealId, '<p>nota</p>', day(3));
  const { lineItems, notes } = await read();
  expect(lineItems).toBeNull();
  expect(notes).toHaveLength(1);
  expect((await rig.room.installs.find(PORTAL))!.state).toBe('active');
});

it('what decides on the playbook takes two calls, three with the company; what HubSpot does not tell, nobody knows', async () => {
  const { dealId, attempt } = await build();
  addLineItem(rig.store, dealId);
  rig.sandbox.ledger.clear();
  const lineItems = [{ name: 'Licença, por usuário', sku: 'LIC-U', quantity: 40 }];
  expect(await attempt()).toEqual({ lineItems, company: null });
  expect(rig.sandbox.ledger.entries().length).toBe(2);
  expect(await attempt(['industry', 'domain'])).toEqual({ lineItems, company: { industry: 'COMPUTER_SOFTWARE', domain: null } });
  expect(rig.sandbox.ledger.entries().length).toBe(5);
  rig.sandbox.faults.script([{ kind: 'status', status: 400, path: 'line_items', count: 1, skip: 0, chance: 1, seed: 1, headers: {} }]);
  expect(await attempt(['industry'])).toEqual({ lineItems: null, company: { industry: 'COMPUTER_SOFTWARE' } });
});

it('takes odd values for what they are: no number is none, an empty note is none', async () => {
  const { dealId, read } = await build();
  const { id } = rig.store.create('line_items', { name: 'Taxa' });
  rig.store.associate('line_items', id, 'deals', dealId, false);
  addNote(rig.store, dealId, '', day(3));
  expect(await read()).toEqual({ lineItems: [{ name: 'Taxa', sku: null, quantity: null }], notes: [], company: null });
});
