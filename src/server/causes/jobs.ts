import { z } from 'zod';
import { events } from '../events.ts';
import type { Job } from '../platform/queue.ts';
import { beginAt, lookForReadings, READ_JOB, readOn, tagCompanies } from './commands.ts';
import type { CauseDeps } from './questions.ts';

const LOOK_MS = 15 * 60_000;
const onePortal = z.object({ portalId: z.number().int().positive() });

/** The room's background work: what answers are about. */
export function causeJobs(deps: CauseDeps): Job[] {
  return [
    { name: 'causes.tag', on: 'surveys.answers.recorded', payload: events['surveys.answers.recorded'], run: (recorded) => tagCompanies(deps, recorded) },
    { name: 'causes.begin', on: 'hubspot.import.finished', payload: onePortal, run: ({ portalId }) => beginAt(deps, portalId) },
    { name: READ_JOB, payload: onePortal, expireInSeconds: 3_600, run: ({ portalId }, { signal }) => readOn(deps, portalId, signal) },
    { name: 'causes.look', everyMs: LOOK_MS, payload: z.object({}), run: (_asked, { signal }) => lookForReadings(deps, signal) },
  ];
}
