import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';
import { numberArray } from '../../lib/sql-array.ts';
import type { HubspotRecord } from '../answers.ts';
import type { EventKind, WebhookEvent, WebhookObject } from './event.ts';
import { goneIds, type Lifecycle } from './standing.ts';

/** No answer of HubSpot's is older than this when it is saved, its search index's included. */
const LAG_MS = 60 * 60_000;

/** An event that waits to be followed. */
export interface WaitingEvent {
  key: string;
  kind: EventKind;
  objectType: WebhookObject;
  objectIds: number[];
}

/** Keeps events that are news; returns how many were. */
export async function insertEvents(tx: Tx, portalId: number, events: readonly WebhookEvent[], now: Date): Promise<number> {
  const rows = events.map(({ key, kind, objectType, objectIds: [objectId, ...others], occurredAt }) => ({ key, kind, objectType, objectId, others, occurredAt }));
  const { rows: fresh } = await sql`
    insert into webhook_events (portal_id, event_key, kind, object_type, object_id, other_ids, occurred_at, received_at)
    select ${portalId}::bigint, key, kind, "objectType", "objectId", others, "occurredAt", ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as x (key text, kind text, "objectType" text, "objectId" bigint, others bigint[], "occurredAt" timestamptz)
    on conflict do nothing returning event_key`.execute(tx);
  return fresh.length;
}

/** The oldest events that wait. */
export async function waitingEvents(tx: Tx, limit: number): Promise<WaitingEvent[]> {
  const { rows } = await sql<WaitingEvent>`
    select event_key as key, kind, object_type as "objectType", to_jsonb(array[object_id] || other_ids) as "objectIds"
    from webhook_events where done_at is null order by received_at, event_key limit ${limit}`.execute(tx);
  return rows;
}

/** These events have had their effect, or have none: then `problem` says why. */
export async function finishEvents(tx: Tx, keys: readonly string[], now: Date): Promise<void> {
  await sql`update webhook_events set done_at = ${now} where event_key = any(${keys}::text[]) and done_at is null`.execute(tx);
}

/** Notes with the events of a record why it could not be saved. */
export async function noteEventProblem(tx: Tx, type: string, objectId: number, problem: string): Promise<void> {
  await sql`update webhook_events set problem = ${problem} where object_type = ${type} and object_id = ${objectId} and done_at is null`.execute(tx);
}

/**
 * The records without those that were deleted after they were read; see goneIds. What was deleted longer ago than any
 * answer may lag, and is shown all the same, has come back without our being told.
 */
export async function withoutDeleted(tx: Tx, type: string, records: readonly HubspotRecord[], now: Date): Promise<{ living: HubspotRecord[]; gone: string[] }> {
  if (records.length === 0) return { living: [], gone: [] };
  const ids = numberArray(records.map((record) => Number(record.id)));
  const { rows } = await sql<Lifecycle>`
    select object_id as "objectId", kind, (extract(epoch from occurred_at) * 1000)::float8 as "occurredAt" from webhook_events
    where object_type = ${type} and object_id = any(${ids}::bigint[]) and kind in ('deleted', 'restored')
      and occurred_at > ${new Date(now.getTime() - LAG_MS)}`.execute(tx);
  const gone = goneIds(records, rows);
  return { living: records.filter((record) => !gone.has(record.id)), gone: [...gone] };
}

/** When the account's latest webhook came in; null without one. */
export async function lastHeard(tx: Tx): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`select max(received_at) as at from webhook_events`.execute(tx);
  return rows[0]!.at;
}

/** Deletes events that were done before `before`. */
export async function purgeEvents(tx: Tx, before: Date): Promise<void> {
  await sql`delete from webhook_events where received_at < ${before} and done_at is not null`.execute(tx);
}

/** Removes what webhooks told of an erased person; the tombstone keeps late copies out. */
export async function forgetEventsOf(tx: Tx, _portalId: number, person: { contactIds: readonly number[] }): Promise<{ companyIds: []; traces: [] }> {
  const ids = numberArray(person.contactIds);
  await sql`
    delete from webhook_events where object_type = 'contacts' and (object_id = any(${ids}::bigint[]) or other_ids && ${ids}::bigint[])`.execute(tx);
  return { companyIds: [], traces: [] };
}
