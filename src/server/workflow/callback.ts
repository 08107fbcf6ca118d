import type { Execution } from './actions/index.ts';
import { BLOCK_MS, BLOCKED, type Outputs } from './outputs.ts';

/**
 * Where an execution stands. `waiting`: there is something to do, and the workflow waits where it was blocked.
 * `completed`: HubSpot has our completion. `answered`: it had the outputs at once. `refused`: HubSpot does not know the
 * callback (any more). `forbidden`: HubSpot lets us complete nothing in this account. `expired`: too late.
 */
export type CallbackState = 'waiting' | 'completed' | 'answered' | 'refused' | 'forbidden' | 'expired';

export interface Callback extends Pick<Execution, 'record' | 'inputs' | 'workflowId'> {
  /** The action's id. */
  action: string;
  state: CallbackState;
  /** True: the outputs were the answer to the request itself, and nothing is completed. */
  inline: boolean;
  /** What was answered (inline), or what the callback is completed with, once it is settled. */
  outputs: Outputs | null;
  /** Completions that HubSpot has refused. */
  refusals: number;
  receivedAt: Date;
}

/** Completions of one callback that HubSpot may refuse: the first may have overtaken our own answer. */
const MOST_REFUSALS = 2;
/** HubSpot repeats a request for three days; a day of grace. */
const REPEATED_MS = 4 * 24 * 3_600_000;
/** A record may be younger than our copy of the CRM: so long it is waited for. */
const WAIT_FOR_RECORD_MS = 3 * 60_000;

/** The answer to a request, and to each of its repetitions. */
export function answerTo(callback: Pick<Callback, 'inline' | 'outputs'>): Outputs {
  return callback.inline && callback.outputs !== null ? callback.outputs : BLOCKED;
}

/** Whether a repeated request shows that HubSpot still waits for a completion that it had refused. */
export function reopens(callback: Pick<Callback, 'state' | 'receivedAt'>, now: Date): boolean {
  return callback.state === 'refused' && now.getTime() - callback.receivedAt.getTime() < REPEATED_MS;
}

/** Whether HubSpot has let the workflow go on. */
export function isExpired({ inline, receivedAt }: Pick<Callback, 'inline' | 'receivedAt'>, now: Date): boolean {
  return !inline && now.getTime() - receivedAt.getTime() >= BLOCK_MS;
}

/** Whether a record that is not known yet may still arrive. */
export function mayArrive({ receivedAt }: Pick<Callback, 'receivedAt'>, now: Date): boolean {
  return now.getTime() - receivedAt.getTime() < WAIT_FOR_RECORD_MS;
}

/** Where a callback stands after one more refusal: one try more at most. */
export function afterRefusal({ refusals }: Pick<Callback, 'refusals'>): { refusals: number; state: 'waiting' | 'refused' } {
  return { refusals: refusals + 1, state: refusals + 1 < MOST_REFUSALS ? 'waiting' : 'refused' };
}
