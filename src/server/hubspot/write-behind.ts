import { setTimeout as sleep } from 'node:timers/promises';
import type { Tx } from '../platform/db.ts';
import type { Deps } from '../platform/deps.ts';
import { BatchAnswer } from './answers.ts';
import { BATCH_SIZE, updateObjects } from './api.ts';
import { type CallResult, demand, type Gateway, HubspotTrouble } from './gateway.ts';
import { repairProperties } from './property-repair.ts';
import { withoutOwners, WRITTEN, type WrittenType, writtenTypes } from './property-schema.ts';
import { type FailedWrite, failedWrite, type WriteOutcome, writeOutcomes } from './write-outcome.ts';
import { claimWrites, dropWrites, markFailed, markTaken, markWritten, mergeWanted, type PropertyWrite, releaseWrites, waitingWrites } from './write-store.ts';

export const WRITE_JOB = 'hubspot.write-properties';

/** An incomplete batch waits until changes pause this long, so that a burst fills whole batches… */
const PAUSE_MS = 1_000;
/** …but never longer than this, so that cards soon show it. */
const LONGEST_MS = 10_000;
const LOOK_MS = 200;

type WriteDeps = Pick<Deps, 'db' | 'now' | 'log'> & { gateway: Gateway };
/** An account, and what it lets Baton write. */
interface Account {
  portalId: number;
  scopes: readonly string[];
}

/** The question other rooms ask: remembers what records' properties should say and sends it behind, within the caller's transaction. */
export function propertyWriter(deps: Pick<Deps, 'now' | 'enqueue'>) {
  return async function writeProperties(tx: Tx, portalId: number, type: WrittenType, writes: readonly PropertyWrite[]): Promise<void> {
    if (writes.length === 0) return;
    const dirty = await mergeWanted(tx, portalId, type, writes, deps.now());
    if (dirty > 0) await deps.enqueue(tx, WRITE_JOB, [{ portalId }]);
  };
}

/** Sends what waits, at most one run a portal in this process. @throws HubspotTrouble when HubSpot cannot be asked now. */
export function writeBehind(deps: WriteDeps) {
  /** Portals with a run under way, and whether someone asked for another meanwhile: its rows may be newer than the run's last look. */
  const running = new Map<number, { again: boolean }>();

  return async function drain(account: Account, signal: AbortSignal): Promise<void> {
    const { portalId } = account;
    const same = running.get(portalId);
    if (same !== undefined) {
      same.again = true;
      return;
    }
    const mine = { again: true };
    running.set(portalId, mine);
    try {
      while (mine.again) {
        mine.again = false;
        for (const type of writtenTypes(account.scopes)) await drainType(account, type, deps, signal);
      }
    } finally {
      running.delete(portalId);
    }
  };
}

async function drainType(account: Account, type: WrittenType, deps: WriteDeps, signal: AbortSignal): Promise<void> {
  while (await nextBatchReady(account.portalId, type, deps, signal)) {
    if (!(await sendBatch(account, type, deps, signal))) return;
  }
}

/** Waits until a whole batch is there, or the rest has waited long enough. @returns false when nothing waits. */
async function nextBatchReady(portalId: number, type: WrittenType, deps: WriteDeps, signal: AbortSignal): Promise<boolean> {
  for (;;) {
    const now = deps.now();
    const waiting = await deps.db.withPortal(portalId, (tx) => waitingWrites(tx, type, now));
    if (waiting.count === 0) return false;
    const settled = now.getTime() - waiting.newest >= PAUSE_MS || now.getTime() - waiting.oldest >= LONGEST_MS;
    if (waiting.count >= BATCH_SIZE || settled) return true;
    await sleep(LOOK_MS, undefined, { signal });
  }
}

/** @returns false where the account lets Baton write nothing of this type, whatever its scopes say: the next round asks again. */
async function sendBatch(account: Account, type: WrittenType, deps: WriteDeps, signal: AbortSignal): Promise<boolean> {
  const { portalId } = account;
  const claimed = await deps.db.withPortal(portalId, (tx) => claimWrites(tx, type, BATCH_SIZE, deps.now()));
  const writes = claimed.filter((write) => Object.keys(write.properties).length > 0);
  const ids = writes.map((write) => write.id);
  const { onForbidden } = WRITTEN[type];
  const send: Send = async (some) => {
    const inputs = some.map(({ id, properties }) => ({ id: String(id), properties, objectWriteTraceId: String(id) }));
    return inputs.length > 0 ? deps.gateway.call(portalId, updateObjects(type, inputs), { lane: 'background', onForbidden, signal }) : undefined;
  };
  const result = await send(writes);

  if (result !== undefined && !result.ok && result.reason !== 'refused') {
    await deps.db.withPortal(portalId, (tx) => releaseWrites(tx, type, ids));
    if (result.reason !== 'scope-missing' || onForbidden === 'pause') throw new HubspotTrouble(result);
    deps.log.warn({ portalId, type }, 'HubSpot lets Baton write no properties of this type');
    return false;
  }
  const outcomes = outcomesOf(ids, result);
  const went = writtenOf(outcomes);
  const gone = outcomes.filter((outcome) => outcome.state === 'gone').map((outcome) => outcome.id);
  const failed = outcomes.filter((outcome) => outcome.state === 'failed');
  if (failed.length > 0) deps.log.warn({ portalId, type, count: failed.length, category: failed[0]!.reason.split(':')[0] }, 'HubSpot did not take some properties');
  const taken = await sendWithoutOwners(writes, failed, send);
  await deps.db.withPortal(portalId, async (tx) => {
    await markWritten(tx, type, claimed.filter((write) => went.has(write.id) || Object.keys(write.properties).length === 0));
    if (taken.length > 0) await markTaken(tx, type, taken);
    if (failed.length > 0) await markFailed(tx, type, failed, deps.now());
    if (gone.length > 0) await dropWrites(tx, type, gone);
  });
  // Somebody deleted them there, or this version of Baton is the first to have them: they are sent again once they are there.
  if (failed.some((outcome) => outcome.lacking)) await repairProperties(account, deps);
  return true;
}

type Send = (writes: readonly PropertyWrite[]) => Promise<CallResult | undefined>;

/** An owner that HubSpot does not take holds up none of the other properties: they go with nobody in its place. @returns what HubSpot took so. */
async function sendWithoutOwners(writes: readonly PropertyWrite[], failed: readonly FailedWrite[], send: Send): Promise<PropertyWrite[]> {
  const refused = new Set(failed.filter((outcome) => !outcome.lacking).map((outcome) => outcome.id));
  const again = writes.flatMap(({ id, properties }): PropertyWrite[] => {
    const rest = refused.has(id) ? withoutOwners(properties) : null;
    return rest === null ? [] : [{ id, properties: rest }];
  });
  const result = await send(again);
  // Whatever this call came to, the refused ones are tried again with all they should say.
  if (result?.ok !== true) return [];
  const went = writtenOf(outcomesOf(again.map(({ id }) => id), result));
  return again.filter(({ id }) => went.has(id));
}

function writtenOf(outcomes: readonly WriteOutcome[]): Set<number> {
  return new Set(outcomes.filter((outcome) => outcome.state === 'written').map((outcome) => outcome.id));
}

/** What became of each write of a batch. One refused as a whole names no culprit: each item counts it. */
function outcomesOf(ids: readonly number[], result: CallResult | undefined): WriteOutcome[] {
  if (result === undefined) return [];
  if (result.ok) return writeOutcomes(ids, demand(result, BatchAnswer));
  return ids.map((id) => failedWrite(id, result));
}
