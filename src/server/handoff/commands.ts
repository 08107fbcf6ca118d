import { isDeepStrictEqual } from 'node:util';
import type { Language, Refusal } from '../../../extensions/contracts/envelope.ts';
import type { HandoffField, HandoffStep, KickOffSection } from '../../../extensions/contracts/handoff.ts';
import { refusal } from '../http/hubspot-request.ts';
import type { Calendar } from '../lib/business-time.ts';
import { dayIn } from '../lib/local-day.ts';
import { shortId } from '../lib/uuid.ts';
import type { Tx } from '../platform/db.ts';
import type { Deps } from '../platform/deps.ts';
import { needItemsOf, openItems, settleItem, skipItemsOf } from './playbooks/checklist.ts';
import { keepTraces, type Trace } from './effect-store.ts';
import { expectationsOf, type Filled, missingFields, missingPoints, type Point } from './form.ts';
import { type Handoff, holderOf, nextOf } from './baton.ts';
import { type Command, type Missing, type Refused, transition } from './machine.ts';
import type { Steps } from './playbooks/playbook.ts';
import { businessCalendar } from './playbooks/playbook-store.ts';
import { handoffProperties } from './properties.ts';
import type { HandoffQuestions, PortalFacts } from './questions.ts';
import { rosterOf } from './roster.ts';
import { standingOf } from './standings/standing.ts';
import { saveStanding } from './standings/standing-store.ts';
import { addMove, findHandoff, listHandoffs, type MoveDetail, saveHandoff, type StoredHandoff } from './store.ts';
import { tracesOf } from './traces.ts';
import { type Versioned, versionOf, write } from './versions.ts';
import { faults } from './wording.ts';
import type { Words } from '../platform/words.ts';
import { inLanguage } from './words.ts';

export const PERFORM_JOB = 'handoff.perform';

export type HandoffDeps = Pick<Deps, 'db' | 'now' | 'enqueue' | 'record' | 'randomBytes'> & HandoffQuestions & { steps: Steps };

/** Who acts, and where: `userId` null for Baton itself; texts for HubSpot are in this language. */
export interface Acting {
  portalId: number;
  portal: PortalFacts;
  userId: number | null;
  language: Language;
  now: Date;
  /** What had Baton act, for the history. */
  via?: string;
  /** The same in both languages: the history tells it in the reader's. */
  why?: Words;
}

/** In which Baton itself speaks: an account says no language of its own. */
export const OWN_LANGUAGE: Language = 'pt-BR';

const anotherOpen = refusal('conflict', 'Another handoff of this deal is under way: complete or cancel that one first.');
export const gone = refusal('not-found', 'There is no such handoff: reload the page.');

/** An account, and the clock that its deadlines run by. */
type Clocked = Pick<Acting, 'portalId' | 'portal'> & { calendar: Calendar };

/** Whoever acts, and the clock of the account. */
export async function clocked<A extends Pick<Acting, 'portal'>>(tx: Tx, acting: A): Promise<A & { calendar: Calendar }> {
  return { ...acting, calendar: await businessCalendar(tx, acting.portal.timeZone) };
}

/** Saves what has become of a handoff, and tells where it stands now; where nothing has changed, nothing is done. */
export async function keep(tx: Tx, deps: HandoffDeps, before: StoredHandoff, after: StoredHandoff, acting: Clocked & { now: Date }): Promise<void> {
  if (isDeepStrictEqual(before, after)) return;
  await saveHandoff(tx, after.handoffId, after, acting.now);
  await show(tx, deps, after, acting);
}

/** Tells lists, and the company and the deal in HubSpot, where a handoff stands. */
export async function show(tx: Tx, deps: HandoffDeps, handoff: Omit<StoredHandoff, 'cycle'>, { portalId, portal: { timeZone }, calendar }: Clocked): Promise<void> {
  await saveStanding(tx, portalId, standingOf(handoff, timeZone, calendar), { timeZone, calendar });
  const properties = handoffProperties(handoff, timeZone, calendar);
  await deps.writeProperties(tx, portalId, 'companies', [{ id: handoff.companyId, properties }]);
  await deps.writeProperties(tx, portalId, 'deals', [{ id: handoff.dealId, properties }]);
}

/** Says that something happened on the way of a customer whom CS has accepted. */
async function tellJourney(tx: Tx, deps: HandoffDeps, { baton, companyId }: StoredHandoff, { portalId, now }: Acting): Promise<void> {
  if (baton.acceptedAt !== null) await deps.record(tx, { name: 'handoff.journey.changed', portalId, at: now, payload: { portalId, companyIds: [companyId] } });
}

/** A text as somebody typed it, over the version that the writer saw. */
export type Typed = ({ field: HandoffField; text: string } | { section: KickOffSection; text: string; notApplicable: string }) & { base?: number | undefined };

/** What became of a text: its version; with `clash` it was not saved, because another one changed it meanwhile. */
export interface SavedText {
  version: number;
  clash: (Versioned & { text: string; notApplicable?: string }) | null;
}

