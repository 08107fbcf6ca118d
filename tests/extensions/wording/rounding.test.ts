import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFormat } from '../../../extensions/wording/format.ts';
import { round, roundToSum } from '../../../extensions/wording/rounding.ts';

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const points = fc.double({ min: -100, max: 100, noNaN: true });

describe('what is shown adds up', () => {
  it('gives the odd tenth to the part that lost most by rounding down', () => {
    expect(roundToSum([33.333, 33.333, 33.334], 100, 0)).toEqual([33, 33, 34]);
    expect(roundToSum([-5.04, 1.04, -0.2], -4.2, 1)).toEqual([-5, 1, -0.2]);
  });

  it('sums exactly to the rounded total, for any parts', () => {
    fc.assert(
      fc.property(fc.array(points, { minLength: 1, maxLength: 51 }), fc.integer({ min: 0, max: 2 }), (parts, decimals) => {
        const total = sum(parts);
        const shown = sum(roundToSum(parts, total, decimals));
        expect(shown).toBeCloseTo(round(total, decimals), 9);
        const { number } = createFormat('en', 'UTC');
        expect(number(shown, decimals)).toBe(number(total, decimals));
      }),
    );
  });

  it('moves no part by a whole unit or more', () => {
    fc.assert(
      fc.property(fc.array(points, { minLength: 1, maxLength: 51 }), (parts) => {
        for (const [index, shown] of roundToSum(parts, sum(parts), 1).entries()) {
          expect(Math.abs(shown - (parts[index] ?? 0))).toBeLessThanOrEqual(0.1 + 1e-9);
        }
      }),
    );
  });

  it('rounds half away from zero, and never to minus zero', () => {
    expect([round(4.25, 1), round(-4.25, 1), round(8.35, 1), round(-0.04, 1)]).toEqual([4.3, -4.3, 8.4, 0]);
  });

  it('still sums when the parts do not add up to the total', () => {
    expect(sum(roundToSum([10, 20, 30], 65, 0))).toBe(65);
    expect(sum(roundToSum([10, 20, 30], 50, 0))).toBe(50);
  });

  it('has nothing to say about nothing, and knows no minus zero', () => {
    expect(roundToSum([], 0)).toEqual([]);
    expect(Object.is(roundToSum([-0.001], -0.001, 1)[0], 0)).toBe(true);
  });
});
