import type { Refusal } from '../../../extensions/contracts/envelope.ts';
import type { DismissAnswer, SettledAnswer, SettleAnswer, UndoDecision } from '../../../extensions/contracts/review.ts';
import type { Role } from '../../../extensions/contracts/role.ts';
import type { Made } from '../http/desk.ts';
import { refusal } from '../http/hubspot-request.ts';
import type { Tx } from '../platform/db.ts';
import type { HomeQuestions, ReviewFault } from './questions.ts';
import { mayUndoOthers } from './review-view.ts';
import type { RecordUrl } from './view.ts';

const faults: Record<ReviewFault, Refusal> = {
  gone: refusal('not-found', 'This answer is no longer there: reload the page.'),
  settled: refusal('conflict', 'This answer waits no longer, somebody or HubSpot has decided: reload the page.'),
  changed: refusal('conflict', 'This decision is another one by now: reload the page.'),
  foreign: refusal('role-too-low', 'Somebody else decided this: a manager or an admin may take it back.'),
};
const companyGone = refusal('not-found', 'This company is no longer in HubSpot: reload the page.');

interface Task<B> {
  portalId: number;
  userId: number;
  body: B;
  now: Date;
}

type Done = { ok: true };

/** Gives an answer of the review queue to a company, for the audit trail with the candidates. */
export async function settle(
  tx: Tx,
  questions: Pick<HomeQuestions, 'review' | 'companyNames'>,
  task: Task<SettleAnswer> & { recordUrl: RecordUrl },
): Promise<Made<SettledAnswer> | Refusal> {
  const { portalId, userId, body, now, recordUrl } = task;
  const companyId = Number(body.companyId);
  if (!(await questions.companyNames(tx, [companyId])).has(companyId)) return companyGone;
  const settled = await questions.review.decide(tx, { portalId, userId, answerId: body.answerId, companyId, dismissedFor: null, now });
  if ('fault' in settled) return faults[settled.fault];
  return {
    answer: { ok: true, companyId: body.companyId, recordUrl: recordUrl(companyId) },
    action: 'answer.settled',
    subject: `answer:${body.answerId}`,
    before: { candidates: settled.candidates },
    after: { companyId },
  };
}

/** Takes an answer out of the review queue that is no company's; it stays, and counts nowhere. */
export async function dismiss(tx: Tx, { review }: Pick<HomeQuestions, 'review'>, { portalId, userId, body, now }: Task<DismissAnswer>): Promise<Made<Done> | Refusal> {
  const { answerId, reason } = body;
  const dismissed = await review.decide(tx, { portalId, userId, answerId, companyId: null, dismissedFor: reason, now });
  if ('fault' in dismissed) return faults[dismissed.fault];
  return { answer: { ok: true }, action: 'answer.dismissed', subject: `answer:${answerId}`, before: { candidates: dismissed.candidates }, after: { reason } };
}

/** Takes a decision back: the answer waits in the queue again, and counts for no company. */
export async function undo(tx: Tx, { review }: Pick<HomeQuestions, 'review'>, { portalId, userId, body, now, role }: Task<UndoDecision> & { role: Role }): Promise<Made<Done> | Refusal> {
  const { answerId, decidedAt } = body;
  const undone = await review.undo(tx, { portalId, userId, answerId, decidedAt: new Date(decidedAt), others: mayUndoOthers(role), now });
  if ('fault' in undone) return faults[undone.fault];
  const { companyId, dismissedFor, decidedBy } = undone.decision;
  return {
    answer: { ok: true },
    action: 'answer.undone',
    subject: `answer:${answerId}`,
    before: { ...(companyId === null ? { reason: dismissedFor } : { companyId }), decidedBy, decidedAt },
    after: { candidates: undone.candidates },
  };
}
