import { sql } from 'kysely';
import type { Tx } from './platform/db.ts';
import type { Deps } from './platform/deps.ts';
import { rerunDeliveries } from './surveys/deliveries.ts';
import { listSources } from './surveys/source-store.ts';

/** Starts again what waited in a portal whose rows came without their jobs: unread deliveries, and the reading of HubSpot. */
export async function wakePortal(tx: Tx, deps: Pick<Deps, 'record' | 'enqueue' | 'now'>, portalId: number): Promise<void> {
  for (const source of await listSources(tx)) {
    if (!source.paused) await rerunDeliveries(tx, deps, { portalId, sourceId: source.sourceId });
  }
  const { rows } = await sql`select from installs where portal_id = ${portalId} and state = 'active'`.execute(tx);
  if (rows.length > 0) await deps.record(tx, { name: 'hubspot.portal.installed', portalId, at: deps.now(), payload: { portalId } });
}
