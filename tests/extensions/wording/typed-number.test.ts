import { describe, expect, it } from 'vitest';
import { createFormat } from '../../../extensions/wording/format.ts';
import { asTyped, readTyped } from '../../../extensions/wording/typed-number.ts';

const portuguese = createFormat('pt-br', 'America/Sao_Paulo');
const english = createFormat('en-us', 'America/New_York');

describe('a number as it is typed', () => {
  it.each([
    ['10000', 10_000], ['10.000', 10_000], ['1.234.567,89', 1_234_567.89], ['10,5', 10.5], ['0,25', 0.25], [' 10 000 ', 10_000], ['', null], ['  ', null],
  ])('in Portuguese: "%s" is %s', (typed, number) => {
    expect(readTyped(typed, portuguese)).toBe(number);
  });

  it.each([
    ['10000', 10_000], ['10,000', 10_000], ['1,234,567.89', 1_234_567.89], ['10.5', 10.5], ['.5', NaN], ['', null],
  ])('in English: "%s" is %s', (typed, number) => {
    expect(readTyped(typed, english)).toBe(number);
  });

  it('follows the reader\'s country, not only the language', () => {
    expect(readTyped('10.000,5', createFormat('en-za', 'UTC'))).toBe(10_000.5);
  });

  it.each(['10,000', '10.5', '0.500', '1.00', '10.000.00', '1.0000', '-5', '1e3', 'muito', '10,', ','])('in Portuguese "%s" may be meant otherwise, or is no number', (typed) => {
    expect(readTyped(typed, portuguese)).toBeNaN();
  });

  it.each(['10.000', '10,5', '1,00', '10,000,00', '-5'])('in English "%s" may be meant otherwise, or is no number', (typed) => {
    expect(readTyped(typed, english)).toBeNaN();
  });

  it.each([0, 7, 10_000, 10.5, 1_234_567.89])('%s is read again as it is written into the field', (value) => {
    for (const format of [portuguese, english]) expect(readTyped(asTyped(value, format), format)).toBe(value);
  });
});
