import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as contract from '../../extensions/contracts/home.ts';
import { AuditView } from '../../extensions/contracts/settings.ts';
import { addCompany, daysBefore } from '../support/build-account.ts';
import { addPortal, post, startBaton, type RunningBaton } from '../support/running-baton.ts';
import { buildSandboxUser } from '../support/sandbox.ts';
import { buildKey, createAsk, people } from '../support/settings-account.ts';

let baton: RunningBaton;
let ask: ReturnType<typeof createAsk>;
let group: string;
let branch: string;
let other: string;
let hook: string;

beforeAll(async () => {
  baton = await startBaton();
  baton.sandbox.core.portal(baton.portalId)!.users.push(buildSandboxUser({ id: people.caio, ownerId: '10122', firstName: 'Caio', lastName: 'Lima', email: 'caio@agencia.example', role: 'cs-rep' }));
  group = addCompany(baton.crm, { name: 'Grupo Dorva', domain: 'dorva.com.br' });
  branch = addCompany(baton.crm, { name: 'Dorva 100% Nordeste', domain: 'dorva.com.br', hubspot_owner_id: '10122' });
  other = addCompany(baton.crm, { name: 'Outra', domain: 'outra.com.br', lifecyclestage: 'lead' });
  await baton.install();
  hook = await baton.addSource({ provider: 'webhook', name: 'Formulário público', settings: { type: 'nps', kind: 'relational' } });
  ask = createAsk(baton);
}, 60_000);
afterAll(() => baton.close());

const nothing = { band: '', owner: '', search: '', after: '' };
const companies = async (asked: Partial<typeof nothing> = {}) => contract.HomeCompanies.parse(await ask('GET /api/1/home/companies', { as: people.caio, params: { ...nothing, ...asked } }));
const review = async (after = '') => contract.HomeReview.parse(await ask('GET /api/1/home/review', { as: people.caio, params: { after } }));
const settle = (answerId: string, companyId: string, options: { as?: number; key?: string } = {}) =>
  ask('POST /api/1/home/review/settle', { as: options.as ?? people.caio, body: { key: options.key ?? buildKey(), answerId, companyId } });

/** Sends an answer known by the shared domain alone; tells its id in the queue. */
async function waiting(id: string, fields: object = {}): Promise<string> {
  expect((await post(hook, { id, score: 2, answeredAt: daysBefore(1), respondent: { email: `${id}@dorva.com.br` }, ...fields })).status).toBe(200);
  await baton.idle();
  const { rows } = await sql<{ answer_id: string }>`select answer_id from answers where external_id = ${id}`.execute(baton.kysely);
  return rows[0]!.answer_id;
}

describe('companies by score', () => {
  it('name owner, band and record; a rep may look', async () => {
    const view = await companies();
    expect(view.companies.map((company) => company.name).sort()).toEqual(['Dorva 100% Nordeste', 'Grupo Dorva']);
    expect(view.companies.find((company) => company.id === branch)).toMatchObject({ owner: 'Caio Lima', nps: null, npsAnswers: 0 });
    expect(view.companies[0]!.recordUrl).toBe(`https://app.hubspot.com/contacts/101/record/0-2/${view.companies[0]!.id}?tab=customer-health`);
    expect(view.owners).toEqual([{ id: '10122', name: 'Caio Lima', companies: 1 }, { id: 'none', name: null, companies: 1 }]);
    expect(view.bands.healthy + view.bands.watch + view.bands['at-risk']).toBe(2);
  });

  it.each([
    [{ owner: '10122' }, ['Dorva 100% Nordeste']],
    [{ owner: 'none' }, ['Grupo Dorva']],
    [{ search: 'GRUPO' }, ['Grupo Dorva']],
    [{ search: '%' }, ['Dorva 100% Nordeste']],
    [{ search: '_rupo' }, []],
    [{ search: 'dorva', owner: '999' }, []],
  ])('are narrowed by %j', async (asked, names) => {
    const view = await companies(asked);
    expect(view.companies.map((company) => company.name)).toEqual(names);
    expect(view.bands.healthy + view.bands.watch + view.bands['at-risk']).toBe(names.length);
  });

  it('come worst first, fifty a page, each once; equal scores do not get lost; bands count all pages', async () => {
    await sql`
      insert into companies (portal_id, company_id, name, is_customer) select 101, 700000 + i, 'Cliente ' || i, true from generate_series(1, 120) as i`.execute(baton.kysely);
    await sql`
      insert into health_states (portal_id, company_id, day, score, model_version, band, band_since)
      select 101, 700000 + i, '2026-11-18', round((i / 40) * 20.3, 1)::real, 1, 'at-risk', '2026-11-01' from generate_series(1, 120) as i`.execute(baton.kysely);
    const pages = [];
    for (let after: string | null = ''; after !== null; ) {
      const view: contract.HomeCompanies = await companies({ search: 'Cliente ', after });
      pages.push(view.companies);
      expect(view.bands).toEqual({ healthy: 0, watch: 0, 'at-risk': 120 });
      after = view.next;
    }
    expect(pages.map((page) => page.length)).toEqual([50, 50, 20]);
    const all = pages.flat();
    expect(new Set(all.map((company) => company.id)).size).toBe(120);
    expect(all.map((company) => company.score)).toEqual(all.map((company) => company.score).sort((a, b) => a - b));
    expect((await companies({ search: 'Cliente ', band: 'watch' })).companies).toEqual([]);
    await sql`delete from health_states where company_id between 700001 and 700120`.execute(baton.kysely);
    await sql`delete from companies where company_id between 700001 and 700120`.execute(baton.kysely);
  });

  it('a mark that nobody was given is refused', async () => {
    expect(await ask('GET /api/1/home/companies', { params: { ...nothing, after: "1:1' or 1=1" } })).toMatchObject({ ok: false, code: 'bad-request' });
  });
});

