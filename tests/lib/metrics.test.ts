import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csatFigure } from '../../src/server/lib/metrics/csat.ts';
import { npsFigure, npsMovement } from '../../src/server/lib/metrics/nps.ts';
import { responseRate } from '../../src/server/lib/metrics/response-rate.ts';
import { scaleSummary } from '../../src/server/lib/metrics/scale.ts';
import { starsFigure } from '../../src/server/lib/metrics/stars.ts';
import { NpsFigure, ScaleFigure } from '../../extensions/contracts/nps.ts';

describe('NPS of few answers', () => {
  it('gives no number for nobody: null, not 0', () => {
    expect(npsFigure({ promoters: 0, passives: 0, detractors: 0 })).toEqual({
      n: 0, promoters: 0, passives: 0, detractors: 0, nps: null, low: null, high: null, precision: 'none',
    });
  });

  it('lets one to four answers speak for themselves', () => {
    expect(npsFigure({ promoters: 1, passives: 0, detractors: 0 })).toMatchObject({
      n: 1, nps: null, low: null, high: null, precision: 'too-few',
    });
    expect(npsFigure({ promoters: 4, passives: 0, detractors: 0 }).precision).toBe('too-few');
  });

  it('is indicative from 5 and firm from 30', () => {
    expect(npsFigure({ promoters: 3, passives: 1, detractors: 1 })).toMatchObject({ nps: 40, precision: 'indicative' });
    expect(npsFigure({ promoters: 29, passives: 0, detractors: 0 }).precision).toBe('indicative');
    expect(npsFigure({ promoters: 30, passives: 0, detractors: 0 }).precision).toBe('firm');
  });

  it('always answers in the shape of the contract, with counts that add up to n', () => {
    fc.assert(
      fc.property(fc.nat(99), fc.nat(99), fc.nat(99), (promoters, passives, detractors) => {
        const figure = NpsFigure.parse(npsFigure({ promoters, passives, detractors }));
        expect(figure.promoters + figure.passives + figure.detractors).toBe(figure.n);
      }),
    );
  });
});

describe('movement of an NPS', () => {
  it('calls 20 points at 100 answers not significant, at 400 significant', () => {
    const small = npsMovement(
      { promoters: 40, passives: 30, detractors: 30 },
      { promoters: 50, passives: 30, detractors: 20 },
    );
    expect(small).toMatchObject({ delta: 20, significant: false });
    const large = npsMovement(
      { promoters: 160, passives: 120, detractors: 120 },
      { promoters: 200, passives: 120, detractors: 80 },
    );
    expect(large).toMatchObject({ delta: 20, significant: true });
  });

  it('is null when either side has fewer than 5 answers', () => {
    const few = { promoters: 4, passives: 0, detractors: 0 };
    const many = { promoters: 40, passives: 0, detractors: 0 };
    expect(npsMovement(few, many)).toBeNull();
    expect(npsMovement(many, few)).toBeNull();
  });
});

describe('other scales', () => {
  it('CSAT: 983 of 1000 satisfied are 98.3 %', () => {
    const figure = ScaleFigure.parse(csatFigure({ n: 1000, top: 983, sum: 4800, scale: [1, 5] }));
    expect(figure.topShare).toBeCloseTo(0.983, 12);
    expect(figure.low).toBeCloseTo(0.973, 3);
    expect(figure.high).toBeCloseTo(0.989, 3);
  });

  it('stars: 5, 5, 4, 1 have mean 3.75 and 75 % in the top two, yet four answers show no figure', () => {
    const tally = { n: 4, sum: 15, top: 3, scale: [1, 5] as const };
    expect(scaleSummary(tally)).toEqual({ mean: 3.75, topShare: 0.75 });
    expect(starsFigure(tally)).toMatchObject({ n: 4, mean: null, topShare: null, low: null, high: null });
  });

  it('no answers: no mean', () => {
    expect(scaleSummary({ n: 0, sum: 0, top: 0, scale: [1, 5] })).toBeNull();
  });
});

describe('response rate', () => {
  it('is answered over delivered, with an interval', () => {
    expect(responseRate(30, 100)).toMatchObject({ answered: 30, delivered: 100, rate: 0.3 });
    expect(responseRate(30, 100)!.low).toBeCloseTo(0.219, 3);
  });

  it('is null where nothing was reported', () => {
    expect(responseRate(0, 0)).toBeNull();
  });
});
