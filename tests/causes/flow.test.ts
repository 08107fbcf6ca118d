import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HomeCases, RecordCases } from '../../extensions/contracts/cases.ts';
import type { CausesView, DraftCause, TaggedAnswer, TriedCauses } from '../../extensions/contracts/causes.ts';
import type { AuditView } from '../../extensions/contracts/settings.ts';
import { topCauses } from '../../src/server/causes/answer-causes.ts';
import { addCompany, addContact } from '../support/build-account.ts';
import { buildFlowApp, post } from '../support/running-baton.ts';
import { buildKey, people, startSettings } from '../support/settings-account.ts';

const { ana, bia, caio } = people;

let baton: Awaited<ReturnType<typeof startSettings>>;
let acme: string;
let celia: string;
let hook: string;

beforeAll(async () => {
  baton = await startSettings({ app: buildFlowApp({ webhooks: true }) }, ({ crm }) => {
    acme = addCompany(crm, { name: 'Acme' });
    addContact(crm, acme, 'ana@acme.com.br');
    celia = addContact(crm, acme, 'c@acme.com.br');
  });
  hook = await baton.addSource({ provider: 'webhook', name: 'Pesquisa', settings: { type: 'nps', kind: 'relational' } });
  await baton.ask('POST /api/1/settings/roles', { body: { key: buildKey(), userId: String(bia), role: 'manager' } });
});
afterAll(() => baton.close());

let minutes = 0;
async function answer(id: string, given: object): Promise<void> {
  const updatedAt = new Date(baton.now().getTime() + (minutes += 1) * 1_000).toISOString();
  await post(hook, { id, respondent: { email: 'ana@acme.com.br' }, answeredAt: baton.now().toISOString(), updatedAt, ...given });
  await baton.idle();
}
const record = async () => (await baton.ask('GET /api/1/cases/company/:companyId', { as: caio, params: { companyId: acme } })) as RecordCases;
const causesOf = async (comment: string) => (await record()).cases.find((one) => one.comment === comment)!.causes.map(({ id, by }) => [id, by]);
const answerOf = async (comment: string) => (await record()).cases.find((one) => one.comment === comment)!.answerId;
const tag = (answerId: string, causeId: string, on: boolean) => baton.ask('POST /api/1/answers/:answerId/causes', { as: caio, params: { answerId }, body: { key: buildKey(), causeId, on } });
const tab = async (as: number = ana) => (await baton.ask('GET /api/1/settings/causes', { as })) as CausesView;
const draftsOf = ({ causes }: CausesView): DraftCause[] => causes.map(({ id, name, terms, archived }) => ({ id, name, terms, archived }));
async function save(change: (drafts: DraftCause[]) => DraftCause[], as: number = ana) {
  const view = await tab();
  const saved = await baton.ask('POST /api/1/settings/causes', { as, body: { key: buildKey(), revision: view.revision, causes: change(draftsOf(view)) } });
  await baton.idle();
  return saved;
}
const more = (id: string, ...terms: string[]) => (drafts: DraftCause[]) => drafts.map((one) => (one.id === id ? { ...one, terms: [...one.terms, ...terms] } : one));

describe('what somebody wrote', () => {
  const slow = 'O sistema é lento e o suporte não responde';

  test('says what their answer is about, on its case', async () => {
    await answer('a', { score: 3, comment: slow });
    expect(await causesOf(slow)).toEqual(expect.arrayContaining([['slowness', 'words'], ['support-wait', 'words']]));
    expect((await record()).causes).toContainEqual({ id: 'price', label: 'Price' });
  });

  test('and once it is another word, about something else', async () => {
    await answer('b', { score: 4, comment: 'Muito caro', respondent: { email: 'b@acme.com.br' } });
    expect(await causesOf('Muito caro')).toEqual([['price', 'words']]);
    await answer('b', { score: 4, comment: 'Falta integração com o ERP', respondent: { email: 'b@acme.com.br' } });
    expect((await causesOf('Falta integração com o ERP')).map(([id]) => id)).not.toContain('price');
  });

  test('is told in the inbox in the reader\'s language', async () => {
    const { cases } = (await baton.ask('GET /api/1/home/cases', { as: caio, params: { lang: 'pt-BR', list: 'open', scope: 'all', owner: '', class: '', after: '' } })) as HomeCases;
    expect(cases.find((one) => one.comment === slow)!.causes.map(({ label }) => label)).toContain('Lentidão');
  });
});

describe('a person', () => {
  const words = 'Péssimo atendimento, muito caro';
  let answerId: string;

  test('puts a cause on an answer and takes one off', async () => {
    await answer('c', { score: 2, comment: words, respondent: { email: 'c@acme.com.br' } });
    answerId = await answerOf(words);
    expect(await tag(answerId, 'training', true)).toMatchObject({ ok: true });
    const { causes } = (await tag(answerId, 'price', false)) as TaggedAnswer;
    expect(causes.map(({ id, by }) => [id, by])).toEqual(expect.arrayContaining([['training', 'person'], ['support', 'words']]));
    expect(causes.map(({ id }) => id)).not.toContain('price');
  });

  test('has the last word: what they took off stays off and what they put on stays on, however often the answer comes', async () => {
    await answer('c', { score: 2, comment: words, respondent: { email: 'c@acme.com.br' } });
    await save(more('price', 'mensalidade alta'));
    const ids = (await causesOf(words)).map(([id]) => id);
    expect(ids).toContain('training');
    expect(ids).not.toContain('price');
  });

  test('is told of an answer or a cause that is not there', async () => {
    expect(await tag('00000000-0000-4000-8000-000000000000', 'price', true)).toMatchObject({ ok: false, code: 'not-found' });
    expect(await tag(answerId, 'unknown', true)).toMatchObject({ ok: false, code: 'not-found' });
  });

  test('stands in the audit trail, without a word of the answer', async () => {
    const { entries } = (await baton.ask('GET /api/1/settings/audit', { params: { area: 'causes', before: '' } })) as AuditView;
    expect(entries.map(({ action, before, after }) => [action, before, after])).toEqual(expect.arrayContaining([
      ['causes.put-on', { cause: 'training', on: false }, { cause: 'training', on: true }], ['causes.taken-off', { cause: 'price', on: true }, { cause: 'price', on: false }],
      ['causes.changed', { price: { name: null, archived: false, words: [] } }, { price: { name: null, archived: false, words: ['mensalidade alta'] } }]]));
    expect(JSON.stringify(entries)).not.toContain('Péssimo');
  });
});

