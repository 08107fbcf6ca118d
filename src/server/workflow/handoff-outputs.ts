import type { HandoffOutcome } from './actions/index.ts';
import { ended, type Outputs } from './outputs.ts';

/** The output fields that the actions on handoffs share; null stays null. */
export function handoffOutputs(outcome: HandoffOutcome | null): Outputs | null {
  if (outcome === null) return null;
  const { status, handoff, reason } = outcome;
  return ended(status, {
    ...(handoff && { handoff_id: handoff.id, state: handoff.state, completeness: String(handoff.completeness) }),
    ...(reason !== null && { reason }),
  });
}
