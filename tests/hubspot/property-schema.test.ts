import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMPANY_PROPERTIES, type ExistingProperty, planRepair } from '../../src/server/hubspot/property-schema.ts';
import { buildHubspotRig, type HubspotRig, PORTAL } from '../support/hubspot-rig.ts';

function buildExisting(overrides: Record<string, Partial<ExistingProperty>> = {}): ExistingProperty[] {
  return COMPANY_PROPERTIES.map(({ name, type, fieldType, options = [] }) => ({ name, type, fieldType, options, ...overrides[name] }));
}

describe('the plan', () => {
  test('an account without anything gets the group and all properties', () => {
    const plan = planRepair([], []);
    expect(plan.createGroup).toBe(true);
    expect(plan.create.map((spec) => spec.name)).toEqual([
      'baton_health_score', 'baton_health_band', 'baton_health_coverage', 'baton_health_as_of', 'baton_health_model', 'baton_nps', 'baton_nps_n',
    ]);
  });

  test('an account that has all needs nothing', () => {
    expect(planRepair(['baton'], buildExisting())).toEqual({ createGroup: false, create: [], addOptions: [], drift: [] });
  });

  test('one that was deleted is created again', () => {
    const existing = buildExisting().filter((property) => property.name !== 'baton_nps');
    expect(planRepair(['baton'], existing).create.map((spec) => spec.name)).toEqual(['baton_nps']);
  });

  test('another type is reported and left alone', () => {
    const existing = buildExisting({ baton_nps: { type: 'string', fieldType: 'text' } });
    expect(planRepair(['baton'], existing)).toMatchObject({ create: [], drift: [{ name: 'baton_nps', expected: 'number', found: 'string' }] });
  });

  test('a missing option is added; options and labels of the admin stay', () => {
    const options = [{ value: 'healthy', label: 'Tudo bem' }, { value: 'vip', label: 'VIP' }];
    const { addOptions } = planRepair(['baton'], buildExisting({ baton_health_band: { options } }));
    expect(addOptions[0]!.options.map(({ value, label }) => `${value}=${label}`)).toEqual([
      'healthy=Tudo bem', 'vip=VIP', 'watch=Atenção / Watch', 'at-risk=Em risco / At risk',
    ]);
  });
});

describe('the repair', () => {
  let rig: HubspotRig;
  beforeAll(async () => {
    rig = await buildHubspotRig();
    await rig.install();
    rig.queue.length = 0;
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
      rig.room.writeCompanyProperties(tx, PORTAL, [{ companyId: Number(company.id), properties: { baton_nps: '40', baton_nps_n: '12' } }]),
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
    expect(await drift()).toEqual([{ name: 'baton_nps', expected: 'number', found: 'string' }]);
    expect(rig.logLines.join()).toContain('another type than Baton needs');
    rig.store.saveDefinition('companies', definition);
    await repair();
    expect(await drift()).toBeNull();
  });
});
