import { sql } from 'kysely';
import { type Migrations, tenantTable } from '../platform/migrate.ts';

export const migrations: Migrations = {
  async '2026-12-01-40-causes'(db) {
    await sql`
      create table cause_lexicons (
        portal_id bigint not null primary key,
        causes jsonb,
        edition int not null,
        revision int not null,
        reading jsonb,
        read_at timestamptz,
        updated_at timestamptz not null
      )`.execute(db);
    await sql`
      create table answer_causes (
        portal_id bigint not null,
        answer_id uuid not null,
        cause_id text collate "C" not null,
        user_id bigint,
        off boolean not null default false,
        at timestamptz not null,
        primary key (portal_id, answer_id, cause_id)
      )`.execute(db);
    for (const table of ['cause_lexicons', 'answer_causes']) await tenantTable(db, table);
  },
};
