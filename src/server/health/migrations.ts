import { sql } from 'kysely';
import { type Migrations, tenantTable } from '../platform/migrate.ts';

export const migrations: Migrations = {
  async '2026-11-21-04-health'(db) {
    await sql`
      create table health_models (
        portal_id bigint not null,
        version int not null,
        signals text[] not null,
        weights real[] not null,
        adopted_at timestamptz not null,
        adopted_by text not null,
        primary key (portal_id, version)
      )`.execute(db);
    await sql`
      create table health_references (
        portal_id bigint not null,
        model_version int not null,
        day date not null,
        means real[] not null,
        known int[] not null,
        starting boolean not null,
        primary key (portal_id, model_version, day)
      )`.execute(db);
    // Rewritten whole each night: room on the page keeps the updates off the index.
    await sql`
      create table health_states (
        portal_id bigint not null,
        company_id bigint not null,
        day date not null,
        score real,
        model_version int,
        band text,
        band_since date,
        crossing_band text,
        crossing_since date,
        observed real[],
        trend_week int,
        trend_scores text,
        trend_marks text,
        nps smallint,
        nps_n int not null default 0,
        primary key (portal_id, company_id)
      ) with (fillfactor = 50)`.execute(db);
    // The day comes before the company: a night's rows lie side by side, and so does what retention removes.
    await sql`
      create table health_snapshots (
        portal_id bigint not null,
        company_id bigint not null,
        day date not null,
        model_version int not null,
        score real not null,
        band text not null,
        coverage real not null,
        reference real not null,
        points real[] not null,
        reconstructed boolean not null,
        primary key (portal_id, day, company_id, model_version)
      )`.execute(db);
    for (const table of ['health_models', 'health_references', 'health_states', 'health_snapshots']) await tenantTable(db, table);
  },
};
