import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenRequest, OpenRoute, Reply } from '../http/endpoint.ts';
import type { Deps } from '../platform/deps.ts';
import type { Action } from './actions/index.ts';
import { acceptDelivery, type WorkflowDeps } from './commands.ts';
import { readDelivery } from './delivery.ts';
import { failed, type Outputs } from './outputs.ts';

/** HubSpot's waiting time ends later; an answer that comes after it is lost. */
const ANSWER_MS = 4_500;
/** Here, and only here, HubSpot reads Retry-After in milliseconds. */
const BUSY_MS = 60_000;
const TROUBLE_MS = 30_000;

/** Whether HubSpot made the request, and by which of its signatures. */
export type VerifyAction = (request: Pick<OpenRequest, 'method' | 'rawBody' | 'headers' | 'now'> & { url: string }) =>
  | { ok: true; version: 'v3' | 'v2' }
  | { ok: false; reason: string; genuine?: boolean };

export type RouteDeps = WorkflowDeps & Pick<Deps, 'config' | 'metrics'> & { verify: VerifyAction };

/**
 * The address of each workflow action. To HubSpot a 4xx is the end of an execution, so a request that HubSpot signed gets none
 * (but 429): what is wrong is told as a status, and trouble of ours is 503, which HubSpot repeats.
 */
export function workflowRoutes(deps: RouteDeps): OpenRoute[] {
  return [...deps.actions.values()].map((action) => actionRoute(deps, action));
}

function actionRoute(deps: RouteDeps, action: Action): OpenRoute {
  const path = `/workflow-actions/${action.id}`;

  async function receive({ method, rawBody, headers, now, log }: OpenRequest): Promise<Reply> {
    const verdict = deps.verify({ method, url: `${deps.config.publicUrl}${path}`, rawBody, headers, now });
    if (!verdict.ok) {
      deps.metrics.signatures.inc({ reason: verdict.reason });
      if (verdict.genuine) deps.metrics.clockSkew.inc();
      return { status: 401, body: { error: "The signature is not HubSpot's, or too old: check PUBLIC_URL, the client secret and this machine's clock." } };
    }
    const { version } = verdict;
    const answered = await inTime(take(rawBody, now)).catch((error: unknown) => {
      log.error({ err: error, action: action.id, signature: version }, 'A workflow action could not be taken');
      return 'trouble' as const;
    });
    const answer = typeof answered === 'string' ? answered : answered.hs_execution_state!.toLowerCase();
    deps.metrics.workflowActions.inc({ signature: version, answer });
    log.info({ action: action.id, signature: version, answer }, 'A workflow action was delivered');
    return replyTo(answered);
  }

  async function take(rawBody: Buffer, now: Date): Promise<Outputs | 'busy'> {
    const delivery = readDelivery(rawBody, action);
    return delivery === undefined ? failed('unreadable') : acceptDelivery(deps, action, delivery, now);
  }

  return { kind: 'hook', method: 'POST', path, handle: receive };
}

/** What comes later than HubSpot waits is trouble: it was stored, and the repetition finds it. */
async function inTime(work: Promise<Outputs | 'busy'>): Promise<Outputs | 'busy' | 'trouble'> {
  const timer = new AbortController();
  const late = sleep(ANSWER_MS, 'trouble' as const, { signal: timer.signal }).catch(() => 'trouble' as const);
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
  }
}

function replyTo(answered: Outputs | 'busy' | 'trouble'): Reply {
  if (answered === 'busy') return { status: 429, headers: { 'Retry-After': String(BUSY_MS) }, body: { error: 'Too many workflow actions of this account are waiting. Send it again later.' } };
  if (answered === 'trouble') return { status: 503, headers: { 'Retry-After': String(TROUBLE_MS) }, body: { error: 'Baton cannot take this now. Send it again.' } };
  return { status: 200, body: { outputFields: answered } };
}
