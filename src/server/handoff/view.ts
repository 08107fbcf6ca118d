import { TZDate } from '@date-fns/tz';
import { differenceInCalendarDays } from 'date-fns';
import type { Language } from '../../../extensions/contracts/envelope.ts';
import { HandoffField, type HandoffView, KickOffSection, type SaleView } from '../../../extensions/contracts/handoff.ts';
import type { Calendar } from '../lib/business-time.ts';
import { dayIn } from '../lib/local-day.ts';
import { askedIn, nextContact } from './alerts/outreach.ts';
import { asksOfReading } from './playbooks/condition.ts';
import type { MissingTraces } from './effect-store.ts';
import { completenessOf, type Filled, missingFields } from './form.ts';
import { pauseOf, stateOf } from './baton.ts';
import { type Outcome, transition } from './machine.ts';
import { materialOf } from './sale/material.ts';
import { dueAt, firstValueDue } from './playbooks/playbook.ts';
import { daysToFirstValue } from './properties.ts';
import { ownerOf, type Roster, writerName } from './roster.ts';
import type { Sale } from './sale/sale.ts';
import type { Move, StoredHandoff } from './store.ts';
import { versionOf } from './versions.ts';
import { inLanguage } from './words.ts';

const MOST_MATERIAL = 100;
const MOST_MOVES = 100;

/** What a view is drawn from besides the handoff. */
export interface Drawn {
  dealName: string | null;
  owners: Roster;
  moves: readonly Move[];
  traces: MissingTraces | undefined;
  sale: Sale | undefined;
  /** The customer's last sign of life, if any is known. */
  lastSeen: Date | null;
  language: Language;
  timeZone: string;
  calendar: Calendar;
  now: Date;
}

/** A handoff as both cards show it. */
export function handoffView(handoff: StoredHandoff, drawn: Drawn): HandoffView {
  const { baton, playbook, form, kickOff } = handoff;
  const { now, owners, language } = drawn;
  const due = dueAt(baton, playbook, drawn.calendar);
  const labelOf = (id: string) => playbook.legs.find((one) => one.id === id)?.label[language] ?? id;
  const paused = pauseOf(baton);
  return {
    id: handoff.handoffId,
    dealId: String(handoff.dealId),
    dealName: drawn.dealName,
    state: stateOf(baton),
    cycle: handoff.cycle,
    offered: baton.status === 'open' && baton.hand === 'offered',
    fields: HandoffField.options.map((field) => fieldView(field, form[field], { required: playbook.required.includes(field), owners })),
    completeness: completenessOf(form, playbook.required),
    missing: missingFields(form, playbook.required),
    gaps: baton.gaps.map(({ field, note }) => ({ field: HandoffField.parse(field), note })),
    returns: baton.returns,
    legs: baton.legs.map((leg) => ({
      id: leg.id,
      label: labelOf(leg.id),
      state: leg.state,
      owner: ownerOf(leg.owner, owners),
      since: leg.since?.toISOString() ?? null,
      until: leg.until?.toISOString() ?? null,
      reason: inLanguage(leg.reason, language),
      undecided: leg.settledBy !== 'person' && ['waiting', 'skipped'].includes(leg.state) && drawn.sale === undefined && playbook.legs.some((one) => one.id === leg.id && asksOfReading(one.onlyWith)),
      skippable: faultOf(transition(baton, { kind: 'skip-leg', leg: leg.id, reason: '-' }, now)) === null,
      restorable: leg.state === 'skipped' && faultOf(transition(baton, { kind: 'need-leg', leg: leg.id }, now)) === null,
    })),
    dueAt: due?.toISOString() ?? null,
    late: due !== null && due < now,
    kickOff: KickOffSection.options.map((section) => ({ section, text: kickOff[section]?.text ?? '', notApplicable: kickOff[section]?.notApplicable ?? '', version: versionOf(kickOff[section]) })),
    kickOffAt: baton.kickOffAt?.toISOString() ?? null,
    expectations: handoff.expectations.map((one) => ({ ...one })),
    firstValueOn: baton.firstValueAt?.toISOString().slice(0, 10) ?? null,
    daysToFirstValue: daysToFirstValue(handoff, drawn.timeZone) ?? (baton.status === 'open' ? daysSince(handoff.openedAt, now, drawn.timeZone) : null),
    ...aheadOf(handoff, drawn),
    history: drawn.moves.slice(0, MOST_MOVES).map(({ at, step, userId, reason, detail }) => ({
      at: at.toISOString(), step, by: writerName(userId, owners), reason: reason ?? inLanguage(detail?.why ?? null, language),
      leg: detail?.leg === undefined ? null : labelOf(detail.leg), from: ownerName(detail?.from, owners), to: ownerName(detail?.to, owners),
    })),
    playbook: { name: playbook.name ?? playbook.id, version: playbook.version },
    checklist: handoff.checklist.map(({ label, help, reason, by, ...item }) => ({ ...item, label: label[language], help: help[language], reason: inLanguage(reason, language), by: writerName(by, owners) })),
    paused: paused === undefined || baton.status !== 'open' ? null : { since: paused.from.toISOString(), reason: paused.reason },
    traces: drawn.traces ?? { waiting: 0, forbidden: 0, refused: 0 },
    sale: drawn.sale === undefined ? null : saleView(drawn.sale),
    csProposal: handoff.csProposal && { why: handoff.csProposal.why, owner: ownerOf(handoff.csProposal.owner, owners) },
    passBlocked: faultOf(transition(baton, { kind: 'submit', missing: [] }, now)) === 'no-kick-off' ? 'no-kick-off' : null,
  };
}

/** What comes next until first value. */
function aheadOf({ baton, playbook }: StoredHandoff, { moves, lastSeen, calendar, timeZone, now }: Drawn): Pick<HandoffView, 'firstValueDue' | 'nextContact'> {
  const day = (at: Date) => dayIn(timeZone, at);
  const due = firstValueDue(baton, playbook, calendar);
  const contact = nextContact({ baton, playbook }, { asked: askedIn(moves), lastSeen, calendar });
  return {
    firstValueDue: due && { on: day(due), late: due < now },
    nextContact: contact && { number: contact.number, on: day(contact.dueAt), days: playbook.outreachDays, after: contact.after, since: day(contact.since) },
  };
}

function fieldView(field: HandoffField, filled: Filled | undefined, { required, owners }: { required: boolean; owners: Roster }): HandoffView['fields'][number] {
  const prefilled = filled?.typed === false;
  return {
    field, required, prefilled, text: filled?.text ?? '', version: versionOf(filled), from: prefilled ? [...(filled.from ?? [])] : [],
    by: writerName(filled?.by ?? null, owners), at: filled?.at ?? null,
  };
}

function saleView({ readAt, lineItems, notes }: Sale): SaleView {
  return {
    readAt: readAt.toISOString(),
    lineItems: lineItems && lineItems.map(({ name, sku, quantity, hours }) => ({ name, sku, quantity, hours })),
    notes: notes && notes.filter(({ text }) => text !== '').map(({ id, at, text }) => ({ id, at, text })),
    material: materialOf(notes ?? []).slice(0, MOST_MATERIAL),
  };
}

function faultOf(outcome: Outcome): string | null {
  return 'fault' in outcome ? outcome.fault : null;
}

function ownerName(ownerId: number | null | undefined, owners: Roster): string | null {
  const owner = ownerOf(ownerId ?? null, owners);
  return owner === null ? null : (owner.name ?? owner.id);
}

function daysSince(from: Date, now: Date, timeZone: string): number {
  return differenceInCalendarDays(new TZDate(now, timeZone), new TZDate(from, timeZone));
}
