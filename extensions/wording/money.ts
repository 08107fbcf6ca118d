import type { Reader } from './reader.ts';

/** An amount in the account's currency, as its reader writes it: "R$ 86.496,00". What is no currency stands behind the number. */
export function moneyOf(amount: number, currency: string, { lang, format }: Pick<Reader, 'lang' | 'format'>): string {
  try {
    return new Intl.NumberFormat(lang, { style: 'currency', currency }).format(amount);
  } catch {
    return `${format.number(amount, 2)} ${currency}`.trim();
  }
}
