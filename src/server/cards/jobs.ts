import { z } from 'zod';
import { dayIn } from '../lib/local-day.ts';
import type { Db } from '../platform/db.ts';
import type { Job } from '../platform/queue.ts';
import { purgeOpens } from './open-store.ts';

const DAY_MS = 86_400_000;
/** How long it is known who opened cards. */
const KEPT_DAYS = 400;

/** What the cards do in the background. */
export function cardJobs(deps: { db: Db; now: () => Date; portalIds(): Promise<readonly number[]> }): Job[] {
  return [
    {
      name: 'cards.purge-opens',
      everyMs: DAY_MS,
      payload: z.object({}),
      async run() {
        const oldest = dayIn('UTC', new Date(deps.now().getTime() - KEPT_DAYS * DAY_MS));
        for (const portalId of await deps.portalIds()) await deps.db.withPortal(portalId, (tx) => purgeOpens(tx, oldest));
      },
    },
  ];
}
