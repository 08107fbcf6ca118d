import { type Kysely, sql } from 'kysely';
import { type Migrations, tenantTable } from '../platform/migrate.ts';

export const migrations: Migrations = {
  '2026-11-21-20-usage-keys': createKeys,
  '2026-11-21-21-usage-days': createDays,
};

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a migration speaks of tables as they were then
async function createKeys(db: Kysely<any>): Promise<void> {
  await sql`
    create table usage_keys (
      portal_id bigint not null,
      prefix text not null,
      source text not null,
      name text not null,
      key_hash text not null,
      created_at timestamptz not null,
      last_used_at timestamptz,
      revoked_at timestamptz,
      window_minute bigint not null default 0,
      window_spent int not null default 0,
      primary key (portal_id, prefix)
    ) with (fillfactor = 50)`.execute(db);
  await sql`create unique index usage_keys_prefix on usage_keys (prefix)`.execute(db);
  await tenantTable(db, 'usage_keys');
  // A request shows its key before anyone knows whose it is.
  const system = `coalesce(current_setting('app.system', true), '') <> ''`;
  await sql.raw(`create policy usage_keys_lookup on usage_keys using (${system}) with check (${system})`).execute(db);
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
async function createDays(db: Kysely<any>): Promise<void> {
  await sql`
    create table usage_days (
      portal_id bigint not null,
      company_id bigint not null,
      day date not null,
      logins int not null,
      active_users int,
      seats int,
      updated_at timestamptz not null,
      primary key (portal_id, company_id, day)
    )`.execute(db);
  await sql`
    create table usage_waiting (
      portal_id bigint not null,
      source text not null,
      reference_key text not null,
      day date not null,
      company_id bigint,
      cnpj text,
      domain text,
      external_id text,
      logins int not null,
      active_users int,
      seats int,
      updated_at timestamptz not null,
      primary key (portal_id, source, reference_key, day)
    )`.execute(db);
  await sql`
    create table usage_receipts (
      portal_id bigint not null,
      source text not null,
      event_id text not null,
      received_at timestamptz not null,
      primary key (portal_id, source, event_id)
    )`.execute(db);
  await sql`
    create table usage_accounts (
      portal_id bigint not null,
      source text not null,
      external_id text not null,
      company_id bigint not null,
      primary key (portal_id, source, external_id)
    )`.execute(db);
  for (const table of ['usage_days', 'usage_waiting', 'usage_receipts', 'usage_accounts']) await tenantTable(db, table);
}
