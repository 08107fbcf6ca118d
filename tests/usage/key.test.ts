import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf, makeKey, spend, type Window } from '../../src/server/usage/key.ts';

const MINUTE_MS = 60_000;
const NOW = Date.UTC(2026, 10, 21, 15);

describe('an API key', () => {
  it('is found by its prefix and known by its hash alone', () => {
    const { key, prefix, hash } = makeKey(randomBytes);
    expect(key).toMatch(/^baton_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$/);
    expect(keyOf(`Bearer ${key}`)).toEqual({ prefix, hash });
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(hash).not.toContain(key.slice(19));
  });

  it('is read from a bearer header only, and from nothing that looks like one', () => {
    const { key } = makeKey(randomBytes);
    for (const header of [undefined, '', key, `Basic ${key}`, `Bearer ${key}x`, `Bearer ${key} x`, `Bearer ${key.slice(0, -1)}`, `Bearer baton_${key}`, `Bearer ${'x'.repeat(100_000)}`]) expect(keyOf(header)).toBeUndefined();
    fc.assert(fc.property(fc.string(), (text) => keyOf(text) === undefined));
  });
});

describe('its allowance', () => {
  const requests = fc.array(fc.record({ cost: fc.constantFrom(1, 10), waitMs: fc.nat(20_000) }), { minLength: 1, maxLength: 200 });

  it('is never exceeded in a minute, and nothing that fits is refused', () => {
    fc.assert(fc.property(requests, fc.integer({ min: 10, max: 100 }), (list, allowance) => {
      let window: Window = { minute: 0, spent: 0 };
      let now = NOW;
      const spentIn = new Map<number, number>();
      for (const { cost, waitMs } of list) {
        now += waitMs;
        const minute = Math.floor(now / MINUTE_MS);
        const before = spentIn.get(minute) ?? 0;
        const spending = spend(window, cost, now, allowance);
        expect(spending.ok).toBe(before + cost <= allowance);
        expect(spending.resetSeconds).toBeGreaterThanOrEqual(1);
        expect(spending.resetSeconds).toBeLessThanOrEqual(60);
        spentIn.set(minute, before + (spending.ok ? cost : 0));
        expect(spending.left).toBe(allowance - spentIn.get(minute)!);
        window = spending.window;
      }
    }));
  });

  it('of a process whose clock runs a little behind is that of the minute begun; a clock set back does not lock the key', () => {
    const minute = Math.floor(NOW / MINUTE_MS);
    expect(spend({ minute: minute + 1, spent: 600 }, 1, NOW)).toMatchObject({ ok: false, window: { minute: minute + 1, spent: 600 } });
    expect(spend({ minute: minute + 5_000, spent: 600 }, 1, NOW)).toMatchObject({ ok: true, window: { minute, spent: 1 } });
  });
});
