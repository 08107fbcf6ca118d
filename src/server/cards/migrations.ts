import { sql } from 'kysely';
import { type Migrations, tenantTable } from '../platform/migrate.ts';

export const migrations: Migrations = {
  async '2026-11-21-05-cards'(db) {
    // Rewritten whole each night: room on the page keeps the updates off the index.
    await sql`
      create table card_view (
        portal_id bigint not null,
        company_id bigint not null,
        name text,
        status text not null,
        health text,
        nps text,
        as_of timestamptz not null,
        primary key (portal_id, company_id)
      ) with (fillfactor = 50)`.execute(db);
    await tenantTable(db, 'card_view');
  },
};
