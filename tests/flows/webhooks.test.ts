import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCompany, addContact, addDeal, addTicket, daysBefore } from '../support/build-account.ts';
import { buildFlowApp, startBaton, type RunningBaton } from '../support/running-baton.ts';

let baton: RunningBaton;
let acme: string;
let beta: string;
let ticket: string;
let deal: string;

const score = async (company = acme) => (await baton.health(company)).figures!.score;
const because = async (signal: string, company = acme) => (await baton.health(company)).figures!.contributions.find((one) => one.signal === signal)!;
const searches = () => baton.sandbox.ledger.entries().filter((entry) => entry.path.endsWith('/search'));

beforeAll(async () => {
  baton = await startBaton({ app: buildFlowApp({ webhooks: true }), webhooks: { gatherMs: 50, duplicates: 0.5, disorder: true, seed: 7 } });
  acme = addCompany(baton.crm, { notes_last_contacted: daysBefore(50) });
  beta = addCompany(baton.crm, { name: 'Beta', domain: 'beta.com.br' });
  addContact(baton.crm, acme, 'ana@acme.com.br');
  ticket = addTicket(baton.crm, acme);
  deal = addDeal(baton.crm, acme, { dealname: 'Renovação 2027' });
  await baton.install();
  baton.sandbox.ledger.clear();
});
afterAll(() => baton.close());

/** Each story: someone changes a record in HubSpot; no minute passes, no poll runs. */
describe('what HubSpot tells by webhook reaches the card without a poll', () => {
  test('an urgent ticket that is old lowers the score, its closing raises it', async () => {
    const before = await score();
    baton.crm.update('tickets', ticket, { hs_ticket_priority: 'URGENT' });
    await baton.heard();
    expect(await score()).toBeLessThan(before);
    baton.crm.update('tickets', ticket, { hs_pipeline_stage: '4' });
    await baton.heard();
    expect(await because('open-tickets')).toMatchObject({ value: 1 });
  });

  test('a new customer is scored', async () => {
    const fresh = baton.crm.create('companies', { name: 'Nova', domain: 'nova.com.br', lifecyclestage: 'customer' }).id;
    await baton.heard();
    expect((await baton.health(fresh)).status).toBe('scored');
  });

  test('a deal that moves to another company moves without having changed itself, which no poll would see', async () => {
    baton.crm.unlink('deals', deal, 'companies', acme);
    baton.crm.associate('deals', deal, 'companies', beta, true);
    await baton.heard();
    const kept = await baton.kysely.selectFrom('deals').select('company_id').where('deal_id', '=', Number(deal)).execute();
    expect(kept).toEqual([{ company_id: Number(beta) }]);
  });

  test('a deleted ticket no longer counts; restored, it counts again', async () => {
    const another = addTicket(baton.crm, acme, { hs_ticket_priority: 'HIGH' }, daysBefore(30));
    baton.crm.update('tickets', another, { subject: 'Outro' });
    await baton.heard();
    const open = await score();
    baton.crm.archive('tickets', another);
    await baton.heard();
    expect(await score()).toBeGreaterThan(open);
    baton.crm.restore('tickets', another);
    await baton.heard();
    expect(await score()).toBe(open);
  });

  test('a company merged into another gives it its tickets', async () => {
    const twin = addCompany(baton.crm, { name: 'Acme filial', domain: 'acme-filial.com.br' });
    const theirs = addTicket(baton.crm, twin, { hs_ticket_priority: 'URGENT' }, daysBefore(40));
    baton.crm.update('companies', twin, { name: 'Acme Filial' });
    baton.crm.update('tickets', theirs, { subject: 'Da filial' });
    await baton.heard();
    const before = await score();
    baton.crm.merge('companies', acme, twin);
    await baton.heard();
    expect(await score()).toBeLessThan(before);
    const kept = await baton.kysely.selectFrom('companies').select(['archived', 'merged_into']).where('company_id', '=', Number(twin)).execute();
    expect(kept).toEqual([{ archived: true, merged_into: Number(acme) }]);
  });

  test('none of it took a search, and HubSpot had nothing to complain of', () => {
    expect(searches()).toEqual([]);
    expect(baton.sandbox.ledger.summary().violations).toEqual([]);
    expect(baton.sandbox.webhooks.counts()).toMatchObject({ failed: 0 });
  });
});
