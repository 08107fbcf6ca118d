import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { companyFacts, companyIds } from '../../src/server/accounts/facts.ts';
import { findCompanies } from '../../src/server/accounts/find-companies.ts';
import type { CrmRecord } from '../../src/server/accounts/mirror.ts';
import { accountSpecs } from '../../src/server/accounts/specs.ts';
import type { Tx } from '../../src/server/platform/db.ts';
import { buildCrmRecord, linkedTo } from '../support/build-crm-record.ts';
import { openTestDb, type TestDb } from '../support/database.ts';

const PORTAL = 101;
const NOW = new Date('2026-11-21T12:00:00.000Z');
const ms = (day: string) => Date.parse(`${day}T12:00:00.000Z`);
const NOTHING = { companyIds: [], cnpjs: [], contactIds: [], ticketIds: [], emails: [], domains: [] };

let database: TestDb;
beforeAll(async () => {
  database = await openTestDb();
});
afterAll(() => database.close());

const within = <T>(run: (tx: Tx) => Promise<T>, portalId = PORTAL) => database.db.withPortal(portalId, run);

/** Saves records of one type as the sync does; answers the touched companies, ascending. */
async function save(type: string, records: CrmRecord[], portalId = PORTAL): Promise<number[]> {
  const spec = accountSpecs('postgres').find((one) => one.type === type)!;
  const portal = { timeZone: 'America/Sao_Paulo', cnpjProperty: 'cnpj' };
  const { touchedCompanyIds } = await within((tx) => spec.save(tx, portalId, records, NOW, portal), portalId);
  return [...touchedCompanyIds].sort((a, b) => a - b);
}

const company = (id: number, properties: Record<string, string | null> = {}) =>
  buildCrmRecord({ id: String(id), properties: { name: `Company ${id}`, lifecyclestage: 'customer', createdate: '2025-01-05T12:00:00.000Z', ...properties } });
const ticket = (id: number, companyId: number, properties: Record<string, string | null> = {}) =>
  buildCrmRecord({ id: String(id), properties: { createdate: '2026-10-01T12:00:00.000Z', ...properties }, ...linkedTo(companyId) });

describe('the mirror', () => {
  test('saving twice touches once; a new modification time alone touches nobody', async () => {
    expect(await save('companies', [company(1), company(2)])).toEqual([1, 2]);
    expect(await save('companies', [company(1), company(2)])).toEqual([]);
    expect(await save('companies', [{ ...company(1), updatedAt: '2026-11-20T12:00:00.000Z' }])).toEqual([]);
    expect(await save('companies', [company(1, { name: 'New name' })])).toEqual([1]);
  });

  test('a ticket that moves touches the company it left and the one it joined', async () => {
    expect(await save('tickets', [ticket(50, 1)])).toEqual([1]);
    expect(await save('tickets', [ticket(50, 2)])).toEqual([1, 2]);
    expect(await save('tickets', [{ ...ticket(50, 2), associations: { companies: { results: [] } } }])).toEqual([2]);
  });

  test('the same record twice in a page counts once, the later one', async () => {
    await save('companies', [company(3, { name: 'old' }), company(3, { name: 'new' })]);
    expect((await within((tx) => companyFacts(tx, [3], NOW.getTime())))[0]!.name).toBe('new');
  });

  test('a record that is older than the one kept changes nothing', async () => {
    await save('companies', [{ ...company(4, { name: 'newer' }), updatedAt: '2026-11-20T12:00:00.000Z' }]);
    expect(await save('companies', [{ ...company(4, { name: 'older' }), updatedAt: '2026-11-19T12:00:00.000Z' }])).toEqual([]);
    expect((await within((tx) => companyFacts(tx, [4], NOW.getTime())))[0]!.name).toBe('newer');
  });

  test('half a surrogate pair, or a NUL, in a text does not stop the rest', async () => {
    expect(await save('companies', [company(5, { name: 'cut \ud83d' }), company(6, { name: 'a\u0000b' })])).toEqual([5, 6]);
  });

  test('a merge touches both companies, once, and hands contacts, deals and tickets over', async () => {
    await save('companies', [company(7), company(8)]);
    await save('tickets', [ticket(51, 8)]);
    expect(await save('companies', [company(7, { hs_merged_object_ids: '8' })])).toEqual([7, 8]);
    expect((await within((tx) => companyFacts(tx, [7], NOW.getTime())))[0]!.openTickets).toHaveLength(1);
    expect(await save('companies', [company(7, { hs_merged_object_ids: '8' })])).toEqual([]);
  });

  test('addresses a contact lost are forgotten', async () => {
    const contact = (emails: string) => buildCrmRecord({ id: '60', properties: { email: 'a@acme.com', hs_additional_emails: emails } });
    await save('contacts', [contact('b@acme.com;c@acme.com')]);
    await save('contacts', [contact('c@acme.com')]);
    const { byEmail } = await within((tx) => findCompanies(tx, { ...NOTHING, emails: ['a@acme.com', 'b@acme.com', 'c@acme.com'] }));
    expect([...byEmail.keys()].sort()).toEqual(['a@acme.com', 'c@acme.com']);
  });

  test('another portal sees nothing of it', async () => {
    expect(await within((tx) => companyIds(tx, 0, 100), 202)).toEqual([]);
    expect(await within((tx) => companyFacts(tx, [1, 2, 3], NOW.getTime()), 202)).toEqual([]);
  });
});

