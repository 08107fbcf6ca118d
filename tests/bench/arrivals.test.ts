import { describe, expect, it } from 'vitest';
import { arrive, inLanes } from '../../bench/arrivals.ts';

/** A clock that moves only when somebody waits, after what is ready has run. */
function buildClock() {
  let at = 0;
  return { now: () => at, pause: (ms: number) => new Promise<void>((resolve) => setImmediate(() => resolve(void (at += ms)))), stall: (ms: number) => (at += ms) };
}

describe('constant arrivals', () => {
  it('come one behind the other at the rate, whether or not earlier ones are answered', async () => {
    const clock = buildClock();
    const begun: number[] = [];
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const all = arrive({ perSecond: 100, count: 4 }, (index) => (begun.push(clock.now()), index === 3 && answer(), answered), clock);
    await all;
    expect(begun).toEqual([0, 10, 20, 30]);
  });

  it('are timed from the moment each was due: those that come while all stands still have waited', async () => {
    const clock = buildClock();
    const latencies = await arrive({ perSecond: 100, count: 4 }, async (index) => {
      if (index === 0) clock.stall(25);
    }, clock);
    expect(latencies).toEqual([25, 15, 5, 0]);
  });
});

describe('lanes', () => {
  it('keep so many under way, and send each once', async () => {
    const sent: number[] = [];
    let under = 0;
    let most = 0;
    await inLanes(3, 10, async (index) => {
      sent.push(index);
      most = Math.max(most, (under += 1));
      await Promise.resolve();
      under -= 1;
    });
    expect(sent.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(most).toBe(3);
  });
});
