import { sql } from 'kysely';
import { withoutLines } from '../lib/mentions.ts';
import { numberArray, textArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';

/**
 * Takes out of what people wrote of cases the lines that name a person by an address or a whole name, and all of what they
 * wrote of the person's own answers. What HubSpot has been given is HubSpot's to erase.
 */
export async function forgetInCases(tx: Tx, person: { contactIds: readonly number[]; emails: readonly string[]; names: readonly string[] }): Promise<void> {
  const contacts = numberArray(person.contactIds);
  await sql`
    update case_moves set note = null
    where note is not null and case_id in (select case_id from cases where contact_id = any(${contacts}::bigint[]))`.execute(tx);
  await sql`update cases set contact_id = null where contact_id = any(${contacts}::bigint[])`.execute(tx);
  const words = [...person.emails, ...person.names].map((word) => word.toLowerCase());
  if (words.length === 0) return;
  const { rows } = await sql<{ case_id: string; seq: number; note: string }>`
    select case_id, seq, note from case_moves
    where note is not null and exists (select from unnest(${textArray(words)}::text[]) as word where position(word in lower(note)) > 0) for update`.execute(tx);
  for (const { case_id, seq, note } of rows) await sql`update case_moves set note = ${withoutLines(note, words) as string} where case_id = ${case_id} and seq = ${seq}`.execute(tx);
}
