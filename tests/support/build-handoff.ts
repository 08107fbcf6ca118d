import type { DealHandoff, HandoffView, Onboarding, SaleView } from '../../extensions/contracts/handoff.ts';
import { HandoffField, KickOffSection } from '../../extensions/contracts/handoff.ts';

const AT = '2026-11-21T12:00:00.000Z';
const REQUIRED: readonly HandoffField[] = ['whyBought', 'objective', 'promises', 'stakeholders', 'scope'];
const caio = { id: '10122', name: 'Caio Lima' };

/** A draft of which everything is told. @param texts other texts of fields; empty ones are missing. */
export function buildHandoff(overrides: Partial<HandoffView> = {}, texts: Partial<Record<HandoffField, string>> = {}): HandoffView {
  const fields = HandoffField.options.map((field) => ({ field, text: texts[field] ?? `Sobre ${field}`, prefilled: false, required: REQUIRED.includes(field), version: 1, from: [], by: null, at: null }));
  const missing = fields.filter((one) => one.required && one.text === '').map((one) => one.field);
  return {
    id: '6d1f3f0e-58a5-4b47-9d0a-0d5c1f6a7b11', dealId: '901', dealName: 'Acme 2027', state: 'draft', cycle: 1, offered: false, fields,
    completeness: 1 - missing.length / REQUIRED.length, missing, gaps: [], returns: 0,
    legs: [
      { id: 'sales', label: 'Sales', state: 'holding', owner: caio, since: AT, until: null, reason: null, undecided: false, skippable: false, restorable: false },
      { id: 'engagement', label: 'Engagement', state: 'waiting', owner: null, since: null, until: null, reason: null, undecided: false, skippable: false, restorable: false },
    ],
    dueAt: '2026-11-24T12:00:00.000Z', late: false,
    kickOff: KickOffSection.options.map((section) => ({ section, text: '', notApplicable: '', version: 0 })),
    kickOffAt: null, expectations: [], firstValueOn: null, daysToFirstValue: 3, firstValueDue: null, nextContact: null,
    history: [{ at: AT, step: 'start', by: null, reason: null, leg: null, from: null, to: null }],
    traces: { waiting: 0, forbidden: 0, refused: 0 },
    sale: buildSaleView(), csProposal: { owner: null, why: 'nobody' }, passBlocked: null,
    playbook: { name: 'Baton', version: 1 }, checklist: [], paused: null,
    ...overrides,
  };
}

/** A deal that was read: nothing was bought by the line, nobody left a note. */
export function buildSaleView(overrides: Partial<SaleView> = {}): SaleView {
  return { readAt: AT, lineItems: [], notes: [], material: [], ...overrides };
}

/** The same after CS took it. */
export function buildAccepted(overrides: Partial<HandoffView> = {}): HandoffView {
  const { legs } = buildHandoff();
  return buildHandoff({
    state: 'accepted',
    legs: [{ ...legs[0]!, state: 'done', until: AT }, { ...legs[1]!, state: 'holding', since: AT }],
    expectations: [{ id: 'p1', text: 'Integração com o ERP', status: 'open', planned: false }],
    ...overrides,
  });
}

export function buildDealHandoff(handoff: HandoffView | null = buildHandoff()): DealHandoff {
  return { ok: true, asOf: AT, deal: { id: '901', name: 'Acme 2027', won: true, companyId: '501', companyName: 'Acme' }, owners: [caio], handoff };
}

export function buildOnboarding(...handoffs: HandoffView[]): Onboarding {
  return { ok: true, asOf: AT, company: { id: '501', name: 'Acme' }, owners: [caio], you: null, handoffs };
}
