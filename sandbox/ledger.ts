/** One call that reached the sandbox's API, as the ledger keeps it. */
export interface LedgerEntry {
  seq: number;
  /** Virtual time, ISO 8601, and the same in ms. */
  at: string;
  atMs: number;
  method: string;
  /** With the query string. */
  path: string;
  /** The route's template, or null when the path is unknown. */
  template: string | null;
  portalId: number | null;
  policy: 'general' | 'search' | 'none';
  status: number;
  durationMs: number;
  /** Rules of the API that the caller broke. */
  violations: string[];
  /** The fault that was played, if any. */
  fault: string | null;
  /** Parsed bodies, only while `keepBodies` is on. */
  request?: unknown;
  response?: unknown;
}

export interface LedgerSummary {
  calls: number;
  /** Calls per `METHOD template`. */
  byTemplate: Record<string, number>;
  byStatus: Record<string, number>;
  /** Most calls in any sliding window of 10 s (search not counted, as HubSpot counts), and of 1 s for searches. */
  maxIn10s: number;
  maxSearchesIn1s: number;
  violations: { seq: number; method: string; path: string; violation: string }[];
}

export interface Ledger {
  add(entry: Omit<LedgerEntry, 'seq'>): void;
  entries(filter?: { portalId?: number; since?: number }): LedgerEntry[];
  summary(filter?: { portalId?: number; since?: number }): LedgerSummary;
  clear(): void;
  keepBodies: boolean;
}

const maxEntries = 200_000;

function mostWithin(times: number[], windowMs: number): number {
  let most = 0;
  let start = 0;
  const sorted = times.toSorted((left, right) => left - right);
  for (const [end, at] of sorted.entries()) {
    while (at - (sorted[start] ?? at) >= windowMs) start += 1;
    most = Math.max(most, end - start + 1);
  }
  return most;
}

function countBy(entries: LedgerEntry[], key: (entry: LedgerEntry) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const entry of entries) counts[key(entry)] = (counts[key(entry)] ?? 0) + 1;
  return counts;
}

/** Sums up entries (see LedgerSummary). */
export function summarise(entries: LedgerEntry[]): LedgerSummary {
  const times = (policy: string): number[] => entries.filter((entry) => entry.policy === policy).map((entry) => entry.atMs);
  return {
    calls: entries.length,
    byTemplate: countBy(entries, (entry) => `${entry.method} ${entry.template ?? entry.path}`),
    byStatus: countBy(entries, (entry) => String(entry.status)),
    maxIn10s: mostWithin(times('general'), 10_000),
    maxSearchesIn1s: mostWithin(times('search'), 1_000),
    violations: entries.flatMap(({ seq, method, path, violations }) =>
      violations.map((violation) => ({ seq, method, path, violation })),
    ),
  };
}

/** An empty ledger; the oldest calls leave it beyond 200,000. */
export function createLedger(keepBodies: boolean): Ledger {
  let entries: LedgerEntry[] = [];
  let seq = 0;
  const select = ({ portalId, since }: { portalId?: number; since?: number } = {}): LedgerEntry[] =>
    entries.filter((entry) => (portalId === undefined || entry.portalId === portalId) && (since === undefined || entry.seq > since));
  return {
    keepBodies,
    add(entry) {
      seq += 1;
      entries.push({ seq, ...entry });
      if (entries.length > maxEntries) entries = entries.slice(maxEntries / 2);
    },
    entries: select,
    summary: (filter) => summarise(select(filter)),
    clear: () => void (entries = []),
  };
}
