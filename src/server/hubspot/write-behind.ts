import { setTimeout as sleep } from 'node:timers/promises';
import type { Tx } from '../platform/db.ts';
import type { Deps } from '../platform/deps.ts';
import { BatchAnswer } from './answers.ts';
import { BATCH_SIZE, updateObjects } from './api.ts';
import { demand, type Gateway, HubspotTrouble } from './gateway.ts';
import { writeOutcomes } from './write-outcome.ts';
import { claimWrites, dropWrites, markFailed, markWritten, mergeWanted, type PropertyWrite, releaseWrites, waitingWrites } from './write-store.ts';

export const WRITE_JOB = 'hubspot.write-properties';

/** An incomplete batch waits until changes pause this long, so that a burst fills whole batches… */
const PAUSE_MS = 1_000;
/** …but never longer than this, so that cards soon show it. */
const LONGEST_MS = 10_000;
const LOOK_MS = 200;

type WriteDeps = Pick<Deps, 'db' | 'now' | 'log'> & { gateway: Gateway };

/** The question other rooms ask: remembers what company properties should say and sends it behind, within the caller's transaction. */
export function companyWriter(deps: Pick<Deps, 'now' | 'enqueue'>) {
  return async function writeCompanyProperties(tx: Tx, portalId: number, writes: readonly PropertyWrite[]): Promise<void> {
    if (writes.length === 0) return;
    const dirty = await mergeWanted(tx, portalId, writes, deps.now());
    if (dirty > 0) await deps.enqueue(tx, WRITE_JOB, [{ portalId }]);
  };
}

/** Sends what waits, at most one run a portal in this process. @throws HubspotTrouble when HubSpot cannot be asked now. */
export function writeBehind(deps: WriteDeps) {
  /** Portals with a run under way, and whether someone asked for another meanwhile: its rows may be newer than the run's last look. */
  const running = new Map<number, { again: boolean }>();

  return async function drain(portalId: number, signal: AbortSignal): Promise<void> {
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
        while (await nextBatchReady(portalId, deps, signal)) await sendBatch(portalId, deps, signal);
      }
    } finally {
      running.delete(portalId);
    }
  };
}

/** Waits until a whole batch is there, or the rest has waited long enough. @returns false when nothing waits. */
async function nextBatchReady(portalId: number, deps: WriteDeps, signal: AbortSignal): Promise<boolean> {
  for (;;) {
    const now = deps.now();
    const waiting = await deps.db.withPortal(portalId, (tx) => waitingWrites(tx, now));
    if (waiting.count === 0) return false;
    const settled = now.getTime() - waiting.newest >= PAUSE_MS || now.getTime() - waiting.oldest >= LONGEST_MS;
    if (waiting.count >= BATCH_SIZE || settled) return true;
    await sleep(LOOK_MS, undefined, { signal });
  }
}

async function sendBatch(portalId: number, deps: WriteDeps, signal: AbortSignal): Promise<void> {
  const claimed = await deps.db.withPortal(portalId, (tx) => claimWrites(tx, BATCH_SIZE, deps.now()));
  const writes = claimed.filter((write) => Object.keys(write.properties).length > 0);
  const ids = writes.map((write) => write.companyId);
  const inputs = writes.map(({ companyId, properties }) => ({ id: String(companyId), properties, objectWriteTraceId: String(companyId) }));
  const result = inputs.length > 0 ? await deps.gateway.call(portalId, updateObjects('companies', inputs), { lane: 'background', signal }) : undefined;

  if (result !== undefined && !result.ok && result.reason !== 'refused') {
    await deps.db.withPortal(portalId, (tx) => releaseWrites(tx, ids));
    throw new HubspotTrouble(result);
  }
  // A batch refused as a whole names no culprit: each item counts it.
  const reason = result !== undefined && !result.ok ? `${result.category}: ${result.message}`.slice(0, 500) : undefined;
  const outcomes =
    reason === undefined && result !== undefined
      ? writeOutcomes(ids, demand(result, BatchAnswer))
      : ids.map((companyId) => ({ companyId, state: 'failed' as const, reason: reason ?? '' }));

  const went = new Set(outcomes.filter((outcome) => outcome.state === 'written').map((outcome) => outcome.companyId));
  const gone = outcomes.filter((outcome) => outcome.state === 'gone').map((outcome) => outcome.companyId);
  const failed = outcomes.filter((outcome) => outcome.state === 'failed');
  if (failed.length > 0) deps.log.warn({ portalId, count: failed.length, category: failed[0]!.reason.split(':')[0] }, 'HubSpot did not take some company properties');
  await deps.db.withPortal(portalId, async (tx) => {
    await markWritten(tx, claimed.filter((write) => went.has(write.companyId) || Object.keys(write.properties).length === 0));
    if (failed.length > 0) await markFailed(tx, failed, deps.now());
    if (gone.length > 0) await dropWrites(tx, gone);
  });
}
