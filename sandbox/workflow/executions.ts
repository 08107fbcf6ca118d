import { z } from 'zod';
import { ApiError, badRequest } from '../errors.ts';

const DAY_MS = 86_400_000;
/** What HubSpot waits when an action blocks and does not say for how long. */
const WEEK_MS = 7 * DAY_MS;

/** What an action answers: its outputs, and what the workflow does now. */
export const ActionAnswer = z.object({ outputFields: z.record(z.string(), z.string()) });

/** A completion as the published file has it; nothing else may be in it. */
export const Completion = z.strictObject({
  outputFields: z.record(z.string(), z.string()),
  typedOutputs: z.record(z.string(), z.unknown()),
  failureReasonType: z.string().optional(),
  requestContext: z.unknown().optional(),
});
export type Completion = z.infer<typeof Completion>;

/** The record that a workflow runs an action for, and what its author chose. */
export interface FiredFor {
  objectType: 'COMPANY' | 'DEAL';
  objectId: number;
  inputFields: Record<string, string>;
}

/** One execution of a workflow action for one record. */
export interface Execution {
  callbackId: string;
  portalId: number;
  record: FiredFor;
  /** `sending` until an answer is in; `failed`: a 4xx, or no good answer to any attempt. */
  state: 'sending' | 'blocked' | 'done' | 'failed';
  attempts: { at: string; status: number | null; retryAfterMs: number | null; answer: unknown }[];
  /** What the next steps of the workflow get. */
  outputs: Record<string, string> | null;
  /** ISO 8601; null unless blocked. */
  blockedUntil: string | null;
  /** Completions taken, 1 at most, and refused. */
  completions: number;
  refused: number;
}

/** Milliseconds of an ISO 8601 duration of weeks, days and times; a week where it is none. */
export function durationMs(text: string | undefined): number {
  const match = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text ?? '');
  if (!match) return WEEK_MS;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return weeks * WEEK_MS + days * DAY_MS + ((hours * 60 + minutes) * 60 + seconds) * 1_000;
}

/** What HubSpot remembers of the executions of the app's actions. */
export function createExecutions(now: () => Date) {
  const known = new Map<string, Execution>();
  let numbered = 0;

  function begin(portalId: number, record: FiredFor, callbackId = `ap-${portalId}-${++numbered}-7-0`): Execution {
    const before = known.get(callbackId);
    if (before) return before;
    const execution: Execution = { callbackId, portalId, record, state: 'sending', attempts: [], outputs: null, blockedUntil: null, completions: 0, refused: 0 };
    known.set(callbackId, execution);
    return execution;
  }

  /** Follows the first good answer; later ones change nothing. */
  function follow(execution: Execution, { outputFields }: z.infer<typeof ActionAnswer>): void {
    if (execution.state !== 'sending') return;
    const blocks = outputFields['hs_execution_state'] === 'BLOCK';
    execution.state = blocks ? 'blocked' : 'done';
    if (blocks) execution.blockedUntil = new Date(now().getTime() + durationMs(outputFields['hs_expiration_duration'])).toISOString();
    else execution.outputs = outputFields;
  }

  function complete(portalId: number, callbackId: string, { outputFields }: Completion): void {
    if (!/^(SUCCESS|FAIL_CONTINUE)$/.test(outputFields['hs_execution_state'] ?? '')) throw badRequest('hs_execution_state must be SUCCESS or FAIL_CONTINUE');
    const execution = known.get(callbackId);
    if (!execution || execution.portalId !== portalId) throw new ApiError(404, 'OBJECT_NOT_FOUND', `No blocked execution ${callbackId}`);
    const waits = execution.state === 'blocked' && execution.blockedUntil !== null && now().toISOString() < execution.blockedUntil;
    if (!waits) {
      execution.refused += 1;
      throw new ApiError(404, 'OBJECT_NOT_FOUND', `No blocked execution ${callbackId}: it is ${execution.state === 'blocked' ? 'expired' : execution.state}`);
    }
    execution.completions += 1;
    execution.state = 'done';
    execution.outputs = outputFields;
  }

  return { begin, follow, complete, list: () => [...known.values()] };
}

export type Executions = ReturnType<typeof createExecutions>;
