import { localInstant } from '../lib/local-day.ts';

/** How the numbers of 03/02/2026 are meant: day first or month first. */
export type DateOrder = 'dmy' | 'mdy';

interface Civil {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
  /** Minutes east of UTC where the text says so. */
  offset: number | undefined;
}

const ISO =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
const SLASHED = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:,?\s+(\d{1,2})[:h](\d{2})(?::(\d{2}))?\s*([ap]\.?m\.?)?)?(\s*(?:Z|UTC|GMT))?$/i;
const UNIX = /^\d{10}(\d{3})?$/;

/**
 * Decides for a whole column how slashed dates are meant: a first part above 12 proves dmy, a second part above 12 mdy;
 * with no proof, or with both, the given order stands.
 */
export function dateOrderOf(values: Iterable<string>, fallback: DateOrder): DateOrder {
  let dayFirst = false;
  let monthFirst = false;
  for (const value of values) {
    const found = SLASHED.exec(value.trim());
    if (found === null) continue;
    if (Number(found[1]) > 12) dayFirst = true;
    if (Number(found[2]) > 12) monthFirst = true;
  }
  if (dayFirst === monthFirst) return fallback;
  return dayFirst ? 'dmy' : 'mdy';
}

/**
 * The instant a text names: ISO 8601, 31/12/2026 [23:59[:59]] in the given order, 12/31/2026 11:59 PM, Unix seconds or
 * milliseconds. Without an offset of its own it is local time in the zone; a bare day is its first moment there.
 * Undefined for anything else, and for days that do not exist.
 */
export function instantOf(value: unknown, timeZone: string, order: DateOrder = 'dmy'): Date | undefined {
  if (typeof value === 'number') return unixInstant(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (UNIX.test(text)) return unixInstant(Number(text));
  const civil = isoCivil(text) ?? slashedCivil(text, order);
  if (civil === undefined || !exists(civil)) return undefined;
  const asUtc = Date.UTC(civil.year, civil.month - 1, civil.day, civil.hour, civil.minute, civil.second, civil.millisecond);
  return new Date(civil.offset === undefined ? localInstant(asUtc, timeZone) : asUtc - civil.offset * 60_000);
}

function unixInstant(value: number): Date | undefined {
  if (!Number.isFinite(value) || value < 1e8 || value > 1e13) return undefined;
  return new Date(value < 1e11 ? value * 1000 : value);
}

function isoCivil(text: string): Civil | undefined {
  const found = ISO.exec(text);
  if (found === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = found;
  return {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    millisecond: fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000),
    offset: zone === undefined ? undefined : offsetMinutes(zone),
  };
}

function offsetMinutes(zone: string): number {
  const found = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (found === null) return 0;
  return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3]));
}

function slashedCivil(text: string, order: DateOrder): Civil | undefined {
  const found = SLASHED.exec(text);
  if (found === null) return undefined;
  const [, first, second, year, hour, minute, seconds, half, utc] = found;
  const hours = half === undefined ? Number(hour ?? 0) : hour24(Number(hour), half);
  return {
    year: Number(year),
    month: Number(order === 'dmy' ? second : first),
    day: Number(order === 'dmy' ? first : second),
    hour: hours,
    minute: Number(minute ?? 0),
    second: Number(seconds ?? 0),
    millisecond: 0,
    offset: utc === undefined ? undefined : 0,
  };
}

function hour24(hour: number, half: string): number {
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}

function exists({ year, month, day, hour, minute, second }: Civil): boolean {
  if (year < 1990 || year > 2200 || !(hour >= 0 && hour <= 23) || minute > 59 || second > 59) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
