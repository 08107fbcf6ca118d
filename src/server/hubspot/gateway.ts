import { setTimeout as sleep } from 'node:timers/promises';
import type { ZodType } from 'zod';
import type { Deps } from '../platform/deps.ts';
import { errorBody } from './answers.ts';
import type { HubspotRequest } from './api.ts';
import { type HubspotAnswer, type HubspotClient, HubspotTransportError } from './client.ts';
import type { Installs } from './installs.ts';
import type { Budget, Lane } from './leases.ts';
import { askedWaitMs, type Attempt, decideRetry, type RetryLimits } from './retry.ts';
import type { Tokens } from './tokens.ts';

/** A person waits seconds, a job a minute. */
const LIMITS: Record<CallOptions['lane'], RetryLimits> = {
  interactive: { attempts: 3, totalMs: 4_000 },
  background: { attempts: 6, totalMs: 60_000 },
};

/**
 * Why a call brought nothing. `refused`: HubSpot says no, and will again. `unavailable`: passing trouble.
 * `unknown-outcome`: a write that may or may not have happened.
 */
export type CallFault = 'not-installed' | 'paused' | 'scope-missing' | 'rate-limited' | 'refused' | 'unavailable' | 'unknown-outcome';

export type CallResult =
  | { ok: true; status: number; body: unknown }
  | { ok: false; reason: CallFault; status: number | null; category: string; message: string; retryAfterMs: number };

export interface CallOptions {
  lane: 'interactive' | 'background';
  /**
   * What a 403 means. `tell`: only this feature is refused (a scope, or HubSpot's plan of the account, lacks it), because it
   * is optional. Default `pause`: the portal is not usable.
   */
  onForbidden?: 'pause' | 'tell';
  signal?: AbortSignal;
}

export interface Gateway {
  /** The only way of the rooms to HubSpot: budget, token, retries and refusals in one place. */
  call(portalId: number, request: HubspotRequest, options: CallOptions): Promise<CallResult>;
}

/** A job cannot go on now: thrown so that the queue tries again, except where `final`. */
export class HubspotTrouble extends Error {
  readonly reason: CallFault;
  /** True when trying again cannot help until someone installs or reconnects. */
  readonly final: boolean;

  constructor(result: Extract<CallResult, { ok: false }>) {
    super(`HubSpot: ${result.reason}${result.status === null ? '' : ` (${result.status} ${result.category})`}`);
    this.name = 'HubspotTrouble';
    this.reason = result.reason;
    this.final = result.reason === 'not-installed' || result.reason === 'paused';
  }
}

/** What a reading brings; null where HubSpot does not tell now: for pages that go on without it. */
export async function orNull<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof HubspotTrouble) return null;
    throw error;
  }
}

/** The body of a call that must succeed, checked by its shape. @throws HubspotTrouble otherwise. */
export function demand<T>(result: CallResult, shape: ZodType<T>): T {
  if (!result.ok) throw new HubspotTrouble(result);
  const parsed = shape.safeParse(result.body);
  if (parsed.success) return parsed.data;
  throw new HubspotTrouble(failure('unavailable', null, { category: 'UNKNOWN_SHAPE', message: "HubSpot's answer has an unknown shape." }));
}

