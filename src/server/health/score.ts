import type { Known } from './signals/index.ts';

/** An adopted set of weights; a change makes a new version, old ones stay as they were. */
export interface Model {
  version: number;
  /** Ids, in the order of every array that belongs to this version. */
  signals: readonly string[];
  /** Each signal's weight over the sum of weights: 0 to 1, together 1. */
  shares: readonly number[];
}

/** The means that stand in for missing signals and draw the reference line, frozen for a day. */
export interface Reference {
  /** The day they were frozen, counted from 1970-01-01. */
  day: number;
  /** 0 to 1, in the model's order. */
  means: readonly number[];
  /** True while some mean is the starting 0.5 because too few companies have a value. */
  starting: boolean;
}

export interface Score {
  /** 0 to 100, unrounded: reference plus the sum of points. */
  score: number;
  /** The reference line: what a company at all means scores. */
  reference: number;
  /** Share of the weights whose signals are known, 0 to 1. */
  coverage: number;
  /** Signed points of each signal against the reference line, in the model's order; 0 for a missing one. */
  points: number[];
  /** The value the score used (observed, drawn to the mean by its confidence), 0 to 1; null when missing. */
  values: (number | null)[];
}

/** Weights as shares of their sum. @throws when none is above 0. */
export function sharesOf(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) throw new Error('A health model needs at least one weight above 0.');
  return weights.map((weight) => weight / total);
}

/**
 * score = reference line + contributions, contribution k = 100 w_k (x_k - ref_k) / sum w, with
 * x_k = ref_k + (observed_k - ref_k) * confidence_k, and x_k = ref_k where the signal is missing.
 * @param known what each signal knows, in the model's order.
 */
export function scoreOf(known: readonly (Known | null)[], model: Model, reference: Reference): Score {
  const points: number[] = [];
  const values: (number | null)[] = [];
  let line = 0;
  let moved = 0;
  let coverage = 0;
  for (let k = 0; k < model.signals.length; k++) {
    const share = model.shares[k]!;
    const mean = reference.means[k]!;
    const fact = known[k]!;
    line += 100 * share * mean;
    if (fact === null) {
      points.push(0);
      values.push(null);
      continue;
    }
    const distance = (fact.value - mean) * fact.confidence;
    points.push(100 * share * distance);
    values.push(mean + distance);
    moved += 100 * share * distance;
    coverage += share;
  }
  return { score: within(0, line + moved, 100), reference: line, coverage: within(0, coverage, 1), points, values };
}

/** Takes the last bit of floating-point noise off a bound. */
function within(low: number, figure: number, high: number): number {
  return Math.min(high, Math.max(low, figure));
}
