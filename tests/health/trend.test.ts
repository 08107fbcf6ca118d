import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastDayOf, weekOf } from '../../src/server/health/calendar.ts';
import { isFirstWeek, type Mark, pointsOf, slopeOf, type Trend, withPoint } from '../../src/server/health/trend.ts';

const WEEK = weekOf(20_778);

function buildTrend(scores: readonly number[], options: { modelVersion?: number; reconstructed?: boolean } = {}): Trend {
  const { modelVersion = 1, reconstructed = false } = options;
  return scores.reduce<Trend | null>((trend, score, i) => withPoint(trend, { week: WEEK - scores.length + 1 + i, score, modelVersion, reconstructed }), null)!;
}

function read(trend: Trend, today = 20_778) {
  return pointsOf(trend, JSON.parse(trend.marks) as Mark[], today);
}

describe('weekly trend', () => {
  it('shows each week on its Sunday and the running week on today, a Saturday', () => {
    expect(read(buildTrend([61, 62.04])).map(({ day, score }) => [day, score])).toEqual([
      ['2026-11-15', 61],
      ['2026-11-21', 62],
    ]);
  });

  it('keeps the last score of a week', () => {
    const trend = withPoint(buildTrend([61, 62]), { week: WEEK, score: 55, modelVersion: 1, reconstructed: false });
    expect(trend.scores).toBe('61,55');
  });

  it('leaves out weeks without a score', () => {
    const trend = withPoint(buildTrend([61]), { week: WEEK + 3, score: 55, modelVersion: 1, reconstructed: false });
    expect(read(trend, lastDayOf(WEEK + 3)).map(({ day }) => day)).toEqual(['2026-11-22', '2026-12-13']);
    expect(isFirstWeek(trend)).toBe(false);
  });

  it('marks rebuilt points and the change of model', () => {
    const rebuilt = buildTrend([50, 51], { reconstructed: true });
    const made = withPoint(rebuilt, { week: WEEK + 1, score: 52, modelVersion: 1, reconstructed: false });
    const reweighted = withPoint(made, { week: WEEK + 2, score: 60, modelVersion: 2, reconstructed: false });
    expect(read(reweighted, lastDayOf(WEEK + 2)).map((point) => [point.modelVersion, point.reconstructed])).toEqual([
      [1, true],
      [1, true],
      [1, false],
      [2, false],
    ]);
  });

  it('a model adopted within a week marks that week, whose last score it gives', () => {
    const trend = withPoint(buildTrend([50, 51]), { week: WEEK, score: 60, modelVersion: 2, reconstructed: false });
    expect(read(trend).map((point) => [point.score, point.modelVersion])).toEqual([
      [50, 1],
      [60, 2],
    ]);
  });

  it('keeps 53 points at most, in the right weeks', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 120 }), (scores) => {
        const points = read(buildTrend(scores));
        expect(points.length).toBe(Math.min(53, scores.length));
        expect(points.map((point) => point.score)).toEqual(scores.slice(-53).map((score) => Math.round(score * 10) / 10));
      }),
    );
  });

  it('has the slope of a straight line, in points a week, and none from two points', () => {
    const sunday = lastDayOf(WEEK);
    expect(slopeOf(buildTrend([50, 52, 54, 56, 58, 60]), sunday, 4)).toBeCloseTo(2, 10);
    expect(slopeOf(buildTrend([80, 50, 50, 50, 50, 50]), sunday, 4)).toBeCloseTo(0, 10);
    expect(slopeOf(buildTrend([80, 50, 50, 50, 50, 50]), sunday, 12)!).toBeLessThan(-3);
    expect(slopeOf(buildTrend([50, 60]), sunday, 12)).toBeNull();
  });
});
