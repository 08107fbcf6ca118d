import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db.ts';
import { remembered } from '../platform/remembered.ts';

/** Polls run every minute; after this long without one the cards say that the data stands still. */
const STOPPED_MS = 30 * 60_000;
/** How long a process may act on what it last saw: every card asks. */
const CACHE_MS = 5_000;

export interface StoppedFlow {
  part: 'hubspot';
  /** Epoch ms. */
  since: number;
}

/**
 * Tells of a portal since when nothing was read from HubSpot: it is not connected, or polls fail; null while all flows.
 * Asked when a card is opened, not kept with its figures: the flow stops and comes back without anything being computed.
 */
export function createStoppedFlow(deps: { db: Db; now: () => Date }): (portalId: number) => Promise<StoppedFlow | null> {
  return remembered({ now: deps.now, keptMs: CACHE_MS }, (portalId, now) => deps.db.withPortal(portalId, (tx) => readStoppedFlow(tx, now)));
}

async function readStoppedFlow(tx: Tx, now: Date): Promise<StoppedFlow | null> {
  const { rows } = await sql<{ since: Date | null }>`
    select min(since) as since from (
      select updated_at as since from installs where state <> 'active'
      union all
      select updated_at from sync_cursors where phase <> 'skipped' and updated_at < ${new Date(now.getTime() - STOPPED_MS)}
    ) as stops`.execute(tx);
  const since = rows[0]?.since;
  return since ? { part: 'hubspot', since: since.getTime() } : null;
}
