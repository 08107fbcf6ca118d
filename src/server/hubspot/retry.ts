import { errorBody } from './answers.ts';
import { retryAfterMs } from '../lib/retry-after.ts';
import type { HubspotAnswer, TransportFault } from './client.ts';

/** HubSpot's list of passing troubles. 500 is not on it: the same request fails the same way again. */
const PASSING = new Set([423, 429, 477, 502, 503, 504, 521, 523, 524]);
/** Answers that say that nothing was done, so that even a creation may be sent again. */
const NOTHING_DONE = new Set([423, 429, 477, 503]);
const BACKOFF_BASE_MS = 500;
const BACKOFF_CAP_MS = 20_000;
const LOCKED_MS = 2_000;
const TEN_SECONDS_MS = 10_000;
const SECOND_MS = 1_000;
/** Without a Retry-After, a used-up day is looked at again after this long. */
const DAILY_MS = 15 * 60_000;

/** How often and how long one call may be repeated; a person waits less than a job. */
export interface RetryLimits {
  attempts: number;
  totalMs: number;
}

export type Attempt = { answer: HubspotAnswer } | { fault: TransportFault };

/** When to send again, or why not. `waitMs` of a refusal: how long HubSpot asked to be left alone (0: it did not say). */
export type RetryDecision = { again: true; waitMs: number } | { again: false; waitMs: number };

/**
 * Decides after a failed attempt. Full jitter between 0 and the back-off, on top of whatever HubSpot asked for.
 * @param attempt 1 for the first try; `random` uniform in [0, 1).
 */
export function decideRetry(
  outcome: Attempt,
  context: { attempt: number; elapsedMs: number; idempotent: boolean; limits: RetryLimits; now: Date; random: number },
): RetryDecision {
  const asked = 'answer' in outcome ? askedWaitMs(outcome.answer, context.now) : 0;
  if (!isPassing(outcome) || !(context.idempotent || nothingDone(outcome))) return { again: false, waitMs: asked };
  const backoff = Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** (context.attempt - 1));
  const waitMs = asked + Math.ceil(context.random * backoff);
  const spent = context.attempt >= context.limits.attempts || context.elapsedMs + waitMs > context.limits.totalMs;
  return spent ? { again: false, waitMs: asked } : { again: true, waitMs };
}

/** How long an answer asks to be left alone, in ms: Retry-After in seconds or as a date, else HubSpot's policy. */
export function askedWaitMs(answer: HubspotAnswer, now: Date): number {
  const header = retryAfterMs(answer.headers.get('retry-after'), now);
  if (answer.status === 423) return Math.max(LOCKED_MS, header ?? 0);
  if (answer.status !== 429) return PASSING.has(answer.status) ? (header ?? 0) : 0;
  return header ?? policyWaitMs(answer);
}

function policyWaitMs(answer: HubspotAnswer): number {
  const { policyName, message } = errorBody(answer.body);
  if (policyName === 'DAILY') return DAILY_MS;
  if (policyName.startsWith('SECONDLY') || /secondly limit/i.test(message)) return SECOND_MS;
  return policyName === 'TEN_SECONDLY_ROLLING' ? TEN_SECONDS_MS : SECOND_MS;
}

function isPassing(outcome: Attempt): boolean {
  if ('answer' in outcome) return PASSING.has(outcome.answer.status);
  return outcome.fault !== 'redirected' && outcome.fault !== 'too-large';
}

function nothingDone(outcome: Attempt): boolean {
  return 'answer' in outcome ? NOTHING_DONE.has(outcome.answer.status) : outcome.fault === 'unreached';
}
