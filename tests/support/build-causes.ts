import type { CauseRow, CausesView } from '../../extensions/contracts/causes.ts';

/** Prices that seven customers spoke of, four of them unhappy. */
export function buildCauseRow(overrides: Partial<CauseRow> = {}): CauseRow {
  return { id: 'price', name: null, label: 'Price', terms: ['expensive', 'pricing', 'not cheap*', 'cost', 'discount'], archived: false, answers: { promoters: 1, passives: 2, detractors: 4 }, ...overrides };
}

/** An account with a cause of Baton's, one of its own, and one put aside. */
export function buildCausesView(overrides: Partial<CausesView> = {}): CausesView {
  return {
    ok: true, asOf: '2026-11-21T13:30:00.000Z', role: 'admin', saved: true, revision: 3,
    causes: [
      buildCauseRow(),
      buildCauseRow({ id: '0123456789ab', name: 'Noise', label: 'Noise', terms: ['hum'], answers: { promoters: 0, passives: 0, detractors: 1 } }),
      buildCauseRow({ id: 'training', label: 'Training', archived: true, answers: { promoters: 0, passives: 0, detractors: 0 } }),
    ],
    period: { days: 90, commented: 20, tagged: 15 },
    reading: null, readAt: '2026-11-21T12:00:00.000Z',
    ...overrides,
  };
}
