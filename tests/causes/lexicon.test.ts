import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cause, finderOf, termFault } from '../../src/server/causes/lexicon.ts';
import { startingCauses } from '../../src/server/causes/starting-lexicon.ts';
import { sentences } from './sentences.ts';

const buildCause = (...terms: string[]): Cause => ({ id: 'a', name: 'A', terms, archived: false });
/** Whether a text has one of these terms. */
const has = (text: string, ...terms: string[]) => finderOf([buildCause(...terms)])(text).length > 0;

const terms = startingCauses().flatMap((cause) => cause.terms);
const plainTerms = terms.filter((term) => !/^(não|not|without) /.test(term));
const anyTerm = fc.constantFrom(...terms);
/** A term as somebody would write it in a sentence. */
const spoken = (term: string) => term.replaceAll('*', '');
const anyText = fc.oneof(
  fc.array(fc.oneof(fc.constantFrom(...terms.map(spoken), ...sentences.flatMap(([text]) => text.split(' '))), fc.constantFrom('.', ',', 'não é', 'not', 'sem')), { maxLength: 12 }).map((parts) => parts.join(' ')),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(...sentences.map(([text]) => text)),
);

describe('a term', () => {
  it.each([
    ['integração', 'As INTEGRACOES deixam a desejar'], ['fatura', 'as faturas vêm erradas'], ['manual', 'os manuais são bons'], ['fácil', 'telas fáceis'], ['painel', 'vários painéis'],
    ['bom', 'bons preços'], ['invoice', 'invoices are late'], ['query', 'slow queries'], ['crash', 'so many crashes'], ['plan', 'the plans'], ['bug', 'bugs!'], ['api', 'as APIs'], ['valor', 'valores'],
    ['lent*', 'Lentidão'], ['lent*', 'lento'], ['demor* respo*', 'demoram muito para responder'], ['fácil de usar', 'é fácil usar'], ['user friendly', 'user-friendly'], ['preço', 'prec\u0327o'],
  ])('%s is found in "%s"', (term, text) => {
    expect(has(text, term)).toBe(true);
  });

  it.each([
    ['api', 'rapidamente'], ['caro', 'caroço'], ['price', 'enterprise'], ['lent*', 'excelente'], ['demora resposta', 'Demora. Sua resposta veio'], ['demora resposta', 'demora a abrir a resposta'],
  ])('%s is not in "%s"', (term, text) => {
    expect(has(text, term)).toBe(false);
  });

  it.each([
    ['não é caro'], ['Nao acho caro'], ['nunca foi caro'], ['nada caro'], ['sem problemas de caro'], ['not caro'], ["isn't very caro"], ['It’s not too caro'], ['não tive nenhuma dificuldade com caro'], ['n é caro'],
  ])('is not counted where it is negated: "%s"', (text) => {
    expect(has(text, 'caro')).toBe(false);
  });

  it.each([
    ['não gostei do preço'], ['Não, o preço subiu'], ['Não gostei. Preço ruim'], ['não estou satisfeito com o preço'], ['não só o preço incomoda'], ['No preço, fica a desejar'], ['não é ruim mas o preço pesa'],
  ])('is counted where the negation is of something else: "%s"', (text) => {
    expect(has(text, 'preço')).toBe(true);
  });

  it('that begins with a negation is found where its words are negated, and nowhere else', () => {
    for (const text of ['não funciona', 'Não está funcionando', 'nada funciona', 'nunca funcionou', "it doesn't funciona"]) expect(has(text, 'não funcion*')).toBe(true);
    for (const text of ['funciona bem', 'sem problemas de funcionamento', 'Não. Funciona']) expect(has(text, 'não funcion*')).toBe(false);
  });

  it('"no" negates in English, and says where in Portuguese', () => {
    expect(has('There is no integration with our CRM', 'integration')).toBe(false);
    expect(has('No integration da conta tem erro', 'integration')).toBe(true);
  });

  it.each([['de', 'light'], ['', 'light'], ['não', 'light'], ['le*', 'ending'], ['*', 'ending'], ['a*b', 'ending'], ['suporte não responde', 'negation'], ['suporte. demora', 'negation']])('"%s" is none: %s', (term, fault) => {
    expect(termFault(term)).toBe(fault);
  });

  it('of the starting lexicon can be looked for, each', () => {
    expect(terms.filter((term) => termFault(term) !== undefined)).toEqual([]);
  });

  it('of an archived cause is not looked for', () => {
    expect(finderOf([{ ...buildCause('caro'), archived: true }])('caro')).toEqual([]);
  });
});