describe('facts', () => {
  const facts = async (id: number, day: string) => (await within((tx) => companyFacts(tx, [id], ms(day))))[0];

  test('show tickets that were open then, with age and priority', async () => {
    await save('companies', [company(10)]);
    await save('tickets', [
      ticket(100, 10, { createdate: '2026-09-01T12:00:00.000Z', hs_ticket_priority: 'HIGH' }),
      ticket(101, 10, { createdate: '2026-09-05T12:00:00.000Z', hs_is_closed: 'true', closed_date: '2026-09-20T12:00:00.000Z' }),
      ticket(102, 10, { createdate: '2026-11-01T12:00:00.000Z', hs_ticket_priority: 'odd' }),
    ]);
    expect(await facts(10, '2026-08-01')).toMatchObject({ hadTickets: false, openTickets: [] });
    expect((await facts(10, '2026-09-10'))!.openTickets).toEqual([
      { createdAt: ms('2026-09-01'), priority: 'high' },
      { createdAt: ms('2026-09-05'), priority: null },
    ]);
    expect((await facts(10, '2026-11-21'))!.openTickets).toEqual([
      { createdAt: ms('2026-09-01'), priority: 'high' },
      { createdAt: ms('2026-11-01'), priority: null },
    ]);
  });

  test('show open deals with due day, last movement and whether they renew', async () => {
    await save('companies', [company(11)]);
    const deal = (id: number, properties: Record<string, string>) =>
      buildCrmRecord({ id: String(id), properties: { createdate: '2026-06-01T12:00:00.000Z', hs_is_closed: 'false', ...properties }, ...linkedTo(11, 'deal_to_company') });
    await save('deals', [
      deal(200, { dealname: 'Renovação', closedate: '2026-11-10T15:00:00.000Z', hs_lastactivitydate: '2026-11-01T12:00:00.000Z' }),
      deal(201, { dealname: 'Upsell', hs_v2_date_entered_current_stage: '2026-12-24T12:00:00.000Z' }),
      deal(202, { dealname: 'Won', hs_is_closed: 'true', closedate: '2026-07-01T15:00:00.000Z' }),
      deal(203, { dealname: 'Lost early', hs_is_closed: 'true', closedate: '2027-03-01T15:00:00.000Z', hs_v2_date_entered_current_stage: '2026-06-02T12:00:00.000Z' }),
    ]);
    expect((await facts(11, '2026-11-21'))).toMatchObject({
      hadDeals: true,
      openDeals: [
        { closesAt: Date.parse('2026-11-11T00:00:00Z'), movedAt: ms('2026-11-01'), renewal: true },
        { closesAt: null, movedAt: ms('2026-06-01'), renewal: false },
      ],
    });
    expect((await facts(11, '2026-06-15'))!.openDeals).toHaveLength(3);
  });

  test('show contact and customer as they were then', async () => {
    await save('companies', [company(12, { hs_v2_date_entered_customer: '2026-03-01T12:00:00.000Z', notes_last_contacted: '2026-10-01T12:00:00.000Z' })]);
    expect(await facts(12, '2026-02-01')).toMatchObject({ isCustomer: false, lastContactAt: null });
    expect(await facts(12, '2026-11-01')).toMatchObject({ isCustomer: true, lastContactAt: ms('2026-10-01') });
  });

  test('leave out companies that were merged or archived', async () => {
    await save('companies', [company(13), company(14), { ...company(15), archived: true }]);
    await save('companies', [company(13, { hs_merged_object_ids: '14' })]);
    expect((await within((tx) => companyFacts(tx, [13, 14, 15], NOW.getTime()))).map((one) => one.companyId)).toEqual([13]);
    expect(await within((tx) => companyIds(tx, 12, 2))).toEqual([13]);
  });
});

