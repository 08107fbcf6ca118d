import { describe, expect, it } from 'vitest';
import { dayIn, isZone } from '../../src/server/lib/local-day.ts';

it('the day of an instant is that of the zone', () => {
  const instant = new Date('2026-12-01T01:30:00Z');
  expect(dayIn('America/Sao_Paulo', instant)).toBe('2026-11-30');
  expect(dayIn('UTC', instant)).toBe('2026-12-01');
});

describe('a zone', () => {
  it.each(['America/Sao_Paulo', 'America/Manaus', 'Europe/Lisbon', 'UTC'])('is %s', (name) => {
    expect(isZone(name)).toBe(true);
  });

  it.each(['', 'America/Acme', 'America/Sao_Paulo-03', 'Foo-03', 'Foo+05:30'])('is not "%s"', (name) => {
    expect(isZone(name)).toBe(false);
  });
});
