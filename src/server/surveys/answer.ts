import type { AnswerClass } from './scales.ts';
import { type Saying, tell } from './wording.ts';

export type AnswerKind = 'relational' | 'transactional';

/**
 * What an answer says about whose it is. `trusted`: the ids were written by HubSpot or an administrator, so they are
 * proof; otherwise they came through a public form, where anyone can write anything, and are hints.
 */
export interface Hints {
  companyId?: number | undefined;
  /** 14 signs without mask, upper case, check digits right. */
  cnpj?: string | undefined;
  contactId?: number | undefined;
  ticketId?: number | undefined;
  /** Lower case. */
  email?: string | undefined;
  /** Registrable domain, never a free mail's. */
  domain?: string | undefined;
  trusted: boolean;
}

/** An answer in Baton's own terms, before it is matched to a company. */
export interface Answer {
  /** The answer's id at the source; an update carries the same. */
  externalId: string;
  /** Line of the file, or position in the list, it came from; counts from 1. */
  row: number;
  surveyId: string | null;
  surveyName: string | null;
  type: string;
  kind: AnswerKind;
  touchpoint: string | null;
  channel: string | null;
  score: number;
  scaleMin: number;
  scaleMax: number;
  class: AnswerClass;
  value: number;
  comment: string | null;
  /** The person, for one vote each; null when anonymous. */
  respondentKey: string | null;
  respondentEmail: string | null;
  respondentName: string | null;
  respondentRole: string | null;
  answeredAt: Date;
  /** The source's own clock of the last change. */
  updatedAt: Date;
  hints: Hints;
}

/** A survey that was delivered to someone, answered or not. */
export interface Invitation {
  externalId: string;
  row: number;
  type: string;
  kind: AnswerKind;
  respondentKey: string | null;
  sentAt: Date;
  hints: Hints;
}

/** What was wrong with a row, or worth saying of it. */
export interface Problem extends Saying {
  row: number;
  /** error: the row was not taken; skipped: it holds no answer; warning: taken, without the faulty part. */
  severity: 'error' | 'skipped' | 'warning';
}

/** What a provider read from a delivery. */
export interface Parsed {
  answers: Answer[];
  invitations: Invitation[];
  problems: Problem[];
  /** Rows or items seen, whatever became of them. */
  rows: number;
}

/** A delivery that cannot be read as a whole; what it says names fault and cure. */
export class UnreadableDelivery extends Error {
  readonly saying: Saying;

  constructor(said: Saying) {
    super(tell(said, 'en'));
    this.name = 'UnreadableDelivery';
    this.saying = said;
  }
}
