import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimWrites } from '../../src/server/hubspot/write-store.ts';
import { buildHubspotRig, type HubspotRig, PORTAL } from '../support/hubspot-rig.ts';

let rig: HubspotRig;
let acme: string;

const rowsOf = async <T>(query: ReturnType<typeof sql<T>>) => (await query.execute(rig.kysely)).rows;
const callsTo = (template: RegExp) => rig.sandbox.ledger.entries().filter((entry) => template.test(`${entry.method} ${entry.path}`));

beforeAll(async () => {
  rig = await buildHubspotRig({ indexDelayMs: 0 });
  for (let i = 0; i < 230; i += 1) rig.store.create('companies', { name: `Company ${i}`, domain: `c${i}.com.br`, lifecyclestage: 'customer' });
  acme = rig.store.create('companies', { name: 'Acme', domain: 'www.acme.com.br', lifecyclestage: 'customer', cnpj: '11.222.333/0001-81' }).id;
  const ana = rig.store.create('contacts', { email: 'Ana@Acme.com.br', firstname: 'Ana', hs_additional_emails: 'ana2@acme.com.br' }).id;
  rig.store.associate('contacts', ana, 'companies', acme, true);
  const ticket = rig.store.create('tickets', { subject: 'Caiu', hs_pipeline: '0', hs_pipeline_stage: '1', hs_ticket_priority: 'HIGH' }).id;
  rig.store.associate('tickets', ticket, 'companies', acme, true);
  const deal = rig.store.create('deals', { dealname: 'Renovação 2027', pipeline: 'default', dealstage: 'contractsent', amount: '1200.50' }).id;
  rig.store.associate('deals', deal, 'companies', acme, true);
  await rig.install();
  await rig.settle();
});
afterAll(() => rig.close());

describe('after an install', () => {
  test('the account is known, its tokens are sealed', async () => {
    expect(await rig.room.installs.find(PORTAL)).toMatchObject({ state: 'active', timeZone: 'America/Sao_Paulo', currency: 'BRL', uiDomain: 'app.hubspot.com' });
    const [row] = await rowsOf(sql<{ access_sealed: string; refresh_sealed: string }>`select access_sealed, refresh_sealed from installs`);
    expect(row!.access_sealed).toMatch(/^test\./);
    expect(row!.refresh_sealed).toMatch(/^test\./);
  });

  test('all is read: companies, the contact with both addresses, deal and ticket of Acme, the owner', async () => {
    expect(await rowsOf(sql`select count(*)::int as n from companies where is_customer`)).toEqual([{ n: 231 }]);
    expect(await rowsOf(sql`select domain, cnpj from companies where name = 'Acme'`)).toEqual([{ domain: 'acme.com.br', cnpj: '11222333000181' }]);
    expect(await rowsOf(sql`select email from contact_emails order by email`)).toEqual([{ email: 'ana2@acme.com.br' }, { email: 'ana@acme.com.br' }]);
    expect(await rowsOf(sql`select company_id, name, amount, is_closed from deals`)).toEqual([{ company_id: Number(acme), name: 'Renovação 2027', amount: 1200.5, is_closed: false }]);
    expect(await rowsOf(sql`select company_id, priority, is_closed from tickets`)).toEqual([{ company_id: Number(acme), priority: 'high', is_closed: false }]);
    expect(await rowsOf(sql`select user_id from owners`)).toEqual([{ user_id: 9001 }]);
  });

  test('progress says done, and the rooms hear of it', async () => {
    const cursors = await rowsOf(sql`select object_type, phase, done, total from sync_cursors order by object_type`);
    expect(cursors).toEqual([
      { object_type: 'companies', phase: 'polling', done: 231, total: 231 },
      { object_type: 'contacts', phase: 'polling', done: 1, total: 1 },
      { object_type: 'deals', phase: 'polling', done: 1, total: 1 },
      { object_type: 'owners', phase: 'polling', done: 1, total: null },
      { object_type: 'tickets', phase: 'polling', done: 1, total: 1 },
    ]);
    expect(rig.events.map((event) => event.name)).toEqual(['hubspot.portal.installed', 'hubspot.import.finished']);
  });

  test('as few calls as possible, none of which breaks a rule of the API', () => {
    const summary = rig.sandbox.ledger.summary();
    expect(summary.violations).toEqual([]);
    expect(callsTo(/GET \/crm\/objects\/2026-09\/companies/)).toHaveLength(3);
    // The bound: one page each for contacts, deals, tickets and owners, three for companies, 25 for all others.
    expect(summary.calls).toBeLessThanOrEqual(7 + 25);
    expect(summary.maxIn10s).toBeLessThanOrEqual(100);
  });

  test('the properties exist; a second look writes nothing', async () => {
    const names = rig.store.properties('companies').map((property) => property.name);
    expect(names).toEqual(expect.arrayContaining(['baton_health_score', 'baton_health_band', 'baton_nps_n']));
    rig.sandbox.ledger.clear();
    await rig.run('hubspot.repair-properties');
    expect(rig.sandbox.ledger.entries().map((entry) => entry.method)).toEqual(['GET', 'GET']);
  });
});

