import { sql } from 'kysely';
import { numberArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';
import { NOT_ERASED } from './erased.ts';

/** What somebody wrote with an answer. */
export interface Comment {
  answerId: string;
  /** null: nothing. */
  text: string | null;
}

const COMMENT = sql`answer_id as "answerId", comment as text`;
/** Answers of companies; of erased people the words are gone, and what was known of them stays as it was. */
const LIVING = sql`company_id is not null and ${NOT_ERASED}`;

/** The answers of these companies since an instant, with their words. */
async function ofCompanies(tx: Tx, { companyIds, since }: { companyIds: readonly number[]; since: Date }): Promise<Comment[]> {
  const { rows } = await sql<Comment>`select ${COMMENT} from answers where ${LIVING} and company_id = any(${numberArray(companyIds)}::bigint[]) and answered_at >= ${since}`.execute(tx);
  return rows;
}

/** A page of all answers since an instant, in the order of their ids. */
async function page(tx: Tx, { after, since, limit }: { after: string | null; since: Date; limit: number }): Promise<Comment[]> {
  const { rows } = await sql<Comment>`
    select ${COMMENT} from answers where ${LIVING} and answered_at >= ${since} ${after === null ? sql`` : sql`and answer_id > ${after}`} order by answer_id limit ${limit}`.execute(tx);
  return rows;
}

/** How many pages will bring. */
async function count(tx: Tx, since: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from answers where ${LIVING} and answered_at >= ${since}`.execute(tx);
  return rows[0]!.n;
}

/** The last words that were written. */
async function newest(tx: Tx, limit: number): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`select comment as text from answers where ${LIVING} and coalesce(trim(comment), '') <> '' order by answered_at desc, answer_id limit ${limit}`.execute(tx);
  return rows.map(({ text }) => text);
}

/** The company of an answer; null: it is of none, undefined: there is no such answer. */
async function companyOf(tx: Tx, answerId: string): Promise<number | null | undefined> {
  const { rows } = await sql<{ companyId: number | null }>`select company_id as "companyId" from answers where answer_id = ${answerId}`.execute(tx);
  return rows[0]?.companyId;
}

/** What causes ask of answers. */
export const comments = { ofCompanies, page, count, newest, companyOf };
