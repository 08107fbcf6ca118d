import { describe, expect, it } from 'vitest';
import { calendarOf, countMarks, readMarks, WINDOW_MINUTES } from '../../src/server/surveys/history.ts';

const NOW = new Date('2026-11-21T15:00:00Z');
const minute = (text: string) => new Date(text).getTime() / 60_000;

describe('the calendar', () => {
  it("is 24 months in the portal's zone, the last one running to now", () => {
    const calendar = calendarOf(NOW, 'America/Sao_Paulo');
    expect([calendar.months[0], calendar.months[23], calendar.months.length]).toEqual(['2024-12', '2026-11', 24]);
    expect(calendar.monthStarts[0]).toBe(minute('2024-12-01T03:00:00Z'));
    expect(calendar.monthStarts[23]).toBe(minute('2026-11-01T03:00:00Z'));
    expect(calendar.windowEnds[0]).toBe(calendar.monthStarts[1]);
    expect(calendar.windowEnds[23]).toBe(minute('2026-11-21T15:01:00Z'));
  });

  it('is a month ahead where it is already the first', () => {
    expect(calendarOf(new Date('2026-11-30T20:00:00Z'), 'Asia/Tokyo').months[23]).toBe('2026-12');
    expect(calendarOf(new Date('2026-12-01T02:00:00Z'), 'America/Sao_Paulo').months[23]).toBe('2026-11');
  });

  it('knows summer time', () => {
    const { monthStarts } = calendarOf(NOW, 'America/New_York');
    expect(monthStarts[22]).toBe(minute('2026-10-01T04:00:00Z'));
    expect(calendarOf(new Date('2026-12-15T12:00:00Z'), 'America/New_York').monthStarts[23]).toBe(minute('2026-12-01T05:00:00Z'));
  });
});

describe('marks', () => {
  const base = minute('2025-01-01T00:00:00Z');

  it('say when, of which kind and class, and until when they stand', () => {
    expect(readMarks('6,65.10', base)).toEqual([
      { at: base + 1, until: base + 1 + WINDOW_MINUTES, kind: 'relational', class: 'promoter' },
      { at: base + 10, until: base + 20, kind: 'transactional', class: 'detractor' },
    ]);
    expect(readMarks('', base)).toEqual([]);
  });

  it('stand for 180 days and not a minute longer; what comes later waits', () => {
    const calendar = calendarOf(NOW, 'UTC');
    const end = calendar.windowEnds[23]!;
    const counted = (at: number) => countMarks([{ at, until: at + WINDOW_MINUTES, kind: 'relational', class: 'passive' }], calendar).relational;
    expect(counted(end - WINDOW_MINUTES).current.passives).toBe(1);
    expect(counted(end - WINDOW_MINUTES - 1).current.passives).toBe(0);
    expect(counted(end - WINDOW_MINUTES - 1).previous.passives).toBe(1);
    expect(counted(end - 1).current.passives).toBe(1);
    expect(counted(end).current.passives).toBe(0);
    expect(counted(end).rolling.every((counts) => counts.passives === 0)).toBe(true);
  });
});
