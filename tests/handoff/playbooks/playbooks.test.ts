import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as contract from '../../../extensions/contracts/playbooks.ts';
import { AuditView } from '../../../extensions/contracts/settings.ts';
import { addLineItem } from '../../support/add-to-deal.ts';
import { addCompany, addDeal } from '../../support/build-account.ts';
import { buildCondition } from '../../support/build-sale.ts';
import { workOn } from '../../support/handoff-work.ts';
import { MINUTE_MS } from '../../support/running-baton.ts';
import { buildKey, people, type SettingsAccount, startSettings } from '../../support/settings-account.ts';

let baton: SettingsAccount;
let work: ReturnType<typeof workOn>;
let acme: string;
let first: string;
let second: string;
let small: string;
/** Of a retailer, and of a factory. */
let store: string;
let factory: string;

/** Ana is admin, Bia is to be manager, Caio sells. */
const { ana, bia, caio } = people;

beforeAll(async () => {
  baton = await startSettings({}, ({ crm }) => {
    acme = addCompany(crm, { name: 'Acme' });
    first = addDeal(crm, acme, { dealname: 'Acme com implantação', amount: '90000', hubspot_owner_id: '10122' });
    second = addDeal(crm, acme, { dealname: 'Acme expansão', amount: '80000', hubspot_owner_id: '10122' });
    const sold = (name: string, industry: string) => addDeal(crm, addCompany(crm, { name, industry }), { dealname: `${name} 2027`, amount: '700', hubspot_owner_id: '10122' });
    store = sold('Loja', 'RETAIL');
    factory = sold('Fábrica', 'MACHINERY');
    small = addDeal(crm, acme, { dealname: 'Acme avulso', amount: '500', hubspot_owner_id: '10122' });
  });
  work = workOn(baton);
  await baton.ask('POST /api/1/settings/roles', { body: { key: buildKey(), userId: String(bia), role: 'manager' } });
});
afterAll(() => baton.close());

const list = async (as: number = ana) => contract.PlaybooksView.parse(await baton.ask('GET /api/1/settings/playbooks', { as }));
const calendar = async (as: number = ana) => contract.CalendarView.parse(await baton.ask('GET /api/1/settings/calendar', { as }));
const rowOf = async (id: string) => (await list()).playbooks.find((one) => one.id === id)!;
const clone = async (from: string) => contract.ClonedPlaybook.parse(await baton.ask('POST /api/1/settings/playbooks', { body: { key: buildKey(), from } })).id;
const save = (id: string, revision: number, content: object, lang = 'en') => baton.ask('POST /api/1/settings/playbooks/:playbookId/draft', { params: { playbookId: id, lang }, body: { key: buildKey(), revision, content } });
const change = (id: string, revision: number, made: string, lang = 'en') => baton.ask('POST /api/1/settings/playbooks/:playbookId/change', { params: { playbookId: id, lang }, body: { key: buildKey(), revision, change: made } });
const run = async (dealId: string, drafts: boolean, as: number = ana) => contract.DryRunView.parse(await baton.ask('POST /api/1/settings/dry-run', { as, body: { dealId, drafts } }));
const audited = async () => AuditView.parse(await baton.ask('GET /api/1/settings/audit', { params: { area: 'playbook', before: '' } })).entries;

/** Publishes a changed playbook of an account; its id stays. */
async function publish(id: string, changed: Partial<contract.PlaybookContent>): Promise<contract.PlaybookRow> {
  const row = await rowOf(id);
  contract.SavedPlaybook.parse(await save(id, row.revision, { ...row.content, ...changed }));
  contract.ChangedPlaybook.parse(await change(id, row.revision + 1, 'publish'));
  return rowOf(id);
}

