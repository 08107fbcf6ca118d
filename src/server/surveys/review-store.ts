import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../platform/db.ts';
import type { Hints } from './answer.ts';
import type { Match } from './matching.ts';

/** An answer as a person looks at it who says whose it is. */
export interface ReviewedAnswer {
  answerId: string;
  type: string;
  score: number;
  scaleMin: number;
  scaleMax: number;
  person: string | null;
  comment: string | null;
  answeredAt: Date;
  sourceName: string;
}

/** An answer whose company a person has to choose. */
export interface AnswerInReview extends ReviewedAnswer {
  candidates: number[];
}

/** What a person decided: the company, or why it is none's. */
export interface ReviewDecision {
  companyId: number | null;
  /** A code of the review's contract; null where there is a company. */
  dismissedFor: string | null;
  decidedBy: number;
  decidedAt: Date;
}

export type DecidedAnswer = ReviewedAnswer & ReviewDecision;

/** Where a page of a list ended. */
export interface ListPlace {
  at: Date;
  answerId: string;
}

const SHOWN = sql`
  a.answer_id as "answerId", a.type, a.score, a.scale_min as "scaleMin", a.scale_max as "scaleMax",
  coalesce(a.respondent_name, a.respondent_email) as person, a.comment, a.answered_at as "answeredAt", coalesce(s.name, a.source_id) as "sourceName"`;
const FROM = sql`from answers a left join sources s on s.portal_id = a.portal_id and s.source_id = a.source_id`;

function below(column: RawBuilder<unknown>, after: ListPlace | null) {
  return after === null ? sql`` : sql`and (${column}, a.answer_id) < (${after.at}::timestamptz, ${after.answerId}::uuid)`;
}

/** What one looks through: answers with candidates, or those that nothing leads to any company. */
export type ReviewPart = 'waiting' | 'unmatched';

/** A part of the review queue, newest first, after the given place; `waiting` and `unmatched` count all of each. */
export async function reviewQueue(tx: Tx, asked: { part: ReviewPart; after: ListPlace | null; limit: number }): Promise<{ waiting: number; unmatched: number; answers: AnswerInReview[] }> {
  const state = asked.part === 'waiting' ? 'review' : 'unmatched';
  const { rows } = await sql<AnswerInReview>`
    select ${SHOWN}, coalesce(to_jsonb(a.match_candidates), '[]') as candidates ${FROM}
    where a.match_state = ${state} ${below(sql`a.answered_at`, asked.after)}
    order by a.answered_at desc, a.answer_id desc limit ${asked.limit}`.execute(tx);
  const counted = await sql<{ waiting: number; unmatched: number }>`
    select count(*) filter (where match_state = 'review')::int as waiting, count(*) filter (where match_state = 'unmatched')::int as unmatched
    from answers where match_state <> 'matched'`.execute(tx);
  return { ...counted.rows[0]!, answers: rows };
}

/** What people decided, the newest decision first, after the given place. */
export async function decidedAnswers(tx: Tx, asked: { after: ListPlace | null; limit: number }): Promise<DecidedAnswer[]> {
  const { rows } = await sql<DecidedAnswer>`
    select ${SHOWN}, a.company_id as "companyId", a.dismissed_for as "dismissedFor", a.decided_by as "decidedBy", a.decided_at as "decidedAt" ${FROM}
    where a.decided_at is not null ${below(sql`a.decided_at`, asked.after)}
    order by a.decided_at desc, a.answer_id desc limit ${asked.limit}`.execute(tx);
  return rows;
}

/** How an answer stands in the review. */
export interface ReviewState {
  state: Match['state'];
  candidates: number[];
  hints: Hints;
  /** null where nobody decided. */
  decision: ReviewDecision | null;
}

/** How an answer stands, kept from change until the transaction ends. */
export async function lockAnswer(tx: Tx, answerId: string): Promise<ReviewState | undefined> {
  const { rows } = await sql<Omit<ReviewState, 'decision'> & { companyId: number | null; dismissedFor: string | null; decidedBy: number | null; decidedAt: Date | null }>`
    select match_state as state, coalesce(to_jsonb(match_candidates), '[]') as candidates, hints, company_id as "companyId",
      dismissed_for as "dismissedFor", decided_by as "decidedBy", decided_at as "decidedAt"
    from answers where answer_id = ${answerId}::uuid for update`.execute(tx);
  const [row] = rows;
  if (row === undefined) return undefined;
  const { state, candidates, hints, companyId, dismissedFor, decidedBy, decidedAt } = row;
  return { state, candidates, hints, decision: decidedBy === null || decidedAt === null ? null : { companyId, dismissedFor, decidedBy, decidedAt } };
}

/** Writes a person's decision. */
export async function saveDecision(tx: Tx, answerId: string, { companyId, dismissedFor, decidedBy, decidedAt }: ReviewDecision): Promise<void> {
  await sql`
    update answers set match_state = ${companyId === null ? 'dismissed' : 'matched'}, company_id = ${companyId}::bigint, match_how = 'person', match_candidates = null,
      dismissed_for = ${dismissedFor}, decided_by = ${decidedBy}::bigint, decided_at = ${decidedAt}::timestamptz
    where answer_id = ${answerId}::uuid`.execute(tx);
}

/** Takes a decision back: the answer waits again, among those without a candidate where it has none. */
export async function clearDecision(tx: Tx, answerId: string, candidates: readonly number[]): Promise<void> {
  await sql`
    update answers set match_state = ${candidates.length === 0 ? 'unmatched' : 'review'}, company_id = null, match_how = null, match_candidates = ${candidates}::bigint[],
      dismissed_for = null, decided_by = null, decided_at = null
    where answer_id = ${answerId}::uuid`.execute(tx);
}
