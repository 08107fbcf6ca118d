import { sql } from 'kysely';
import type { Tx } from '../platform/db.ts';

/** Polls run every minute; after this long without one the cards say that the data stands still. */
const STOPPED_MS = 30 * 60_000;

/** Since when (epoch ms) nothing was read from HubSpot: the portal is not connected, or polls fail; null while all flows. */
export async function stoppedFlow(tx: Tx, now: Date): Promise<{ part: 'hubspot'; since: number } | null> {
  const { rows } = await sql<{ since: Date | null }>`
    select min(since) as since from (
      select updated_at as since from installs where state <> 'active'
      union all
      select updated_at from sync_cursors where phase <> 'skipped' and updated_at < ${new Date(now.getTime() - STOPPED_MS)}
    ) as stops`.execute(tx);
  const since = rows[0]?.since;
  return since ? { part: 'hubspot', since: since.getTime() } : null;
}
