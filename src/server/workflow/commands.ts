import type { Tx } from '../platform/db.ts';
import type { Deps } from '../platform/deps.ts';
import type { JobContext } from '../platform/queue.ts';
import { afterRefusal, answerTo, type Callback, isExpired, mayArrive, reopens } from './callback.ts';
import type { Delivery } from './delivery.ts';
import { BLOCKED, type Figures, type Outputs, outputsOf } from './outputs.ts';
import { countWaiting, findCallback, forgetCallbacks, insertCallback, moveCallback, reopenCallback, saveOutputs, wasForbidden } from './store.ts';

/** What the action asks of other rooms. */
export interface WorkflowQuestions {
  /** hubspot: the portal's installation. */
  install(portalId: number): Promise<{ state: 'active' | 'paused' | 'uninstalled'; scopes: readonly string[] } | undefined>;
  /** health: recomputes companies as of now. Asked outside transactions. */
  recompute(portalId: number, companyIds: readonly number[]): Promise<void>;
  /** cards: what the company's card shows. */
  figures(tx: Tx, portalId: number, companyId: number): Promise<Figures>;
  /**
   * hubspot: ends a blocked execution. `refused`: HubSpot does not know the callback (any more); `forbidden`: the account
   * lacks scope or plan. @throws on passing trouble.
   */
  complete(portalId: number, callbackId: string, outputs: Outputs, signal: AbortSignal): Promise<'completed' | 'refused' | 'forbidden'>;
  /** hubspot: every portal with data. */
  portalIds(): Promise<number[]>;
}

export type WorkflowDeps = Pick<Deps, 'db' | 'now' | 'enqueue'> & WorkflowQuestions;

export const RECALCULATE_JOB = 'workflow.recalculate';
/** HubSpot's scope for completing a callback; optional. */
const COMPLETING_SCOPE = 'automation';
/** More executions than this waiting in one account: HubSpot is asked to come back later. */
const MOST_WAITING = 2_000;
/** A forbidden completion is believed for so long; the figures are answered at once meanwhile. */
const FORBIDDEN_MS = 24 * 3_600_000;
/** HubSpot repeats a request for days; after a month a repetition is a new request. */
const KEPT_MS = 30 * 24 * 3_600_000;

/**
 * Takes an execution of the action: stored with its job before it is answered, answered the same each time it is delivered.
 * Where the account does not allow completions, the current figures are the answer.
 */
export async function acceptDelivery(deps: WorkflowDeps, delivery: Delivery, now: Date): Promise<Outputs | 'busy'> {
  const install = await deps.install(delivery.portalId);
  if (install?.state !== 'active') return outputsOf({ status: 'disconnected' });
  const mayComplete = install.scopes.includes(COMPLETING_SCOPE);
  return deps.db.withPortal(delivery.portalId, async (tx) => {
    const known = await findCallback(tx, delivery);
    if (known !== undefined) return repeat(tx, deps, delivery, known, now);
    if ((await countWaiting(tx, delivery.portalId, MOST_WAITING)) >= MOST_WAITING) return 'busy';
    return begin(tx, deps, delivery, mayComplete, now);
  });
}

async function begin(tx: Tx, deps: WorkflowDeps, delivery: Delivery, mayComplete: boolean, now: Date): Promise<Outputs> {
  const { portalId, callbackId, companyId } = delivery;
  const blocks = mayComplete && !(await wasForbidden(tx, portalId, new Date(now.getTime() - FORBIDDEN_MS)));
  const outputs = blocks ? null : outputsOf(await deps.figures(tx, portalId, companyId));
  if (!(await insertCallback(tx, delivery, outputs, now))) return answerTo((await findCallback(tx, delivery))!);
  await deps.enqueue(tx, RECALCULATE_JOB, [{ portalId, callbackId }]);
  return outputs ?? BLOCKED;
}

async function repeat(tx: Tx, deps: WorkflowDeps, delivery: Delivery, known: Callback, now: Date): Promise<Outputs> {
  if (reopens(known, now) && (await reopenCallback(tx, delivery, now))) {
    await deps.enqueue(tx, RECALCULATE_JOB, [{ portalId: delivery.portalId, callbackId: delivery.callbackId }]);
  }
  return answerTo(known);
}

/** Recomputes an execution's company and completes its callback. Run again after any interruption it does what is missing. */
export async function recalculate(deps: WorkflowDeps, { portalId, callbackId }: Pick<Delivery, 'portalId' | 'callbackId'>, { log, signal }: JobContext): Promise<void> {
  const callback = await deps.db.withPortal(portalId, (tx) => findCallback(tx, { portalId, callbackId }));
  if (callback?.state !== 'waiting') return;
  const move = (to: Parameters<typeof moveCallback>[3]) => deps.db.withPortal(portalId, (tx) => moveCallback(tx, portalId, callbackId, to, deps.now()));
  if (isExpired(callback, deps.now())) return move({ state: 'expired' });

  const outputs = callback.inline ? null : callback.outputs;
  if (outputs === null) await deps.recompute(portalId, [callback.companyId]);
  if (callback.inline) return move({ state: 'answered' });
  const told = await deps.complete(portalId, callbackId, outputs ?? (await settleOutputs(deps, portalId, callbackId, callback)), signal);
  if (told !== 'refused') {
    if (told === 'forbidden') log.warn({ portalId }, 'HubSpot forbids completing workflow actions: scope or plan is missing; figures are answered at once for a day');
    return move({ state: told });
  }
  const after = afterRefusal(callback);
  await move(after);
  // It may not have been known yet: once more, a moment later.
  if (after.state === 'waiting') throw new Error('HubSpot does not know the callback yet.');
  log.info({ portalId }, 'HubSpot does not know the callback: it is closed');
}

/** Says what the callback is completed with, once and for all tries. @throws while the company may still arrive. */
function settleOutputs(deps: WorkflowDeps, portalId: number, callbackId: string, callback: Callback): Promise<Outputs> {
  return deps.db.withPortal(portalId, async (tx) => {
    const figures = await deps.figures(tx, portalId, callback.companyId);
    if (figures.status === 'unknown-company' && mayArrive(callback, deps.now())) throw new Error('The company has not been read from HubSpot yet.');
    const outputs = outputsOf(figures);
    await saveOutputs(tx, portalId, callbackId, outputs);
    return outputs;
  });
}

/** Deletes what is older than any repetition. */
export async function forgetOld(deps: WorkflowDeps): Promise<void> {
  const before = new Date(deps.now().getTime() - KEPT_MS);
  for (const portalId of await deps.portalIds()) await deps.db.withPortal(portalId, (tx) => forgetCallbacks(tx, portalId, before));
}
