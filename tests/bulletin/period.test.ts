import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueAt, dueDay, nextDue, periodOf, shifted } from '../../src/server/bulletin/period.ts';
import { buildSchedule } from '../support/build-bulletin.ts';

const DAY_MS = 86_400_000;
const ZONES = [
  'America/Sao_Paulo', 'America/New_York', 'Europe/Lisbon', 'Europe/London', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia', 'Pacific/Kiritimati', 'Africa/Casablanca', 'America/Santiago',
  'Asia/Tehran', 'UTC', 'America/Manaus', 'America/Noronha', 'Asia/Tokyo', 'Asia/Kolkata', 'Pacific/Auckland', 'America/St_Johns', 'Europe/Berlin', 'America/Los_Angeles',
];
const START = Date.UTC(2026, 0, 15);
const DAYS = 400;
/** How often one looks; of what comes seldom, less often. */
const EVERY_HOURS = [1, 4, 12];

/** The wall of a zone as another library of the language reads it. */
function wall(at: Date, timeZone: string): { day: string; time: string } {
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);
  return { day: text.slice(0, 10), time: text.slice(11, 16) };
}

describe('400 days in 20 zones', () => {
  const frequencies = ['daily', 'weekly', 'monthly'] as const;

  it('each bulletin once, on the day it is due, whenever and however often one looks', () => {
    let issues = 0;
    for (const timeZone of ZONES) {
      for (const [index, frequency] of frequencies.entries()) {
        const schedule = buildSchedule({ timeZone, frequency, weekday: 1, monthDay: 31, time: ['02:30', '01:30', '08:00'][index]! });
        const since = new Date(START);
        const made: string[] = [];
        for (let hour = 0; hour < DAYS * 24; hour += EVERY_HOURS[index]!) {
          const now = new Date(START + hour * 3_600_000 + (hour % 7) * 60_000);
          // Two processes look at once: the second finds the day of the first.
          for (let process = 0; process < 2; process += 1) {
            const day = dueDay(schedule, { now, since, lastDay: made.at(-1) ?? null });
            if (day !== null) made.push(day);
          }
        }
        const first = wall(new Date(START), timeZone).day;
        // What became due after the last look is not counted.
        const all = Array.from({ length: DAYS + 2 }, (_, days) => shifted(first, days)).filter((day) => {
          const date = new Date(`${day}T00:00:00Z`);
          const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
          const wanted = frequency === 'daily' || (frequency === 'weekly' ? date.getUTCDay() === 1 : date.getUTCDate() === last);
          return wanted && dueAt(schedule, day) > since && dueAt(schedule, day).getTime() <= START + (DAYS * 24 - EVERY_HOURS[index]!) * 3_600_000;
        });
        expect(new Set(made).size, `${timeZone} ${frequency}`).toBe(made.length);
        expect(made, `${timeZone} ${frequency}`).toEqual(all);
        issues += made.length;
      }
    }
    console.log(`${issues} bulletins over ${DAYS} days in ${ZONES.length} zones: each once`);
    expect(issues).toBeGreaterThan(8_000);
  });

  it('is due at the time on the wall, but where the clock skips it', () => {
    for (const timeZone of ZONES) {
      for (let days = 0; days < DAYS; days += 1) {
        const day = shifted('2026-01-15', days);
        const read = wall(dueAt(buildSchedule({ timeZone, time: '08:00' }), day), timeZone);
        expect(read, timeZone).toEqual({ day, time: '08:00' });
      }
    }
  });
});

describe('a bulletin', () => {
  it('at 02:30 of a night without it, and at 01:30 of one that has it twice, comes once', () => {
    const skipped = dueAt(buildSchedule({ timeZone: 'America/New_York', time: '02:30' }), '2026-03-08');
    expect(wall(skipped, 'America/New_York')).toEqual({ day: '2026-03-08', time: '03:30' });
    expect(dueAt(buildSchedule({ timeZone: 'America/New_York', time: '01:30' }), '2026-11-01')).toEqual(new Date('2026-11-01T05:30:00Z'));
  });

  it('of the 31st comes on the last day of shorter months', () => {
    const schedule = buildSchedule({ frequency: 'monthly', monthDay: 31, timeZone: 'UTC' });
    expect(nextDue(schedule, new Date('2026-02-01T00:00:00Z'))).toEqual(new Date('2026-02-28T08:00:00Z'));
    expect(periodOf(schedule, '2026-02-28')).toMatchObject({ from: '2026-01-31', to: '2026-02-28' });
  });

  it('that was missed over days is made up once, and not one of before it was chosen', () => {
    const schedule = buildSchedule({ timeZone: 'UTC' });
    expect(dueDay(schedule, { now: new Date('2026-05-10T12:00:00Z'), since: new Date('2026-01-01T00:00:00Z'), lastDay: '2026-05-03' })).toBe('2026-05-10');
    expect(dueDay(schedule, { now: new Date('2026-05-10T12:00:00Z'), since: new Date('2026-05-10T09:00:00Z'), lastDay: null })).toBeNull();
  });

  it('is always to come within 32 days, and tells of whole days that end when it is due', () => {
    const schedule = fc.record({
      frequency: fc.constantFrom('daily' as const, 'weekly' as const, 'monthly' as const), weekday: fc.integer({ min: 1, max: 7 }), monthDay: fc.integer({ min: 1, max: 31 }),
      time: fc.constantFrom('00:00', '00:30', '02:30', '08:00', '23:59'), timeZone: fc.constantFrom(...ZONES),
    });
    fc.assert(fc.property(schedule, fc.integer({ min: START / 1_000, max: START / 1_000 + DAYS * 86_400 }), (chosen, second) => {
      const now = new Date(second * 1_000);
      const next = nextDue(chosen, now);
      expect(next > now).toBe(true);
      expect(next.getTime() - now.getTime()).toBeLessThanOrEqual(32 * DAY_MS);
    }), { numRuns: 300 });
  });
});
