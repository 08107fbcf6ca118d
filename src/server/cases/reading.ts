import type { Language } from '../../../extensions/contracts/envelope.ts';
import { momentText } from '../lib/moment.ts';

/** alerts: what somebody is told. */
export interface Message {
  language: Language;
  title: string;
  tone: 'bad' | 'neutral' | 'good';
  lead: string | null;
  facts: { label: string; value: string }[];
  quote: string | null;
  links: { label: string; url: string }[];
  reason: string;
}

/** alerts: a message, or a task or note; null: there is nothing left to tell. */
export type Composed = { kind: 'message'; message: Message } | { kind: 'engagement'; wanted: Engagement } | null;

/** A task or note of HubSpot. */
export interface Engagement {
  type: 'tasks' | 'notes';
  properties: Readonly<Record<string, string>>;
  companyId: number;
}

/** Who reads it, where. */
export interface Reading {
  language: Language;
  /** Without the respondent's name and words. */
  redacted: boolean;
  timeZone: string;
  currency: string;
  /** Where a company's answers are seen. */
  recordUrl: (companyId: number) => string;
  /** Where a tab of Baton's home page is. */
  homeUrl: (tab: 'review') => string;
  now: Date;
}

/** A day and a time in the account's zone. */
export function moment(at: Date, { language, timeZone }: Pick<Reading, 'language' | 'timeZone'>): string {
  return momentText(at, language, timeZone);
}

/** What a respondent wrote, as far as it is to be told here; null: nothing. */
export function quoteOf(comment: string | null, { redacted }: Pick<Reading, 'redacted'>): string | null {
  return redacted || comment === null || comment.trim() === '' ? null : comment.trim();
}
