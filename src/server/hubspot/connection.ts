import { sql } from 'kysely';
import type { Tx } from '../platform/db.ts';
import type { Scopes } from './oauth.ts';
import { type Drift, WRITTEN, writtenTypes } from './property-schema.ts';

/** How a portal is connected, for those who look after it: no tokens. */
export interface Connection {
  state: 'active' | 'paused' | 'uninstalled';
  pauseReason: string | null;
  hubDomain: string | null;
  installedAt: Date;
  installedBy: number | null;
  timeZone: string;
  currency: string;
  scopes: { scope: string; required: boolean; granted: boolean }[];
  properties: { names: string[]; drift: Drift[] };
  objects: { type: string; phase: 'importing' | 'polling' | 'skipped'; done: number; total: number | null; problem: string | null; updatedAt: Date }[];
  writes: { waiting: number; failed: number };
}

/** Tries after which a write counts as refused. */
const MANY_TRIES = 3;

/** Makes the question of a portal's connection; its answer is undefined where Baton was never installed. Asked inside the portal's transaction. */
export function createConnection(scopes: Scopes): (tx: Tx) => Promise<Connection | undefined> {
  return async function connection(tx) {
    const install = await tx.selectFrom('installs').selectAll().executeTakeFirst();
    if (install === undefined) return undefined;
    const cursors = await tx.selectFrom('sync_cursors').selectAll().orderBy('object_type').execute();
    const types = writtenTypes(install.scopes);
    const { rows } = await sql<{ waiting: number; failed: number }>`
      select count(*)::int as waiting, count(*) filter (where attempts >= ${MANY_TRIES})::int as failed from property_writes
      where dirty and object_type = any(${types}::text[])`.execute(tx);
    const granted = new Set(install.scopes);
    const named = (list: readonly string[], required: boolean) => list.map((scope) => ({ scope, required, granted: granted.has(scope) }));
    return {
      state: install.state,
      pauseReason: install.pause_reason,
      hubDomain: install.hub_domain,
      installedAt: install.installed_at,
      installedBy: install.installed_by,
      timeZone: install.time_zone,
      currency: install.currency,
      scopes: [...named(scopes.required, true), ...named(scopes.optional, false)],
      properties: { names: [...new Set(types.flatMap((type) => WRITTEN[type].properties.map((property) => property.name)))], drift: (install.property_drift ?? []) as Drift[] },
      objects: cursors.map((cursor) => ({
        type: cursor.object_type,
        phase: cursor.phase,
        done: cursor.done,
        total: cursor.total,
        problem: cursor.problem,
        updatedAt: cursor.updated_at,
      })),
      writes: rows[0]!,
    };
  };
}

/** Who installed Baton last, and when; undefined where nobody did. Asked inside the portal's transaction. */
export async function installer(tx: Tx): Promise<{ installedBy: number | null; installedAt: Date } | undefined> {
  return tx.selectFrom('installs').select(['installed_by as installedBy', 'installed_at as installedAt']).executeTakeFirst();
}

/** The account's domain, as its people know it; null where HubSpot did not tell. Asked inside the portal's transaction. */
export async function accountName(tx: Tx): Promise<string | null> {
  return (await tx.selectFrom('installs').select('hub_domain').executeTakeFirst())?.hub_domain ?? null;
}
