import type { Logger } from './log.ts';

export interface Clock {
  now(): Date;
  stop(): void;
}

/** The machine's clock. */
export function systemClock(): Clock {
  return { now: () => new Date(), stop: () => undefined };
}

const FOLLOW_MS = 500;

/**
 * The sandbox's clock (sandbox mode only): real time plus the offset that the sandbox's control sets,
 * asked for twice a second, so that "move the clock" reaches every rule of Baton.
 */
export async function followClock(sandboxUrl: string, request: typeof fetch, log: Logger): Promise<Clock> {
  let offsetMs = 0;
  let reachable = true;

  async function refresh(): Promise<void> {
    try {
      const answer = await request(`${sandboxUrl}/_sandbox/clock`, { signal: AbortSignal.timeout(2_000) });
      const { offsetMs: next } = (await answer.json()) as { offsetMs: number };
      offsetMs = Number.isFinite(next) ? next : offsetMs;
      reachable = true;
    } catch (error) {
      if (reachable) log.warn({ err: error }, 'The sandbox does not tell its clock; the last offset stays in force');
      reachable = false;
    }
  }

  await refresh();
  const timer = setInterval(() => void refresh(), FOLLOW_MS);
  timer.unref();
  return { now: () => new Date(Date.now() + offsetMs), stop: () => clearInterval(timer) };
}
