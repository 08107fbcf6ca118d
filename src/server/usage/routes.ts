import type { OpenRequest, OpenRoute, Reply } from '../http/endpoint.ts';
import type { Db } from '../platform/db.ts';
import { Unavailable } from '../platform/errors.ts';
import { type BadBody, readBulk, readSingle, type Row } from './body.ts';
import { recordUsage, type UsageDeps } from './commands.ts';
import { readEvent, type UsageEvent } from './event.ts';
import { ALLOWANCE } from './key.ts';
import { type Admission, admit } from './key-commands.ts';
import type { UsageQuestions } from './questions.ts';
import { type Report, reportOf } from './view.ts';

const SINGLE_LIMIT = 8 * 1024;
const BULK_LIMIT = 1024 * 1024;
/** What a request spends of its key's minute. */
export const COST = { single: 1, bulk: 10 } as const;
const RETRY_SECONDS = 60;

const wrongKey: Reply = {
  status: 401,
  headers: { 'WWW-Authenticate': 'Bearer' },
  body: { error: 'The API key is missing, wrong or revoked: send "Authorization: Bearer baton_…" with a key of this account.' },
};

export interface IntakeDeps extends UsageDeps {
  db: Db;
  questions: UsageQuestions;
}

/** The doors for a customer's own systems: who posts is only what the API key says. */
export function usageRoutes(deps: IntakeDeps): OpenRoute[] {
  return [
    { kind: 'hook', method: 'POST', path: '/v1/usage', bodyLimit: SINGLE_LIMIT, handle: (request) => guarded(request, () => takeSingle(deps, request)) },
    { kind: 'hook', method: 'POST', path: '/v1/usage/bulk', bodyLimit: BULK_LIMIT, handle: (request) => guarded(request, () => takeBulk(deps, request)) },
  ];
}

async function guarded(request: OpenRequest, answer: () => Promise<Reply>): Promise<Reply> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    request.log.error({ err: error }, 'Usage could not be taken');
    return { status: 503, headers: { 'Retry-After': String(RETRY_SECONDS) }, body: { error: 'Baton cannot take this now. Send it again.' } };
  }
}

function takeSingle(deps: IntakeDeps, request: OpenRequest): Promise<Reply> {
  return admitted(deps, request, COST.single, async (by) => {
    const row = readSingle(request.rawBody);
    if ('status' in row) return refused(row);
    const [result] = (await store(deps, request, by, [row])).results;
    return result!.error === undefined ? { status: 200, body: { outcome: result!.outcome } } : { status: 422, body: { error: result!.error } };
  });
}

function takeBulk(deps: IntakeDeps, request: OpenRequest): Promise<Reply> {
  return admitted(deps, request, COST.bulk, async (by) => {
    const rows = readBulk(request.rawBody);
    if ('status' in rows) return refused(rows);
    const report = await store(deps, request, by, rows);
    return { status: report.invalid === rows.length ? 422 : 200, body: report };
  });
}

/** Lets a request in by its key, and tells in its headers what of the minute is left. */
async function admitted(deps: IntakeDeps, request: OpenRequest, cost: number, answer: (by: Admission) => Promise<Reply>): Promise<Reply> {
  const entry = await admit(deps.db, request.headers.authorization, cost, request.now);
  if (entry.state === 'unknown') return wrongKey;
  const allowance = { 'RateLimit-Limit': String(ALLOWANCE), 'RateLimit-Remaining': String(entry.left), 'RateLimit-Reset': String(entry.resetSeconds) };
  if (entry.state === 'spent') {
    const error = `The key has used up its minute (${ALLOWANCE}; an event costs ${COST.single}, a bulk ${COST.bulk}): wait, and send many events as a bulk.`;
    return { status: 429, headers: { ...allowance, 'Retry-After': String(entry.resetSeconds) }, body: { error } };
  }
  const reply = await answer(entry.by);
  return { ...reply, headers: { ...allowance, ...reply.headers } };
}

async function store(deps: IntakeDeps, { now }: OpenRequest, by: Admission, rows: readonly Row[]): Promise<Report> {
  const timeZone = await deps.questions.timeZone(by.portalId);
  const faults = new Map<number, string>();
  const events: { row: number; event: UsageEvent }[] = [];
  for (const each of rows) {
    const event = 'fault' in each ? each : readEvent(each.value, { now, timeZone });
    if ('fault' in event) faults.set(each.row, event.fault);
    else events.push({ row: each.row, event });
  }
  const outcomes = events.length === 0 ? new Map<number, never>() : await deps.db.withPortal(by.portalId, (tx) => recordUsage(tx, deps, { ...by, rows: events, now }));
  return reportOf(rows.map(({ row }) => row), outcomes, faults);
}

function refused({ status, fault }: BadBody): Reply {
  return { status, body: { error: fault } };
}
