import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ExistingProperty, planRepair, WRITTEN, writtenTypes } from '../../src/server/hubspot/property-schema.ts';
import { buildInstalledRig, type HubspotRig, PORTAL } from '../support/hubspot-rig.ts';
import { buildSandboxApp } from '../support/sandbox.ts';
import { waitUntil } from '../support/wait.ts';

const OF_HANDOFFS = [
  'baton_handoff_state', 'baton_handoff_completeness', 'baton_handoff_due', 'baton_handoff_owner',
  'baton_handoff_accepted', 'baton_kick_off_held', 'baton_first_value_reached', 'baton_first_value_days',
];

function buildExisting(overrides: Record<string, Partial<ExistingProperty>> = {}): ExistingProperty[] {
  return WRITTEN.companies.properties.map(({ name, type, fieldType, options = [] }) => ({ name, type, fieldType, options, ...overrides[name] }));
}

describe('the plan', () => {
  test('an account without anything gets the group and all properties', () => {
    const plan = planRepair('companies', [], []);
    expect(plan.createGroup).toBe(true);
    expect(plan.create.map((spec) => spec.name)).toEqual([
      'baton_health_score', 'baton_health_band', 'baton_health_coverage', 'baton_health_as_of', 'baton_health_model', 'baton_nps', 'baton_nps_n',
      ...OF_HANDOFFS,
    ]);
  });

  test('an account that has all needs nothing', () => {
    expect(planRepair('companies', ['baton'], buildExisting())).toEqual({ createGroup: false, create: [], addOptions: [], drift: [] });
  });

  test('an account of a version that had fewer gets those it lacks, and keeps the others as they are', () => {
    const later = ['baton_handoff_owner', 'baton_handoff_accepted', 'baton_kick_off_held', 'baton_first_value_reached'];
    const existing = buildExisting().filter((property) => !later.includes(property.name));
    const plan = planRepair('companies', ['baton'], existing);
    expect(plan).toMatchObject({ createGroup: false, addOptions: [], drift: [] });
    expect(plan.create.map(({ name, type }) => [name, type])).toEqual([[later[0], 'enumeration'], [later[1], 'date'], [later[2], 'date'], [later[3], 'date']]);
    expect(plan.create[0]).toMatchObject({ externalOptions: true, referencedObjectType: 'OWNER' });
  });

  test('one that was deleted is created again', () => {
    const existing = buildExisting().filter((property) => property.name !== 'baton_nps');
    expect(planRepair('companies', ['baton'], existing).create.map((spec) => spec.name)).toEqual(['baton_nps']);
  });

  test('another type is reported and left alone', () => {
    const existing = buildExisting({ baton_nps: { type: 'string', fieldType: 'text' } });
    expect(planRepair('companies', ['baton'], existing)).toMatchObject({ create: [], drift: [{ type: 'companies', name: 'baton_nps', expected: 'number', found: 'string' }] });
  });

  test('a missing option is added; options and labels of the admin stay', () => {
    const options = [{ value: 'healthy', label: 'Tudo bem' }, { value: 'vip', label: 'VIP' }];
    const { addOptions } = planRepair('companies', ['baton'], buildExisting({ baton_health_band: { options } }));
    expect(addOptions[0]!.options.map(({ value, label }) => `${value}=${label}`)).toEqual([
      'healthy=Tudo bem', 'vip=VIP', 'watch=Atenção / Watch', 'at-risk=Em risco / At risk',
    ]);
  });
});

describe('the types that are written to', () => {
  test('are companies for every account, deals for one that has granted both optional scopes', () => {
    expect(writtenTypes([])).toEqual(['companies']);
    expect(writtenTypes(['crm.objects.deals.write'])).toEqual(['companies']);
    expect(writtenTypes(['crm.objects.deals.write', 'crm.schemas.deals.write'])).toEqual(['companies', 'deals']);
    expect(planRepair('deals', [], []).create.map((spec) => spec.name)).toEqual(OF_HANDOFFS);
  });
});

