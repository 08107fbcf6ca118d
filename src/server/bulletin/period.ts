import type { Schedule } from '../../../extensions/contracts/bulletin.ts';
import { dayIn, localInstant } from '../lib/local-day.ts';

const DAY_MS = 86_400_000;
/** No two days on which a bulletin is due lie further apart. */
const FARTHEST_DAYS = 32;

/** What an issue tells of: local days (YYYY-MM-DD), `to` excluded, and the instants at which they begin and end. */
export interface Period {
  from: string;
  to: string;
  begins: Date;
  ends: Date;
}

/** Whether a bulletin is due on a local day. The 29th to 31st are the last day of a month that has none. */
export function isDueOn({ frequency, weekday, monthDay }: Schedule, day: string): boolean {
  if (frequency === 'daily') return true;
  const date = new Date(`${day}T00:00:00Z`);
  if (frequency === 'weekly') return (date.getUTCDay() || 7) === weekday;
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.getUTCDate() === Math.min(monthDay, last);
}

/** When the bulletin of a local day is due: once also where the clock skips that time, or reads it twice. */
export function dueAt({ time, timeZone }: Schedule, day: string): Date {
  return new Date(localInstant(Date.parse(`${day}T${time}:00Z`), timeZone));
}

/**
 * The local day whose bulletin is to be made now; null: none. Of those that were missed, such as over a night without a server, it is
 * the latest one: nobody gets two. @param since when the schedule was chosen: what was due before is not made up. @param lastDay of the last issue.
 */
export function dueDay(schedule: Schedule, { now, since, lastDay }: { now: Date; since: Date; lastDay: string | null }): string | null {
  let day = dayIn(schedule.timeZone, now);
  for (let back = 0; back <= FARTHEST_DAYS; back += 1, day = shifted(day, -1)) {
    if (!isDueOn(schedule, day) || dueAt(schedule, day) > now) continue;
    return dueAt(schedule, day) > since && (lastDay === null || day > lastDay) ? day : null;
  }
  return null;
}

/** When the next bulletin after an instant is due. */
export function nextDue(schedule: Schedule, after: Date): Date {
  // A time that the clock skips around midnight belongs to the day before.
  let day = shifted(dayIn(schedule.timeZone, after), -1);
  while (!isDueOn(schedule, day) || dueAt(schedule, day) <= after) day = shifted(day, 1);
  return dueAt(schedule, day);
}

/** What the bulletin of a day tells of: the whole local days since the one before was due. */
export function periodOf(schedule: Schedule, day: string): Period {
  let from = shifted(day, -1);
  while (!isDueOn(schedule, from)) from = shifted(from, -1);
  return between(from, day, schedule.timeZone);
}

/** The period of the same kind that ended when this one began. */
export function periodBefore(schedule: Schedule, period: Period): Period {
  return periodOf(schedule, period.from);
}

/** Local days as a period, the last one excluded. */
function between(from: string, to: string, timeZone: string): Period {
  return { from, to, begins: midnight(from, timeZone), ends: midnight(to, timeZone) };
}

/** When a local day begins. */
export function midnight(day: string, timeZone: string): Date {
  return new Date(localInstant(Date.parse(`${day}T00:00:00Z`), timeZone));
}

/** A day so many days later. */
export function shifted(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
