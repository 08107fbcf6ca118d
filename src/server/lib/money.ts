/**
 * An amount in a currency (ISO 4217), as the language writes it; what is no currency stands behind the number.
 * @param whole without cents, such as of sums.
 */
export function moneyText(amount: number, currency: string, language: string, { whole = false } = {}): string {
  const digits = whole ? { maximumFractionDigits: 0 } : {};
  try {
    return new Intl.NumberFormat(language, { style: 'currency', currency, ...digits }).format(amount);
  } catch {
    return `${new Intl.NumberFormat(language, { maximumFractionDigits: whole ? 0 : 2 }).format(amount)} ${currency}`.trim();
  }
}
