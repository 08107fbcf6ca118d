import { type RawBuilder, sql } from 'kysely';
import { numberArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';
import type { Row } from './mirror.ts';

/** A mirrored table: its key, its columns in SQL types, and the column that says which company a row concerns. */
export interface MirrorTable {
  name: string;
  key: string;
  company: string | null;
  columns: Readonly<Record<string, string>>;
}

const instants = 'timestamptz';

export const COMPANIES: MirrorTable = {
  name: 'companies',
  key: 'company_id',
  company: 'company_id',
  columns: {
    company_id: 'bigint', name: 'text', domain: 'text', extra_domains: 'text[]', cnpj: 'text', owner_id: 'bigint',
    lifecycle_stage: 'text', is_customer: 'boolean', customer_since: instants, last_contacted_at: instants,
    hs_created_at: instants, hs_updated_at: instants, archived: 'boolean',
  },
};

export const CONTACTS: MirrorTable = {
  name: 'contacts',
  key: 'contact_id',
  company: 'company_id',
  columns: {
    contact_id: 'bigint', email: 'text', first_name: 'text', last_name: 'text', job_title: 'text', company_id: 'bigint',
    hs_updated_at: instants, archived: 'boolean',
  },
};

export const OWNERS: MirrorTable = {
  name: 'owners',
  key: 'owner_id',
  company: null,
  columns: { owner_id: 'bigint', user_id: 'bigint', email: 'text', name: 'text', archived: 'boolean' },
};

export const DEALS: MirrorTable = {
  name: 'deals',
  key: 'deal_id',
  company: 'company_id',
  columns: {
    deal_id: 'bigint', company_id: 'bigint', owner_id: 'bigint', name: 'text', pipeline: 'text', stage: 'text', amount: 'numeric',
    close_date: 'date', is_closed: 'boolean', is_won: 'boolean', created_at: instants, stage_entered_at: instants,
    last_activity_at: instants, hs_updated_at: instants, archived: 'boolean',
  },
};

export const TICKETS: MirrorTable = {
  name: 'tickets',
  key: 'ticket_id',
  company: 'company_id',
  columns: {
    ticket_id: 'bigint', company_id: 'bigint', subject: 'text', priority: 'text', pipeline: 'text', stage: 'text',
    is_closed: 'boolean', created_at: instants, closed_at: instants, hs_updated_at: instants, archived: 'boolean',
  },
};

/**
 * Inserts or updates rows in one statement and answers the companies concerned, before and after, of rows that
 * really changed. A new modification time alone is no change: HubSpot sets it on our own writes, too. A row older than
 * the one kept is passed over: searches answer from an index that lags. Rows with the same key: the last one counts.
 */
export async function mirrorRows(tx: Tx, portalId: number, table: MirrorTable, rows: readonly Row[]): Promise<number[]> {
  if (rows.length === 0) return [];
  const unique = [...new Map(rows.map((row) => [row[table.key], row])).values()];
  const names = Object.keys(table.columns);
  const facts = names.filter((name) => name !== 'hs_updated_at' && name !== table.key);
  const list = (each: (name: string) => string, of = names): RawBuilder<unknown> => sql.raw(of.map(each).join(', '));
  const company = sql.raw(table.company ?? 'null::bigint');
  const key = sql.raw(table.key);
  const older = sql.raw('hs_updated_at' in table.columns ? 'excluded.hs_updated_at < kept.hs_updated_at' : 'false');
  const { rows: touched } = await sql<{ company_id: number | null }>`
    with incoming as (
      select * from jsonb_to_recordset(${JSON.stringify(unique)}::jsonb) as given (${list((name) => `${name} ${table.columns[name]}`)})
    ), before as (
      select old.${key} as id, ${table.company === null ? company : sql`old.${company}`} as company_id
      from ${sql.table(table.name)} as old join incoming on incoming.${key} = old.${key} where old.portal_id = ${portalId}
    ), changed as (
      insert into ${sql.table(table.name)} as kept (portal_id, ${list((name) => name)})
      select ${portalId}::bigint, ${list((name) => name)} from incoming
      on conflict (portal_id, ${key}) do update set ${list((name) => `${name} = excluded.${name}`)}
      where (${older}) is not true
        and (${list((name) => `kept.${name}`, facts)}) is distinct from (${list((name) => `excluded.${name}`, facts)})
      returning ${key} as id, ${company} as company_id
    )
    select company_id from changed
    union
    select before.company_id from before join changed on changed.id = before.id`.execute(tx);
  return touched.flatMap((row) => row.company_id ?? []);
}

/** Marks rows as gone in HubSpot and answers the companies concerned, of rows that were living. */
export async function archiveRows(tx: Tx, table: MirrorTable, ids: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ company_id: number | null }>`
    update ${sql.table(table.name)} set archived = true where ${sql.ref(table.key)} = any(${numberArray(ids)}::bigint[]) and not archived
    returning ${table.company === null ? sql`null::bigint` : sql.ref(table.company)} as company_id`.execute(tx);
  return [...new Set(rows.flatMap((row) => row.company_id ?? []))];
}

/** Ids of living rows above `after`, ascending. */
export async function livingIds(tx: Tx, table: MirrorTable, after: number, limit: number): Promise<number[]> {
  const key = sql.ref(table.key);
  const { rows } = await sql<{ id: number }>`
    select ${key} as id from ${sql.table(table.name)} where ${key} > ${after} and not archived order by ${key} limit ${limit}`.execute(tx);
  return rows.map((row) => row.id);
}

/** Replaces the addresses of these contacts. */
export async function replaceEmails(tx: Tx, portalId: number, contactIds: readonly number[], pairs: readonly { contactId: number; email: string }[]): Promise<void> {
  const ids = pairs.map((pair) => pair.contactId);
  const emails = pairs.map((pair) => pair.email);
  await sql`
    delete from contact_emails where contact_id = any(${contactIds}::bigint[])
      and (contact_id, email) not in (select * from unnest(${ids}::bigint[], ${emails}::text[]))`.execute(tx);
  await sql`
    insert into contact_emails (portal_id, contact_id, email)
    select ${portalId}, contact_id, email from unnest(${ids}::bigint[], ${emails}::text[]) as given (contact_id, email)
    on conflict do nothing`.execute(tx);
}

/** What belongs to a company by its id. */
const BELONGINGS = ['contacts', 'deals', 'tickets'] as const;

/**
 * Notes which companies were merged into which, and hands over what belonged to the former, because HubSpot's moving of
 * associations does not count as a change of the deal or ticket. Answers both sides of every merge that was news.
 */
export async function markMerged(tx: Tx, pairs: readonly { from: number; into: number }[]): Promise<number[]> {
  if (pairs.length === 0) return [];
  const from = pairs.map((pair) => pair.from);
  const into = pairs.map((pair) => pair.into);
  const { rows: merged } = await sql<{ source: number; target: number }>`
    update companies set merged_into = given.target, archived = true
    from unnest(${from}::bigint[], ${into}::bigint[]) as given (source, target)
    where company_id = given.source and merged_into is distinct from given.target
    returning given.source, given.target`.execute(tx);
  const sources = merged.map((one) => one.source);
  const targets = merged.map((one) => one.target);
  if (merged.length === 0) return [];
  for (const table of BELONGINGS) {
    await sql`
      update ${sql.table(table)} as mine set company_id = merged.target
      from unnest(${sources}::bigint[], ${targets}::bigint[]) as merged (source, target)
      where mine.company_id = merged.source`.execute(tx);
  }
  return [...sources, ...targets];
}
