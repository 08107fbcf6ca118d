import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarFault, calendarOf, OFFICE_HOURS, readHours, tidyCalendar, writeHours } from '../../../src/server/handoff/playbooks/calendar.ts';
import { addBusinessMs } from '../../../src/server/lib/business-time.ts';

const HOUR_MS = 3_600_000;
const week = (text: string) => OFFICE_HOURS.week.map((_, day) => (day === 1 ? text : ''));

describe('working hours as a text', () => {
  it('are read as people write them', () => {
    expect(readHours('9-12, 13:30 – 18:00')).toEqual([{ from: 540, to: 720 }, { from: 810, to: 1_080 }]);
    expect(readHours('0-24')).toEqual([{ from: 0, to: 1_440 }]);
    expect(readHours(' ')).toEqual([]);
  });

  it.each(['9', '18-9', '9-12, 11-18', '9-25', '09:60-10', 'nine to five', '9-9', '9-12,'])('"%s" is none', (text) => {
    expect(readHours(text)).toBeNull();
  });

  it('are read back as they were written', () => {
    const openings = fc.uniqueArray(fc.integer({ min: 0, max: 1_440 }), { maxLength: 8 }).map((edges) => {
      const sorted = edges.toSorted((a, b) => a - b);
      return Array.from({ length: Math.floor(sorted.length / 2) }, (_, at) => ({ from: sorted[2 * at]!, to: sorted[2 * at + 1]! }));
    });
    fc.assert(fc.property(openings, (one) => {
      expect(readHours(writeHours(one))).toEqual(one);
    }));
  });
});

describe('a calendar', () => {
  it('is kept only where it can be counted by, and says what is wrong', () => {
    expect(calendarFault(OFFICE_HOURS)).toBeUndefined();
    expect(calendarFault({ ...OFFICE_HOURS, week: week('morning') })).toEqual({ fault: 'hours', at: 1 });
    expect(calendarFault({ ...OFFICE_HOURS, week: week('') })).toEqual({ fault: 'never-open' });
    expect(calendarFault({ ...OFFICE_HOURS, timeZone: 'America/Acme' })).toEqual({ fault: 'zone' });
    const day = (text: string) => ({ day: text, name: 'Feriado' });
    expect(calendarFault({ ...OFFICE_HOURS, holidays: [day('2026-12-25'), day('2026-12-25')] })).toEqual({ fault: 'holiday', at: '2026-12-25' });
    expect(calendarFault({ ...OFFICE_HOURS, holidays: [day('2026-02-30')] })).toEqual({ fault: 'holiday', at: '2026-02-30' });
  });

  it('is kept one way, however it was written', () => {
    expect(tidyCalendar({ timeZone: null, week: week('9-12,13-18'), holidays: [{ day: '2026-12-25', name: 'Natal' }, { day: '2026-09-07', name: 'Independência' }] })).toEqual({
      timeZone: null, week: week('09:00-12:00, 13:00-18:00'), holidays: [{ day: '2026-09-07', name: 'Independência' }, { day: '2026-12-25', name: 'Natal' }],
    });
  });

  it('names its own zone, or the account\'s', () => {
    expect(calendarOf(OFFICE_HOURS, 'America/Sao_Paulo').timeZone).toBe('America/Sao_Paulo');
    expect(calendarOf({ ...OFFICE_HOURS, timeZone: 'America/Manaus' }, 'America/Sao_Paulo').timeZone).toBe('America/Manaus');
  });

  it('has deadlines pass over its holidays: 9 hours from Thursday 14:00 before a Friday off end on Monday 14:00', () => {
    const calendar = calendarOf({ ...OFFICE_HOURS, holidays: [{ day: '2026-12-25', name: 'Natal' }] }, 'America/Sao_Paulo');
    expect(addBusinessMs(new Date('2026-12-24T14:00:00-03:00'), 9 * HOUR_MS, calendar)).toEqual(new Date('2026-12-28T14:00:00-03:00'));
  });
});
