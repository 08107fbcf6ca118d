import type { ColumnType, Generated } from 'kysely';
import type { Cause } from './lexicon.ts';

/** How far the answers have been read anew. */
export interface Reading {
  /** The answer that was read last; null: none yet. */
  after: string | null;
  read: number;
  /** How many there were when the reading began. */
  of: number;
}

type Json<T> = ColumnType<T | null, string | null, string | null>;

export interface CauseLexiconsTable {
  portal_id: number;
  /** null: those that Baton begins with. */
  causes: Json<Cause[]>;
  /** Of Baton's own causes, as the answers were last read with them. */
  edition: number;
  revision: number;
  /** null: all answers have been read. */
  reading: Json<Reading>;
  /** When they last had been. */
  read_at: Date | null;
  updated_at: Date;
}

/** What an answer is about: ids only, never a word of it. */
export interface AnswerCausesTable {
  portal_id: number;
  answer_id: string;
  cause_id: string;
  /** Who said so; null: the lexicon. */
  user_id: number | null;
  /** Somebody took it off: the lexicon does not put it on again. */
  off: Generated<boolean>;
  at: Date;
}

declare module '../platform/db.ts' {
  interface Tables {
    cause_lexicons: CauseLexiconsTable;
    answer_causes: AnswerCausesTable;
  }
}
