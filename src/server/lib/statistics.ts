/** Two-sided 95 % point of the normal distribution. */
export const Z95 = 1.959963984540054;

/** A 95 % interval, both ends included. */
export interface Interval {
  low: number;
  high: number;
}

/** Answers by class; each a whole number from 0. */
export interface ClassCounts {
  promoters: number;
  passives: number;
  detractors: number;
}

/**
 * Normal distribution function, error below 1e-14 (Hart 1968, algorithm 5666, in the form of
 * West, "Better approximations to cumulative normal functions", Wilmott 2005).
 */
export function normalCdf(z: number): number {
  const x = Math.abs(z);
  const tail = x > 37 ? 0 : upperTail(x);
  return z > 0 ? 1 - tail : tail;
}

function upperTail(x: number): number {
  const density = Math.exp(-(x * x) / 2);
  if (x >= 7.07106781186547) {
    const fraction = x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))));
    return density / fraction / 2.506628274631;
  }
  const top = horner(x, [
    3.52624965998911e-2, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931,
    220.206867912376,
  ]);
  const bottom = horner(x, [
    8.83883476483184e-2, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831,
    793.826512519948, 440.413735824752,
  ]);
  return (density * top) / bottom;
}

function horner(x: number, coefficients: number[]): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}

/** Two-sided p of a z value, 0 to 1. */
export function twoSidedP(z: number): number {
  return 2 * normalCdf(-Math.abs(z));
}

/** Wilson 95 % interval of a share (0 to 1); null without trials. Wilson 1927, JASA 22:209. */
export function wilsonInterval(successes: number, trials: number): Interval | null {
  if (trials <= 0) return null;
  const share = successes / trials;
  const spread = Z95 * Z95;
  const centre = share + spread / (2 * trials);
  const half = Z95 * Math.sqrt((share * (1 - share)) / trials + spread / (4 * trials * trials));
  const scale = 1 + spread / trials;
  // Rounding may push an end past the share itself at 0 and 1, where the end is exact.
  return {
    low: successes <= 0 ? 0 : Math.max(0, (centre - half) / scale),
    high: successes >= trials ? 1 : Math.min(1, (centre + half) / scale),
  };
}

/** NPS in points, -100 to 100, with nothing adjusted; null without answers. */
export function rawNps(counts: ClassCounts): number | null {
  const n = total(counts);
  return n === 0 ? null : (100 * (counts.promoters - counts.detractors)) / n;
}

/**
 * Adjusted-Wald 95 % interval of an NPS in points, cut to -100 and 100; null without answers.
 * Adds 3 answers, 3/4 to promoters and 3/4 to detractors (Rocks 2016, The American Statistician 70:365).
 */
export function npsInterval(counts: ClassCounts): Interval | null {
  if (total(counts) === 0) return null;
  const { nps, error } = adjustedNps(counts);
  return { low: Math.max(-100, nps - Z95 * error), high: Math.min(100, nps + Z95 * error) };
}

/**
 * Difference `now` minus `before` of two independent groups: raw delta in points, and z with two-sided p on the
 * adjusted values (measuringu.com/nps-significance-test). Null when a side has no answers.
 */
export function npsChange(before: ClassCounts, now: ClassCounts): { delta: number; z: number; p: number } | null {
  const from = rawNps(before);
  const to = rawNps(now);
  if (from === null || to === null) return null;
  const a = adjustedNps(before);
  const b = adjustedNps(now);
  const z = (b.nps - a.nps) / Math.hypot(a.error, b.error);
  return { delta: to - from, z, p: twoSidedP(z) };
}

function adjustedNps(counts: ClassCounts): { nps: number; error: number } {
  const n = total(counts) + 3;
  const promoters = (counts.promoters + 0.75) / n;
  const detractors = (counts.detractors + 0.75) / n;
  const difference = promoters - detractors;
  const variance = promoters + detractors - difference * difference;
  return { nps: 100 * difference, error: 100 * Math.sqrt(variance / n) };
}

function total(counts: ClassCounts): number {
  return counts.promoters + counts.passives + counts.detractors;
}

/** Least-squares slope of y over x; null with fewer than `least` points (3) or when all x are equal. */
export function leastSquaresSlope(points: readonly { x: number; y: number }[], least = 3): number | null {
  if (points.length < least) return null;
  const meanX = points.reduce((sum, point) => sum + point.x, 0) / points.length;
  const meanY = points.reduce((sum, point) => sum + point.y, 0) / points.length;
  let above = 0;
  let below = 0;
  for (const { x, y } of points) {
    above += (x - meanX) * (y - meanY);
    below += (x - meanX) * (x - meanX);
  }
  return below === 0 ? null : above / below;
}

/** The p-quantile (0 to 1) of values in ascending order, interpolated (type 7 of Hyndman and Fan 1996, Am. Stat. 50:361); null without values. */
export function quantile(ascending: readonly number[], p: number): number | null {
  if (ascending.length === 0) return null;
  const place = (ascending.length - 1) * p;
  const below = ascending[Math.floor(place)]!;
  const above = ascending[Math.ceil(place)]!;
  return below + (above - below) * (place - Math.floor(place));
}
