import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCompany, addContact, addDeal, addTicket, daysBefore } from '../support/build-account.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, post, startBaton, type RunningBaton } from '../support/running-baton.ts';

let baton: RunningBaton;
let acme: string;
let young: string;

const figures = async () => (await baton.health(acme)).figures!;
const snapshots = async () => (await sql<{ day: string; n: number; reconstructed: boolean }>`
  select day, count(*) as n, bool_or(reconstructed) as reconstructed from health_snapshots where company_id = ${Number(acme)} group by day order by day`.execute(baton.kysely)).rows;

beforeAll(async () => {
  baton = await startBaton();
  acme = addCompany(baton.crm, { notes_last_contacted: daysBefore(13) });
  young = addCompany(baton.crm, { name: 'Jovem', domain: 'jovem.com.br', hs_lifecyclestage_customer_date: daysBefore(30), hs_v2_date_entered_customer: daysBefore(30) });
  addContact(baton.crm, acme, 'ana@acme.com.br');
  addDeal(baton.crm, acme);
  addTicket(baton.crm, acme, { hs_pipeline_stage: '4', closed_date: daysBefore(300) }, daysBefore(320));
  await baton.install();
});
afterAll(() => baton.close());

describe('half a year is rebuilt when Baton comes into an account', () => {
  test('26 weekly points from dated facts, marked as reconstructed, and today\'s', async () => {
    const { trend } = await figures();
    expect(trend).toHaveLength(27);
    expect(trend.slice(0, -1).every((point) => point.reconstructed)).toBe(true);
    expect(trend.at(-1)).toMatchObject({ day: '2026-11-18', reconstructed: false });
    const days = trend.slice(0, -1).map((point) => Date.parse(point.day) / DAY_MS);
    expect(days.slice(1).map((day, index) => day - days[index]!)).toEqual(Array.from({ length: 25 }, () => 7));
  });

  test('a company that has been a customer for a month has points for that month only', async () => {
    const { trend } = (await baton.health(young)).figures!;
    expect(trend.filter((point) => point.reconstructed)).toHaveLength(4);
  });
});

describe('time passes and nobody does anything', () => {
  test('each night brings one snapshot, and the score decays with the silence', async () => {
    const first = await figures();
    // Three ordinary nights; then the server rests for four days and makes up the current one.
    for (const days of [1, 1, 1, 4]) await baton.pass(days * DAY_MS);
    const days = (await snapshots()).filter((row) => !row.reconstructed);
    expect(days.map(({ day, n }) => [day, n])).toEqual(['18', '19', '20', '21', '25'].map((day) => [`2026-11-${day}`, 1]));
    expect((await figures()).score).toBeLessThan(first.score);
    expect((await baton.health(acme)).stale).toBeNull();
    expect(baton.crm.get('companies', acme)!.properties.baton_health_score).toBe(String(Math.round((await figures()).score)));
  });

  test('what moved since a week ago adds up to the change, the reference line included', async () => {
    const { change, score } = await figures();
    expect(change).toMatchObject({ since: '2026-11-18' });
    expect(Math.abs(change!.parts.reduce((sum, part) => sum + part.points, 0) - change!.delta)).toBeLessThan(0.01);
    expect(Math.abs(change!.from + change!.delta - score)).toBeLessThan(0.01);
    expect(change!.parts.find((part) => part.signal === 'contact-recency')!.points).toBeLessThan(0);
  });

  test('a second look at the same night adds nothing', async () => {
    const before = await snapshots();
    await baton.pass(HOUR_MS);
    expect(await snapshots()).toEqual(before);
  });

  test('tokens live half an hour and are renewed minutes ahead: HubSpot never has to refuse one', async () => {
    const renewals = () => baton.sandbox.ledger.entries().filter(({ path }) => path === '/oauth/2026-09/token').length;
    const before = renewals();
    await baton.pass(26 * MINUTE_MS);
    expect(renewals()).toBe(before + 1);
    expect(baton.sandbox.ledger.entries().filter(({ status }) => status === 401)).toEqual([]);
  });

  test('HubSpot is written only when a rounded score or a band differs', async () => {
    const writes = baton.sandbox.ledger.entries().filter(({ path }) => path.endsWith('/batch/update'));
    const inputs = writes.flatMap(({ request }) => (request as { inputs: { id: string; properties: Record<string, string> }[] }).inputs);
    const scores = inputs.filter(({ id }) => id === acme).map(({ properties }) => properties.baton_health_score ?? properties.baton_health_band);
    expect(scores.length).toBeGreaterThan(1);
    expect(scores.slice(1).some((score, index) => score === scores[index])).toBe(false);
  });
});

describe('a band is left only when the crossing lasts', () => {
  test('a fall past the threshold is shown as a crossing first and becomes the band after two days', async () => {
    const hook = await baton.addSource({ provider: 'webhook', name: 'NPS', settings: { type: 'nps', kind: 'relational' } });
    expect(await figures()).toMatchObject({ band: 'healthy', crossing: null });
    const bad = Array.from({ length: 12 }, (_, index) => ({ id: `b${index}`, score: 0, respondent: { email: `p${index}@acme.com.br` }, answeredAt: baton.now().toISOString() }));
    expect((await post(hook, bad)).status).toBe(200);
    // While scores are on their way to HubSpot, the poll leaves companies to the next minute.
    await baton.idle();
    baton.crm.update('companies', acme, { notes_last_contacted: daysBefore(160) });
    const late = addTicket(baton.crm, acme, { hs_ticket_priority: 'URGENT' }, daysBefore(60));
    baton.crm.update('tickets', late, { subject: 'Parado' });
    await baton.pass(MINUTE_MS);

    const fallen = await figures();
    expect(fallen.score).toBeLessThan(47);
    expect(fallen.band).toBe('healthy');
    expect(fallen.crossing).toEqual({ band: 'at-risk', since: '2026-11-25' });

    await baton.pass(DAY_MS);
    expect(await figures()).toMatchObject({ band: 'healthy', crossing: { since: '2026-11-25' } });
    await baton.pass(DAY_MS);
    expect(await figures()).toMatchObject({ band: 'at-risk', crossing: null });
    expect(baton.crm.get('companies', acme)!.properties.baton_health_band).toBe('at-risk');
  });
});
