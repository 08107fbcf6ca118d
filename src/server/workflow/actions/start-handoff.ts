import { handoffOutputs } from '../handoff-outputs.ts';
import type { Action } from './index.ts';

export const part: Action = {
  id: 'start-handoff',
  records: ['deal'],
  inputs: {},
  statuses: ['started', 'under-way', 'no-company'],
  settle: async (tx, execution, ask) => handoffOutputs(await ask.startHandoff(tx, execution)),
};
