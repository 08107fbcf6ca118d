import { describe, expect, it } from 'vitest';
import { cnpjOf, companyDomainOf, emailOf, present, recordIdOf, respondentKey } from '../../src/server/surveys/identity.ts';

describe('CNPJ', () => {
  it.each([
    ['11.222.333/0001-81', '11222333000181'],
    ['11222333000181', '11222333000181'],
    ['1,1222333000181E+13', '11222333000181'],
    ['1.1222333000181E+13', '11222333000181'],
    ['191', '00000000000191'],
    ['00000000000191', '00000000000191'],
    ['12.ABC.345/01DE-35', '12ABC34501DE35'],
    ['12.abc.345/01de-35', '12ABC34501DE35'],
    ['11.222.333/0001-82', undefined],
    ['1,12223E+13', undefined],
    ['00.000.000/0000-00', undefined],
    ['****', undefined],
    ['', undefined],
  ])('%s is %s', (text, cnpj) => {
    expect(cnpjOf(text)).toBe(cnpj);
  });

  it('gets lost leading zeros back only when the check digits agree', () => {
    expect(cnpjOf('6990590000123')).toBe('06990590000123');
    expect(cnpjOf('6990590000124')).toBeUndefined();
  });
});

describe('domain of a company', () => {
  it.each([
    ['ana@acme.com.br', 'acme.com.br'],
    ['ana@mail.acme.com.br', 'acme.com.br'],
    ['https://www.acme.co.uk/contact', 'acme.co.uk'],
    ['acme.com.br.', 'acme.com.br'],
    ['ana@ação.com.br', 'xn--ao-siap.com.br'],
    ['ana@gmail.com', undefined],
    ['ana@uol.com.br', undefined],
    ['ana@globo.com', undefined],
    ['ana@uai.com.br', undefined],
    ['not a domain', undefined],
    ['127.0.0.1', undefined],
  ])('%s: %s', (text, domain) => {
    expect(companyDomainOf(text)).toBe(domain);
  });

  it('leaves out what the source excludes', () => {
    expect(companyDomainOf('ana@nos.com.br', new Set(['nos.com.br']))).toBeUndefined();
  });
});

describe('persons and texts', () => {
  it('reads an e-mail in lower case, and nothing that is none', () => {
    expect(emailOf(' Ana.Souza@ACME.com.br ')).toBe('ana.souza@acme.com.br');
    for (const text of ['****', 'ana', 'ana@', 'ana@acme', 'a b@acme.com', '']) expect(emailOf(text)).toBeUndefined();
  });

  it('takes masks for nothing', () => {
    for (const text of ['', '  ', '****', 'xxxxx', 'XXXXXXX', 'N/A', '-', null, undefined, {}]) expect(present(text)).toBeUndefined();
    expect(present(0)).toBe('0');
  });

  it('reads record ids of digits only', () => {
    expect(recordIdOf('0012')).toBe(12);
    for (const text of ['12a', '-1', '1e3', '99999999999999999999', '0', '']) expect(recordIdOf(text)).toBeUndefined();
  });

  it('knows a person by e-mail, else contact, else the tool’s own id; nobody by none', () => {
    expect(respondentKey({ email: 'a@b.co', contactId: 5 })).toBe('a@b.co');
    expect(respondentKey({ contactId: 5, personId: 'x' })).toBe('contact:5');
    expect(respondentKey({ personId: 'x' })).toBe('person:x');
    expect(respondentKey({})).toBeNull();
  });
});
