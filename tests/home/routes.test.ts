import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as contract from '../../extensions/contracts/home.ts';
import { addCompany } from '../support/build-account.ts';
import { post } from '../support/running-baton.ts';
import { type createAsk, people, startSettings } from '../support/settings-account.ts';

let baton: Awaited<ReturnType<typeof startSettings>>;
let ask: ReturnType<typeof createAsk>;
let branch: string;

beforeAll(async () => {
  baton = await startSettings({}, ({ crm }) => {
    addCompany(crm, { name: 'Grupo Dorva', domain: 'dorva.com.br' });
    branch = addCompany(crm, { name: 'Dorva 100% Nordeste', domain: 'dorva.com.br', hubspot_owner_id: '10122' });
  });
  const hook = await baton.addSource({ provider: 'webhook', name: 'Formulário público', settings: { type: 'nps', kind: 'relational' } });
  await post(hook, { id: 'one', score: 9, answeredAt: '2026-11-17T12:00:00Z', respondent: { email: 'ana@outra.com.br' } });
  await baton.idle();
  ask = baton.ask;
});
afterAll(() => baton.close());

const nothing = { band: '', owner: '', search: '', after: '' };
const companies = async (asked: Partial<typeof nothing> = {}) => contract.HomeCompanies.parse(await ask('GET /api/1/home/companies', { as: people.caio, params: { ...nothing, ...asked } }));

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

it('sources tell a rep how they do, and nothing of their settings', async () => {
  const answer = await ask('GET /api/1/home/sources', { as: people.caio });
  const { sources } = contract.HomeSources.parse(answer);
  expect(sources.find((source) => source.name === 'Formulário público')).toMatchObject({ state: 'receiving', waiting: 0, failed: 0 });
  expect(Object.keys((answer as contract.HomeSources).sources[0]!).sort()).toEqual(['failed', 'id', 'lastReceivedAt', 'name', 'provider', 'state', 'stoppedSince', 'waiting', 'waitingSince']);
});
