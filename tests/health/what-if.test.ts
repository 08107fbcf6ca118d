import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BandState } from '../../src/server/health/bands.ts';
import { scoreOf, sharesOf } from '../../src/server/health/score.ts';
import { isApproximate, scoreUnder, settledBand } from '../../src/server/health/what-if.ts';

const signals = ['deals', 'nps', 'tickets'];
const unit = fc.double({ min: 0, max: 1, noNaN: true });
const weights = fc.tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }));
const known = fc.array(fc.option(fc.record({ value: unit, confidence: unit }), { nil: null }), { minLength: 3, maxLength: 3 });

describe('the score under other weights', () => {
  it('is what scoring anew from the facts would give, whatever weights, facts and means', () => {
    fc.assert(
      fc.property(weights, weights, known, fc.tuple(unit, unit, unit), (before, after, facts, means) => {
        const reference = { day: 0, means, starting: false };
        const present = { version: 1, signals, shares: sharesOf(before) };
        const trial = { version: 2, signals, shares: sharesOf(after) };
        const told = facts.map((fact) => fact && { ...fact, because: [] });
        const company = { points: scoreOf(told, present, reference).points, observed: facts.map((fact) => fact?.value ?? null) };
        expect(scoreUnder(company, present, trial, reference)).toBeCloseTo(scoreOf(told, trial, reference).score, 6);
      }),
    );
  });

  it('finds signals by their id, whatever their order, and leaves out those that are gone', () => {
    const present = { signals: ['gone', 'nps'], shares: [0.5, 0.5] };
    const trial = { signals: ['nps', 'usage'], shares: [0.8, 0.2] };
    expect(scoreUnder({ points: [30, 10], observed: [1, 0.9] }, present, trial, { means: [0.5, 0.5] })).toBeCloseTo(50 + 16);
  });

  it('takes the observed value as sure where a signal had no weight, and says so', () => {
    const present = { signals, shares: [0.5, 0, 0.5] };
    const trial = { signals, shares: [0, 1, 0] };
    expect(scoreUnder({ points: [0, 0, 0], observed: [1, 0.2, 1] }, present, trial, { means: [0.5, 0.5, 0.5] })).toBeCloseTo(20);
    expect(isApproximate(present, trial)).toBe(true);
    expect(isApproximate(present, { signals, shares: [0.1, 0, 0.9] })).toBe(false);
  });
});

describe('the band a score settles in', () => {
  const healthy: BandState = { band: 'healthy', since: 0, crossing: null };

  it('is reached after the dwell, not before', () => {
    expect(settledBand(healthy, 60, 10)).toBe('watch');
    expect(settledBand(healthy, 30, 10)).toBe('at-risk');
  });

  it('stays within the margin of an edge', () => {
    expect(settledBand(healthy, 68, 10)).toBe('healthy');
  });
});
