import type { Tx } from '../platform/db.ts';

/**
 * What the signals are evaluated on. All instants are epoch milliseconds (let SQL compute them:
 * `(extract(epoch from created_at) * 1000)::float8`), so that no date is parsed in hot loops.
 * Every fact is as of the `now` that the question was asked with: nothing later may show through.
 */
export interface TicketFact {
  createdAt: number;
  /** HubSpot's hs_ticket_priority in lower case; null when none was set. */
  priority: 'low' | 'medium' | 'high' | 'urgent' | null;
}

export interface DealFact {
  /** The expected close date; null when none is set. */
  closesAt: number | null;
  /** The last movement: the newest of created, stage entered and last activity. */
  movedAt: number;
  /** True when the deal renews a contract (its pipeline or name says so). */
  renewal: boolean;
}

/** One company as the CRM knew it at `now`. */
export interface CompanyFacts {
  companyId: number;
  name: string | null;
  /** A customer at `now` (lifecycle stage, and customer since then or before). */
  isCustomer: boolean;
  /** The last contact of any kind at or before `now`; null when none is dated. */
  lastContactAt: number | null;
  /** Whether the company ever had a ticket (a deal): without any, silence says nothing. */
  hadTickets: boolean;
  openTickets: readonly TicketFact[];
  hadDeals: boolean;
  openDeals: readonly DealFact[];
}

/** Answers in the window as evidence: each answer i counts 2^(-age_i / halfLife). */
export interface Evidence {
  /** Answers counted, undecayed; at least 1. */
  n: number;
  /** Sum of 2^(-age_i / halfLife), ages in days. */
  weight: number;
  /** Sum of 2^(-age_i / halfLife) * value_i, value_i 0 (worst) to 1 (best). */
  weighted: number;
  newestAt: number;
}

/** Relational NPS: value 1 promoter, 0.5 passive, 0 detractor; the last answer of each person in 180 days. */
export interface NpsEvidence extends Evidence {
  promoters: number;
  detractors: number;
}

export interface AnswerFacts {
  companyId: number;
  nps: NpsEvidence | null;
  /** CSAT, CES, stars and Likert answers of the last 180 days by their `value`; every answer counts. */
  satisfaction: Evidence | null;
}

/** How a company uses the product, as of its newest whole day; a day without figures between two others counts as none. */
export interface UsageFacts {
  companyId: number;
  /** Counted from 1970-01-01. */
  newestDay: number;
  /** Log-ins of the last 7 days, of so many since the first figures (1 to 7). */
  recentLogins: number;
  recentDays: number;
  /** Log-ins of the 28 days before, of so many since the first figures (0 to 28). */
  baselineLogins: number;
  baselineDays: number;
  /** As last reported. */
  seats: number | null;
  /** The most on one of the last 7 days. */
  activeUsers: number | null;
}

/** What went wrong on the way of a customer whom CS has taken over from sales, and stands: told from dated alerts. */
export interface JourneyAlert {
  rule: 'kick-off-late' | 'first-value-late' | 'promise-broken' | 'silence';
  since: number;
  /** The line that it is held against: a customer's words, or none. */
  quote: string | null;
}

/** The way of such a customer, from the acceptance on. */
export interface JourneyFacts {
  companyId: number;
  /** When the handoff was completed; null while it is under way. */
  endedAt: number | null;
  alerts: readonly JourneyAlert[];
}

/** All together: what a signal sees. null where nothing is known of the company in the window. */
export interface Facts {
  company: CompanyFacts;
  answers: AnswerFacts | null;
  usage: UsageFacts | null;
  journey: JourneyFacts | null;
}

/** Half-lives in days, for the decay of answers in the question itself. */
export interface HalfLives {
  nps: number;
  satisfaction: number;
}

/** What HubSpot's company record gets: property name to text, '' empties it. */
export interface PropertyWrite {
  companyId: number;
  properties: Record<string, string>;
}

/** A row for the cards: compact JSON texts, language-neutral. */
export interface CardRow {
  companyId: number;
  name: string | null;
  status: 'scored' | 'not-a-customer';
  health: string | null;
  /** null: no answers; undefined: as it was, because no answer has changed. */
  nps: string | null | undefined;
}

/**
 * What health asks of other rooms. Every question takes a whole page of company ids and runs a fixed
 * number of statements. Companies a question knows nothing of are left out of its answer.
 */
export interface HealthQuestions {
  /** accounts: ids of companies neither archived nor merged away, ascending, greater than `after`. */
  companyIds(tx: Tx, after: number, limit: number): Promise<number[]>;
  /** accounts: facts as of `now` (epoch ms). */
  companyFacts(tx: Tx, companyIds: readonly number[], now: number): Promise<CompanyFacts[]>;
  /** surveys: evidence as of `now`; only answers with answered_at <= now. */
  answerFacts(tx: Tx, companyIds: readonly number[], now: number, halfLives: HalfLives): Promise<AnswerFacts[]>;
  /** usage: figures as of a day of the portal's zone (counted from 1970-01-01), nothing later. */
  usageFacts(tx: Tx, companyIds: readonly number[], today: number): Promise<UsageFacts[]>;
  /** usage: whether the portal has any figures at all. */
  hasUsage(tx: Tx): Promise<boolean>;
  /** handoff: the way of accepted customers as of `now` (epoch ms). */
  journeyFacts(tx: Tx, companyIds: readonly number[], now: number): Promise<JourneyFacts[]>;
  /** handoff: whether the portal has any accepted customer. */
  hasJourneys(tx: Tx): Promise<boolean>;
  /** usage: gives its company to everything that was posted before the CRM was known. Asked outside transactions. */
  settleUsage(portalId: number, signal: AbortSignal): Promise<void>;
  /** surveys: the NPS card's compact JSON text by company: dated facts, which change with answers and not with time. */
  npsSections(tx: Tx, companyIds: readonly number[], now: Date, timeZone: string): Promise<Map<number, string>>;
  /** cards: the rows the three cards read. */
  publish(tx: Tx, portalId: number, rows: readonly CardRow[], asOf: Date): Promise<void>;
  /** hubspot: write-behind of company properties. */
  writeCompanyProperties(tx: Tx, portalId: number, writes: readonly PropertyWrite[]): Promise<void>;
  /** hubspot: the portal's zone (IANA name). */
  portal(portalId: number): Promise<{ timeZone: string }>;
  /** hubspot: portals with an active install. */
  activePortals(): Promise<readonly { portalId: number; timeZone: string }[]>;
}
