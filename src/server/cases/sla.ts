import type { AnswerClass } from '../../../extensions/contracts/nps.ts';
import type { SlaPolicy } from '../../../extensions/contracts/case-settings.ts';
import { addBusinessHours, businessMs, type Calendar } from '../lib/business-time.ts';
import { quantile, wilsonInterval } from '../lib/statistics.ts';
import type { Case } from './case.ts';

/** The clock of a case: in how many business hours the customer is to be answered. */
export interface Clock {
  hours: number;
  calendar: Calendar;
}

/** The policy that a case falls under, the first that fits; undefined: it has no clock. */
export function policyFor(policies: readonly SlaPolicy[], { class: cls, segment }: { class: AnswerClass; segment: string | null }): SlaPolicy | undefined {
  return policies.find(({ classes, segments }) => classes.includes(cls) && (segments.length === 0 || (segment !== null && segments.includes(segment))));
}

/** Until when the customer is to be answered; null while the clock stands. */
export function dueAt({ openedAt, pauses }: Pick<Case, 'openedAt' | 'pauses'>, { hours, calendar }: Clock): Date | null {
  return addBusinessHours(openedAt, hours, calendar, pauses);
}

/** Business time from the opening to the first answer, ms; to now where there is none yet. */
export function responseMs({ openedAt, answeredAt, closedAt, pauses }: Pick<Case, 'openedAt' | 'answeredAt' | 'closedAt' | 'pauses'>, calendar: Calendar, now: Date): number {
  return businessMs(openedAt, answeredAt ?? closedAt ?? now, calendar, pauses);
}

/** How much of its time is used up, 1 where it is over; null: it has no clock, or was answered or closed. */
export function usedShare(one: Case, { hours, calendar }: Clock, now: Date): number | null {
  if (one.answeredAt !== null || one.state === 'closed') return null;
  return businessMs(one.openedAt, now, calendar, one.pauses) / (hours * 3_600_000);
}

/** How a case ended, or stands: an open one that is overdue is a breach, one that has time left says nothing yet. */
export interface Measured {
  /** null: it has time left. */
  kept: boolean | null;
  /** Business ms to the answer; null where there was none. */
  responseMs: number | null;
}

/** A case as attainment counts it. Closed without an answer within its time, it kept it: somebody dealt with it. */
export function measure(one: Case, clock: Clock, now: Date): Measured {
  const spent = responseMs(one, clock.calendar, now);
  const inTime = spent <= clock.hours * 3_600_000;
  const ended = one.answeredAt !== null || one.state === 'closed';
  return { kept: ended ? inTime : inTime ? null : false, responseMs: one.answeredAt === null ? null : spent };
}

export interface Attainment {
  kept: number;
  of: number;
  /** 0 to 1; null where nothing counts yet. */
  rate: number | null;
  /** Wilson 95 %. */
  interval: { low: number; high: number } | null;
  /** Of those that were answered, business ms; null where none was. */
  medianMs: number | null;
  p90Ms: number | null;
  answered: number;
}

/** What share of cases kept its time, and how long answers took. */
export function attainment(measured: readonly Measured[]): Attainment {
  const counted = measured.filter((one) => one.kept !== null);
  const kept = counted.filter((one) => one.kept).length;
  const times = measured.flatMap((one) => one.responseMs ?? []).sort((a, b) => a - b);
  return {
    kept, of: counted.length,
    rate: counted.length === 0 ? null : kept / counted.length,
    interval: counted.length === 0 ? null : wilsonInterval(kept, counted.length),
    medianMs: quantile(times, 0.5), p90Ms: quantile(times, 0.9), answered: times.length,
  };
}
