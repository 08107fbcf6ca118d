import { z } from 'zod';
import { events } from '../events.ts';
import type { Db } from '../platform/db.ts';
import type { Job } from '../platform/queue.ts';
import { followMerges, REMATCH, rematchUsage, type UsageDeps, type WaitingCursor } from './commands.ts';
import { purgeUsage } from './day-store.ts';
import { KEPT_DAYS } from './event.ts';
import type { UsageQuestions } from './questions.ts';

const DAY_MS = 86_400_000;
/** A sender that repeats itself does so within days; a company's day is safe from older repeats by its clock. */
const RECEIPT_DAYS = 90;
const portal = z.object({ portalId: z.number().int().positive() });

export interface JobDeps extends UsageDeps {
  db: Db;
  now: () => Date;
  questions: UsageQuestions;
}

/** Tries everything that waits for its company. */
export async function settleUsage(deps: JobDeps, portalId: number, signal: AbortSignal): Promise<void> {
  let after: WaitingCursor | null = null;
  do {
    const from: WaitingCursor | null = after;
    after = await deps.db.withPortal(portalId, (tx) => rematchUsage(tx, deps, { portalId, now: deps.now(), after: from }));
  } while (after !== null && !signal.aborted);
}

/** What usage does in the background; each may run twice. */
export function usageJobs(deps: JobDeps): Job[] {
  const { db, questions } = deps;
  return [
    {
      name: 'usage.rematch',
      on: 'accounts.companies.touched',
      payload: events['accounts.companies.touched'],
      async run({ portalId, companyIds }: z.output<(typeof events)['accounts.companies.touched']>) {
        await db.withPortal(portalId, async (tx) => {
          await followMerges(tx, deps, { portalId, now: deps.now(), companyIds });
          await rematchUsage(tx, deps, { portalId, now: deps.now(), after: null });
        });
      },
    },
    {
      name: REMATCH,
      on: 'hubspot.import.finished',
      payload: portal,
      run: ({ portalId }: z.output<typeof portal>, { signal }) => settleUsage(deps, portalId, signal),
    },
    {
      // A change tries the first waiting references only: once a day all have their turn, and what is too old goes.
      name: 'usage.daily',
      everyMs: DAY_MS,
      payload: z.object({}),
      async run(_payload, { signal }) {
        const now = deps.now().getTime();
        for (const portalId of await questions.portalIds()) {
          await settleUsage(deps, portalId, signal);
          await db.withPortal(portalId, (tx) => purgeUsage(tx, new Date(now - KEPT_DAYS * DAY_MS), new Date(now - RECEIPT_DAYS * DAY_MS)));
        }
      },
    },
  ];
}
