import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCompany, addContact, addDeal } from '../support/build-account.ts';
import { workOn } from '../support/handoff-work.ts';
import { MINUTE_MS, PUBLIC_URL } from '../support/running-baton.ts';
import { buildSandboxUser } from '../support/sandbox.ts';
import { people, type SettingsAccount, startSettings } from '../support/settings-account.ts';
import { waitUntil } from '../support/wait.ts';

const START = `${PUBLIC_URL}/workflow-actions/start-handoff`;
const STEP = `${PUBLIC_URL}/workflow-actions/complete-step`;
/** An account whose plan lets nothing be completed. */
const PLAIN = 303;
const BLOCKED = { outputFields: { hs_execution_state: 'BLOCK', hs_expiration_duration: 'P1D' } };

let baton: SettingsAccount;
let work: ReturnType<typeof workOn>;
let acme: string;
let deal: string;
/** Deals of which nothing happens but what their own test does. */
let others: string[];

beforeAll(async () => {
  baton = await startSettings({}, ({ crm, sandbox }) => {
    acme = addCompany(crm, { name: 'Acme' });
    addContact(crm, acme, 'ana@acme.com.br');
    deal = addDeal(crm, acme, { dealname: 'Acme 2027', hubspot_owner_id: '10122' });
    others = Array.from({ length: 6 }, (_, index) => addDeal(crm, acme, { dealname: `Aditivo ${index}` }));
    sandbox.world.addPortal({ portalId: PLAIN, name: 'Sem fluxos', timeZone: 'America/Sao_Paulo', currency: 'BRL', uiDomain: 'app.hubspot.com', users: [buildSandboxUser({ id: 30301, ownerId: '30302' })], lackedScopes: ['automation'] });
  });
  work = workOn(baton);
});
afterAll(() => baton.close());

type Asked = Partial<Parameters<typeof baton.sandbox.workflow.fire>[0]>;

/** A workflow runs an action for a deal; resolves once it may go on. */
async function enroll(url: string, asked: Asked = {}) {
  const execution = await baton.sandbox.workflow.fire({ url, portalId: baton.portalId, objectType: 'DEAL', objectId: Number(deal), retryMs: 10, ...asked });
  await waitUntil('the workflow goes on', () => execution.state !== 'blocked');
  await baton.idle();
  return execution;
}

const step = (name: string, asked: Asked = {}) => enroll(STEP, { inputFields: { step: name }, ...asked });
const onCompany = (): Asked => ({ objectType: 'COMPANY', objectId: Number(acme) });
const handoff = () => work.handoffOf(deal);
const tasks = () => baton.crm.list('tasks', { limit: 100 }).results.map((task) => task.properties.hs_task_subject);

describe('a workflow starts a handoff', () => {
  test.each([1, 2, 3, 4, 5])('delivered %i times there is one, and each delivery is answered alike', async (deliveries) => {
    const fresh = others[deliveries]!;
    const execution = await enroll(START, { objectId: Number(fresh), deliveries });
    expect(execution).toMatchObject({ state: 'done', completions: 1, refused: 0, outputs: { status: 'started', state: 'draft', completeness: '40', hs_execution_state: 'SUCCESS' } });
    expect(execution.attempts.map(({ answer }) => answer)).toEqual(Array(deliveries).fill(BLOCKED));
    const made = await work.handoffOf(fresh);
    expect(made).toMatchObject({ id: execution.outputs!.handoff_id, cycle: 1 });
    expect(made.history.map(({ step: name, by, reason }) => [name, by, reason])).toEqual([['start', null, 'HubSpot workflow 192814114']]);
  });

  test('one that is under way stays as it is', async () => {
    const first = await enroll(START);
    const again = await enroll(START);
    expect(again.outputs).toEqual({ ...first.outputs, status: 'under-way' });
  });

  test('a deal that HubSpot alone knows is read first; one without a company is told so', async () => {
    const lone = baton.crm.create('deals', { dealname: 'Sozinho', pipeline: 'default', dealstage: 'contractsent' }).id;
    const execution = await baton.sandbox.workflow.fire({ url: START, portalId: baton.portalId, objectType: 'DEAL', objectId: Number(lone) });
    expect(execution.state).toBe('blocked');
    baton.sandbox.clock.move(MINUTE_MS);
    await waitUntil('the workflow goes on', () => execution.state === 'done');
    expect(execution.outputs).toEqual({ status: 'no-company', hs_execution_state: 'SUCCESS', reason: 'O negócio não tem empresa: associe uma e execute de novo. / The deal has no company: associate one, then run it again.' });
  });
});

