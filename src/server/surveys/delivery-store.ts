import { sql } from 'kysely';
import { textArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';
import type { Report } from './report.ts';
import type { Saying } from './wording.ts';

/** What a hook received, its body sealed. */
export interface Delivery {
  deliveryId: string;
  sourceId: string;
  receivedAt: Date;
  contentType: string;
  bodySealed: string;
  state: 'received' | 'parsed' | 'failed';
  reason: Saying | null;
  report: Report | null;
  attempts: number;
}

const COLUMNS = [
  'delivery_id as deliveryId', 'source_id as sourceId', 'received_at as receivedAt', 'content_type as contentType',
  'body_sealed as bodySealed', 'state', 'reason', 'report', 'attempts',
] as const;

/** Keeps deliveries as received. */
export async function insertDeliveries(
  tx: Tx,
  portalId: number,
  deliveries: readonly (Pick<Delivery, 'deliveryId' | 'sourceId' | 'receivedAt' | 'contentType' | 'bodySealed'> & { expiresAt: Date })[],
): Promise<void> {
  const texts = (each: (delivery: (typeof deliveries)[number]) => string) => textArray(deliveries.map(each));
  await sql`
    insert into deliveries (portal_id, delivery_id, source_id, received_at, content_type, body_sealed, state, attempts, expires_at)
    select ${portalId}::bigint, id, source_id, received_at, content_type, body, 'received', 0, expires_at
    from unnest(
      ${texts((one) => one.deliveryId)}::uuid[], ${texts((one) => one.sourceId)}::text[], ${texts((one) => one.receivedAt.toISOString())}::timestamptz[],
      ${texts((one) => one.contentType)}::text[], ${texts((one) => one.bodySealed)}::text[], ${texts((one) => one.expiresAt.toISOString())}::timestamptz[]
    ) as given (id, source_id, received_at, content_type, body, expires_at)`.execute(tx);
}

/** Reads a delivery and keeps others from working it until the transaction ends. */
export function lockDelivery(tx: Tx, deliveryId: string): Promise<Delivery | undefined> {
  return tx.selectFrom('deliveries').select(COLUMNS).where('delivery_id', '=', deliveryId).forUpdate().executeTakeFirst();
}

/** Notes how reading a delivery ended. */
export async function finishDelivery(
  tx: Tx,
  deliveryId: string,
  end: { state: 'parsed' | 'failed'; reason: Saying | null; report: Report | null },
): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set((row) => ({
      state: end.state,
      reason: end.reason && JSON.stringify(end.reason),
      report: end.report && JSON.stringify(end.report),
      attempts: row('attempts', '+', 1),
    }))
    .where('delivery_id', '=', deliveryId)
    .execute();
}

/** Makes deliveries workable again: those named, or all unfinished ones of a source; returns their ids, oldest first. */
export async function reopenDeliveries(tx: Tx, which: { deliveryId: string } | { sourceId: string }): Promise<string[]> {
  const some =
    'deliveryId' in which
      ? sql`delivery_id = ${which.deliveryId}::uuid`
      : sql`source_id = ${which.sourceId} and state <> 'parsed'`;
  const { rows } = await sql<{ delivery_id: string }>`
    with reopened as (update deliveries set state = 'received', reason = null where ${some} returning delivery_id, received_at)
    select delivery_id from reopened order by received_at, delivery_id`.execute(tx);
  return rows.map((row) => row.delivery_id);
}

/** The newest delivery of a source that is still kept. */
export function newestDelivery(tx: Tx, sourceId: string): Promise<Delivery | undefined> {
  return tx.selectFrom('deliveries').select(COLUMNS).where('source_id', '=', sourceId).orderBy('received_at', 'desc').limit(1).executeTakeFirst();
}

/** A source's newest deliveries, those that failed or wait before those that are read. */
export function newestDeliveries(tx: Tx, sourceId: string, limit: number): Promise<Delivery[]> {
  const read = sql`state = 'parsed'`;
  return tx.selectFrom('deliveries').select(COLUMNS).where('source_id', '=', sourceId).orderBy(read).orderBy('received_at', 'desc').limit(limit).execute();
}

/** What of a source's deliveries is not read: how many wait, since when the oldest does, and how many failed. */
export interface OpenDeliveries {
  waiting: number;
  waitingSince: Date | null;
  failed: number;
}

/** The deliveries of each source that wait or have failed; sources without either are left out. */
export async function countOpenDeliveries(tx: Tx): Promise<Map<string, OpenDeliveries>> {
  const { rows } = await sql<OpenDeliveries & { source_id: string }>`
    select source_id, count(*) filter (where state = 'received')::int as waiting,
      min(received_at) filter (where state = 'received') as "waitingSince", count(*) filter (where state = 'failed')::int as failed
    from deliveries where state <> 'parsed' group by source_id`.execute(tx);
  return new Map(rows.map(({ source_id: sourceId, ...counts }) => [sourceId, counts]));
}

/** A page of the deliveries that were read or failed, by id. */
export function deliveriesAfter(tx: Tx, after: string | null, limit: number): Promise<Delivery[]> {
  const asked = tx.selectFrom('deliveries').select(COLUMNS).where('state', '<>', 'received').orderBy('delivery_id').limit(limit);
  return (after === null ? asked : asked.where('delivery_id', '>', after)).execute();
}

/** Removes these deliveries. */
export async function deleteDeliveries(tx: Tx, deliveryIds: readonly string[]): Promise<void> {
  if (deliveryIds.length > 0) await sql`delete from deliveries where delivery_id = any(${deliveryIds}::uuid[])`.execute(tx);
}

/** Removes deliveries kept long enough. */
export async function purgeDeliveries(tx: Tx, now: Date): Promise<void> {
  await tx.deleteFrom('deliveries').where('expires_at', '<=', now).execute();
}
