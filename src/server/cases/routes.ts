import { z } from 'zod';
import type { CaseEndpointName } from '../../../extensions/contracts/endpoints.ts';
import * as contract from '../../../extensions/contracts/cases.ts';
import type { Language, Refusal } from '../../../extensions/contracts/envelope.ts';
import { AnswerClass } from '../../../extensions/contracts/nps.ts';
import type { Made } from '../http/desk.ts';
import { door, type Door, type DoorAnswer, type DoorRequest, lang } from '../http/door.ts';
import type { CardRequest, CardRoute } from '../http/endpoint.ts';
import { refusal } from '../http/hubspot-request.ts';
import type { Tx } from '../platform/db.ts';
import { type Account, accountOf, type CaseDeps } from './account.ts';
import type { CaseCommand } from './case.ts';
import { takeStep } from './commands.ts';
import { figuresOf } from './figures.ts';
import { type CasePlace, casesOfRecord, countLists, listCases, NEVER, ownersWithCases, placeOf } from './list-store.ts';
import { type StoredCase, movesOf } from './store.ts';
import { type Around, caseViews } from './view.ts';
import { faults } from './wording.ts';

const recordId = z.string().regex(/^[1-9]\d{0,14}$/);
const PAGE = 25;
const OF_A_RECORD = 30;
const MOVES = { list: 3, record: 50 };

