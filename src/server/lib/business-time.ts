import { tzOffset } from '@date-fns/tz';

/** Local opening time in minutes after midnight, `from` included, `to` (at most 1,440) excluded. */
export interface Opening {
  from: number;
  to: number;
}

/** When people work: one list a weekday (0 Sunday to 6 Saturday), in order and not overlapping, but on holidays. */
export interface Calendar {
  /** IANA name. */
  timeZone: string;
  week: readonly (readonly Opening[])[];
  /** Local days, YYYY-MM-DD. */
  holidays: readonly string[];
}

/** A time in which the clock stands; `to` null: it still does. */
export interface Pause {
  from: Date;
  to: Date | null;
}

/** A stretch of time, epoch ms. */
type Span = readonly [from: number, to: number];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 1_440 * MINUTE_MS;
/** A due date further away than this is a mistake in the calendar. */
const FARTHEST_MS = 2 * 366 * DAY_MS;
/** Zones change their offset at most once in this time. */
const STEP_MS = DAY_MS;

/** Business time between two instants in ms, pauses left out; 0 when `to` is not after `from`. */
export function businessMs(from: Date, to: Date, calendar: Calendar, pauses: readonly Pause[] = []): number {
  let total = 0;
  for (const [start, end] of openSpans(from.getTime(), to.getTime(), calendar, pauses)) total += end - start;
  return total;
}

/** The same in hours. */
export function businessHours(from: Date, to: Date, calendar: Calendar, pauses: readonly Pause[] = []): number {
  return businessMs(from, to, calendar, pauses) / HOUR_MS;
}

/**
 * The instant at which `ms` of business time have passed since `start`; where that is the end of a day, that end and not
 * the next morning. null while a pause has no end, or when the calendar is not open for so long within two years.
 */
export function addBusinessMs(start: Date, ms: number, calendar: Calendar, pauses: readonly Pause[] = []): Date | null {
  let left = ms;
  const begin = start.getTime();
  if (left <= 0) return new Date(begin);
  const standsFrom = pauses.flatMap((pause) => (pause.to === null ? [pause.from.getTime()] : []));
  for (const [from, to] of openSpans(begin, Math.min(begin + FARTHEST_MS, ...standsFrom), calendar, pauses)) {
    if (to - from >= left) return new Date(from + left);
    left -= to - from;
  }
  return null;
}

/** The same for hours. */
export function addBusinessHours(start: Date, hours: number, calendar: Calendar, pauses: readonly Pause[] = []): Date | null {
  return addBusinessMs(start, hours * HOUR_MS, calendar, pauses);
}

/** The same for business days: each has as many hours as the calendar's working days have on average, so that a week of them is a week. */
export function addBusinessDays(start: Date, days: number, calendar: Calendar, pauses: readonly Pause[] = []): Date | null {
  const working = calendar.week.map((openings) => openings.reduce((sum, { from, to }) => sum + to - from, 0)).filter((minutes) => minutes > 0);
  const weekMs = working.reduce((sum, minutes) => sum + minutes, 0) * MINUTE_MS;
  return working.length === 0 ? null : addBusinessMs(start, Math.round((days * weekMs) / working.length), calendar, pauses);
}

/** The open stretches between two instants, in order. */
function* openSpans(from: number, to: number, calendar: Calendar, pauses: readonly Pause[]): Generator<Span> {
  const holidays = new Set(calendar.holidays);
  const standing = pauses.map((pause): Span => [pause.from.getTime(), pause.to?.getTime() ?? Infinity]).sort((a, b) => a[0] - b[0]);
  for (const [start, end, offset] of steadySpans(from, to, calendar.timeZone)) {
    for (const open of openOnDays(start + offset, end + offset, calendar.week, holidays)) {
      yield* without(standing, [open[0] - offset, open[1] - offset]);
    }
  }
}

/** Cuts the time into stretches of one offset from UTC (ms), none longer than a day. */
function* steadySpans(from: number, to: number, timeZone: string): Generator<readonly [from: number, to: number, offset: number]> {
  for (let start = from; start < to; ) {
    const offset = offsetMs(timeZone, start);
    let end = Math.min(start + STEP_MS, to);
    if (offsetMs(timeZone, end - 1) !== offset) end = changeBetween(timeZone, start, end, offset);
    yield [start, end, offset];
    start = end;
  }
}

/** The first instant after `from` at which the offset is another one, to the millisecond. */
function changeBetween(timeZone: string, from: number, to: number, offset: number): number {
  let same = from;
  let other = to - 1;
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (offsetMs(timeZone, middle) === offset) same = middle;
    else other = middle;
  }
  return other;
}

function offsetMs(timeZone: string, instant: number): number {
  return tzOffset(timeZone, new Date(instant)) * MINUTE_MS;
}

/** The open stretches of a stretch of local time, both in ms of a clock without zone. */
function* openOnDays(from: number, to: number, week: Calendar['week'], holidays: ReadonlySet<string>): Generator<Span> {
  for (let midnight = Math.floor(from / DAY_MS) * DAY_MS; midnight < to; midnight += DAY_MS) {
    const day = new Date(midnight);
    if (holidays.has(day.toISOString().slice(0, 10))) continue;
    for (const opening of week[day.getUTCDay()] ?? []) {
      const start = Math.max(from, midnight + opening.from * MINUTE_MS);
      const end = Math.min(to, midnight + opening.to * MINUTE_MS);
      if (start < end) yield [start, end];
    }
  }
}

/** What is left of a stretch without the standing ones, which are in order of their beginning. */
function* without(standing: readonly Span[], [from, to]: Span): Generator<Span> {
  let start = from;
  for (const [stop, go] of standing) {
    if (stop >= to) break;
    if (go <= start) continue;
    if (stop > start) yield [start, stop];
    start = go;
    if (start >= to) return;
  }
  if (start < to) yield [start, to];
}