describe('an account that has changed nothing', () => {
  test('has the standard playbook, every step in the reader\'s language, and office hours without holidays', async () => {
    const view = await list();
    expect(view.playbooks).toMatchObject([{ id: 'standard', version: 1, revision: 0, draft: false, archived: false, running: [] }]);
    expect(view.steps.find((one) => one.id === 'welcome')).toMatchObject({ leg: 'engagement', label: 'Welcome contact' });
    expect(view.pipelines).toEqual([{ id: 'default', label: 'Sales Pipeline' }]);
    const { calendar: week, offers, accountZone } = await calendar();
    expect(week).toEqual({ timeZone: null, week: ['', '09:00-18:00', '09:00-18:00', '09:00-18:00', '09:00-18:00', '09:00-18:00', ''], holidays: [] });
    expect(accountZone).toBe('America/Sao_Paulo');
    expect(offers.map((one) => one.label)).toEqual(['Brazil 2026: national holidays', 'Brazil 2026: Carnival and Corpus Christi', 'Brazil 2027: national holidays', 'Brazil 2027: Carnival and Corpus Christi']);
  });

  test('a manager looks and tries, and changes nothing; a rep does neither', async () => {
    expect((await list(bia)).role).toBe('manager');
    expect((await calendar(bia)).role).toBe('manager');
    expect(await run(first, false, bia)).toMatchObject({ playbook: { id: 'standard', version: 1 } });
    const content = (await rowOf('standard')).content;
    const refused = { ok: false, code: 'role-too-low' };
    const key = buildKey();
    const changes = [
      ['POST /api/1/settings/playbooks', {}, { key, from: 'standard' }],
      ['POST /api/1/settings/playbooks/:playbookId/draft', { playbookId: 'standard' }, { key, revision: 0, content }],
      ['POST /api/1/settings/playbooks/:playbookId/change', { playbookId: 'standard' }, { key, revision: 0, change: 'publish' }],
      ['POST /api/1/settings/calendar', {}, { key, revision: 0, calendar: (await calendar()).calendar }],
    ] as const;
    for (const [endpoint, params, body] of changes) expect(await baton.ask(endpoint, { as: bia, params: params as never, body })).toMatchObject(refused);
    for (const endpoint of ['GET /api/1/settings/playbooks', 'GET /api/1/settings/calendar'] as const) expect(await baton.ask(endpoint, { as: caio })).toMatchObject(refused);
    expect(await baton.ask('POST /api/1/settings/dry-run', { as: caio, body: { dealId: first, drafts: false } })).toMatchObject(refused);
  });
});

