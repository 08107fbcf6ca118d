import { z } from 'zod';
import type { Job } from '../platform/queue.ts';
import { forgetOld, recalculate, RECALCULATE_JOB, type WorkflowDeps } from './commands.ts';

const DAY_MS = 86_400_000;
/** With a try every ten minutes it outlasts the day that a blocked workflow waits. */
const TRIES = 160;

const execution = z.object({ portalId: z.number().int().positive(), callbackId: z.string().max(200) });

/** The action's background work. */
export function workflowJobs(deps: WorkflowDeps): Job[] {
  return [
    { name: RECALCULATE_JOB, payload: execution, retryLimit: TRIES, concurrency: 4, run: (asked, context) => recalculate(deps, asked, context) },
    { name: 'workflow.forget', everyMs: DAY_MS, payload: z.object({}), run: () => forgetOld(deps) },
  ];
}