describe('the repair', () => {
  let rig: HubspotRig;
  beforeAll(async () => {
    rig = await buildInstalledRig();
  });
  afterAll(() => rig.close());

  const writes = () => rig.sandbox.ledger.entries().filter((entry) => entry.method !== 'GET').map((entry) => entry.path);
  const repair = async () => {
    rig.sandbox.ledger.clear();
    await rig.run('hubspot.repair-properties');
  };

  test('creates group and properties with two calls, then has nothing to do', async () => {
    await repair();
    expect(writes()).toEqual(['/crm/properties/2026-09/companies/groups', '/crm/properties/2026-09/companies/batch/create']);
    await repair();
    expect(writes()).toEqual([]);
    expect(rig.sandbox.ledger.summary().violations).toEqual([]);
  });

  test('gives a property that was deleted its values back', async () => {
    const company = rig.store.create('companies', { name: 'Acme', baton_nps: '40', baton_nps_n: '12' });
    await rig.db.withPortal(PORTAL, (tx) =>
      rig.room.writeProperties(tx, PORTAL, 'companies', [{ id: Number(company.id), properties: { baton_nps: '40', baton_nps_n: '12' } }]),
    );
    await rig.settle();
    const waiting = async () => (await rig.kysely.selectFrom('property_writes').select('written').where('dirty', '=', true).execute());
    expect(await waiting()).toEqual([]);
    rig.store.removeDefinition('companies', 'baton_nps');
    await repair();
    expect(await waiting()).toEqual([{ written: { baton_nps_n: '12' } }]);
    await rig.settle();
  });

  test('reports drift in the log and on the install, writes nothing, and takes the report back once mended', async () => {
    const definition = rig.store.definition('companies', 'baton_nps')!;
    rig.store.saveDefinition('companies', { ...definition, type: 'string', fieldType: 'text' });
    await repair();
    expect(writes()).toEqual([]);
    const drift = async () => (await rig.kysely.selectFrom('installs').select('property_drift').executeTakeFirstOrThrow()).property_drift;
    expect(await drift()).toEqual([{ type: 'companies', name: 'baton_nps', expected: 'number', found: 'string' }]);
    expect(rig.logLines.join()).toContain('another type than Baton needs');
    rig.store.saveDefinition('companies', definition);
    await repair();
    expect(await drift()).toBeNull();
  });
});

describe('deals', () => {
  const DEAL_SCOPES = ['crm.objects.deals.write', 'crm.schemas.deals.write'];
  let rig: HubspotRig;
  beforeAll(async () => {
    const app = buildSandboxApp();
    rig = await buildInstalledRig({ app: { ...app, optionalScopes: [...new Set([...app.optionalScopes, ...DEAL_SCOPES])] } });
    await rig.run('hubspot.repair-properties');
  });
  afterAll(() => rig.close());

  const write = (ids: string[], properties: Record<string, string>) =>
    rig.db.withPortal(PORTAL, (tx) => rig.room.writeProperties(tx, PORTAL, 'deals', ids.map((id) => ({ id: Number(id), properties }))));
  const sent = () => rig.sandbox.ledger.entries().filter(({ path }) => path.endsWith('/deals/batch/update'));

  test('get their own group and properties, once', async () => {
    expect(rig.store.definition('deals', 'baton_handoff_state')).toMatchObject({ type: 'enumeration', groupName: 'baton' });
    rig.sandbox.ledger.clear();
    await rig.run('hubspot.repair-properties');
    expect(rig.sandbox.ledger.entries().filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  test('are written 100 a call, only what has changed, apart from companies of the same ids', async () => {
    const ids = Array.from({ length: 120 }, () => rig.store.create('deals', { dealname: 'Acme' }).id);
    const company = rig.store.create('companies', { name: 'Acme' }).id;
    await write(ids, { baton_handoff_state: 'draft', baton_handoff_completeness: '40' });
    await rig.db.withPortal(PORTAL, (tx) => rig.room.writeProperties(tx, PORTAL, 'companies', [{ id: Number(company), properties: { baton_handoff_state: 'accepted' } }, { id: Number(ids[0]), properties: { baton_nps: '1' } }]));
    await rig.settle();
    expect(sent()).toHaveLength(2);
    expect(rig.store.get('deals', ids[119]!)?.properties).toMatchObject({ baton_handoff_state: 'draft', baton_handoff_completeness: '40' });
    expect(rig.store.get('deals', ids[0]!)?.properties.baton_nps).toBeUndefined();
    expect(rig.store.get('companies', company)?.properties.baton_handoff_state).toBe('accepted');

    await write(ids, { baton_handoff_state: 'draft', baton_handoff_completeness: '40' });
    expect(rig.queue).toEqual([]);
    await write([ids[0]!], { baton_handoff_state: 'submitted', baton_handoff_completeness: '40' });
    await rig.settle();
    expect((sent()[2]!.request as { inputs: { properties: object }[] }).inputs.map(({ properties }) => properties)).toEqual([{ baton_handoff_state: 'submitted' }]);
    expect(rig.sandbox.ledger.summary().violations).toEqual([]);
  });

  test('of an account that has not granted them are left alone, and written once it does', async () => {
    const { id } = rig.store.create('deals', { dealname: 'Acme' });
    const scopes = (await rig.kysely.selectFrom('installs').select('scopes').executeTakeFirstOrThrow()).scopes;
    const grant = (granted: string[]) => rig.kysely.updateTable('installs').set({ scopes: granted }).execute();
    await grant(scopes.filter((scope) => !DEAL_SCOPES.includes(scope)));
    const before = sent().length;
    await write([id], { baton_handoff_state: 'draft' });
    await waitUntil('the installation is read anew', async () => !(await rig.room.installs.find(PORTAL))!.scopes.includes(DEAL_SCOPES[0]!));
    await rig.settle();
    expect(sent()).toHaveLength(before);
    await grant(scopes);
    await waitUntil('the installation is read anew', async () => (await rig.room.installs.find(PORTAL))!.scopes.includes(DEAL_SCOPES[0]!));
    await rig.run('hubspot.write-properties');
    expect(rig.store.get('deals', id)?.properties.baton_handoff_state).toBe('draft');
  });
});
