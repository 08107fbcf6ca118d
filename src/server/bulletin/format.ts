import type { Language } from '../../../extensions/contracts/envelope.ts';
import { moneyText } from '../lib/money.ts';

/** Writes numbers, money and dates for one reader. */
export interface Format {
  number(value: number): string;
  /** Always with its sign: "+8", "-3", "0". */
  signed(value: number): string;
  percent(share: number): string;
  /** With a tenth where there is one: "1.2%". */
  tenths(share: number): string;
  money(amount: number): string;
  /** Local days, `to` excluded: "23 a 29 de nov. de 2026". */
  days(from: string, to: string): string;
  day(at: Date): string;
  /** A day and a time with its zone. */
  moment(at: Date): string;
  /** "2026-11" -> "nov. de 26". */
  month(month: string): string;
}

/** A formatter for a language, a zone and a currency; what is no currency stands behind the number. */
export function formatOf({ language, timeZone, currency }: { language: Language; timeZone: string; currency: string }): Format {
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const utc = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
  const at = (day: string, days = 0) => new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000);
  return {
    number: (value) => whole.format(rounded(value)),
    signed: (value) => new Intl.NumberFormat(language, { maximumFractionDigits: 0, signDisplay: 'exceptZero' }).format(rounded(value)),
    percent: (share) => new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(share),
    tenths: (share) => new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(share),
    money: (amount) => moneyText(amount, currency, language, { whole: true }),
    days: (from, to) => utc({ dateStyle: 'long' }).formatRange(at(from), at(to, -1)),
    day: (instant) => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(instant),
    moment: (instant) => `${new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(instant)} (${timeZone})`,
    month: (month) => utc({ month: 'short', year: '2-digit' }).format(at(`${month}-01`)),
  };
}

/** Half away from zero, as people round, and no "-0". */
function rounded(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value)) || 0;
}
