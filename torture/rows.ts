import { type Kysely, sql } from 'kysely';
import type { Tables } from '../src/server/platform/db.ts';
import type { Secrets } from '../src/server/platform/secrets.ts';
import { sealedColumns } from '../src/server/sealed.ts';

/** A row of any table, as JSON, with what is sealed in it opened behind it. */
export interface StoredRow {
  table: string;
  /** The account it belongs to, or that a job is for; null where it belongs to none. */
  portalId: number | null;
  text: string;
}

/** Every row of every table, the queue's included. @throws where a column is sealed and nobody says what for. */
export async function everyRow(kysely: Kysely<Tables>, secrets: Secrets): Promise<StoredRow[]> {
  const { rows: tables } = await sql<{ schema: string; name: string }>`
    select schemaname as schema, tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1, 2`.execute(kysely);
  const found: StoredRow[] = [];
  for (const { schema, name } of tables) {
    const { rows } = await sql<{ text: string }>`select to_jsonb(t)::text as text from ${sql.table(`${schema}.${name}`)} as t`.execute(kysely);
    for (const { text } of rows) {
      const row = JSON.parse(text) as Record<string, unknown>;
      const portalId = row.portal_id ?? (row.data as { portalId?: unknown } | null | undefined)?.portalId ?? null;
      found.push({ table: `${schema}.${name}`, portalId: portalId === null ? null : Number(portalId), text: [text, ...opened(secrets, name, row)].join('\n') });
    }
  }
  return found;
}

function opened(secrets: Secrets, table: string, row: Record<string, unknown>): string[] {
  return Object.entries(row).flatMap(([column, value]) => {
    if (!column.endsWith('_sealed') || typeof value !== 'string') return [];
    const known = sealedColumns[`${table}.${column}`];
    if (known === undefined) throw new Error(`Nobody says what ${table}.${column} is sealed for.`);
    return secrets.open(known.purpose, known.portal === 'own' ? Number(row.portal_id) : 0, value).toString('utf8');
  });
}

/** How many rows are in one list and not in the other. */
export function difference(before: readonly StoredRow[], after: readonly StoredRow[]): StoredRow[] {
  const left = new Set(before.map(({ table, text }) => `${table} ${text}`));
  const right = new Set(after.map(({ table, text }) => `${table} ${text}`));
  return [...before.filter(({ table, text }) => !right.has(`${table} ${text}`)), ...after.filter(({ table, text }) => !left.has(`${table} ${text}`))];
}

/** Which of these words a text holds, in any case, and as URLs, JSON, mails and base64 write them. */
export function wordsIn(text: string, words: readonly string[]): string[] {
  const haystack = text.toLowerCase();
  return words.filter((word) => writtenAs(word).some((form) => haystack.includes(form)));
}

const forms = new Map<string, string[]>();

function writtenAs(word: string): string[] {
  const known = forms.get(word);
  if (known !== undefined) return known;
  const escaped = [...word].map((sign) => (sign.charCodeAt(0) < 0x80 ? sign : `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)).join('');
  const quoted = [...Buffer.from(word)].map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : `=${byte.toString(16)}`)).join('');
  // Base64 of it at each of the three places it may begin at; the ends depend on the neighbours.
  const encoded = [0, 1, 2].map((shift) => Buffer.from(' '.repeat(shift) + word).toString('base64').slice(shift === 0 ? 0 : 4, -4)).filter((form) => form.length >= 8);
  const all = [...new Set([word, encodeURIComponent(word), JSON.stringify(word).slice(1, -1), escaped, quoted, word.replaceAll('@', '=40'), ...encoded].map((form) => form.toLowerCase()))];
  forms.set(word, all);
  return all;
}
