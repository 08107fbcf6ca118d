import type { BulletinChoices, BulletinView, Schedule, SubscriptionRow } from '../../extensions/contracts/bulletin.ts';
import type { Content } from '../../src/server/bulletin/content.ts';

/** Every day at eight, São Paulo's time. */
export function buildSchedule(overrides: Partial<Schedule> = {}): Schedule {
  return { frequency: 'daily', weekday: 1, monthDay: 1, time: '08:00', timeZone: 'America/Sao_Paulo', ...overrides };
}

/** A daily bulletin of everything, in Portuguese. */
export function buildChoices(overrides: Partial<BulletinChoices> = {}): BulletinChoices {
  return { schedule: buildSchedule(), language: 'pt-BR', scope: { kind: 'all' }, reason: '', ...overrides };
}

/** The head of the agency, who has got one bulletin. */
export function buildSubscriptionRow(overrides: Partial<SubscriptionRow> = {}): SubscriptionRow {
  return {
    id: '0b7c6a52-6e1d-4a3e-9a51-3a0f7f6f5a10', email: 'ceo@agencia.example', state: 'on', choices: buildChoices(), revision: 3, addedBy: 'Bia Souza', addedAt: '2026-11-10T12:00:00.000Z', endedAt: null,
    nextAt: '2026-11-23T11:00:00.000Z',
    last: { madeAt: '2026-11-22T11:00:00.000Z', from: '2026-11-21', to: '2026-11-22', test: false, state: 'sent', sentAt: '2026-11-22T11:00:05.000Z', fault: null },
    ...overrides,
  };
}

/** The tab "Bulletin" with one reader, for a manager. */
export function buildBulletinView(overrides: Partial<BulletinView> = {}): BulletinView {
  return {
    ok: true, asOf: '2026-11-22T15:00:00.000Z', role: 'manager', timeZone: 'America/Sao_Paulo', zones: ['America/Sao_Paulo', 'Europe/Lisbon'], channel: 'on',
    owners: [{ id: '10112', name: 'Bia Souza' }], segments: [{ value: 'SMB', label: 'Pequenas' }], limits: { subscriptions: 100, linkDays: 14 }, subscriptions: [buildSubscriptionRow()],
    ...overrides,
  };
}

/** A quiet week of an account without customers. */
export function buildQuietContent(overrides: Partial<Content> = {}): Content {
  const none = { promoters: 0, passives: 0, detractors: 0 };
  const sum = { n: 0, money: 0 };
  return {
    format: 1, account: 'agencia.com.br', currency: 'BRL', scope: { kind: 'all' }, frequency: 'weekly',
    period: { from: '2026-11-16', to: '2026-11-23', timeZone: 'America/Sao_Paulo' }, asOf: '2026-11-23T11:00:00.000Z', companies: 1,
    nps: { current: none, previous: none, period: none, before: none, others: 0, months: [{ month: '2026-11', standing: none, given: none }] },
    loop: { open: 0, overdue: 0, kept: 0, of: 0, days: 30 },
    health: { mix: { healthy: sum, watch: sum, 'at-risk': sum }, fell: sum, rose: sum, moves: [], reweighted: false },
    lost: null, handoffs: { open: 0, late: 0 }, causes: [], lookAt: [],
    ...overrides,
  };
}

const counts = (promoters: number, passives: number, detractors: number) => ({ promoters, passives, detractors });

/** A week with something in every part: answers of twelve months, moves both ways, accounts to look at, a cause. */
export function buildContent(overrides: Partial<Content> = {}): Content {
  return {
    format: 1,
    account: 'agencia.example', currency: 'BRL', scope: { kind: 'all' }, frequency: 'weekly',
    period: { from: '2026-11-09', to: '2026-11-16', timeZone: 'America/Sao_Paulo' },
    asOf: '2026-11-16T11:00:00.000Z',
    companies: 42,
    nps: {
      current: counts(60, 20, 15), previous: counts(30, 20, 30), period: counts(6, 2, 3), before: counts(4, 3, 1), others: 2,
      months: Array.from({ length: 12 }, (_, index) => ({
        month: new Date(Date.UTC(2025, 11 + index, 1)).toISOString().slice(0, 7),
        standing: index === 3 ? counts(1, 0, 0) : counts(20 + index, 8, 12 - index), given: counts(index, 2, index % 4),
      })),
    },
    loop: { open: 3, overdue: 1, kept: 9, of: 10, days: 30 },
    health: {
      mix: { healthy: { n: 25, money: 900_000 }, watch: { n: 12, money: 300_000 }, 'at-risk': { n: 5, money: 86_496 } },
      fell: { n: 1, money: 86_496 }, rose: { n: 1, money: 40_000 },
      moves: [{ company: 'Acme Ltda', from: 'healthy', to: 'at-risk', money: 86_496 }, { company: null, from: 'watch', to: 'healthy', money: null }],
      reweighted: true,
    },
    lost: { n: 1, money: 24_000, of: { n: 43, money: 1_310_496 } },
    handoffs: { open: 4, late: 1 },
    causes: [{ label: 'Atendimento', n: 4, detractors: 3 }],
    lookAt: [
      { company: 'Acme Ltda', money: 86_496, reasons: [{ kind: 'fell', from: 'healthy', to: 'at-risk' }, { kind: 'unanswered', n: 2, days: 3, overdue: true }] },
      { company: null, money: null, reasons: [{ kind: 'handoff-late', days: 2 }] },
      { company: 'Dorva', money: 12_000, reasons: [{ kind: 'at-risk' }] },
    ],
    ...overrides,
  };
}
