import { z } from 'zod';
import type { Job } from '../platform/queue.ts';
import { execute, EXECUTE_JOB, forgetOld, type WorkflowDeps } from './commands.ts';

const DAY_MS = 86_400_000;
/** With a try every ten minutes it outlasts the day that a blocked workflow waits. */
const TRIES = 160;

const execution = z.object({ portalId: z.number().int().positive(), callbackId: z.string().max(200) });

/** The actions' background work. */
export function workflowJobs(deps: WorkflowDeps): Job[] {
  return [
    { name: EXECUTE_JOB, payload: execution, retryLimit: TRIES, concurrency: 4, run: (asked, context) => execute(deps, asked, context) },
    { name: 'workflow.forget', everyMs: DAY_MS, payload: z.object({}), run: () => forgetOld(deps) },
  ];
}
