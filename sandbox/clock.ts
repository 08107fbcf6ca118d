/** The virtual clock: a base clock and an offset that the control moves. */
export interface SandboxClock {
  now(): Date;
  offsetMs(): number;
  /** Moves by milliseconds, forward or back, and returns the new time. */
  move(byMs: number): Date;
}

/** A clock over `base`, starting with an offset (from the snapshot). */
export function createClock(base: () => Date, offset = 0): SandboxClock {
  let offsetMs = offset;
  const now = (): Date => new Date(base().getTime() + offsetMs);
  return {
    now,
    offsetMs: () => offsetMs,
    move(byMs) {
      offsetMs += byMs;
      return now();
    },
  };
}
