import { tzOffset } from '@date-fns/tz';
import { localInstant } from '../lib/local-day.ts';
import type { ClassCounts } from '../lib/statistics.ts';

/** How many months a series shows, the running one included. */
const MONTHS = 24;
const MINUTE_MS = 60_000;
/** The window of an NPS: 180 times 24 hours, in minutes. */
export const WINDOW_MINUTES = 180 * 24 * 60;

/** Where the window of a `now` (epoch milliseconds) ends, in minutes since 1970: with the minute that runs. It holds [end - 180 days, end). */
export function windowEnd(now: number): number {
  return Math.floor(now / MINUTE_MS) + 1;
}

/** The moments that cut an account's answers into months and windows, for one `now` in one zone, in minutes since 1970. */
export interface Calendar {
  /** YYYY-MM of each month, the oldest first. */
  months: readonly string[];
  /** Where each month begins. */
  monthStarts: readonly number[];
  /** Where each month's rolling window ends: the next month's begin; for the running month, the moment after `now`. */
  windowEnds: readonly number[];
}

const knownMonths = new Map<string, Pick<Calendar, 'months' | 'monthStarts'>>();

/** The calendar of 24 months up to `now` in the portal's zone. A window holds [end - 180 days, end). */
export function calendarOf(now: Date, timeZone: string): Calendar {
  const local = new Date(now.getTime() + tzOffset(timeZone, now) * MINUTE_MS);
  const { months, monthStarts } = monthsUpTo(local.getUTCFullYear(), local.getUTCMonth(), timeZone);
  return { months, monthStarts, windowEnds: [...monthStarts.slice(1), windowEnd(now.getTime())] };
}

/** Months are looked up once a month and zone: zone arithmetic is most of a card's work otherwise. */
function monthsUpTo(year: number, month: number, timeZone: string): Pick<Calendar, 'months' | 'monthStarts'> {
  const key = `${timeZone} ${year}-${month}`;
  const known = knownMonths.get(key);
  if (known !== undefined) return known;
  const firsts = Array.from({ length: MONTHS }, (_, index) => Date.UTC(year, month - MONTHS + 1 + index, 1));
  const found = {
    months: firsts.map((first) => new Date(first).toISOString().slice(0, 7)),
    monthStarts: firsts.map((first) => localInstant(first, timeZone) / MINUTE_MS),
  };
  if (knownMonths.size > 1000) knownMonths.clear();
  knownMonths.set(key, found);
  return found;
}

/** One NPS answer: when (minutes since 1970), and until when it stands (its person's next answer, or 180 days). */
export interface Mark {
  at: number;
  until: number;
  kind: 'relational' | 'transactional';
  class: 'promoter' | 'passive' | 'detractor';
}

const CLASSES = ['promoter', 'passive', 'detractor'] as const;
const KINDS = ['relational', 'transactional'] as const;

/**
 * Marks from their text, "601,5410.1440": (minutes since `base` * 2 + kind) * 3 + class, then, where a later answer of
 * the same person ends it before its 180 days, how many minutes it stood. sections.ts writes it in SQL.
 */
export function readMarks(text: string, base: number): Mark[] {
  if (text === '') return [];
  return text.split(',').map((entry) => {
    const dot = entry.indexOf('.');
    const code = Number(dot < 0 ? entry : entry.slice(0, dot));
    const at = base + Math.floor(code / 6);
    return {
      at,
      until: at + (dot < 0 ? WINDOW_MINUTES : Number(entry.slice(dot + 1))),
      kind: KINDS[Math.floor(code / 3) % 2]!,
      class: CLASSES[code % 3]!,
    };
  });
}

/** The counts of one kind's answers: the two windows, and 24 rolling and 24 monthly groups. */
export interface History {
  current: ClassCounts;
  previous: ClassCounts;
  rolling: ClassCounts[];
  monthly: ClassCounts[];
}

/** Counts marks by kind, month and window; what comes after `now` waits. */
export function countMarks(marks: readonly Mark[], calendar: Calendar): { relational: History; transactional: History } {
  const histories = { relational: emptyHistory(), transactional: emptyHistory() };
  for (const mark of marks) addMark(histories[mark.kind], mark, calendar);
  return histories;
}

function addMark(history: History, mark: Mark, { monthStarts, windowEnds }: Calendar): void {
  const field = `${mark.class}s` as const;
  const end = windowEnds[MONTHS - 1]!;
  if (mark.at >= end) return;
  for (let month = 0; month < MONTHS; month++) {
    const windowEnd = windowEnds[month]!;
    if (mark.at >= monthStarts[month]! && mark.at < windowEnd) history.monthly[month]![field] += 1;
    if (mark.at < windowEnd && windowEnd <= mark.until) history.rolling[month]![field] += 1;
  }
  if (end <= mark.until) history.current[field] += 1;
  const previousEnd = end - WINDOW_MINUTES;
  if (mark.at < previousEnd && previousEnd <= mark.until) history.previous[field] += 1;
}

function emptyHistory(): History {
  const none = (): ClassCounts => ({ promoters: 0, passives: 0, detractors: 0 });
  const months = (): ClassCounts[] => Array.from({ length: MONTHS }, none);
  return { current: none(), previous: none(), rolling: months(), monthly: months() };
}
