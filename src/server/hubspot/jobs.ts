import { z } from 'zod';
import type { Deps } from '../platform/deps.ts';
import type { Job, JobContext } from '../platform/queue.ts';
import { HubspotTrouble } from './gateway.ts';
import { importPortal, type SyncDeps } from './import.ts';
import type { Install, Installs } from './installs.ts';
import { ANNOUNCE_JOB } from './oauth.ts';
import type { ObjectSpec } from './object-spec.ts';
import { pollPortal } from './poll.ts';
import { repairProperties } from './property-repair.ts';
import { keepRetention } from './retention.ts';
import { createTurns } from './turns.ts';
import { lastHeard } from './webhooks/event-store.ts';
import { WRITE_JOB } from './write-behind.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Webhooks count as coming for so long after the last one. */
const HEARD_MS = 60 * MINUTE_MS;
const POLL_JOB = 'hubspot.poll';
/** Creates and repairs the properties; also asked for from the settings. */
export const REPAIR_JOB = 'hubspot.repair-properties';
/** A first import outlasts HubSpot's troubles: tried again every ten minutes for a week. */
const IMPORT_TRIES = 1_000;

const none = z.object({});
const onePortal = z.object({ portalId: z.number().int().positive() });
type OnePortal = z.infer<typeof onePortal>;

type JobDeps = SyncDeps & Pick<Deps, 'enqueue' | 'config'> & {
  installs: Installs;
  specs: readonly ObjectSpec[];
  drain: (portal: Install, signal: AbortSignal) => Promise<void>;
};

/** True where a type is to be polled this minute; types of which webhooks tell rest for four of five while webhooks come. */
function isDue(spec: ObjectSpec, heardAt: Date | null, now: Date): boolean {
  const told = spec.livingIds !== undefined && heardAt !== null && now.getTime() - heardAt.getTime() < HEARD_MS;
  return !told || Math.floor(now.getTime() / MINUTE_MS) % 5 === 0;
}

/** What the room does in the background: announce, read, poll, repair, write. */
export function hubspotJobs(deps: JobDeps): Job[] {
  /** Runs for active portals; one that was uninstalled or paused meanwhile ends the job, not the queue's patience. */
  function forActive(work: (portal: Install, context: JobContext) => Promise<void>) {
    return async function run({ portalId }: OnePortal, context: JobContext): Promise<void> {
      const portal = await deps.installs.find(portalId);
      if (portal?.state !== 'active') return;
      try {
        await work(portal, context);
      } catch (error) {
        if (!(error instanceof HubspotTrouble) || !error.final) throw error;
        context.log.info({ portalId, reason: error.reason }, 'The portal is no longer connected; its work stops');
      }
    };
  }

  const reading = createTurns();

  async function announce({ portalId }: OnePortal): Promise<void> {
    await deps.db.withPortal(portalId, (tx) => deps.record(tx, { name: 'hubspot.portal.installed', portalId, at: deps.now(), payload: { portalId } }));
  }

  function readAll(portal: Install, { log, signal }: JobContext): Promise<void> {
    const { portalId } = portal;
    return reading.take(portalId, async () => {
      await repairProperties(portal, deps);
      await importPortal(portal, deps.specs, deps, signal);
      await deps.db.withPortal(portalId, (tx) => deps.record(tx, { name: 'hubspot.import.finished', portalId, at: deps.now(), payload: { portalId } }));
      log.info({ portalId }, 'The account was read');
    });
  }

  async function readChanges(portal: Install, { signal }: JobContext): Promise<void> {
    // The next minute brings the next try.
    if (reading.busy(portal.portalId)) return;
    await reading.take(portal.portalId, async () => {
      const now = deps.now();
      const heardAt = await deps.db.withPortal(portal.portalId, lastHeard);
      await pollPortal(portal, deps.specs.filter((spec) => isDue(spec, heardAt, now)), deps, signal);
    });
  }

  /** One job for each active portal, so that a slow one holds up no other. */
  function forEach(names: readonly string[]) {
    return async function run(): Promise<void> {
      const portals = await deps.installs.active();
      const payloads = portals.map(({ portalId }) => ({ portalId }));
      await deps.db.withSystem('start portal jobs', async (tx) => {
        for (const name of names) await deps.enqueue(tx, name, payloads);
      });
    };
  }

  const portalJob = { payload: onePortal, concurrency: 4 };
  return [
    { name: ANNOUNCE_JOB, payload: onePortal, retryLimit: 20, run: announce },
    { ...portalJob, name: 'hubspot.import', on: 'hubspot.portal.installed', retryLimit: IMPORT_TRIES, expireInSeconds: 3_600, run: forActive(readAll) },
    { name: 'hubspot.start-polls', everyMs: MINUTE_MS, payload: none, retryLimit: 0, run: forEach([POLL_JOB, WRITE_JOB]) },
    { name: 'hubspot.purge', everyMs: DAY_MS, payload: none, run: () => keepRetention(deps) },
    { name: 'hubspot.start-repairs', everyMs: DAY_MS, payload: none, run: forEach([REPAIR_JOB]) },
    { ...portalJob, name: POLL_JOB, retryLimit: 0, run: forActive(readChanges) },
    { ...portalJob, name: REPAIR_JOB, retryLimit: 3, run: forActive((portal) => repairProperties(portal, deps)) },
    { ...portalJob, name: WRITE_JOB, retryLimit: 10, run: forActive((portal, { signal }) => deps.drain(portal, signal)) },
  ];
}
