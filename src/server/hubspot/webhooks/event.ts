import { createHash } from 'node:crypto';
import { z } from 'zod';

/** The CRM objects that webhooks tell of; feedback submissions have none, their changes are polled. */
export type WebhookObject = 'companies' | 'contacts' | 'deals' | 'tickets';

/** Singular names and type ids as HubSpot writes them. */
const OBJECTS: Readonly<Record<string, WebhookObject>> = {
  company: 'companies', '0-2': 'companies', contact: 'contacts', '0-1': 'contacts', deal: 'deals', '0-3': 'deals', ticket: 'tickets', '0-5': 'tickets',
};

/**
 * What an event asks for. `look`: the record, and those merged with it, are read again, because a payload holds only what
 * changed and may come in any order. `deleted`, `restored`: the same, and its time is remembered. `erase`: the person
 * asked to be forgotten.
 */
export type EventKind = 'look' | 'deleted' | 'restored' | 'erase';

/** One webhook event in Baton's terms: ids and a time, none of the values. */
export interface WebhookEvent {
  portalId: number;
  /** The same for each delivery of the same event: `eventId` alone is not unique, and `attemptNumber` differs. */
  key: string;
  kind: EventKind;
  objectType: WebhookObject;
  /** The record, then those merged with it. */
  objectIds: number[];
  occurredAt: Date;
}

/** Why an event asks for nothing: `echo` of our own write, or `unused`: of no kind that Baton reads. */
export type Idle = 'echo' | 'unused';

const id = z.union([z.number().int().positive().max(999_999_999_999_999), z.string().regex(/^[1-9]\d{0,14}$/).transform(Number)]);
const scalar = z.union([z.string(), z.number()]).transform(String).optional();
/** Later than any year a clock may show by mistake, and still a date. */
const LATEST_MS = 253_402_300_799_999;

/** An event as HubSpot posts it; fields it does not need are left out. `eventType` is how some of HubSpot's tables name the type. */
const RawEvent = z.object({
  eventId: scalar,
  subscriptionId: scalar,
  portalId: id,
  occurredAt: z.number().int().min(0).max(LATEST_MS),
  subscriptionType: z.string().optional(),
  eventType: z.string().optional(),
  objectId: id.optional(),
  objectTypeId: z.string().optional(),
  propertyName: z.string().optional(),
  changeSource: z.string().optional(),
  sourceId: scalar,
  primaryObjectId: id.optional(),
  mergedObjectIds: z.array(id).max(1_000).optional(),
  newObjectId: id.optional(),
  associationType: z.string().optional(),
  associationRemoved: z.boolean().optional(),
  isPrimaryAssociation: z.boolean().optional(),
  fromObjectId: id.optional(),
  toObjectId: id.optional(),
  fromObjectTypeId: z.string().optional(),
  toObjectTypeId: z.string().optional(),
});
type RawEvent = z.infer<typeof RawEvent>;

/** What a delivery holds. */
export interface Batch {
  events: WebhookEvent[];
  echoes: number;
  unused: number;
  /** Events that are none: their neighbours count all the same. */
  unreadable: number;
}

/** Reads a delivery: a list of up to 100 events, of any accounts. @param appId ours, for the echo of our own writes. */
export function readBatch(body: Buffer, appId: number): Batch {
  const batch: Batch = { events: [], echoes: 0, unused: 0, unreadable: 0 };
  for (const raw of listOf(body)) {
    const parsed = RawEvent.safeParse(raw);
    const event = parsed.success ? readEvent(parsed.data, appId) : 'unreadable';
    if (event === 'unreadable') batch.unreadable += 1;
    else if (event === 'echo') batch.echoes += 1;
    else if (event === 'unused') batch.unused += 1;
    else batch.events.push(event);
  }
  return batch;
}

function listOf(body: Buffer): unknown[] {
  try {
    const list = JSON.parse(body.toString('utf8')) as unknown;
    return Array.isArray(list) ? list : [list];
  } catch {
    return [undefined];
  }
}

function readEvent(raw: RawEvent, appId: number): WebhookEvent | Idle | 'unreadable' {
  const [subject = '', change = ''] = (raw.subscriptionType ?? raw.eventType ?? '').split('.');
  if (change === '') return 'unreadable';
  if (change === 'associationChange') return associationEvent(raw);
  const objectType = OBJECTS[subject === 'object' ? (raw.objectTypeId ?? '') : subject];
  if (objectType === undefined) return 'unused';
  if (change === 'propertyChange' && raw.changeSource === 'INTEGRATION' && raw.sourceId === String(appId)) return 'echo';
  const kind = KINDS[change];
  if (kind === undefined || (kind === 'erase' && objectType !== 'contacts')) return 'unused';
  const ids = [raw.newObjectId, raw.objectId, raw.primaryObjectId, ...(raw.mergedObjectIds ?? [])].flatMap((one) => one ?? []);
  return ids.length === 0 ? 'unreadable' : eventOf(raw, kind, objectType, ids);
}

const KINDS: Readonly<Record<string, EventKind>> = {
  creation: 'look', propertyChange: 'look', merge: 'look', deletion: 'deleted', restore: 'restored', privacyDeletion: 'erase',
};

/** Of a link between a record and a company the record is read again: whose it is stands there. */
function associationEvent(raw: RawEvent): WebhookEvent | Idle | 'unreadable' {
  const [fromName = '', toName = ''] = (raw.associationType ?? '').toLowerCase().split('_to_');
  const from = OBJECTS[raw.fromObjectTypeId ?? fromName];
  const to = OBJECTS[raw.toObjectTypeId ?? toName];
  if (raw.fromObjectId === undefined || raw.toObjectId === undefined) return 'unreadable';
  if (from !== undefined && from !== 'companies' && to === 'companies') return eventOf(raw, 'look', from, [raw.fromObjectId]);
  if (to !== undefined && to !== 'companies' && from === 'companies') return eventOf(raw, 'look', to, [raw.toObjectId]);
  return 'unused';
}

function eventOf(raw: RawEvent, kind: EventKind, objectType: WebhookObject, ids: number[]): WebhookEvent {
  return { portalId: raw.portalId, key: keyOf(raw), kind, objectType, objectIds: [...new Set(ids)], occurredAt: new Date(raw.occurredAt) };
}

function keyOf(raw: RawEvent): string {
  const parts = [
    raw.subscriptionId, raw.subscriptionType ?? raw.eventType, raw.objectTypeId, raw.objectId, raw.eventId, raw.occurredAt, raw.propertyName,
    raw.fromObjectId, raw.toObjectId, raw.associationType, raw.associationRemoved, raw.isPrimaryAssociation, raw.newObjectId,
  ];
  return createHash('sha256').update(JSON.stringify(parts.map((part) => part ?? null))).digest('base64url');
}
