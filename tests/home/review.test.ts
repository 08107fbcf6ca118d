import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as contract from '../../extensions/contracts/review.ts';
import { AuditView } from '../../extensions/contracts/settings.ts';
import { addCompany, addContact, daysBefore } from '../support/build-account.ts';
import { addPortal, DAY_MS, MINUTE_MS, post } from '../support/running-baton.ts';
import { buildKey, createAsk, people, startSettings } from '../support/settings-account.ts';
import { waitUntil } from '../support/wait.ts';

let baton: Awaited<ReturnType<typeof startSettings>>;
let group: string;
let branch: string;
let lead: string;
let hook: string;

beforeAll(async () => {
  baton = await startSettings({}, ({ crm }) => {
    group = addCompany(crm, { name: 'Grupo Dorva', domain: 'dorva.com.br' });
    branch = addCompany(crm, { name: 'Dorva 100% Nordeste', domain: 'dorva.com.br' });
    lead = addCompany(crm, { name: 'Outra Dorva', domain: 'outra.com.br', lifecyclestage: 'lead' });
  });
  hook = await baton.addSource({ provider: 'webhook', name: 'Formulário público', settings: { type: 'nps', kind: 'relational' } });
  expect(await baton.ask('POST /api/1/settings/roles', { body: { key: buildKey(), userId: String(people.bia), role: 'manager' } })).toMatchObject({ ok: true });
});
afterAll(() => baton.close());

const ask: ReturnType<typeof createAsk> = (endpoint, asked) => baton.ask(endpoint, asked);
const queue = async (after = '') => contract.HomeReview.parse(await ask('GET /api/1/home/review', { as: people.caio, params: { after } }));
const decided = async (as: number = people.caio, after = '') => contract.HomeDecided.parse(await ask('GET /api/1/home/review/decided', { as, params: { after } }));
const decisionOn = async (answerId: string, as?: number) => (await decided(as)).answers.find((answer) => answer.id === answerId);
const found = async (search: string) => contract.FoundCompanies.parse(await ask('GET /api/1/home/review/companies', { as: people.caio, params: { search } })).companies;
const audited = async () => AuditView.parse(await ask('GET /api/1/settings/audit', { params: { area: 'answer', before: '' } })).entries;

interface By {
  as?: number;
  key?: string;
}

const settle = (answerId: string, companyId: string, { as = people.caio, key = buildKey() }: By = {}) => ask('POST /api/1/home/review/settle', { as, body: { key, answerId, companyId } });
const dismiss = (answerId: string, reason = 'no-customer', { as = people.caio, key = buildKey() }: By = {}) => ask('POST /api/1/home/review/dismiss', { as, body: { key, answerId, reason } });

/** Takes back the decision that the list shows. */
async function undo(answerId: string, { as = people.caio, key = buildKey(), decidedAt }: By & { decidedAt?: string } = {}) {
  return ask('POST /api/1/home/review/undo', { as, body: { key, answerId, decidedAt: decidedAt ?? (await decisionOn(answerId))!.decidedAt } });
}

/** Sends an answer known by the shared domain alone; tells its id in the queue. */
async function waiting(id: string, fields: object = {}): Promise<string> {
  expect((await post(hook, { id, score: 2, answeredAt: daysBefore(1), respondent: { email: `${id}@dorva.com.br` }, ...fields })).status).toBe(200);
  await baton.idle();
  const { rows } = await sql<{ answer_id: string }>`select answer_id from answers where external_id = ${id}`.execute(baton.kysely);
  return rows[0]!.answer_id;
}

/** What counts for a company: its NPS answers and its score. */
async function countsFor(companyId: string) {
  await baton.idle();
  return { answers: (await baton.nps(companyId)).figures?.latest.length ?? 0, score: (await baton.health(companyId)).figures!.score };
}

