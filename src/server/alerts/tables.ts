import type { ColumnType, Generated } from 'kysely';
import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { About } from './outbox.ts';

export interface ChannelsTable {
  portal_id: number;
  channel_id: string;
  /** Id of a file in channels/. */
  kind: string;
  name: string;
  settings_sealed: string;
  /** True where the respondent's name and words are left out. */
  redacted: boolean;
  /** disabled: by its own fault, until somebody mends or tests it. */
  state: 'on' | 'off' | 'disabled';
  fault: string | null;
  fault_at: Date | null;
  created_at: Date;
  last_sent_at: Date | null;
}

/** What is to go out, and what went; ids only: the text is made when it is sent. */
export interface OutboxTable {
  portal_id: number;
  key: string;
  channel_id: string;
  /** An e-mail address, or the id of an owner; null: the channel is a place of its own. */
  recipient: string | null;
  about: ColumnType<About, string, never>;
  company_id: number | null;
  language: Language;
  /** void: by the time it was to be sent there was nothing left to tell. */
  state: 'waiting' | 'sending' | 'sent' | 'void' | 'failed';
  not_before: Date;
  attempts: Generated<number>;
  fault: string | null;
  /** What was sent together: the key of the first. */
  batch: string | null;
  taken_at: Date | null;
  possible_duplicate: Generated<boolean>;
  made_at: Date;
  ended_at: Date | null;
}

declare module '../platform/db.ts' {
  interface Tables {
    channels: ChannelsTable;
    outbox: OutboxTable;
  }
}
