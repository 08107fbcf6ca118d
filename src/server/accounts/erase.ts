import { sql } from 'kysely';
import { numberArray, textArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';

/** A person by what the CRM knows them by. */
interface Person {
  contactIds: readonly number[];
  emails: readonly string[];
}

/** All addresses of these contacts and all contacts of these addresses, archived ones too. */
export async function contactsKnownAs(tx: Tx, person: Person): Promise<{ contactIds: number[]; emails: string[] }> {
  const ids = numberArray(person.contactIds);
  const emails = textArray(person.emails);
  const { rows } = await sql<{ contact_id: number; email: string | null }>`
    select contact_id, email from contacts where contact_id = any(${ids}::bigint[]) or email = any(${emails}::text[])
    union
    select contact_id, email from contact_emails where contact_id = any(${ids}::bigint[]) or email = any(${emails}::text[])`.execute(tx);
  return { contactIds: [...new Set(rows.map((row) => row.contact_id))], emails: [...new Set(rows.flatMap((row) => row.email ?? []))] };
}

/** Deletes the person's contacts and addresses; answers their companies. */
export async function forgetContacts(tx: Tx, _portalId: number, person: Person): Promise<{ companyIds: number[]; traces: [] }> {
  const ids = numberArray(person.contactIds);
  await sql`delete from contact_emails where contact_id = any(${ids}::bigint[]) or email = any(${textArray(person.emails)}::text[])`.execute(tx);
  const { rows } = await sql<{ company_id: number | null }>`
    delete from contacts where contact_id = any(${ids}::bigint[]) or email = any(${textArray(person.emails)}::text[]) returning company_id`.execute(tx);
  return { companyIds: [...new Set(rows.flatMap((row) => row.company_id ?? []))], traces: [] };
}

/** The whole names of these contacts: those of a first and a last name. */
export async function contactNames(tx: Tx, contactIds: readonly number[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct first_name || ' ' || last_name as name from contacts
    where contact_id = any(${numberArray(contactIds)}::bigint[]) and first_name is not null and last_name is not null`.execute(tx);
  return rows.map((row) => row.name);
}
