import { describe, expect, it } from 'vitest';
import { companyRow, contactEmails, contactRow } from '../../src/server/accounts/mirror.ts';
import { addressesIn, mentions, namesIn, wholeName } from '../../src/server/lib/mentions.ts';
import { cnpjOf, companyDomainOf, emailOf } from '../../src/server/surveys/identity.ts';
import { readEvent } from '../../src/server/usage/event.ts';
import { buildCrmRecord } from '../support/build-crm-record.ts';

const inBrazil = { cnpjProperty: 'cnpj' };

/** A company's reference as a report of use gives it. */
function used(reference: { cnpj?: string; domain?: string }) {
  return readEvent({ ...reference, day: '2026-11-20', logins: 1 }, { now: new Date('2026-11-21T12:00:00Z'), timeZone: 'America/Sao_Paulo' });
}

describe('CRM, answers and reports of use write one company alike', () => {
  it.each(['acme.com.br', 'WWW.Ação.com.br', 'https://www.ação.com.br/contato', 'xn--ao-siap.com.br'])('by the domain %s', (domain) => {
    const known = companyRow(buildCrmRecord({ properties: { domain, hs_additional_domains: `outra.com;${domain}` } }), inBrazil);
    expect(known).toMatchObject({ domain: companyDomainOf(domain), extra_domains: ['outra.com'] });
    expect(used({ domain })).toMatchObject({ reference: { domain: known.domain } });
  });

  it.each(['06.990.590/0001-23', '6990590000123', '12.abc.345/01DE-35'])('by the CNPJ %s, where a column of numbers lost its leading zeros, too', (cnpj) => {
    const known = companyRow(buildCrmRecord({ properties: { cnpj } }), inBrazil);
    expect(known.cnpj).toMatch(/^[A-Z0-9]{14}$/);
    expect(cnpjOf(cnpj)).toBe(known.cnpj);
    expect(used({ cnpj })).toMatchObject({ reference: { cnpj: known.cnpj } });
  });
});

it('CRM and answers write one person alike', () => {
  const record = buildCrmRecord({ properties: { email: 'Ana@AÇÃO.com.br', hs_additional_emails: 'ana@xn--ao-siap.com.br' } });
  expect(contactRow(record).email).toBe(emailOf('ana@ação.com.br'));
  expect(contactEmails(record)).toEqual(['ana@xn--ao-siap.com.br']);
});

it('a person is found in a text however the address was written', () => {
  const ana = { contactIds: [], emails: ['ana@xn--ao-siap.com.br'] };
  for (const text of ['de Ana@Ação.com.br:', '{"to":"ana\\u0040ação.com.br"}', '?email=ana%40xn--ao-siap.com.br']) {
    expect(mentions(text, ana)).toBe(true);
    expect(addressesIn(text)).toEqual(ana.emails);
  }
  expect(mentions('mariana@acme.com.br', ana)).toBe(false);
});

it('a whole name is found in a text however it is written, and nobody by one word', () => {
  for (const name of ['Ana Souza', 'José da Conceição', "Ana Lúcia d'Ávila Reis"]) expect(namesIn(`Falei com ${name.toUpperCase()}, que decide.`)).toContain(wholeName(name));
  expect(namesIn('Souza: compra. Ana paga.')).not.toContain(wholeName('Ana Souza'));
  expect(wholeName('Ana')).toBeUndefined();
  expect(namesIn('Ana')).toEqual([]);
});
