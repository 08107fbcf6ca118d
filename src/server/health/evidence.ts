import type { Evidence } from './facts.ts';

/**
 * How much answers count against a prior of `strength` answers at the reference, 0 to 1: empirical Bayes, where an
 * answer's evidence halves each half-life. With v the decayed mean, reference + (v - reference) * confidence equals
 * (sum 2^(-age_i / halfLife) * value_i + strength * reference) / (sum 2^(-age_i / halfLife) + strength): the shrunken
 * mean while answers are new, the reference once they are old. No answer below the value lifts it, none above lowers it,
 * whatever its age, so that a late import of old answers cannot turn a score around. (Decaying the whole distance to
 * the reference instead, over a count that does not decay, fails just there.)
 */
export function confidenceOf(evidence: Evidence, strength: number): number {
  return evidence.weight / (evidence.weight + strength);
}
