import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { companyRow, contactEmails, contactRow, dealRow, mergedCompanyIds, ownerRow, primaryCompany, ticketRow } from '../../src/server/accounts/mirror.ts';
import { buildCrmRecord, linkedTo } from '../support/build-crm-record.ts';

const br = { timeZone: 'America/Sao_Paulo', cnpjProperty: 'cnpj' };

describe('a company', () => {
  test('brings its domains as registrable names and its CNPJ as bare signs', () => {
    const properties = { name: ' Acme ', domain: 'WWW.Acme.com.br', hs_additional_domains: 'acme.io; loja.acme.com.br;;x', cnpj: '11.222.333/0001-81' };
    expect(companyRow(buildCrmRecord({ properties }), br)).toMatchObject({ name: 'Acme', domain: 'acme.com.br', extra_domains: ['acme.io'], cnpj: '11222333000181' });
  });

  test('reads the CNPJ from the property the account chose, and takes no wrong one', () => {
    const properties = { cnpj: '11222333000180', tax_id: '11222333000181' };
    expect(companyRow(buildCrmRecord({ properties }), br).cnpj).toBeNull();
    expect(companyRow(buildCrmRecord({ properties }), { cnpjProperty: 'tax_id' }).cnpj).toBe('11222333000181');
  });

  test('is a customer by its lifecycle stage, since the dated entry into it', () => {
    const properties = { lifecyclestage: 'customer', hs_lifecyclestage_customer_date: '1735732800000' };
    expect(companyRow(buildCrmRecord({ properties }), br)).toMatchObject({ is_customer: true, customer_since: '2025-01-01T12:00:00.000Z' });
    expect(companyRow(buildCrmRecord({ properties: { lifecyclestage: 'lead' } }), br).is_customer).toBe(false);
  });

  test('was last contacted at the later of the two dates HubSpot keeps', () => {
    const properties = { notes_last_contacted: '2026-10-01T00:00:00Z', hs_last_sales_activity_date: '2026-10-09T00:00:00Z' };
    expect(companyRow(buildCrmRecord({ properties }), br).last_contacted_at).toBe('2026-10-09T00:00:00.000Z');
  });

  test('names the companies merged into it, not itself', () => {
    expect(mergedCompanyIds(buildCrmRecord({ id: '7', properties: { hs_merged_object_ids: '5;7; 6' } }))).toEqual([5, 6]);
  });
});

test('a contact has every address once, in lower case', () => {
  const record = buildCrmRecord({ properties: { email: 'Ana@Acme.com', hs_additional_emails: 'ana@acme.com;b@acme.com;not one', associatedcompanyid: '9' } });
  expect(contactEmails(record)).toEqual(['ana@acme.com', 'b@acme.com']);
  expect(contactRow(record)).toMatchObject({ email: 'ana@acme.com', company_id: 9 });
});

test('an owner is not the user: both ids are kept', () => {
  expect(ownerRow(buildCrmRecord({ id: '701', properties: { userId: '9001', firstName: 'Ana', lastName: null } }))).toMatchObject({ owner_id: 701, user_id: 9001, name: 'Ana' });
});

test("a deal closes on the day it is in the portal's zone", () => {
  const properties = { closedate: '2026-12-01T01:00:00.000Z', hs_is_closed: 'false', amount: '12.5' };
  expect(dealRow(buildCrmRecord({ properties }), br)).toMatchObject({ close_date: '2026-11-30', is_closed: false, amount: 12.5 });
});

describe('a ticket', () => {
  test('is closed by the flag, or where there is none by its date', () => {
    const at = '2026-10-02T10:00:00.000Z';
    const closed = (properties: Record<string, string | null>) => ticketRow(buildCrmRecord({ properties }));
    expect(closed({ hs_is_closed: 'true', closed_date: at })).toMatchObject({ is_closed: true, closed_at: at });
    expect(closed({ closed_date: at })).toMatchObject({ is_closed: true, closed_at: at });
    expect(closed({ hs_is_closed: 'false', closed_date: at })).toMatchObject({ is_closed: false, closed_at: null });
    expect(closed({ hs_is_closed: 'true' })).toMatchObject({ is_closed: true, closed_at: '2026-11-01T12:00:00.000Z' });
  });

  test('belongs to its primary company', () => {
    const results = [{ id: '1', type: 'ticket_to_company_unlabeled' }, { id: '2', type: 'ticket_to_company' }];
    expect(primaryCompany(buildCrmRecord({ associations: { companies: { results } } }))).toBe(2);
    expect(primaryCompany(buildCrmRecord(linkedTo(3, 'ticket_to_company_unlabeled')))).toBe(3);
    expect(primaryCompany(buildCrmRecord())).toBeNull();
  });
});

test('whatever a property holds, a row comes out', () => {
  const value = fc.oneof(fc.constant(null), fc.constant(''), fc.string({ unit: 'binary' }), fc.constantFrom('NaN', '1e400', '-1', 'true', '99999999999999999999', '2026-13-45'));
  const names = ['name', 'domain', 'hs_additional_domains', 'cnpj', 'hubspot_owner_id', 'createdate', 'notes_last_contacted', 'amount', 'closedate', 'closed_date', 'email', 'hs_merged_object_ids', 'associatedcompanyid'];
  const properties = fc.record(Object.fromEntries(names.map((name) => [name, value])));
  fc.assert(
    fc.property(properties, (given) => {
      const record = buildCrmRecord({ properties: given });
      const rows = [companyRow(record, br), contactRow(record), dealRow(record, br), ticketRow(record), ownerRow(record)];
      mergedCompanyIds(record);
      return rows.every((row) => Object.values(row).every((field) => field !== undefined && !Number.isNaN(field)));
    }),
    { numRuns: 3_000 },
  );
});
