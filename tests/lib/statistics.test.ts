import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  leastSquaresSlope,
  normalCdf,
  npsChange,
  npsInterval,
  rawNps,
  twoSidedP,
  wilsonInterval,
} from '../../src/server/lib/statistics.ts';

function counts(promoters: number, detractors: number, n: number) {
  return { promoters, detractors, passives: n - promoters - detractors };
}

const anyCounts = fc.record({
  promoters: fc.nat(500),
  passives: fc.nat(500),
  detractors: fc.nat(500),
});
const someAnswers = anyCounts.filter((c) => c.promoters + c.passives + c.detractors > 0);

describe('NPS interval (adjusted Wald)', () => {
  it.each([
    [3, 1, 5, 40, -29.78, 79.78],
    [5, 2, 10, 30, -19.05, 65.2],
    [12, 3, 20, 45, 8.43, 69.83],
    [50, 20, 100, 30, 14.05, 44.2],
    [200, 80, 400, 30, 22.15, 37.4],
    [1, 0, 1, 100, -48.5, 98.5],
  ])('%i promoters and %i detractors of %i: %d, from %d to %d', (p, d, n, nps, low, high) => {
    expect(rawNps(counts(p, d, n))).toBeCloseTo(nps, 10);
    const interval = npsInterval(counts(p, d, n));
    expect(interval?.low).toBeCloseTo(low, 2);
    expect(interval?.high).toBeCloseTo(high, 2);
  });

  it('18 promoters and 2 detractors of 31: 51.6, from 25.5 to 68.6', () => {
    expect(rawNps(counts(18, 2, 31))).toBeCloseTo(51.6, 1);
    expect(npsInterval(counts(18, 2, 31))?.low).toBeCloseTo(25.5, 1);
    expect(npsInterval(counts(18, 2, 31))?.high).toBeCloseTo(68.6, 1);
  });

  it('says nothing of nobody', () => {
    expect(rawNps(counts(0, 0, 0))).toBeNull();
    expect(npsInterval(counts(0, 0, 0))).toBeNull();
  });

  it('is the published 33.3 for halves, thirds and sixths', () => {
    expect(rawNps({ promoters: 3, passives: 2, detractors: 1 })).toBeCloseTo(33.33, 2);
  });

  it('stays within -100 and 100, low below high, and holds the adjusted centre', () => {
    fc.assert(
      fc.property(someAnswers, (c) => {
        const interval = npsInterval(c);
        const n = c.promoters + c.passives + c.detractors;
        const centre = (100 * (c.promoters - c.detractors)) / (n + 3);
        expect(interval!.low).toBeGreaterThanOrEqual(-100);
        expect(interval!.high).toBeLessThanOrEqual(100);
        expect(interval!.low).toBeLessThanOrEqual(centre);
        expect(interval!.high).toBeGreaterThanOrEqual(centre);
      }),
    );
  });

  it('holds the plain NPS as soon as answers differ or are five', () => {
    fc.assert(
      fc.property(
        someAnswers.filter((c) => c.promoters < 1 || c.detractors < 1 ? c.passives > 0 : true),
        (c) => {
          const interval = npsInterval(c)!;
          expect(rawNps(c)!).toBeGreaterThanOrEqual(interval.low - 1e-9);
          expect(rawNps(c)!).toBeLessThanOrEqual(interval.high + 1e-9);
        },
      ),
    );
  });

  it('turns round when promoters and detractors change places', () => {
    fc.assert(
      fc.property(someAnswers, (c) => {
        const turned = npsInterval({ ...c, promoters: c.detractors, detractors: c.promoters })!;
        expect(turned.low).toBeCloseTo(-npsInterval(c)!.high, 9);
        expect(turned.high).toBeCloseTo(-npsInterval(c)!.low, 9);
      }),
    );
  });
});

