import { handoffOutputs } from '../handoff-outputs.ts';
import type { Action } from './index.ts';

export const part: Action = {
  id: 'complete-step',
  records: ['deal', 'company'],
  inputs: { step: ['submit', 'accept', 'hold-kick-off', 'reach-first-value', 'complete'] },
  statuses: ['made', 'incomplete', 'refused', 'no-handoff'],
  settle: async (tx, execution, ask) => handoffOutputs(await ask.completeStep(tx, execution, execution.inputs.step!)),
};
