/** One value that differs, as texts; null where it was not there. */
export interface ValueChange {
  name: string;
  from: string | null;
  to: string | null;
}

/** What differs between two states, value by value; nested values by their path. */
export function changesOf(before: unknown, after: unknown): ValueChange[] {
  const from = flat(before);
  const to = flat(after);
  return [...new Set([...from.keys(), ...to.keys()])]
    .map((name) => ({ name, from: from.get(name) ?? null, to: to.get(name) ?? null }))
    .filter((change) => change.from !== change.to);
}

function flat(value: unknown, path = '', found = new Map<string, string>()): Map<string, string> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [name, one] of Object.entries(value)) flat(one, path === '' ? name : `${path}.${name}`, found);
  } else if (value !== null && value !== undefined) {
    found.set(path, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return found;
}
