import { z } from 'zod';
import type { HandoffEndpointName } from '../../../extensions/contracts/endpoints.ts';
import type { Language, Refusal } from '../../../extensions/contracts/envelope.ts';
import * as contract from '../../../extensions/contracts/handoff.ts';
import { door, type Door, type DoorAnswer, type DoorRequest, lang } from '../http/door.ts';
import type { CardRequest, CardRoute } from '../http/endpoint.ts';
import { refusal } from '../http/hubspot-request.ts';
import type { Tx } from '../platform/db.ts';
import { auditOf } from './audit.ts';
import { type Acting, gone, type HandoffDeps, saveText, takeStep, type Typed } from './commands.ts';
import { countTraces } from './effect-store.ts';
import { businessCalendar } from './playbooks/playbook-store.ts';
import type { PortalFacts } from './questions.ts';
import { ownerList, type Roster, rosterOf, writerName } from './roster.ts';
import { findSales } from './sale/sale-store.ts';
import { READ_JOB, startHandoff } from './start.ts';
import { findHandoff, listHandoffs, listMoves, type StoredHandoff } from './store.ts';
import { handoffView } from './view.ts';

/** `round` 0: the card was opened; then it asks again, because something was done or changed. */
const opening = lang.extend({ round: z.string().regex(/^\d{1,6}$/).default('0') });
const recordId = z.string().regex(/^[1-9]\d{0,14}$/);
const MOST_HANDOFFS = 5;
const unknownDeal = refusal('not-found', 'Baton has not read this deal from HubSpot yet: new deals appear within minutes.');
const unknownCompany = refusal('unknown-company', 'Baton has not read this company from HubSpot yet: new companies appear within minutes of being created.');

type Reading = CardRequest & { language: Language; portal: PortalFacts };
type Asked<E extends HandoffEndpointName> = DoorRequest<E> & { portal: PortalFacts };

/** The doors of the deal card and of the company card "Onboarding". */
export function handoffRoutes(deps: HandoffDeps): CardRoute[] {
  const { desk } = deps;
  const handoffDoor = doorOf(deps);
  const start = 'POST /api/1/handoffs/deal/:dealId/start';
  const step = 'POST /api/1/handoffs/:handoffId/steps';
  const deal = z.object({ dealId: recordId });
  const handoff = z.object({ handoffId: z.uuid() });
  return [
    handoffDoor('GET /api/1/handoffs/deal/:dealId', { params: deal, query: opening }, async (request) => {
      const answer = await desk.answer(request, 'rep', (tx) => dealCard(tx, deps, request));
      if (answer.ok) noteOpen(deps, request, { card: 'handoff', companyId: answer.deal.companyId });
      return answer;
    }),
    handoffDoor(start, { params: deal, body: contract.StartHandoff }, (request) =>
      desk.change(request, { level: 'rep', path: start }, async (tx) => {
        const found = await deps.deal(tx, Number(request.params.dealId));
        if (found === undefined) return unknownDeal;
        const started = await startHandoff(tx, deps, found, actingOf(request));
        if ('ok' in started) return started;
        return { answer: saved(request), action: 'handoff.started', subject: `deal:${found.dealId}`, before: null, after: auditOf(started) };
      }),
    ),
    handoffDoor('POST /api/1/handoffs/:handoffId/field', { params: handoff, body: contract.SaveField }, (request) => save(deps, request, request.body)),
    handoffDoor('POST /api/1/handoffs/:handoffId/kick-off', { params: handoff, body: contract.SavePoint }, (request) => save(deps, request, request.body)),
    handoffDoor('POST /api/1/handoffs/:handoffId/read', { params: handoff, body: contract.ReadSale }, (request) => desk.answer(request, 'rep', (tx) => readAgain(tx, deps, request))),
    handoffDoor(step, { params: handoff, body: contract.TakeStep }, (request) =>
      desk.change(request, { level: 'rep', path: step }, async (tx) => {
        const made = await takeStep(tx, deps, { handoffId: request.params.handoffId!, step: request.body.step }, actingOf(request));
        if ('ok' in made) return made;
        return { answer: saved(request), action: `handoff.${request.body.step.kind}`, subject: `deal:${made.after.dealId}`, before: auditOf(made.before), after: auditOf(made.after) };
      }),
    ),
    handoffDoor('GET /api/1/onboarding/:companyId', { params: z.object({ companyId: recordId }), query: opening }, async (request) => {
      const answer = await desk.answer(request, 'rep', (tx) => companyCard(tx, deps, request));
      if (answer.ok) noteOpen(deps, request, { card: 'onboarding', companyId: answer.company.id });
      return answer;
    }),
  ];
}

/** A door whose request carries what is to be known of the account. */
function doorOf({ portal }: HandoffDeps) {
  return function handoffDoor<E extends HandoffEndpointName>(endpoint: E, takes: Door, handle: (request: Asked<E>) => DoorAnswer<E>): CardRoute {
    return door(endpoint, takes, async (request) => handle({ ...request, portal: await portal(request.portalId) }));
  };
}

