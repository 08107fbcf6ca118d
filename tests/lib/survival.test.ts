import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kaplanMeier, medianTime, type Tally } from '../../src/server/lib/survival.ts';

/** Times with the mark of a censoring: "6+" was seen for 6 without the event. */
function buildTallies(...times: string[]): Tally[] {
  return times.map((time) => (time.endsWith('+') ? { time: parseFloat(time), events: 0, censored: 1 } : { time: Number(time), events: 1, censored: 0 }));
}

/** Remission of leukaemia in weeks under 6-mercaptopurine (Freireich et al. 1963), the textbooks' example. */
const FREIREICH = buildTallies(
  '6', '6', '6', '6+', '7', '9+', '10', '10+', '11+', '13', '16', '17+', '19+', '20+', '22', '23', '25+', '32+', '32+', '34+', '35+');

describe('the estimate', () => {
  it('is the published one of Freireich\'s trial: at risk, share, and log(-log) interval', () => {
    const rows = kaplanMeier(FREIREICH).map(({ time, atRisk, events, survival, low, high }) => [time, atRisk, events, ...[survival, low, high].map((share) => Number(share.toFixed(3)))]);
    expect(rows).toEqual([
      [6, 21, 3, 0.857, 0.62, 0.952],
      [7, 17, 1, 0.807, 0.563, 0.923],
      [10, 15, 1, 0.753, 0.503, 0.889],
      [13, 12, 1, 0.69, 0.432, 0.849],
      [16, 11, 1, 0.627, 0.368, 0.805],
      [22, 7, 1, 0.538, 0.268, 0.747],
      [23, 6, 1, 0.448, 0.188, 0.68],
    ]);
  });

  it('puts events before censorings of the same time', () => {
    const steps = kaplanMeier(buildTallies('1', '2.5', '3+', '4', '4+', '5', '6', '6+'));
    expect(steps.map(({ time, survival }) => [time, Number(survival.toFixed(4))])).toEqual([[1, 0.875], [2.5, 0.75], [4, 0.6], [5, 0.4], [6, 0.2]]);
  });

  it('has no steps where nobody has reached the event', () => {
    expect(kaplanMeier([])).toEqual([]);
    expect(kaplanMeier(buildTallies('3+', '9+'))).toEqual([]);
  });

  it('ends at 0 once the last one has reached it, with an interval that says what is not known', () => {
    const [, last] = kaplanMeier(buildTallies('2', '5'));
    expect(last).toMatchObject({ survival: 0, low: 0 });
    expect(last!.high).toBeGreaterThan(0.5);
  });
});

describe('the median', () => {
  it('of Freireich\'s trial is 23 weeks, from 13 to beyond what was seen', () => {
    expect(medianTime(kaplanMeier(FREIREICH))).toEqual({ median: 23, low: 13, high: null });
  });

  it('is not known while fewer than half have reached it', () => {
    expect(medianTime(kaplanMeier(buildTallies('3', '9+', '9+', '9+')))).toMatchObject({ median: null, high: null });
  });

  it('is where exactly half have reached it, however the fractions round', () => {
    expect(medianTime(kaplanMeier(buildTallies('1', '2', '3', '4', '5', '6'))).median).toBe(3);
  });
});

describe('for any tallies', () => {
  const anyTallies = fc.array(fc.record({ time: fc.nat(60), events: fc.nat(5), censored: fc.nat(5) }), { maxLength: 40 });
  const seen = (tallies: readonly Tally[]) => tallies.reduce((sum, { events, censored }) => sum + events + censored, 0);

  it('the share falls from step to step, within 0 and 1 and its interval', () => {
    fc.assert(
      fc.property(anyTallies, (tallies) => {
        let before = 1;
        for (const { survival, low, high, atRisk, events } of kaplanMeier(tallies)) {
          expect(survival).toBeLessThan(before);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(low).toBeLessThanOrEqual(survival + 1e-9);
          expect(high).toBeGreaterThanOrEqual(survival - 1e-9);
          expect(high).toBeLessThanOrEqual(1);
          expect(events).toBeLessThanOrEqual(atRisk);
          before = survival;
        }
      }),
    );
  });

  it('without censorings it is the share that is left', () => {
    fc.assert(
      fc.property(anyTallies, (tallies) => {
        const all = tallies.map((one) => ({ ...one, censored: 0 }));
        for (const { time, survival } of kaplanMeier(all)) {
          const left = all.filter((one) => one.time > time).reduce((sum, { events }) => sum + events, 0);
          expect(survival).toBeCloseTo(left / seen(all), 10);
        }
      }),
    );
  });

  it('the order of the tallies and how they are bundled change nothing', () => {
    fc.assert(
      fc.property(anyTallies, (tallies) => {
        const single = tallies.flatMap(({ time, events, censored }) => [...Array<Tally>(events).fill({ time, events: 1, censored: 0 }), ...Array<Tally>(censored).fill({ time, events: 0, censored: 1 })]);
        expect(kaplanMeier([...single].reverse())).toEqual(kaplanMeier(tallies));
      }),
    );
  });

  it('whoever is seen longer without the event makes no median shorter', () => {
    fc.assert(
      fc.property(anyTallies, fc.nat(80), (tallies, time) => {
        const before = medianTime(kaplanMeier(tallies)).median;
        const after = medianTime(kaplanMeier([...tallies, { time, events: 0, censored: 1 }])).median;
        expect(after ?? Infinity).toBeGreaterThanOrEqual(before ?? Infinity);
      }),
    );
  });
});
