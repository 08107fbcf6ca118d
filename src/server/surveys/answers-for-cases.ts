import { sql } from 'kysely';
import type { AnswerClass, AnswerKind, SurveyType } from '../../../extensions/contracts/nps.ts';
import { numberArray, textArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';

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
export const answersForCases = { answersToFollow, answerTexts };
