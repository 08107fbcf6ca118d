import { HandoffField } from '../../../../extensions/contracts/handoff.ts';
import { OLD_DAYS, type PlaybookContent, type PlaybookLeg, type SaleCondition, STANDARD_ID } from '../../../../extensions/contracts/playbooks.ts';
import { addBusinessDays, addBusinessHours, type Calendar } from '../../lib/business-time.ts';
import type { ChecklistItem } from './checklist.ts';
import { ANY_SALE, asksNothing, namedProperties, type SaleSays, unmet } from './condition.ts';
import { type Handoff, IMPLEMENTATION, turnOf } from '../baton.ts';
import type { Step } from '../steps/index.ts';
import { notBought } from '../wording.ts';
import type { Words } from '../../platform/words.ts';

/** How a sale becomes a customer of CS. A handoff keeps the one it began with. */
export interface Playbook extends PlaybookContent {
  id: string;
  version: number;
}

export type Steps = ReadonlyMap<string, Step>;

const HOURS_BOUGHT: SaleCondition = { ...ANY_SALE, words: ['implanta', 'implementa', 'consult', 'hours'] };
const always = { onlyWith: null, own: [], gate: false };

/** What an account begins with. */
export const STANDARD: Playbook = {
  id: STANDARD_ID,
  version: 1,
  name: 'Baton',
  when: ANY_SALE,
  legs: [
    { ...always, id: 'sales', label: { 'pt-BR': 'Vendas', en: 'Sales' }, slaHours: 24, acceptHours: 24, steps: ['contract-on-record', 'introduce-cs'] },
    { ...always, id: 'engagement', label: { 'pt-BR': 'Engajamento', en: 'Engagement' }, slaHours: 45, acceptHours: 9, steps: ['welcome', 'access', 'training'] },
    { ...always, id: IMPLEMENTATION, label: { 'pt-BR': 'Implantação', en: 'Implementation' }, slaHours: 180, acceptHours: 18, onlyWith: HOURS_BOUGHT, steps: ['hours-plan', 'data-import', 'integration'] },
    { ...always, id: 'cs', label: { 'pt-BR': 'Sucesso do cliente', en: 'Customer success' }, slaHours: 180, acceptHours: 18, steps: ['success-plan', 'review-date'] },
  ],
  required: ['whyBought', 'objective', 'promises', 'stakeholders', 'scope'],
  outreachDays: 5,
  firstValueDays: 20,
  lateDays: 7,
  silenceDays: 14,
};

/** A playbook as it was kept, by whatever version of Baton. */
export function asKept<P extends PlaybookContent>(kept: P): P {
  return { ...OLD_DAYS, ...kept };
}

/** Why a playbook cannot be published. */
export type PlaybookFault = 'first-leg' | 'two-legs' | 'leg-twice' | 'step-twice' | 'unknown-step' | 'no-condition' | 'standard-condition' | 'amounts-crossed';

/** What keeps a playbook from being published; undefined where nothing does. */
export function faultOf(id: string, { when, legs }: PlaybookContent, steps: Steps): PlaybookFault | undefined {
  const crossed = [when, ...legs.flatMap((leg) => leg.onlyWith ?? [])].some(({ minAmount, maxAmount }) => minAmount !== null && maxAmount !== null && minAmount > maxAmount);
  if (crossed) return 'amounts-crossed';
  if (id === STANDARD_ID && !asksNothing(when)) return 'standard-condition';
  if (id !== STANDARD_ID && asksNothing(when)) return 'no-condition';
  if (new Set(legs.map((leg) => leg.id)).size !== legs.length) return 'leg-twice';
  const listed = legs.flatMap((leg) => leg.steps);
  if (listed.some((step) => !steps.has(step))) return 'unknown-step';
  if (new Set(listed).size !== listed.length) return 'step-twice';
  // A handoff needs one who tells and one who takes, whatever was sold.
  const isForAll = legs.map((leg) => leg.onlyWith === null || asksNothing(leg.onlyWith));
  if (isForAll[0] !== true) return 'first-leg';
  return isForAll.filter(Boolean).length < 2 ? 'two-legs' : undefined;
}

/** The company's properties that the conditions of these playbooks name. */
export function propertiesNamedBy(playbooks: readonly Pick<Playbook, 'when' | 'legs'>[]): string[] {
  return namedProperties(playbooks.flatMap(({ when, legs }) => [when, ...legs.map((leg) => leg.onlyWith)]));
}

/** What a handoff of a sale begins with. */
export interface Plan {
  /** With everything that is required for this sale. */
  playbook: Playbook;
  legs: { id: string; skipped: Words | null }[];
  checklist: ChecklistItem[];
  /** Those tried before it, and why they do not apply. */
  passedOver: { name: string; reason: Words }[];
}

