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
  async '2026-11-30-01-cards-opens'(db) {
    await sql`
      create table card_readers (
        portal_id bigint not null,
        user_id bigint not null,
        email text not null,
        last_at timestamptz not null,
        primary key (portal_id, user_id)
      ) with (fillfactor = 50)`.execute(db);
    await sql`
      create table card_opens (
        portal_id bigint not null,
        day date not null,
        user_id bigint not null,
        card text not null check (card in ('health', 'nps', 'summary')),
        opens int not null,
        primary key (portal_id, day, user_id, card)
      ) with (fillfactor = 50)`.execute(db);
    await sql`
      create table card_companies (
        portal_id bigint not null,
        user_id bigint not null,
        company_id bigint not null,
        last_day date not null,
        primary key (portal_id, user_id, company_id)
      )`.execute(db);
    for (const table of ['card_readers', 'card_opens', 'card_companies']) await tenantTable(db, table);
  },
  async '2026-11-30-41-cards-handoff-opens'(db) {
    await sql`alter table card_opens drop constraint card_opens_card_check`.execute(db);
    await sql`
      alter table card_opens add constraint card_opens_card_check check (card in ('health', 'nps', 'summary', 'handoff', 'onboarding'))`.execute(db);
  },
  async '2026-12-01-23-cards-contact-opens'(db) {
    await sql`alter table card_opens drop constraint card_opens_card_check`.execute(db);
    await sql`
      alter table card_opens add constraint card_opens_card_check check (card in ('health', 'nps', 'summary', 'handoff', 'onboarding', 'contact-cases'))`.execute(db);
  },
};
