import type { BatchAnswer } from './answers.ts';

/** What became of one company's write. `gone`: the company is no longer in HubSpot. */
export type WriteOutcome = { companyId: number; state: 'written' | 'gone' } | { companyId: number; state: 'failed'; reason: string };

/**
 * Maps a batch's answer onto the items that were sent. Every item gets exactly one outcome;
 * one that HubSpot does not mention counts as failed, so that it is sent again.
 */
export function writeOutcomes(sent: readonly number[], answer: BatchAnswer): WriteOutcome[] {
  const written = new Set(answer.results.map((result) => result.id));
  const errors = new Map<string, { category: string; message: string }>();
  for (const error of answer.errors) {
    for (const id of [...(error.context.objectWriteTraceId ?? []), ...(error.context.ids ?? []), ...(error.context.id ?? [])]) {
      errors.set(id, error);
    }
  }
  return sent.map((companyId) => {
    const error = errors.get(String(companyId));
    if (error === undefined) {
      return written.has(String(companyId)) ? { companyId, state: 'written' } : { companyId, state: 'failed', reason: 'HubSpot did not say' };
    }
    if (error.category === 'OBJECT_NOT_FOUND') return { companyId, state: 'gone' };
    return { companyId, state: 'failed', reason: `${error.category}: ${error.message}`.slice(0, 500) };
  });
}
