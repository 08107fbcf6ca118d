import type { EscalationStep } from '../../../extensions/contracts/case-settings.ts';

/** A step of the ladder that has come. */
export type Reached = EscalationStep & { what: 'warned' | 'breached' | 'escalated' };

/**
 * The steps of the ladder that a case has come to and that were not taken for it, in order. @param usedShare of its time, 1: it is over.
 * @param taken percents that were taken since it was opened.
 */
export function stepsReached(ladder: readonly EscalationStep[], usedShare: number | null, taken: readonly number[]): Reached[] {
  if (usedShare === null) return [];
  return ladder
    .filter(({ percent }) => usedShare * 100 >= percent && !taken.includes(percent))
    .sort((a, b) => a.percent - b.percent)
    .map((step) => ({ ...step, what: step.percent < 100 ? 'warned' : step.percent === 100 ? 'breached' : 'escalated' }));
}
