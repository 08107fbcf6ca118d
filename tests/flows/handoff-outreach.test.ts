import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HandoffStep, type HandoffView, KickOffSection, Onboarding } from '../../extensions/contracts/handoff.ts';
import { addCompany, addDeal } from '../support/build-account.ts';
import { passAndWatch } from '../support/pass-watch.ts';
import { buildFlowApp, DAY_MS, HOUR_MS } from '../support/running-baton.ts';
import { buildKey, people, startSettings } from '../support/settings-account.ts';
import { waitUntil } from '../support/wait.ts';

const { bia, caio } = people;
const OBJECTIVE = 'Vender online';

let baton: Awaited<ReturnType<typeof startSettings>>;
let acme: string;

/** It begins on Wednesday, 18 November, at noon. */
beforeAll(async () => {
  baton = await startSettings({ app: buildFlowApp({ webhooks: true }) }, ({ crm }) => {
    acme = addCompany(crm, { name: 'Acme', hubspot_owner_id: '10112' });
    addDeal(crm, acme, { dealname: 'Acme 2027', hubspot_owner_id: '10122' });
  });
  const dealId = baton.crm.list('deals').results[0]!.id;
  await baton.ask('POST /api/1/handoffs/deal/:dealId/start', { as: caio, params: { dealId }, body: { key: buildKey() } });
  const told = { whyBought: 'Perde vendas', objective: OBJECTIVE, promises: 'Integração com o ERP', stakeholders: 'Ana Souza, financeiro' };
  for (const [field, text] of Object.entries(told)) {
    await baton.ask('POST /api/1/handoffs/:handoffId/field', { as: caio, params: { handoffId: (await handoff()).id }, body: { field, text } });
  }
  await step(caio, { kind: 'submit' });
}, 120_000);
afterAll(() => baton.close());

async function handoff(): Promise<HandoffView> {
  return Onboarding.parse(await baton.ask('GET /api/1/onboarding/:companyId', { as: bia, params: { companyId: acme } })).handoffs[0]!;
}

async function step(as: number, made: HandoffStep): Promise<void> {
  const answer = await baton.ask('POST /api/1/handoffs/:handoffId/steps', { as, params: { handoffId: (await handoff()).id }, body: { key: buildKey(), step: made } });
  if (!answer.ok) throw new Error(answer.cure);
  await baton.idle();
}

const pass = (ms: number) => passAndWatch(baton, ms);
const contacts = () => baton.crm.list('tasks', { limit: 100 }).results.map((task) => task.properties).filter((task) => task.hs_task_subject?.includes('contato até o primeiro valor'));

test('before the acceptance nobody is asked to contact the customer; from then on the card says when', async () => {
  expect(await handoff()).toMatchObject({ nextContact: null, firstValueDue: null });
  await step(bia, { kind: 'accept' });
  expect(await handoff()).toMatchObject({ nextContact: { number: 1, on: '2026-11-25', days: 5, after: 'acceptance', since: '2026-11-18' }, firstValueDue: null });
}, 60_000);

test('five business days later there is one task for whoever has the baton, with the people, the reason and the objective', async () => {
  await pass(6 * DAY_MS);
  expect(contacts()).toEqual([]);
  await pass(DAY_MS + HOUR_MS);
  await waitUntil('the task is there', () => contacts().length === 1, 25_000);
  expect(contacts()[0]).toMatchObject({ hs_task_subject: '1º contato até o primeiro valor: Acme 2027', hubspot_owner_id: '10112' });
  for (const said of ['Falar com: Ana Souza, financeiro', 'o cliente foi aceito em 18 de nov. de 2026', `O objetivo da venda: ${OBJECTIVE}`]) expect(contacts()[0]!.hs_task_body).toContain(said);
  expect((await handoff()).history.find((move) => move.step === 'outreach')).toMatchObject({ by: null, reason: OBJECTIVE });
  expect((await handoff()).nextContact).toMatchObject({ number: 2, on: '2026-12-02', after: 'contact', since: '2026-11-25' });
}, 90_000);

test('a contact that somebody had with the customer puts the next one off', async () => {
  await pass(2 * DAY_MS);
  baton.crm.update('companies', acme, { notes_last_contacted: baton.now().toISOString() });
  await baton.heard();
  expect((await handoff()).nextContact).toMatchObject({ number: 2, on: '2026-12-04', after: 'activity', since: '2026-11-27' });
  await pass(6 * DAY_MS);
  expect(contacts()).toHaveLength(1);
  await pass(DAY_MS + HOUR_MS);
  await waitUntil('the second task is there', () => contacts().length === 2, 25_000);
  expect(contacts().map((task) => task.hs_task_subject).sort()).toEqual(['1º contato até o primeiro valor: Acme 2027', '2º contato até o primeiro valor: Acme 2027']);
}, 90_000);

test('while the customer is waited for nobody is asked; from the kick-off on the card says by when first value is expected', async () => {
  await step(bia, { kind: 'pause', reason: 'Férias coletivas' });
  expect((await handoff()).nextContact).toBeNull();
  await pass(10 * DAY_MS);
  expect(contacts()).toHaveLength(2);
  await step(bia, { kind: 'resume' });
  expect((await handoff()).nextContact).toMatchObject({ number: 3, on: '2026-12-21' });
  for (const section of KickOffSection.options) {
    await baton.ask('POST /api/1/handoffs/:handoffId/kick-off', { as: bia, params: { handoffId: (await handoff()).id }, body: { section, text: `Sobre ${section}`, notApplicable: '' } });
  }
  await step(bia, { kind: 'hold-kick-off' });
  expect((await handoff()).firstValueDue).toEqual({ on: '2027-01-11', late: false });
}, 90_000);

test('first value ends it at once', async () => {
  await step(bia, { kind: 'reach-first-value', on: '2026-12-14' });
  expect(await handoff()).toMatchObject({ nextContact: null, firstValueDue: null, firstValueOn: '2026-12-14' });
  await pass(20 * DAY_MS);
  expect(contacts()).toHaveLength(2);
  expect((await handoff()).history.filter((move) => move.step === 'outreach')).toHaveLength(2);
}, 90_000);
