import { TZDate } from '@date-fns/tz';
import { format, startOfMonth, subMonths } from 'date-fns';
import type { ClassCounts } from '../lib/statistics.ts';

/** How many months a series shows, the running one included. */
export const MONTHS = 24;
/** The window of an NPS: 180 times 24 hours. */
export const WINDOW_MS = 180 * 86_400_000;

/** The moments that cut an account's answers into months and windows, for one `now` in one zone. */
export interface Calendar {
  /** First month, YYYY-MM. */
  firstMonth: string;
  /** Where each of the 24 months begins, epoch milliseconds. */
  monthStarts: number[];
  /** Where each month's rolling window ends: the next month's begin; for the running month, the moment after `now`. */
  windowEnds: number[];
  /** The end of the 180 days before the current ones. */
  previousEnd: number;
  /** Answers before this count nowhere. */
  from: number;
}

/** The calendar of 24 months up to `now` in the portal's zone. A window holds [end - 180 days, end). */
export function calendarOf(now: Date, timeZone: string): Calendar {
  const thisMonth = startOfMonth(new TZDate(now.getTime(), timeZone));
  const months = Array.from({ length: MONTHS }, (_, index) => subMonths(thisMonth, MONTHS - 1 - index));
  const monthStarts = months.map((month) => month.getTime());
  const windowEnds = [...monthStarts.slice(1), now.getTime() + 1];
  return {
    firstMonth: format(months[0]!, 'yyyy-MM'),
    monthStarts,
    windowEnds,
    previousEnd: now.getTime() + 1 - WINDOW_MS,
    from: windowEnds[0]! - WINDOW_MS,
  };
}

/**
 * What one NPS answer counts for, as one small number, so that an account's history is a short text whatever it counts:
 * month 0 to 23 (-1: before), the last month whose window it stands in (-1: none; it stands in all from its own month
 * on), whether it stands in the previous window, its kind and its class.
 */
export interface Mark {
  month: number;
  lastWindow: number;
  previous: boolean;
  kind: 'relational' | 'transactional';
  class: 'promoter' | 'passive' | 'detractor';
}

const CLASSES = ['promoter', 'passive', 'detractor'] as const;
const KINDS = ['relational', 'transactional'] as const;

/** Mark -> number; sections.ts computes the same in SQL. */
export function encodeMark(mark: Mark): number {
  const place = (mark.month + 1) * (MONTHS + 1) + mark.lastWindow + 1;
  return ((place * 2 + (mark.previous ? 1 : 0)) * 2 + KINDS.indexOf(mark.kind)) * 3 + CLASSES.indexOf(mark.class);
}

/** Number -> mark. */
export function decodeMark(code: number): Mark {
  const place = Math.floor(code / 12);
  return {
    class: CLASSES[code % 3]!,
    kind: KINDS[Math.floor(code / 3) % 2]!,
    previous: Math.floor(code / 6) % 2 === 1,
    lastWindow: (place % (MONTHS + 1)) - 1,
    month: Math.floor(place / (MONTHS + 1)) - 1,
  };
}

/** How many marks a text may hold before equal ones are counted together. */
const LONGEST = 400;

/** Marks as a text, "17,17,90"; a long one as "17*2,90". Equal marks count alike, so both say the same. */
export function shortenMarks(text: string): string {
  if (text.length <= LONGEST * 4) return text;
  const counts = new Map<string, number>();
  for (const code of text.split(',')) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, count]) => (count === 1 ? code : `${code}*${count}`)).join(',');
}

/** The counts of one kind's answers: the two windows, and 24 rolling and 24 monthly groups. */
export interface History {
  current: ClassCounts;
  previous: ClassCounts;
  rolling: ClassCounts[];
  monthly: ClassCounts[];
}

/** Counts a text of marks by kind. */
export function readMarks(text: string): { relational: History; transactional: History } {
  const histories = { relational: emptyHistory(), transactional: emptyHistory() };
  for (const entry of text === '' ? [] : text.split(',')) {
    const [code, count = '1'] = entry.split('*');
    const mark = decodeMark(Number(code));
    addMark(histories[mark.kind], mark, Number(count));
  }
  return histories;
}

function addMark(history: History, mark: Mark, count: number): void {
  const field = `${mark.class}s` as const;
  if (mark.month >= 0) history.monthly[mark.month]![field] += count;
  for (let month = Math.max(mark.month, 0); month <= mark.lastWindow; month++) history.rolling[month]![field] += count;
  if (mark.lastWindow === MONTHS - 1) history.current[field] += count;
  if (mark.previous) history.previous[field] += count;
}

function emptyHistory(): History {
  const none = (): ClassCounts => ({ promoters: 0, passives: 0, detractors: 0 });
  const months = (): ClassCounts[] => Array.from({ length: MONTHS }, none);
  return { current: none(), previous: none(), rolling: months(), monthly: months() };
}

/** The YYYY-MM of each month from the first on. */
export function monthNames(firstMonth: string): string[] {
  const [year = 0, month = 1] = firstMonth.split('-').map(Number);
  return Array.from({ length: MONTHS }, (_, index) => new Date(Date.UTC(year, month - 1 + index, 1)).toISOString().slice(0, 7));
}
