import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainChange, type Snapshot } from '../../src/server/health/change.ts';
import { type Model, scoreOf, sharesOf } from '../../src/server/health/score.ts';
import type { Known } from '../../src/server/health/signals/index.ts';
import { buildModel, buildReference, known } from '../support/build-facts.ts';

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const fact: fc.Arbitrary<Known | null> = fc.option(fc.record({ value: unit, confidence: unit, because: fc.constant([]) }), { nil: null });
const weights = fc.array(fc.double({ min: 0.1, max: 100, noNaN: true }), { minLength: 1, maxLength: 8 });

/** A model with means and two days' facts. */
const situation = weights.chain((list) =>
  fc.record({
    weights: fc.constant(list),
    means: fc.tuple(...list.map(() => unit)),
    otherMeans: fc.tuple(...list.map(() => unit)),
    facts: fc.tuple(...list.map(() => fact)),
    otherFacts: fc.tuple(...list.map(() => fact)),
  }),
);

function snapshotOf(facts: readonly (Known | null)[], model: Model, means: readonly number[]): Snapshot {
  const { score, reference, points } = scoreOf(facts, model, buildReference(means));
  return { day: 20_771, modelVersion: model.version, score, reference, points };
}

describe('score', () => {
  it('comes to 69.50 in the example worked by hand', () => {
    const result = scoreOf([0.8, 0.6, 1, 0.5, null].map((value) => known(value)), buildModel([30, 20, 20, 15, 15]), buildReference([0.4, 0.4, 0.4, 0.4, 0.4]));
    expect(result.score).toBeCloseTo(69.5, 10);
    expect(result.reference).toBeCloseTo(40, 10);
    expect(result.coverage).toBeCloseTo(0.85, 10);
    expect(result.points.map((points) => Math.round(points * 100) / 100)).toEqual([12, 4, 12, 1.5, 0]);
    expect(result.values).toEqual([0.8, 0.6, 1, 0.5, null]);
  });

  it('stands on the reference line when nothing is known, with no coverage', () => {
    const result = scoreOf([null, null], buildModel([1, 3]), buildReference([0.2, 0.8]));
    expect(result).toEqual({ score: 65, reference: 65, coverage: 0, points: [0, 0], values: [null, null] });
  });

  it('drifts to the reference as confidence falls: half the confidence, half the points', () => {
    const at = (confidence: number) => scoreOf([known(1, confidence)], buildModel([1]), buildReference([0.4])).points[0]!;
    expect(at(1)).toBeCloseTo(60, 10);
    expect(at(0.5)).toBeCloseTo(30, 10);
    expect(at(0)).toBe(0);
  });

  it('is the reference line plus the contributions, between 0 and 100', () => {
    fc.assert(
      fc.property(situation, ({ weights, means, facts }) => {
        const { score, reference, points, coverage } = scoreOf(facts, buildModel(weights), buildReference(means));
        expect(reference + points.reduce((sum, each) => sum + each, 0)).toBeCloseTo(score, 8);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        expect(coverage).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('never falls when a factor gets better', () => {
    fc.assert(
      fc.property(situation, fc.nat(), unit, ({ weights, means, facts }, index, step) => {
        const k = index % facts.length;
        const fact = facts[k]!;
        fc.pre(fact !== null);
        const better = facts.with(k, { ...fact, value: fact.value + (1 - fact.value) * step });
        const score = (list: readonly (Known | null)[]) => scoreOf(list, buildModel(weights), buildReference(means)).score;
        expect(score(better)).toBeGreaterThanOrEqual(score(facts) - 1e-9);
      }),
    );
  });

  it('makes shares of any weights, and refuses weights that are all zero', () => {
    expect(sharesOf([30, 20, 20, 15, 15])).toEqual([0.3, 0.2, 0.2, 0.15, 0.15]);
    expect(() => sharesOf([0, 0])).toThrow('at least one weight');
  });
});

describe('what moved the score', () => {
  it('is each signal and the reference line, and sums to the change', () => {
    fc.assert(
      fc.property(situation, ({ weights, means, otherMeans, facts, otherFacts }) => {
        const model = buildModel(weights);
        const current = scoreOf(facts, model, buildReference(means));
        const change = explainChange(snapshotOf(otherFacts, model, otherMeans), model, current, model);
        const sum = change.signals.reduce((total, line) => total + line, change.rest);
        expect(change.restIs).toBe('reference');
        expect(sum).toBeCloseTo(change.delta, 8);
        expect(change.from + change.delta).toBeCloseTo(current.score, 8);
        const lines = means.map((mean, k) => 100 * model.shares[k]! * (mean - otherMeans[k]!));
        expect(change.rest).toBeCloseTo(lines.reduce((total, line) => total + line, 0), 6);
      }),
    );
  });

  it('across models, tells facts from the new weights: same facts, only the model line moves', () => {
    const [before, after] = [buildModel([50, 50], 1), { ...buildModel([80, 20], 2) }];
    const facts = [known(0.9), known(0.2)];
    const current = scoreOf(facts, after, buildReference([0.5, 0.5]));
    const change = explainChange(snapshotOf(facts, before, [0.5, 0.5]), before, current, after);
    expect(change.restIs).toBe('model');
    change.signals.forEach((line) => expect(line).toBeCloseTo(0, 10));
    expect(change.rest).toBeCloseTo(change.delta, 10);
  });

  it('across models, a signal that is new belongs to the model line, and all sums to the change', () => {
    const before = buildModel([50], 1);
    const after = buildModel([50, 50], 2);
    const current = scoreOf([known(0.9), known(0)], after, buildReference([0.5, 0.5]));
    const change = explainChange(snapshotOf([known(0.7)], before, [0.5]), before, current, after);
    expect(change.signals[1]).toBe(0);
    expect(change.signals.reduce((total, line) => total + line, change.rest)).toBeCloseTo(change.delta, 10);
  });
});
