import type { Evidence } from './facts.ts';

/**
 * How much answers count against a prior of `strength` answers at the reference, 0 to 1 (empirical Bayes with decay).
 * With v the decayed mean of the answers, reference + (v - reference) * confidence equals
 * reference + sum 2^(-age_i / halfLife) * (value_i - reference) / (n + strength). So fresh answers give the usual
 * shrunken mean, x(t) = m + (x0 - m) * 2^(-age / halfLife) holds from then on, and no answer below the reference,
 * however new, lifts the value (nor one above it lowers it).
 */
export function confidenceOf(evidence: Evidence, strength: number): number {
  return evidence.weight / (evidence.n + strength);
}
