import type { CaseSettingsView } from '../../extensions/contracts/case-settings.ts';
import type { CaseClock, CaseView, HomeCaseFigures, HomeCases, RecordCases } from '../../extensions/contracts/cases.ts';

const asOf = '2026-11-21T13:30:00.000Z';

/** A clock of eight business hours with six left. */
export function buildClock(overrides: Partial<CaseClock> = {}): CaseClock {
  return { hours: 8, dueAt: '2026-11-23T15:00:00.000Z', leftHours: 6, kept: null, tookHours: null, ...overrides };
}

/** What answers of the account can be about. */
export const causeChoices = [{ id: 'price', label: 'Price' }, { id: 'support-wait', label: 'Time to an answer' }];

/** A detractor's new case that nobody has looked at. */
export function buildCase(overrides: Partial<CaseView> = {}): CaseView {
  return {
    id: '4d2f0f3e-7a51-4c38-9a35-0d9a3c1f0001',
    answerId: '4d2f0f3e-7a51-4c38-9a35-0d9a3c1fa001',
    company: { id: '501', name: 'Acme Ltda', recordUrl: 'https://app.hubspot.com/contacts/101/record/0-2/501?tab=nps-history' },
    class: 'detractor', type: 'nps', kind: 'relational', score: 3, scale: [0, 10],
    person: 'Ana Souza', comment: 'Nobody answers', causes: [{ id: 'support-wait', label: 'Time to an answer', by: 'words' }], answeredAt: '2026-11-21T11:30:00.000Z',
    state: 'new', openedAt: '2026-11-21T11:30:00.000Z', closeReason: null,
    owner: { id: '10112', name: 'Bia Souza' },
    clock: buildClock(),
    steps: ['acknowledge', 'answer', 'wait', 'close'],
    moves: [{ at: '2026-11-21T11:30:00.000Z', step: 'opened', who: null, note: null, told: 'Case opened' }],
    revision: 1,
    ...overrides,
  };
}

/** The same case once the customer was answered. */
export function buildAnsweredCase(overrides: Partial<CaseView> = {}): CaseView {
  return buildCase({
    state: 'answered', steps: ['answer', 'wait', 'close'], clock: buildClock({ leftHours: null, kept: true, tookHours: 2.5 }), revision: 2,
    moves: [{ at: asOf, step: 'answer', who: 'Bia Souza', note: 'I called', told: 'Customer answered' }, ...buildCase().moves], ...overrides,
  });
}

export function buildRecordCases(overrides: Partial<RecordCases> = {}): RecordCases {
  return { ok: true, asOf, open: 1, overdue: 0, cases: [buildCase()], causes: causeChoices, ...overrides };
}

/** Two open cases, one of them overdue and nobody's. */
export function buildHomeCases(overrides: Partial<HomeCases> = {}): HomeCases {
  return {
    ok: true, asOf,
    counts: { open: 2, overdue: 1, waiting: 3, answered: 4, closed: 50 },
    cases: [
      buildCase({ id: '4d2f0f3e-7a51-4c38-9a35-0d9a3c1f0002', company: { id: '502', name: null, recordUrl: 'https://app.hubspot.com/contacts/101/record/0-2/502?tab=nps-history' }, owner: null, clock: buildClock({ dueAt: '2026-11-20T15:00:00.000Z', leftHours: -4.2, kept: false }) }),
      buildCase(),
    ],
    causes: causeChoices,
    owners: [{ id: '10112', name: 'Bia Souza', open: 1 }, { id: 'none', name: null, open: 1 }],
    next: null,
    ...overrides,
  };
}

const attained = { kept: 9, of: 10, rate: 0.9, interval: { low: 0.5958, high: 0.9821 }, answered: 8, medianHours: 3.25, p90Hours: 11.5 };
const nothing = { kept: 0, of: 0, rate: null, interval: null, answered: 0, medianHours: null, p90Hours: null };

/** Nine of ten kept their time. */
export function buildCaseFigures(overrides: Partial<HomeCaseFigures> = {}): HomeCaseFigures {
  return {
    ok: true, asOf, days: 90,
    all: attained,
    byClass: [{ class: 'detractor', ...attained }, { class: 'passive', ...nothing }],
    byOwner: [{ owner: { id: '10112', name: 'Bia Souza' }, ...attained }, { owner: null, ...nothing }],
    bySegment: [{ segment: 'ENT', label: 'Enterprise', ...attained }, { segment: null, label: null, ...nothing }],
    reasons: [{ reason: 'resolved', n: 7 }, { reason: 'unreachable', n: 1 }],
    ...overrides,
  };
}

/** What an account begins with, with a team of two, a segment and two channels. */
export function buildCaseSettings(overrides: Partial<CaseSettingsView> = {}): CaseSettingsView {
  return {
    ok: true, asOf, role: 'admin',
    settings: {
      opens: { promoter: 'with-comment', passive: 'always', detractor: 'always' },
      policies: [{ classes: ['detractor'], segments: ['ENT'], hours: 4 }, { classes: ['detractor', 'passive'], segments: [], hours: 24 }],
      escalation: [{ percent: 50, to: 'owner' }, { percent: 100, to: 'lead' }],
      rules: [{ classes: ['detractor'], kinds: ['relational'], segments: [], minRevenue: 10_000, owners: ['10112'], tell: [{ channelId: 'mail', to: 'lead' }, { channelId: 'slack', to: 'owner' }] }],
      fallback: null, lead: '10122', head: null,
      leaves: [{ owner: '10112', backup: '10122', from: '2026-12-01', to: '2026-12-05' }],
      segmentProperty: 'segment', quiet: { from: '20:00', to: '07:00' }, groupMinutes: 10,
    },
    saved: false, revision: 0, currency: 'BRL', timeZone: 'America/Sao_Paulo',
    owners: [{ id: '10112', name: 'Bia Souza' }, { id: '10122', name: 'Caio Lima' }],
    channels: [{ id: 'mail', name: 'E-mail', reaches: 'people', state: 'on' }, { id: 'slack', name: 'Slack #cs', reaches: 'place', state: 'on' }],
    ownTexts: {
      promoter: { headline: '{class}: {company} answered {score}', lead: 'Say thank you.' },
      passive: { headline: '{class}: {company} answered {score}', lead: 'Ask what would raise the score.' },
      detractor: { headline: '{class}: {company} answered {score}', lead: 'Call today. Due: {due}.' },
    },
    placeholders: ['company', 'class', 'score', 'due', 'owner', 'person'], mostSigns: { headline: 150, lead: 500 },
    properties: [{ name: 'segment', label: 'Segmento', options: [{ value: 'ENT', label: 'Enterprise' }, { value: 'SMB', label: 'SMB' }] }],
    ...overrides,
  };
}