/** Saves what a person types, as long as the handoff is open. */
export async function saveText(tx: Tx, deps: HandoffDeps, handoffId: string, typed: Typed, { portalId, portal, userId, now }: Pick<Acting, 'portalId' | 'portal' | 'userId' | 'now'>): Promise<Refusal | SavedText> {
  const handoff = await findHandoff(tx, handoffId, { lock: true });
  if (handoff === undefined) return gone;
  if (handoff.baton.status !== 'open') return refusal('conflict', faults.ended);
  const asked = { base: typed.base, by: userId, at: now };
  const { form, kickOff } = handoff;
  const outcome = 'field' in typed
    ? write<Pick<Filled, 'text' | 'typed'>>(form[typed.field], { text: typed.text, typed: true }, asked)
    : write<Pick<Point, 'text' | 'notApplicable'>>(kickOff[typed.section], { text: typed.text, notApplicable: typed.notApplicable }, asked);
  if ('clash' in outcome) return { version: versionOf(outcome.clash), clash: outcome.clash };
  const changed = 'field' in typed ? { ...handoff, form: { ...form, [typed.field]: outcome.written } } : { ...handoff, kickOff: { ...kickOff, [typed.section]: outcome.written } };
  await keep(tx, deps, handoff, changed, await clocked(tx, { portalId, portal, now }));
  return { version: versionOf(outcome.written), clash: null };
}

/** A handoff before and after a step. */
interface Taken {
  before: StoredHandoff;
  after: StoredHandoff;
}

/** Makes a step, or says why it is not possible now. */
export async function takeStep(tx: Tx, deps: HandoffDeps, { handoffId, step }: { handoffId: string; step: HandoffStep }, by: Acting): Promise<Taken | Refusal> {
  const before = await findHandoff(tx, handoffId, { lock: true });
  if (before === undefined) return gone;
  if (step.kind === 'judge-expectation') return judge(tx, deps, before, step, await clocked(tx, by));
  if (step.kind === 'tick-step' || step.kind === 'skip-step') return settle(tx, deps, before, step, await clocked(tx, by));
  if (step.kind === 'reopen' && (await hasAnotherOpen(tx, before))) return anotherOpen;
  const outcome = await advance(tx, deps, before, step, by);
  return 'fault' in outcome ? refusal(outcome.fault === 'incomplete' ? 'invalid' : 'conflict', told(outcome, by.language)) : outcome;
}

/**
 * Makes a step as the machine allows it: the handoff, its history and what HubSpot is to get stand or fall together.
 * @param before locked.
 */
export async function advance(tx: Tx, deps: HandoffDeps, before: StoredHandoff, step: MachineStep, by: Acting): Promise<Taken | Refused> {
  const { portalId, portal, userId, language, now } = by;
  // Whoever is named has the baton, and where nobody is, whoever accepts.
  const taker = step.kind === 'accept' && userId !== null ? rosterOf(await deps.owners(tx)).byUser.get(userId) : undefined;
  const outcome = transition(before.baton, commandOf(before, step, { taker: taker?.ownerId ?? null, today: dayIn(portal.timeZone, now) }), now);
  if ('fault' in outcome) return outcome;
  const acting = await clocked(tx, by);
  const expectations = before.baton.acceptedAt === null ? expectationsOf(before.form, before.expectations) : before.expectations;
  const checklist = checklistAfter(before, step, { userId, now });
  const after: StoredHandoff = { ...before, baton: outcome.handoff, expectations, checklist };
  await keep(tx, deps, before, after, acting);
  const reason = 'reason' in step ? step.reason : (by.via ?? null);
  const seq = await addMove(tx, portalId, before.handoffId, { at: now, step: step.kind, userId, reason: acting.why === undefined ? reason : null, detail: detailOf(before.baton, after.baton, step, acting.why) });
  const deal = await deps.deal(tx, before.dealId);
  const traces = tracesOf(after, outcome.effects, { dealName: deal?.name ?? null, language, calendar: acting.calendar, reason, now });
  await leaveTraces(tx, deps, { portalId, handoffId: before.handoffId, seq, now }, traces);
  await tellJourney(tx, deps, after, acting);
  return { before, after };
}

async function hasAnotherOpen(tx: Tx, { handoffId, dealId }: StoredHandoff): Promise<boolean> {
  const [newest] = await listHandoffs(tx, { dealId }, 1);
  return newest !== undefined && newest.handoffId !== handoffId && newest.baton.status === 'open';
}

/** Keeps what HubSpot is to get of a move of the history, and has it sent. */
export async function leaveTraces(tx: Tx, deps: Pick<HandoffDeps, 'enqueue'>, { portalId, handoffId, seq, now }: { portalId: number; handoffId: string; seq: number; now: Date }, traces: readonly Trace[]): Promise<void> {
  if (traces.length === 0) return;
  await keepTraces(tx, portalId, handoffId, traces.map((trace, index) => ({ key: `${shortId(handoffId)}.${seq}.${index}`, trace })), now);
  await deps.enqueue(tx, PERFORM_JOB, [{ portalId, handoffId }]);
}

