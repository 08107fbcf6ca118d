import type { Signal } from './signals/index.ts';

/** Signals with their weights, before a version number is given. */
export interface Weights {
  signals: string[];
  weights: number[];
}

/** The intakes that a portal has facts from. */
export type Feeds = ReadonlySet<string>;

/** Ids of the signals that belong in a portal's model: all but those whose intake has brought nothing yet; none leaves because an intake dries up. */
export function signalsInUse(signals: ReadonlyMap<string, Signal>, feeds: Feeds, current: { signals: readonly string[] } | undefined): string[] {
  const inUse = [...signals.values()].filter(({ id, feed }) => feed === undefined || feeds.has(feed) || current?.signals.includes(id));
  return inUse.map(({ id }) => id).sort();
}

/**
 * The weights that a portal needs now that these signals exist: its own for those it has, the default for new ones,
 * none for those whose file is gone. null when its model already has exactly these signals.
 */
export function neededWeights(signals: ReadonlyMap<string, Signal>, feeds: Feeds, current: { signals: readonly string[]; weights: readonly number[] } | undefined): Weights | null {
  const ids = signalsInUse(signals, feeds, current);
  const own = new Map(current?.signals.map((id, k) => [id, current.weights[k]!]));
  if (own.size === ids.length && ids.every((id) => own.has(id))) return null;
  return { signals: ids, weights: ids.map((id) => own.get(id) ?? signals.get(id)!.defaultWeight) };
}