const listQuery = lang.extend({
  list: contract.CaseList,
  scope: contract.CaseScope,
  owner: z.string().regex(/^(|none|[1-9]\d{0,14})$/),
  class: z.union([z.literal(''), AnswerClass]),
  after: z.string().regex(/^(|\d{1,17}:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/),
});

/** `round` 0: the card was opened; then it asks again. */
const opening = lang.extend({ round: z.string().regex(/^\d{1,6}$/).default('0') });

/** Who asks, and what is known of their account. */
type Asked<E extends CaseEndpointName> = DoorRequest<E> & Site;
interface Site {
  timeZone: string;
  recordUrl: (companyId: number) => string;
}

/** The doors of the cards and of the inbox: everybody who uses the cards deals with cases. */
export function caseRoutes(deps: CaseDeps): CardRoute[] {
  const { desk } = deps;
  const caseDoor = doorOf(deps);
  const stepping = 'POST /api/1/cases/:caseId/steps';
  const acknowledging = 'POST /api/1/home/cases/acknowledge';
  return [
    caseDoor('GET /api/1/cases/company/:companyId', { params: z.object({ companyId: recordId }) }, (request) => recordCases(deps, request, { companyId: Number(request.params.companyId) })),
    caseDoor('GET /api/1/cases/contact/:contactId', { params: z.object({ contactId: recordId }), query: opening }, async (request) => {
      const answer = await recordCases(deps, request, { contactId: Number(request.params.contactId) });
      if (answer.ok) noteOpen(deps, request, answer);
      return answer;
    }),
    caseDoor(stepping, { params: z.object({ caseId: z.uuid() }), body: contract.TakeCaseStep }, (request) => desk.change(request, { level: 'rep', path: stepping }, (tx) => step(tx, deps, request))),
    caseDoor('GET /api/1/home/cases', { query: listQuery }, (request) => inbox(deps, request)),
    caseDoor(acknowledging, { body: contract.AcknowledgeCases }, (request) => desk.change(request, { level: 'rep', path: acknowledging }, (tx) => acknowledge(tx, deps, request))),
    caseDoor('GET /api/1/home/cases/figures', { query: lang.extend({ days: contract.FigureDays }) }, async (request) => {
      const segmentLabels = (await desk.allows(request, 'manager')) ? await segmentLabelsOf(deps, request) : new Map<string, string>();
      return desk.answer(request, 'manager', async (tx) => figuresOf(tx, await accountOf(tx, deps, request), { days: Number(request.query.days), segmentLabels }));
    }),
  ];
}

/** What HubSpot calls the segments, by value; empty: there are none, or HubSpot does not tell now. Called inside no transaction. */
async function segmentLabelsOf(deps: CaseDeps, request: Asked<'GET /api/1/home/cases/figures'>): Promise<ReadonlyMap<string, string>> {
  const { segmentProperty } = await deps.db.withPortal(request.portalId, async (tx) => (await accountOf(tx, deps, request)).settings);
  const property = segmentProperty === null ? undefined : (await deps.companyProperties(request.portalId))?.find(({ name }) => name === segmentProperty);
  return new Map(property?.options.map(({ value, label }) => [value, label]));
}

/** A door whose request carries what is to be known of the account. */
function doorOf(deps: CaseDeps) {
  return function caseDoor<E extends CaseEndpointName>(endpoint: E, takes: Door, handle: (request: Asked<E>) => DoorAnswer<E>): CardRoute {
    return door(endpoint, takes, async (request) => handle({ ...request, timeZone: (await deps.portal(request.portalId)).timeZone, recordUrl: await deps.recordUrls(request.portalId) }));
  };
}

async function around(tx: Tx, deps: CaseDeps, cases: readonly StoredCase[], account: Account, { recordUrl, language, mostMoves }: { recordUrl: Site['recordUrl']; language: Language; mostMoves: number }): Promise<Around> {
  const { roster, calendar, now } = account;
  const answerIds = cases.map((one) => one.answerId);
  return {
    answers: await deps.answerTexts(tx, answerIds),
    causes: await deps.causesOfAnswers(tx, answerIds, language),
    companies: await deps.companies(tx, [...new Set(cases.map((one) => one.companyId))]),
    moves: await movesOf(tx, cases.map((one) => one.caseId)),
    users: await deps.desk.names(tx),
    roster, calendar, recordUrl, language, mostMoves, now,
  };
}

function recordCases(deps: CaseDeps, request: Asked<'GET /api/1/cases/company/:companyId'> | Asked<'GET /api/1/cases/contact/:contactId'>, record: { companyId: number } | { contactId: number }): Promise<contract.RecordCases | Refusal> {
  return deps.desk.answer(request, 'rep', async (tx) => {
    const account = await accountOf(tx, deps, request);
    const cases = await casesOfRecord(tx, record, OF_A_RECORD);
    const open = cases.filter(({ state }) => state !== 'closed');
    const drawn = await around(tx, deps, cases, account, { ...request, mostMoves: MOVES.record });
    return { ok: true as const, asOf: account.now.toISOString(), open: open.length, overdue: open.filter((one) => isOverdue(one, account.now)).length, cases: caseViews(cases, drawn), causes: drawn.causes.choices };
  });
}

/** The card of a company counts its own opens; the contact's counts as one of the first company that it shows. */
function noteOpen({ noteOpen: note }: CaseDeps, { portalId, userId, userEmail: email, query, now: at }: CardRequest, { cases: [first] }: contract.RecordCases): void {
  if (query.round === '0') note({ portalId, userId, email, card: 'contact-cases', companyId: first === undefined ? null : Number(first.company.id), at });
}

function isOverdue({ state, dueAt }: StoredCase, now: Date): boolean {
  return (state === 'new' || state === 'acknowledged') && dueAt !== null && dueAt < now;
}

function inbox(deps: CaseDeps, request: Asked<'GET /api/1/home/cases'>): Promise<contract.HomeCases | Refusal> {
  const { list, scope, owner, after, class: cls } = request.query;
  return deps.desk.answer(request, 'rep', async (tx) => {
    const account = await accountOf(tx, deps, request);
    const { now, roster } = account;
    const mine = [...roster.values()].filter(({ userId }) => userId === request.userId).map(({ ownerId }) => ownerId);
    const ownerIds = scope === 'mine' ? mine : owner === '' ? null : owner === 'none' ? ('none' as const) : [Number(owner)];
    const filters = { ownerIds, class: cls === '' ? null : cls };
    const rows = await listCases(tx, list, { ...filters, now, after: placeIn(after), limit: PAGE + 1 });
    const shown = rows.slice(0, PAGE);
    const last = shown.at(-1);
    const drawn = await around(tx, deps, shown, account, { ...request, mostMoves: MOVES.list });
    return {
      ok: true as const,
      asOf: now.toISOString(),
      counts: await countLists(tx, filters, now),
      cases: caseViews(shown, drawn),
      causes: drawn.causes.choices,
      owners: (await ownersWithCases(tx)).map(({ ownerId, open }) => ({ id: ownerId === null ? 'none' : String(ownerId), name: ownerId === null ? null : (roster.get(ownerId)?.name?.slice(0, 300) ?? null), open })),
      next: rows.length > PAGE && last ? markOf(placeOf(last, list)) : null,
    };
  });
}

/** A place in a list as the page hands it back. */
function markOf({ at, caseId }: CasePlace): string {
  return `${at.getTime()}:${caseId}`;
}

function placeIn(mark: string): CasePlace | null {
  if (mark === '') return null;
  const [at, caseId] = mark.split(':');
  return { at: new Date(Math.min(Number(at), NEVER.getTime())), caseId: caseId! };
}

async function step(tx: Tx, deps: CaseDeps, request: Asked<'POST /api/1/cases/:caseId/steps'>): Promise<Made<contract.SteppedCase> | Refusal> {
  const { userId, language, body: { revision } } = request;
  const command = commandOf(request.body);
  if (command === undefined) return refusal('invalid', faults['reason-missing'][language]);
  const account = await accountOf(tx, deps, request);
  const made = await takeStep(tx, deps, { caseId: request.params.caseId!, command, revision }, { account, userId });
  if (!made.ok) return refusal(made.fault === 'gone' ? 'not-found' : made.fault.endsWith('missing') ? 'invalid' : 'conflict', faults[made.fault][language]);
  const { before, after } = made;
  const [view] = caseViews([after], await around(tx, deps, [after], account, { ...request, mostMoves: MOVES.record }));
  if (view === undefined) return refusal('not-found', faults.gone[language]);
  // What somebody wrote stays out of the trail, which is kept for good.
  return { answer: { ok: true, case: view }, action: `case.${command.step}`, subject: `company:${after.companyId}`, before: { state: before.state }, after: { state: after.state, reason: after.closeReason } };
}

function commandOf({ step: name, note, reason }: contract.TakeCaseStep): CaseCommand | undefined {
  switch (name) {
    case 'acknowledge': case 'resume': return { step: name };
    case 'close': return reason === undefined ? undefined : { step: name, reason, note };
    default: return { step: name, note };
  }
}

async function acknowledge(tx: Tx, deps: CaseDeps, request: Asked<'POST /api/1/home/cases/acknowledge'>): Promise<Made<contract.AcknowledgedCases> | Refusal> {
  const account = await accountOf(tx, deps, request);
  const caseIds = [...new Set(request.body.caseIds)].sort();
  let acknowledged = 0;
  for (const caseId of caseIds) {
    const made = await takeStep(tx, deps, { caseId, command: { step: 'acknowledge' }, revision: null }, { account, userId: request.userId });
    if (made.ok) acknowledged += 1;
  }
  return { answer: { ok: true, acknowledged }, action: 'case.acknowledged-many', subject: 'cases', before: null, after: { asked: caseIds.length, acknowledged } };
}
