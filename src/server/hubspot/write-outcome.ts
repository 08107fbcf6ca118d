import type { BatchAnswer } from './answers.ts';

/** What became of one record's write. `gone`: the record is no longer in HubSpot. */
export type WriteOutcome = { id: number; state: 'written' | 'gone' } | FailedWrite;

/** `lacking`: HubSpot has no property of a name that was written. */
export interface FailedWrite {
  id: number;
  state: 'failed';
  reason: string;
  lacking: boolean;
}

/** A write that HubSpot refused, with its reason in 500 characters at most. */
export function failedWrite(id: number, { category, message }: { category: string; message: string }): FailedWrite {
  return { id, state: 'failed', reason: `${category}: ${message}`.slice(0, 500), lacking: message.includes('PROPERTY_DOESNT_EXIST') };
}

/**
 * Maps a batch's answer onto the items that were sent. Every item gets exactly one outcome;
 * one that HubSpot does not mention counts as failed, so that it is sent again.
 */
export function writeOutcomes(sent: readonly number[], answer: BatchAnswer): WriteOutcome[] {
  const written = new Set(answer.results.map((result) => result.id));
  const errors = new Map<string, { category: string; message: string }>();
  for (const error of answer.errors) {
    for (const named of [...(error.context.objectWriteTraceId ?? []), ...(error.context.ids ?? []), ...(error.context.id ?? [])]) {
      errors.set(named, error);
    }
  }
  return sent.map((id) => {
    const error = errors.get(String(id));
    if (error === undefined) {
      return written.has(String(id)) ? { id, state: 'written' } : { id, state: 'failed', reason: 'HubSpot did not say', lacking: false };
    }
    if (error.category === 'OBJECT_NOT_FOUND') return { id, state: 'gone' };
    return failedWrite(id, error);
  });
}
