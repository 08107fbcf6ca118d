import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_ATTEMPTS, readyAt, waitMs } from '../../src/server/alerts/outbox.ts';

const MINUTE_MS = 60_000;
const quiet = { from: 20 * 60, to: 7 * 60 };
const manners = { quiet, groupMs: 10 * MINUTE_MS, timeZone: 'America/Sao_Paulo' };
const saoPaulo = (local: string) => new Date(`${local}:00-03:00`);

describe('when a message may go', () => {
  it('is at once, in the day, to somebody who was not written to just now', () => {
    expect(readyAt(saoPaulo('2026-11-18T12:00'), null, manners)).toEqual(saoPaulo('2026-11-18T12:00'));
    expect(readyAt(saoPaulo('2026-11-18T12:00'), saoPaulo('2026-11-18T11:50'), manners)).toEqual(saoPaulo('2026-11-18T12:00'));
  });

  it('is ten minutes after the last one otherwise', () => {
    expect(readyAt(saoPaulo('2026-11-18T12:00'), saoPaulo('2026-11-18T11:55'), manners)).toEqual(saoPaulo('2026-11-18T12:05'));
  });

  it('is the morning after the quiet hours, whichever side of midnight they are met', () => {
    for (const night of ['2026-11-18T20:00', '2026-11-18T23:59', '2026-11-19T06:59']) expect(readyAt(saoPaulo(night), null, manners)).toEqual(saoPaulo('2026-11-19T07:00'));
    expect(readyAt(saoPaulo('2026-11-18T19:59'), null, manners)).toEqual(saoPaulo('2026-11-18T19:59'));
    expect(readyAt(saoPaulo('2026-11-19T07:00'), null, manners)).toEqual(saoPaulo('2026-11-19T07:00'));
  });

  it('follows the wall through a night in which the clock changes', () => {
    const newYork = { ...manners, timeZone: 'America/New_York' };
    expect(readyAt(new Date('2026-11-01T03:30:00Z'), null, newYork)).toEqual(new Date('2026-11-01T12:00:00Z'));
    expect(readyAt(new Date('2026-03-08T04:30:00Z'), null, newYork)).toEqual(new Date('2026-03-08T11:00:00Z'));
  });

  it('is never before now, never later than a day and the group, and never in the quiet hours', () => {
    const zone = fc.constantFrom('America/Sao_Paulo', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'UTC');
    const minute = fc.integer({ min: 0, max: 1_439 });
    fc.assert(fc.property(fc.integer({ min: 1_750_000_000, max: 1_850_000_000 }), minute, minute, zone, fc.integer({ min: 0, max: 3_600 }), (second, from, to, timeZone, ago) => {
      const now = new Date(second * 1_000);
      const at = readyAt(now, new Date(now.getTime() - ago * 1_000), { quiet: { from, to }, groupMs: 10 * MINUTE_MS, timeZone });
      expect(at >= now).toBe(true);
      expect(at.getTime() - now.getTime()).toBeLessThanOrEqual(24 * 60 * MINUTE_MS + 10 * MINUTE_MS);
      const [hour, min] = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(at).split(':').map(Number) as [number, number];
      const local = hour * 60 + min;
      if (from !== to) expect(from < to ? local >= from && local < to : local >= from || local < to).toBe(false);
    }));
  });
});

describe('how long one waits before the next try', () => {
  it('is what the other side asks for, within a day', () => {
    expect(waitMs(1, 30_000, 0.5)).toBe(30_000);
    expect(waitMs(1, 0, 0.5)).toBe(1_000);
    expect(waitMs(1, 90 * 86_400_000, 0.5)).toBe(86_400_000);
  });

  it('grows with jitter, to an hour at most, and ends', () => {
    expect([1, 2, 3, 7].map((attempts) => waitMs(attempts, null, 0.999))).toEqual([10_990, 20_980, 40_960, 640_360]);
    expect(waitMs(2, null, 0)).toBe(1_000);
    expect(waitMs(MOST_ATTEMPTS, null, 0.5)).toBeNull();
  });
});
