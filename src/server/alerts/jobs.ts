import { z } from 'zod';
import type { Job } from '../platform/queue.ts';
import { type AlertDeps, forgetOld, send, SEND_JOB, sweep } from './deliver.ts';

/** How late something that was put off is at most. */
const SWEEP_MS = 20_000;
const DAY_MS = 86_400_000;

/** The room's background work: what is posted is sent. */
export function alertJobs(deps: AlertDeps): Job[] {
  return [
    { name: SEND_JOB, concurrency: 4, expireInSeconds: 120, payload: z.object({ portalId: z.number().int().positive(), key: z.string().max(200) }), run: (letter, context) => send(deps, letter, context) },
    { name: 'alerts.sweep', everyMs: SWEEP_MS, payload: z.object({}), run: (_asked, { signal }) => sweep(deps, signal) },
    { name: 'alerts.forget', everyMs: DAY_MS, payload: z.object({}), run: () => forgetOld(deps) },
  ];
}
