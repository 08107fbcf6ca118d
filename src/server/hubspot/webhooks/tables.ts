import type { EventKind, WebhookObject } from './event.ts';

/** HubSpot's deliveries as received; one may speak of several accounts. */
export interface HubspotBatchesTable {
  batch_id: string;
  received_at: Date;
  /** The sealed bytes; null once read without fault, so that nothing personal outlives its use. */
  body_sealed: string | null;
  /** Keyed hash of the bytes: the same bytes again are no news. */
  body_mac: string;
  state: 'received' | 'read' | 'parked';
  attempts: number;
  reason: string | null;
  expires_at: Date;
}

export interface WebhookEventsTable {
  portal_id: number;
  event_key: string;
  kind: EventKind;
  object_type: WebhookObject;
  object_id: number;
  /** Records merged with it. */
  other_ids: number[];
  occurred_at: Date;
  received_at: Date;
  done_at: Date | null;
  /** Why it was done without effect. */
  problem: string | null;
}

declare module '../../platform/db.ts' {
  interface Tables {
    hubspot_batches: HubspotBatchesTable;
    webhook_events: WebhookEventsTable;
  }
}
