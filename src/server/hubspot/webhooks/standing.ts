/** A deletion or restoration that HubSpot told of. */
export interface Lifecycle {
  objectId: number;
  kind: 'deleted' | 'restored';
  /** Epoch ms. */
  occurredAt: number;
}

/**
 * Ids of records that are gone although an answer still shows them: their last word is a deletion, and the answer is not
 * newer. It was asked for before the deletion, or came from an index that lags. A restoration at the same instant wins,
 * because the record was read.
 */
export function goneIds(records: readonly { id: string; updatedAt: string }[], lifecycles: readonly Lifecycle[]): Set<string> {
  const last = new Map<number, Lifecycle>();
  for (const one of lifecycles) {
    const before = last.get(one.objectId);
    const later = before === undefined || one.occurredAt > before.occurredAt || (one.occurredAt === before.occurredAt && one.kind === 'restored');
    if (later) last.set(one.objectId, one);
  }
  const gone = records.filter(({ id, updatedAt }) => {
    const word = last.get(Number(id));
    return word?.kind === 'deleted' && !(Date.parse(updatedAt) > word.occurredAt);
  });
  return new Set(gone.map((record) => record.id));
}

/** What a round of events asks HubSpot for: each record once, whatever happened to it and in whichever order we heard. */
export function recordsToLookAt<T extends string>(events: readonly { objectType: T; objectIds: readonly number[] }[]): Map<T, number[]> {
  const wanted = new Map<T, Set<number>>();
  for (const { objectType, objectIds } of events) {
    const ids = wanted.get(objectType) ?? new Set();
    for (const id of objectIds) ids.add(id);
    wanted.set(objectType, ids);
  }
  return new Map([...wanted].map(([type, ids]) => [type, [...ids].sort((a, b) => a - b)]));
}
