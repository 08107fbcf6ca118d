import type { HomeCompanies, HomeReview, HomeSources } from '../../extensions/contracts/home.ts';

const asOf = '2026-11-21T14:30:00.000Z';
const recordUrl = (id: string) => `https://app.hubspot.com/contacts/101/record/0-2/${id}?tab=customer-health`;

/** Two of six companies: one at risk with an owner, one without a name. */
export function buildHomeCompanies(overrides: Partial<HomeCompanies> = {}): HomeCompanies {
  return {
    ok: true,
    asOf,
    bands: { healthy: 3, watch: 1, 'at-risk': 2 },
    owners: [{ id: '10122', name: 'Caio Lima', companies: 4 }, { id: 'none', name: null, companies: 2 }],
    companies: [
      { id: '501', name: 'Acme Ltda', recordUrl: recordUrl('501'), owner: 'Caio Lima', score: 41.4, band: 'at-risk', bandSince: '2026-11-12', nps: -25, npsAnswers: 8, day: '2026-11-21' },
      { id: '502', name: null, recordUrl: recordUrl('502'), owner: null, score: 50.1, band: 'watch', bandSince: '2026-10-01', nps: null, npsAnswers: 1, day: '2026-11-21' },
    ],
    next: null,
    ...overrides,
  };
}

/** One answer that fits two companies. */
export function buildHomeReview(overrides: Partial<HomeReview> = {}): HomeReview {
  return {
    ok: true,
    asOf,
    waiting: 1,
    answers: [
      {
        id: '6f1b2c34-0000-4000-8000-000000000001', type: 'nps', score: 2, scale: [0, 10], person: 'Carla Nunes', comment: 'Muito lento', answeredAt: '2026-11-20T12:00:00.000Z', source: 'Formulário público',
        candidates: [{ id: '501', name: 'Acme Ltda', recordUrl: recordUrl('501') }, { id: '502', name: 'Beta', recordUrl: recordUrl('502') }],
      },
    ],
    next: null,
    ...overrides,
  };
}

/** A source that fails and one that never received anything. */
export function buildHomeSources(overrides: Partial<HomeSources> = {}): HomeSources {
  return {
    ok: true,
    asOf,
    sources: [
      { id: 'typeform', name: 'NPS trimestral', provider: 'Typeform', state: 'failing', lastReceivedAt: '2026-11-20T12:00:00.000Z', waiting: 0, failed: 2 },
      { id: 'csv', name: 'Planilha', provider: 'CSV', state: 'never', lastReceivedAt: null, waiting: 0, failed: 0 },
    ],
    ...overrides,
  };
}
