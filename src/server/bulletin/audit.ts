import type { Tx } from '../platform/db.ts';
import { addressesOf } from './subscription-store.ts';

const SUBJECT = /^bulletin:([0-9a-f-]{36})$/;

/** What the audit trail calls a subscription: no address stands in it for good. */
export function subjectOf({ id }: { id: string }): string {
  return `bulletin:${id}`;
}

/** The entries of the audit trail, those of bulletins with the reader's address for as long as it is kept. */
export async function tellReaders<E extends { subject: string }>(tx: Tx, entries: readonly E[]): Promise<E[]> {
  const ids = entries.flatMap(({ subject }) => SUBJECT.exec(subject)?.[1] ?? []);
  const addresses = await addressesOf(tx, [...new Set(ids)]);
  return entries.map((entry) => ({ ...entry, subject: addresses.get(SUBJECT.exec(entry.subject)?.[1] ?? '') ?? entry.subject }));
}
