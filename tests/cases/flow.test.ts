import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseSettingsView } from '../../extensions/contracts/case-settings.ts';
import type { HomeCases, RecordCases, SteppedCase } from '../../extensions/contracts/cases.ts';
import { addCompany, addContact } from '../support/build-account.ts';
import { post } from '../support/running-baton.ts';
import { buildKey, people, startSettings } from '../support/settings-account.ts';

const { bia, caio } = people;
const BIA = '10112';

let baton: Awaited<ReturnType<typeof startSettings>>;
let acme: string;
let hook: string;

beforeAll(async () => {
  baton = await startSettings({}, ({ crm }) => {
    acme = addCompany(crm, { name: 'Acme', hubspot_owner_id: BIA });
    addContact(crm, acme, 'ana@acme.com.br');
    addContact(crm, addCompany(crm, { name: 'Órfã', domain: 'orfa.com.br' }), 'rui@orfa.com.br');
  });
  hook = await baton.addSource({ provider: 'webhook', name: 'Pesquisa', settings: { type: 'nps', kind: 'relational' } });
  await answer('before', { score: 3, answeredAt: new Date(baton.now().getTime() - 60_000).toISOString() });
});
afterAll(() => baton.close());

async function answer(id: string, given: object): Promise<void> {
  await post(hook, { id, respondent: { email: 'ana@acme.com.br' }, answeredAt: baton.now().toISOString(), ...given });
  await baton.idle();
}
const record = async () => (await baton.ask('GET /api/1/cases/company/:companyId', { as: caio, params: { companyId: acme } })) as RecordCases;
async function step(caseId: string, made: object, as: number = bia) {
  const { revision } = (await record()).cases.find((one) => one.id === caseId)!;
  const stepped = await baton.ask('POST /api/1/cases/:caseId/steps', { as, params: { caseId }, body: { key: buildKey(), revision, ...made } });
  await baton.idle();
  return stepped;
}
const traces = (type: 'tasks' | 'notes') => baton.crm.list(type).results.map(({ properties }) => [properties.hs_task_subject ?? properties.hs_note_body, properties.hubspot_owner_id]);

describe('an answer of an unhappy customer', () => {
  test('that was given before the account\'s cases began is nobody\'s', async () => {
    expect((await record()).cases).toEqual([]);
  });

  test('becomes a case of the company\'s owner, due within the policy\'s hours, and one task in HubSpot', async () => {
    await answer('a', { score: 3, comment: 'Ninguém responde' });
    const { open, cases } = await record();
    expect(open).toBe(1);
    // 12:00 in São Paulo and eight business hours of 9 to 18: six today, two tomorrow.
    expect(cases).toMatchObject([{ class: 'detractor', state: 'new', comment: 'Ninguém responde', person: 'Ana Souza', owner: { id: BIA, name: 'Bia Souza' }, clock: { hours: 8, kept: null } }]);
    expect(cases[0]!.clock!.dueAt).toMatch(/^2026-11-19T14:0/);
    expect(traces('tasks')).toEqual([['Detrator: Acme respondeu 3 de 10 (NPS)', BIA]]);
  });

  test('is seen at a glance on the company\'s card, which asks nothing more for it', async () => {
    const { cases } = await baton.nps(acme);
    expect(cases).toMatchObject({ open: 1, overdue: 0, dueAt: (await record()).cases[0]!.clock!.dueAt });
  });

  test('that comes once more, or gets a word later, makes no second one and tells nobody again', async () => {
    await answer('a', { score: 3, comment: 'Ninguém responde' });
    await answer('a', { score: 3, comment: 'Ninguém responde há dias', updatedAt: new Date(baton.now().getTime() + 1_000).toISOString() });
    expect((await record()).cases).toHaveLength(1);
    expect(traces('tasks')).toHaveLength(1);
  });

  test('is seen, answered and closed for a reason; each step leaves one note', async () => {
    const { id } = (await record()).cases[0]!;
    expect(await step(id, { step: 'acknowledge' })).toMatchObject({ ok: true, case: { state: 'acknowledged' } });
    expect(await step(id, { step: 'answer' })).toMatchObject({ ok: false, code: 'invalid', cure: expect.stringContaining('few words') });
    expect(await step(id, { step: 'answer', note: 'Liguei, vamos trocar o cabo' })).toMatchObject({ ok: true, case: { state: 'answered', clock: { kept: true, leftHours: null } } });
    expect(await step(id, { step: 'close' })).toMatchObject({ ok: false, code: 'invalid' });
    const closed = (await step(id, { step: 'close', reason: 'resolved' })) as SteppedCase;
    expect(closed.case).toMatchObject({ state: 'closed', closeReason: 'resolved', steps: ['reopen'] });
    expect((await baton.nps(acme)).cases).toBeNull();
    expect(closed.case.moves.map((move) => [move.step, move.who])).toEqual([['close', 'Bia Souza'], ['answer', 'Bia Souza'], ['acknowledge', 'Bia Souza'], ['opened', null]]);
    expect(traces('notes')).toHaveLength(3);
  });

  test('that gets better asks nothing new; one that gets worse opens its case again, once', async () => {
    const later = (minutes: number) => new Date(baton.now().getTime() + minutes * 60_000).toISOString();
    await answer('a', { score: 8, updatedAt: later(1) });
    expect((await record()).cases[0]).toMatchObject({ class: 'passive', state: 'closed' });
    await answer('a', { score: 2, updatedAt: later(2) });
    await answer('a', { score: 2, updatedAt: later(3) });
    expect((await record()).cases[0]).toMatchObject({ class: 'detractor', state: 'new' });
    expect(traces('tasks').map(([subject]) => subject)).toEqual(['Detrator: Acme respondeu 3 de 10 (NPS)', 'Acme mudou a resposta, agora detrator: 2 de 10 (NPS)']);
  });
});