describe('polling', () => {
  test('brings a changed ticket with its company, and tells which company is touched', async () => {
    const other = rig.store.create('companies', { name: 'Nova', lifecyclestage: 'lead' }).id;
    const late = rig.store.create('tickets', { subject: 'Novo', hs_pipeline: '0', hs_pipeline_stage: '1' }).id;
    rig.store.associate('tickets', late, 'companies', other, true);
    rig.events.length = 0;
    await rig.run('hubspot.poll');
    expect(await rowsOf(sql`select company_id from tickets where subject = 'Novo'`)).toEqual([{ company_id: Number(other) }]);
    expect(rig.events.flatMap((event) => (event.payload as { companyIds: number[] }).companyIds)).toContain(Number(other));
  });

  test('reads the overlap again without touching anyone', async () => {
    rig.events.length = 0;
    await rig.run('hubspot.poll');
    expect(rig.events).toEqual([]);
  });

  test('a ticket that moves to another company touches both', async () => {
    const [{ id: ticket }] = await rowsOf(sql<{ id: number }>`select ticket_id as id from tickets where subject = 'Novo'`) as [{ id: number }];
    const [{ id: other }] = await rowsOf(sql<{ id: number }>`select company_id as id from tickets where subject = 'Novo'`) as [{ id: number }];
    rig.store.unlink('tickets', String(ticket), 'companies', String(other));
    rig.store.associate('tickets', String(ticket), 'companies', acme, true);
    rig.store.update('tickets', String(ticket), { subject: 'Movido' });
    rig.events.length = 0;
    await rig.run('hubspot.poll');
    expect(rig.events.flatMap((event) => (event.payload as { companyIds: number[] }).companyIds).sort()).toEqual([Number(acme), other].sort());
  });

  test('half an hour without one shows as a stopped flow', async () => {
    const lastPoll = rig.deps.now().getTime();
    expect(await rig.room.stoppedFlow(PORTAL)).toBeNull();
    rig.sandbox.clock.move(31 * 60_000);
    const since = (await rig.room.stoppedFlow(PORTAL))?.since ?? 0;
    rig.sandbox.clock.move(-31 * 60_000);
    expect(Math.abs(lastPoll - since)).toBeLessThan(60_000);
    expect(await rig.room.stoppedFlow(PORTAL)).toBeNull();
  });

  test('runs for every active portal once a minute', async () => {
    await rig.run('hubspot.start-polls', {});
    expect(rig.queue.map((job) => job.name)).toEqual(['hubspot.poll', 'hubspot.write-properties']);
    rig.queue.length = 0;
  });
});

