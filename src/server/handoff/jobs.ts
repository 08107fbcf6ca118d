import { z } from 'zod';
import { Language } from '../../../extensions/contracts/envelope.ts';
import { events } from '../events.ts';
import type { Job } from '../platform/queue.ts';
import { type HandoffDeps, PERFORM_JOB } from './commands.ts';
import { followDeals } from './sale/arrivals.ts';
import { IMPORT_JOB, importWon } from './sale/import-won.ts';
import { FOLLOW_CALENDAR_JOB } from './playbooks/playbook-commands.ts';
import { perform } from './perform.ts';
import { readSale } from './sale/read-sale.ts';
import { begunAt } from './settings-store.ts';
import { READ_JOB } from './start.ts';
import { tellStandings } from './standings/tell.ts';
import { watchAll, watchCompanies } from './alerts/watch.ts';

/** How late an alert may be at most. */
const WATCH_MS = 15 * 60_000;

const onePortal = z.object({ portalId: z.number().int().positive() });
const HOUR_MS = 3_600_000;
const one = onePortal.extend({ handoffId: z.uuid() });

/** The room's background work: deals become handoffs, what a deal says is read, steps leave their traces in HubSpot. */
export function handoffJobs(deps: HandoffDeps): Job[] {
  return [
    {
      // Deals that were won before Baton came are no handoffs by themselves.
      name: 'handoff.begin',
      on: 'hubspot.import.finished',
      payload: onePortal,
      run: ({ portalId }) => deps.db.withPortal(portalId, async (tx) => void (await begunAt(tx, portalId, deps.now()))),
    },
    {
      name: 'handoff.follow-deals',
      on: 'accounts.companies.touched',
      payload: events['accounts.companies.touched'],
      run: ({ portalId, companyIds }) => followDeals(deps, portalId, companyIds),
    },
    { name: READ_JOB, concurrency: 4, payload: one.extend({ language: Language }), run: (asked, { signal }) => readSale(deps, asked, signal) },
    { name: IMPORT_JOB, payload: onePortal.extend({ days: z.number().int().positive() }), expireInSeconds: 3_600, run: (asked, { signal }) => importWon(deps, asked, signal) },
    { name: FOLLOW_CALENDAR_JOB, payload: onePortal, run: ({ portalId }, { signal }) => tellStandings(deps, portalId, signal) },
    {
      // Those of before there were any or less was told of them, and those of an account whose zone has become another one.
      name: 'handoff.tell-standings',
      everyMs: HOUR_MS,
      payload: z.object({}),
      run: async (_asked, { signal }) => {
        for (const { portalId } of await deps.activePortals()) await tellStandings(deps, portalId, signal);
      },
    },
    { name: 'handoff.watch', everyMs: WATCH_MS, payload: z.object({}), run: (_asked, { signal }) => watchAll(deps, signal) },
    {
      name: 'handoff.watch-changed',
      on: 'handoff.journey.changed',
      payload: events['handoff.journey.changed'],
      run: ({ portalId, companyIds }) => watchCompanies(deps, portalId, companyIds),
    },
    { name: PERFORM_JOB, payload: one, run: (asked, context) => perform(deps, asked, context) },
  ];
}
