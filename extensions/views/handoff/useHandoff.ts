import type { HandoffStep } from '../../contracts/handoff.ts';
import { useChange } from '../../hooks/useQuestion.ts';
import type { StepProps } from './handoff-tools.ts';

/** The way to make steps of a handoff. Whatever makes one has its own, so that a refusal stands where somebody acted. */
export function useSteps({ handoff, tools, reload }: StepProps) {
  const { make, ...rest } = useChange('POST /api/1/handoffs/:handoffId/steps', tools.serverUrl);
  async function take(step: HandoffStep): Promise<boolean> {
    const made = await make({ lang: tools.reader.lang, handoffId: handoff.id }, { step });
    if (made) reload();
    return made !== null;
  }
  return { ...rest, take };
}
