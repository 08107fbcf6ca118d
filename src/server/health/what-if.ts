import type { Band } from '../../../extensions/contracts/health.ts';
import { bandRule, type BandState, nextBand } from './bands.ts';
import type { Model } from './score.ts';

/** A scored company as it stands: each array in the order of the model it was scored by. */
export interface Scored {
  companyId: number;
  modelVersion: number;
  score: number;
  band: BandState;
  /** Signed points against the reference line. */
  points: readonly number[];
  /** Values as observed, 0 to 1; null for unknown. */
  observed: readonly (number | null)[];
}

/** Shares of weights that nobody has adopted. */
export type TrialModel = Pick<Model, 'signals' | 'shares'>;

/** The band a score ends in when it stays as it is until every crossing has lasted. @param day counted from 1970-01-01. */
export function settledBand(state: BandState, score: number, day: number): Band {
  const crossing = nextBand(state, score, day);
  return nextBand(crossing, score, day + bandRule.dwellDays).band;
}

/**
 * The score a company would have under other shares. Points carry over in proportion to a signal's share, because points
 * are 100 * share * (value - mean) * confidence. A signal without share so far has no points to go by: its observed value
 * counts as fully sure.
 * @param present the model the company was scored by.
 * @param means the reference means, in the trial's order.
 */
export function scoreUnder(company: Pick<Scored, 'points' | 'observed'>, present: TrialModel, trial: TrialModel, { means }: { means: readonly number[] }): number {
  let score = 0;
  trial.signals.forEach((id, k) => {
    const share = trial.shares[k]!;
    const mean = means[k]!;
    const j = present.signals.indexOf(id);
    const old = present.shares[j] ?? 0;
    const observed = company.observed[j] ?? null;
    const unproven = observed === null ? 0 : 100 * share * (observed - mean);
    score += 100 * share * mean + (old > 0 ? company.points[j]! * (share / old) : unproven);
  });
  return Math.min(100, Math.max(0, score));
}

/** True where the proportion does not tell all: a signal gains weight that had none. */
export function isApproximate(present: TrialModel, trial: TrialModel): boolean {
  return trial.signals.some((id, k) => trial.shares[k]! > 0 && !(present.shares[present.signals.indexOf(id)]! > 0));
}
