import { z } from 'zod';
import { events } from '../events.ts';
import type { Job } from '../platform/queue.ts';
import type { CaseDeps } from './account.ts';
import { followAnswers, followOwners } from './commands.ts';
import { readSegments } from './segments.ts';
import { begin } from './settings-store.ts';
import { tellUnplaced } from './unplaced.ts';
import { followLeaves, watchAll } from './watch.ts';

/** How late a step of the ladder is at most. */
const WATCH_MS = 60_000;
const LEAVES_MS = 15 * 60_000;

/** The room's background work: answers become cases, whose time runs. */
export function caseJobs(deps: CaseDeps): Job[] {
  return [
    {
      // Answers of before Baton came are nobody's cases.
      name: 'cases.begin',
      on: 'hubspot.import.finished',
      payload: z.object({ portalId: z.number().int().positive() }),
      run: ({ portalId }) => deps.db.withPortal(portalId, (tx) => begin(tx, portalId, deps.now())),
    },
    { name: 'cases.follow-answers', on: 'surveys.answers.recorded', concurrency: 2, payload: events['surveys.answers.recorded'], run: (touched) => followAnswers(deps, touched) },
    {
      name: 'cases.follow-companies',
      on: 'accounts.companies.touched',
      payload: events['accounts.companies.touched'],
      async run({ portalId, companyIds }) {
        const { timeZone } = await deps.portal(portalId);
        await deps.db.withPortal(portalId, (tx) => followOwners(tx, deps, { portalId, timeZone }, companyIds));
      },
    },
    { name: 'cases.watch', everyMs: WATCH_MS, payload: z.object({}), run: (_asked, { signal }) => watchAll(deps, signal) },
    { name: 'cases.tell-unplaced', everyMs: WATCH_MS, payload: z.object({}), run: (_asked, { signal }) => tellUnplaced(deps, signal) },
    { name: 'cases.read-segments', everyMs: WATCH_MS, payload: z.object({}), run: (_asked, { signal }) => readSegments(deps, signal) },
    { name: 'cases.follow-leaves', everyMs: LEAVES_MS, payload: z.object({}), run: (_asked, { signal }) => followLeaves(deps, signal) },
  ];
}
