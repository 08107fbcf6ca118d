import { raw } from 'express';
import type { Request, RequestHandler, Response } from 'express';
import type { SandboxPortal } from '../core.ts';
import type { Store } from '../crm/store.ts';
import { ApiError, badRequest, errorBody } from '../errors.ts';
import { actsAfterCommit, playFault } from '../faults.ts';
import type { FaultRule, Faults } from '../faults.ts';
import type { Ledger } from '../ledger.ts';
import type { Grants } from '../oauth/grants.ts';
import { tokenPaths, unknownTokenFields } from '../oauth/token-routes.ts';
import type { TokenReply } from '../oauth/token-routes.ts';
import { rateLimitBody } from '../rate-limit.ts';
import type { RateVerdict } from '../rate-limit.ts';
import { routeTable } from './endpoint.ts';
import type { ApiReply, ApiRoute } from './endpoint.ts';

interface PipelineOptions {
  routes: readonly ApiRoute[];
  tokens: (path: string, form: URLSearchParams) => TokenReply;
  grants: Grants;
  portal: (portalId: number) => { portal: SandboxPortal; store: Store } | undefined;
  limit: (portalId: number, policy: 'general' | 'search', nowMs: number) => RateVerdict;
  faults: Faults;
  ledger: Ledger;
  now: () => Date;
}

/** What is known of a call while it passes; the ledger's entry is made of it. */
interface Passage {
  template: string | null;
  portalId: number | null;
  policy: 'general' | 'search' | 'none';
  violations: string[];
  requestBody: unknown;
  headers: Record<string, string>;
}

const apiPath = /^\/(crm|oauth\/(?!authorize)|account-info|appinstalls|automation|integrators|webhooks|app-webhooks|settings|scheduler|events\/|surveys|marketing|files|properties|contacts\/v1)/;

function jsonOf(req: Request): unknown {
  const bytes = req.body as Buffer | undefined;
  if (!bytes?.length) return undefined;
  if (!/^application\/json/i.test(req.header('content-type') ?? '')) {
    throw new ApiError(415, 'VALIDATION_ERROR', 'Content-Type must be application/json', {}, true);
  }
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    throw badRequest('Invalid input JSON: the body cannot be parsed');
  }
}

function checkQuery(query: URLSearchParams, allowed: readonly string[]): void {
  const unknown = [...new Set(query.keys())].filter((name) => !allowed.includes(name));
  if (unknown.length > 0) throw badRequest(`Unknown query parameters: ${unknown.join(', ')}`);
}

function missingScopes(needed: string[]): ApiError {
  return new ApiError(403, 'MISSING_SCOPES', "This app hasn't been granted all required scopes to make this call.", {
    errors: [{ message: 'One or more of the following scopes are required.', context: { requiredScopes: needed } }],
  });
}

