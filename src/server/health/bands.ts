import type { Band } from '../../../extensions/contracts/health.ts';

/** Edges of the bands in points, and how a crossing is confirmed (shown beside the band). */
export const bandRule = { watchFrom: 50, healthyFrom: 70, margin: 3, dwellDays: 2 } as const;

/** From worst to best. */
export const bandOrder: readonly Band[] = ['at-risk', 'watch', 'healthy'];

const EDGES = [bandRule.watchFrom, bandRule.healthyFrom] as const;

/** Days are counted from 1970-01-01. */
export interface BandState {
  band: Band;
  since: number;
  /** A crossing that has not yet lasted the dwell: where it leads and since when. */
  crossing: { band: Band; since: number } | null;
}

/** The band of a score by the bare edges, for a company's first day. */
export function bandOf(score: number): Band {
  return bandOrder[EDGES.filter((edge) => score >= edge).length]!;
}

/**
 * The band after a day's score. A band is left only past its edge by the margin (two thresholds), and only once that
 * has lasted the dwell; when a crossing passes two edges at different times, the nearer band comes first.
 * Applying the same day and score again changes nothing.
 */
export function nextBand(state: BandState | null, score: number, day: number): BandState {
  if (state === null) return { band: bandOf(score), since: day, crossing: null };
  const now = bandOrder.indexOf(state.band);
  const target = reached(now, score);
  if (target === now) return state.crossing === null ? state : { ...state, crossing: null };
  const before = state.crossing === null ? now : bandOrder.indexOf(state.crossing.band);
  const sameSide = state.crossing !== null && before > now === target > now;
  // A day counts by its last score: what its earlier ones said of a crossing that began today is not kept.
  if (!sameSide || state.crossing!.since === day) return { ...state, crossing: { band: bandOrder[target]!, since: day } };
  const nearer = target > now ? Math.min(before, target) : Math.max(before, target);
  const since = state.crossing!.since;
  if (day - since < bandRule.dwellDays) return { ...state, crossing: { band: bandOrder[nearer]!, since } };
  const further = nearer === reached(nearer, score) ? null : { band: bandOrder[target]!, since: day };
  return { band: bandOrder[nearer]!, since: day, crossing: further };
}

/** The band (index) that a score belongs to when seen from a band: an edge counts as passed beyond its margin. */
function reached(from: number, score: number): number {
  let band = from;
  while (band > 0 && score < EDGES[band - 1]! - bandRule.margin) band -= 1;
  while (band < EDGES.length && score >= EDGES[band]! + bandRule.margin) band += 1;
  return band;
}
