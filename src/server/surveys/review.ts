import type { Tx } from '../platform/db.ts';
import type { Record } from '../platform/record.ts';
import { lookupsOf, matchCompany } from './matching.ts';
import type { SurveyQuestions } from './questions.ts';
import { clearDecision, decidedAnswers, type ReviewDecision, lockAnswer, reviewQueue, saveDecision } from './review-store.ts';

interface ReviewDeps extends Pick<SurveyQuestions, 'findCompanies'> {
  record: Record;
}

interface Task {
  portalId: number;
  userId: number;
  answerId: string;
  now: Date;
}

/** `gone`: there is no such answer; `settled`: it waits no longer; `changed`: the decision is another one by now; `foreign`: it is someone else's. */
export type ReviewFault = 'gone' | 'settled' | 'changed' | 'foreign';

type Outcome<T> = Promise<T | { fault: ReviewFault }>;

/** The review of answers whose company is open, as the home page works with it; each runs in the caller's transaction. */
export interface Review {
  queue: typeof reviewQueue;
  decided: typeof decidedAnswers;
  /** Says whose a waiting answer is: a company, or none's for a reason. The company's score follows. */
  decide(tx: Tx, task: Task & Pick<ReviewDecision, 'companyId' | 'dismissedFor'>): Outcome<{ candidates: number[] }>;
  /** Takes back the decision made at this moment; `others`: also where someone else made it. */
  undo(tx: Tx, task: Task & { decidedAt: Date; others: boolean }): Outcome<{ decision: ReviewDecision; candidates: number[] }>;
}

/** The review; companies that gain or lose an answer are announced. */
export function reviewOf(deps: ReviewDeps): Review {
  return {
    queue: reviewQueue,
    decided: decidedAnswers,
    decide: (tx, task) => decide(tx, deps, task),
    undo: (tx, task) => undo(tx, deps, task),
  };
}

async function decide(tx: Tx, deps: ReviewDeps, task: Parameters<Review['decide']>[1]): ReturnType<Review['decide']> {
  const { answerId, companyId, dismissedFor, userId, now } = task;
  const found = await lockAnswer(tx, answerId);
  if (found === undefined) return { fault: 'gone' };
  if (found.state !== 'review' && found.state !== 'unmatched') return { fault: 'settled' };
  await saveDecision(tx, answerId, { companyId, dismissedFor, decidedBy: userId, decidedAt: now });
  await announce(tx, deps, task, companyId);
  return { candidates: found.candidates };
}

async function undo(tx: Tx, deps: ReviewDeps, task: Parameters<Review['undo']>[1]): ReturnType<Review['undo']> {
  const { answerId, decidedAt, userId, others } = task;
  const found = await lockAnswer(tx, answerId);
  if (found === undefined) return { fault: 'gone' };
  const { decision, hints } = found;
  if (decision?.decidedAt.getTime() !== decidedAt.getTime()) return { fault: 'changed' };
  if (decision.decidedBy !== userId && !others) return { fault: 'foreign' };
  // Who may be meant now, not then; one whom the rules are sure of is a candidate, too: a person had thought otherwise.
  const match = matchCompany(hints, await deps.findCompanies(tx, lookupsOf([hints])));
  const candidates = match.companyId === null ? match.candidates : [match.companyId];
  await clearDecision(tx, answerId, candidates);
  await announce(tx, deps, task, decision.companyId);
  return { decision, candidates };
}

async function announce(tx: Tx, { record }: ReviewDeps, { portalId, userId, now }: Task, companyId: number | null): Promise<void> {
  if (companyId === null) return;
  await record(tx, { name: 'surveys.answers.recorded', portalId, at: now, actor: `user:${userId}`, payload: { portalId, companyIds: [companyId] } });
}
