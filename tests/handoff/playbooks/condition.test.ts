import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asksNothing, asksOfReading, namedProperties, sells, unmet } from '../../../src/server/handoff/playbooks/condition.ts';
import { anyCondition, anySale, buildCondition, buildSaleSays } from '../../support/build-sale.ts';

const hours = buildCondition({ words: ['implanta', 'hora'] });
const why = (condition: Parameters<typeof unmet>[0], sale: Parameters<typeof unmet>[1]) => unmet(condition, sale)?.en ?? null;

describe('what a sale must be like', () => {
  it('a line item tells by its name or its SKU, whatever its accents and its case', () => {
    for (const item of [{ name: 'IMPLANTAÇÃO completa', sku: null }, { name: 'Pacote', sku: 'hora-40' }]) {
      expect(why(hours, buildSaleSays({ lineItems: [{ ...item, quantity: 1 }] }))).toBeNull();
    }
    expect(why(hours, buildSaleSays({ lineItems: [{ name: 'Plano anual', sku: 'PA-1', quantity: 1 }] }))).toBe('No line item speaks of: implanta, hora.');
  });

  it('a word is found at the beginning of a word, not inside one', () => {
    expect(why(hours, buildSaleSays({ dealName: 'Plano que melhora tudo' }))).not.toBeNull();
    expect(why(hours, buildSaleSays({ dealName: 'Plano+horas' }))).toBeNull();
  });

  it('the name of the deal counts only where no line item is known', () => {
    const dealName = 'Acme com implantação';
    expect(why(hours, buildSaleSays({ dealName }))).toBeNull();
    expect(why(hours, buildSaleSays({ dealName, lineItems: [{ name: 'Plano anual', sku: null, quantity: 1 }] }))).not.toBeNull();
  });

  it('so many hours must be bought, over all items that are hours', () => {
    const twenty = buildCondition({ words: ['consult'], minQuantity: 20 });
    const items = (quantity: number) => [{ name: 'Consultoria', sku: null, quantity }, { name: 'Consultoria extra', sku: null, quantity: 5 }, { name: 'Licença', sku: null, quantity: 900 }];
    expect(why(twenty, buildSaleSays({ lineItems: items(15) }))).toBeNull();
    expect(why(twenty, buildSaleSays({ lineItems: items(14) }))).toBe('19 units were sold, and 20 are needed.');
  });

  it('amounts are included at both ends; a deal without an amount is of none', () => {
    const range = buildCondition({ minAmount: 10_000, maxAmount: 12_000 });
    expect([9_999, 10_000, 12_000, 12_001, null].map((amount) => why(range, buildSaleSays({ amount })) === null)).toEqual([false, true, true, false, false]);
  });

  it('an amount is told in its currency, as each language writes it; what is no currency stands behind the number', () => {
    const range = buildCondition({ minAmount: 10_000, maxAmount: 12_000.5 });
    const told = (amount: number, currency: string) => Object.values(unmet(range, buildSaleSays({ amount, currency }))!);
    expect(told(9_000, 'BRL')).toEqual(['O valor do negócio é menor que R$\u00a010.000,00.', 'The amount of the deal is below R$10,000.00.']);
    expect(told(13_000, 'USD')).toEqual(['O valor do negócio é maior que US$\u00a012.000,50.', 'The amount of the deal is above $12,000.50.']);
    expect(told(13_000, 'reais')).toEqual(['O valor do negócio é maior que 12.000,5 reais.', 'The amount of the deal is above 12,000.5 reais.']);
    expect(told(9_000, '')).toEqual(['O valor do negócio é menor que 10.000.', 'The amount of the deal is below 10,000.']);
  });

  it('a deal of another pipeline is told so', () => {
    expect(why(buildCondition({ pipelines: ['renewals'] }), buildSaleSays())).toBe('The deal is in another pipeline.');
  });

  it('a property of the company holds one of the values, whatever the case and the accents; of several, one is enough', () => {
    const retail = buildCondition({ company: [{ property: 'segment', label: 'Segment', values: [{ value: 'Varejo', label: 'Retail' }, { value: 'Atacado', label: 'Wholesale' }] }] });
    const held = (segment: string | null) => why(retail, buildSaleSays({ company: { segment } }));
    expect([held('varejo'), held('ATACADO'), held('Indústria;Varejo')]).toEqual([null, null, null]);
    expect([held('Indústria'), held('Varejo online'), held(null)]).toEqual(Array(3).fill("The company's “Segment” is none of these: Retail, Wholesale."));
  });

  it('signs of a value count, and nothing is not a value', () => {
    const tier = (value: string, held: string | null) => why(buildCondition({ company: [{ property: 'tier', label: 'Tier', values: [{ value, label: value }] }] }), buildSaleSays({ company: { tier: held } })) === null;
    expect([tier('A+', 'a+'), tier('A+', 'A'), tier('A+', 'A-'), tier('<100', '>100'), tier('-', ''), tier('-', null)]).toEqual([true, false, false, false, false, false]);
  });

  it('what was not read of the company is not taken for anything', () => {
    const retail = buildCondition({ company: [{ property: 'segment', label: 'Segment', values: [{ value: 'x', label: 'X' }] }] });
    expect([why(retail, buildSaleSays()), why(retail, buildSaleSays({ company: { industry: 'x' } }))]).toEqual(Array(2).fill('HubSpot has not told the company\'s “Segment” yet.'));
  });

  it('a property without values asks for nothing', () => {
    const empty = buildCondition({ company: [{ property: 'segment', label: 'Segment', values: [] }] });
    expect([asksNothing(empty), asksOfReading(empty), namedProperties([empty, null]), why(empty, buildSaleSays())]).toEqual([true, false, [], null]);
  });

  it('a condition that asks for nothing is met by all, and every reason is a sentence in both languages', () => {
    fc.assert(
      fc.property(anyCondition, anySale, (condition, sale) => {
        const reason = unmet(condition, sale);
        if (asksNothing(condition)) expect(reason).toBeNull();
        for (const text of Object.values(reason ?? {})) expect(text).toMatch(/^\S.*\.$/);
        if (reason !== null) expect(reason.en).not.toBe(reason['pt-BR']);
      }),
    );
  });

  it('asking for more is never met by more sales', () => {
    fc.assert(
      fc.property(anyCondition, anySale, (condition, sale) => {
        const met = why(condition, sale) === null;
        const looser = { ...condition, minAmount: null, maxAmount: null, pipelines: [] };
        if (met) expect(why(looser, sale)).toBeNull();
        const words = [...condition.words, 'zzz'];
        if (met && condition.words.length > 0) expect(why({ ...condition, words }, sale)).toBeNull();
      }),
    );
  });

  it('sells looks at the same things', () => {
    expect(sells(buildSaleSays({ dealName: 'Integração' }), 'integra')).toBe(true);
    expect(sells(buildSaleSays({ dealName: null }), 'integra')).toBe(false);
  });
});
