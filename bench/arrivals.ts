export interface Arrivals {
  perSecond: number;
  count: number;
}

export interface Clockwork {
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  pause(ms: number): Promise<void>;
}

/**
 * Sends at a constant rate, whether or not earlier ones are answered, and resolves with the milliseconds of each from the
 * moment it was due: a server that stalls pays for all that would have come meanwhile (no coordinated omission).
 */
export async function arrive(arrivals: Arrivals, send: (index: number) => Promise<void>, clock: Clockwork): Promise<number[]> {
  const begun = clock.now();
  const under: Promise<number>[] = [];
  for (let index = 0; index < arrivals.count; index += 1) {
    const due = begun + (index * 1_000) / arrivals.perSecond;
    // A timer may be early by a fraction of a millisecond.
    while (clock.now() < due) await clock.pause(due - clock.now());
    under.push(send(index).then(() => clock.now() - due));
  }
  return Promise.all(under);
}

/** Keeps `lanes` under way until `count` are done. */
export async function inLanes(lanes: number, count: number, send: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (next < count) await send(next++);
    }),
  );
}
