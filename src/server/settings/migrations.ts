import { sql } from 'kysely';
import { APP_ROLE } from '../platform/db.ts';
import { type Migrations, tenantTable } from '../platform/migrate.ts';

export const migrations: Migrations = {
  async '2026-11-22-03-settings'(db) {
    await sql`
      create table user_roles (
        portal_id bigint not null,
        user_id bigint not null,
        role text not null check (role in ('admin', 'manager', 'rep')),
        given_at timestamptz not null,
        given_by bigint not null,
        primary key (portal_id, user_id)
      )`.execute(db);
    await sql`
      create table audit_entries (
        portal_id bigint not null,
        entry_id bigint generated always as identity,
        at timestamptz not null,
        user_id bigint not null,
        action text not null,
        subject text not null,
        before jsonb,
        after jsonb,
        request_id text not null,
        primary key (portal_id, entry_id)
      )`.execute(db);
    await sql`
      create table settings_changes (
        portal_id bigint not null,
        user_id bigint not null,
        key text collate "C" not null,
        request_hash text not null,
        answer_sealed text,
        at timestamptz not null,
        primary key (portal_id, user_id, key)
      )`.execute(db);
    for (const table of ['user_roles', 'audit_entries', 'settings_changes']) await tenantTable(db, table);
    // Append-only: nobody may change an entry, and only an account that has left may be forgotten.
    await sql.raw(`revoke update on audit_entries from ${APP_ROLE}`).execute(db);
    await sql`
      create policy audit_entries_kept on audit_entries as restrictive for delete using (
        exists (select from installs where installs.portal_id = audit_entries.portal_id and installs.state = 'uninstalled'))`.execute(db);
  },
  async '2026-11-30-06-settings-command-line'(db) {
    await sql`alter table audit_entries alter column user_id drop not null`.execute(db);
  },
};