/** The plan of a sale by the first playbook whose condition it meets; the last one applies to all. @throws on none. */
export function planOf(playbooks: readonly Playbook[], sale: SaleSays, steps: Steps): Plan {
  const tried = playbooks.map((playbook, at) => ({ playbook, reason: at === playbooks.length - 1 ? null : unmet(playbook.when, sale) }));
  const at = tried.findIndex(({ reason }) => reason === null);
  if (at < 0) throw new Error('An account has at least the standard playbook.');
  const { playbook } = tried[at]!;
  const legs = playbook.legs.map((leg) => ({ id: leg.id, skipped: whySkipped(leg, sale) }));
  const checklist = playbook.legs.flatMap((leg, index) => itemsOf(leg, legs[index]!.skipped, sale, steps));
  const asked = checklist.filter((item) => item.state === 'open').flatMap((item) => steps.get(item.id)?.required ?? []);
  const required = HandoffField.options.filter((field) => playbook.required.includes(field) || asked.includes(field));
  return { playbook: { ...playbook, required }, legs, checklist, passedOver: tried.slice(0, at).map(({ playbook: { name }, reason }) => ({ name, reason: reason! })) };
}

/** Why a sale does without a leg; Baton's own condition, which holds stems of words, says what they stand for. */
function whySkipped({ onlyWith }: PlaybookLeg, sale: SaleSays): Words | null {
  const reason = unmet(onlyWith, sale);
  if (reason === null || onlyWith?.words.join() !== HOURS_BOUGHT.words.join()) return reason;
  return notBought[sale.lineItems.length > 0 ? 'byItems' : 'byName'];
}

/** What a plan can be made anew of. */
type Begun = { baton: Pick<Handoff, 'acceptedAt' | 'hand' | 'returns'>; playbook: Playbook; checklist: readonly ChecklistItem[] };

/**
 * What the plan of a handoff becomes once more is known of the sale: the rule's word on each leg, and on the steps that
 * nobody has settled. Another playbook is chosen only while sales has done nothing yet; its own version stays.
 */
export function planAgain(begun: Begun, playbooks: readonly Playbook[], sale: SaleSays, steps: Steps): Plan {
  const chosen = planOf(playbooks, sale, steps);
  if (isUntouched(begun) && chosen.playbook.id !== begun.playbook.id) return chosen;
  const { playbook, legs, checklist } = planOf([begun.playbook], sale, steps);
  const settled = new Map(begun.checklist.flatMap((item) => (item.at === null ? [] : [[item.id, item]])));
  return { playbook, legs, checklist: checklist.map((item) => settled.get(item.id) ?? item), passedOver: [] };
}

function isUntouched({ baton, checklist }: Begun): boolean {
  return baton.acceptedAt === null && baton.hand === 'holding' && baton.returns === 0 && checklist.every((item) => item.at === null);
}

/** A leg's checklist: Baton's steps, those that do not apply skipped, then the account's own. */
function itemsOf(leg: PlaybookLeg, skipped: Words | null, sale: SaleSays, steps: Steps): ChecklistItem[] {
  const fresh = { leg: leg.id, at: null, by: null };
  // A step that a later Baton has dropped is left out.
  const batons = leg.steps.flatMap((id) => steps.get(id) ?? []).map(({ id, label, help, appliesTo }): ChecklistItem => {
    const applies = appliesTo(sale);
    const reason = skipped ?? (applies === true ? null : applies);
    return { ...fresh, id, label, help, state: reason === null ? 'open' : 'skipped', reason };
  });
  const own = leg.own.map((text, index): ChecklistItem => ({
    ...fresh, id: `${leg.id.slice(0, 30)}.${index + 1}`, label: { 'pt-BR': text, en: text }, help: { 'pt-BR': '', en: '' }, state: skipped === null ? 'open' : 'skipped', reason: skipped,
  }));
  return [...batons, ...own];
}

/** When the leg whose turn it is must have acted; null for an ended handoff, and while the clock stands. */
export function dueAt(handoff: Handoff, playbook: Pick<Playbook, 'legs'>, calendar: Calendar): Date | null {
  if (handoff.status !== 'open') return null;
  const asked = handoff.legs[turnOf(handoff)];
  const leg = playbook.legs.find((one) => one.id === asked?.id);
  if (leg === undefined) return null;
  return addBusinessHours(handoff.handAt, handoff.hand === 'offered' ? leg.acceptHours : leg.slaHours, calendar, handoff.pauses);
}

/** By when first value is expected; null before the kick-off, once it is reached, for an ended handoff, and while the clock stands. */
export function firstValueDue({ status, kickOffAt, firstValueAt, pauses }: Handoff, playbook: Pick<Playbook, 'firstValueDays'>, calendar: Calendar): Date | null {
  if (status !== 'open' || kickOffAt === null || firstValueAt !== null) return null;
  return addBusinessDays(kickOffAt, playbook.firstValueDays, calendar, pauses);
}

/** The latest each leg of a plan may accept and pass on, where every one takes the whole of its time; the first holds the baton from the beginning. */
export function latestOf({ playbook, legs }: Pick<Plan, 'playbook' | 'legs'>, begins: Date, calendar: Calendar): { acceptBy: Date | null; dueAt: Date | null }[] {
  let at: Date | null = begins;
  let first = true;
  const later = (hours: number) => (at === null ? null : addBusinessHours(at, hours, calendar));
  return playbook.legs.map((leg, index) => {
    if (legs[index]!.skipped !== null) return { acceptBy: null, dueAt: null };
    const acceptBy = first ? null : later(leg.acceptHours);
    if (!first) at = acceptBy;
    first = false;
    at = later(leg.slaHours);
    return { acceptBy, dueAt: at };
  });
}
