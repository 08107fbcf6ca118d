import { sql } from 'kysely';
import type { Deps } from '../platform/deps.ts';
import { purgePortal } from '../platform/purge.ts';
import { forgetEvents } from '../platform/record.ts';
import type { Installs } from './installs.ts';
import { ANNOUNCE_JOB } from './oauth.ts';

const DAY_MS = 86_400_000;

type RetentionDeps = Pick<Deps, 'db' | 'config' | 'now' | 'log' | 'enqueue'> & { installs: Installs };

/** Deletes all that is kept of portals that were uninstalled longer ago than the retention, and old events of all others. */
export async function keepRetention(deps: RetentionDeps): Promise<void> {
  const now = deps.now();
  const before = new Date(now.getTime() - deps.config.retentionDays * DAY_MS);
  for (const portalId of await left(deps, before)) {
    await purgePortal(deps.db, portalId);
    await endLeft(deps, portalId, before);
    deps.log.info({ portalId }, 'The data of an account that left was deleted');
  }
  for (const portalId of await deps.installs.portalIds()) await deps.db.withPortal(portalId, (tx) => forgetEvents(tx, now));
}

async function left(deps: RetentionDeps, before: Date): Promise<number[]> {
  const { rows } = await deps.db.withSystem('portals that left', (tx) =>
    sql<{ portal_id: number }>`select portal_id from installs where state = 'uninstalled' and uninstalled_at <= ${before}`.execute(tx),
  );
  return rows.map((row) => row.portal_id);
}

/** Takes the installation away. One that came back during the purge is announced again, so that it is read anew. */
async function endLeft(deps: RetentionDeps, portalId: number, before: Date): Promise<void> {
  await deps.db.withSystem('purge install', async (tx) => {
    const { rows } = await sql`
      delete from installs where portal_id = ${portalId} and state = 'uninstalled' and uninstalled_at <= ${before} returning portal_id`.execute(tx);
    if (rows.length === 0) await deps.enqueue(tx, ANNOUNCE_JOB, [{ portalId }]);
    else await sql`delete from hubspot_budget where portal_id = ${portalId}`.execute(tx);
  });
  deps.installs.forget(portalId);
}
