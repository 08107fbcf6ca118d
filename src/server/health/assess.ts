import { nextBand, type BandState } from './bands.ts';
import { type Change, explainChange, type Snapshot } from './change.ts';
import type { Facts } from './facts.ts';
import { type Model, type Reference, type Score, scoreOf } from './score.ts';
import type { Known, Moment, Signal } from './signals/index.ts';
import { type Trend, withPoint } from './trend.ts';

/** What all companies of one run have in common. */
export interface Run extends Moment {
  portalId: number;
  timeZone: string;
  /** The day and week of `now` in the portal's zone. */
  today: number;
  week: number;
  model: Model;
  /** Every version of the portal's model. */
  models: ReadonlyMap<number, Model>;
  reference: Reference;
  /** In the model's order; null for a signal whose part is gone: unknown everywhere. */
  signals: readonly (Signal | null)[];
}

/** A scored company as it stands. */
export interface Standing {
  modelVersion: number;
  score: number;
  band: BandState;
  trend: Trend;
}

export interface Assessment {
  known: (Known | null)[];
  score: Score;
  standing: Standing;
  /** Against the snapshot of seven days ago; null without one. */
  change: Change | null;
}

/** Scores one company and carries its band and trend on from where it stood. */
export function assess(facts: Facts, before: Standing | null, weekAgo: Snapshot | null, run: Run, reconstructed = false): Assessment {
  const known = run.signals.map((signal) => signal?.evaluate(facts, run) ?? null);
  const score = scoreOf(known, run.model, run.reference);
  const band = nextBand(before?.band ?? null, score.score, run.today);
  const point = { week: run.week, score: score.score, modelVersion: run.model.version, reconstructed };
  const standing = { modelVersion: run.model.version, score: score.score, band, trend: withPoint(before?.trend ?? null, point) };
  const weekAgoModel = weekAgo === null ? undefined : run.models.get(weekAgo.modelVersion);
  const change = weekAgo === null || weekAgoModel === undefined ? null : explainChange(weekAgo, weekAgoModel, score, run.model);
  return { known, score, standing, change };
}
