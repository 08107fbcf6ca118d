/** How much a group of answers can say. */
export type Precision = 'none' | 'too-few' | 'indicative' | 'firm';

/**
 * 0 answers: nothing; 1 to 4: the answers speak, no number; 5 to 29: a number with its interval, indicative;
 * from 30: firm.
 */
export function precisionOf(n: number): Precision {
  if (n <= 0) return 'none';
  if (n < 5) return 'too-few';
  return n < 30 ? 'indicative' : 'firm';
}
