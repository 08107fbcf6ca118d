import type { JSONColumnType } from 'kysely';
import type { PlaybookContent, WorkCalendar } from '../../../extensions/contracts/playbooks.ts';
import type { Rule } from './alerts/alerts.ts';
import type { ChecklistItem } from './playbooks/checklist.ts';
import type { Expectation, Form, KickOff } from './form.ts';
import type { HandoffState } from './baton.ts';
import type { OwnerProposal } from './sale/owner-rule.ts';
import type { Playbook } from './playbooks/playbook.ts';
import type { LineItem, SaleNote } from './sale/sale.ts';

export interface HandoffsTable {
  portal_id: number;
  handoff_id: string;
  deal_id: number;
  company_id: number;
  /** 1 for the first of a deal; a renewal begins the next. */
  cycle: number;
  /** A Handoff of machine.ts, instants as ISO text. */
  baton: JSONColumnType<object>;
  /** The playbook it began with. */
  playbook: JSONColumnType<Playbook>;
  form: JSONColumnType<Form>;
  kick_off: JSONColumnType<KickOff>;
  expectations: JSONColumnType<Expectation[]>;
  checklist: JSONColumnType<ChecklistItem[]>;
  /** Who was proposed for CS, and why; null where it began before there were proposals. */
  cs_proposal: JSONColumnType<OwnerProposal> | null;
  open: boolean;
  opened_at: Date;
  updated_at: Date;
}

/** Every step, for ever as long as the handoff is kept: who, when, why. */
export interface HandoffMovesTable {
  portal_id: number;
  handoff_id: string;
  seq: number;
  at: Date;
  step: string;
  /** null: Baton itself. */
  user_id: number | null;
  reason: string | null;
  /** A MoveDetail of store.ts. */
  detail: JSONColumnType<object> | null;
}

/** What was read of a deal for its handoff; null: not granted. */
export interface HandoffSalesTable {
  portal_id: number;
  handoff_id: string;
  line_items: JSONColumnType<LineItem[]> | null;
  notes: JSONColumnType<SaleNote[]> | null;
  /** Properties of the company that playbooks ask about. */
  company: JSONColumnType<Record<string, string | null>> | null;
  read_at: Date;
  language: string;
}

/** What HubSpot is to get; `sending` once a call may have reached it. */
export interface HandoffEffectsTable {
  portal_id: number;
  key: string;
  handoff_id: string;
  kind: 'task' | 'note' | 'follow-owner';
  content: JSONColumnType<object>;
  state: 'waiting' | 'sending' | 'done' | 'forbidden' | 'refused';
  object_id: string | null;
  made_at: Date;
}

export interface HandoffSettingsTable {
  portal_id: number;
  /** Deals won before are no handoffs by themselves. */
  begun_at: Date;
  /** HubSpot owner ids of those who get customers in turn, in their order. */
  cs_team: JSONColumnType<number[]>;
  /** Whose turn it was last. */
  last_turn: number | null;
  /** Where deals are to be when their handoffs begin, in HubSpot's ids (none: won), and when that was changed last. */
  starts: JSONColumnType<{ pipeline: string; stage: string; since: string }[]>;
  starts_at: Date | null;
  /** When an admin had earlier won deals made drafts, and how many days back. */
  imported_at: Date | null;
  imported_days: number | null;
}

/** Playbooks that were changed or added; an account that has changed nothing has the standard one without a row. */
export interface PlaybooksTable {
  portal_id: number;
  playbook_id: string;
  /** Tried in this order. */
  rank: number;
  revision: number;
  draft: JSONColumnType<PlaybookContent> | null;
  archived: boolean;
}

/** What was published; never changed, never deleted. */
export interface PlaybookVersionsTable {
  portal_id: number;
  playbook_id: string;
  version: number;
  content: JSONColumnType<PlaybookContent>;
  published_at: Date;
  published_by: number;
}

export interface HandoffCalendarTable {
  portal_id: number;
  revision: number;
  calendar: JSONColumnType<WorkCalendar>;
}

/** What went wrong on a customer's way: raised once an occasion, taken back when it is mended. */
export interface HandoffAlertsTable {
  portal_id: number;
  handoff_id: string;
  rule: Rule;
  /** The turn, the promise, or since when it is so. */
  occasion: string;
  since: Date;
  raised_at: Date;
  cleared_at: Date | null;
}

/** Where each handoff stands: made from its row whenever that is written, see standing.ts. */
export interface HandoffStandingsTable {
  portal_id: number;
  handoff_id: string;
  deal_id: number;
  company_id: number;
  open: boolean;
  state: HandoffState;
  holder: string;
  holder_owner: number | null;
  held_since: Date | null;
  asked: string | null;
  asked_owner: number | null;
  owners: number[];
  turn_since: Date;
  due_at: Date | null;
  completeness: number;
  returns: number;
  promises_open: number;
  promises_kept: number;
  promises_broken: number;
  accepted_at: Date | null;
  /** Days of the account, YYYY-MM-DD. */
  opened_on: string;
  ended_on: string | null;
  first_value_days: number | null;
  /** A mark of the zone and the calendar by which it was told. */
  told_by: string;
}

declare module '../platform/db.ts' {
  interface Tables {
    handoffs: HandoffsTable;
    handoff_moves: HandoffMovesTable;
    handoff_sales: HandoffSalesTable;
    handoff_effects: HandoffEffectsTable;
    handoff_settings: HandoffSettingsTable;
    playbooks: PlaybooksTable;
    playbook_versions: PlaybookVersionsTable;
    handoff_calendar: HandoffCalendarTable;
    handoff_alerts: HandoffAlertsTable;
    handoff_standings: HandoffStandingsTable;
  }
}
