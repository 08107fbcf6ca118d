import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '../../sandbox/server.ts';
import type { Door } from './door.ts';

const DAY_MS = 86_400_000;
/** Baton follows the sandbox's clock twice a second. */
const FOLLOWED_MS = 60_000;
const NEAR_MS = 60_000;
const STEP_MS = 50;

/** Lets work be done on days that have been; the clock is where it was at the end. @throws when Baton does not follow the clock. */
export async function inThePast(sandbox: Sandbox, door: Door, work: (goTo: (daysAgo: number) => Promise<void>) => Promise<void>): Promise<void> {
  const begun = sandbox.clock.offsetMs();
  try {
    await work((daysAgo) => moveTo(begun - daysAgo * DAY_MS));
  } finally {
    await moveTo(begun);
  }

  async function moveTo(offsetMs: number): Promise<void> {
    const byMs = offsetMs - sandbox.clock.offsetMs();
    if (byMs === 0) return;
    sandbox.core.moveClock(byMs);
    const deadline = Date.now() + FOLLOWED_MS;
    // Baton asks for the clock, and knows it a moment later.
    for (const asked = sandbox.clock.asked(); sandbox.clock.asked() === asked && Date.now() < deadline; ) await sleep(STEP_MS);
    await sleep(STEP_MS);
    while (!(Math.abs(Date.parse(await door.clock()) - sandbox.clock.now().getTime()) < NEAR_MS)) {
      if (Date.now() > deadline) throw new Error('Baton does not follow the sandbox\'s clock. Start again with LOG_LEVEL=info to see why.');
      await sleep(STEP_MS);
    }
  }
}
