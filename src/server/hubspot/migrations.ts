import { type Kysely, sql } from 'kysely';
import { type Migrations, systemTable, tenantTable } from '../platform/migrate.ts';

export const migrations: Migrations = {
  '2026-11-21-01-hubspot-installs': createInstalls,
  '2026-11-21-02-hubspot-traffic': createTraffic,
  async '2026-11-22-02-hubspot-installer'(db) {
    await sql`alter table installs add column installed_by bigint`.execute(db);
  },
  async '2026-11-30-01-hubspot-renewals'(db) {
    await sql`alter table installs add column renewing_until timestamptz`.execute(db);
  },
  async '2026-11-30-52-hubspot-written-types'(db) {
    // What was there before was of companies.
    await sql`alter table property_writes rename column company_id to object_id`.execute(db);
    await sql`
      alter table property_writes
        add column object_type text not null default 'companies',
        drop constraint property_writes_pkey,
        add primary key (portal_id, object_type, object_id)`.execute(db);
    await sql`alter table property_writes alter column object_type drop default`.execute(db);
  },
};

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a migration speaks of tables as they were then
async function createInstalls(db: Kysely<any>): Promise<void> {
  await sql`
    create table installs (
      portal_id bigint primary key,
      state text not null check (state in ('active', 'paused', 'uninstalled')),
      pause_reason text,
      hub_domain text,
      ui_domain text not null,
      time_zone text not null,
      currency text not null,
      cnpj_property text not null default 'cnpj',
      access_sealed text,
      refresh_sealed text,
      expires_at timestamptz,
      scopes text[] not null,
      property_drift jsonb,
      installed_at timestamptz not null,
      updated_at timestamptz not null,
      uninstalled_at timestamptz,
      check (state <> 'uninstalled' or (access_sealed is null and refresh_sealed is null))
    )`.execute(db);
  await systemTable(db, 'installs', { portalReadable: true });
  await sql`
    create table oauth_states (
      state_hash text primary key,
      browser_hash text not null,
      expires_at timestamptz not null
    )`.execute(db);
  await systemTable(db, 'oauth_states');
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
async function createTraffic(db: Kysely<any>): Promise<void> {
  await sql`
    create table hubspot_budget (
      portal_id bigint not null,
      lane text not null check (lane in ('general', 'search')),
      grants jsonb not null default '[]',
      blocked_until bigint,
      primary key (portal_id, lane)
    )`.execute(db);
  await systemTable(db, 'hubspot_budget');
  await sql`
    create table sync_cursors (
      portal_id bigint not null,
      object_type text not null,
      phase text not null check (phase in ('importing', 'polling', 'skipped')),
      after text,
      cursor_at timestamptz not null,
      done integer not null default 0,
      total integer,
      problem text,
      updated_at timestamptz not null,
      primary key (portal_id, object_type)
    )`.execute(db);
  await tenantTable(db, 'sync_cursors');
  await sql`
    create table property_writes (
      portal_id bigint not null,
      company_id bigint not null,
      wanted jsonb not null,
      written jsonb not null default '{}',
      dirty boolean not null,
      queued_at timestamptz not null,
      claimed_until timestamptz,
      attempts integer not null default 0,
      problem text,
      primary key (portal_id, company_id)
    )`.execute(db);
  await sql`create index property_writes_dirty on property_writes (portal_id, queued_at) where dirty`.execute(db);
  await tenantTable(db, 'property_writes');
}
