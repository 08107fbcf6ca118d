import { type Kysely, sql } from 'kysely';
import { type Migrations, tenantTable } from '../platform/migrate.ts';

export const migrations: Migrations = {
  '2026-11-21-03-surveys-intake': createIntake,
  '2026-11-21-04-surveys-answers': createAnswers,
  '2026-11-22-01-surveys-skipped': createSkipped,
  '2026-11-30-02-surveys-flow': learnRhythm,
  '2026-11-30-05-surveys-decisions': keepDecisions,
};

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a migration speaks of tables as they were then
async function createIntake(db: Kysely<any>): Promise<void> {
  await sql`
    create table sources (
      portal_id bigint not null,
      source_id text not null,
      provider text not null,
      name text not null,
      settings jsonb not null default '{}',
      secret_hash text,
      signing_secret_sealed text,
      paused boolean not null default false,
      trusted_ids boolean not null default false,
      created_at timestamptz not null,
      last_received_at timestamptz,
      last_error jsonb,
      primary key (portal_id, source_id)
    )`.execute(db);
  await sql`
    create table deliveries (
      portal_id bigint not null,
      delivery_id uuid not null,
      source_id text not null,
      received_at timestamptz not null,
      content_type text not null,
      body_sealed text not null,
      state text not null check (state in ('received', 'parsed', 'failed')),
      reason jsonb,
      report jsonb,
      attempts integer not null default 0,
      expires_at timestamptz not null,
      primary key (portal_id, delivery_id)
    )`.execute(db);
  await sql`create index deliveries_expiry on deliveries (portal_id, expires_at)`.execute(db);
  await sql`create index deliveries_open on deliveries (portal_id, source_id, received_at) where state <> 'parsed'`.execute(db);
  for (const table of ['sources', 'deliveries']) await tenantTable(db, table);
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
async function createAnswers(db: Kysely<any>): Promise<void> {
  // Keys compare bytewise ("C"): nobody reads them in order, and the last answer of each person is found twice as fast.
  await sql`
    create table answers (
      portal_id bigint not null,
      answer_id uuid not null default gen_random_uuid(),
      source_id text collate "C" not null,
      external_id text collate "C" not null,
      survey_id text,
      survey_name text,
      type text collate "C" not null,
      kind text collate "C" not null check (kind in ('relational', 'transactional')),
      touchpoint text,
      channel text,
      score integer not null,
      scale_min integer not null,
      scale_max integer not null,
      class text collate "C" not null check (class in ('promoter', 'passive', 'detractor')),
      value real not null check (value between 0 and 1),
      comment text,
      respondent_key text collate "C",
      respondent_email text,
      respondent_name text,
      respondent_role text,
      contact_id bigint,
      company_id bigint,
      match_state text not null check (match_state in ('matched', 'review', 'unmatched')),
      match_how text,
      match_candidates bigint[],
      hints jsonb not null,
      answered_at timestamptz not null,
      provider_updated_at timestamptz not null,
      received_at timestamptz not null,
      primary key (portal_id, answer_id),
      unique (portal_id, source_id, external_id)
    )`.execute(db);
  await sql`create index answers_company on answers (portal_id, company_id, answered_at desc)`.execute(db);
  await sql`create index answers_open on answers (portal_id, answered_at desc, answer_id) where match_state <> 'matched'`.execute(db);
  await sql`
    create table invitations (
      portal_id bigint not null,
      source_id text collate "C" not null,
      external_id text collate "C" not null,
      type text collate "C" not null,
      kind text collate "C" not null,
      company_id bigint,
      respondent_key text collate "C",
      hints jsonb not null,
      sent_at timestamptz not null,
      primary key (portal_id, source_id, external_id)
    )`.execute(db);
  await sql`create index invitations_company on invitations (portal_id, company_id, sent_at)`.execute(db);
  for (const table of ['answers', 'invitations']) await tenantTable(db, table);
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
async function createSkipped(db: Kysely<any>): Promise<void> {
  await sql`
    create table skipped_records (
      portal_id bigint not null,
      source_id text collate "C" not null,
      external_id text collate "C" not null,
      code text not null,
      primary key (portal_id, source_id, external_id)
    )`.execute(db);
  await tenantTable(db, 'skipped_records');
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
async function learnRhythm(db: Kysely<any>): Promise<void> {
  await sql`
    alter table sources add column paused_at timestamptz, add column usual_gap_ms float8 not null default 0, add column gaps int not null default 0`.execute(db);
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
async function keepDecisions(db: Kysely<any>): Promise<void> {
  await sql`alter table answers drop constraint answers_match_state_check`.execute(db);
  await sql`
    alter table answers
      add constraint answers_match_state_check check (match_state in ('matched', 'review', 'unmatched', 'dismissed')),
      add column decided_by bigint,
      add column decided_at timestamptz,
      add column dismissed_for text`.execute(db);
  await sql`create index answers_decided on answers (portal_id, decided_at desc, answer_id desc) where decided_at is not null`.execute(db);
}
