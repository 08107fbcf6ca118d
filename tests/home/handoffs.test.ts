import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HandoffStep } from '../../extensions/contracts/handoff.ts';
import { HomeHandoffFigures, HomeHandoffs } from '../../extensions/contracts/home-handoffs.ts';
import { HomeUse } from '../../extensions/contracts/home.ts';
import { addCompany, addDeal } from '../support/build-account.ts';
import { workOn } from '../support/handoff-work.ts';
import { DAY_MS, HOUR_MS, PUBLIC_URL } from '../support/running-baton.ts';
import { people, type SettingsAccount, startSettings } from '../support/settings-account.ts';
import { waitUntil } from '../support/wait.ts';

/** Caio sells, Bia is in CS. The account's clock stands on a Wednesday at noon. */
const { ana, bia, caio } = people;
let baton: SettingsAccount;
let work: ReturnType<typeof workOn>;
const deals: Record<string, string> = {};
const companies: Record<string, string> = {};

beforeAll(async () => {
  baton = await startSettings({}, ({ crm }) => {
    for (const name of ['Acme', 'Beta', 'Gama']) {
      companies[name] = addCompany(crm, { name, domain: `${name.toLowerCase()}.example`, hubspot_owner_id: '10112' });
      deals[name] = addDeal(crm, companies[name], { dealname: `${name} 2027`, hubspot_owner_id: '10122' });
    }
  });
  work = workOn(baton);
  for (const deal of Object.values(deals)) await work.start(deal);
});
afterAll(() => baton.close());

const list = async (asked: { as?: number; mine?: '' | 'mine'; leg?: string; state?: string; after?: string; lang?: string } = {}) => {
  const { as = caio, ...rest } = asked;
  return HomeHandoffs.parse(await baton.ask('GET /api/1/home/handoffs', { as, params: { mine: '', leg: '', state: '', after: '', ...rest } }));
};
const figures = async (mine: '' | 'mine' = '', as: number = caio) => HomeHandoffFigures.parse(await baton.ask('GET /api/1/home/handoffs/figures', { as, params: { mine, days: '90' } }));
const names = (view: HomeHandoffs) => view.handoffs.map((one) => one.company.name);

const step = (name: string, as: number, made: HandoffStep) => work.step(deals[name]!, as, made);

