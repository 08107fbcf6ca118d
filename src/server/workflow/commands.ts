import type { Tx } from '../platform/db.ts';
import type { Deps } from '../platform/deps.ts';
import type { JobContext } from '../platform/queue.ts';
import type { Action, ActionQuestions, Execution } from './actions/index.ts';
import { afterRefusal, answerTo, type Callback, isExpired, mayArrive, reopens } from './callback.ts';
import type { Delivery } from './delivery.ts';
import { BLOCKED, failed, type Outputs } from './outputs.ts';
import { countWaiting, findCallback, forgetCallbacks, insertCallback, moveCallback, reopenCallback, saveOutputs, wasForbidden } from './store.ts';

interface Install {
  state: 'active' | 'paused' | 'uninstalled';
  scopes: readonly string[];
  timeZone: string;
  currency: string;
}

/** What the room itself asks of others; its actions ask more. */
export interface WorkflowQuestions extends ActionQuestions {
  /** hubspot: the portal's installation. Asked outside transactions. */
  install(portalId: number): Promise<Install | undefined>;
  /**
   * hubspot: ends a blocked execution. `refused`: HubSpot does not know the callback (any more); `forbidden`: the account
   * lacks scope or plan. @throws on passing trouble.
   */
  complete(portalId: number, callbackId: string, outputs: Outputs, signal: AbortSignal): Promise<'completed' | 'refused' | 'forbidden'>;
  /** hubspot: every portal with data. */
  portalIds(): Promise<number[]>;
}

export type WorkflowDeps = Pick<Deps, 'db' | 'now' | 'enqueue'> & WorkflowQuestions & { actions: ReadonlyMap<string, Action> };

export const EXECUTE_JOB = 'workflow.execute';
/** HubSpot's scope for completing a callback; optional. */
const COMPLETING_SCOPE = 'automation';
/** More executions than this waiting in one account: HubSpot is asked to come back later. */
const MOST_WAITING = 2_000;
/** A forbidden completion is believed for so long; the outputs are answered at once meanwhile. */
const FORBIDDEN_MS = 24 * 3_600_000;
/** HubSpot repeats a request for days; after a month a repetition is a new request. */
const KEPT_MS = 30 * 24 * 3_600_000;

/**
 * Takes an execution of an action: stored with its job before it is answered, answered the same each time it is delivered.
 * Where the account does not allow completions, what can be said at once is the answer.
 */
export async function acceptDelivery(deps: WorkflowDeps, action: Action, delivery: Delivery, now: Date): Promise<Outputs | 'busy'> {
  const install = await deps.install(delivery.portalId);
  if (install?.state !== 'active') return failed('disconnected');
  return deps.db.withPortal(delivery.portalId, async (tx) => {
    const known = await findCallback(tx, delivery);
    if (known !== undefined) return repeat(tx, deps, delivery, known, now);
    if ((await countWaiting(tx, delivery.portalId, MOST_WAITING)) >= MOST_WAITING) return 'busy';
    return begin(tx, deps, action, delivery, install, now);
  });
}

async function begin(tx: Tx, deps: WorkflowDeps, action: Action, delivery: Delivery, install: Install, now: Date): Promise<Outputs> {
  const { portalId, callbackId, record } = delivery;
  const blocks = install.scopes.includes(COMPLETING_SCOPE) && !(await wasForbidden(tx, portalId, new Date(now.getTime() - FORBIDDEN_MS)));
  // Claimed before anything is done: of deliveries at the same time one acts, and the others read what came of it.
  if (!(await insertCallback(tx, action.id, delivery, !blocks, now))) return answerTo((await findCallback(tx, delivery))!);
  await deps.enqueue(tx, EXECUTE_JOB, [{ portalId, callbackId }]);
  if (blocks) return BLOCKED;
  const outputs = (await action.settle(tx, { ...delivery, account: install, now }, deps)) ?? failed(`unknown-${record.type}`);
  await saveOutputs(tx, portalId, callbackId, outputs);
  return outputs;
}

async function repeat(tx: Tx, deps: WorkflowDeps, delivery: Delivery, known: Callback, now: Date): Promise<Outputs> {
  if (reopens(known, now) && (await reopenCallback(tx, delivery, now))) {
    await deps.enqueue(tx, EXECUTE_JOB, [{ portalId: delivery.portalId, callbackId: delivery.callbackId }]);
  }
  return answerTo(known);
}

/** Does what an execution asks and completes its callback. Run again after any interruption it does what is missing. */
export async function execute(deps: WorkflowDeps, { portalId, callbackId }: Pick<Delivery, 'portalId' | 'callbackId'>, { log, signal }: JobContext): Promise<void> {
  const callback = await deps.db.withPortal(portalId, (tx) => findCallback(tx, { portalId, callbackId }));
  if (callback?.state !== 'waiting') return;
  const move = (to: Parameters<typeof moveCallback>[3]) => deps.db.withPortal(portalId, (tx) => moveCallback(tx, portalId, callbackId, to, deps.now()));
  if (isExpired(callback, deps.now())) return move({ state: 'expired' });

  const outputs = await outputsFor(deps, portalId, callbackId, callback);
  if (callback.inline) return move({ state: 'answered' });
  const told = await deps.complete(portalId, callbackId, outputs, signal);
  if (told !== 'refused') {
    if (told === 'forbidden') log.warn({ portalId }, 'HubSpot forbids completing workflow actions: scope or plan is missing; they are answered at once for a day');
    return move({ state: told });
  }
  const after = afterRefusal(callback);
  await move(after);
  // It may not have been known yet: once more, a moment later.
  if (after.state === 'waiting') throw new Error('HubSpot does not know the callback yet.');
  log.info({ portalId }, 'HubSpot does not know the callback: it is closed');
}

/** What the callback is completed with, once and for all tries; of an inline one what it was answered. @throws while the record may still arrive. */
async function outputsFor(deps: WorkflowDeps, portalId: number, callbackId: string, callback: Callback): Promise<Outputs> {
  const settled = callback.inline ? null : callback.outputs;
  if (settled !== null) return settled;
  const action = deps.actions.get(callback.action);
  // An action that is gone, like an account that is, lets its workflow go on.
  const account = await deps.install(portalId);
  if (action === undefined || account === undefined) return failed('unreadable');
  const execution: Execution = { portalId, record: callback.record, inputs: callback.inputs, workflowId: callback.workflowId, account, now: deps.now() };
  await action.prepare?.(execution, deps);
  return callback.outputs ?? settle(deps, action, execution, callbackId);
}

function settle(deps: WorkflowDeps, action: Action, execution: Execution, callbackId: string): Promise<Outputs> {
  const { portalId, record } = execution;
  return deps.db.withPortal(portalId, async (tx) => {
    // Locked, and looked at again: what the action does and what it says of it are kept together, by one run.
    const callback = (await findCallback(tx, { portalId, callbackId }, { lock: true }))!;
    if (callback.outputs !== null) return callback.outputs;
    const outputs = await action.settle(tx, execution, deps);
    if (outputs === null && mayArrive(callback, execution.now)) throw new Error('The record has not been read from HubSpot yet.');
    await saveOutputs(tx, portalId, callbackId, outputs ?? failed(`unknown-${record.type}`));
    return outputs ?? failed(`unknown-${record.type}`);
  });
}

/** Deletes what is older than any repetition. */
export async function forgetOld(deps: WorkflowDeps): Promise<void> {
  const before = new Date(deps.now().getTime() - KEPT_MS);
  for (const portalId of await deps.portalIds()) await deps.db.withPortal(portalId, (tx) => forgetCallbacks(tx, portalId, before));
}
