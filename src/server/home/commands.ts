import type { Refusal } from '../../../extensions/contracts/envelope.ts';
import type { SettledAnswer, SettleAnswer } from '../../../extensions/contracts/home.ts';
import { refusal } from '../http/hubspot-request.ts';
import type { Tx } from '../platform/db.ts';
import type { HomeQuestions, Made, SettleFault } from './questions.ts';

const faults: Record<SettleFault, Refusal> = {
  gone: refusal('not-found', 'This answer is no longer there: reload the page.'),
  settled: refusal('conflict', 'This answer has found its company meanwhile: reload the page.'),
  stranger: refusal('invalid', 'The company is not one of those the answer may belong to: reload the page.'),
};
const companyGone = refusal('not-found', 'This company is no longer in HubSpot: reload the page.');

/** Gives an answer of the review queue to one of its candidates, for the audit trail with what could be chosen from. */
export async function settle(
  tx: Tx,
  questions: Pick<HomeQuestions, 'review' | 'companyNames'>,
  task: { portalId: number; userId: number; body: SettleAnswer; now: Date; recordUrl: (companyId: number) => string },
): Promise<Made<SettledAnswer> | Refusal> {
  const { portalId, userId, body, now, recordUrl } = task;
  const companyId = Number(body.companyId);
  if (!(await questions.companyNames(tx, [companyId])).has(companyId)) return companyGone;
  const settled = await questions.review.settle(tx, { portalId, userId, answerId: body.answerId, companyId, now });
  if ('fault' in settled) return faults[settled.fault];
  return {
    answer: { ok: true, companyId: body.companyId, recordUrl: recordUrl(companyId) },
    action: 'answer.settled',
    subject: `answer:${body.answerId}`,
    before: { candidates: settled.candidates },
    after: { companyId },
  };
}
