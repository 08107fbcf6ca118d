import { sql } from 'kysely';
import type { Tx } from '../platform/db.ts';
import type { Record } from '../platform/record.ts';

/** An answer whose company a person has to choose. */
export interface AnswerInReview {
  answerId: string;
  type: string;
  score: number;
  scaleMin: number;
  scaleMax: number;
  person: string | null;
  comment: string | null;
  answeredAt: Date;
  sourceName: string;
  candidates: number[];
}

/** The review queue as the home page works with it. */
export interface Review {
  queue: typeof reviewQueue;
  settle(tx: Tx, task: SettleTask): ReturnType<typeof settleAnswer>;
}

interface SettleTask {
  portalId: number;
  userId: number;
  answerId: string;
  companyId: number;
  now: Date;
}

/** The queue, whose changes are announced through `record`. */
export function reviewOf(record: Record): Review {
  return { queue: reviewQueue, settle: (tx, task) => settleAnswer(tx, record, task) };
}

/** The review queue, newest first, after the given place; `waiting` counts all of it. */
export async function reviewQueue(tx: Tx, asked: { after: { answeredAt: Date; answerId: string } | null; limit: number }): Promise<{ waiting: number; answers: AnswerInReview[] }> {
  const { after, limit } = asked;
  const { rows } = await sql<AnswerInReview>`
    select a.answer_id as "answerId", a.type, a.score, a.scale_min as "scaleMin", a.scale_max as "scaleMax",
      coalesce(a.respondent_name, a.respondent_email) as person, a.comment, a.answered_at as "answeredAt",
      coalesce(s.name, a.source_id) as "sourceName", coalesce(to_jsonb(a.match_candidates), '[]') as candidates
    from answers a left join sources s on s.portal_id = a.portal_id and s.source_id = a.source_id
    where a.match_state = 'review'
      and (${after === null} or (a.answered_at, a.answer_id) < (${after?.answeredAt ?? null}::timestamptz, ${after?.answerId ?? null}::uuid))
    order by a.answered_at desc, a.answer_id desc limit ${limit}`.execute(tx);
  const counted = await sql<{ n: number }>`select count(*)::int as n from answers where match_state = 'review'`.execute(tx);
  return { waiting: counted.rows[0]!.n, answers: rows };
}

/** `gone`: there is no such answer; `settled`: it waits no longer; `stranger`: the company is none of its candidates. */
export type SettleFault = 'gone' | 'settled' | 'stranger';

/** Gives an answer in review to one of its candidates, as a person decided, and announces the company. */
export async function settleAnswer(tx: Tx, record: Record, task: SettleTask): Promise<{ candidates: number[] } | { fault: SettleFault }> {
  const { portalId, userId, answerId, companyId, now } = task;
  const { rows } = await sql<{ state: string; candidates: number[] | null }>`
    select match_state as state, to_jsonb(match_candidates) as candidates from answers where answer_id = ${answerId}::uuid for update`.execute(tx);
  const found = rows[0];
  if (found === undefined) return { fault: 'gone' };
  if (found.state !== 'review') return { fault: 'settled' };
  if (!found.candidates?.includes(companyId)) return { fault: 'stranger' };
  await sql`
    update answers set match_state = 'matched', company_id = ${companyId}::bigint, match_how = 'person', match_candidates = null
    where answer_id = ${answerId}::uuid`.execute(tx);
  await record(tx, { name: 'surveys.answers.recorded', portalId, at: now, actor: `user:${userId}`, payload: { portalId, companyIds: [companyId] } });
  return { candidates: found.candidates };
}
