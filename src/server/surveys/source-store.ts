import { sql } from 'kysely';
import type { Tx } from '../platform/db.ts';
import type { Saying } from './wording.ts';

/** A place answers come from, as its settings stand. */
export interface Source {
  sourceId: string;
  provider: string;
  name: string;
  settings: unknown;
  secretHash: string | null;
  signingSecretSealed: string | null;
  paused: boolean;
  trustedIds: boolean;
  createdAt: Date;
  lastReceivedAt: Date | null;
  lastError: Saying | null;
}

const COLUMNS = [
  'source_id as sourceId', 'provider', 'name', 'settings', 'secret_hash as secretHash', 'signing_secret_sealed as signingSecretSealed',
  'paused', 'trusted_ids as trustedIds', 'created_at as createdAt', 'last_received_at as lastReceivedAt', 'last_error as lastError',
] as const;

/** A source by its id; undefined where the portal has none of that id. */
export function findSource(tx: Tx, sourceId: string): Promise<Source | undefined> {
  return tx.selectFrom('sources').select(COLUMNS).where('source_id', '=', sourceId).executeTakeFirst();
}

/** All sources of the portal, by id. */
export function listSources(tx: Tx): Promise<Source[]> {
  return tx.selectFrom('sources').select(COLUMNS).orderBy('source_id').execute();
}

/** Adds a source; false when the portal has one of that id. */
export async function insertSource(tx: Tx, portalId: number, source: Omit<Source, 'lastReceivedAt' | 'lastError'>): Promise<boolean> {
  const added = await tx
    .insertInto('sources')
    .values({
      portal_id: portalId,
      source_id: source.sourceId,
      provider: source.provider,
      name: source.name,
      settings: JSON.stringify(source.settings),
      secret_hash: source.secretHash,
      signing_secret_sealed: source.signingSecretSealed,
      paused: source.paused,
      trusted_ids: source.trustedIds,
      created_at: source.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['portal_id', 'source_id']).doNothing())
    .returning('source_id')
    .executeTakeFirst();
  return added !== undefined;
}

/** False when there is no such source. */
export async function setPaused(tx: Tx, sourceId: string, paused: boolean): Promise<boolean> {
  const changed = await tx.updateTable('sources').set({ paused }).where('source_id', '=', sourceId).returning('source_id').executeTakeFirst();
  return changed !== undefined;
}

/** Replaces the settings of a source. */
export async function setSettings(tx: Tx, sourceId: string, settings: unknown): Promise<void> {
  await tx.updateTable('sources').set({ settings: JSON.stringify(settings) }).where('source_id', '=', sourceId).execute();
}

/** Notes when a source last delivered and what was wrong with it; null clears the fault. */
export async function noteDelivery(tx: Tx, sourceId: string, at: Date, fault: Saying | null): Promise<void> {
  await sql`
    update sources set last_received_at = greatest(last_received_at, ${at}::timestamptz), last_error = ${fault && JSON.stringify(fault)}::jsonb where source_id = ${sourceId}
  `.execute(tx);
}
