import { sql } from 'kysely';
import { type Migrations, systemTable, tenantTable } from '../../platform/migrate.ts';

export const migrations: Migrations = {
  async '2026-11-22-04-hubspot-webhooks'(db) {
    await sql`
      create table hubspot_batches (
        batch_id uuid primary key,
        received_at timestamptz not null,
        body_sealed text,
        body_mac text not null unique,
        state text not null check (state in ('received', 'read', 'parked')),
        attempts integer not null default 0,
        reason text,
        expires_at timestamptz not null
      )`.execute(db);
    await sql`create index hubspot_batches_expiry on hubspot_batches (expires_at)`.execute(db);
    await systemTable(db, 'hubspot_batches');
    await sql`
      create table webhook_events (
        portal_id bigint not null,
        event_key text not null,
        kind text not null check (kind in ('look', 'deleted', 'restored', 'erase')),
        object_type text not null,
        object_id bigint not null,
        other_ids bigint[] not null default '{}',
        occurred_at timestamptz not null,
        received_at timestamptz not null,
        done_at timestamptz,
        problem text,
        primary key (portal_id, event_key)
      )`.execute(db);
    await sql`create index webhook_events_waiting on webhook_events (portal_id, received_at) where done_at is null`.execute(db);
    await sql`create index webhook_events_lifecycle on webhook_events (portal_id, object_type, object_id) where kind in ('deleted', 'restored')`.execute(db);
    await sql`create index webhook_events_received on webhook_events (portal_id, received_at)`.execute(db);
    await tenantTable(db, 'webhook_events');
  },
};
