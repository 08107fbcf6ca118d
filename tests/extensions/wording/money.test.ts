import { expect, it } from 'vitest';
import { createFormat } from '../../../extensions/wording/format.ts';
import { moneyOf } from '../../../extensions/wording/money.ts';

const brazilian = { lang: 'pt-BR' as const, format: createFormat('pt-br', 'UTC') };
const english = { lang: 'en' as const, format: createFormat('en-us', 'UTC') };

it.each([
  [brazilian, 'BRL', 'R$ 86.496,00'], [english, 'BRL', 'R$86,496.00'], [english, 'USD', '$86,496.00'],
  // What an account says of its currency is not always one.
  [brazilian, 'reais', '86.496,00 reais'], [english, '', '86,496.00'],
])('money is written as its reader writes it: %# %s', (reader, currency, written) => {
  expect(moneyOf(86_496, currency, reader).replace(/\s/g, ' ')).toBe(written);
});
