import type { Language } from '../contracts/envelope.ts';
import { round } from './rounding.ts';

/** Writes numbers and dates for one reader: their locale, the portal's time zone. */
export interface Format {
  /** 63.42 -> "63,4" (decimals default 0). */
  number(value: number, decimals?: number): string;
  /** Always with its sign: "+4,2", "-1,0", "0". */
  signed(value: number, decimals?: number): string;
  /** 0.853 -> "85%". */
  percent(share: number): string;
  /** "2026-11-21" -> "21 de nov. de 2026". */
  day(day: string): string;
  /** "2026-11" -> "nov/26" or "Nov ’26": short enough for an axis, and never read as a day. */
  month(month: string): string;
  /** An ISO instant as date and time in the portal's zone. */
  instant(iso: string): string;
  /** An ISO instant as a date in the portal's zone. */
  date(iso: string): string;
}

/** Portuguese for every pt locale, English for all others. */
export function languageOf(locale: string | undefined): Language {
  return locale?.toLowerCase().startsWith('pt') ? 'pt-BR' : 'en';
}

/** A formatter for a HubSpot locale ("pt-br", "en_GB") and time zone; an unknown zone falls back to UTC. */
export function createFormat(locale: string | undefined, timeZone: string): Format {
  const tag = numberLocale(locale);
  const zone = knownZone(timeZone);
  const write = (iso: string | number, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tag, options).format(new Date(iso));
  const number = (value: number, decimals: number, extra?: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(tag, { minimumFractionDigits: decimals, maximumFractionDigits: decimals, ...extra }).format(extra?.style ? value : round(value, decimals));
  return {
    number: (value, decimals = 0) => number(value, decimals),
    signed: (value, decimals = 0) => number(value, decimals, { signDisplay: 'exceptZero' }),
    percent: (share) => number(share, 0, { style: 'percent' }),
    day: (day) => write(`${day}T12:00:00Z`, { dateStyle: 'medium', timeZone: 'UTC' }),
    month: (month) => {
      const name = write(`${month}-15T12:00:00Z`, { month: 'short', timeZone: 'UTC' }).replace('.', '');
      return `${name}${tag === 'pt-BR' ? '/' : ' ’'}${month.slice(2, 4)}`;
    },
    instant: (iso) => write(iso, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }),
    date: (iso) => write(iso, { dateStyle: 'medium', timeZone: zone }),
  };
}

function numberLocale(locale: string | undefined): string {
  if (languageOf(locale) === 'pt-BR') return 'pt-BR';
  try {
    const tag = Intl.getCanonicalLocales((locale ?? 'en').replace('_', '-'))[0] ?? 'en';
    // Months must be named in the language of the text around them.
    return tag.startsWith('en') ? tag : 'en';
  } catch {
    return 'en';
  }
}

function knownZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
