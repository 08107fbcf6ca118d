import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brazilHolidays } from '../../src/server/lib/brazil-holidays.ts';

const DAY_MS = 86_400_000;
const dayOf = (year: number, id: string) => brazilHolidays(year).find((one) => one.id === id)?.day;

describe('Brazil\'s holidays', () => {
  it('of 2026, as the government lists them', () => {
    expect(brazilHolidays(2026).map(({ day, id, optional }) => `${day} ${id}${optional ? ' (optional)' : ''}`)).toEqual([
      '2026-01-01 new-year', '2026-02-16 carnival-monday (optional)', '2026-02-17 carnival-tuesday (optional)', '2026-04-03 good-friday', '2026-04-21 tiradentes',
      '2026-05-01 labour-day', '2026-06-04 corpus-christi (optional)', '2026-09-07 independence', '2026-10-12 aparecida', '2026-11-02 all-souls', '2026-11-15 republic',
      '2026-11-20 black-awareness', '2026-12-25 christmas',
    ]);
  });

  it('follow Easter', () => {
    expect([2024, 2025, 2027, 2038].map((year) => dayOf(year, 'good-friday'))).toEqual(['2024-03-29', '2025-04-18', '2027-03-26', '2038-04-23']);
  });

  it('knew no Black Awareness Day before 2024', () => {
    expect(dayOf(2023, 'black-awareness')).toBeUndefined();
    expect(dayOf(2024, 'black-awareness')).toBe('2024-11-20');
  });

  it('are in order, in their year, each day once; the movable ones on their weekdays', () => {
    expect(dayOf(2079, 'good-friday')).toBeUndefined();
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2300 }), (year) => {
        const days = brazilHolidays(year).map((one) => one.day);
        expect(days).toEqual([...new Set(days)].toSorted());
        expect(days.every((day) => day.startsWith(`${year}-`) && new Date(day).toISOString().slice(0, 10) === day)).toBe(true);
        const weekday = (id: string) => new Date(dayOf(year, id)!).getUTCDay();
        // Good Friday of some years is Tiradentes' day.
        if (dayOf(year, 'good-friday') === undefined) return;
        expect([weekday('carnival-tuesday'), weekday('good-friday'), weekday('corpus-christi')]).toEqual([2, 5, 4]);
        const easter = Date.parse(dayOf(year, 'good-friday')!) + 2 * DAY_MS;
        expect(easter).toBeGreaterThanOrEqual(Date.UTC(year, 2, 22));
        expect(easter).toBeLessThanOrEqual(Date.UTC(year, 3, 25));
      }),
    );
  });
});
