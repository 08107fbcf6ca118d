import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HandoffStep, Onboarding } from '../../extensions/contracts/handoff.ts';
import { KickOffSection } from '../../extensions/contracts/handoff.ts';
import { addCompany, addContact, addDeal } from '../support/build-account.ts';
import { workOn } from '../support/handoff-work.ts';
import { MINUTE_MS } from '../support/running-baton.ts';
import { buildKey, people, type SettingsAccount, startSettings } from '../support/settings-account.ts';
import { waitUntil } from '../support/wait.ts';

let baton: SettingsAccount;
let work: ReturnType<typeof workOn>;
let acme: string;
let deal: string;

/** Caio sells, Bia is in CS. */
const { bia, caio } = people;

beforeAll(async () => {
  baton = await startSettings({}, ({ crm }) => {
    acme = addCompany(crm, { name: 'Acme' });
    addContact(crm, acme, 'ana@acme.com.br');
    deal = addDeal(crm, acme, { dealname: 'Acme 2027', hubspot_owner_id: '10122' });
  });
  work = workOn(baton);
});
afterAll(() => baton.close());

const companyCard = async () => (await baton.ask('GET /api/1/onboarding/:companyId', { as: bia, params: { companyId: acme } })) as Onboarding;
const handoffOf = () => work.handoffOf(deal);
const step = (as: number, made: HandoffStep) => work.step(deal, as, made);
const type = (field: string, text: string) => work.type(deal, caio, field, text);

