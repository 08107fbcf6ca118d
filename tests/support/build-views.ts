import type { Contribution, HealthFigures, HealthView, TrendPoint } from '../../extensions/contracts/health.ts';
import type { LatestAnswer, NpsFigure, NpsSeries, NpsView } from '../../extensions/contracts/nps.ts';
import type { SummaryView } from '../../extensions/contracts/summary.ts';

const asOf = '2026-11-21T13:30:00.000Z';
const company = { id: '501', name: 'Padaria Aurora' };

/** A known signal; the builder's figures hold: reference 62 + contributions = 63.4. */
export function buildContribution(overrides: Partial<Contribution> = {}): Contribution {
  return {
    signal: 'nps',
    label: 'NPS',
    because: '12 answers in 180 days, NPS 45',
    points: 6.24,
    value: 0.82,
    reference: 0.61,
    weight: 0.3,
    ...overrides,
  };
}

/** Weekly trend points that end on 21 November 2026, scores given oldest first. */
export function buildTrend(scores: readonly number[], overrides: (index: number) => Partial<TrendPoint> = () => ({})): TrendPoint[] {
  return scores.map((score, index) => {
    const days = (scores.length - 1 - index) * 7;
    const day = new Date(Date.UTC(2026, 10, 21 - days)).toISOString().slice(0, 10);
    return { day, score, modelVersion: 1, reconstructed: false, ...overrides(index) };
  });
}

export function buildHealthFigures(overrides: Partial<HealthFigures> = {}): HealthFigures {
  return {
    score: 63.4,
    band: 'watch',
    bandSince: '2026-11-12',
    crossing: null,
    rule: { watchFrom: 50, healthyFrom: 70, margin: 3, dwellDays: 2 },
    coverage: 0.85,
    modelVersion: 1,
    reference: { score: 62, frozenOn: '2026-11-20', starting: false },
    contributions: [
      buildContribution(),
      buildContribution({ signal: 'tickets', label: 'Open tickets', because: '3 open, oldest 12 days', points: -4.84, value: 0.4, reference: 0.7, weight: 0.25 }),
      buildContribution({ signal: 'csat', label: 'CSAT', because: 'Send a CSAT survey', points: 0, value: null, weight: 0.15 }),
    ],
    change: {
      since: '2026-11-14',
      from: 67.6,
      delta: -4.2,
      parts: [
        { signal: 'tickets', label: 'Open tickets', points: -5.04 },
        { signal: 'nps', label: 'NPS', points: 1.04 },
        { signal: 'csat', label: 'CSAT', points: 0 },
        { signal: null, label: 'Reference', points: -0.2 },
      ],
    },
    trend: buildTrend([58, 60.1, 66, 67.6, 63.4], (index) => ({ reconstructed: index < 2 })),
    slope: { weeks4: 1.2, weeks12: null },
    ...overrides,
  };
}

export function buildHealthView(overrides: Partial<HealthView> = {}): HealthView {
  return { ok: true, company, status: 'scored', asOf, stale: null, figures: buildHealthFigures(), ...overrides };
}

/** 20 answers: 12 promoters, 3 detractors, NPS 45 [8.43, 69.83]. */
export function buildNpsFigure(overrides: Partial<NpsFigure> = {}): NpsFigure {
  return { n: 20, promoters: 12, passives: 5, detractors: 3, nps: 45, low: 8.43, high: 69.83, precision: 'indicative', ...overrides };
}

export function buildNoAnswers(): NpsFigure {
  return { n: 0, promoters: 0, passives: 0, detractors: 0, nps: null, low: null, high: null, precision: 'none' };
}

export function buildTooFew(): NpsFigure {
  return { n: 3, promoters: 2, passives: 0, detractors: 1, nps: null, low: null, high: null, precision: 'too-few' };
}

export function buildNpsSeries(overrides: Partial<NpsSeries> = {}): NpsSeries {
  return {
    current: buildNpsFigure(),
    previous: buildNpsFigure({ n: 10, promoters: 5, passives: 3, detractors: 2, nps: 30, low: -19.05, high: 65.2 }),
    change: { delta: 15, p: 0.42, significant: false },
    rolling: [
      { ...buildTooFew(), month: '2026-08' },
      { ...buildNpsFigure({ n: 9, nps: 30, low: -19, high: 65.2 }), month: '2026-09' },
      { ...buildNpsFigure({ n: 15, nps: 40, low: 1, high: 68 }), month: '2026-10' },
      { ...buildNpsFigure(), month: '2026-11' },
    ],
    monthly: [
      { ...buildNoAnswers(), month: '2026-08' },
      { ...buildTooFew(), month: '2026-09' },
      { ...buildNpsFigure({ n: 6, promoters: 4, passives: 1, detractors: 1, nps: 50, low: -10, high: 90 }), month: '2026-10' },
      { ...buildTooFew(), month: '2026-11' },
    ],
    others: [{ type: 'csat', n: 14, mean: 4.21, scale: [1, 5], topShare: 0.86, low: 0.6, high: 0.96 }],
    responseRate: { answered: 20, delivered: 60, rate: 0.333, low: 0.23, high: 0.46 },
    ...overrides,
  };
}

export function buildAnswer(overrides: Partial<LatestAnswer> = {}): LatestAnswer {
  return {
    id: 'answer-1',
    answeredAt: '2026-11-18T02:30:00.000Z',
    type: 'nps',
    kind: 'relational',
    score: 9,
    scale: [0, 10],
    class: 'promoter',
    comment: 'Great support.',
    respondent: 'Marina Lopes',
    role: 'CFO',
    touchpoint: null,
    source: 'Typeform',
    ...overrides,
  };
}

export function buildNpsView(overrides: Partial<NpsView> = {}): NpsView {
  const transactional = buildNpsSeries({
    current: buildTooFew(),
    previous: buildNoAnswers(),
    change: null,
    rolling: [],
    monthly: [],
    others: [],
    responseRate: null,
  });
  const figures = {
    relational: buildNpsSeries(),
    transactional,
    latest: [buildAnswer(), buildAnswer({ id: 'answer-2', kind: 'transactional', score: 3, class: 'detractor', touchpoint: 'Onboarding' })],
  };
  return { ok: true, company, status: 'scored', asOf, stale: null, figures, ...overrides };
}

export function buildSummaryView(overrides: Partial<SummaryView> = {}): SummaryView {
  return {
    ok: true,
    company,
    status: 'scored',
    asOf,
    stale: null,
    health: { score: 63.4, band: 'watch', coverage: 0.85, change: { since: '2026-11-14', delta: -4.2 }, trend: buildTrend([58, 66, 67.6, 63.4]) },
    nps: buildNpsFigure(),
    recordUrl: 'https://app.hubspot.com/contacts/4242/record/0-2/501',
    ...overrides,
  };
}
