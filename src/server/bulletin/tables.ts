import type { ColumnType } from 'kysely';
import type { BulletinScope, Schedule, SubscriptionState } from '../../../extensions/contracts/bulletin.ts';
import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { Content } from './content.ts';

type Json<T> = ColumnType<T, string, string>;

/** Who gets a bulletin: no account of HubSpot is needed for it. */
export interface BulletinSubscriptionsTable {
  portal_id: number;
  subscription_id: string;
  /** Lower case; one subscription each. */
  email: string;
  language: Language;
  schedule: Json<Schedule>;
  scope: Json<BulletinScope>;
  reason: string;
  state: SubscriptionState;
  added_by: number;
  added_at: Date;
  /** When the schedule was chosen: what was due before is not made up. */
  since: Date;
  ended_at: Date | null;
  /** When the next issue is due; null while it is off. */
  next_at: Date | null;
  /** The local day of the last issue. */
  last_day: string | null;
  revision: number;
}

export interface BulletinIssuesTable {
  portal_id: number;
  issue_id: string;
  subscription_id: string;
  /** The local day that it was due on; of a test, its own id. */
  slot: string;
  test: boolean;
  made_at: Date;
  /** What it tells, as of when it was made: no person's name, no respondent's word. */
  content: Json<Content>;
  /** The key of its letter; null: there was no channel to send it by. */
  letter_key: string | null;
}

declare module '../platform/db.ts' {
  interface Tables {
    bulletin_subscriptions: BulletinSubscriptionsTable;
    bulletin_issues: BulletinIssuesTable;
  }
}
