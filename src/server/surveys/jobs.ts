import { z } from 'zod';
import { events } from '../events.ts';
import type { Db } from '../platform/db.ts';
import { isDataFault } from '../platform/errors.ts';
import type { Job } from '../platform/queue.ts';
import { followMerges, rematchAnswers, type RematchCursor, rematchInvitations } from './commands.ts';
import { giveUpDelivery, type IntakeDeps, PARSE, workDelivery } from './deliveries.ts';
import { purgeDeliveries } from './delivery-store.ts';

const DAY_MS = 86_400_000;
const portal = events['hubspot.import.finished'];
const delivery = z.object({ portalId: z.number().int().positive(), deliveryId: z.uuid() });
const companies = events['accounts.companies.touched'];

export interface JobDeps extends IntakeDeps {
  db: Db;
  now: () => Date;
}

/** What surveys does in the background; each may run twice. */
export function surveyJobs(deps: JobDeps): Job[] {
  const { db, questions } = deps;
  const matching = { findCompanies: questions.findCompanies, record: deps.record };

  async function rematchAll(portalId: number, signal: AbortSignal): Promise<void> {
    let after: RematchCursor | null = null;
    do {
      const from: RematchCursor | null = after;
      after = await db.withPortal(portalId, (tx) => rematchAnswers(tx, matching, { portalId, now: deps.now(), after: from }));
    } while (after !== null && !signal.aborted);
    await db.withPortal(portalId, (tx) => rematchInvitations(tx, matching, { portalId, now: deps.now() }));
  }

  return [
    {
      name: PARSE,
      payload: delivery,
      concurrency: 2,
      async run({ portalId, deliveryId }: z.output<typeof delivery>, { log }) {
        const { timeZone } = await questions.portal(portalId);
        const task = { portalId, deliveryId, timeZone, now: deps.now() };
        const done = await db.withPortal(portalId, (tx) => workDelivery(tx, deps, task)).catch((error: unknown) => {
          if (!isDataFault(error)) throw error;
          log.error({ err: error, portalId, deliveryId }, 'The database does not take what a delivery holds');
          return db.withPortal(portalId, (tx) => giveUpDelivery(tx, deliveryId));
        });
        if (done !== undefined) deps.metrics.deliveries.inc({ state: done.state });
        if (done?.state === 'failed') log.warn({ portalId, deliveryId }, 'A delivery could not be read; it stays with its reason and can be run again');
      },
    },
    {
      name: 'surveys.rematch',
      on: 'accounts.companies.touched',
      payload: companies,
      async run({ portalId, companyIds }: z.output<typeof companies>) {
        await db.withPortal(portalId, async (tx) => {
          await followMerges(tx, matching, { portalId, now: deps.now(), companyIds });
          await rematchAnswers(tx, matching, { portalId, now: deps.now(), after: null });
        });
      },
    },
    {
      name: 'surveys.rematch-all',
      on: 'hubspot.import.finished',
      payload: portal,
      run: ({ portalId }: z.output<typeof portal>, { signal }) => rematchAll(portalId, signal),
    },
    {
      // A change tries the newest open answers only: once a day all have their turn.
      name: 'surveys.rematch-daily',
      everyMs: DAY_MS,
      payload: z.object({}),
      async run(_payload, { signal }) {
        for (const portalId of await questions.portalIds()) await rematchAll(portalId, signal);
      },
    },
    {
      name: 'surveys.purge',
      everyMs: DAY_MS,
      payload: z.object({}),
      async run() {
        for (const portalId of await questions.portalIds()) await db.withPortal(portalId, (tx) => purgeDeliveries(tx, deps.now()));
      },
    },
  ];
}
