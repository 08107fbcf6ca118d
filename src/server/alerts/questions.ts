import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { Tx } from '../platform/db.ts';
import type { ChannelTools } from './channel.ts';
import type { ChannelQuestions } from './channel-questions.ts';
import type { Mail, Message } from './message.ts';
import type { About } from './outbox.ts';

/** What a letter has become when it is to go; null: there is nothing left to tell. */
export type Composed = { kind: 'message'; message: Message } | { kind: 'mail'; mail: Mail } | { kind: 'engagement'; wanted: WantedEngagement } | null;

type Engagement = Parameters<ChannelTools['ensureEngagement']>[0];
/** A task or note of HubSpot, without its key. */
export type WantedEngagement = Omit<Engagement, 'key' | 'sent'>;

/** hubspot: what the texts of an account are made with. */
export interface Site {
  timeZone: string;
  currency: string;
  /** Where a company's answers are seen. */
  recordUrl: (companyId: number) => string;
  /** Where a tab of Baton's home page is. */
  homeUrl: (tab: 'review') => string;
}

export interface AlertQuestions extends ChannelQuestions {
  /** What texts ask of the account (called inside no transaction). */
  site(portalId: number): Promise<Site>;
  /** The room that a message is about: its text, as things stand. */
  compose(tx: Tx, about: About, reading: Site & { portalId: number; language: Language; /** Without the respondent's name and words. */ redacted: boolean; now: Date }): Promise<Composed>;
  /** settings and accounts: who is admin, as far as they can be written to. */
  admins(tx: Tx): Promise<readonly { ownerId: number; email: string | null }[]>;
  /** hubspot: portals that are connected (called inside no transaction). */
  activePortals(): Promise<readonly { portalId: number }[]>;
}
