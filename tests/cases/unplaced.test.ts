import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RecordCases } from '../../extensions/contracts/cases.ts';
import type { HomeDecided, HomeReview } from '../../extensions/contracts/review.ts';
import { addCompany } from '../support/build-account.ts';
import { addChannel, chooseCases } from '../support/case-account.ts';
import { DAY_MS, MINUTE_MS, post } from '../support/running-baton.ts';
import { buildKey, startSettings } from '../support/settings-account.ts';

const [BIA, CAIO] = ['10112', '10122'];

let baton: Awaited<ReturnType<typeof startSettings>>;
let acme: string;
let other: string;
let hook: string;

beforeAll(async () => {
  baton = await startSettings({}, ({ crm }) => {
    acme = addCompany(crm, { name: 'Acme', hubspot_owner_id: BIA });
    other = addCompany(crm, { name: 'Outra', domain: 'outra.com.br', hubspot_owner_id: BIA });
  });
  hook = await baton.addSource({ provider: 'webhook', name: 'Pesquisa', settings: { type: 'nps', kind: 'relational' } });
  await addChannel(baton, 'email');
  await addChannel(baton, 'slack', { settings: { url: 'https://hooks.slack.com/services/T1/B1/abcdefgh' }, redacted: true });
  await chooseCases(baton, { groupMinutes: 0, quiet: null });
});
afterAll(() => baton.close());

async function answer(id: string, given: object): Promise<void> {
  await post(hook, { id, respondent: { email: `${id}@nowhere.example`, name: `Pessoa ${id}` }, answeredAt: baton.now().toISOString(), ...given });
  await baton.idle();
}
const mails = () => baton.sandbox.outbound.box.mails().filter(({ subject }) => subject.includes('sem empresa')).map(({ subject, recipient, text }) => ({ subject, recipient, text }));
const slack = () => baton.sandbox.outbound.box.posts().filter(({ body }) => body.includes('sem empresa'));
const look = () => baton.pass(6 * MINUTE_MS);
const record = async (company: string) => ((await baton.ask('GET /api/1/cases/company/:companyId', { params: { companyId: company } })) as RecordCases).cases;
async function reviewed(person: string): Promise<string> {
  const { answers } = (await baton.ask('GET /api/1/home/review', { params: { after: '', part: 'unmatched' } as never })) as HomeReview;
  return answers.find((one) => one.person === person)!.id;
}
async function settle(answerId: string, companyId: string): Promise<void> {
  expect(await baton.ask('POST /api/1/home/review/settle', { body: { key: buildKey(), answerId, companyId } })).toMatchObject({ ok: true });
  await baton.idle();
}

describe('an unhappy customer whose company nobody knows', () => {
  test('is told the admin where nobody leads, and each place, with the way to the review; a happy one is not', async () => {
    await answer('a', { score: 2, comment: 'Péssimo' });
    await answer('happy', { score: 10, comment: 'Ótimo' });
    expect(mails()).toEqual([]);
    await look();
    const { core } = baton.sandbox;
    expect(mails()).toMatchObject([{ subject: 'Um detrator sem empresa: escolha a empresa na revisão', recipient: core.portal(baton.portalId)!.users[0]!.email }]);
    expect(mails()[0]!.text).toContain(`https://app.hubspot.com/app/${baton.portalId}/${core.app.appId}/review`);
    expect(mails()[0]!.text).toMatch(/Pessoa a: 2 de 10 \(NPS\)[\s\S]*> Péssimo/);
    expect(slack()).toHaveLength(1);
    expect(slack()[0]!.body).not.toMatch(/Pessoa a|Péssimo/);
  });

  test('is told once, however often one looks and whatever is said later', async () => {
    await answer('a', { score: 1, comment: 'Péssimo mesmo', updatedAt: new Date(baton.now().getTime() + 1_000).toISOString() });
    await chooseCases(baton, { lead: CAIO });
    for (let times = 0; times < 3; times += 1) await look();
    expect(mails()).toHaveLength(1);
  });

  test('is told the lead, with those that were found together in one letter, without those who were placed meanwhile', async () => {
    await chooseCases(baton, { quiet: { from: '00:00', to: '23:59' } });
    for (const id of ['b', 'c', 'd']) await answer(id, { score: 3 });
    await look();
    expect(mails()).toHaveLength(1);
    await settle(await reviewed('Pessoa d'), acme);
    await baton.pass(DAY_MS);
    expect(mails()).toHaveLength(2);
    expect(mails().find(({ recipient }) => recipient === 'caio@agencia.example')).toMatchObject({ subject: '2 detratores sem empresa: escolha a empresa de cada resposta na revisão' });
    await chooseCases(baton, { quiet: null });
  });

  test('is a case like any other once the company is chosen, however long that took', async () => {
    await baton.pass(20 * DAY_MS);
    const answerId = await reviewed('Pessoa b');
    await settle(answerId, acme);
    expect(await record(acme)).toMatchObject([{ person: 'Pessoa d' }, { person: 'Pessoa b', class: 'detractor', state: 'new', owner: { id: BIA }, clock: { hours: 8 } }]);
    expect(baton.sandbox.outbound.box.mails().filter(({ recipient }) => recipient === 'bia@agencia.example').map(({ subject }) => subject)).toContain('Detrator: Acme respondeu 3 de 10 (NPS)');
  });

  test('begins anew where somebody took it back and chose another company', async () => {
    const answerId = await reviewed('Pessoa c');
    await settle(answerId, acme);
    const { answers } = (await baton.ask('GET /api/1/home/review/decided', { params: { after: '' } })) as HomeDecided;
    expect(await baton.ask('POST /api/1/home/review/undo', { body: { key: buildKey(), answerId, decidedAt: answers.find((one) => one.id === answerId)!.decidedAt } })).toMatchObject({ ok: true });
    await baton.idle();
    expect((await record(acme)).map(({ person }) => person)).not.toContain('Pessoa c');
    await settle(answerId, other);
    expect(await record(other)).toMatchObject([{ person: 'Pessoa c', state: 'new' }]);
    expect(mails()).toHaveLength(2);
  });

  test('of whom the account wants no case is nobody\'s letter, either; and what was told is forgotten in the end', async () => {
    await chooseCases(baton, { opens: { promoter: 'never', passive: 'never', detractor: 'with-comment' } });
    await answer('e', { score: 0 });
    await look();
    expect(mails()).toHaveLength(2);
    await baton.pass(91 * DAY_MS);
    const { rows } = await sql`select from case_unplaced`.execute(baton.kysely);
    expect(rows).toEqual([]);
  });
});

test('respondents are named in no log', () => {
  expect(baton.lines.join('\n')).not.toMatch(/Pessoa [a-e]|Péssimo|nowhere\.example/);
});