async function auditEntries(answerId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from audit_entries where subject = ${`answer:${answerId}`}`.execute(baton.kysely);
  return rows[0]!.n;
}

describe('an answer in the queue', () => {
  it('shows whose an answer may be; a rep settles it, the NPS and the score of the company follow, and it is gone from the queue', async () => {
    const before = (await baton.health(group)).figures!.score;
    const answerId = await waiting('first', { comment: 'Muito lento' });
    const shown = await queue();
    expect(shown.answers[0]).toMatchObject({ id: answerId, type: 'nps', score: 2, scale: [0, 10], comment: 'Muito lento', person: 'first@dorva.com.br', source: 'Formulário público' });
    expect(shown.answers[0]!.candidates.map((one) => one.id).sort()).toEqual([group, branch].sort());
    expect(contract.SettledAnswer.parse(await settle(answerId, group))).toMatchObject({ companyId: group });
    await baton.idle();
    expect((await baton.nps(group)).figures!.latest).toMatchObject([{ score: 2 }]);
    expect((await baton.nps(branch)).figures?.latest ?? []).toEqual([]);
    expect((await baton.health(group)).figures!.score).toBeLessThan(before);
    expect(await queue()).toMatchObject({ waiting: 0, answers: [] });
  });

  it('stands in the audit trail with who, what could be chosen and what was', async () => {
    const answerId = await waiting('audited');
    await settle(answerId, branch);
    const entries = await audited();
    expect(entries[0]).toMatchObject({ userId: String(people.caio), action: 'answer.settled', subject: `answer:${answerId}`, after: { companyId: Number(branch) } });
    expect((entries[0]!.before as { candidates: number[] }).candidates).toContain(Number(group));
  });

  it('a settling that HubSpot sends twice happens once; of two people, the first decides', async () => {
    const answerId = await waiting('twice');
    const key = buildKey();
    const [one, two] = await Promise.all([settle(answerId, group, { key }), settle(answerId, group, { key })]);
    expect(one).toEqual(two);
    expect(one.ok).toBe(true);
    expect(await settle(answerId, branch, { as: people.ana })).toMatchObject({ ok: false, code: 'conflict' });
    await baton.idle();
    expect(await auditEntries(answerId)).toBe(1);
  });

  it('goes to a company that is no candidate, too, found by name or domain; customers come first', async () => {
    expect((await found('DORVA')).map((company) => company.id)).toEqual([branch, group, lead]);
    expect((await found('100%')).map((company) => company.name)).toEqual(['Dorva 100% Nordeste']);
    expect(await found('outra.com')).toMatchObject([{ id: lead, domain: 'outra.com.br', recordUrl: `https://app.hubspot.com/contacts/101/record/0-2/${lead}?tab=customer-health` }]);
    expect(await ask('GET /api/1/home/review/companies', { params: { search: ' a ' } })).toMatchObject({ ok: false, code: 'bad-request' });
    const answerId = await waiting('searched');
    expect(await settle(answerId, lead)).toMatchObject({ ok: true, companyId: lead });
    expect(await decisionOn(answerId)).toMatchObject({ company: { id: lead, name: 'Outra Dorva' }, reason: null });
  });

  it('goes to no company that is not there, and an answer that is not there to none', async () => {
    const answerId = await waiting('stranger');
    expect(await settle(answerId, '424242')).toMatchObject({ ok: false, code: 'not-found' });
    for (const made of [settle, dismiss]) expect(await made('00000000-0000-4000-8000-000000000000', made === settle ? group : 'test')).toMatchObject({ ok: false, code: 'not-found' });
    await settle(answerId, group);
  });

  it('a later delivery of the answer, and a change in the CRM, leave the person\'s choice', async () => {
    const answerId = await waiting('kept');
    await settle(answerId, branch);
    await waiting('kept', { score: 3, updatedAt: daysBefore(0) });
    const { rows } = await sql<{ company: number; how: string; score: number }>`select company_id as company, match_how as how, score from answers where answer_id = ${answerId}`.execute(baton.kysely);
    expect(rows).toEqual([{ company: Number(branch), how: 'person', score: 3 }]);
  });

  it('another account sees and settles nothing of it', async () => {
    const answerId = await waiting('foreign');
    const stranger = addPortal(baton.sandbox, 202);
    await baton.install(stranger);
    const theirs = createAsk({ sandbox: baton.sandbox, portalId: stranger });
    const as = stranger * 100 + 1;
    expect(await theirs('GET /api/1/home/review', { as, params: { after: '' } })).toMatchObject({ ok: true, waiting: 0 });
    expect(await theirs('GET /api/1/home/review/decided', { as, params: { after: '' } })).toMatchObject({ ok: true, answers: [] });
    expect(await theirs('GET /api/1/home/review/companies', { as, params: { search: 'dorva' } })).toMatchObject({ ok: true, companies: [] });
    expect((await theirs('POST /api/1/home/review/settle', { as, body: { key: buildKey(), answerId, companyId: group } })).ok).toBe(false);
    expect((await theirs('POST /api/1/home/review/dismiss', { as, body: { key: buildKey(), answerId, reason: 'test' } })).ok).toBe(false);
    expect((await queue()).answers.map((answer) => answer.id)).toContain(answerId);
    await settle(answerId, group);
  });

  it('is read twenty a page, newest first, each once', async () => {
    for (let i = 0; i < 23; i++) await post(hook, { id: `page-${i}`, score: 5, answeredAt: daysBefore(2), respondent: { email: `page${i}@dorva.com.br` } });
    await baton.idle();
    const first = await queue();
    const second = await queue(first.next!);
    expect([first.waiting, first.answers.length, second.answers.length, second.next]).toEqual([23, 20, 3, null]);
    expect(new Set([...first.answers, ...second.answers].map((answer) => answer.id)).size).toBe(23);
  });
});

