import { sql } from 'kysely';
import type { Tx } from '../platform/db.ts';
import type { Window } from './key.ts';

export interface StoredKey {
  portalId: number;
  source: string;
  keyHash: string;
  revoked: boolean;
  window: Window;
}

/** A key without its secret, as administrators see it. */
export interface ShownKey {
  prefix: string;
  source: string;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

/** The key of a prefix, kept from change until the transaction ends, so that all processes spend of it one after the other. */
export async function lockKey(tx: Tx, prefix: string): Promise<StoredKey | undefined> {
  const { rows } = await sql<Omit<StoredKey, 'window'> & Window>`
    select portal_id as "portalId", source, key_hash as "keyHash", revoked_at is not null as revoked, window_minute as minute, window_spent as spent
    from usage_keys where prefix = ${prefix} for update`.execute(tx);
  return rows[0] && { ...rows[0], window: { minute: rows[0].minute, spent: rows[0].spent } };
}

/** Keeps what a key has spent, and when it was last used. */
export async function saveSpending(tx: Tx, prefix: string, window: Window, now: Date): Promise<void> {
  await sql`
    update usage_keys set window_minute = ${window.minute}, window_spent = ${window.spent}, last_used_at = ${now}::timestamptz
    where prefix = ${prefix}`.execute(tx);
}

/** Adds a key of the portal. */
export async function insertKey(tx: Tx, portalId: number, key: { prefix: string; hash: string; source: string; name: string }, now: Date): Promise<void> {
  await sql`
    insert into usage_keys (portal_id, prefix, source, name, key_hash, created_at)
    values (${portalId}, ${key.prefix}, ${key.source}, ${key.name}, ${key.hash}, ${now}::timestamptz)`.execute(tx);
}

/** The portal's keys, revoked ones included, by age. */
export async function listKeys(tx: Tx): Promise<ShownKey[]> {
  const { rows } = await sql<ShownKey>`
    select prefix, source, name, created_at as "createdAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"
    from usage_keys order by created_at, prefix`.execute(tx);
  return rows;
}

/** Revokes a key for good, from the next request on. False: the portal has no such key, or it was revoked before. */
export async function revokeKey(tx: Tx, prefix: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    update usage_keys set revoked_at = ${now}::timestamptz where prefix = ${prefix} and revoked_at is null returning prefix`.execute(tx);
  return rows.length > 0;
}
