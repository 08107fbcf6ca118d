import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCompany, addContact, addDeal, addTicket, daysBefore } from '../support/build-account.ts';
import { MINUTE_MS, startBaton, type RunningBaton } from '../support/running-baton.ts';

let baton: RunningBaton;
let acme: string;
let ana: string;
let ticket: string;
let deal: string;

const line = async (signal: string) => (await baton.health(acme)).figures!.contributions.find((one) => one.signal === signal)!;
const score = async () => (await baton.health(acme)).figures!.score;
const property = (name: string) => baton.crm.get('companies', acme)!.properties[name] ?? '';

beforeAll(async () => {
  baton = await startBaton();
  acme = addCompany(baton.crm, { notes_last_contacted: daysBefore(50) });
  ana = addContact(baton.crm, acme, 'ana@acme.com.br');
  ticket = addTicket(baton.crm, acme);
  deal = addDeal(baton.crm, acme, { dealname: 'Renovação 2027' });
  await baton.install();
});
afterAll(() => baton.close());

/** Each story: someone changes a record in HubSpot, a minute later Baton has asked what changed. */
describe('what changes in HubSpot moves the score within a minute', () => {
  test('an urgent ticket that is old lowers it, its closing raises it', async () => {
    const before = await score();
    baton.crm.update('tickets', ticket, { hs_ticket_priority: 'URGENT' });
    await baton.pass(MINUTE_MS);
    expect(await score()).toBeLessThan(before);
    expect((await line('open-tickets')).because).toContain('prioridade alta ou urgente');
    expect(property('baton_health_score')).toBe(String(Math.round(await score())));

    baton.crm.update('tickets', ticket, { hs_pipeline_stage: '4' });
    await baton.pass(MINUTE_MS);
    expect(await line('open-tickets')).toMatchObject({ value: 1 });
  });

  test('a renewal whose close date passes unsigned lowers it', async () => {
    const before = await score();
    baton.crm.update('deals', deal, { closedate: daysBefore(40) });
    await baton.pass(MINUTE_MS);
    expect(await score()).toBeLessThan(before);
    expect((await line('deals')).because).toMatch(/renovação/);
  });

  test('a call with the customer raises it', async () => {
    const before = await score();
    baton.crm.update('companies', acme, { notes_last_contacted: baton.now().toISOString() });
    await baton.pass(MINUTE_MS);
    expect(await score()).toBeGreaterThan(before);
    expect(await line('contact-recency')).toMatchObject({ value: 1 });
  });

  test('an answer to HubSpot\'s own survey counts like any other, once', async () => {
    const submission = {
      hs_survey_id: '31', hs_survey_name: 'NPS do HubSpot', hs_survey_type: 'NPS', hs_survey_channel: 'EMAIL', hs_value: '2', hs_content: 'Demora',
      hs_submission_timestamp: baton.now().toISOString(), hs_contact_id: ana, hs_response_group: 'DETRACTOR',
    };
    const { id } = baton.crm.create('feedback_submissions', submission);
    baton.crm.associate('feedback_submissions', id, 'contacts', ana);
    const before = await score();
    await baton.pass(MINUTE_MS);
    const { figures } = await baton.nps(acme);
    expect(figures!.latest).toMatchObject([{ score: 2, comment: 'Demora', respondent: 'Ana Souza', role: 'Diretora', source: 'HubSpot' }]);
    expect(await score()).toBeLessThan(before);
  });

  test('a new customer is scored, with the property in HubSpot', async () => {
    const fresh = baton.crm.create('companies', { name: 'Nova', domain: 'nova.com.br', lifecyclestage: 'customer' }).id;
    expect((await baton.ask('health', fresh)).body).toMatchObject({ ok: false, code: 'unknown-company' });
    await baton.pass(MINUTE_MS);
    expect((await baton.health(fresh)).status).toBe('scored');
    expect(baton.crm.get('companies', fresh)!.properties.baton_health_score).toBeTruthy();
  });

  test('a company that stops being a customer says so, and its score properties are emptied', async () => {
    expect(property('baton_health_score')).not.toBe('');
    baton.crm.update('companies', acme, { lifecyclestage: 'other' });
    await baton.pass(MINUTE_MS);
    expect(await baton.health(acme)).toMatchObject({ status: 'not-a-customer', figures: null });
    for (const name of ['baton_health_score', 'baton_health_band', 'baton_health_coverage', 'baton_health_as_of', 'baton_health_model']) expect(property(name)).toBe('');
    // What HubSpot's survey brought is still there, and still once: each poll looks back ten minutes.
    expect((await baton.nps(acme)).figures!.latest).toHaveLength(1);
  });

  test('and one that becomes one again is scored again', async () => {
    baton.crm.update('companies', acme, { lifecyclestage: 'customer' });
    await baton.pass(MINUTE_MS);
    expect((await baton.health(acme)).status).toBe('scored');
    expect(property('baton_health_score')).toBe(String(Math.round(await score())));
  });
});

test('our own writes come back by polling and move nothing', async () => {
  await baton.pass(MINUTE_MS);
  baton.sandbox.ledger.clear();
  await baton.pass(2 * MINUTE_MS);
  const writes = baton.sandbox.ledger.entries().filter(({ path }) => path.endsWith('/batch/update'));
  expect(writes).toEqual([]);
  expect(baton.sandbox.ledger.summary().violations).toEqual([]);
});

test('while HubSpot is away the cards say since when their data stands still, and afterwards they are fresh and nothing is missing', async () => {
  const stoppedAt = baton.now().getTime();
  baton.sandbox.faults.script([{ kind: 'status', status: 503, path: '^/crm/', count: 500, skip: 0, chance: 1, seed: 1, headers: {} }]);
  const away = addCompany(baton.crm, { name: 'Chegou na pausa', domain: 'pausa.com.br' });
  await baton.pass(40 * MINUTE_MS);
  const { stale } = await baton.health(acme);
  expect(stale).toMatchObject({ part: 'hubspot' });
  expect(Math.abs(Date.parse(stale!.since) - stoppedAt)).toBeLessThan(MINUTE_MS);

  baton.sandbox.faults.clear();
  baton.crm.update('companies', away, { name: 'Chegou' });
  await baton.pass(2 * MINUTE_MS);
  expect((await baton.health(away)).status).toBe('scored');
  expect((await baton.health(acme)).stale).toBeNull();
});