describe('the inbox', () => {
  const inbox = async (as: number, scope: 'mine' | 'all', list: 'open' | 'overdue' | 'closed' = 'open') => (await baton.ask('GET /api/1/home/cases', { as, params: { list, scope, owner: '', class: '', after: '' } })) as HomeCases;

  test('shows each their own, and everybody all', async () => {
    expect((await inbox(bia, 'mine')).cases).toHaveLength(1);
    expect((await inbox(caio, 'mine')).cases).toEqual([]);
    expect((await inbox(caio, 'all'))).toMatchObject({ counts: { open: 1, overdue: 0 }, owners: [{ id: BIA, name: 'Bia Souza', open: 1 }] });
  });

  test('a promoter who wrote nothing asks nothing of anybody', async () => {
    await answer('p', { score: 10, respondent: { email: 'outra@acme.com.br' } });
    expect((await inbox(caio, 'all')).counts).toMatchObject({ open: 1, closed: 0 });
    expect([...traces('tasks'), ...traces('notes')].filter(([text]) => text?.includes('10 de 10'))).toEqual([]);
  });

  test('several are marked as seen at once', async () => {
    const { cases } = await inbox(caio, 'all');
    const asked = { as: caio, body: { key: buildKey(), caseIds: cases.map((one) => one.id) } };
    expect(await baton.ask('POST /api/1/home/cases/acknowledge', asked)).toEqual({ ok: true, acknowledged: 1 });
    expect(await baton.ask('POST /api/1/home/cases/acknowledge', asked)).toEqual({ ok: true, acknowledged: 1 });
    expect((await inbox(caio, 'all')).cases[0]).toMatchObject({ state: 'acknowledged' });
  });
});

describe('an unhappy customer of nobody', () => {
  test('is the lead\'s at once, and in the list of those of nobody', async () => {
    const view = (await baton.ask('GET /api/1/settings/cases')) as CaseSettingsView;
    await baton.ask('POST /api/1/settings/cases', { body: { key: buildKey(), revision: view.revision, settings: { ...view.settings, lead: '10122' } } });
    await answer('o', { score: 1, respondent: { email: 'rui@orfa.com.br' } });
    const { cases } = (await baton.ask('GET /api/1/home/cases', { as: caio, params: { list: 'open', scope: 'all', owner: 'none', class: '', after: '' } })) as HomeCases;
    expect(cases).toMatchObject([{ company: { name: 'Órfã' }, owner: null }]);
    expect(cases[0]!.moves.map((move) => move.step)).toEqual(['unowned', 'opened']);
  });
});

describe('time that runs out', () => {
  test('is told once a step of the ladder, however often one looks', async () => {
    for (const minutes of [5 * 60, 1, 18 * 60, 1]) await baton.pass(minutes * 60_000);
    const { cases } = await record();
    const steps = cases[0]!.moves.map((move) => move.step);
    expect(steps.filter((name) => ['warned', 'breached', 'escalated'].includes(name))).toEqual(['breached', 'warned']);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from case_escalations join cases using (portal_id, case_id) where company_id = ${acme}`.execute(baton.kysely);
    expect(rows[0]!.n).toBe(2);
    expect((await record()).overdue).toBe(1);
    expect((await baton.nps(acme)).cases).toMatchObject({ open: 1, overdue: 1 });
  });
});
