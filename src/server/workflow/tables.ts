import type { Generated } from 'kysely';
import type { RecordType } from './actions/index.ts';
import type { CallbackState } from './callback.ts';
import type { Outputs } from './outputs.ts';

export interface WorkflowCallbacksTable {
  portal_id: number;
  callback_id: string;
  action: Generated<string>;
  record_type: Generated<RecordType>;
  record_id: number;
  inputs: Generated<object>;
  workflow_id: number | null;
  state: CallbackState;
  inline: boolean;
  outputs: Outputs | null;
  refusals: Generated<number>;
  /** The first delivery, or the one that opened it anew. */
  received_at: Date;
  closed_at: Date | null;
}

declare module '../platform/db.ts' {
  interface Tables {
    workflow_callbacks: WorkflowCallbacksTable;
  }
}
