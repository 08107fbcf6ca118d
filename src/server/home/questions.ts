import type { Refusal } from '../../../extensions/contracts/envelope.ts';
import type { HomeSources } from '../../../extensions/contracts/home.ts';
import type { Role } from '../../../extensions/contracts/role.ts';
import type { CardRequest } from '../http/endpoint.ts';
import type { Tx } from '../platform/db.ts';

/** What a change did, for its answer and for the audit trail. */
export interface Made<A> {
  answer: A;
  action: string;
  subject: string;
  before: unknown;
  after: unknown;
}

/** settings: who may do what; a change happens once a key, and stands in the audit trail. */
export interface Desk {
  answer<A extends { ok: true }>(request: CardRequest, level: Role, work: (tx: Tx) => Promise<A | Refusal>): Promise<A | Refusal>;
  change<A extends { ok: true }>(request: CardRequest, asked: { level: Role; path: string }, work: (tx: Tx) => Promise<Made<A> | Refusal>): Promise<A | Refusal>;
  /** How the sources of answers do. */
  sources(tx: Tx, asked: Pick<CardRequest, 'now'> & { language: 'pt-BR' | 'en' }): Promise<HomeSources['sources']>;
}

/** surveys: an answer that waits for a person's decision. */
export interface WaitingAnswer {
  answerId: string;
  type: string;
  score: number;
  scaleMin: number;
  scaleMax: number;
  person: string | null;
  comment: string | null;
  answeredAt: Date;
  sourceName: string;
  candidates: number[];
}

/** Where a page of the queue ended. */
export interface QueuePlace {
  answeredAt: Date;
  answerId: string;
}

/** surveys: `gone`: there is no such answer; `settled`: it waits no longer; `stranger`: the company is no candidate. */
export type SettleFault = 'gone' | 'settled' | 'stranger';

/** surveys: the answers that wait for a person. */
export interface Review {
  /** Newest first, and how many wait in all. */
  queue(tx: Tx, asked: { after: QueuePlace | null; limit: number }): Promise<{ waiting: number; answers: WaitingAnswer[] }>;
  /** Gives an answer to one of its candidates; the score follows. */
  settle(tx: Tx, task: { portalId: number; userId: number; answerId: string; companyId: number; now: Date }): Promise<{ candidates: number[] } | { fault: SettleFault }>;
}

export interface HomeQuestions {
  desk: Desk;
  review: Review;
  /** accounts: the names of those that are living companies. */
  companyNames(tx: Tx, companyIds: readonly number[]): Promise<Map<number, string | null>>;
  /** hubspot: the address of a company's record (called inside no transaction). */
  recordUrls(portalId: number): Promise<(companyId: number) => string>;
}
