import { z } from 'zod';
import { events } from '../events.ts';
import type { Job } from '../platform/queue.ts';
import { type HealthDeps, recomputeCompanies, recomputeFed, reconstructPortal, refreshPortal, startNightly } from './commands.ts';

const HOUR_MS = 3_600_000;
const portal = z.object({ portalId: z.number().int().positive() });

/** Health's background work. */
export function healthJobs(deps: HealthDeps): Job[] {
  return [
    {
      name: 'health.recompute',
      on: 'accounts.companies.touched',
      payload: events['accounts.companies.touched'],
      run: ({ portalId, companyIds }) => recomputeCompanies(deps, portalId, companyIds, { keepNps: true }),
    },
    {
      name: 'health.recompute-answered',
      on: 'surveys.answers.recorded',
      payload: events['surveys.answers.recorded'],
      run: ({ portalId, companyIds }) => recomputeCompanies(deps, portalId, companyIds),
    },
    {
      name: 'health.recompute-used',
      on: 'usage.days.recorded',
      payload: events['usage.days.recorded'],
      run: ({ portalId, companyIds }) => recomputeFed(deps, portalId, companyIds),
    },
    {
      name: 'health.recompute-journeys',
      on: 'handoff.journey.changed',
      payload: events['handoff.journey.changed'],
      run: ({ portalId, companyIds }) => recomputeFed(deps, portalId, companyIds),
    },
    {
      name: 'health.reconstruct',
      on: 'hubspot.import.finished',
      payload: portal,
      expireInSeconds: 3_600,
      run: ({ portalId }, { signal }) => reconstructPortal(deps, portalId, signal),
    },
    {
      name: 'health.nightly',
      everyMs: HOUR_MS,
      payload: z.object({}),
      run: () => startNightly(deps),
    },
    {
      name: 'health.refresh',
      payload: portal,
      expireInSeconds: 3_600,
      run: ({ portalId }, { signal }) => refreshPortal(deps, portalId, signal),
    },
  ];
}
