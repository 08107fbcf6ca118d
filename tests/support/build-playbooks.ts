import type { CalendarView, DryRunView, PlaybookRow, PlaybooksView, VariationView } from '../../extensions/contracts/playbooks.ts';
import { buildCondition, buildLeg } from './build-sale.ts';

const AT = '2026-11-21T12:00:00.000Z';

/** The standard playbook as it came. */
export function buildPlaybookRow(overrides: Partial<PlaybookRow> = {}): PlaybookRow {
  return {
    id: 'standard', revision: 0, archived: false, version: 1, publishedAt: null, publishedBy: null, draft: false, running: [{ version: 1, handoffs: 3 }],
    content: { name: 'Baton', when: buildCondition(), legs: [buildLeg('sales', { steps: ['introduce-cs'] }), buildLeg('engagement'), buildLeg('cs')], required: ['objective'], outreachDays: 5, firstValueDays: 20, lateDays: 7, silenceDays: 14 },
    ...overrides,
  };
}

/** One for large sales, a draft of which waits, before the standard one. */
export function buildPlaybooksView(overrides: Partial<PlaybooksView> = {}): PlaybooksView {
  const large = buildPlaybookRow({ id: 'pb-large', revision: 4, version: 2, publishedAt: AT, publishedBy: 'Ana Reis', draft: true, running: [] });
  large.content = { ...large.content, name: 'Enterprise', when: buildCondition({ minAmount: 50_000, words: ['plano'] }) };
  return {
    ok: true, asOf: AT, role: 'admin', currency: 'BRL', playbooks: [large, buildPlaybookRow()],
    steps: [{ id: 'introduce-cs', leg: 'sales', label: 'CS introduced', help: 'They know each other.', required: [] }],
    fields: [{ id: 'objective', label: 'Objective' }, { id: 'risks', label: 'Risks' }],
    pipelines: [{ id: 'default', label: 'Sales Pipeline' }], deals: [{ id: '601', name: 'Acme 2027', wonAt: AT }],
    ...overrides,
  };
}

export function buildCalendarView(overrides: Partial<CalendarView> = {}): CalendarView {
  return {
    ok: true, role: 'admin', revision: 2, accountZone: 'America/Sao_Paulo', zones: ['America/Manaus', 'America/Sao_Paulo'],
    calendar: { timeZone: null, week: ['', '09:00-18:00', '09:00-18:00', '09:00-18:00', '09:00-18:00', '09:00-18:00', ''], holidays: [] },
    offers: [{ id: 'brazil-2026-national', label: 'Brazil 2026', holidays: [{ day: '2026-12-25', name: 'Natal' }, { day: '2026-09-07', name: 'Independência' }] }],
    ...overrides,
  };
}

export function buildDryRunView(overrides: Partial<DryRunView> = {}): DryRunView {
  return {
    ok: true, begins: AT, sale: { name: 'Acme 2027', pipeline: 'default', amount: 90_000, lineItems: 0 },
    playbook: { id: 'pb-large', name: 'Enterprise', version: null }, passedOver: [{ name: 'Renewals', reason: 'Another pipeline.' }],
    legs: [{ id: 'sales', label: 'Sales', skipped: null, acceptBy: null, dueAt: AT }, { id: 'implementation', label: 'Implementation', skipped: 'No hours.', acceptBy: null, dueAt: null }],
    steps: [{ id: 'introduce-cs', leg: 'sales', label: 'CS introduced', skipped: null }, { id: 'training', leg: 'sales', label: 'Training', skipped: 'Not sold.' }],
    required: ['objective'], missing: ['objective'], outreachDays: 5, firstValueDays: 20,
    ...overrides,
  };
}

/** One version with a leg that few went through, and one that many did. */
export function buildVariationView(): VariationView {
  const leg = { allowedHours: 33, inTime: 2, medianHours: 12.5, skipped: 0 };
  return {
    ok: true, asOf: AT, handoffs: 9,
    versions: [{
      version: 2, begun: 9, underWay: 1, completed: 7, cancelled: 1,
      legs: [{ ...leg, label: 'Sales', passed: 8, inTime: 6, interval: { low: 0.41, high: 0.93 } }, { ...leg, label: 'Engagement', passed: 3, interval: null }, { ...leg, label: 'CS', passed: 0, inTime: 0, interval: null, medianHours: null, skipped: 1 }],
      steps: [{ label: 'CS introduced', done: 5, skipped: 2, left: 1 }],
    }],
  };
}
