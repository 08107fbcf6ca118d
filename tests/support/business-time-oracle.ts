import { seededRandom } from '../../sandbox/random.ts';
import { addBusinessMs, businessMs, type Calendar, type Opening, type Pause } from '../../src/server/lib/business-time.ts';

/** Zones that have caught other clocks out: no more summer time, half hours, far east, a change around Ramadan. */
const ZONES = [
  'America/Sao_Paulo', 'America/New_York', 'Europe/Lisbon', 'Europe/London', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia',
  'Pacific/Kiritimati', 'Africa/Casablanca', 'America/Santiago', 'Asia/Tehran', 'UTC',
];
const MINUTE_MS = 60_000;
const YEAR_START = Date.UTC(2026, 0, 1);
const MINUTES = 366 * 1_440;
/** Offsets change at whole quarters of an hour. */
const QUARTER = 15;

/** Compares the business clock with one that looks at each minute's wall time, over random calendars, pauses and instants. */
export function businessTimeCases({ cases, seed }: { cases: number; seed: number }): { cases: number; mismatches: string[] } {
  const random = seededRandom(seed);
  const below = (n: number) => Math.floor(random() * n);
  const mismatches: string[] = [];
  for (let done = 0; done < cases; done += 1) {
    const timeZone = ZONES[done % ZONES.length]!;
    const calendar: Calendar = { timeZone, week: Array.from({ length: 7 }, () => randomOpenings(below)), holidays: randomDays(below) };
    const start = below(MINUTES - 30 * 1_440);
    const end = start + below(12 * 1_440);
    const pauses = Array.from({ length: below(3) }, (): Pause => {
      const from = start + below(8 * 1_440) - 1_440;
      return { from: instant(from), to: random() < 0.05 ? null : instant(from + below(2 * 1_440)) };
    });
    const open = oracle(calendar, pauses, start, end);
    const counted = businessMs(instant(start), instant(end), calendar, pauses) / MINUTE_MS;
    if (counted !== open.count) mismatches.push(`${done}: ${timeZone} counted ${counted}, each minute says ${open.count}`);
    // Adding what passed ends when the last open minute ends.
    const reached = addBusinessMs(instant(start), counted * MINUTE_MS, calendar, pauses)?.getTime();
    const last = counted === 0 ? start : open.last + 1;
    if (reached !== instant(last).getTime()) mismatches.push(`${done}: ${timeZone} reached ${reached}, each minute says ${instant(last).getTime()}`);
  }
  return { cases, mismatches };
}

function instant(minute: number): Date {
  return new Date(YEAR_START + minute * MINUTE_MS);
}

function randomOpenings(below: (n: number) => number): Opening[] {
  if (below(4) === 0) return [];
  if (below(6) === 0) return [{ from: 0, to: 1_440 }];
  const marks = Array.from({ length: 4 }, () => below(1_441)).sort((a, b) => a - b) as [number, number, number, number];
  const openings = [{ from: marks[0], to: marks[1] }, { from: marks[2], to: marks[3] }];
  return below(2) === 0 ? openings : openings.slice(0, 1);
}

function randomDays(below: (n: number) => number): string[] {
  return Array.from({ length: below(40) }, () => instant(below(MINUTES)).toISOString().slice(0, 10));
}

function oracle(calendar: Calendar, pauses: readonly Pause[], start: number, end: number): { count: number; last: number } {
  const wall = wallClock(calendar.timeZone);
  const holidays = new Set(calendar.holidays.map((day) => Date.parse(day) / MINUTE_MS / 1_440));
  let count = 0;
  let last = start;
  for (let minute = start; minute < end; minute += 1) {
    const local = minute + YEAR_START / MINUTE_MS + wall[Math.floor(minute / QUARTER)]!;
    const day = Math.floor(local / 1_440);
    const at = local - day * 1_440;
    const now = instant(minute).getTime();
    const open = (calendar.week[(day + 4) % 7] ?? []).some(({ from, to }) => at >= from && at < to);
    const paused = pauses.some(({ from, to }) => now >= from.getTime() && (to === null || now < to.getTime()));
    if (!open || paused || holidays.has(day)) continue;
    count += 1;
    last = minute;
  }
  return { count, last };
}

const clocks = new Map<string, Int16Array>();

/** Minutes that the wall clock is ahead of UTC, for each quarter of an hour of the year: asked of Intl, which the rule does not ask. */
function wallClock(timeZone: string): Int16Array {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const write = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' });
  const ahead = Int16Array.from({ length: MINUTES / QUARTER }, (_, quarter) => {
    const utc = YEAR_START + quarter * QUARTER * MINUTE_MS;
    const [month, day, year, hour, minute] = write.format(utc).match(/\d+/g)!.map(Number) as [number, number, number, number, number];
    return (Date.UTC(year, month - 1, day, hour, minute) - utc) / MINUTE_MS;
  });
  clocks.set(timeZone, ahead);
  return ahead;
}
