import type { Answer, Hints } from '../../src/server/surveys/answer.ts';
import type { CompanyCandidates } from '../../src/server/surveys/matching.ts';

/** An answer as a provider reads it: a promoter's NPS of nine. */
export function buildAnswer(overrides: Partial<Answer> = {}): Answer {
  return {
    externalId: 'answer-1',
    row: 1,
    surveyId: null,
    surveyName: null,
    type: 'nps',
    kind: 'relational',
    touchpoint: null,
    channel: null,
    score: 9,
    scaleMin: 0,
    scaleMax: 10,
    class: 'promoter',
    value: 0.9,
    comment: null,
    respondentKey: 'ana@acme.com.br',
    respondentEmail: 'ana@acme.com.br',
    respondentName: null,
    respondentRole: null,
    answeredAt: new Date('2026-11-01T12:00:00Z'),
    updatedAt: new Date('2026-11-01T12:00:00Z'),
    hints: buildHints({ email: 'ana@acme.com.br', domain: 'acme.com.br' }),
    ...overrides,
  };
}

/** What an answer says of whose it is; nothing, unless told. */
export function buildHints(overrides: Partial<Hints> = {}): Hints {
  return { trusted: true, ...overrides };
}

/** What the CRM knows; nothing, unless told. */
export function buildCandidates(overrides: Partial<CompanyCandidates> = {}): CompanyCandidates {
  return {
    byCompanyId: new Map(),
    byCnpj: new Map(),
    byContactId: new Map(),
    byTicketId: new Map(),
    byEmail: new Map(),
    byDomain: new Map(),
    ...overrides,
  };
}