describe('a workflow completes a step', () => {
  test('what the machine refuses is an output with words, and changes nothing', async () => {
    const { outputs } = await step('submit');
    expect(outputs).toMatchObject({
      status: 'incomplete', state: 'draft', hs_execution_state: 'SUCCESS',
      reason: 'Falta: Por que comprou, Objetivo principal, Promessas da venda / Missing: Why they bought, Main objective, Promises of the sale',
    });
    expect((await step('accept')).outputs).toMatchObject({ status: 'refused', reason: 'Nada espera aceite. / Nothing waits to be accepted: reload the page.' });
    expect((await handoff()).history.map((move) => move.step)).toEqual(['start']);
  });

  test('submitted five times under one callback it is submitted once, with one task', async () => {
    await work.tell(deal, { whyBought: 'Perde vendas', objective: 'Vender online', promises: 'Treinamento' });
    const { outputs, completions } = await step('submit', { deliveries: 5 });
    expect([outputs!.status, outputs!.state, outputs!.completeness, completions]).toEqual(['made', 'submitted', '100', 1]);
    await waitUntil('the task is there', () => tasks().length > 0);
    expect(tasks()).toEqual(['Revisar a passagem de bastão: Acme 2027']);
    expect((await handoff()).history.map((move) => move.step)).toEqual(['submit', 'start']);
  });

  test('on the company it is made in its newest handoff; the leg stays whose it was', async () => {
    const { id } = await handoff();
    expect((await step('accept', onCompany())).outputs).toMatchObject({ status: 'made', state: 'accepted', handoff_id: id });
    expect((await handoff()).legs[1]).toMatchObject({ state: 'holding', owner: null });
    expect((await step('accept')).outputs).toMatchObject({ status: 'refused', handoff_id: id });
  });

  test('the kick-off says which points are missing; first value is today\'s', async () => {
    expect((await step('hold-kick-off')).outputs!.reason).toContain('Missing: Project owners, Journey, Service channels');
    expect((await step('reach-first-value')).outputs).toMatchObject({ status: 'made', state: 'first-value' });
    expect((await handoff()).firstValueOn).toBe(baton.now().toISOString().slice(0, 10));
  });

  test('without a handoff, or after its end, there is nothing to do', async () => {
    const { id } = await work.step(deal, people.caio, { kind: 'cancel', reason: 'Desistiu' });
    expect((await step('complete')).outputs).toMatchObject({ status: 'no-handoff', state: 'cancelled', handoff_id: id });
    expect((await step('complete', { objectId: Number(others[0]) })).outputs).toEqual({ status: 'no-handoff', hs_execution_state: 'SUCCESS', reason: 'Não há passagem de bastão em andamento. / There is no handoff under way.' });
  });
});

test('an account that lets nothing be completed gets what came of it at once, however often it asks', async () => {
  const crm = baton.sandbox.world.store(PLAIN)!;
  const own = addDeal(crm, addCompany(crm));
  await baton.install(PLAIN);
  const execution = await enroll(START, { portalId: PLAIN, objectId: Number(own), deliveries: 5 });
  expect(execution).toMatchObject({ state: 'done', completions: 0, outputs: { status: 'started', state: 'draft' } });
  expect(new Set(execution.attempts.map(({ answer }) => JSON.stringify(answer))).size).toBe(1);
  expect((await enroll(START, { portalId: PLAIN, objectId: Number(own) })).outputs).toMatchObject({ status: 'under-way', handoff_id: execution.outputs!.handoff_id });
});