/** The API: matches, authorises, limits, plays faults, answers and writes the ledger. Other paths pass on. */
export function apiPipeline(options: PipelineOptions): RequestHandler {
  const { grants, ledger, now, faults } = options;
  const match = routeTable(options.routes);

  function authorise(req: Request): { portalId: number; scopes: string[] } {
    const token = /^Bearer (\S+)$/.exec(req.header('authorization') ?? '')?.[1];
    if (!token) throw new ApiError(401, 'INVALID_AUTHENTICATION', 'Authentication credentials not found. This API supports OAuth 2.0 authentication.');
    const grant = grants.access(token);
    if (!grant) throw new ApiError(401, 'INVALID_AUTHENTICATION', 'The OAuth token used to make this call is invalid.');
    const lateMs = now().getTime() - grant.expiresAtMs;
    if (lateMs < 0) return grant;
    throw new ApiError(401, 'EXPIRED_AUTHENTICATION', `The OAuth token used to make this call expired ${Math.floor(lateMs / 1_000)} second(s) ago.`);
  }

  function answerApi(req: Request, passage: Passage, commit: (rule: FaultRule | undefined) => boolean): ApiReply {
    const found = match(req.method, req.path);
    if (found === undefined) throw new ApiError(404, 'OBJECT_NOT_FOUND', `The sandbox knows no ${req.path}`, {}, true);
    if (found === 'other-method') throw new ApiError(405, 'METHOD_NOT_ALLOWED', `${req.path} has no ${req.method}`, {}, true);
    const { route, params } = found;
    passage.template = route.path;
    const grant = authorise(req);
    passage.portalId = grant.portalId;
    passage.policy = route.policy ?? 'general';
    const here = options.portal(grant.portalId);
    if (!here) throw new ApiError(401, 'INVALID_AUTHENTICATION', 'The account of this token does not exist.');
    const verdict = options.limit(grant.portalId, passage.policy, now().getTime());
    passage.headers = verdict.headers;
    if (!verdict.allowed) return { status: 429, body: rateLimitBody(verdict.policyName, crypto.randomUUID()) };
    const query = new URL(req.originalUrl, 'http://sandbox').searchParams;
    checkQuery(query, route.query ?? []);
    const body = jsonOf(req);
    passage.requestBody = body;
    const alternatives = route.scopes?.(params) ?? [];
    if (alternatives.length > 0 && !alternatives.some((all) => all.every((scope) => grant.scopes.includes(scope)))) {
      throw missingScopes(alternatives[0] ?? []);
    }
    if (!commit(faults.next(req.method, req.path, grant.portalId))) return { status: 0 };
    return route.handle({ ...here, params, query, body, now: now() });
  }

  function answerToken(req: Request, passage: Passage, commit: (rule: FaultRule | undefined) => boolean): ApiReply {
    passage.template = req.path;
    if (req.method !== 'POST') throw new ApiError(405, 'METHOD_NOT_ALLOWED', `${req.path} has no ${req.method}`, {}, true);
    checkQuery(new URL(req.originalUrl, 'http://sandbox').searchParams, []);
    if (!/^application\/x-www-form-urlencoded/i.test(req.header('content-type') ?? '')) {
      throw new ApiError(415, 'VALIDATION_ERROR', 'Token calls are form-encoded', {}, true);
    }
    const form = new URLSearchParams((req.body as Buffer).toString('utf8'));
    passage.requestBody = Object.fromEntries([...form].map(([name]) => [name, '(form field)']));
    passage.violations.push(...unknownTokenFields(req.path, form).map((name) => `Unknown form field ${name}`));
    if (!commit(faults.next(req.method, req.path, null))) return { status: 0 };
    const reply = options.tokens(req.path, form);
    passage.portalId = reply.portalId;
    return reply;
  }

  function handle(req: Request, res: Response): void {
    const started = performance.now();
    const passage: Passage = { template: null, portalId: null, policy: 'none', violations: [], requestBody: undefined, headers: {} };
    let fault: FaultRule | undefined;
    const commit = (rule: FaultRule | undefined): boolean => {
      fault = rule;
      return !rule || actsAfterCommit(rule);
    };
    let reply: ApiReply;
    try {
      reply = tokenPaths.includes(req.path) ? answerToken(req, passage, commit) : answerApi(req, passage, commit);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.violation) passage.violations.push(error.message);
      reply = { status: error.status, body: errorBody(error, crypto.randomUUID()) };
    }
    res.set(passage.headers);
    const status = fault ? playFault(fault, req, res, reply.body) : send(res, reply);
    const at = now();
    ledger.add({
      at: at.toISOString(), atMs: at.getTime(), method: req.method, path: req.originalUrl, template: passage.template,
      portalId: passage.portalId, policy: passage.policy, status, durationMs: performance.now() - started,
      violations: passage.violations, fault: fault?.kind ?? null,
      ...(ledger.keepBodies && !tokenPaths.includes(req.path)
        ? { request: passage.requestBody, response: fault ? undefined : reply.body } : {}),
    });
  }

  const readBody = raw({ type: () => true, limit: '20mb' });
  return (req, res, next) => {
    if (!apiPath.test(req.path) && !req.header('authorization')?.startsWith('Bearer ')) return next();
    readBody(req, res, (error?: unknown) => (error ? next(error) : handle(req, res)));
  };
}

function send(res: Response, reply: ApiReply): number {
  res.status(reply.status);
  if (reply.body === undefined) res.end();
  else res.type('json').send(JSON.stringify(reply.body));
  return reply.status;
}
