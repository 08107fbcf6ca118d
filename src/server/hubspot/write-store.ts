import { sql } from 'kysely';
import type { Tx } from '../platform/db.ts';
import type { WrittenType } from './property-schema.ts';

/** What one record's properties should say: name to text as HubSpot wants it; '' empties the property. */
export interface PropertyWrite {
  id: number;
  properties: Readonly<Record<string, string>>;
}

/** A claim on a row keeps other workers off it for this long. */
const CLAIM_MS = 90_000;
/** After this many failures a row waits for its next change. */
const MOST_ATTEMPTS = 5;

/** Merges what is wanted; rows that HubSpot already shows stay clean. @returns how many rows are dirty now. */
export async function mergeWanted(tx: Tx, portalId: number, type: WrittenType, writes: readonly PropertyWrite[], now: Date): Promise<number> {
  const merged = new Map<number, PropertyWrite['properties']>();
  for (const { id, properties } of writes) merged.set(id, { ...merged.get(id), ...properties });
  const ids = [...merged.keys()];
  const wanted = [...merged.values()].map((properties) => JSON.stringify(properties));
  const { rows } = await sql<{ dirty: boolean }>`
    insert into property_writes (portal_id, object_type, object_id, wanted, dirty, queued_at)
    select ${portalId}, ${type}, object_id, wanted::jsonb, true, ${now}
    from unnest(${ids}::bigint[], ${wanted}::text[]) as incoming (object_id, wanted)
    on conflict (portal_id, object_type, object_id) do update set
      wanted = property_writes.wanted || excluded.wanted,
      dirty = not (property_writes.written @> (property_writes.wanted || excluded.wanted)),
      attempts = 0, problem = null,
      queued_at = case when property_writes.dirty then property_writes.queued_at else excluded.queued_at end
    where not (property_writes.wanted @> excluded.wanted)
    returning dirty`.execute(tx);
  return rows.filter((row) => row.dirty).length;
}

/** How much of a type waits to be sent: rows free to be claimed, and when the newest and oldest of them were queued (epoch ms). */
export async function waitingWrites(tx: Tx, type: WrittenType, now: Date): Promise<{ count: number; oldest: number; newest: number }> {
  const { rows } = await sql<{ count: number; oldest: Date | null; newest: Date | null }>`
    select count(*)::int as count, min(queued_at) as oldest, max(queued_at) as newest from property_writes
    where object_type = ${type} and dirty and attempts < ${MOST_ATTEMPTS} and (claimed_until is null or claimed_until < ${now})`.execute(tx);
  const row = rows[0];
  return { count: row?.count ?? 0, oldest: row?.oldest?.getTime() ?? 0, newest: row?.newest?.getTime() ?? 0 };
}

/**
 * Claims up to `limit` rows of a type, oldest first, with only the properties that differ from what HubSpot has. What HubSpot has of these is
 * unknown from now on until it has answered: whoever dies in between may have been heard.
 */
export async function claimWrites(tx: Tx, type: WrittenType, limit: number, now: Date): Promise<PropertyWrite[]> {
  const { rows } = await sql<{ object_id: number; changed: Record<string, string> | null }>`
    with claimed as (
      select portal_id, object_id from property_writes
      where object_type = ${type} and dirty and attempts < ${MOST_ATTEMPTS} and (claimed_until is null or claimed_until < ${now})
      order by queued_at, object_id limit ${limit} for update skip locked
    )
    update property_writes as row set claimed_until = ${new Date(now.getTime() + CLAIM_MS)},
      written = row.written - array(select key from jsonb_each(row.wanted) where row.written -> key is distinct from value)
    from claimed where row.portal_id = claimed.portal_id and row.object_type = ${type} and row.object_id = claimed.object_id
    returning row.object_id, (
      select jsonb_object_agg(key, value) from jsonb_each(row.wanted) where row.written -> key is distinct from value
    ) as changed`.execute(tx);
  return rows.map((row) => ({ id: row.object_id, properties: row.changed ?? {} }));
}

/** Notes what HubSpot took: only what was sent; a change that came meanwhile stays dirty. */
export async function markWritten(tx: Tx, type: WrittenType, writes: readonly PropertyWrite[]): Promise<void> {
  const ids = writes.map((write) => write.id);
  const sent = writes.map((write) => JSON.stringify(write.properties));
  await sql`
    update property_writes as row set written = row.written || sent.properties::jsonb,
      dirty = not ((row.written || sent.properties::jsonb) @> row.wanted), claimed_until = null, attempts = 0, problem = null
    from unnest(${ids}::bigint[], ${sent}::text[]) as sent (object_id, properties)
    where row.object_type = ${type} and row.object_id = sent.object_id`.execute(tx);
}

/** Notes what HubSpot took of rows that it did not take as they should be. */
export async function markTaken(tx: Tx, type: WrittenType, writes: readonly PropertyWrite[]): Promise<void> {
  const ids = writes.map((write) => write.id);
  const taken = writes.map((write) => JSON.stringify(write.properties));
  await sql`
    update property_writes as row set written = row.written || taken.properties::jsonb
    from unnest(${ids}::bigint[], ${taken}::text[]) as taken (object_id, properties)
    where row.object_type = ${type} and row.object_id = taken.object_id`.execute(tx);
}

/** Notes why HubSpot did not take a row; it is sent again a few times, later and later. */
export async function markFailed(tx: Tx, type: WrittenType, failures: readonly { id: number; reason: string }[], now: Date): Promise<void> {
  const ids = failures.map((failure) => failure.id);
  const reasons = failures.map((failure) => failure.reason);
  await sql`
    update property_writes as row set attempts = row.attempts + 1, problem = failed.reason,
      claimed_until = ${now}::timestamptz + make_interval(secs => 30 * 2 ^ row.attempts)
    from unnest(${ids}::bigint[], ${reasons}::text[]) as failed (object_id, reason)
    where row.object_type = ${type} and row.object_id = failed.object_id`.execute(tx);
}

/** Gives claimed rows back unchanged, because HubSpot could not be asked. */
export async function releaseWrites(tx: Tx, type: WrittenType, ids: readonly number[]): Promise<void> {
  await sql`update property_writes set claimed_until = null where object_type = ${type} and object_id = any(${ids}::bigint[])`.execute(tx);
}

/** Records that HubSpot no longer has need no writes. */
export async function dropWrites(tx: Tx, type: WrittenType, ids: readonly number[]): Promise<void> {
  await sql`delete from property_writes where object_type = ${type} and object_id = any(${ids}::bigint[])`.execute(tx);
}

/** HubSpot has lost these properties' values (someone deleted the properties): they are sent again to every record. */
export async function sendAgain(tx: Tx, type: WrittenType, names: readonly string[]): Promise<void> {
  await sql`
    update property_writes set written = written - ${names}::text[], dirty = true, attempts = 0, problem = null
    where object_type = ${type} and wanted ?| ${names}::text[]`.execute(tx);
}
