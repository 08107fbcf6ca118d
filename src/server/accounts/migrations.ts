import { type Kysely, sql } from 'kysely';
import { type Migrations, tenantTable } from '../platform/migrate.ts';

export const migrations: Migrations = {
  '2026-11-21-01-accounts-people': createPeople,
  '2026-11-21-02-accounts-work': createWork,
  async '2026-11-30-01-accounts-deal-owners'(db) {
    // Known with the next reading of each deal.
    await sql`alter table deals add column owner_id bigint`.execute(db);
  },
};

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a migration speaks of tables as they were then
async function createPeople(db: Kysely<any>): Promise<void> {
  await sql`
    create table companies (
      portal_id bigint not null,
      company_id bigint not null,
      name text,
      domain text,
      extra_domains text[] not null default '{}',
      cnpj text,
      owner_id bigint,
      lifecycle_stage text,
      is_customer boolean not null,
      customer_since timestamptz,
      last_contacted_at timestamptz,
      hs_created_at timestamptz,
      hs_updated_at timestamptz,
      archived boolean not null default false,
      merged_into bigint,
      primary key (portal_id, company_id)
    )`.execute(db);
  await sql`create index companies_domain on companies (portal_id, domain)`.execute(db);
  await sql`create index companies_extra_domains on companies using gin (extra_domains)`.execute(db);
  await sql`create index companies_cnpj on companies (portal_id, cnpj) where cnpj is not null`.execute(db);
  await sql`
    create table contacts (
      portal_id bigint not null,
      contact_id bigint not null,
      email text,
      first_name text,
      last_name text,
      job_title text,
      company_id bigint,
      hs_updated_at timestamptz,
      archived boolean not null default false,
      primary key (portal_id, contact_id)
    )`.execute(db);
  await sql`create index contacts_company on contacts (portal_id, company_id)`.execute(db);
  await sql`
    create table contact_emails (
      portal_id bigint not null,
      email text not null,
      contact_id bigint not null,
      primary key (portal_id, email, contact_id)
    )`.execute(db);
  await sql`create index contact_emails_contact on contact_emails (portal_id, contact_id)`.execute(db);
  await sql`
    create table owners (
      portal_id bigint not null,
      owner_id bigint not null,
      user_id bigint,
      email text,
      name text,
      archived boolean not null default false,
      primary key (portal_id, owner_id)
    )`.execute(db);
  for (const table of ['companies', 'contacts', 'contact_emails', 'owners']) await tenantTable(db, table);
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
async function createWork(db: Kysely<any>): Promise<void> {
  await sql`
    create table deals (
      portal_id bigint not null,
      deal_id bigint not null,
      company_id bigint,
      name text,
      pipeline text,
      stage text,
      amount numeric,
      close_date date,
      is_closed boolean not null,
      is_won boolean not null,
      created_at timestamptz,
      stage_entered_at timestamptz,
      last_activity_at timestamptz,
      hs_updated_at timestamptz,
      archived boolean not null default false,
      primary key (portal_id, deal_id)
    )`.execute(db);
  await sql`create index deals_company on deals (portal_id, company_id)`.execute(db);
  await sql`
    create table tickets (
      portal_id bigint not null,
      ticket_id bigint not null,
      company_id bigint,
      subject text,
      priority text,
      pipeline text,
      stage text,
      is_closed boolean not null,
      created_at timestamptz,
      closed_at timestamptz,
      hs_updated_at timestamptz,
      archived boolean not null default false,
      primary key (portal_id, ticket_id)
    )`.execute(db);
  await sql`create index tickets_company on tickets (portal_id, company_id)`.execute(db);
  for (const table of ['deals', 'tickets']) await tenantTable(db, table);
}
