import type { Model, Score } from './score.ts';

/** A score kept from an earlier day. */
export interface Snapshot {
  /** Counted from 1970-01-01. */
  day: number;
  modelVersion: number;
  score: number;
  reference: number;
  points: readonly number[];
}

/** What moved a score, in points. `signals` and `rest` sum to `delta`. */
export interface Change {
  since: number;
  from: number;
  delta: number;
  /** In the order of the present model. */
  signals: number[];
  /** What the facts do not explain. */
  rest: number;
  /** Whether the rest is the movement of the reference means, or the move to another model with its weights and means. */
  restIs: 'reference' | 'model';
}

/**
 * Explains the way from a snapshot to the present score. Under one model: each signal's points now less then, and the
 * reference line's movement. Across models, the old points are first put on the new weights, so that a signal's line
 * still tells of facts; all else (weights, means, signals that came or went) is one line, the model's.
 * @param previousModel the model of the snapshot.
 */
export function explainChange(previous: Snapshot, previousModel: Model, current: Score, model: Model): Change {
  const delta = current.score - previous.score;
  const sameModel = previous.modelVersion === model.version;
  const signals = model.signals.map((id, k) => {
    if (sameModel) return current.points[k]! - previous.points[k]!;
    const j = previousModel.signals.indexOf(id);
    const oldShare = previousModel.shares[j] ?? 0;
    return oldShare === 0 ? 0 : current.points[k]! - previous.points[j]! * (model.shares[k]! / oldShare);
  });
  const rest = delta - signals.reduce((sum, line) => sum + line, 0);
  return { since: previous.day, from: previous.score, delta, signals, rest, restIs: sameModel ? 'reference' : 'model' };
}
