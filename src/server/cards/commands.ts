import { dayIn } from '../lib/local-day.ts';
import type { Db, Tx } from '../platform/db.ts';
import { addOpens } from './open-store.ts';
import type { CountedOpen } from './opens.ts';

export interface OpenDeps {
  db: Db;
  /** hubspot: the portal's zone (IANA name). Asked outside transactions. */
  timeZone(portalId: number): Promise<string>;
  /** privacy: which of these are of erased people; asked before rows are locked. */
  erased(tx: Tx, portalId: number, traces: readonly `email:${string}`[]): Promise<ReadonlySet<string>>;
}

/** Adds an account's opens to what is stored, each on its day in the account's zone; erased people are not counted any more. */
export async function saveOpens(deps: OpenDeps, portalId: number, opens: readonly CountedOpen[]): Promise<void> {
  const timeZone = await deps.timeZone(portalId);
  const traceOf = ({ email }: CountedOpen) => `email:${email.toLowerCase()}` as const;
  await deps.db.withPortal(portalId, async (tx) => {
    const erased = await deps.erased(tx, portalId, [...new Set(opens.map(traceOf))]);
    const counted = opens.filter((open) => !erased.has(traceOf(open)));
    await addOpens(tx, portalId, counted.map((open) => ({ ...open, day: dayIn(timeZone, open.at) })));
  });
}