describe('for any text', () => {
  const find = finderOf(startingCauses());
  const causesIn = (text: string) => find(text).map(({ causeId }) => causeId);

  it('accents and case make no difference', () => {
    fc.assert(fc.property(anyText, (text) => {
      // Where one letter becomes several, or another one, the word is another word.
      const flat = text.normalize('NFD').replace(/\p{M}/gu, '');
      fc.pre(flat.toUpperCase().toLowerCase() === flat.toLowerCase());
      expect(find(flat)).toEqual(find(text));
      expect(find(text.normalize('NFD'))).toEqual(find(text));
      expect(find(flat.toUpperCase())).toEqual(find(text));
    }));
  });

  it('signs that end no sentence, and blanks, make no difference', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...terms.map(spoken), 'não é', 'muito', 'not'), { maxLength: 10 }), fc.array(fc.constantFrom(' ', '  ', ' "', '" ', ' * ', ' / ', ' # ', '\t', ' _'), { minLength: 40, maxLength: 40 }), (parts, signs) => {
      const words = parts.join(' ').split(' ');
      expect(causesIn(words.map((word, at) => word + signs[at % signs.length]!).join(''))).toEqual(causesIn(words.join(' ')));
    }));
  });

  it('one more term takes nothing away', () => {
    fc.assert(fc.property(anyText, fc.array(anyTerm, { minLength: 1, maxLength: 8 }), anyTerm, (text, some, more) => {
      const before = finderOf([buildCause(...some)])(text).flatMap((found) => found.terms);
      const after = finderOf([buildCause(...some, more)])(text).flatMap((found) => found.terms);
      expect(after).toEqual(expect.arrayContaining(before));
    }));
  });

  it('a negated term is never found, the same term without it always', () => {
    fc.assert(fc.property(fc.constantFrom(...plainTerms), fc.constantFrom('não é', 'não acho', 'nunca foi', 'nada', 'sem', 'sem problemas de', 'not', "isn't", 'never had any issues with'), (term, negation) => {
      expect(has(spoken(term), term)).toBe(true);
      expect(has(`${negation} ${spoken(term)}`, term)).toBe(false);
      expect(has(`Tudo bem, ${negation} ${spoken(term)}!`, term)).toBe(false);
    }), { numRuns: 2_000 });
  });

  it('is read in no time, however long it is', () => {
    const long = sentences.map(([text]) => text).join(' ').repeat(25);
    const begun = performance.now();
    find(long);
    expect(long.length).toBeGreaterThan(50_000);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});

describe('the starting lexicon', () => {
  it('finds what a reader finds in what customers write', () => {
    const find = finderOf(startingCauses());
    const read = sentences.map(([text, causes]) => ({ text, expected: causes.split(' ').filter(Boolean), found: find(text).map(({ causeId }) => causeId) }));
    const sum = (count: (one: (typeof read)[number]) => number) => read.reduce((total, one) => total + count(one), 0);
    const right = sum(({ expected, found }) => found.filter((cause) => expected.includes(cause)).length);
    const precision = right / sum(({ found }) => found.length);
    const recall = right / sum(({ expected }) => expected.length);
    const wrong = read.flatMap(({ text, expected, found }) => {
      const [missed, extra] = [expected.filter((cause) => !found.includes(cause)), found.filter((cause) => !expected.includes(cause))];
      return missed.length + extra.length === 0 ? [] : [`  ${text}: ${[...missed.map((cause) => `-${cause}`), ...extra.map((cause) => `+${cause}`)].join(' ')}`];
    });
    console.log(`Starting lexicon on ${read.length} sentences: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}${wrong.map((line) => `\n${line}`).join('')}`);
    expect(precision).toBeGreaterThanOrEqual(0.9);
    expect(recall).toBeGreaterThanOrEqual(0.9);
  });
});