describe('the words', () => {
  const poem = 'O zumbido não me deixa trabalhar';

  test('are an admin\'s to change; a manager sees them, a rep does not', async () => {
    expect(await save((drafts) => drafts, bia)).toMatchObject({ ok: false, code: 'role-too-low' });
    expect(await tab(bia)).toMatchObject({ ok: true, role: 'manager' });
    expect(await tab(caio)).toMatchObject({ ok: false, code: 'role-too-low' });
  });

  test('that are new are looked for in the answers of before, too', async () => {
    await answer('d', { score: 5, comment: poem, respondent: { email: 'd@acme.com.br' } });
    expect(await causesOf(poem)).toEqual([]);
    expect(await save((drafts) => [...drafts, { id: null, name: 'Barulho', terms: ['zumbid*'], archived: false }])).toMatchObject({ ok: true });
    const view = await tab();
    const noise = view.causes.find(({ name }) => name === 'Barulho')!;
    expect(noise.answers).toEqual({ promoters: 0, passives: 0, detractors: 1 });
    expect(await causesOf(poem)).toEqual([[noise.id, 'words']]);
    expect(view).toMatchObject({ saved: true, reading: null, period: { days: 90, commented: 4, tagged: 4 } });
    expect(view.readAt).not.toBeNull();
  });

  test('can be tried before they are kept', async () => {
    const tried = (await baton.ask('POST /api/1/settings/causes/try', { as: bia, body: { causes: more('slowness', 'travando tudo', 'zumbid*')(draftsOf(await tab())), text: 'está travando tudo' } })) as TriedCauses;
    expect(tried).toMatchObject({ ok: true, comments: 4, moves: [{ label: 'Slowness', before: 1, after: 2 }] });
    expect(tried.found).toContainEqual({ label: 'Slowness', terms: ['travando tudo'] });
    expect(await causesOf(poem)).toHaveLength(1);
  });

  test('of an archived cause are looked for, shown and counted no more, until it is brought back', async () => {
    const archive = (archived: boolean) => save((drafts) => drafts.map((one) => (one.name === 'Barulho' ? { ...one, archived } : one)));
    await archive(true);
    expect(await causesOf(poem)).toEqual([]);
    expect(await tab()).toMatchObject({ period: { tagged: 3 } });
    await archive(false);
    expect(await causesOf(poem)).toHaveLength(1);
  });

  test.each<[string, (drafts: DraftCause[]) => DraftCause[], string, string]>([
    ['that says nothing', more('price', 'muito'), 'en', '"muito" says nothing by itself'],
    ['whose end is open too early', more('price', 'ca*'), 'pt-BR', 'Em "ca*", o * só pode ficar no fim'],
    ['that negates in the middle', more('price', 'preço não bom'), 'en', 'the negation can only come first'],
    ['without a name', (drafts) => [...drafts, { id: null, name: null, terms: [], archived: false }], 'pt-BR', 'sem nome'],
    ['with another\'s name', (drafts) => [...drafts, { id: null, name: 'preco', terms: [], archived: false }], 'en', 'Two causes are called'],
    ['that was left out', (drafts) => drafts.slice(1), 'en', 'reload'],
  ])('%s are refused with what to do', async (_what, change, lang, told) => {
    const view = await tab();
    const refused = await baton.ask('POST /api/1/settings/causes', { params: { lang }, body: { key: buildKey(), revision: view.revision, causes: change(draftsOf(view)) } });
    expect(refused).toMatchObject({ ok: false, code: 'invalid', cure: expect.stringContaining(told) });
    expect((await tab()).revision).toBe(view.revision);
  });

  test('that somebody else has changed meanwhile are not overwritten', async () => {
    const view = await tab();
    await save(more('price', 'salgado'));
    expect(await baton.ask('POST /api/1/settings/causes', { body: { key: buildKey(), revision: view.revision, causes: draftsOf(view) } })).toMatchObject({ ok: false, code: 'conflict' });
  });
});

describe('causes are counted', () => {
  const count = (companies: number[] | null) =>
    baton.db.withPortal(baton.portalId, (tx) => topCauses(tx, { companies, language: 'en', span: { from: new Date(0), to: new Date(baton.now().getTime() + 86_400_000) } }));

  test('by answer, of some companies or of all, with how many were unhappy', async () => {
    await answer('happy', { score: 10, comment: 'Atendimento excelente', respondent: { email: 'e@acme.com.br' } });
    expect(await count(null)).toContainEqual({ label: 'Support', n: 3, detractors: 2 });
    expect(await count([Number(acme)])).toEqual(await count(null));
    expect(await count([1])).toEqual([]);
  });

  test('and stay counted when the person is erased, whose words are gone', async () => {
    const before = await count(null);
    baton.crm.forget(celia);
    await baton.heard();
    expect(JSON.stringify(await record())).not.toContain('Péssimo');
    expect(await count(null)).toEqual(before);
  });
});
