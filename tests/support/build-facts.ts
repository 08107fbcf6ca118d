import type { CompanyFacts, DealFact, Evidence, Facts, JourneyAlert, JourneyFacts, NpsEvidence, TicketFact, UsageFacts } from '../../src/server/health/facts.ts';
import type { Model, Reference } from '../../src/server/health/score.ts';
import { sharesOf } from '../../src/server/health/score.ts';
import type { Known, Moment } from '../../src/server/health/signals/index.ts';

export const DAY_MS = 86_400_000;
/** Saturday, 21 November 2026, noon in UTC. */
export const NOW = Date.UTC(2026, 10, 21, 12);

export const moment: Moment = { now: NOW, dayOf: (instant) => Math.floor(instant / DAY_MS) };

export function daysAgo(days: number): number {
  return NOW - days * DAY_MS;
}

/** A customer of whom nothing else is known. */
export function buildCompanyFacts(overrides: Partial<CompanyFacts> = {}): CompanyFacts {
  return {
    companyId: 501,
    name: 'Padaria Aurora',
    isCustomer: true,
    lastContactAt: null,
    hadTickets: false,
    openTickets: [],
    hadDeals: false,
    openDeals: [],
    ...overrides,
  };
}

export function buildFacts(company: Partial<CompanyFacts> = {}, answers: Partial<NonNullable<Facts['answers']>> | null = null): Facts {
  const facts = buildCompanyFacts(company);
  return { company: facts, answers: answers && { companyId: facts.companyId, nps: null, satisfaction: null, ...answers }, usage: null, journey: null };
}

/** Five weeks of a company of ten seats, three log-ins each a week, up to yesterday. */
export function buildUsage(overrides: Partial<UsageFacts> = {}): UsageFacts {
  const newestDay = Math.floor(NOW / DAY_MS) - 1;
  return { companyId: 501, newestDay, recentLogins: 30, recentDays: 7, baselineLogins: 120, baselineDays: 28, seats: 10, activeUsers: null, ...overrides };
}

/** A customer in onboarding with whom all is well. */
export function buildJourney(overrides: Partial<JourneyFacts> = {}): JourneyFacts {
  return { companyId: 501, endedAt: null, alerts: [], ...overrides };
}

/** First value a week late. */
export function buildAlert(overrides: Partial<JourneyAlert> = {}): JourneyAlert {
  return { rule: 'first-value-late', since: daysAgo(7), quote: 'Primeira venda online até 14/11', ...overrides };
}

/** A new ticket of medium priority. */
export function buildTicket(overrides: Partial<TicketFact> = {}): TicketFact {
  return { createdAt: NOW, priority: 'medium', ...overrides };
}

/** A deal that moved today and closes in a month. */
export function buildDeal(overrides: Partial<DealFact> = {}): DealFact {
  return { closesAt: daysAgo(-30), movedAt: NOW, renewal: false, ...overrides };
}

export interface DatedValue {
  /** 0 to 1. */
  value: number;
  ageDays: number;
}

/** Evidence from single answers, each halving its pull every half-life: what the question asks of SQL. */
export function evidenceOf(answers: readonly DatedValue[], halfLifeDays: number): Evidence {
  const weights = answers.map(({ ageDays }) => 2 ** (-ageDays / halfLifeDays));
  return {
    n: answers.length,
    weight: weights.reduce((sum, weight) => sum + weight, 0),
    weighted: answers.reduce((sum, { value }, i) => sum + value * weights[i]!, 0),
    newestAt: daysAgo(Math.min(...answers.map(({ ageDays }) => ageDays))),
  };
}

export function npsEvidenceOf(answers: readonly DatedValue[], halfLifeDays: number): NpsEvidence {
  const count = (value: number) => answers.filter((answer) => answer.value === value).length;
  return { ...evidenceOf(answers, halfLifeDays), promoters: count(1), detractors: count(0) };
}

/** A model of signals a, b, c, … with these weights. */
export function buildModel(weights: readonly number[], version = 1): Model {
  return { version, signals: weights.map((_, k) => String.fromCharCode(97 + k)), shares: sharesOf(weights) };
}

export function buildReference(means: readonly number[], overrides: Partial<Reference> = {}): Reference {
  return { day: 20_778, means, starting: false, ...overrides };
}

/** A plain fact; null stays unknown. */
export function known(value: number | null, confidence = 1): Known | null {
  return value === null ? null : { value, confidence, because: [] };
}
