import type { Model, Reference } from './score.ts';

/** Below this many companies with a value, a mean says more about them than about the portal. */
const ENOUGH_KNOWN = 30;
/** The mean used until then, labelled as the starting reference. */
const STARTING_MEAN = 0.5;

/** How many scored companies have a value of a signal, and their mean (null for none). */
export interface Observed {
  known: number;
  mean: number | null;
}

/** Freezes the means of a day, in the order given (the model's). */
export function freezeReference(observed: readonly Observed[], day: number): Reference {
  const enough = observed.map(({ known, mean }) => known >= ENOUGH_KNOWN && mean !== null);
  return {
    day,
    means: observed.map(({ mean }, k) => (enough[k] ? Math.min(1, Math.max(0, mean!)) : STARTING_MEAN)),
    starting: !enough.every(Boolean),
  };
}

/** A reference for another model: each signal keeps its mean, one that was not there begins at the starting mean. */
export function carriedOver(reference: Reference, from: Pick<Model, 'signals'>, to: Pick<Model, 'signals'>): Reference {
  const means = new Map(from.signals.map((id, k) => [id, reference.means[k]!]));
  return {
    day: reference.day,
    means: to.signals.map((id) => means.get(id) ?? STARTING_MEAN),
    starting: reference.starting || to.signals.some((id) => !means.has(id)),
  };
}

/** The reference of a portal that has none yet. */
export function startingReference(model: Pick<Model, 'signals'>, day: number): Reference {
  return { day, means: model.signals.map(() => STARTING_MEAN), starting: true };
}