describe('the review queue', () => {
  it('shows whose an answer may be; a rep settles it, the NPS and the score of the company follow, and it is gone from the queue', async () => {
    const before = (await baton.health(group)).figures!.score;
    const answerId = await waiting('first', { comment: 'Muito lento' });
    const queue = await review();
    expect(queue.answers[0]).toMatchObject({ id: answerId, type: 'nps', score: 2, scale: [0, 10], comment: 'Muito lento', person: 'first@dorva.com.br', source: 'Formulário público' });
    expect(queue.answers[0]!.candidates.map((one) => one.id).sort()).toEqual([group, branch].sort());
    expect(contract.SettledAnswer.parse(await settle(answerId, group))).toMatchObject({ companyId: group });
    await baton.idle();
    expect((await baton.nps(group)).figures!.latest).toMatchObject([{ score: 2 }]);
    expect((await baton.nps(branch)).figures?.latest ?? []).toEqual([]);
    expect((await baton.health(group)).figures!.score).toBeLessThan(before);
    expect(await review()).toMatchObject({ waiting: 0, answers: [] });
  });

  it('stands in the audit trail with who, what could be chosen and what was', async () => {
    const answerId = await waiting('audited');
    await settle(answerId, branch);
    const { entries } = AuditView.parse(await ask('GET /api/1/settings/audit', { params: { area: 'answer', before: '' } }));
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
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from audit_entries where subject = ${`answer:${answerId}`}`.execute(baton.kysely);
    expect(rows[0]!.n).toBe(1);
  });

  it('a company that is no candidate, or no company, is refused', async () => {
    const answerId = await waiting('stranger');
    expect(await settle(answerId, other)).toMatchObject({ ok: false, code: 'invalid' });
    expect(await settle(answerId, '424242')).toMatchObject({ ok: false, code: 'not-found' });
    expect(await settle('00000000-0000-4000-8000-000000000000', group)).toMatchObject({ ok: false, code: 'not-found' });
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
    expect(await theirs('GET /api/1/home/companies', { as, params: nothing })).toMatchObject({ ok: true, companies: [] });
    expect((await theirs('POST /api/1/home/review/settle', { as, body: { key: buildKey(), answerId, companyId: group } })).ok).toBe(false);
    expect((await review()).answers.map((answer) => answer.id)).toContain(answerId);
    await settle(answerId, group);
  });

  it('is read twenty a page, newest first, each once', async () => {
    for (let i = 0; i < 23; i++) await post(hook, { id: `page-${i}`, score: 5, answeredAt: daysBefore(2), respondent: { email: `page${i}@dorva.com.br` } });
    await baton.idle();
    const first = await review();
    const second = await review(first.next!);
    expect([first.waiting, first.answers.length, second.answers.length, second.next]).toEqual([23, 20, 3, null]);
    expect(new Set([...first.answers, ...second.answers].map((answer) => answer.id)).size).toBe(23);
  });
});

it('sources tell a rep how they do, and nothing of their settings', async () => {
  const answer = await ask('GET /api/1/home/sources', { as: people.caio });
  const { sources } = contract.HomeSources.parse(answer);
  expect(sources.find((source) => source.name === 'Formulário público')).toMatchObject({ state: 'receiving', waiting: 0, failed: 0 });
  expect(Object.keys((answer as contract.HomeSources).sources[0]!).sort()).toEqual(['failed', 'id', 'lastReceivedAt', 'name', 'provider', 'state', 'waiting']);
});
