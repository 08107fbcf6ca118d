import { tzOffset } from '@date-fns/tz';
import type { Language } from '../../../extensions/contracts/envelope.ts';

const DAY_MS = 86_400_000;
/** 1970-01-01 was a Thursday: shifted by three days, weeks of seven begin on Monday. */
const MONDAY_SHIFT = 3;

/**
 * Turns instants (epoch ms) into days of a zone, counted from 1970-01-01, by one offset: that of `now`.
 * Instants across a clock change are off by an hour at most, so only within an hour of midnight by a day.
 */
export function dayCounter(timeZone: string, now: number): (instant: number) => number {
  const shiftMs = tzOffset(timeZone, new Date(now)) * 60_000;
  return (instant) => Math.floor((instant + shiftMs) / DAY_MS);
}

/** The week of a day (both counted from 1970-01-01); weeks begin on Monday. */
export function weekOf(day: number): number {
  return Math.floor((day + MONDAY_SHIFT) / 7);
}

/** The last day (Sunday) of a week. */
export function lastDayOf(week: number): number {
  return week * 7 + 6 - MONDAY_SHIFT;
}

/** The last instant (epoch ms) of a day in a zone. */
export function endOfDay(timeZone: string, day: number): number {
  const utc = (day + 1) * DAY_MS - 1;
  return utc - tzOffset(timeZone, new Date(utc)) * 60_000;
}

/** The local hour, 0 to 23. */
export function hourOf(timeZone: string, now: number): number {
  const local = now + tzOffset(timeZone, new Date(now)) * 60_000;
  return Math.floor((((local % DAY_MS) + DAY_MS) % DAY_MS) / 3_600_000);
}

const isoDays = new Map<number, string>();

/** YYYY-MM-DD of a day counted from 1970-01-01. Written once and kept: a card shows thirty days, and all cards the same ones. */
export function isoDay(day: number): string {
  const known = isoDays.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * DAY_MS).toISOString().slice(0, 10);
  isoDays.set(day, text);
  return text;
}

/** A day as the cards write days: 31 de dez. de 2026 in Portuguese, Dec 31, 2026 in English. */
export function writtenDay(language: Language, day: number): string {
  const date = new Date(day * DAY_MS);
  const month = MONTHS[language][date.getUTCMonth()];
  if (language === 'pt-BR') return `${date.getUTCDate()} de ${month}. de ${date.getUTCFullYear()}`;
  return `${month} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
}

const MONTHS: { [language in Language]: readonly string[] } = {
  'pt-BR': ['jan', 'fev', 'mar', 'abr', 'mai', 'jun', 'jul', 'ago', 'set', 'out', 'nov', 'dez'],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
};
