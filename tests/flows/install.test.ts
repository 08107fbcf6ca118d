import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callBound } from '../../bench/call-bound.ts';
import { addCompany, addContact, addDeal, addTicket } from '../support/build-account.ts';
import { loadHubspotOpenapi, openapiFolder, openapiSkipReason } from '../support/hubspot-openapi.ts';
import { startBaton, type RunningBaton } from '../support/running-baton.ts';

const SCORE_PROPERTIES = ['baton_health_score', 'baton_health_band', 'baton_health_coverage', 'baton_health_as_of', 'baton_health_model'];
const OBJECTS = ['companies', 'contacts', 'deals', 'tickets', 'feedback_submissions'] as const;

let baton: RunningBaton;
/** Companies of the account, customers apart from the others. */
function companies() {
  const all = baton.crm.list('companies', { limit: 10_000 }).results;
  const customers = all.filter((company) => company.properties.lifecyclestage === 'customer');
  return { customers, others: all.filter((company) => !customers.includes(company)) };
}

/** Checks every call that reached the sandbox, and its answer, against HubSpot's own description of its API. */
function faultsAgainstOpenapi(): string[] {
  const check = loadHubspotOpenapi(openapiFolder!);
  // HubSpot publishes no file for the OAuth pages' redirects; token and introspection are in its files.
  return baton.sandbox.ledger.entries().flatMap((entry) => check(entry));
}

describe('installing Baton into a small account', () => {
  let acme: string;
  let lead: string;

  beforeAll(async () => {
    baton = await startBaton();
    acme = addCompany(baton.crm);
    addContact(baton.crm, acme, 'ana@acme.com.br');
    addTicket(baton.crm, acme);
    addDeal(baton.crm, acme);
    lead = addCompany(baton.crm, { name: 'Futura', domain: 'futura.com.br', lifecyclestage: 'lead', hs_lifecyclestage_customer_date: null });
  });
  afterAll(() => baton.close());

  test('before it, a card refuses and says what to do', async () => {
    expect((await baton.ask('health', acme)).body).toMatchObject({ ok: false, code: 'portal-paused', cure: expect.any(String) });
  });

  test('reads it, scores its customers and writes the scores to HubSpot', async () => {
    await baton.install();

    const { figures, status, stale } = await baton.health(acme);
    expect([status, stale]).toEqual(['scored', null]);
    expect(figures!.contributions.map((line) => [line.signal, line.value !== null]).sort()).toEqual([
      ['contact-recency', true], ['deals', true], ['nps', false], ['open-tickets', true], ['satisfaction', false],
    ]);
    expect(figures!.contributions.reduce((sum, line) => sum + line.points, figures!.reference.score)).toBeCloseTo(figures!.score, 2);
    expect(figures!.reference.starting).toBe(true);
    expect(baton.crm.get('companies', acme)!.properties).toMatchObject({
      baton_health_score: String(Math.round(figures!.score)), baton_health_band: figures!.band,
      baton_health_coverage: String(Math.round(figures!.coverage * 100)), baton_health_model: '1', baton_nps_n: '0',
    });

    expect(await baton.health(lead)).toMatchObject({ status: 'not-a-customer', figures: null });
    for (const name of SCORE_PROPERTIES) expect(baton.crm.get('companies', lead)!.properties[name] ?? '').toBe('');
  });

  test('creates the properties with types that lists and workflows can use, once', async () => {
    const types = Object.fromEntries(baton.crm.properties('companies').filter(({ groupName }) => groupName === 'baton').map(({ name, type }) => [name, type]));
    expect(types).toEqual({
      baton_health_score: 'number', baton_health_band: 'enumeration', baton_health_coverage: 'number', baton_health_as_of: 'datetime',
      baton_health_model: 'number', baton_nps: 'number', baton_nps_n: 'number',
      baton_handoff_state: 'enumeration', baton_handoff_completeness: 'number', baton_handoff_due: 'datetime', baton_handoff_owner: 'enumeration',
      baton_handoff_accepted: 'date', baton_kick_off_held: 'date', baton_first_value_reached: 'date', baton_first_value_days: 'number',
    });

    baton.sandbox.ledger.clear();
    await baton.install();
    const writes = baton.sandbox.ledger.entries().filter(({ method, path }) => method !== 'GET' && path.startsWith('/crm/properties'));
    expect(writes).toEqual([]);
  });

});

