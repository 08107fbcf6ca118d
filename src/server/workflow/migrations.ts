import { sql } from 'kysely';
import { type Migrations, tenantTable } from '../platform/migrate.ts';

export const migrations: Migrations = {
  async '2026-11-21-30-workflow-callbacks'(db) {
    // json, not jsonb: a repeated answer is the first one, letter by letter.
    await sql`
      create table workflow_callbacks (
        portal_id bigint not null,
        callback_id text not null,
        company_id bigint not null,
        state text not null,
        inline boolean not null,
        outputs json,
        refusals smallint not null default 0,
        received_at timestamptz not null,
        closed_at timestamptz,
        primary key (portal_id, callback_id)
      )`.execute(db);
    // The few that are asked for by state on each request.
    await sql`create index workflow_callbacks_open on workflow_callbacks (portal_id, state) where state in ('waiting', 'forbidden')`.execute(db);
    await sql`create index workflow_callbacks_age on workflow_callbacks (portal_id, received_at)`.execute(db);
    await tenantTable(db, 'workflow_callbacks');
  },
  async '2026-11-30-50-workflow-actions'(db) {
    // What was there before was the one action for companies that there was.
    await sql`alter table workflow_callbacks rename column company_id to record_id`.execute(db);
    await sql`
      alter table workflow_callbacks
        add column action text not null default 'recalculate-health',
        add column record_type text not null default 'company',
        add column inputs json not null default '{}',
        add column workflow_id bigint`.execute(db);
  },
};
