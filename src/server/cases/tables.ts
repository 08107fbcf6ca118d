import type { ColumnType } from 'kysely';
import type { CaseSettings } from '../../../extensions/contracts/case-settings.ts';
import type { CaseState, CloseReason } from '../../../extensions/contracts/cases.ts';
import type { AnswerClass, AnswerKind } from '../../../extensions/contracts/nps.ts';

type Json<T> = ColumnType<T, string, string>;

export interface CasesTable {
  portal_id: number;
  case_id: string;
  answer_id: string;
  company_id: number;
  contact_id: number | null;
  type: string;
  kind: AnswerKind;
  class: AnswerClass;
  /** As it was when the case was opened. */
  segment: string | null;
  /** HubSpot did not tell the segment: it is read again. */
  segment_unread: boolean;
  /** Whose it is: the company's owner, a backup or the fallback. */
  owner_id: number | null;
  state: CaseState;
  opened_at: Date;
  acknowledged_at: Date | null;
  answered_at: Date | null;
  closed_at: Date | null;
  close_reason: CloseReason | null;
  pauses: Json<{ from: string; to: string | null }[]>;
  /** Business hours of the policy it was opened under; null: it has no clock. */
  policy_hours: number | null;
  due_at: Date | null;
  /** When the next step of the ladder comes; null: none does. */
  look_at: Date | null;
  /** The first time; `opened_at` is the last. */
  first_opened_at: Date;
  updated_at: Date;
  revision: number;
}

export interface CaseMovesTable {
  portal_id: number;
  case_id: string;
  seq: number;
  at: Date;
  step: string;
  /** null: Baton. */
  user_id: number | null;
  /** What somebody wrote; taken away with the respondent. */
  note: string | null;
  detail: ColumnType<object | null, string | null, string | null>;
}

/** The steps of the ladder that were taken, each once for each opening. */
export interface CaseEscalationsTable {
  portal_id: number;
  case_id: string;
  opened_at: Date;
  percent: number;
  at: Date;
}

/** Answers of unhappy customers whose company was not known, each told once. */
export interface CaseUnplacedTable {
  portal_id: number;
  answer_id: string;
  /** Those that were told together. */
  batch: string;
  told_at: Date;
}

export interface CaseSettingsTable {
  portal_id: number;
  /** Answers of before are nobody's case. */
  begun_at: Date;
  /** null: what Baton begins with. */
  settings: ColumnType<CaseSettings | null, string | null, string | null>;
  revision: number;
  updated_at: Date;
}

declare module '../platform/db.ts' {
  interface Tables {
    cases: CasesTable;
    case_moves: CaseMovesTable;
    case_escalations: CaseEscalationsTable;
    case_settings: CaseSettingsTable;
    case_unplaced: CaseUnplacedTable;
  }
}
