import { sql } from 'kysely';
import { type Migrations, tenantTable } from '../platform/migrate.ts';

export const migrations: Migrations = {
  async '2026-11-22-05-privacy'(db) {
    await sql`
      create table erased_marks (
        portal_id bigint not null,
        mark text not null,
        erased_at timestamptz not null,
        primary key (portal_id, mark)
      )`.execute(db);
    await tenantTable(db, 'erased_marks');
  },
};
