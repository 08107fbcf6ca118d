import { sql } from 'kysely';
import { type Migrations, tenantTable } from '../platform/migrate.ts';

export const migrations: Migrations = {
  async '2026-12-01-30-bulletin'(db) {
    await sql`
      create table bulletin_subscriptions (
        portal_id bigint not null,
        subscription_id uuid not null,
        email text not null,
        language text not null,
        schedule jsonb not null,
        scope jsonb not null,
        reason text not null,
        state text not null,
        added_by bigint not null,
        added_at timestamptz not null,
        since timestamptz not null,
        ended_at timestamptz,
        next_at timestamptz,
        last_day text,
        revision int not null,
        primary key (portal_id, subscription_id)
      )`.execute(db);
    await sql`create unique index bulletin_subscriptions_email on bulletin_subscriptions (portal_id, email)`.execute(db);
    await sql`create index bulletin_subscriptions_next on bulletin_subscriptions (portal_id, next_at) where next_at is not null`.execute(db);
    await sql`
      create table bulletin_issues (
        portal_id bigint not null,
        issue_id uuid not null,
        subscription_id uuid not null,
        slot text not null,
        test boolean not null,
        made_at timestamptz not null,
        content jsonb not null,
        letter_key text,
        primary key (portal_id, issue_id)
      )`.execute(db);
    // However many schedulers look, a subscription has one issue a period.
    await sql`create unique index bulletin_issues_slot on bulletin_issues (portal_id, subscription_id, slot)`.execute(db);
    await sql`create index bulletin_issues_made on bulletin_issues (portal_id, made_at)`.execute(db);
    for (const table of ['bulletin_subscriptions', 'bulletin_issues']) await tenantTable(db, table);
  },
};