describe('none of these', () => {
  it('the answer stays and belongs to nobody: out of the queue, out of every score, with reason, actor and time', async () => {
    const before = [await countsFor(group), await countsFor(branch)];
    const answerId = await waiting('nobodys', { comment: 'Não sou cliente' });
    const { waiting: queued } = await queue();
    expect(await dismiss(answerId)).toEqual({ ok: true });
    expect((await queue()).waiting).toBe(queued - 1);
    expect([await countsFor(group), await countsFor(branch)]).toEqual(before);
    const decision = await decisionOn(answerId);
    expect(decision).toMatchObject({ comment: 'Não sou cliente', company: null, reason: 'no-customer', userId: String(people.caio), who: 'Caio Lima', mayUndo: true });
    expect(Math.abs(Date.parse(decision!.decidedAt) - baton.now().getTime())).toBeLessThan(60_000);
    const { rows } = await sql<{ company: number | null; score: number }>`select company_id as company, score from answers where answer_id = ${answerId}`.execute(baton.kysely);
    expect(rows).toEqual([{ company: null, score: 2 }]);
    expect((await audited())[0]).toMatchObject({ userId: String(people.caio), action: 'answer.dismissed', before: { candidates: [Number(group), Number(branch)].sort((a, b) => a - b) }, after: { reason: 'no-customer' } });
  });

  it('happens once, however often HubSpot sends it; who comes second is told; a reason is one of the list', async () => {
    const answerId = await waiting('dismissed-twice');
    const key = buildKey();
    const [one, two] = await Promise.all([dismiss(answerId, 'test', { key }), dismiss(answerId, 'test', { key })]);
    expect([one, two]).toEqual([{ ok: true }, { ok: true }]);
    expect(await settle(answerId, group)).toMatchObject({ ok: false, code: 'conflict' });
    expect(await dismiss(answerId, 'other')).toMatchObject({ ok: false, code: 'conflict' });
    expect(await dismiss(answerId, 'because she said so')).toMatchObject({ ok: false, code: 'bad-request' });
    expect(await auditEntries(answerId)).toBe(1);
  });

  it('stays so when the answer is delivered again, when the CRM changes and when all are matched anew', async () => {
    const [answerId, control] = [await waiting('stays'), await waiting('follows')];
    await dismiss(answerId);
    for (const id of ['stays', 'follows']) addContact(baton.crm, group, `${id}@dorva.com.br`, { lastmodifieddate: baton.now().toISOString() });
    await baton.pass(DAY_MS);
    await waiting('stays', { score: 3, updatedAt: daysBefore(0) });
    await baton.idle();
    const { rows } = await sql<{ state: string; company: number | null; score: number }>`
      select match_state as state, company_id as company, score from answers where answer_id in (${answerId}::uuid, ${control}::uuid) order by score desc`.execute(baton.kysely);
    expect(rows).toEqual([{ state: 'dismissed', company: null, score: 3 }, { state: 'matched', company: Number(group), score: 2 }]);
  });
});

describe('an answer that nothing leads to any company', () => {
  const unmatched = async () => contract.HomeReview.parse(await ask('GET /api/1/home/review', { as: people.caio, params: { after: '', part: 'unmatched' } }));
  const lost = (id: string) => waiting(id, { respondent: { email: `${id}@nowhere.example` } });

  it('waits apart from those with candidates, and is counted beside them', async () => {
    const before = await queue();
    const answerId = await lost('lost');
    const after = await queue();
    expect([after.waiting, after.unmatched]).toEqual([before.waiting, before.unmatched + 1]);
    expect(after.answers.map((answer) => answer.id)).not.toContain(answerId);
    expect((await unmatched()).answers.find((answer) => answer.id === answerId)).toMatchObject({ person: 'lost@nowhere.example', candidates: [] });
  });

  it('is given to any company; taken back, it waits without a candidate again', async () => {
    const before = await countsFor(group);
    const answerId = await lost('lost-given');
    expect(await settle(answerId, group)).toMatchObject({ ok: true, companyId: group });
    expect((await countsFor(group)).answers).toBe(before.answers + 1);
    expect((await unmatched()).answers.map((answer) => answer.id)).not.toContain(answerId);
    expect(await undo(answerId)).toEqual({ ok: true });
    expect(await countsFor(group)).toEqual(before);
    expect((await unmatched()).answers.map((answer) => answer.id)).toContain(answerId);
  });

  it('is dismissed for a reason', async () => {
    const answerId = await lost('lost-dismissed');
    const { unmatched: before } = await unmatched();
    expect(await dismiss(answerId, 'test')).toEqual({ ok: true });
    expect((await unmatched()).unmatched).toBe(before - 1);
    expect(await decisionOn(answerId)).toMatchObject({ company: null, reason: 'test' });
  });

  it('finds its company by itself once HubSpot knows it', async () => {
    const answerId = await lost('late');
    await baton.pass(MINUTE_MS);
    const contact = baton.crm.create('contacts', { email: 'late@nowhere.example' });
    baton.crm.associate('contacts', contact.id, 'companies', group, true);
    await baton.pass(MINUTE_MS);
    await waitUntil('the answer has its company', async () => (await unmatched()).answers.every((answer) => answer.id !== answerId));
    const { rows } = await sql<{ company: number; state: string }>`select company_id as company, match_state as state from answers where answer_id = ${answerId}`.execute(baton.kysely);
    expect(rows).toEqual([{ company: Number(group), state: 'matched' }]);
  });
});

