import { z } from 'zod';
import type { Job } from '../platform/queue.ts';
import { type BulletinDeps, forgetOld, issueDue } from './issues.ts';

/** How late a bulletin is at most. */
const LOOK_MS = 60_000;
const DAY_MS = 86_400_000;

/** The room's background work: what is due is made, what is old is deleted. */
export function bulletinJobs(deps: BulletinDeps): Job[] {
  return [
    { name: 'bulletin.issue', everyMs: LOOK_MS, payload: z.object({}), run: (_asked, context) => issueDue(deps, context) },
    { name: 'bulletin.forget', everyMs: DAY_MS, payload: z.object({}), run: () => forgetOld(deps) },
  ];
}
