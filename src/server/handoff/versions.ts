/** Who wrote a text last, and how often it has changed; absent in what was kept before versions were counted. */
export interface Versioned {
  version?: number;
  /** HubSpot's user; null: Baton, from the CRM. */
  by?: number | null;
  /** ISO 8601. */
  at?: string;
}

/** The number of changes so far. */
export function versionOf(kept: Versioned | undefined): number {
  return kept?.version ?? 0;
}

/**
 * What somebody writes over what is kept. It does not take its place where another one changed it since the version that the
 * writer saw (`base`): then both texts are there, and the writer decides. Written twice, it is written once.
 */
export function write<V extends object>(
  kept: (V & Versioned) | undefined,
  value: V,
  { base, by, at }: { base: number | undefined; by: number | null; at: Date },
): { written: V & Versioned } | { clash: V & Versioned } {
  if (kept !== undefined && isSame(kept, value)) return { written: kept };
  if (kept !== undefined && base !== undefined && base !== versionOf(kept) && kept.by !== by) return { clash: kept };
  return { written: { ...value, version: versionOf(kept) + 1, by, at: at.toISOString() } };
}

function isSame<V extends object>(kept: V, value: V): boolean {
  return (Object.keys(value) as (keyof V)[]).every((name) => kept[name] === value[name]);
}
