import type { HomeCompanies, HomeSources, HomeUse } from '../../extensions/contracts/home.ts';

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

/** A source that fails and one that never received anything. */
export function buildHomeSources(overrides: Partial<HomeSources> = {}): HomeSources {
  return {
    ok: true,
    asOf,
    sources: [
      { id: 'typeform', name: 'NPS trimestral', provider: 'Typeform', state: 'failing', lastReceivedAt: '2026-11-20T12:00:00.000Z', waiting: 3, waitingSince: '2026-11-20T12:00:00.000Z', failed: 2, stoppedSince: '2026-11-20T12:00:00.000Z' },
      { id: 'csv', name: 'Planilha', provider: 'CSV', state: 'never', lastReceivedAt: null, waiting: 0, waitingSince: null, failed: 0, stoppedSince: null },
    ],
    ...overrides,
  };
}

/** Three weeks of use: one person opens all cards, one only the sidebar's and not lately, one has never opened any. */
export function buildHomeUse(overrides: Partial<HomeUse> = {}): HomeUse {
  return {
    ok: true,
    asOf,
    countedFrom: '2026-11-02',
    weeks: [{ week: '2026-11-02', opens: 1, people: 1 }, { week: '2026-11-09', opens: 0, people: 0 }, { week: '2026-11-16', opens: 1234, people: 2 }],
    days: 28,
    cards: [{ card: 'health', opens: 20, people: 1 }, { card: 'summary', opens: 1214, people: 2 }],
    people: [
      { userId: '10122', name: 'Caio Lima', email: 'caio@agencia.example', opens: { health: 20, nps: 0, summary: 1213, handoff: 0, onboarding: 0, 'contact-cases': 0 }, companies: 17, lastAt: '2026-11-21T14:29:00.000Z' },
      { userId: '10155', name: null, email: 'davi@agencia.example', opens: { health: 0, nps: 0, summary: 1, handoff: 0, onboarding: 0, 'contact-cases': 0 }, companies: 1, lastAt: '2026-11-17T12:00:00.000Z' },
      { userId: '10111', name: 'Bia Souza', email: 'bia@agencia.example', opens: { health: 0, nps: 0, summary: 0, handoff: 0, onboarding: 0, 'contact-cases': 0 }, companies: 0, lastAt: null },
    ],
    known: 3,
    active: 2,
    ...overrides,
  };
}