function actingOf({ portalId, portal, userId, language, now }: Reading): Acting {
  return { portalId, portal, userId, language, now };
}

function saved({ now }: CardRequest): contract.Saved {
  return { ok: true, asOf: now.toISOString() };
}

/** Not in the audit trail: a text is saved as it is typed. */
function save(deps: HandoffDeps, request: Reading, typed: Typed): Promise<contract.SavedText | Refusal> {
  return deps.desk.answer(request, 'rep', async (tx) => {
    const outcome = await saveText(tx, deps, request.params.handoffId!, typed, request);
    if ('ok' in outcome) return outcome;
    const { version, clash } = outcome;
    const other = clash && { text: clash.text, notApplicable: clash.notApplicable ?? '', by: writerName(clash.by ?? null, rosterOf(await deps.owners(tx))), at: clash.at ?? null };
    return { ...saved(request), version, clash: other };
  });
}

async function readAgain(tx: Tx, deps: HandoffDeps, request: Reading): Promise<contract.Saved | Refusal> {
  const { portalId, language } = request;
  const handoff = await findHandoff(tx, request.params.handoffId!);
  if (handoff === undefined) return gone;
  const { handoffId } = handoff;
  const kept = (await findSales(tx, [handoffId])).get(handoffId);
  await deps.enqueue(tx, READ_JOB, [{ portalId, handoffId, language: kept?.language ?? language }]);
  return saved(request);
}

async function dealCard(tx: Tx, deps: HandoffDeps, request: Asked<'GET /api/1/handoffs/deal/:dealId'>): Promise<contract.DealHandoff | Refusal> {
  const deal = await deps.deal(tx, Number(request.params.dealId));
  if (deal === undefined) return unknownDeal;
  const company = deal.companyId === null ? undefined : await deps.findCompany(tx, deal.companyId);
  const owners = rosterOf(await deps.owners(tx));
  const [handoff] = await views(tx, deps, await listHandoffs(tx, { dealId: deal.dealId }, 1), owners, request);
  return {
    ok: true,
    asOf: request.now.toISOString(),
    deal: { id: String(deal.dealId), name: deal.name, won: deal.isWon, companyId: deal.companyId === null ? null : String(deal.companyId), companyName: company?.name ?? null },
    owners: ownerList(owners),
    handoff: handoff ?? null,
  };
}

async function companyCard(tx: Tx, deps: HandoffDeps, request: Asked<'GET /api/1/onboarding/:companyId'>): Promise<contract.Onboarding | Refusal> {
  const companyId = Number(request.params.companyId);
  const company = await deps.findCompany(tx, companyId);
  if (company === undefined) return unknownCompany;
  const owners = rosterOf(await deps.owners(tx));
  const you = owners.byUser.get(request.userId);
  return {
    ok: true,
    asOf: request.now.toISOString(),
    company: { id: String(companyId), name: company.name },
    owners: ownerList(owners),
    you: you === undefined ? null : String(you.ownerId),
    handoffs: await views(tx, deps, await listHandoffs(tx, { companyId }, MOST_HANDOFFS), owners, request),
  };
}

/** Called inside no transaction: what is counted is written later. */
function noteOpen(deps: HandoffDeps, { portalId, userId, userEmail: email, query, now: at }: Reading, { card, companyId }: { card: 'handoff' | 'onboarding'; companyId: string | null }): void {
  if (query.round === '0') deps.noteOpen({ portalId, userId, email, card, companyId: companyId === null ? null : Number(companyId), at });
}

async function views(tx: Tx, deps: HandoffDeps, handoffs: readonly StoredHandoff[], owners: Roster, { portal, language, now }: Reading): Promise<contract.HandoffView[]> {
  if (handoffs.length === 0) return [];
  const ids = handoffs.map((handoff) => handoff.handoffId);
  const moves = await listMoves(tx, ids);
  const traces = await countTraces(tx, ids);
  const sales = await findSales(tx, ids);
  const names = await deps.dealNames(tx, handoffs.map((handoff) => handoff.dealId));
  const lastSeen = await deps.lastActivity(tx, [...new Set(handoffs.map((handoff) => handoff.companyId))], now);
  const calendar = await businessCalendar(tx, portal.timeZone);
  return handoffs.map((handoff) =>
    handoffView(handoff, {
      dealName: names.get(handoff.dealId) ?? null, owners, language, timeZone: portal.timeZone, calendar, now,
      moves: moves.filter((move) => move.handoffId === handoff.handoffId), traces: traces.get(handoff.handoffId),
      sale: sales.get(handoff.handoffId), lastSeen: lastSeen.get(handoff.companyId) ?? null,
    }),
  );
}
