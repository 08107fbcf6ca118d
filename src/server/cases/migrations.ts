import { sql } from 'kysely';
import { type Migrations, tenantTable } from '../platform/migrate.ts';

export const migrations: Migrations = {
  async '2026-12-01-20-cases'(db) {
    await sql`
      create table cases (
        portal_id bigint not null,
        case_id uuid not null,
        answer_id uuid not null,
        company_id bigint not null,
        contact_id bigint,
        type text not null,
        kind text not null,
        class text not null,
        segment text,
        owner_id bigint,
        state text not null,
        opened_at timestamptz not null,
        acknowledged_at timestamptz,
        answered_at timestamptz,
        closed_at timestamptz,
        close_reason text,
        pauses jsonb not null,
        policy_hours real,
        due_at timestamptz,
        look_at timestamptz,
        first_opened_at timestamptz not null,
        updated_at timestamptz not null,
        revision int not null,
        primary key (portal_id, case_id)
      )`.execute(db);
    // However often an answer comes, it has one case.
    await sql`create unique index cases_answer on cases (portal_id, answer_id)`.execute(db);
    await sql`create index cases_company on cases (portal_id, company_id, opened_at desc)`.execute(db);
    await sql`create index cases_contact on cases (portal_id, contact_id) where contact_id is not null`.execute(db);
    await sql`create index cases_open on cases (portal_id, due_at, case_id) where state <> 'closed'`.execute(db);
    await sql`create index cases_look on cases (portal_id, look_at) where look_at is not null`.execute(db);
    await tenantTable(db, 'cases');
  },
  async '2026-12-01-21-case-histories'(db) {
    await sql`
      create table case_moves (
        portal_id bigint not null,
        case_id uuid not null,
        seq int not null,
        at timestamptz not null,
        step text not null,
        user_id bigint,
        note text,
        detail jsonb,
        primary key (portal_id, case_id, seq)
      )`.execute(db);
    await sql`
      create table case_escalations (
        portal_id bigint not null,
        case_id uuid not null,
        opened_at timestamptz not null,
        percent int not null,
        at timestamptz not null,
        primary key (portal_id, case_id, opened_at, percent)
      )`.execute(db);
    await sql`
      create table case_settings (
        portal_id bigint not null primary key,
        begun_at timestamptz not null,
        settings jsonb,
        revision int not null,
        updated_at timestamptz not null
      )`.execute(db);
    for (const table of ['case_moves', 'case_escalations', 'case_settings']) await tenantTable(db, table);
  },
  async '2026-12-01-22-cases-unplaced'(db) {
    await sql`
      create table case_unplaced (
        portal_id bigint not null,
        answer_id uuid not null,
        batch uuid not null,
        told_at timestamptz not null,
        primary key (portal_id, answer_id)
      )`.execute(db);
    await sql`create index case_unplaced_batch on case_unplaced (portal_id, batch)`.execute(db);
    await tenantTable(db, 'case_unplaced');
  },
  async '2026-12-01-24-cases-segment-unread'(db) {
    await sql`alter table cases add column segment_unread boolean not null default false`.execute(db);
    await sql`create index cases_segment_unread on cases (portal_id, opened_at) where segment_unread`.execute(db);
  },
};
