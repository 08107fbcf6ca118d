import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calendarOf, OFFICE_HOURS } from '../../src/server/handoff/playbooks/calendar.ts';
import { addCompany, addDeal } from '../support/build-account.ts';
import { workOn } from '../support/handoff-work.ts';
import { HOUR_MS, MINUTE_MS } from '../support/running-baton.ts';
import { people, type SettingsAccount, startSettings } from '../support/settings-account.ts';

/** What an earlier version did not tell. */
const LATER = ['baton_handoff_owner', 'baton_handoff_accepted', 'baton_kick_off_held', 'baton_first_value_reached'];
const { bia, caio } = people;
const ZONE = 'America/Sao_Paulo';
const BIA = '10112';
const CAIO = '10122';
let baton: SettingsAccount;
let acme: string;
let beta: string;
const deals: Record<'old' | 'young' | 'cancelled', string> = { old: '', young: '', cancelled: '' };

beforeAll(async () => {
  baton = await startSettings({}, ({ crm }) => {
    acme = addCompany(crm, { name: 'Acme' });
    beta = addCompany(crm, { name: 'Beta', domain: 'beta.com.br' });
    deals.young = addDeal(crm, acme, { dealname: 'Acme, more', hubspot_owner_id: CAIO });
    deals.old = addDeal(crm, acme, { dealname: 'Acme', hubspot_owner_id: CAIO });
    deals.cancelled = addDeal(crm, beta, { dealname: 'Beta', hubspot_owner_id: CAIO });
  });
  const work = workOn(baton);
  for (const deal of [deals.young, deals.cancelled, deals.old]) {
    await work.start(deal);
    await work.tell(deal);
  }
  await work.step(deals.cancelled, caio, { kind: 'submit' });
  await work.step(deals.cancelled, bia, { kind: 'accept' });
  await work.step(deals.cancelled, bia, { kind: 'cancel', reason: 'Desistiu' });
  // The one that changed last is what the company tells of.
  await work.step(deals.old, caio, { kind: 'submit' });
  await work.step(deals.old, bia, { kind: 'accept' });
  await baton.pass(MINUTE_MS);
}, 60_000);
afterAll(() => baton.close());

const said = (type: 'companies' | 'deals', id: string) => LATER.map((name) => baton.crm.get(type, id)!.properties[name] ?? null);

/** The account as an earlier version left it: neither HubSpot nor Baton knows of these properties. */
async function goBack(): Promise<void> {
  for (const type of ['companies', 'deals'] as const) {
    for (const name of LATER) {
      baton.crm.removeDefinition(type, name);
      for (const { properties } of baton.crm.list(type).results) delete properties[name];
    }
  }
  await sql`update property_writes set wanted = wanted - ${LATER}::text[], written = written - ${LATER}::text[]`.execute(baton.kysely);
  const mark = JSON.stringify([ZONE, calendarOf(OFFICE_HOURS, ZONE)]);
  await sql`update handoff_standings set told_by = md5(${mark})`.execute(baton.kysely);
}

test('an account that is installed gains properties that came later, and what is there is told anew', async () => {
  const today = baton.now().toISOString().slice(0, 10);
  const all = () => [said('companies', acme), said('companies', beta), ...[deals.old, deals.young, deals.cancelled].map((deal) => said('deals', deal))];
  const before = all();
  expect(before).toEqual([[BIA, today, null, null], [null, today, null, null], [BIA, today, null, null], [CAIO, null, null, null], [null, today, null, null]]);
  await goBack();
  expect(all().flat().filter((value) => value !== null)).toEqual([]);

  await baton.pass(HOUR_MS);
  await baton.pass(MINUTE_MS);
  expect(LATER.map((name) => baton.crm.definition('companies', name)?.type)).toEqual(['enumeration', 'date', 'date', 'date']);
  expect(all()).toEqual(before);
  const { rows } = await sql`select 1 from property_writes where dirty`.execute(baton.kysely);
  expect(rows).toEqual([]);
});

test('a handoff that is not the one its company tells of is told anew for its deal only', async () => {
  await sql`update handoff_standings set told_by = '' where deal_id = ${deals.young}::bigint`.execute(baton.kysely);
  await baton.pass(HOUR_MS);
  await baton.pass(MINUTE_MS);
  const { rows } = await sql`select 1 from handoff_standings where told_by = ''`.execute(baton.kysely);
  expect(rows).toEqual([]);
  expect([said('companies', acme)[0], said('deals', deals.young)[0]]).toEqual([BIA, CAIO]);
});

test('told anew once, a record costs HubSpot nothing more', async () => {
  baton.sandbox.ledger.clear();
  await baton.pass(HOUR_MS);
  const told = baton.sandbox.ledger.entries().filter(({ path, request }) => path.endsWith('/batch/update') && LATER.some((name) => JSON.stringify(request).includes(name)));
  expect(told).toEqual([]);
});