describe('the home page\'s handoffs', () => {
  it('all that are under way, each leading to its deal and to its company', async () => {
    const view = await list();
    expect(view.open).toBe(3);
    expect(view.handoffs.find((one) => one.company.name === 'Acme')).toMatchObject({
      deal: { id: deals['Acme'], name: 'Acme 2027', recordUrl: `https://app.hubspot.com/contacts/101/record/0-3/${deals['Acme']}?tab=handoff` },
      company: { id: companies['Acme'], recordUrl: `https://app.hubspot.com/contacts/101/record/0-2/${companies['Acme']}?tab=onboarding` },
      state: 'draft', holder: { id: 'sales', label: 'Sales', owner: 'Caio Lima' }, asked: null, late: false, waitedHours: expect.closeTo(0, 1) as number,
      leftHours: expect.closeTo(24, 1) as number, completeness: 0.2, returns: 0,
    });
    expect(view.squads).toMatchObject([{ leg: 'sales', label: 'Sales', companies: 3, late: 0 }]);
  });

  it('follow what is typed and each step, in the reader\'s language', async () => {
    for (const name of ['Acme', 'Beta']) await work.tell(deals[name]!, { whyBought: 'x', objective: 'y', promises: 'ERP\nTreinamento', stakeholders: 'Ana', scope: '40' });
    await step('Acme', caio, { kind: 'submit' });
    await step('Beta', caio, { kind: 'submit' });
    expect((await list({ state: 'submitted', lang: 'pt-BR' })).handoffs).toMatchObject([
      { completeness: 1, asked: { id: 'engagement', label: 'Engajamento', owner: null }, holder: { label: 'Vendas' } },
      { completeness: 1 },
    ]);
    await step('Acme', bia, { kind: 'accept' });
    await step('Beta', bia, { kind: 'return', gaps: [{ field: 'scope', note: '' }] });
    const view = await list();
    expect(view.states).toEqual(expect.arrayContaining([{ state: 'accepted', n: 1 }, { state: 'returned', n: 1 }, { state: 'draft', n: 1 }]));
    expect(names(await list({ leg: 'engagement' }))).toEqual(['Acme']);
    expect((await list({ state: 'returned' })).handoffs).toMatchObject([{ company: { name: 'Beta' }, returns: 1 }]);
  });

  it('\u201cmine\u201d are those on one of whose legs one is named: sales follows what it has passed on', async () => {
    expect(names(await list({ mine: 'mine', as: caio })).sort()).toEqual(['Acme', 'Beta', 'Gama']);
    expect((await list({ mine: 'mine', as: ana })).open).toBe(0);
  });

  it('two days later the most overdue comes first, and the leg with the most breaches', async () => {
    await step('Beta', caio, { kind: 'submit' });
    await baton.pass(2 * DAY_MS + HOUR_MS);
    const view = await list();
    expect(view.handoffs.map((one) => [one.company.name, one.late])).toEqual([['Beta', true], ['Gama', false], ['Acme', false]]);
    // Asked on Wednesday at noon, nine hours to answer: due on Thursday at noon; six hours of Thursday and four of Friday.
    expect(view.handoffs[0]!.leftHours).toBeCloseTo(10, 1);
    expect(view.squads).toMatchObject([{ leg: 'sales', companies: 2, late: 1, lateToAccept: 1 }, { leg: 'engagement', companies: 1, late: 0 }]);
  });

  it('figures: first pass, returns, promises and first value, each with how many it is of', async () => {
    const promise = (await work.handoffOf(deals['Acme']!)).expectations[0]!;
    await step('Acme', bia, { kind: 'judge-expectation', expectation: promise.id, status: 'kept', planned: true });
    await step('Acme', bia, { kind: 'reach-first-value', on: baton.now().toISOString().slice(0, 10) });
    await step('Gama', caio, { kind: 'cancel', reason: 'withdrawn' });
    expect(await figures()).toMatchObject({
      days: 90,
      firstPass: { n: 1, of: 2 },
      returns: [{ returns: 0, handoffs: 1 }, { returns: 1, handoffs: 1 }],
      promises: { handoffs: 1, kept: 1, broken: 0, open: 1 },
      firstValue: { of: 3, reached: 1, median: null, curve: [{ day: 2, share: expect.closeTo(1 / 3, 6) as number }] },
    });
    expect((await figures('mine', ana)).firstValue.of).toBe(0);
    expect(names(await list()).sort()).toEqual(['Acme', 'Beta']);
  });

  it('standings that are not known, or of another zone, are told anew within the hour', async () => {
    const { dueAt } = (await list()).handoffs[0]!;
    await sql`delete from handoff_standings where company_id = ${companies['Acme']}`.execute(baton.kysely);
    await sql`update handoff_standings set told_by = '', due_at = now()`.execute(baton.kysely);
    expect(names(await list())).toEqual(['Beta']);
    await baton.pass(HOUR_MS);
    const view = await list();
    expect(names(view)).toEqual(['Beta', 'Acme']);
    expect(view.handoffs[0]!.dueAt).toBe(dueAt);
  });

  it('what is asked wrongly is refused, and another account\'s people are not let in', async () => {
    for (const wrong of [{ state: 'lost' }, { after: 'x' }, { mine: 'yours' }]) {
      expect(await baton.ask('GET /api/1/home/handoffs', { params: { mine: '', leg: '', state: '', after: '', ...wrong } as never })).toMatchObject({ ok: false, code: 'bad-request' });
    }
    expect(await baton.ask('GET /api/1/home/handoffs/figures', { params: { mine: '', days: '7' as never } })).toMatchObject({ ok: false, code: 'bad-request' });
  });
});

describe('the cards of handoffs', () => {
  it('count as opened: the deal\'s and the company\'s, once each time they are opened', async () => {
    const open = (path: string, round = '') => baton.sandbox.core.callBackend({ portalId: baton.portalId, userId: ana, url: `${PUBLIC_URL}/api/1/${path}?lang=en${round}` });
    await open(`handoffs/deal/${deals['Beta']}`);
    await open(`handoffs/deal/${deals['Beta']}`, '&round=1');
    await open(`onboarding/${companies['Beta']}`);
    await open('onboarding/424242');
    const mine = async () => HomeUse.parse(await baton.ask('GET /api/1/home/use')).people.find((one) => one.userId === String(ana));
    await waitUntil('the opens are written', async () => (await mine())?.opens.onboarding === 1);
    expect(await mine()).toMatchObject({ opens: { health: 0, nps: 0, summary: 0, handoff: 1, onboarding: 1 }, companies: 1 });
  });
});
