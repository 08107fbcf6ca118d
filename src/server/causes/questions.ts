import type { Desk } from '../http/desk.ts';
import type { Deps } from '../platform/deps.ts';
import type { Tx } from '../platform/db.ts';
import type { Finders } from './finders.ts';

/** surveys: what somebody wrote with an answer; null: nothing. */
export interface Comment {
  answerId: string;
  text: string | null;
}

/** surveys: answers of companies; those of erased people are left out. */
export interface Comments {
  ofCompanies(tx: Tx, asked: { companyIds: readonly number[]; since: Date }): Promise<Comment[]>;
  /** All, in the order of their ids. */
  page(tx: Tx, asked: { after: string | null; since: Date; limit: number }): Promise<Comment[]>;
  count(tx: Tx, since: Date): Promise<number>;
  /** The last words that were written. */
  newest(tx: Tx, limit: number): Promise<string[]>;
  /** null: the answer is of no company; undefined: there is none. */
  companyOf(tx: Tx, answerId: string): Promise<number | null | undefined>;
}

export interface CauseQuestions {
  /** settings */
  desk: Pick<Desk, 'answer' | 'change'>;
  comments: Comments;
  /** hubspot: portals that are connected (called inside no transaction). */
  activePortals(): Promise<readonly { portalId: number }[]>;
}

export type CauseDeps = Pick<Deps, 'db' | 'now' | 'randomBytes' | 'enqueue'> & CauseQuestions & { finders: Finders };