function told({ fault, missing }: Refused, language: Language): string {
  return missing === undefined ? faults[fault] : `${faults[fault]} (${missing.map((one) => inLanguage(one, language)).join(', ')})`;
}

const midnight = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** Steps of which the machine says what becomes of the handoff. */
type MachineStep = Exclude<HandoffStep, { kind: 'judge-expectation' | 'tick-step' | 'skip-step' }>;

/** A step as the machine takes it. `taker`: whoever accepts; `today`: the account's day, YYYY-MM-DD. */
function commandOf(handoff: StoredHandoff, step: MachineStep, { taker, today }: { taker: number | null; today: string }): Command {
  switch (step.kind) {
    case 'submit': return { kind: 'submit', missing: missingFor(handoff) };
    case 'accept': return { kind: 'accept', owner: numberOf(step.owner) ?? handoff.baton.legs[nextOf(handoff.baton)]?.owner ?? taker };
    case 'hold-kick-off': return { kind: 'hold-kick-off', missing: missingPoints(handoff.kickOff) };
    case 'reach-first-value': return { kind: 'reach-first-value', at: midnight(step.on), today: midnight(today) };
    case 'assign': return { ...step, owner: numberOf(step.owner) };
    default: return step;
  }
}

function numberOf(owner: string | null | undefined): number | null {
  return owner === null || owner === undefined ? null : Number(owner);
}

/** Which leg a step was about, and whom it took the leg from and gave it to. */
function detailOf(before: Handoff, after: Handoff, step: HandoffStep, why: Words | undefined): MoveDetail | null {
  if (why !== undefined) return { why };
  if (step.kind === 'skip-leg' || step.kind === 'need-leg') return { leg: step.leg };
  const at = step.kind === 'accept' ? holderOf(after) : step.kind === 'assign' ? after.legs.findIndex((leg) => leg.id === step.leg) : -1;
  const leg = after.legs[at];
  return leg === undefined ? null : { leg: leg.id, from: before.legs[at]!.owner, to: leg.owner };
}

/** A leg's steps are skipped and come back with it. */
function checklistAfter({ checklist, baton }: StoredHandoff, step: HandoffStep, who: { userId: number | null; now: Date }): StoredHandoff['checklist'] {
  if (step.kind === 'skip-leg') return skipItemsOf(checklist, step.leg, step.reason, who);
  if (step.kind === 'need-leg') return needItemsOf(checklist, step.leg, baton.legs.find((leg) => leg.id === step.leg)?.reason ?? null, who);
  return checklist;
}

/** What sales tells is demanded of the first pass; a leg's steps of that leg, where its playbook says so. */
function missingFor({ baton, form, playbook, checklist }: StoredHandoff): Missing[] {
  const holder = baton.legs[holderOf(baton)]!.id;
  const gated = playbook.legs.find((leg) => leg.id === holder)?.gate === true;
  return [...(baton.acceptedAt === null ? missingFields(form, playbook.required) : []), ...(gated ? openItems(checklist, holder).map((item) => item.label) : [])];
}

/** Ticks off a step of the checklist, skips it for a reason, or takes that back. */
async function settle(tx: Tx, deps: HandoffDeps, before: StoredHandoff, step: Extract<HandoffStep, { kind: 'tick-step' | 'skip-step' }>, acting: Acting & Clocked): Promise<Taken | Refusal> {
  const { portalId, userId, language, now } = acting;
  if (before.baton.status !== 'open') return refusal('conflict', faults.ended);
  const settled = settleItem(before.checklist, step, { userId, now });
  if ('fault' in settled) return refusal('conflict', faults[settled.fault]);
  const after = { ...before, checklist: settled.checklist };
  await keep(tx, deps, before, after, acting);
  const { item } = settled;
  const reason = [item.label[language], inLanguage(item.reason, language)].filter((part) => part !== null).join(': ');
  await addMove(tx, portalId, before.handoffId, { at: now, step: `step-${item.state}`, userId, reason, detail: null });
  return { before, after };
}

async function judge(tx: Tx, deps: HandoffDeps, before: StoredHandoff, step: Extract<HandoffStep, { kind: 'judge-expectation' }>, acting: Acting & Clocked): Promise<Taken | Refusal> {
  const { portalId, userId, now } = acting;
  const { expectation, status, planned } = step;
  if (!before.expectations.some((one) => one.id === expectation)) return refusal('not-found', 'There is no such expectation: reload the page.');
  const after = { ...before, expectations: before.expectations.map((one) => (one.id === expectation ? { ...one, status, planned } : one)) };
  await keep(tx, deps, before, after, acting);
  await addMove(tx, portalId, before.handoffId, { at: now, step: `expectation-${status}`, userId, reason: null, detail: null });
  await tellJourney(tx, deps, after, acting);
  return { before, after };
}
