import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as contract from '../../extensions/contracts/case-settings.ts';
import type { AuditView } from '../../extensions/contracts/settings.ts';
import type { HomeCaseFigures, RecordCases } from '../../extensions/contracts/cases.ts';
import { addCompany, addContact } from '../support/build-account.ts';
import { HOUR_MS, post } from '../support/running-baton.ts';
import { buildKey, people, startSettings } from '../support/settings-account.ts';

const { ana, bia, caio } = people;
const [BIA, CAIO] = ['10112', '10122'];

let baton: Awaited<ReturnType<typeof startSettings>>;
let acme: string;
let hook: string;

beforeAll(async () => {
  baton = await startSettings({}, ({ crm }) => {
    acme = addCompany(crm, { name: 'Acme', hubspot_owner_id: BIA, industry: 'RETAIL' });
    addContact(crm, acme, 'ana@acme.com.br');
  });
  hook = await baton.addSource({ provider: 'webhook', name: 'Pesquisa', settings: { type: 'nps', kind: 'relational' } });
  await baton.ask('POST /api/1/settings/roles', { body: { key: buildKey(), userId: String(bia), role: 'manager' } });
  // The account's cases begin with the first answer that is looked at.
  await answer('before', 9, new Date(baton.now().getTime() - HOUR_MS));
});
afterAll(() => baton.close());

async function answer(id: string, score: number, at = baton.now()): Promise<void> {
  await post(hook, { id, score, comment: 'Ninguém responde', respondent: { email: 'ana@acme.com.br' }, answeredAt: at.toISOString() });
  await baton.idle();
}
const read = async (as: number = ana) => contract.CaseSettingsView.parse(await baton.ask('GET /api/1/settings/cases', { as }));
async function save(part: Partial<contract.CaseSettings>, { as = ana, key = buildKey(), revision, lang = 'en' }: { as?: number; key?: string; revision?: number; lang?: string } = {}) {
  const now = await read();
  return baton.ask('POST /api/1/settings/cases', { as, params: { lang }, body: { key, revision: revision ?? now.revision, settings: { ...now.settings, ...part } } });
}
const record = async () => (await baton.ask('GET /api/1/cases/company/:companyId', { as: caio, params: { companyId: acme } })) as RecordCases;

describe('what is set of cases', () => {
  it('begins with what Baton begins with, and says so; it tells owners, properties and the account\'s currency', async () => {
    const view = await read(bia);
    expect(view).toMatchObject({ saved: false, revision: 0, role: 'manager', currency: 'BRL', settings: { fallback: null, policies: [{ classes: ['detractor'], hours: 8 }, {}, {}] } });
    expect(view.owners).toContainEqual({ id: BIA, name: 'Bia Souza' });
    expect(view.properties!.map(({ name }) => name)).toContain('industry');
  });

  it.each<[string, Partial<contract.CaseSettings>, string, string]>([
    ['two steps of one percentage', { escalation: [{ percent: 50, to: 'owner' }, { percent: 50, to: 'lead' }] }, 'same percentage', 'mesmo percentual'],
    ['somebody who owns nothing', { fallback: '424242' }, 'owns nothing', 'não é mais proprietária'],
    ['a channel that is none', { rules: [{ classes: ['detractor'], kinds: [], segments: [], minRevenue: null, owners: [], tell: [{ channelId: 'nowhere', to: 'owner' }] }] }, 'no more', 'não existe mais'],
    ['a backup of oneself', { leaves: [{ owner: BIA, backup: BIA, from: '2026-12-01', to: '2026-12-02' }] }, 'for themselves', 'dela mesma'],
    ['a leave that ends before it begins', { leaves: [{ owner: BIA, backup: CAIO, from: '2026-12-02', to: '2026-12-01' }] }, 'ends before', 'antes de começar'],
    ['a text with a placeholder that is none', { texts: { detractor: { headline: '{empresa} está infeliz', lead: '' } } }, 'does not know {empresa}: use only {company}', 'não sabe o que é {empresa}: use só {company}'],
    ['a text that is too long', { texts: { passive: { headline: '', lead: 'x'.repeat(501) } } }, 'longer than 500', 'passa de 500'],
  ])('%s is refused, with what to do in the reader\'s language', async (_, part, cure, curePt) => {
    expect(await save(part, { lang: 'pt-BR' })).toMatchObject({ ok: false, code: 'invalid', cure: expect.stringContaining(curePt) });
    expect(await save(part)).toMatchObject({ ok: false, code: 'invalid', cure: expect.stringContaining(cure) });
    expect((await read()).revision).toBe(0);
  });

  it('is saved once a key and over the revision that was seen, and stands in the audit trail', async () => {
    const key = buildKey();
    const policies = [{ classes: ['detractor' as const], segments: ['RETAIL'], hours: 4 }];
    expect(await save({ policies, segmentProperty: 'industry', lead: CAIO }, { key, revision: 0 })).toEqual({ ok: true, revision: 1 });
    expect(await save({ policies: [] }, { revision: 0 })).toMatchObject({ ok: false, code: 'conflict' });
    expect(await read()).toMatchObject({ saved: true, revision: 1, settings: { policies, lead: CAIO } });
    const { rows } = await sql<{ action: string; subject: string }>`select action, subject from audit_entries where action like 'cases.%'`.execute(baton.kysely);
    expect(rows).toEqual([{ action: 'cases.settings', subject: 'cases' }]);
    const { entries } = (await baton.ask('GET /api/1/settings/audit', { params: { area: '', before: '' } as never })) as AuditView;
    expect(entries.map((one) => one.action)).toContain('cases.settings');
  });
});

