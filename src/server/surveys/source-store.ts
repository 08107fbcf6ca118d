import { sql } from 'kysely';
import { textArray } from '../lib/sql-array.ts';
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
  /** When it was paused last; null where nobody noted it. */
  pausedAt: Date | null;
  /** The longest pause between deliveries of late, and how many pauses it was learnt from. */
  usualGapMs: number;
  gaps: number;
}

const COLUMNS = [
  'source_id as sourceId', 'provider', 'name', 'settings', 'secret_hash as secretHash', 'signing_secret_sealed as signingSecretSealed',
  'paused', 'trusted_ids as trustedIds', 'created_at as createdAt', 'last_received_at as lastReceivedAt', 'last_error as lastError',
  'paused_at as pausedAt', 'usual_gap_ms as usualGapMs', 'gaps',
] as const;

/** A source by its id; undefined where the portal has none of that id. */
export function findSource(tx: Tx, sourceId: string): Promise<Source | undefined> {
  return tx.selectFrom('sources').select(COLUMNS).where('source_id', '=', sourceId).executeTakeFirst();
}

/** Those of the sources that the portal has. */
export function findSources(tx: Tx, sourceIds: readonly string[]): Promise<Source[]> {
  return tx.selectFrom('sources').select(COLUMNS).where('source_id', '=', sql<string>`any(${textArray(sourceIds)}::text[])`).execute();
}

/** All sources of the portal, by id. */
export function listSources(tx: Tx): Promise<Source[]> {
  return tx.selectFrom('sources').select(COLUMNS).orderBy('source_id').execute();
}

/** Adds a source; false when the portal has one of that id. */
export async function insertSource(tx: Tx, portalId: number, source: Omit<Source, 'lastReceivedAt' | 'lastError' | 'pausedAt' | 'usualGapMs' | 'gaps'>): Promise<boolean> {
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
export async function setPaused(tx: Tx, sourceId: string, paused: boolean, now: Date): Promise<boolean> {
  const changed = await tx.updateTable('sources').set({ paused, paused_at: paused ? now : null }).where('source_id', '=', sourceId).returning('source_id').executeTakeFirst();
  return changed !== undefined;
}

/** Replaces the settings of a source. */
export async function setSettings(tx: Tx, sourceId: string, settings: unknown): Promise<void> {
  await tx.updateTable('sources').set({ settings: JSON.stringify(settings) }).where('source_id', '=', sourceId).execute();
}

/** Deliveries closer to each other belong together: they tell nothing of the source's rhythm. */
const GAP_MS = 12 * 3_600_000;
/** Each new pause forgets a tenth of the longest one, so that one long holiday does not count for ever. */
const REMEMBERED = 0.9;
/** How exactly it is known when a source last delivered. */
const NOTED_MS = 10_000;

/** What an arrival changes of its source: when it last delivered, and what is known of its rhythm. */
function arrived(at: Date) {
  const gap = sql`(date_part('epoch', ${at}::timestamptz - last_received_at) * 1000)`;
  const isGap = sql`coalesce(${gap} >= ${GAP_MS}::float8, false)`;
  return sql`
    last_received_at = greatest(last_received_at, ${at}::timestamptz),
    usual_gap_ms = case when ${isGap} then greatest(${gap}, usual_gap_ms * ${REMEMBERED}::float8) else usual_gap_ms end,
    gaps = gaps + case when ${isGap} then 1 else 0 end`;
}

/** Notes, to 10 s, when a source last delivered. In a stream each delivery would wait for the one before it to commit if all wrote the source's row. */
export async function noteArrival(tx: Tx, source: Pick<Source, 'sourceId' | 'lastReceivedAt'>, at: Date): Promise<void> {
  if (source.lastReceivedAt !== null && at.getTime() - source.lastReceivedAt.getTime() < NOTED_MS) return;
  await sql`update sources set ${arrived(at)} where source_id = ${source.sourceId}`.execute(tx);
}

/** Notes when a source last delivered and what was wrong with it; null clears the fault. */
export async function noteDelivery(tx: Tx, sourceId: string, at: Date, fault: Saying | null): Promise<void> {
  await sql`update sources set ${arrived(at)}, last_error = ${fault && JSON.stringify(fault)}::jsonb where source_id = ${sourceId}`.execute(tx);
}

/** Which of these sources brought an answer of the company. */
export async function sourcesOf(tx: Tx, companyId: number, sourceIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from unnest(${textArray(sourceIds)}::text[]) as given(id)
    where exists (select from answers where company_id = ${companyId} and source_id = id)`.execute(tx);
  return new Set(rows.map((row) => row.id));
}
