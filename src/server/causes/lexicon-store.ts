import { sql } from 'kysely';
import type { Tx } from '../platform/db.ts';
import type { Cause } from './lexicon.ts';
import { STARTING_EDITION, startingCauses } from './starting-lexicon.ts';
import type { Reading } from './tables.ts';

/** An account's causes, and how far its answers have been read with them. */
export interface Lexicon {
  causes: readonly Cause[];
  /** False: they are those that Baton begins with. */
  saved: boolean;
  revision: number;
  reading: Reading | null;
  readAt: Date | null;
  /** Baton's own causes have changed since the answers were read with them. */
  outdated: boolean;
}

/** What an account begins with. */
const STARTING: Lexicon = { causes: startingCauses(), saved: false, revision: 0, reading: null, readAt: null, outdated: true };

interface Row {
  causes: Cause[] | null;
  edition: number;
  revision: number;
  reading: Reading | null;
  readAt: Date | null;
}

/** The account's causes, whether its answers were ever read with them or not. */
export async function findLexicon(tx: Tx): Promise<Lexicon> {
  const { rows } = await sql<Row>`select ${ROW} from cause_lexicons`.execute(tx);
  return rows[0] === undefined ? STARTING : lexiconOf(rows[0]);
}

/**
 * The same for whoever changes it, or marks answers with it: one after the other, so that what is read after this stands until it is written.
 * @param now where the account has none yet.
 */
export async function lockLexicon(tx: Tx, portalId: number, now: Date): Promise<Lexicon> {
  await sql`insert into cause_lexicons (portal_id, edition, revision, updated_at) values (${portalId}, 0, 0, ${now}) on conflict do nothing`.execute(tx);
  const { rows } = await sql<Row>`select ${ROW} from cause_lexicons for update`.execute(tx);
  return lexiconOf(rows[0]!);
}

const ROW = sql`causes, edition, revision, reading, read_at as "readAt"`;

function lexiconOf({ causes, edition, ...row }: Row): Lexicon {
  return { ...row, causes: causes ?? STARTING.causes, saved: causes !== null, outdated: causes === null && edition !== STARTING_EDITION };
}

/** Keeps what an account chose. @returns the new revision. */
export async function saveLexicon(tx: Tx, causes: readonly Cause[], now: Date): Promise<number> {
  const { rows } = await sql<{ revision: number }>`
    update cause_lexicons set causes = ${JSON.stringify(causes)}::jsonb, revision = revision + 1, updated_at = ${now} returning revision`.execute(tx);
  return rows[0]!.revision;
}

/** All answers are to be read anew, from the first one. */
export async function beginReading(tx: Tx, answers: number): Promise<void> {
  await sql`update cause_lexicons set edition = ${STARTING_EDITION}, reading = ${JSON.stringify({ after: null, read: 0, of: answers } satisfies Reading)}::jsonb`.execute(tx);
}

/** How far the reading has come; null: to the end. */
export async function keepReading(tx: Tx, reading: Reading | null, now: Date): Promise<void> {
  if (reading === null) await sql`update cause_lexicons set reading = null, read_at = ${now}`.execute(tx);
  else await sql`update cause_lexicons set reading = ${JSON.stringify(reading)}::jsonb`.execute(tx);
}