describe('from a won deal to first value', () => {
  test('a deal that was not won has none, and one may start it by hand', async () => {
    expect(await work.card(deal)).toMatchObject({ deal: { name: 'Acme 2027', won: false, companyName: 'Acme' }, handoff: null });
  });

  test('a won deal becomes a draft by itself, prefilled from the CRM, once', async () => {
    baton.crm.update('deals', deal, { dealstage: 'closedwon' });
    await baton.pass(MINUTE_MS);
    const handoff = await handoffOf();
    expect(handoff).toMatchObject({ state: 'draft', cycle: 1, missing: ['whyBought', 'objective', 'promises'], late: false });
    expect(handoff.fields.find((one) => one.field === 'stakeholders')).toMatchObject({ prefilled: true, text: 'Ana Souza, Diretora, ana@acme.com.br' });
    expect(handoff.legs.map((leg) => [leg.id, leg.state])).toEqual([['sales', 'holding'], ['engagement', 'waiting'], ['implementation', 'skipped'], ['cs', 'waiting']]);
    expect(handoff.legs[0]!.owner).toEqual({ id: '10122', name: 'Caio Lima' });

    const body = { key: buildKey() };
    const params = { dealId: deal };
    const twice = await Promise.all([1, 2].map(() => baton.ask('POST /api/1/handoffs/deal/:dealId/start', { as: caio, params, body })));
    expect(twice).toMatchObject([{ ok: true }, { ok: true }]);
    expect((await companyCard()).handoffs.map((one) => one.id)).toEqual([handoff.id]);
  });

  test('sales cannot submit while something required is missing, and is told what', async () => {
    await expect(step(caio, { kind: 'submit' })).rejects.toThrow('whyBought, objective, promises');
  });

  test('CS returns it with named gaps; sales mends and submits again', async () => {
    await type('whyBought', 'Perde vendas por telefone');
    await type('objective', '30% menos ligações até março');
    await type('promises', '- Integração com o ERP\n- Treinamento em 2 semanas');
    expect(await step(caio, { kind: 'submit' })).toMatchObject({ state: 'submitted', offered: true, completeness: 1 });
    await expect(step(bia, { kind: 'return', gaps: [] })).rejects.toThrow('at least one gap');
    expect(await step(bia, { kind: 'return', gaps: [{ field: 'scope', note: 'Quantos usuários?' }] })).toMatchObject({
      state: 'returned', returns: 1, gaps: [{ field: 'scope', note: 'Quantos usuários?' }],
    });
    await type('scope', '40 usuários');
    expect(await step(caio, { kind: 'submit' })).toMatchObject({ state: 'submitted', gaps: [] });
  });

  test('what sales typed is not overwritten by what the CRM says later', async () => {
    addContact(baton.crm, acme, 'beto@acme.com.br');
    await baton.pass(MINUTE_MS);
    expect((await handoffOf()).fields.find((one) => one.field === 'scope')!.text).toBe('40 usuários');
  });

  test('accepted, the promises are expectations, and the company record says where it stands', async () => {
    const accepted = await step(bia, { kind: 'accept' });
    expect(accepted.legs[1]).toMatchObject({ id: 'engagement', state: 'holding', owner: { id: '10112', name: 'Bia Souza' } });
    expect(accepted).toMatchObject({ state: 'accepted', expectations: [{ text: 'Integração com o ERP', status: 'open' }, { text: 'Treinamento em 2 semanas', status: 'open' }] });
    await baton.pass(MINUTE_MS);
    expect(baton.crm.get('companies', acme)!.properties).toMatchObject({
      baton_handoff_state: 'accepted', baton_handoff_completeness: '100', baton_handoff_owner: '10112', baton_handoff_accepted: baton.now().toISOString().slice(0, 10), baton_kick_off_held: null,
    });
    expect((await companyCard()).handoffs).toMatchObject([{ id: accepted.id, dealName: 'Acme 2027' }]);
  });

  test('each step leaves one task or note in HubSpot, on the company and on the deal', async () => {
    const tasks = () => baton.crm.list('tasks').results.map((task) => [task.properties.hs_task_subject, task.properties.hubspot_owner_id ?? null]);
    await waitUntil('the tasks are there', () => tasks().length === 4);
    expect(tasks()).toEqual([
      ['Review the handoff: Acme 2027', '10112'], ['Handoff returned, complete it: Acme 2027', '10122'],
      ['Review the handoff: Acme 2027', '10112'], ['Schedule and hold the kick-off: Acme 2027', '10112'],
    ]);
    const [note] = baton.crm.list('notes').results;
    expect(note!.properties.hs_note_body).toContain('<p>Main objective: 30% menos ligações até março</p>');
    expect((['companies', 'deals'] as const).map((type) => baton.crm.associated('notes', note!.id, type).map((link) => link.id))).toEqual([[acme], [deal]]);
    expect((await handoffOf()).traces).toEqual({ waiting: 0, forbidden: 0, refused: 0 });
  });

  test('the kick-off counts as held once all six points are told or do not apply', async () => {
    await expect(step(bia, { kind: 'hold-kick-off' })).rejects.toThrow('projectOwners');
    for (const section of KickOffSection.options) {
      const body = section === 'registrationBase' ? { section, text: '', notApplicable: 'Sem migração' } : { section, text: `Sobre ${section}`, notApplicable: '' };
      await baton.ask('POST /api/1/handoffs/:handoffId/kick-off', { as: bia, params: { handoffId: (await handoffOf()).id }, body });
    }
    expect(await step(bia, { kind: 'hold-kick-off' })).toMatchObject({ state: 'kick-off' });
  });

  test('a promise is judged, first value has its day, and the handoff ends', async () => {
    const [promise] = (await handoffOf()).expectations;
    expect((await step(bia, { kind: 'judge-expectation', expectation: promise!.id, status: 'kept', planned: true })).expectations[0]).toMatchObject({ status: 'kept', planned: true });
    await expect(step(bia, { kind: 'complete' })).rejects.toThrow('legs to go');
    await step(bia, { kind: 'submit' });
    await step(bia, { kind: 'accept' });
    await expect(step(bia, { kind: 'complete' })).rejects.toThrow('first value');
    const today = baton.now().toISOString().slice(0, 10);
    expect(await step(bia, { kind: 'reach-first-value', on: today })).toMatchObject({ state: 'first-value', firstValueOn: today, daysToFirstValue: 0 });
    expect(await step(bia, { kind: 'complete' })).toMatchObject({ state: 'done', dueAt: null });
    await baton.pass(MINUTE_MS);
    const accepted = (await handoffOf()).history.find((move) => move.step === 'accept')!.at.slice(0, 10);
    expect(baton.crm.get('companies', acme)!.properties).toMatchObject({
      baton_handoff_state: 'done', baton_handoff_owner: null, baton_handoff_accepted: accepted, baton_kick_off_held: today, baton_first_value_reached: today, baton_first_value_days: '0',
    });
  });

  test('every step stands in the history with who made it', async () => {
    const { history } = await handoffOf();
    expect(history.map((move) => move.step)).toEqual([
      'complete', 'reach-first-value', 'accept', 'submit', 'expectation-kept', 'hold-kick-off', 'accept', 'submit', 'return', 'submit', 'start',
    ]);
    expect(history[0]!.by).toBe('Bia Souza');
    expect(history.at(-1)).toMatchObject({ step: 'start', by: null });
  });

  test('a renewal of the same deal begins the next cycle', async () => {
    expect(await work.start(deal)).toMatchObject({ state: 'draft', cycle: 2 });
    await baton.pass(MINUTE_MS);
    expect(baton.crm.get('companies', acme)!.properties).toMatchObject({
      baton_handoff_state: 'draft', baton_handoff_owner: '10122', baton_handoff_accepted: null, baton_kick_off_held: null, baton_first_value_reached: null, baton_first_value_days: null,
    });
  });
});
