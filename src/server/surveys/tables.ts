import type { ColumnType, Generated } from 'kysely';
import type { AnswerKind, Hints } from './answer.ts';
import type { Match } from './matching.ts';
import type { Report } from './report.ts';
import type { AnswerClass } from './scales.ts';
import type { Saying } from './wording.ts';

export interface SourcesTable {
  portal_id: number;
  source_id: string;
  provider: string;
  name: string;
  settings: ColumnType<object, string, string>;
  /** SHA-256 (hex) of the secret in the hook's path; null for a source without a hook. */
  secret_hash: string | null;
  signing_secret_sealed: string | null;
  paused: boolean;
  /** True where company ids and CNPJs of this source are proof. */
  trusted_ids: boolean;
  created_at: Date;
  last_received_at: Date | null;
  last_error: ColumnType<Saying | null, string | null, string | null>;
  paused_at: Date | null;
  usual_gap_ms: Generated<number>;
  gaps: Generated<number>;
}

export interface DeliveriesTable {
  portal_id: number;
  delivery_id: string;
  source_id: string;
  received_at: Date;
  content_type: string;
  body_sealed: string;
  state: 'received' | 'parsed' | 'failed';
  reason: ColumnType<Saying | null, string | null, string | null>;
  report: ColumnType<Report | null, string | null, string | null>;
  attempts: number;
  expires_at: Date;
}

export interface AnswersTable {
  portal_id: number;
  answer_id: Generated<string>;
  source_id: string;
  external_id: string;
  survey_id: string | null;
  survey_name: string | null;
  type: string;
  kind: AnswerKind;
  touchpoint: string | null;
  channel: string | null;
  score: number;
  scale_min: number;
  scale_max: number;
  class: AnswerClass;
  /** 0 (worst) to 1 (best). */
  value: number;
  comment: string | null;
  respondent_key: string | null;
  respondent_email: string | null;
  respondent_name: string | null;
  respondent_role: string | null;
  contact_id: number | null;
  company_id: number | null;
  match_state: Match['state'];
  match_how: string | null;
  match_candidates: number[] | null;
  /** Who decided whose it is, when, and why it is nobody's; null where no person has. */
  decided_by: number | null;
  decided_at: Date | null;
  dismissed_for: string | null;
  /** What the match was made from; kept so that it can be made again when the CRM changes. */
  hints: ColumnType<Hints, string, string>;
  answered_at: Date;
  provider_updated_at: Date;
  received_at: Date;
}

export interface InvitationsTable {
  portal_id: number;
  source_id: string;
  external_id: string;
  type: string;
  kind: AnswerKind;
  company_id: number | null;
  respondent_key: string | null;
  hints: ColumnType<Hints, string, string>;
  sent_at: Date;
}

/** Records of a polled source that hold no answer, and why. */
export interface SkippedRecordsTable {
  portal_id: number;
  source_id: string;
  external_id: string;
  code: string;
}

declare module '../platform/db.ts' {
  interface Tables {
    sources: SourcesTable;
    deliveries: DeliveriesTable;
    answers: AnswersTable;
    invitations: InvitationsTable;
    skipped_records: SkippedRecordsTable;
  }
}
