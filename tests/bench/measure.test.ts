import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSound, verdictOf } from '../../bench/bench.ts';
import { inAbba, interleave, median, percentile, ratioOfMedians, shuffled, untilSound } from '../../bench/measure.ts';
import { seededRandom } from '../../sandbox/random.ts';

describe('median and percentile', () => {
  it('take the middle, or the mean of the two in the middle', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });

  it('interpolate between neighbours', () => {
    expect(percentile([10, 20, 30, 40, 50], 95)).toBeCloseTo(48);
    expect(percentile([7], 95)).toBe(7);
  });

  it('lie within the values and grow with p', () => {
    const values = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.nat(100), fc.nat(100), (costs, p, q) => {
        const [low, high] = [percentile(costs, Math.min(p, q)), percentile(costs, Math.max(p, q))];
        expect(low).toBeGreaterThanOrEqual(Math.min(...costs));
        expect(high).toBeLessThanOrEqual(Math.max(...costs));
        expect(low).toBeLessThanOrEqual(high);
      }),
    );
  });

  it('refuse to speak of nothing', () => {
    expect(() => median([])).toThrow('at least one');
  });
});

describe('random order', () => {
  it('is the same for the same seed', () => {
    const items = [1, 2, 3, 4, 5, 6, 7, 8];
    expect(shuffled(items, seededRandom(5))).toEqual(shuffled(items, seededRandom(5)));
    expect(shuffled(items, seededRandom(5))).not.toEqual(shuffled(items, seededRandom(6)));
  });

  it('keeps every item once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
        expect(shuffled(items, seededRandom(seed)).sort()).toEqual([...items].sort());
      }),
    );
  });

  it('gives every order its share', () => {
    const random = seededRandom(1);
    const counts = new Map<string, number>();
    for (let i = 0; i < 6_000; i += 1) {
      const order = shuffled(['a', 'b', 'c'], random).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(count).toBeGreaterThan(850);
  });
});

describe('interleave', () => {
  it('runs each side once a round and keeps the rounds in order', async () => {
    const log: string[] = [];
    const side = (name: string, cost: number) => async (round: number) => {
      log.push(`${name}${round}`);
      return cost + round;
    };
    const costs = await interleave({ a: side('a', 10), b: side('b', 20) }, 3, seededRandom(3));
    expect(costs).toEqual({ a: [10, 11, 12], b: [20, 21, 22] });
    expect(log.map((entry) => entry.slice(1)).join('')).toBe('001122');
  });

  it('compares by medians', () => {
    expect(ratioOfMedians([2, 4, 600], [1, 2, 3])).toBe(2);
  });
});

describe('rounds of four', () => {
  it('take a, b, b, a in turn and tell the costs in the order of their turns', async () => {
    let turn = 0;
    const order: string[] = [];
    const side = (name: string) => async () => (order.push(name), (turn += 1));
    expect(await inAbba({ a: side('a'), b: side('b') }, 2)).toEqual([{ a: [1, 4], b: [2, 3] }, { a: [5, 8], b: [6, 7] }]);
    expect(order.join('')).toBe('abbaabba');
  });
});

describe('the A/A ratio', () => {
  it('is sound from 0.97 to 1.03', () => {
    expect([0.969, 0.97, 1, 1.03, 1.031].map(isSound)).toEqual([false, true, true, true, false]);
  });

  it('voids the verdict of its row', () => {
    expect(verdictOf({ value: 1.2, bar: 1.35, aa: 1.05 })).toBe('void');
    expect(verdictOf({ value: 1.2, bar: 1.35, aa: 1.01 })).toBe('pass');
    expect(verdictOf({ value: 1.4, bar: 1.35, aa: 1.01 })).toBe('fail');
    expect(verdictOf({ value: 1.4 })).toBe('');
    expect(verdictOf({ value: null, bar: 1 })).toBe('not taken');
  });

  it('decides alone which attempt counts', async () => {
    const attempts = [{ aa: 1.1, ratio: 1 }, { aa: 1.01, ratio: 9 }, { aa: 1, ratio: 1 }];
    expect(await untilSound(async (number) => attempts[number - 1]!)).toEqual({ aa: 1.01, ratio: 9, attempts: 2 });
    expect(await untilSound(async () => ({ aa: 2 }))).toEqual({ aa: 2, attempts: 3 });
  });
});
