import { sql } from 'kysely';
import type { AnswerClass, AnswerKind, SurveyType } from '../../../extensions/contracts/nps.ts';
import { numberArray, textArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';
import { NOT_ERASED } from './erased.ts';

/** An answer of a company, as somebody is to deal with it. */
export interface AnswerToFollow {
  answerId: string;
  companyId: number;
  contactId: number | null;
  type: SurveyType;
  kind: AnswerKind;
  class: AnswerClass;
  hasComment: boolean;
  answeredAt: Date;
}

/** Answers of these companies that were given since an instant, and the named ones as far as they are of any company. */
async function answersToFollow(tx: Tx, { companyIds, since, answerIds }: { companyIds: readonly number[]; since: Date; answerIds: readonly string[] }): Promise<AnswerToFollow[]> {
  const { rows } = await sql<AnswerToFollow>`
    select answer_id as "answerId", company_id as "companyId", contact_id as "contactId", type, kind, class, coalesce(trim(comment), '') <> '' as "hasComment", answered_at as "answeredAt"
    from answers
    where (company_id = any(${numberArray(companyIds)}::bigint[]) and answered_at >= ${since}) or (answer_id = any(${textArray(answerIds)}::uuid[]) and company_id is not null)
    order by answered_at, answer_id`.execute(tx);
  return rows;
}

/** An answer that no company is known for, and that nobody has decided on. */
export interface UnplacedAnswer {
  answerId: string;
  kind: AnswerKind;
  hasComment: boolean;
}

const MOST_UNPLACED = 1_000;

/** Answers of a class that no company is known for: those that were given since an instant and came in before another, the newest first; or which of the named ones. */
async function unplacedAnswers(tx: Tx, asked: { class: AnswerClass } & ({ since: Date; cameBefore: Date } | { answerIds: readonly string[] })): Promise<UnplacedAnswer[]> {
  // The first condition is the one of the index of open answers.
  const which = 'answerIds' in asked ? sql`answer_id = any(${textArray(asked.answerIds)}::uuid[])` : sql`answered_at >= ${asked.since} and received_at < ${asked.cameBefore}`;
  const { rows } = await sql<UnplacedAnswer>`
    select answer_id as "answerId", kind, coalesce(trim(comment), '') <> '' as "hasComment" from answers
    where match_state <> 'matched' and match_state in ('review', 'unmatched') and class = ${asked.class} and ${NOT_ERASED} and ${which}
    order by answered_at desc, answer_id limit ${MOST_UNPLACED}`.execute(tx);
  return rows;
}

/** What somebody answered, in their words. */
export interface AnswerText {
  answerId: string;
  type: SurveyType;
  kind: AnswerKind;
  class: AnswerClass;
  score: number;
  scaleMin: number;
  scaleMax: number;
  person: string | null;
  role: string | null;
  comment: string | null;
  answeredAt: Date;
}

/** The words of these answers; one that is no more is left out. */
async function answerTexts(tx: Tx, answerIds: readonly string[]): Promise<Map<string, AnswerText>> {
  const { rows } = await sql<AnswerText>`
    select answer_id as "answerId", type, kind, class, score, scale_min as "scaleMin", scale_max as "scaleMax", coalesce(respondent_name, respondent_email) as person,
      respondent_role as role, comment, answered_at as "answeredAt"
    from answers where answer_id = any(${textArray(answerIds)}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.answerId, row]));
}

/** What cases ask of answers. */
export const answersForCases = { answersToFollow, answerTexts, unplacedAnswers };
