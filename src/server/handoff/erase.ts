import { sql } from 'kysely';
import { wholeName, withoutLines } from '../lib/mentions.ts';
import { textArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';
import { outdateStandings } from './standings/standing-store.ts';

/** Tables of the room with what people typed or the CRM filled in, and their columns. */
const TEXTS = [
  { table: 'handoffs', key: ['handoff_id', 'company_id'], columns: ['baton', 'form', 'kick_off', 'expectations', 'checklist'] },
  { table: 'handoff_sales', key: ['handoff_id'], columns: ['line_items', 'notes', 'company'] },
  { table: 'handoff_effects', key: ['key'], columns: ['content'] },
  { table: 'handoff_moves', key: ['handoff_id', 'seq'], columns: ['reason'] },
] as const;

/**
 * Takes every line out that names a person by an address or a whole name, in whatever case. What HubSpot has been given is
 * HubSpot's to erase. Answers the companies whose handoffs named the person (their cards may quote one), and the names, which
 * must not come back by a note that is read again.
 */
export async function forgetInHandoffs(tx: Tx, person: { emails: readonly string[]; names: readonly string[] }): Promise<{ companyIds: number[]; traces: `name:${string}`[] }> {
  const words = [...person.emails, ...person.names].map((word) => word.toLowerCase());
  const companyIds: number[] = [];
  if (words.length === 0) return { companyIds, traces: [] };
  for (const place of TEXTS) {
    const changed = await forgetIn(tx, place, words);
    companyIds.push(...changed.flatMap((row) => (typeof row['company_id'] === 'number' ? [row['company_id']] : [])));
    // A field that lost its lines may be missing now.
    if (place.table === 'handoffs') await outdateStandings(tx, changed.map((row) => String(row['handoff_id'])));
  }
  return { companyIds, traces: person.names.flatMap((name) => wholeName(name) ?? []).map((name) => `name:${name}` as const) };
}

/** @returns the rows that were changed, as they were. */
async function forgetIn(tx: Tx, { table, key, columns }: (typeof TEXTS)[number], words: readonly string[]): Promise<Record<string, unknown>[]> {
  const all = sql.join(columns.map((column) => sql`${sql.ref(column)}::text`), sql`, ' ', `);
  const { rows } = await sql<Record<string, unknown>>`
    select ${sql.join([...key, ...columns].map((column) => sql.ref(column)))} from ${sql.table(table)}
    where exists (select from unnest(${textArray(words)}::text[]) as word where position(word in lower(concat(${all}))) > 0) for update`.execute(tx);
  for (const row of rows) {
    const changes = columns.map((column) => {
      const left = withoutLines(row[column], words);
      return sql`${sql.ref(column)} = ${column === 'reason' ? (left as string | null) : sql`${JSON.stringify(left)}::jsonb`}`;
    });
    await sql`update ${sql.table(table)} set ${sql.join(changes)} where ${sql.join(key.map((column) => sql`${sql.ref(column)} = ${row[column]}`), sql` and `)}`.execute(tx);
  }
  return rows;
}