describe('a decision taken back', () => {
  it('of an answer given: it waits again with its candidates, and the score is as before; given to another, that one\'s follows', async () => {
    const before = { group: await countsFor(group), branch: await countsFor(branch) };
    const answerId = await waiting('moved', { score: 0 });
    await settle(answerId, group);
    const given = await countsFor(group);
    expect(given.answers).toBe(before.group.answers + 1);
    expect(given.score).toBeLessThan(before.group.score);
    expect(await undo(answerId)).toEqual({ ok: true });
    expect(await countsFor(group)).toEqual(before.group);
    expect((await queue()).answers.find((answer) => answer.id === answerId)!.candidates.map((one) => one.id).sort()).toEqual([group, branch].sort());
    expect(await decisionOn(answerId)).toBeUndefined();
    await settle(answerId, branch);
    expect((await countsFor(branch)).answers).toBe(before.branch.answers + 1);
    expect(await countsFor(group)).toEqual(before.group);
  });

  it('of an answer dismissed: it waits again; the audit trail keeps what was, and what is', async () => {
    const answerId = await waiting('undismissed');
    await dismiss(answerId, 'duplicate');
    const { decidedAt } = (await decisionOn(answerId))!;
    expect(await undo(answerId)).toEqual({ ok: true });
    expect((await queue()).answers.map((answer) => answer.id)).toContain(answerId);
    expect((await audited())[0]).toMatchObject({ action: 'answer.undone', subject: `answer:${answerId}`, before: { reason: 'duplicate', decidedBy: people.caio, decidedAt }, after: { candidates: [Number(group), Number(branch)].sort((a, b) => a - b) } });
    await settle(answerId, group);
  });

  it('happens once, however often it is sent; a newer decision of the same answer is not touched', async () => {
    const answerId = await waiting('undone-twice');
    await settle(answerId, group);
    const { decidedAt } = (await decisionOn(answerId))!;
    const key = buildKey();
    const [one, two] = await Promise.all([undo(answerId, { key, decidedAt }), undo(answerId, { key, decidedAt })]);
    expect([one, two]).toEqual([{ ok: true }, { ok: true }]);
    expect(await auditEntries(answerId)).toBe(2);
    await settle(answerId, branch);
    expect(await undo(answerId, { decidedAt })).toMatchObject({ ok: false, code: 'conflict' });
    expect(await decisionOn(answerId)).toMatchObject({ company: { id: branch } });
  });

  it('is one\'s own to take back, or a manager\'s; a refused try stands in the audit trail', async () => {
    const answerId = await waiting('colleague');
    await settle(answerId, group, { as: people.ana });
    expect((await decisionOn(answerId, people.caio))!.mayUndo).toBe(false);
    expect(await undo(answerId)).toMatchObject({ ok: false, code: 'role-too-low' });
    const refused = AuditView.parse(await ask('GET /api/1/settings/audit', { params: { area: 'access', before: '' } })).entries;
    expect(refused[0]).toMatchObject({ userId: String(people.caio), action: 'access.refused', subject: 'POST /api/1/home/review/undo', after: { role: 'rep' } });
    expect((await decisionOn(answerId, people.bia))!.mayUndo).toBe(true);
    expect(await undo(answerId, { as: people.bia })).toEqual({ ok: true });
    await settle(answerId, group);
  });

  it('decisions are read twenty a page, the newest first, each once', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 22; i++) ids.push(await waiting(`decided-${i}`));
    for (const id of ids) await dismiss(id);
    const first = await decided();
    const second = await decided(people.caio, first.next!);
    expect(first.answers.length).toBe(20);
    const all = [...first.answers, ...second.answers].map((answer) => answer.id);
    expect(all.slice(0, 22)).toEqual(ids.reverse());
    expect(new Set(all).size).toBe(all.length);
  });
});