/** A gateway over one client; processes share budget and tokens through the database. */
export function createGateway(
  deps: Pick<Deps, 'now' | 'random' | 'log' | 'metrics'> & { client: HubspotClient; budget: Budget; tokens: Tokens; installs: Installs },
): Gateway {
  async function call(portalId: number, request: HubspotRequest, options: CallOptions): Promise<CallResult> {
    const limits = LIMITS[options.lane];
    const startedAt = deps.now().getTime();
    let renewed = false;
    for (let attempt = 1; ; attempt += 1) {
      const elapsedMs = deps.now().getTime() - startedAt;
      const sent = await attemptOnce(portalId, request, options, limits.totalMs - elapsedMs);
      if ('result' in sent) return sent.result;
      const { outcome, token } = sent;
      if ('answer' in outcome && outcome.answer.status === 401 && !renewed) {
        renewed = true;
        await deps.tokens.renewAfter(portalId, token);
        continue;
      }
      const settled = 'answer' in outcome ? await settle(portalId, outcome.answer, options) : undefined;
      if (settled !== undefined) return settled;
      const context = { attempt, elapsedMs, idempotent: request.idempotent, limits, now: deps.now(), random: deps.random() };
      const decision = decideRetry(outcome, context);
      if (!decision.again) return giveUp(portalId, request, outcome, decision.waitMs);
      deps.log.debug({ portalId, path: request.path, attempt, waitMs: decision.waitMs }, 'HubSpot is asked again');
      await sleep(decision.waitMs, undefined, { signal: options.signal });
    }
  }

  async function attemptOnce(
    portalId: number,
    request: HubspotRequest,
    options: CallOptions,
    withinMs: number,
  ): Promise<{ result: CallResult } | { outcome: Attempt; token: string }> {
    options.signal?.throwIfAborted();
    const token = await deps.tokens.current(portalId);
    if (!token.ok) return { result: failure(token.reason, null) };
    const turn = await deps.budget.take(portalId, { search: request.search === true, urgent: options.lane === 'interactive', withinMs });
    if (!turn.ok) return { result: failure('rate-limited', null, { retryAfterMs: turn.waitMs }) };
    try {
      return { outcome: { answer: await deps.client.request(request, token.token) }, token: token.token };
    } catch (error) {
      if (!(error instanceof HubspotTransportError)) throw error;
      return { outcome: { fault: error.fault }, token: token.token };
    }
  }

  /** Answers that end the call: success, refusals that concern the portal, and limits that all its callers share. */
  async function settle(portalId: number, answer: HubspotAnswer, options: CallOptions): Promise<CallResult | undefined> {
    if (answer.status < 300) return { ok: true, status: answer.status, body: answer.body };
    const waitMs = askedWaitMs(answer, deps.now());
    if ((answer.status === 429 || answer.status === 477) && waitMs > 0) await deps.budget.block(portalId, limitedLane(answer), waitMs);
    if (answer.status !== 403) return undefined;
    const { category, message } = errorBody(answer.body);
    if (options.onForbidden === 'tell') return failure('scope-missing', 403, { category, message });
    const missing = category === 'MISSING_SCOPES';
    await deps.installs.pause(portalId, missing ? 'scope-missing' : 'account-refused');
    deps.log.warn({ portalId, category }, 'HubSpot refuses this account: it is paused, its data is kept');
    return failure(missing ? 'scope-missing' : 'paused', 403, { category, message });
  }

  function giveUp(portalId: number, request: HubspotRequest, outcome: Attempt, waitMs: number): CallResult {
    if (!('answer' in outcome)) {
      deps.log.warn({ portalId, path: request.path, fault: outcome.fault }, 'HubSpot gave no usable answer');
      const lost = !request.idempotent && outcome.fault !== 'unreached';
      return failure(lost ? 'unknown-outcome' : 'unavailable', null);
    }
    const { status, body } = outcome.answer;
    const { category, message } = errorBody(body);
    deps.log.warn({ portalId, path: request.path, status, category }, 'HubSpot answered with an error');
    const details = { category, message, retryAfterMs: waitMs };
    if (status === 429) return failure('rate-limited', status, details);
    if (status < 500 && status !== 401 && status !== 423 && status !== 477) return failure('refused', status, details);
    return failure(!request.idempotent && status >= 500 && status !== 503 ? 'unknown-outcome' : 'unavailable', status, details);
  }

  return {
    async call(portalId, request, options) {
      const result = await call(portalId, request, options);
      deps.metrics.hubspotCalls.inc({ outcome: result.ok ? 'ok' : result.reason, lane: options.lane });
      return result;
    },
  };
}

/** Which of the two limits a 429 speaks of. */
function limitedLane(answer: HubspotAnswer): Lane {
  const { policyName, message } = errorBody(answer.body);
  return policyName.startsWith('SECONDLY') || /secondly limit/i.test(message) ? 'search' : 'general';
}

function failure(
  reason: CallFault,
  status: number | null,
  details: { category?: string; message?: string; retryAfterMs?: number } = {},
): Extract<CallResult, { ok: false }> {
  return { ok: false, reason, status, category: details.category ?? '', message: details.message ?? '', retryAfterMs: details.retryAfterMs ?? 0 };
}