describe('write-behind', () => {
  const write = (writes: { id: number; properties: Record<string, string> }[]) =>
    rig.db.withPortal(PORTAL, (tx) => rig.room.writeProperties(tx, PORTAL, 'companies', writes));
  const updates = () => callsTo(/POST \/crm\/objects\/2026-09\/companies\/batch\/update/);

  test('150 companies take two calls, and what HubSpot has is not sent again', async () => {
    rig.sandbox.ledger.clear();
    const companies = rig.store.list('companies', { limit: 150 }).results;
    const writes = companies.map((company) => ({ id: Number(company.id), properties: { baton_health_score: '81', baton_health_band: 'healthy' } }));
    await write(writes);
    await rig.settle();
    expect(updates()).toHaveLength(2);
    expect(rig.store.get('companies', companies[149]!.id)?.properties.baton_health_score).toBe('81');

    await write(writes);
    expect(rig.queue).toEqual([]);
    await write([{ id: Number(companies[0]!.id), properties: { baton_health_score: '79', baton_health_band: 'healthy' } }]);
    await rig.settle();
    const sent = updates()[2]?.request as { inputs: { properties: object }[] };
    expect(sent.inputs.map((input) => input.properties)).toEqual([{ baton_health_score: '79' }]);
  });

  test('a bad value fails alone with its reason, a company that is gone is forgotten, the rest is written', async () => {
    await write([
      { id: Number(acme), properties: { baton_health_score: '54' } },
      { id: Number(acme), properties: { baton_health_score: '55' } },
      { id: Number(acme) + 1, properties: { baton_health_band: 'unheard-of' } },
      { id: 999_999_999, properties: { baton_health_score: '1' } },
    ]);
    await rig.settle();
    expect(rig.store.get('companies', acme)?.properties.baton_health_score).toBe('55');
    const dirty = await rowsOf(sql<{ problem: string }>`select attempts, problem from property_writes where dirty`);
    expect(dirty).toMatchObject([{ attempts: 1 }]);
    expect(dirty[0]!.problem).toMatch(/^VALIDATION_ERROR/);
    expect(await rowsOf(sql`select 1 from property_writes where object_id = 999999999`)).toEqual([]);
    await rig.kysely.deleteFrom('property_writes').where('dirty', '=', true).execute();
  });

  test('a change that comes while the batch is under way stays to be sent', async () => {
    await write([{ id: Number(acme), properties: { baton_health_score: '56' } }]);
    rig.sandbox.faults.script([{ kind: 'status', status: 503, path: 'batch/update', count: 1, skip: 0, chance: 1, seed: 1, headers: {}, retryAfter: '1' }]);
    const sending = rig.settle();
    await new Promise((resolve) => setTimeout(resolve, 1_600));
    await write([{ id: Number(acme), properties: { baton_health_score: '57' } }]);
    await sending;
    await rig.settle();
    expect(rig.store.get('companies', acme)?.properties.baton_health_score).toBe('57');
    expect(await rowsOf(sql`select 1 from property_writes where dirty`)).toEqual([]);
  });

  test('what HubSpot took from a process that died before it heard so is mended, even where the old value is wanted again', async () => {
    await write([{ id: Number(acme), properties: { baton_health_score: '60' } }]);
    await rig.settle();
    await write([{ id: Number(acme), properties: { baton_health_score: '61' } }]);
    const [sent] = await rig.db.withPortal(PORTAL, (tx) => claimWrites(tx, 'companies', 100, rig.sandbox.clock.now()));
    rig.store.update('companies', acme, sent!.properties);

    await write([{ id: Number(acme), properties: { baton_health_score: '60' } }]);
    rig.sandbox.clock.move(120_000);
    await rig.settle();
    expect(rig.store.get('companies', acme)?.properties.baton_health_score).toBe('60');
    expect(await rowsOf(sql`select 1 from property_writes where dirty`)).toEqual([]);
  });
});

test('nothing secret was logged', () => {
  const text = rig.logLines.join('\n');
  expect(text).not.toContain('secret-of-the-test');
  expect(text).not.toMatch(/Bearer (?!:secret)/);
});
