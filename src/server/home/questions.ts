import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { HandoffState } from '../../../extensions/contracts/handoff.ts';
import type { CardName, HomeSources } from '../../../extensions/contracts/home.ts';
import type { ReviewPart } from '../../../extensions/contracts/review.ts';
import type { Desk } from '../http/desk.ts';
import type { CardRequest } from '../http/endpoint.ts';
import type { Tx } from '../platform/db.ts';

/** settings: who may do what, and how the sources of answers do. */
type HomeDesk = Pick<Desk, 'answer' | 'change' | 'names'> & {
  sources(tx: Tx, asked: Pick<CardRequest, 'now'> & { language: Language }): Promise<HomeSources['sources']>;
};

/** surveys: an answer whose company is open, or was. */
export interface ReviewedAnswer {
  answerId: string;
  type: string;
  score: number;
  scaleMin: number;
  scaleMax: number;
  person: string | null;
  comment: string | null;
  answeredAt: Date;
  sourceName: string;
}

export type WaitingAnswer = ReviewedAnswer & { candidates: number[] };

/** surveys: a company, or a reason why it is none's. */
export interface ReviewDecision {
  companyId: number | null;
  dismissedFor: string | null;
  decidedBy: number;
  decidedAt: Date;
}

/** Where a page of the review ended. */
export interface ReviewPlace {
  at: Date;
  answerId: string;
}

interface ReviewTask {
  portalId: number;
  userId: number;
  answerId: string;
  now: Date;
}

/** surveys: `gone`: there is no such answer; `settled`: it waits no longer; `changed`: the decision is another one by now; `foreign`: it is someone else's. */
export type ReviewFault = 'gone' | 'settled' | 'changed' | 'foreign';

/** surveys: the answers that wait for a person, and those a person decided on. */
export interface Review {
  /** Newest first, and how many there are of each part in all. */
  queue(tx: Tx, asked: { part: ReviewPart; after: ReviewPlace | null; limit: number }): Promise<{ waiting: number; unmatched: number; answers: WaitingAnswer[] }>;
  /** The newest decision first. */
  decided(tx: Tx, asked: { after: ReviewPlace | null; limit: number }): Promise<(ReviewedAnswer & ReviewDecision)[]>;
  /** The score of the company follows. */
  decide(tx: Tx, task: ReviewTask & Pick<ReviewDecision, 'companyId' | 'dismissedFor'>): Promise<{ candidates: number[] } | { fault: ReviewFault }>;
  /** Takes back the decision of this moment; `others`: also where someone else made it. */
  undo(tx: Tx, task: ReviewTask & { decidedAt: Date; others: boolean }): Promise<{ decision: ReviewDecision; candidates: number[] } | { fault: ReviewFault }>;
}

/** accounts: someone of the account who can own records. */
export interface Person {
  userId: number;
  name: string | null;
  email: string | null;
}

type Opens = { opens: number; people: number };

/** cards: how the cards were used; days are YYYY-MM-DD in the account's zone, weeks are their Mondays. */
export interface CardUse {
  countedFrom: string | null;
  weeks: (Opens & { week: string })[];
  cards: (Opens & { card: CardName })[];
  /** In no order; with the opens of each card that was opened. */
  readers: { userId: number; email: string; lastAt: Date; companies: number; opens: Partial<Record<CardName, number>> }[];
}

/** handoff: a leg with whoever is named on it. */
export interface NamedLeg {
  id: string;
  label: string;
  owner: string | null;
}

/** handoff: an open one; hours are business hours. */
export interface OpenHandoff {
  handoffId: string;
  dealId: number;
  companyId: number;
  state: HandoffState;
  holder: NamedLeg;
  asked: NamedLeg | null;
  dueAt: Date | null;
  late: boolean;
  paused: boolean;
  waitedHours: number;
  leftHours: number | null;
  completeness: number;
  returns: number;
}

/** Where a page of the open handoffs ended. */
export interface HandoffPlace {
  at: Date | null;
  handoffId: string;
}

/** handoff: open ones, by what was due first; how many there are of each kind; companies by leg, most breaches first. */
export interface OpenHandoffs {
  handoffs: OpenHandoff[];
  states: { state: HandoffState; n: number }[];
  legs: { id: string; label: string; n: number }[];
  open: number;
  squads: { leg: string; label: string; companies: number; late: number; lateToAccept: number; returned: number; middleHours: number | null; longestHours: number | null }[];
}

type Interval = { low: number; high: number } | null;

/** handoff: what became of them over a period. */
export interface HandoffFigures {
  firstPass: { n: number; of: number; interval: Interval };
  returns: { returns: number; handoffs: number }[];
  promises: { open: number; kept: number; broken: number; handoffs: number; interval: Interval };
  firstValue: {
    reached: number; of: number; median: number | null; low: number | null; high: number | null;
    /** Share that has not reached it, by days. */
    curve: { time: number; survival: number; low: number; high: number }[];
  };
}

/** handoff: `userId` set narrows to those on which the user is named. */
type Looking = { userId: number | null; timeZone: string; now: Date };

export interface Handoffs {
  open(tx: Tx, looking: Looking, asked: { leg: string | null; state: string | null; after: HandoffPlace | null; limit: number; language: Language }): Promise<OpenHandoffs>;
  figures(tx: Tx, looking: Looking, days: number): Promise<HandoffFigures>;
}

/** hubspot: the addresses of the records on which a handoff is worked. */
export interface HandoffUrls {
  deal(dealId: number): string;
  company(companyId: number): string;
}

export interface HomeQuestions {
  desk: HomeDesk;
  review: Review;
  handoffs: Handoffs;
  /** accounts: the names of those that live. */
  dealNames(tx: Tx, dealIds: readonly number[]): Promise<Map<number, string | null>>;
  /** hubspot (called inside no transaction). */
  handoffUrls(portalId: number): Promise<HandoffUrls>;
  /** accounts: the names of those that are living companies. */
  companyNames(tx: Tx, companyIds: readonly number[]): Promise<Map<number, string | null>>;
  people(tx: Tx): Promise<Person[]>;
  cardUse(tx: Tx, since: { firstWeek: string; since: string }): Promise<CardUse>;
  /** hubspot: the account's zone, IANA name (called inside no transaction). */
  timeZone(portalId: number): Promise<string>;
  /** hubspot: the address of a company's record (called inside no transaction). */
  recordUrls(portalId: number): Promise<(companyId: number) => string>;
}
