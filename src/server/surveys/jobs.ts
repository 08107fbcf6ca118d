import { z } from 'zod';
import type { Db } from '../platform/db.ts';
import type { Job } from '../platform/queue.ts';
import { followMerges, rematchAnswers, type RematchCursor } from './commands.ts';
import { type IntakeDeps, workDelivery } from './deliveries.ts';
import { purgeDeliveries } from './delivery-store.ts';

const HOUR_MS = 3_600_000;
const portal = z.object({ portalId: z.number().int().positive() });
const delivery = portal.extend({ deliveryId: z.uuid() });
const companies = portal.extend({ companyIds: z.array(z.number().int().positive()) });

export interface JobDeps extends IntakeDeps {
  db: Db;
  now: () => Date;
}

/** What surveys does in the background; each may run twice. */
export function surveyJobs(deps: JobDeps): Job[] {
  const { db, questions } = deps;
  const matching = { findCompanies: questions.findCompanies, record: deps.record };
  return [
    {
      name: 'surveys.parse',
      on: 'surveys.delivery.received',
      payload: delivery,
      concurrency: 2,
      async run({ portalId, deliveryId }: z.output<typeof delivery>, { log }) {
        const { timeZone } = await questions.portal(portalId);
        const done = await db.withPortal(portalId, (tx) => workDelivery(tx, deps, { portalId, deliveryId, timeZone, now: deps.now() }));
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
      async run({ portalId }: z.output<typeof portal>, { signal }) {
        let after: RematchCursor | null = null;
        do {
          const from: RematchCursor | null = after;
          after = await db.withPortal(portalId, (tx) => rematchAnswers(tx, matching, { portalId, now: deps.now(), after: from }));
        } while (after !== null && !signal.aborted);
      },
    },
    {
      name: 'surveys.purge',
      everyMs: 24 * HOUR_MS,
      payload: z.object({}),
      async run() {
        for (const portalId of await questions.portalIds()) await db.withPortal(portalId, (tx) => purgeDeliveries(tx, deps.now()));
      },
    },
  ];
}
