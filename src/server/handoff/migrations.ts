import { sql } from 'kysely';
import { type Migrations, tenantTable } from '../platform/migrate.ts';

export const migrations: Migrations = {
  async '2026-11-30-10-handoffs'(db) {
    await sql`
      create table handoffs (
        portal_id bigint not null,
        handoff_id uuid not null,
        deal_id bigint not null,
        company_id bigint not null,
        cycle int not null,
        baton jsonb not null,
        playbook jsonb not null,
        form jsonb not null,
        kick_off jsonb not null,
        expectations jsonb not null,
        open boolean not null,
        opened_at timestamptz not null,
        updated_at timestamptz not null,
        primary key (portal_id, handoff_id)
      )`.execute(db);
    // Two clicks and two webhooks make one.
    await sql`create unique index handoffs_open on handoffs (portal_id, deal_id) where open`.execute(db);
    await sql`create unique index handoffs_cycle on handoffs (portal_id, deal_id, cycle)`.execute(db);
    await sql`create index handoffs_company on handoffs (portal_id, company_id)`.execute(db);
    await sql`
      create table handoff_moves (
        portal_id bigint not null,
        handoff_id uuid not null,
        seq int not null,
        at timestamptz not null,
        step text not null,
        user_id bigint,
        reason text,
        primary key (portal_id, handoff_id, seq)
      )`.execute(db);
    await sql`
      create table handoff_effects (
        portal_id bigint not null,
        key text not null,
        handoff_id uuid not null,
        kind text not null,
        content jsonb not null,
        state text not null,
        object_id text,
        made_at timestamptz not null,
        primary key (portal_id, key)
      )`.execute(db);
    await sql`create index handoff_effects_open on handoff_effects (portal_id, handoff_id) where state <> 'done'`.execute(db);
    await sql`
      create table handoff_settings (
        portal_id bigint not null primary key,
        begun_at timestamptz not null
      )`.execute(db);
    for (const table of ['handoffs', 'handoff_moves', 'handoff_effects', 'handoff_settings']) await tenantTable(db, table);
  },
  async '2026-11-30-20-playbooks'(db) {
    await sql`
      create table playbooks (
        portal_id bigint not null,
        playbook_id text not null,
        rank int not null,
        revision int not null,
        draft jsonb,
        archived boolean not null,
        primary key (portal_id, playbook_id)
      )`.execute(db);
    await sql`
      create table playbook_versions (
        portal_id bigint not null,
        playbook_id text not null,
        version int not null,
        content jsonb not null,
        published_at timestamptz not null,
        published_by bigint not null,
        primary key (portal_id, playbook_id, version)
      )`.execute(db);
    await sql`
      create table handoff_calendar (
        portal_id bigint not null primary key,
        revision int not null,
        calendar jsonb not null
      )`.execute(db);
    for (const table of ['playbooks', 'playbook_versions', 'handoff_calendar']) await tenantTable(db, table);
    await sql`alter table handoffs add column checklist jsonb not null default '[]'`.execute(db);
  },
  async '2026-11-30-30-handoff-sales'(db) {
    await sql`
      create table handoff_sales (
        portal_id bigint not null,
        handoff_id uuid not null,
        line_items jsonb,
        notes jsonb,
        read_at timestamptz not null,
        language text not null,
        primary key (portal_id, handoff_id)
      )`.execute(db);
    await tenantTable(db, 'handoff_sales');
    await sql`alter table handoffs add column cs_proposal jsonb`.execute(db);
    // Which leg a step was about, and who its owner was and became.
    await sql`alter table handoff_moves add column detail jsonb`.execute(db);
    await sql`
      alter table handoff_settings
        add column cs_team jsonb not null default '[]', add column last_turn bigint,
        add column imported_at timestamptz, add column imported_days int`.execute(db);
  },
  async '2026-11-30-51-handoff-alerts'(db) {
    await sql`
      create table handoff_alerts (
        portal_id bigint not null,
        handoff_id uuid not null,
        rule text not null,
        occasion text not null,
        since timestamptz not null,
        raised_at timestamptz not null,
        cleared_at timestamptz,
        primary key (portal_id, handoff_id, rule, occasion)
      )`.execute(db);
    await tenantTable(db, 'handoff_alerts');
  },
  async '2026-11-30-40-handoff-standings'(db) {
    // One narrow row a handoff, written with it: lists and figures never read what people typed.
    await sql`
      create table handoff_standings (
        portal_id bigint not null,
        handoff_id uuid not null,
        deal_id bigint not null,
        company_id bigint not null,
        open boolean not null,
        state text not null,
        holder text not null,
        holder_owner bigint,
        held_since timestamptz,
        asked text,
        asked_owner bigint,
        owners bigint[] not null,
        turn_since timestamptz not null,
        due_at timestamptz,
        completeness real not null,
        returns int not null,
        promises_open int not null,
        promises_kept int not null,
        promises_broken int not null,
        accepted_at timestamptz,
        opened_on date not null,
        ended_on date,
        first_value_days int,
        told_by text not null,
        primary key (portal_id, handoff_id)
      )`.execute(db);
    await sql`create index handoff_standings_due on handoff_standings (portal_id, due_at, handoff_id) where open`.execute(db);
    await sql`create index handoff_standings_accepted on handoff_standings (portal_id, accepted_at)`.execute(db);
    await sql`create index handoff_standings_opened on handoff_standings (portal_id, opened_on)`.execute(db);
    await sql`create index handoff_moves_decisions on handoff_moves (portal_id, at) where step in ('accept', 'return')`.execute(db);
    await tenantTable(db, 'handoff_standings');
  },
  async '2026-11-30-60-handoff-starts-and-segments'(db) {
    await sql`alter table handoff_settings add column starts jsonb not null default '[]', add column starts_at timestamptz`.execute(db);
    await sql`alter table handoff_sales add column company jsonb`.execute(db);
  },
};