describe('finding companies', () => {
  beforeAll(async () => {
    await save('companies', [
      company(30, { domain: 'acme.com.br', hs_additional_domains: 'acme.io', cnpj: '11222333000181' }),
      company(31, { domain: 'acme.com.br' }),
      company(32), company(33, { hs_merged_object_ids: '32' }), { ...company(34, { domain: 'gone.com' }), archived: true },
    ]);
    await save('contacts', [
      buildCrmRecord({ id: '70', properties: { email: 'ana@acme.com.br', firstname: 'Ana', lastname: 'Reis', jobtitle: 'CEO', associatedcompanyid: '32' } }),
      buildCrmRecord({ id: '71', properties: { email: 'solo@acme.com.br' } }),
    ]);
    await save('tickets', [ticket(300, 30)]);
  });

  test('by every rule at once, a domain shared by two brings both', async () => {
    const found = await within((tx) =>
      findCompanies(tx, { companyIds: [30, 9_999], cnpjs: ['11222333000181', '0'], contactIds: [70], ticketIds: [300, 301], emails: ['ana@acme.com.br', 'solo@acme.com.br'], domains: ['acme.com.br', 'acme.io', 'gone.com'] }),
    );
    expect(found.byCompanyId).toEqual(new Map([[30, 30]]));
    expect(found.byCnpj).toEqual(new Map([['11222333000181', [30]]]));
    expect(found.byTicketId).toEqual(new Map([[300, 30]]));
    expect(found.byDomain.get('acme.com.br')?.sort()).toEqual([30, 31]);
    expect(found.byDomain.get('acme.io')).toEqual([30]);
    expect(found.byDomain.has('gone.com')).toBe(false);
    const ana = { contactId: 70, companyId: 33, jobTitle: 'CEO', name: 'Ana Reis' };
    expect(found.byContactId.get(70)).toEqual(ana);
    expect(found.byEmail.get('ana@acme.com.br')).toEqual([ana]);
    expect(found.byEmail.get('solo@acme.com.br')).toEqual([{ contactId: 71, companyId: null, jobTitle: null, name: null }]);
  });

  test('an id that was merged away leads to the company it became', async () => {
    const found = await within((tx) => findCompanies(tx, { ...NOTHING, companyIds: [32] }));
    expect(found.byCompanyId).toEqual(new Map([[32, 33]]));
  });

  test('asking nothing costs no statement and answers nothing', async () => {
    const found = await within((tx) => findCompanies(tx, NOTHING));
    expect(Object.values(found).every((map) => map.size === 0)).toBe(true);
  });
});
