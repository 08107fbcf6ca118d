import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addBusinessDays, addBusinessMs, businessMs, type Calendar } from '../../src/server/lib/business-time.ts';
import { businessTimeCases } from '../support/business-time-oracle.ts';

const HOUR_MS = 3_600_000;

function buildCalendar(overrides: Partial<Calendar> = {}): Calendar {
  const office = [{ from: 9 * 60, to: 18 * 60 }];
  return { timeZone: 'America/Sao_Paulo', week: [[], office, office, office, office, office, []], holidays: [], ...overrides };
}
/** A wall-clock time in São Paulo, which has been at UTC-3 all year since 2019. */
const saoPaulo = (local: string) => new Date(`${local}:00-03:00`);

describe('addBusinessMs', () => {
  it('carries eight business hours opened on Friday at 17:00 to Monday at 16:00', () => {
    expect(addBusinessMs(saoPaulo('2026-11-27T17:00'), 8 * HOUR_MS, buildCalendar())).toEqual(saoPaulo('2026-11-30T16:00'));
  });

  it('leaves holidays out', () => {
    const calendar = buildCalendar({ holidays: ['2026-11-30'] });
    expect(addBusinessMs(saoPaulo('2026-11-27T17:00'), 8 * HOUR_MS, calendar)).toEqual(saoPaulo('2026-12-01T16:00'));
  });

  it('stands still in a pause, and has no end while the pause has none', () => {
    const pause = { from: saoPaulo('2026-11-30T10:00'), to: saoPaulo('2026-11-30T12:00') };
    expect(addBusinessMs(saoPaulo('2026-11-27T17:00'), 8 * HOUR_MS, buildCalendar(), [pause])).toEqual(saoPaulo('2026-11-30T18:00'));
    expect(addBusinessMs(saoPaulo('2026-11-27T17:00'), 8 * HOUR_MS, buildCalendar(), [{ ...pause, to: null }])).toBeNull();
  });

  it('ends with the day where the time is used up exactly', () => {
    expect(addBusinessMs(saoPaulo('2026-11-27T09:00'), 9 * HOUR_MS, buildCalendar())).toEqual(saoPaulo('2026-11-27T18:00'));
  });

  it('has no end in a calendar that never opens', () => {
    expect(addBusinessMs(saoPaulo('2026-11-27T17:00'), HOUR_MS, buildCalendar({ week: [[], [], [], [], [], [], []] }))).toBeNull();
  });
});

describe('addBusinessDays', () => {
  const days = (start: string, count: number, calendar = buildCalendar()) => addBusinessDays(saoPaulo(start), count, calendar);

  it('goes to the same hour of the day so many working days on, over the weekend and holidays', () => {
    expect(days('2026-11-26T14:00', 2)).toEqual(saoPaulo('2026-11-30T14:00'));
    expect(days('2026-11-26T14:00', 2, buildCalendar({ holidays: ['2026-11-27'] }))).toEqual(saoPaulo('2026-12-01T14:00'));
  });

  it('is as long as the working days are, also where people work eight hours', () => {
    const eight = [{ from: 9 * 60, to: 12 * 60 }, { from: 13 * 60, to: 18 * 60 }];
    expect(days('2026-11-26T14:00', 2, buildCalendar({ week: [[], eight, eight, eight, eight, eight, []] }))).toEqual(saoPaulo('2026-11-30T14:00'));
  });

  it('has no end in a calendar that never opens', () => {
    expect(days('2026-11-26T14:00', 1, buildCalendar({ week: [[], [], [], [], [], [], []] }))).toBeNull();
  });

  it('of a whole week are that week, however uneven its days', () => {
    const opening = fc.option(fc.tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 720, max: 1_440 })).map(([from, to]) => [{ from, to }]), { nil: [] });
    fc.assert(
      fc.property(fc.array(opening, { minLength: 7, maxLength: 7 }), fc.integer({ min: 1, max: 4 }), (week, weeks) => {
        const calendar = buildCalendar({ week });
        const working = week.filter((openings) => openings.length > 0).length;
        fc.pre(working > 0);
        const monday = saoPaulo('2026-11-23T00:00');
        const end = addBusinessDays(monday, weeks * working, calendar)!;
        const weekEnd = new Date(monday.getTime() + weeks * 7 * 24 * HOUR_MS);
        expect(end <= weekEnd).toBe(true);
        expect(businessMs(end, weekEnd, calendar)).toBe(0);
      }),
    );
  });
});

describe('businessMs', () => {
  it('is nothing backwards and outside opening times', () => {
    expect(businessMs(saoPaulo('2026-11-30T12:00'), saoPaulo('2026-11-30T10:00'), buildCalendar())).toBe(0);
    expect(businessMs(saoPaulo('2026-11-28T00:00'), saoPaulo('2026-11-30T09:00'), buildCalendar())).toBe(0);
  });

  it('counts an hour that the clock shows twice twice, and one it skips not at all', () => {
    const night = [{ from: 0, to: 24 * 60 }];
    const calendar = buildCalendar({ timeZone: 'America/New_York', week: [night, night, night, night, night, night, night] });
    expect(businessMs(new Date('2026-11-01T04:00Z'), new Date('2026-11-02T05:00Z'), calendar)).toBe(25 * HOUR_MS);
    expect(businessMs(new Date('2026-03-08T05:00Z'), new Date('2026-03-09T04:00Z'), calendar)).toBe(23 * HOUR_MS);
  });
});

describe('the business clock beside a clock that looks at every minute', () => {
  it('agrees with it in all zones, with holidays and pauses', () => {
    const { cases, mismatches } = businessTimeCases({ cases: 1_500, seed: 1 });
    expect(mismatches).toEqual([]);
    expect(cases).toBe(1_500);
  });
});
