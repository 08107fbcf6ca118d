import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CompanyPart, PlaybookContent } from '../../../extensions/contracts/playbooks.ts';
import { settleChoices } from '../../../src/server/handoff/playbooks/company-choices.ts';
import { choiceFaultText } from '../../../src/server/handoff/playbooks/playbook-wording.ts';
import { buildCondition, buildContent, buildLeg } from '../../support/build-sale.ts';

const city = {
  name: 'city', label: 'City',
  options: [{ value: 'sp', label: 'São Paulo' }, { value: 'sp_2', label: 'São Paulo de Olivença' }, { value: 'rj', label: 'Rio de Janeiro' }, { value: 'RJ_N', label: 'rj' }, { value: 'a1', label: 'Águas' }, { value: 'a2', label: 'Aguas' }],
};
const group = { name: 'group', label: 'Group', options: [] };
const properties = [city, group];

const typed = (text: string) => ({ value: text, label: text });
const part = (...values: CompanyPart['values']): CompanyPart => ({ property: 'city', label: 'City', values });
const asking = (...company: CompanyPart[]) => buildContent({ when: buildCondition({ company }) });
const settle = (content: PlaybookContent, known: Partial<Parameters<typeof settleChoices>[1]> = {}) => settleChoices(content, { before: buildContent(), properties, ...known });

/** What becomes of the values of the one property. */
function valuesOf(settled: ReturnType<typeof settleChoices>): CompanyPart['values'] {
  if ('fault' in settled) throw new Error(settled.fault);
  return settled.content.when.company![0]!.values;
}

describe('a value of a company property', () => {
  test.each([
    ['the label', 'São Paulo', 'sp'],
    ['the label in other case, without accents, with blanks at the ends', '  sao PAULO ', 'sp'],
    ['the internal value', 'sp_2', 'sp_2'],
    ['the internal value in other case', 'SP_2', 'sp_2'],
    ['a text that is the label of one and the internal value of another: the label', 'rj', 'RJ_N'],
    ['one of two labels that differ by an accent only', 'Aguas', 'a2'],
  ])('is written as %s', (_, text, value) => {
    expect(valuesOf(settle(asking(part(typed(text)))))).toEqual([city.options.find((one) => one.value === value)]);
  });

  test('that was chosen from the list is that one, by the label it has now', () => {
    expect(valuesOf(settle(asking(part({ value: 'rj', label: 'Rio' }))))).toEqual([{ value: 'rj', label: 'Rio de Janeiro' }]);
  });

  test('counts once, however often it is written', () => {
    expect(valuesOf(settle(asking(part(typed('são paulo'), typed('sp')))))).toEqual([{ value: 'sp', label: 'São Paulo' }]);
  });

  test('is any text where the property has no choices', () => {
    const content = asking({ property: 'group', label: 'Group', values: [typed('Acme, Inc')] });
    expect(settle(content)).toEqual({ content });
  });

  test('that HubSpot has not is refused with those most like it, also on a leg', () => {
    expect(settle(asking(part(typed('sp'), typed('São Paolo'))))).toEqual({ fault: 'unknown', property: 'City', typed: 'São Paolo', close: ['São Paulo', 'São Paulo de Olivença'] });
    const legs = [buildLeg('sales'), buildLeg('cs', { onlyWith: buildCondition({ company: [part(typed('Xangri-lá'))] }) })];
    expect(settle(buildContent({ legs }))).toEqual({ fault: 'unknown', property: 'City', typed: 'Xangri-lá', close: [] });
  });

  test('that means two choices is refused with both', () => {
    expect(settle(asking(part(typed('AGUAS'))))).toEqual({ fault: 'unknown', property: 'City', typed: 'AGUAS', close: ['Águas', 'Aguas'] });
  });

  test('that was kept before stays though HubSpot has it no more, or does not tell', () => {
    const content = asking(part({ value: 'bh', label: 'Belo Horizonte' }));
    for (const known of [properties, null]) expect(settle(content, { before: content, properties: known })).toEqual({ content });
    expect(settle(content, { properties: null })).toEqual({ fault: 'untold' });
  });

  test('is settled for good: what was settled is settled to itself', () => {
    const text = fc.constantFrom('sp', 'SP', 'são paulo', 'Sao Paulo de Olivenca', 'rio de janeiro', 'rj', 'Rj_n', 'águas', 'a1', 'Bahia', 'Acme');
    fc.assert(fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), fc.constantFrom('city', 'group'), (texts, property) => {
      const once = settle(asking({ property, label: property, values: texts.map(typed) }));
      if ('fault' in once) return;
      expect(settle(once.content)).toEqual(once);
    }));
  });
});

describe('why a value is refused', () => {
  test('is told in the reader\'s language, with those most like it', () => {
    const fault = { fault: 'unknown', property: 'Cidade', typed: 'São Paolo', close: ['São Paulo', 'São Pedro'] } as const;
    expect(choiceFaultText({ ...fault, close: [...fault.close] }, 'en')).toBe('In HubSpot “Cidade” has no choice “São Paolo”. Close to it: “São Paulo”, “São Pedro”. Write one as HubSpot shows it, or its internal value.');
    expect(choiceFaultText({ ...fault, close: [] }, 'pt-BR')).toBe('No HubSpot, “Cidade” não tem a opção “São Paolo”. Escreva uma como o HubSpot mostra, ou o valor interno dela.');
    expect(choiceFaultText({ fault: 'untold' }, 'pt-BR')).toMatch(/salve de novo/);
  });

  test('fits into a refusal, however long the names are', () => {
    const long = 'x'.repeat(200);
    for (const language of ['en', 'pt-BR'] as const) expect(choiceFaultText({ fault: 'unknown', property: long, typed: long, close: [long, long, long] }, language).length).toBeLessThanOrEqual(500);
  });
});