describe('a playbook for large sales', () => {
  let id: string;

  test('begins as a copy, which nobody gets before it is published', async () => {
    id = await clone('standard');
    expect(await rowOf(id)).toMatchObject({ version: 0, draft: true, content: { name: 'Baton (copy)' } });
    expect((await list()).playbooks.map((one) => one.id)).toEqual([id, 'standard']);
    expect((await run(first, false)).playbook.id).toBe('standard');
  });

  test('is not published without a condition, and says so in the reader\'s language', async () => {
    expect(await change(id, 1, 'publish')).toMatchObject({ ok: false, code: 'invalid', cure: 'Say for which sales this playbook is: without a condition it would hide those after it.' });
    expect(await change(id, 1, 'publish', 'pt-BR')).toMatchObject({ cure: 'Diga para quais vendas este playbook vale: sem condição ele esconderia os seguintes.' });
    expect(await change('standard', 0, 'archive')).toMatchObject({ code: 'invalid' });
    expect(await change('pb-unknown', 0, 'publish')).toMatchObject({ code: 'not-found' });
  });

  test('a dry run shows what would come out with the draft, and writes nothing', async () => {
    const row = await rowOf(id);
    const legs = row.content.legs.map((leg) => (leg.id === 'sales' ? { ...leg, slaHours: 9, own: ['Crédito aprovado'], gate: true } : leg));
    await save(id, row.revision, { ...row.content, name: 'Enterprise', when: buildCondition({ minAmount: 50_000 }), legs });
    const tried = await run(second, true);
    expect(tried).toMatchObject({ playbook: { id, name: 'Enterprise', version: null }, passedOver: [], sale: { name: 'Acme expansão', amount: 80_000 }, missing: ['whyBought', 'objective', 'promises', 'stakeholders'] });
    expect(tried.legs.map((leg) => [leg.id, leg.skipped === null])).toEqual([['sales', true], ['engagement', true], ['implementation', false], ['cs', true]]);
    expect(tried.legs[2]!.skipped).toMatch(/^There are no line items to go by/);
    expect(tried.steps.find((one) => one.id === 'sales.1')).toMatchObject({ label: 'Crédito aprovado', skipped: null });
    expect(tried.legs[0]!.dueAt).not.toBeNull();
    // What was bought is asked of HubSpot: no handoff has read it.
    addLineItem(baton.crm, second, { name: 'Horas de implantação', hs_sku: 'IMP-H', quantity: '20' });
    const bought = await run(second, true);
    expect(bought.sale.lineItems).toBe(1);
    expect(bought.legs[2]!.skipped).toBeNull();
    expect(await run(second, false)).toMatchObject({ playbook: { id: 'standard', version: 1 } });
    expect(await run(small, true)).toMatchObject({ playbook: { id: 'standard' }, passedOver: [{ name: 'Enterprise', reason: 'The amount of the deal is below R$50,000.00.' }] });
    expect((await work.card(second)).handoff).toBeNull();
    expect(await baton.ask('POST /api/1/settings/dry-run', { body: { dealId: '999999', drafts: false } })).toMatchObject({ code: 'not-found' });
  });

  test('published, it is what a large sale begins with; a small one begins with the standard one', async () => {
    // The answer says what the list says from then on.
    const { version, playbook } = contract.ChangedPlaybook.parse(await change(id, (await rowOf(id)).revision, 'publish'));
    expect([version, playbook]).toEqual([1, await rowOf(id)]);
    expect(playbook).toMatchObject({ version: 1, draft: false, publishedBy: 'Ana Reis' });
    const handoff = await work.start(first);
    expect(handoff).toMatchObject({ playbook: { name: 'Enterprise', version: 1 }, paused: null });
    expect(handoff.legs.map((leg) => leg.state)).toEqual(['holding', 'waiting', 'waiting', 'waiting']);
    expect((await work.start(small)).playbook).toEqual({ name: 'Baton', version: 1 });
    expect((await list()).playbooks.map((one) => one.running)).toEqual([[{ version: 1, handoffs: 1 }], [{ version: 1, handoffs: 1 }]]);
  });

  test('a new version leaves the running handoff on its own; the next one gets it', async () => {
    const row = await rowOf(id);
    await publish(id, { legs: row.content.legs.map((leg) => ({ ...leg, label: { ...leg.label, en: `${leg.label.en} 2` }, own: ['Novo passo'] })), required: ['objective'] });
    const [running, fresh] = [await work.handoffOf(first), await work.start(second)];
    expect(running).toMatchObject({ playbook: { version: 1 }, legs: [{ label: 'Sales' }, {}, {}, {}] });
    expect(running.checklist.filter((item) => item.label === 'Novo passo')).toEqual([]);
    expect(running.missing).toContain('whyBought');
    expect(fresh).toMatchObject({ playbook: { version: 2 }, legs: [{ label: 'Sales 2' }, {}, {}, {}] });
    expect(fresh.checklist.filter((item) => item.label === 'Novo passo')).toHaveLength(4);
    expect(fresh.missing).toEqual(['objective', 'stakeholders']);
    expect((await rowOf(id)).running).toEqual([{ version: 2, handoffs: 1 }, { version: 1, handoffs: 1 }]);
  });

  test('who works on an old state is told; an archived one is not used, keeps its place, and comes back', async () => {
    const { revision, content } = await rowOf(id);
    expect(await save(id, revision - 1, content)).toMatchObject({ code: 'conflict' });
    const [one, two] = await Promise.all([save(id, revision, { ...content, name: 'Um' }), save(id, revision, { ...content, name: 'Dois' })]);
    expect([one, two].filter((answer) => answer.ok)).toHaveLength(1);
    expect(await change(id, revision + 1, 'discard')).toMatchObject({ ok: true, playbook: { draft: false, content: { name: 'Enterprise' } } });
    expect(await change(id, revision + 2, 'archive')).toMatchObject({ ok: true, playbook: { archived: true, revision: revision + 3 } });
    expect((await run(second, true)).playbook.id).toBe('standard');
    expect((await list()).playbooks.map((row) => [row.id, row.archived])).toEqual([['standard', false], [id, true]]);
    expect(await change(id, revision + 3, 'restore')).toMatchObject({ ok: true });
    expect((await run(second, false)).playbook).toMatchObject({ id, name: 'Enterprise', version: 2 });
  });

  test('the order is the order in which they are tried', async () => {
    const other = await clone(id);
    await publish(other, { name: 'All paid', when: buildCondition({ minAmount: 1 }) });
    expect((await run(second, false)).playbook.name).toBe('Enterprise');
    expect(await change(other, (await rowOf(other)).revision, 'up')).toMatchObject({ ok: true });
    expect((await run(second, false)).playbook.name).toBe('All paid');
    expect((await list()).playbooks.map((row) => row.id)).toEqual([other, id, 'standard']);
  });

  test('its days are those of the versions that say them; older ones ask for no contact, expect first value after twenty days, and wait a week and a fortnight', async () => {
    expect((await rowOf('standard')).content).toMatchObject({ outreachDays: 5, firstValueDays: 20, lateDays: 7, silenceDays: 14 });
    await sql`update playbook_versions set content = content - array['outreachDays', 'firstValueDays', 'lateDays', 'silenceDays'] where playbook_id = ${id} and version = 2`.execute(baton.kysely);
    const { revision, content } = await rowOf(id);
    expect(content).toMatchObject({ outreachDays: 0, firstValueDays: 20, lateDays: 7, silenceDays: 14 });
    expect(await run(small, false)).toMatchObject({ outreachDays: 5, firstValueDays: 20 });
    for (const wrong of [{ outreachDays: 251 }, { outreachDays: 2.5 }, { firstValueDays: 0 }, { lateDays: 0 }, { silenceDays: 1 }, { silenceDays: 251 }]) expect(await save(id, revision, { ...content, ...wrong })).toMatchObject({ ok: false, code: 'bad-request' });
  });

  test('every change stands in the audit trail', async () => {
    const entries = await audited();
    expect(entries.map((entry) => entry.action).reverse()).toEqual([
      'playbook.cloned', 'playbook.saved', 'playbook.published', 'playbook.saved', 'playbook.published', 'playbook.saved', 'playbook.discarded', 'playbook.archived', 'playbook.restored',
      'playbook.cloned', 'playbook.saved', 'playbook.published', 'playbook.moved',
    ]);
    expect(entries.find((entry) => entry.action === 'playbook.published' && entry.subject === `playbook:${id}`)).toMatchObject({ who: 'Ana Reis', before: { version: 1 }, after: { version: 2, required: 'objective', outreachDays: 5, firstValueDays: 20, lateDays: 7, silenceDays: 14 } });
    const { legs } = entries.find((entry) => entry.action === 'playbook.published')!.after as { legs: object };
    expect(Object.keys(legs)).toEqual(['sales', 'engagement', 'implementation', 'cs']);
  });
});

