const dayMs = 86_400_000;

/** Instants by days before the start day: `at(1)` is some time yesterday (UTC), never after now. */
export interface SeedCalendar {
  /** ISO 8601; `daysAgo` at least 1 and whole or broken, `hour` 0 to 23 (default 14, working hours in Brazil). */
  at(daysAgo: number, hour?: number): string;
  /** A day ahead, midnight UTC. */
  ahead(days: number): string;
}

/** A calendar whose start day is the UTC day of `now`. */
export function seedCalendar(now: Date): SeedCalendar {
  const midnight = Math.floor(now.getTime() / dayMs) * dayMs;
  return {
    at: (daysAgo, hour = 14) => new Date(midnight - Math.max(1, Math.floor(daysAgo)) * dayMs + hour * 3_600_000 + Math.floor((daysAgo * 977) % 3_600) * 1_000).toISOString(),
    ahead: (days) => new Date(midnight + days * dayMs).toISOString(),
  };
}
