import { sql } from 'kysely';
import type { Tx } from '../platform/db.ts';

/** What a batch of survey answers wants looked up, each value once. */
export interface CompanyLookups {
  companyIds: readonly number[];
  /** 14 bare signs. */
  cnpjs: readonly string[];
  contactIds: readonly number[];
  ticketIds: readonly number[];
  /** Lower case. */
  emails: readonly string[];
  /** Registrable domains. */
  domains: readonly string[];
}

export interface ContactCandidate {
  contactId: number;
  companyId: number | null;
  jobTitle: string | null;
  name: string | null;
}

/** Living companies only; merged ones are replaced by the one they became. */
export interface CompanyCandidates {
  byCompanyId: Map<number, number>;
  byCnpj: Map<string, number[]>;
  byContactId: Map<number, ContactCandidate>;
  byTicketId: Map<number, number>;
  byEmail: Map<string, ContactCandidate[]>;
  byDomain: Map<string, number[]>;
}

interface ContactFound {
  contact_id: number;
  email: string;
  company_id: number | null;
  job_title: string | null;
  name: string | null;
}

/** A company id as found -> the living company it stands for; merges are followed up to five times. */
const LIVING = sql`
  with recursive chain (asked, company_id, merged_into, archived, depth) as (
    select company_id, company_id, merged_into, archived, 0 from companies where company_id = any(`;
const FOLLOW = sql`)
    union all
    select chain.asked, next.company_id, next.merged_into, next.archived, chain.depth + 1
    from chain join companies as next on next.company_id = chain.merged_into where chain.depth < 5
  )
  select asked, company_id from chain where merged_into is null and not archived`;

/** Answers a whole batch with one statement a rule, and one that follows merges. Rules nobody asks for cost nothing. */
export async function findCompanies(tx: Tx, ask: CompanyLookups): Promise<CompanyCandidates> {
  const cnpjs = await byCnpj(tx, ask.cnpjs);
  const domains = await byDomain(tx, ask.domains);
  const contacts = await byContactId(tx, ask.contactIds);
  const emails = await byEmail(tx, ask.emails);
  const tickets = await byTicketId(tx, ask.ticketIds);
  const found = [...ask.companyIds, ...[...cnpjs, ...domains, ...tickets].map((row) => row.company_id)];
  const living = await livingCompanies(tx, [...found, ...[...contacts, ...emails].flatMap((row) => row.company_id ?? [])]);
  const alive = <K>(rows: readonly { key: K; company_id: number }[]): [K, number][] =>
    rows.flatMap((row): [K, number][] => {
      const id = living.get(row.company_id);
      return id === undefined ? [] : [[row.key, id]];
    });
  const person = (row: ContactFound): ContactCandidate => ({
    contactId: row.contact_id,
    companyId: row.company_id === null ? null : (living.get(row.company_id) ?? null),
    jobTitle: row.job_title,
    name: row.name,
  });
  return {
    byCompanyId: new Map(alive(ask.companyIds.map((id) => ({ key: id, company_id: id })))),
    byCnpj: gather(alive(cnpjs)),
    byContactId: new Map(contacts.map((row) => [row.contact_id, person(row)])),
    byTicketId: new Map(alive(tickets)),
    byEmail: gather(emails.map((row) => [row.email, person(row)])),
    byDomain: gather(alive(domains)),
  };
}

async function livingCompanies(tx: Tx, ids: readonly number[]): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map();
  const unique = [...new Set(ids)];
  const { rows } = await sql<{ asked: number; company_id: number }>`${LIVING}${unique}::bigint[]${FOLLOW}`.execute(tx);
  return new Map(rows.map((row) => [row.asked, row.company_id]));
}

async function byCnpj(tx: Tx, cnpjs: readonly string[]): Promise<{ key: string; company_id: number }[]> {
  if (cnpjs.length === 0) return [];
  const query = sql<{ key: string; company_id: number }>`select cnpj as key, company_id from companies where cnpj = any(${cnpjs}::text[])`;
  return (await query.execute(tx)).rows;
}

async function byDomain(tx: Tx, domains: readonly string[]): Promise<{ key: string; company_id: number }[]> {
  if (domains.length === 0) return [];
  const query = sql<{ key: string; company_id: number }>`
    select domain as key, company_id from companies where domain = any(${domains}::text[])
    union
    select extra.domain, company_id from companies, unnest(extra_domains) as extra (domain)
    where extra_domains && ${domains}::text[] and extra.domain = any(${domains}::text[])`;
  return (await query.execute(tx)).rows;
}

async function byTicketId(tx: Tx, ids: readonly number[]): Promise<{ key: number; company_id: number }[]> {
  if (ids.length === 0) return [];
  const query = sql<{ key: number; company_id: number }>`
    select ticket_id as key, company_id from tickets where ticket_id = any(${ids}::bigint[]) and company_id is not null`;
  return (await query.execute(tx)).rows;
}

const PERSON = sql`contact_id, contacts.company_id, job_title, nullif(concat_ws(' ', first_name, last_name), '') as name`;

async function byContactId(tx: Tx, ids: readonly number[]): Promise<ContactFound[]> {
  if (ids.length === 0) return [];
  const query = sql<ContactFound>`
    select ${PERSON}, coalesce(email, '') as email from contacts where contact_id = any(${ids}::bigint[]) and not archived`;
  return (await query.execute(tx)).rows;
}

async function byEmail(tx: Tx, emails: readonly string[]): Promise<ContactFound[]> {
  if (emails.length === 0) return [];
  const query = sql<ContactFound>`
    select ${PERSON}, contact_emails.email from contact_emails join contacts using (portal_id, contact_id)
    where contact_emails.email = any(${emails}::text[]) and not contacts.archived order by contact_id`;
  return (await query.execute(tx)).rows;
}

function gather<K, V>(pairs: readonly [K, V][]): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const [key, value] of pairs) {
    const group = groups.get(key) ?? [];
    if (!group.includes(value)) groups.set(key, [...group, value]);
  }
  return groups;
}
