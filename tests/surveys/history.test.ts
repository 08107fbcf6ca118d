import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarOf, decodeMark, encodeMark, monthNames, readMarks, shortenMarks } from '../../src/server/surveys/history.ts';

const NOW = new Date('2026-11-21T15:00:00Z');

describe('the calendar', () => {
  it("is 24 months in the portal's zone, the last one running to now", () => {
    const calendar = calendarOf(NOW, 'America/Sao_Paulo');
    expect(calendar.firstMonth).toBe('2024-12');
    expect(new Date(calendar.monthStarts[0]!).toISOString()).toBe('2024-12-01T03:00:00.000Z');
    expect(new Date(calendar.monthStarts[23]!).toISOString()).toBe('2026-11-01T03:00:00.000Z');
    expect(calendar.windowEnds[0]).toBe(calendar.monthStarts[1]);
    expect(calendar.windowEnds[23]).toBe(NOW.getTime() + 1);
  });

  it('is a month ahead where it is already the first', () => {
    expect(calendarOf(new Date('2026-11-30T20:00:00Z'), 'Asia/Tokyo').firstMonth).toBe('2025-01');
    expect(calendarOf(new Date('2026-12-01T02:00:00Z'), 'America/Sao_Paulo').firstMonth).toBe('2024-12');
  });

  it('names its months', () => {
    expect(monthNames('2024-12')).toHaveLength(24);
    expect([monthNames('2024-12')[1], monthNames('2024-12')[23]]).toEqual(['2025-01', '2026-11']);
  });
});

describe('marks', () => {
  const anyMark = fc.record({
    month: fc.integer({ min: -1, max: 23 }),
    lastWindow: fc.integer({ min: -1, max: 23 }),
    previous: fc.boolean(),
    kind: fc.constantFrom('relational' as const, 'transactional' as const),
    class: fc.constantFrom('promoter' as const, 'passive' as const, 'detractor' as const),
  });

  it('come back as they went', () => {
    fc.assert(
      fc.property(anyMark, (mark) => {
        expect(decodeMark(encodeMark(mark))).toEqual(mark);
      }),
    );
  });

  it('say the same when equal ones are counted together', () => {
    fc.assert(
      fc.property(fc.array(anyMark, { minLength: 500, maxLength: 900 }), (marks) => {
        const text = marks.map(encodeMark).join(',');
        expect(readMarks(shortenMarks(text))).toEqual(readMarks(text));
      }),
      { numRuns: 20 },
    );
  });

  it('of many answers stay short', () => {
    const text = Array.from({ length: 5000 }, (_, index) => index % 50).join(',');
    expect(shortenMarks(text).length).toBeLessThan(400);
  });

  it('none: nothing counted', () => {
    expect(readMarks('').relational.current).toEqual({ promoters: 0, passives: 0, detractors: 0 });
  });
});
