import { describe, expect, it } from 'vitest';
import { createFormat } from '../../extensions/wording/format.ts';
import { dayCounter, endOfDay, hourOf, isoDay, lastDayOf, weekOf, writtenDay } from '../../src/server/health/calendar.ts';

const ZONE = 'America/Sao_Paulo';
const dayNumber = (iso: string) => Date.parse(iso) / 86_400_000;

describe('days of the portal', () => {
  it('end at its own midnight, three hours after UTC in São Paulo', () => {
    const dayOf = dayCounter(ZONE, Date.UTC(2026, 10, 21, 12));
    expect(isoDay(dayOf(Date.UTC(2026, 10, 22, 2, 59)))).toBe('2026-11-21');
    expect(isoDay(dayOf(Date.UTC(2026, 10, 22, 3)))).toBe('2026-11-22');
    expect(new Date(endOfDay(ZONE, dayNumber('2026-11-21'))).toISOString()).toBe('2026-11-22T02:59:59.999Z');
    expect(hourOf(ZONE, Date.UTC(2026, 10, 21, 2))).toBe(23);
  });

  it('fall in weeks from Monday to Sunday', () => {
    const monday = dayNumber('2026-11-16');
    expect(weekOf(monday - 1)).toBe(weekOf(monday) - 1);
    expect(weekOf(monday + 6)).toBe(weekOf(monday));
    expect(isoDay(lastDayOf(weekOf(monday)))).toBe('2026-11-22');
  });

  it.each([['pt-BR', 'pt-br'], ['en', 'en-us']] as const)('are written in %s as the card around them writes them', (language, locale) => {
    const card = createFormat(locale, ZONE);
    for (let month = 1; month <= 12; month += 1) {
      const day = `2026-${String(month).padStart(2, '0')}-0${(month % 9) + 1}`;
      expect(writtenDay(language, dayNumber(day))).toBe(card.day(day));
    }
  });
});