describe('installing while HubSpot is in trouble', () => {
  test('an account that HubSpot cuts off in the middle is read to its end once HubSpot answers again', async () => {
    baton = await startBaton();
    const names = Array.from({ length: 130 }, (_, index) => addCompany(baton.crm, { name: `Empresa ${index}`, domain: `empresa-${index}.com.br` }));
    baton.sandbox.faults.script([
      { kind: 'status', status: 503, path: 'objects/2026-09/companies$', method: 'GET', count: 3, skip: 1, chance: 1, seed: 1, headers: {}, retryAfter: '1' },
      { kind: 'reset-after', path: 'batch/update', count: 1, skip: 0, chance: 1, seed: 1, headers: {} },
      { kind: 'status', status: 429, path: 'tickets', count: 1, skip: 0, chance: 1, seed: 1, headers: {}, retryAfter: '1' },
    ]);
    await baton.install();
    const scored = names.filter((id) => baton.crm.get('companies', id)!.properties.baton_health_score);
    expect(scored).toHaveLength(130);
    await baton.close();
  });
});

describe('installing Baton into the demo account', () => {
  beforeAll(async () => {
    baton = await startBaton({ seed: 'demo' });
    await baton.install();
  });
  afterAll(() => baton.close());

  test('every customer gets a score, nobody else does, and HubSpot\'s rules and our own bound of calls are kept', async () => {
    const { customers, others } = companies();
    expect(customers.length).toBeGreaterThan(50);
    expect(others.length).toBeGreaterThan(20);
    for (const { properties } of customers) {
      expect(Number(properties.baton_health_score)).toBeGreaterThanOrEqual(0);
      expect(Number(properties.baton_health_score)).toBeLessThanOrEqual(100);
      expect(['healthy', 'watch', 'at-risk']).toContain(properties.baton_health_band);
      for (const name of SCORE_PROPERTIES) expect(properties[name]).toBeTruthy();
    }
    for (const { properties } of others) for (const name of SCORE_PROPERTIES) expect(properties[name] ?? '').toBe('');

    const ledger = baton.sandbox.ledger.summary();
    expect(ledger.violations).toEqual([]);
    expect(ledger.maxIn10s).toBeLessThanOrEqual(100);
    const reads = Object.fromEntries(OBJECTS.map((type) => [type, baton.crm.list(type, { limit: 1 }).total]));
    const { total } = callBound({ reads: { ...reads, owners: 7 }, associationReads: {}, changedScores: customers.length });
    expect(ledger.calls).toBeLessThanOrEqual(1.05 * total);
  });

  test('its examples are what their names say', async () => {
    const example = (name: string) => baton.sandbox.core.demo().companies.find((company) => company.example === name)!.companyId;
    expect((await baton.health(example('healthy'))).figures!.band).toBe('healthy');
    expect((await baton.health(example('sick'))).figures!.band).toBe('at-risk');
    expect((await baton.nps(example('too-few-answers'))).figures!.relational.current).toMatchObject({ precision: 'too-few', nps: null, low: null, high: null });
    expect(baton.crm.get('companies', example('too-few-answers'))!.properties.baton_nps ?? '').toBe('');
    expect((await baton.health(example('not-a-customer'))).status).toBe('not-a-customer');
    expect((await baton.health(example('improving'))).figures!.slope.weeks12).toBeGreaterThan(0);
  });

  test.skipIf(!openapiFolder)(`every call and every answer is as HubSpot describes its API${openapiFolder ? '' : ` (${openapiSkipReason})`}`, async () => {
    expect(faultsAgainstOpenapi()).toEqual([]);
  });
});
