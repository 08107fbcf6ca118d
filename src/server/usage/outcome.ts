import type { UsageEvent } from './event.ts';

/** What one company did on one day. */
export interface UsageDay {
  companyId: number;
  /** YYYY-MM-DD. */
  day: string;
  logins: number;
  activeUsers: number | null;
  seats: number | null;
  /** The sender's clock, epoch ms. */
  updatedAt: number;
}

/**
 * recorded: it counts now; unchanged: the same was known; older: a figure with a later clock is known; duplicate: the
 * event's id was taken before; waiting: kept until the CRM knows the company.
 */
export type Outcome = 'recorded' | 'unchanged' | 'older' | 'duplicate' | 'waiting';

/** A company's day as one text. */
export function dayKey({ companyId, day }: { companyId: number; day: string }): string {
  return `${companyId} ${day}`;
}

/** Decides a batch in its order: of a company's day the figure with the latest clock holds, of equal clocks the last. */
export function decideDays(
  rows: readonly { row: number; companyId: number; event: UsageEvent }[],
  stored: ReadonlyMap<string, UsageDay>,
): { write: UsageDay[]; outcomes: Map<number, Outcome>; changed: number[] } {
  const days = new Map<string, UsageDay>();
  const outcomes = new Map<number, Outcome>();
  for (const { row, companyId, event } of rows) {
    const next = dayOf(companyId, event);
    const key = dayKey(next);
    const current = days.get(key) ?? stored.get(key);
    if (current !== undefined && next.updatedAt < current.updatedAt) {
      outcomes.set(row, 'older');
      continue;
    }
    outcomes.set(row, current !== undefined && sameFigures(current, next) ? 'unchanged' : 'recorded');
    days.set(key, next);
  }
  const changed = [...days].filter(([key, day]) => !sameFigures(stored.get(key), day)).map(([, day]) => day.companyId);
  return { write: [...days.values()].sort(byCompanyAndDay), outcomes, changed: [...new Set(changed)].sort((a, b) => a - b) };
}

function dayOf(companyId: number, { day, logins, activeUsers, seats, clock }: UsageEvent): UsageDay {
  return { companyId, day, logins, activeUsers, seats, updatedAt: clock.getTime() };
}

function sameFigures(a: UsageDay | undefined, b: UsageDay): boolean {
  return a !== undefined && a.logins === b.logins && a.activeUsers === b.activeUsers && a.seats === b.seats;
}

/** One order for all writers: two that meet wait, and never for each other. */
function byCompanyAndDay(a: UsageDay, b: UsageDay): number {
  return a.companyId - b.companyId || (a.day < b.day ? -1 : 1);
}