describe('what was set counts', () => {
  it('for a case of the segment, which has its hours', async () => {
    await answer('a', 2);
    expect((await record()).cases[0]).toMatchObject({ state: 'new', owner: { id: BIA }, clock: { hours: 4 } });
  });

  it('for who is away: the open cases are the backup\'s at once', async () => {
    const day = baton.now().toISOString().slice(0, 10);
    expect(await save({ leaves: [{ owner: BIA, backup: CAIO, from: day, to: day }] })).toMatchObject({ ok: true });
    expect((await record()).cases[0]!.owner).toEqual({ id: CAIO, name: 'Caio Lima' });
  });

  it('in the figures, of which a rep hears nothing: what is overdue and open is a breach', async () => {
    await baton.pass(30 * HOUR_MS);
    const figures = (await baton.ask('GET /api/1/home/cases/figures', { as: bia, params: { days: '30' } })) as HomeCaseFigures;
    expect(figures.all).toMatchObject({ kept: 0, of: 1, rate: 0, answered: 0, medianHours: null });
    expect(figures.bySegment).toMatchObject([{ segment: 'RETAIL', label: 'Retail', of: 1 }]);
    expect(figures.byOwner).toMatchObject([{ of: 1 }]);
    expect(await baton.ask('GET /api/1/home/cases/figures', { as: caio, params: { days: '30' } })).toMatchObject({ ok: false, code: 'role-too-low' });
  });

  it('in the figures: a segment is told by its value while HubSpot does not tell what it is called', async () => {
    baton.sandbox.faults.script([{ kind: 'status', status: 400, path: 'properties', count: 1, skip: 0, chance: 1, seed: 1, headers: {} }]);
    const figures = (await baton.ask('GET /api/1/home/cases/figures', { as: bia, params: { days: '30' } })) as HomeCaseFigures;
    expect(figures.bySegment).toMatchObject([{ segment: 'RETAIL', label: 'RETAIL' }]);
  });
});

describe('a contact\'s card', () => {
  it('has the cases of this person', async () => {
    const { results } = baton.crm.list('contacts');
    const cases = (await baton.ask('GET /api/1/cases/contact/:contactId', { as: caio, params: { contactId: results[0]!.id } })) as RecordCases;
    expect(cases).toMatchObject({ open: 1, overdue: 1, cases: [{ company: { id: acme, name: 'Acme' }, person: 'Ana Souza' }] });
    expect(await baton.ask('GET /api/1/cases/contact/:contactId', { as: caio, params: { contactId: '999' } })).toMatchObject({ ok: true, open: 0, cases: [] });
  });
});