describe('significance of a change', () => {
  it.each([
    [counts(40, 30, 100), counts(50, 20, 100), 1.732, 0.083],
    [counts(160, 120, 400), counts(200, 80, 400), 3.497, 0.0005],
    [counts(4, 3, 10), counts(5, 2, 10), 0.5, 0.62],
  ])('%o to %o: z %d, p %d', (before, now, z, p) => {
    const change = npsChange(before, now)!;
    expect(change.z).toBeCloseTo(z, z === 0.5 ? 2 : 3);
    expect(change.p).toBeCloseTo(p, p < 0.001 ? 4 : p === 0.62 ? 2 : 3);
    expect(change.delta).toBeCloseTo(20, 9);
  });

  it('is null when a side has no answers, and 1 when nothing moved', () => {
    expect(npsChange(counts(0, 0, 0), counts(1, 0, 2))).toBeNull();
    expect(npsChange(counts(5, 2, 10), counts(5, 2, 10))).toMatchObject({ delta: 0, p: 1 });
  });

  it('reads the same both ways', () => {
    fc.assert(
      fc.property(someAnswers, someAnswers, (a, b) => {
        expect(npsChange(a, b)!.p).toBeCloseTo(npsChange(b, a)!.p, 12);
        expect(npsChange(a, b)!.delta).toBeCloseTo(-npsChange(b, a)!.delta, 9);
      }),
    );
  });
});

describe('normal distribution', () => {
  it.each([
    [0, 0.5],
    [1, 0.841344746068543],
    [-1.959963984540054, 0.025],
    [2.5, 0.993790334674224],
    [-5, 2.866515718791939e-7],
    [8, 0.9999999999999993],
    [-40, 0],
  ])('below %d lies %d', (z, share) => {
    expect(Math.abs(normalCdf(z) - share)).toBeLessThan(1e-12);
  });

  it('rises, and mirrors round 0', () => {
    const z = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(z, z, (a, b) => {
        if (a < b) expect(normalCdf(a)).toBeLessThanOrEqual(normalCdf(b));
        expect(normalCdf(a) + normalCdf(-a)).toBeCloseTo(1, 12);
        expect(twoSidedP(a)).toBeCloseTo(twoSidedP(-a), 15);
      }),
    );
  });
});

describe('Wilson interval', () => {
  it('is 97.3 to 98.9 % for 983 of 1000', () => {
    expect(wilsonInterval(983, 1000)!.low).toBeCloseTo(0.973, 3);
    expect(wilsonInterval(983, 1000)!.high).toBeCloseTo(0.989, 3);
  });

  it('is null without trials and exact at the ends', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
    expect(wilsonInterval(0, 10)!.low).toBe(0);
    expect(wilsonInterval(10, 10)!.high).toBe(1);
  });

  it('holds the share, narrows with more trials, mirrors successes and failures', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.nat(2000), (n, k) => {
        const successes = Math.min(n, k);
        const interval = wilsonInterval(successes, n)!;
        expect(interval.low).toBeLessThanOrEqual(successes / n + 1e-12);
        expect(interval.high).toBeGreaterThanOrEqual(successes / n - 1e-12);
        expect(wilsonInterval(n - successes, n)!.low).toBeCloseTo(1 - interval.high, 12);
        const wider = interval.high - interval.low;
        const finer = wilsonInterval(successes * 4, n * 4)!;
        expect(finer.high - finer.low).toBeLessThan(wider);
      }),
    );
  });
});

describe('least-squares slope', () => {
  it('finds the slope of a line and of noise', () => {
    expect(leastSquaresSlope([{ x: 0, y: 1 }, { x: 1, y: 3 }, { x: 2, y: 5 }])).toBeCloseTo(2, 12);
    expect(leastSquaresSlope([{ x: 0, y: 1 }, { x: 1, y: 0 }, { x: 2, y: 1 }])).toBeCloseTo(0, 12);
  });

  it('says nothing of two points or of one moment', () => {
    expect(leastSquaresSlope([{ x: 0, y: 1 }, { x: 1, y: 3 }])).toBeNull();
    expect(leastSquaresSlope([{ x: 1, y: 1 }, { x: 1, y: 3 }, { x: 1, y: 4 }])).toBeNull();
  });

  it('recovers any line', () => {
    const real = fc.double({ min: -1000, max: 1000, noNaN: true });
    fc.assert(
      fc.property(real, real, fc.integer({ min: 3, max: 60 }), (a, b, n) => {
        const points = Array.from({ length: n }, (_, x) => ({ x, y: a + b * x }));
        expect(leastSquaresSlope(points)).toBeCloseTo(b, 6);
      }),
    );
  });
});
