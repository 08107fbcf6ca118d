import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import type { HandoffStep } from '../../extensions/contracts/handoff.ts';
import { KickOffSection } from '../../extensions/contracts/handoff.ts';
import { addCompany, addContact, addDeal } from '../support/build-account.ts';
import { workOn } from '../support/handoff-work.ts';
import { passAndWatch } from '../support/pass-watch.ts';
import { buildFlowApp, DAY_MS } from '../support/running-baton.ts';
import { people, type SettingsAccount, startSettings } from '../support/settings-account.ts';
import { waitUntil } from '../support/wait.ts';

const { bia, caio } = people;
const PLAN = 'Ana Souza entrega a planilha até 20/11';

let baton: SettingsAccount;
let work: ReturnType<typeof workOn>;
let acme: string;
let ana: string;
let deal: string;

beforeAll(async () => {
  baton = await startSettings({ app: buildFlowApp({ webhooks: true }) }, ({ crm }) => {
    acme = addCompany(crm, { name: 'Acme', hubspot_owner_id: '10112' });
    ana = addContact(crm, acme, 'ana@acme.com.br');
    deal = addDeal(crm, acme, { dealname: 'Acme 2027', hubspot_owner_id: '10122' });
  });
  work = workOn(baton);
  await work.start(deal);
});
afterAll(() => baton.close());

const handoff = () => work.handoffOf(deal);
const taskSubjects = () => baton.crm.list('tasks', { limit: 100 }).results.map((task) => task.properties.hs_task_subject);
const onboarding = async (lang = 'pt-BR') => (await baton.health(acme, lang)).figures!.contributions.find(({ signal }) => signal === 'onboarding');

async function step(as: number, made: HandoffStep): Promise<void> {
  await work.step(deal, as, made);
  await baton.idle();
}

const pass = (ms: number) => passAndWatch(baton, ms);

describe('a deadline that has passed', () => {
  test('is told once: in the history, as a task for the leg\'s owner, as an event', async () => {
    await pass(2 * DAY_MS);
    expect((await handoff()).history.map((move) => move.step)).toEqual(['start']);
    await pass(5 * DAY_MS);
    expect((await handoff()).history.map((move) => move.step)).toEqual(['leg-late', 'start']);
    await waitUntil('the task is there', () => taskSubjects().length === 1);
    const [task] = baton.crm.list('tasks').results;
    expect(task!.properties).toMatchObject({ hs_task_subject: 'Prazo vencido, Vendas: Acme 2027', hubspot_owner_id: '10122' });
    const events = await sql<{ payload: object }>`select payload from events where name = 'handoff.alert.raised'`.execute(baton.kysely);
    expect(events.rows.map(({ payload }) => payload)).toEqual([expect.objectContaining({ rule: 'leg-late', companyId: Number(acme) })]);

    await pass(DAY_MS);
    expect((await handoff()).history).toHaveLength(2);
    expect(taskSubjects()).toHaveLength(1);
  });

  test('of the next turn is told anew; a leg of nobody\'s is the company owner\'s', async () => {
    await work.tell(deal, { whyBought: 'Perde vendas', objective: 'Vender online', promises: 'Integração com o ERP' });
    await step(caio, { kind: 'submit' });
    await pass(4 * DAY_MS);
    await waitUntil('the task is there', () => taskSubjects().includes('Prazo vencido, Engajamento: Acme 2027'));
    const late = baton.crm.list('tasks', { limit: 100 }).results.filter((task) => task.properties.hs_task_subject?.startsWith('Prazo vencido'));
    expect(late.map((task) => task.properties.hubspot_owner_id)).toEqual(['10122', '10112']);
  });
});

describe('the onboarding in the health score', () => {
  test('joins the model with the first accepted customer', async () => {
    expect(await onboarding()).toBeUndefined();
    await step(bia, { kind: 'accept' });
    expect(await onboarding()).toMatchObject({ value: 1, because: 'Em andamento: nenhum marco atrasado, nenhuma promessa quebrada' });
    expect(await onboarding('en')).toMatchObject({ label: 'Onboarding: dates and promises', because: 'Under way: no milestone is late, no promise was broken' });
  });

  test('a broken promise lowers it at once, and tells the promise; kept after all, it is well again', async () => {
    const [promise] = (await handoff()).expectations;
    const judged = (status: 'broken' | 'kept') => step(bia, { kind: 'judge-expectation', expectation: promise!.id, status, planned: true });
    await judged('broken');
    expect(await onboarding()).toMatchObject({ because: 'Uma promessa foi quebrada há menos de um dia; foi prometido: “Integração com o ERP”' });
    expect((await onboarding())!.value).toBeLessThan(0.6);
    await judged('kept');
    expect((await onboarding())!.value).toBe(1);
    await judged('broken');
    await judged('kept');
    expect((await handoff()).history.filter((move) => move.step === 'promise-broken')).toHaveLength(1);
  });

  test('first value that is a week late lowers it, with the kick-off\'s line quoted', async () => {
    for (const section of KickOffSection.options) {
      const text = section === 'journey' ? `- Cadastro\n- ${PLAN}` : `Sobre ${section}`;
      await baton.ask('POST /api/1/handoffs/:handoffId/kick-off', { as: bia, params: { handoffId: (await handoff()).id }, body: { section, text, notApplicable: '' } });
    }
    await step(bia, { kind: 'hold-kick-off' });
    // The customer will have been heard of, so that silence is not the matter.
    baton.crm.update('companies', acme, { notes_last_contacted: new Date(baton.now().getTime() + 35 * DAY_MS).toISOString() });
    await baton.heard();
    await pass(37 * DAY_MS);
    await waitUntil('the score has it', async () => /primeiro valor/.test((await onboarding())?.because ?? ''));
    expect((await onboarding())!.because).toMatch(/^O primeiro valor está atrasado há \d+ dias; o kick-off disse: “Ana Souza entrega a planilha até 20\/11”$/);
    expect((await onboarding('en'))!.because).toMatch(/^First value is \d+ days late; the kick-off said: “Ana Souza/);
    expect((await handoff()).history.filter((move) => move.step === 'silence')).toEqual([]);
  });

  test('silence since then is told beside it', async () => {
    await pass(15 * DAY_MS);
    expect((await handoff()).history.map((move) => move.step)).toContain('silence');
    expect((await onboarding())!.because).toContain('e mais 1 desvio');
  });

  test('an erased person is gone from the quoted line, wherever it stands', async () => {
    baton.crm.forget(ana);
    await baton.heard();
    expect(JSON.stringify(await handoff())).not.toContain('Ana Souza');
    expect((await onboarding())!.because).not.toContain('Ana');
    const kept = await sql<{ text: string }>`select coalesce(string_agg(health, ''), '') as text from card_view`.execute(baton.kysely);
    expect(kept.rows[0]!.text).not.toContain('Ana Souza');
  });
});
