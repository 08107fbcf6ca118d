import { z } from 'zod';
import type { Job, JobContext } from '../../platform/queue.ts';
import { createTurns } from '../turns.ts';
import { distributeBatch, FOLLOW_JOB, purgeBatches, READ_JOB, type ReadDeps } from './batches.ts';
import { purgeEvents } from './event-store.ts';
import { endsWork, followEvents, type FollowDeps } from './follow.ts';
import { reconcilePortal } from './reconcile.ts';

const DAY_MS = 86_400_000;
/** Compares the account's records with HubSpot's; also to be asked for after webhooks were away. */
export const RECONCILE_JOB = 'hubspot.reconcile';
/** HubSpot's troubles outlast a few tries; the polls read what came meanwhile, too. */
const FOLLOW_TRIES = 20;

const oneBatch = z.object({ batchId: z.uuid() });
const onePortal = z.object({ portalId: z.number().int().positive() });

export type WebhookJobDeps = FollowDeps & ReadDeps;

/** What becomes of webhooks in the background: batches are read, events are followed, both end with their retention. */
export function webhookJobs(deps: WebhookJobDeps): Job[] {
  const following = createTurns();

  async function follow({ portalId }: z.infer<typeof onePortal>, { signal, log }: JobContext): Promise<void> {
    const portal = await deps.installs.find(portalId);
    // The events of a paused account wait until it is installed again.
    if (portal?.state !== 'active') return;
    await following.take(portalId, () => followEvents(portal, deps, signal)).catch((error: unknown) => {
      if (!endsWork(error)) throw error;
      log.info({ portalId }, 'The portal is no longer connected; its events wait');
    });
  }

  return [
    { name: READ_JOB, payload: oneBatch, concurrency: 2, run: ({ batchId }: z.infer<typeof oneBatch>) => distributeBatch(deps, batchId) },
    { name: FOLLOW_JOB, payload: onePortal, concurrency: 2, retryLimit: FOLLOW_TRIES, run: follow },
    { name: 'hubspot.follow-waiting-events', on: 'hubspot.import.finished', payload: onePortal, retryLimit: FOLLOW_TRIES, run: follow },
    {
      name: RECONCILE_JOB,
      payload: onePortal,
      retryLimit: 5,
      expireInSeconds: 4 * 3_600,
      async run({ portalId }: z.infer<typeof onePortal>, { signal, log }) {
        const portal = await deps.installs.find(portalId);
        if (portal?.state !== 'active') return;
        const compared = await reconcilePortal(portal, deps.specs, deps, signal).catch((error: unknown) => {
          if (!endsWork(error)) throw error;
        });
        if (compared !== undefined) log.info({ portalId, ...compared }, "The account's records were compared with HubSpot's");
      },
    },
    {
      name: 'hubspot.start-reconciling',
      everyMs: 7 * DAY_MS,
      payload: z.object({}),
      async run() {
        const portals = await deps.installs.active();
        await deps.db.withSystem('start reconciling', (tx) => deps.enqueue(tx, RECONCILE_JOB, portals.map(({ portalId }) => ({ portalId }))));
      },
    },
    {
      name: 'hubspot.purge-webhooks',
      everyMs: DAY_MS,
      payload: z.object({}),
      async run() {
        const now = deps.now();
        await deps.db.withSystem('purge webhook batches', (tx) => purgeBatches(tx, now));
        const before = new Date(now.getTime() - deps.config.retentionDays * DAY_MS);
        for (const portalId of await deps.installs.portalIds()) await deps.db.withPortal(portalId, (tx) => purgeEvents(tx, before));
      },
    },
  ];
}
