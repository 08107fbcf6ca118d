import { sql } from 'kysely';
import { type Migrations, tenantTable } from '../platform/migrate.ts';

export const migrations: Migrations = {
  async '2026-12-01-10-alerts'(db) {
    await sql`
      create table channels (
        portal_id bigint not null,
        channel_id text not null,
        kind text not null,
        name text not null,
        settings_sealed text not null,
        redacted boolean not null,
        state text not null,
        fault text,
        fault_at timestamptz,
        created_at timestamptz not null,
        last_sent_at timestamptz,
        primary key (portal_id, channel_id)
      )`.execute(db);
    await sql`
      create table outbox (
        portal_id bigint not null,
        key text not null,
        channel_id text not null,
        recipient text,
        about jsonb not null,
        company_id bigint,
        language text not null,
        state text not null,
        not_before timestamptz not null,
        attempts int not null default 0,
        fault text,
        batch text,
        taken_at timestamptz,
        possible_duplicate boolean not null default false,
        made_at timestamptz not null,
        ended_at timestamptz,
        primary key (portal_id, key)
      )`.execute(db);
    await sql`create index outbox_open on outbox (portal_id, not_before) where state in ('waiting', 'sending')`.execute(db);
    await sql`create index outbox_reader on outbox (portal_id, channel_id, recipient, made_at desc)`.execute(db);
    for (const table of ['channels', 'outbox']) await tenantTable(db, table);
  },
};
