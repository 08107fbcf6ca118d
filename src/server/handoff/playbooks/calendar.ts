import type { WorkCalendar } from '../../../../extensions/contracts/playbooks.ts';
import type { Calendar, Opening } from '../../lib/business-time.ts';
import { isZone } from '../../lib/local-day.ts';

/** What an account begins with: Monday to Friday, 9 to 18, in its own zone, no holidays. */
export const OFFICE_HOURS: WorkCalendar = {
  timeZone: null,
  week: ['', ...Array.from({ length: 5 }, () => '09:00-18:00'), ''],
  holidays: [],
};

/** Why a calendar cannot be kept; `at`: the weekday (0 Sunday) or the day it is about. */
export type CalendarFault = { fault: 'hours'; at: number } | { fault: 'never-open' | 'zone' } | { fault: 'holiday'; at: string };

/** The calendar in the form that business time is counted by. @param accountZone where it names no zone of its own. */
export function calendarOf({ timeZone, week, holidays }: WorkCalendar, accountZone: string): Calendar {
  return { timeZone: timeZone ?? accountZone, week: week.map((text) => readHours(text) ?? []), holidays: holidays.map((one) => one.day) };
}

/** What is wrong with a calendar; undefined where nothing is. */
export function calendarFault({ timeZone, week, holidays }: WorkCalendar): CalendarFault | undefined {
  const unread = week.findIndex((text) => readHours(text) === null);
  if (unread >= 0) return { fault: 'hours', at: unread };
  if (week.every((text) => readHours(text)!.length === 0)) return { fault: 'never-open' };
  if (timeZone !== null && !isZone(timeZone)) return { fault: 'zone' };
  const days = holidays.map((one) => one.day);
  const wrong = days.find((day, index) => !isDay(day) || days.indexOf(day) !== index);
  return wrong === undefined ? undefined : { fault: 'holiday', at: wrong };
}

/** The calendar as it is kept: hours written one way, holidays in order. */
export function tidyCalendar({ timeZone, week, holidays }: WorkCalendar): WorkCalendar {
  return { timeZone, week: week.map((text) => writeHours(readHours(text) ?? [])), holidays: [...holidays].sort((a, b) => (a.day < b.day ? -1 : 1)) };
}

const SPAN = /^(\d{1,2})(?::(\d{2}))?\s*-\s*(\d{1,2})(?::(\d{2}))?$/;
const DAY_MINUTES = 1_440;

/** Opening times of a text such as "9-12, 13:00-18:00"; null where it is none, or they are out of order. */
export function readHours(text: string): Opening[] | null {
  if (text.trim() === '') return [];
  const openings: Opening[] = [];
  for (const part of text.split(',')) {
    const match = SPAN.exec(part.trim().replace(/[–—]/g, '-'));
    if (match === null) return null;
    const [from, to] = [minutesOf(match[1]!, match[2]), minutesOf(match[3]!, match[4])];
    const last = openings.at(-1)?.to ?? 0;
    if (from === null || to === null || from < last || to <= from) return null;
    openings.push({ from, to });
  }
  return openings;
}

function minutesOf(hours: string, minutes = '00'): number | null {
  const total = Number(hours) * 60 + Number(minutes);
  return Number(minutes) < 60 && total <= DAY_MINUTES ? total : null;
}

/** Opening times as readHours reads them. */
export function writeHours(openings: readonly Opening[]): string {
  const clock = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return openings.map(({ from, to }) => `${clock(from)}-${clock(to)}`).join(', ');
}

function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === day;
}
