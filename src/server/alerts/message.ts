import type { Language } from '../../../extensions/contracts/envelope.ts';

/** Something that somebody is told, in plain text: each channel writes it in its own form and escapes it there. */
export interface Message {
  language: Language;
  /** What happened, in one line. */
  title: string;
  /** How it is meant; said in words by the title, too. */
  tone: 'bad' | 'neutral' | 'good';
  /** What to do about it, in a sentence or two; null: nothing that could be said. */
  lead: string | null;
  facts: readonly { label: string; value: string }[];
  /** The respondent's own words; null: there are none, or they are not to be told here. */
  quote: string | null;
  /** Where to go on, the most useful first. */
  links: readonly { label: string; url: string }[];
  /** Why the reader gets it. */
  reason: string;
}

/** A mail that is written already. */
export interface Mail {
  language: Language;
  subject: string;
  html: string;
  text: string;
  /** Where one click ends such mails (RFC 8058); null: nobody subscribed to it. */
  unsubscribeUrl: string | null;
}

/** What goes out: messages that are told together, or a mail as it is. */
export type Content = { kind: 'messages'; messages: readonly [Message, ...Message[]] } | { kind: 'mail'; mail: Mail };
