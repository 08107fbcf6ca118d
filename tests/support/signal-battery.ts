import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Facts } from '../../src/server/health/facts.ts';
import type { Known, Signal } from '../../src/server/health/signals/index.ts';
import { moment } from './build-facts.ts';

export interface SignalCases {
  /** Any facts the signal may meet. */
  facts: fc.Arbitrary<Facts>;
  /** Facts of which the signal can know nothing. */
  unknown: Facts;
  /** Facts, and the same made better in the signal's own sense. */
  improvement: fc.Arbitrary<[worse: Facts, better: Facts]>;
  /** The facts as they would be with everything well: the value expected. */
  best: { facts: Facts; value: number };
}

/** Means against which a value is drawn, from one end to the other. */
const MEANS = [0, 0.3, 0.7, 1];

function effective(known: Known, mean: number): number {
  return mean + (known.value - mean) * known.confidence;
}

/** What every health signal must hold, whatever it looks at. */
export function signalBattery(signal: Signal, { facts, unknown, improvement, best }: SignalCases): void {
  describe(`signal ${signal.id}`, () => {
    it('stays within 0 and 1, value and confidence', () => {
      fc.assert(
        fc.property(facts, (each) => {
          const known = signal.evaluate(each, moment);
          if (known === null) return;
          for (const figure of [known.value, known.confidence]) {
            expect(figure).toBeGreaterThanOrEqual(0);
            expect(figure).toBeLessThanOrEqual(1 + 1e-12);
          }
          expect(known.because.every(Number.isFinite)).toBe(true);
        }),
      );
    });

    it('is unknown, not zero, without its facts', () => {
      expect(signal.evaluate(unknown, moment)).toBeNull();
    });

    it('knows the best case', () => {
      expect(signal.evaluate(best.facts, moment)!.value).toBeCloseTo(best.value, 10);
    });

    it('never falls when its facts get better', () => {
      fc.assert(
        fc.property(improvement, ([worse, better]) => {
          const [low, high] = [signal.evaluate(worse, moment), signal.evaluate(better, moment)];
          if (low === null || high === null) return;
          for (const mean of MEANS) expect(effective(high, mean)).toBeGreaterThanOrEqual(effective(low, mean) - 1e-9);
        }),
      );
    });

    it('explains itself and what it lacks, in both languages', () => {
      const { because, quote = null } = signal.evaluate(best.facts, moment)!;
      for (const text of [signal.say('pt-BR', because, quote), signal.say('en', because, quote), signal.missing('pt-BR'), signal.missing('en')]) {
        expect(text).toMatch(/\S/);
        expect(text.length).toBeLessThanOrEqual(300);
        expect(text).not.toMatch(/NaN|undefined|Infinity/);
      }
      expect(signal.say('pt-BR', because, quote)).not.toBe(signal.say('en', because, quote));
      expect(signal.missing('pt-BR')).not.toBe(signal.missing('en'));
      expect(signal.label['pt-BR']).not.toBe('');
    });
  });
}
