/** The virtual clock: a base clock and an offset that the control moves. */
export interface SandboxClock {
  now(): Date;
  offsetMs(): number;
  /** How often whoever follows the clock has asked for it. */
  asked(): number;
  /** Notes that it was asked for. */
  ask(): void;
  /** Moves by milliseconds, forward or back, and returns the new time. */
  move(byMs: number): Date;
}

/** A clock over `base`, starting with an offset (from the snapshot). */
export function createClock(base: () => Date, offset = 0): SandboxClock {
  let offsetMs = offset;
  let asked = 0;
  const now = (): Date => new Date(base().getTime() + offsetMs);
  return {
    now,
    offsetMs: () => offsetMs,
    asked: () => asked,
    ask: () => void (asked += 1),
    move(byMs) {
      offsetMs += byMs;
      return now();
    },
  };
}
