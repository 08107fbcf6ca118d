import type { Reader } from './reader.ts';

/**
 * An amount in the account's currency, as its reader writes it: "R$ 86.496,00". What is no currency stands behind the number.
 * @param digits of what is smaller than the currency's unit; absent: as many as it has.
 */
export function moneyOf(amount: number, currency: string, { lang, format }: Pick<Reader, 'lang' | 'format'>, digits?: number): string {
  try {
    return new Intl.NumberFormat(lang, { style: 'currency', currency, maximumFractionDigits: digits }).format(amount);
  } catch {
    return `${format.number(amount, digits ?? 2)} ${currency}`.trim();
  }
}