describe('the checklist of a handoff', () => {
  test('a step is ticked with who and when, skipped for a reason, and stays to be seen', async () => {
    const done = await work.step(first, caio, { kind: 'tick-step', item: 'introduce-cs', done: true });
    expect(done.checklist.find((item) => item.id === 'introduce-cs')).toMatchObject({ state: 'done', by: 'Caio Lima', at: expect.any(String) as string });
    const skipped = await work.step(first, caio, { kind: 'skip-step', item: 'contract-on-record', reason: 'Contrato em papel' });
    expect(skipped.checklist.find((item) => item.id === 'contract-on-record')).toMatchObject({ state: 'skipped', reason: 'Contrato em papel' });
    expect(skipped.history.slice(0, 2)).toMatchObject([{ step: 'step-skipped', reason: 'Contract and proposal on the deal record: Contrato em papel' }, { step: 'step-done', by: 'Caio Lima' }]);
    await expect(work.step(first, caio, { kind: 'tick-step', item: 'introduce-cs', done: true })).rejects.toThrow('so already');
    await expect(work.step(first, caio, { kind: 'tick-step', item: 'fly', done: true })).rejects.toThrow('no such step');
  });

  test('where the playbook says so, the baton goes on only once the leg\'s steps are settled', async () => {
    await work.tell(first);
    await expect(work.step(first, caio, { kind: 'submit' })).rejects.toThrow('Crédito aprovado');
    await work.step(first, caio, { kind: 'tick-step', item: 'sales.1', done: true });
    expect(await work.step(first, caio, { kind: 'submit' })).toMatchObject({ state: 'submitted' });
  });
});

describe('how the handoffs of a playbook went', () => {
  const variation = async (id: string, as: number = bia) => contract.VariationView.parse(await baton.ask('GET /api/1/settings/playbooks/:playbookId/variation', { as, params: { playbookId: id } }));

  test('is told version by version, to managers', async () => {
    const large = (await list()).playbooks.find((row) => row.content.name === 'Enterprise')!.id;
    const seen = await variation(large);
    expect(seen.versions.map(({ version, begun, underWay }) => [version, begun, underWay])).toEqual([[2, 1, 1], [1, 1, 1]]);
    expect(seen.versions[1]!.steps.find((one) => one.label === 'CS introduced to the customer')).toMatchObject({ done: 1, skipped: 0, left: 0 });
    expect((await variation('standard')).handoffs).toBe(1);
    expect((await variation('pb-nobody')).versions).toEqual([]);
    expect(await baton.ask('GET /api/1/settings/playbooks/:playbookId/variation', { as: caio, params: { playbookId: large } })).toMatchObject({ code: 'role-too-low' });
  });
});

describe('a playbook for a segment', () => {
  const RETAIL = { property: 'industry', label: 'Industry', values: [{ value: 'RETAIL', label: 'Retail' }] };
  beforeAll(async () => {
    const id = await clone('standard');
    await publish(id, { name: 'Varejo', when: buildCondition({ company: [RETAIL] }) });
    for (let up = (await list()).playbooks.findIndex((one) => one.id === id); up > 0; up -= 1) await change(id, (await rowOf(id)).revision, 'up');
  });

  test('an admin chooses the property by name, among its choices', async () => {
    const { properties } = contract.CompanyProperties.parse(await baton.ask('GET /api/1/settings/company-properties'));
    expect(properties!.find((one) => one.name === 'industry')).toMatchObject({ name: 'industry' });
    expect(await baton.ask('GET /api/1/settings/company-properties', { as: caio })).toMatchObject({ code: 'role-too-low' });
  });

  test('a dry run asks HubSpot of the company', async () => {
    expect((await run(store, false)).playbook.name).toBe('Varejo');
    expect(await run(factory, false)).toMatchObject({ playbook: { name: 'All paid' }, passedOver: expect.arrayContaining([{ name: 'Varejo', reason: "The company's “Industry” is none of these: Retail." }]) as unknown });
  });

  test('the handoff of such a company goes by it as soon as the company was read; another one does not', async () => {
    await work.start(store);
    await work.start(factory);
    await baton.idle();
    expect((await work.handoffOf(store)).playbook.name).toBe('Varejo');
    expect((await work.handoffOf(factory)).playbook.name).toBe('All paid');
  });
});

describe('the calendar', () => {
  test('a pause stops the clock, with its reason in the history; it ends when somebody says so', async () => {
    const dueInHubSpot = () => baton.crm.get('companies', acme)!.properties['baton_handoff_due'];
    await baton.pass(MINUTE_MS);
    expect(dueInHubSpot()).toBeTruthy();
    const paused = await work.step(small, caio, { kind: 'pause', reason: 'Cliente envia o contrato' });
    expect(paused).toMatchObject({ dueAt: null, late: false, paused: { reason: 'Cliente envia o contrato' } });
    await expect(work.step(small, caio, { kind: 'pause', reason: 'de novo' })).rejects.toThrow('stands already');
    await baton.pass(MINUTE_MS);
    expect(dueInHubSpot()).toBeNull();
    const resumed = await work.step(small, caio, { kind: 'resume' });
    expect(resumed.paused).toBeNull();
    expect(Date.parse(resumed.dueAt!)).toBeGreaterThan(Date.parse(paused.paused!.since));
    expect(resumed.history.slice(0, 2)).toMatchObject([{ step: 'resume' }, { step: 'pause', reason: 'Cliente envia o contrato' }]);
  });

  test('holidays move deadlines at once, also those of handoffs that run, and those in HubSpot', async () => {
    const before = await work.handoffOf(small);
    const { calendar: now, revision } = await calendar();
    const day = before.dueAt!.slice(0, 10);
    const holidays = [{ day, name: 'Aniversário da cidade' }];
    expect(await baton.ask('POST /api/1/settings/calendar', { body: { key: buildKey(), revision, calendar: { ...now, holidays } } })).toEqual({ ok: true, revision: 1 });
    const after = await work.handoffOf(small);
    expect(Date.parse(after.dueAt!)).toBeGreaterThan(Date.parse(before.dueAt!));
    await baton.pass(MINUTE_MS);
    expect(Date.parse(String(baton.crm.get('companies', acme)!.properties['baton_handoff_due']))).toBe(Date.parse(after.dueAt!));
    expect((await audited())[0]).toMatchObject({ action: 'playbook.calendar-changed', subject: 'calendar', after: { holidays: { [day]: 'Aniversário da cidade' } } });
  });

  test('what cannot be counted by is refused in words, and a stale change, too', async () => {
    const { calendar: now, revision } = await calendar();
    const put = (part: object, at = revision, lang = 'pt-BR') => baton.ask('POST /api/1/settings/calendar', { params: { lang }, body: { key: buildKey(), revision: at, calendar: { ...now, ...part } } });
    expect(await put({ week: now.week.with(2, 'manhã') })).toMatchObject({ code: 'invalid', cure: 'Não dá para ler o horário de terça-feira: escreva em ordem, como 09:00-12:00, 13:00-18:00.' });
    expect(await put({ week: now.week.map(() => '') }, revision, 'en')).toMatchObject({ cure: 'At least one day of the week needs hours.' });
    expect(await put({ timeZone: 'America/Acme' })).toMatchObject({ code: 'invalid' });
    expect(await put({}, revision - 1)).toMatchObject({ code: 'conflict' });
  });
});
