import type { ColumnType, Generated } from 'kysely';
import type { Role } from '../../../extensions/contracts/settings.ts';

export interface UserRolesTable {
  portal_id: number;
  user_id: number;
  role: Role;
  given_at: Date;
  given_by: number;
}

/** Who changed what: rows are added and stay as they are until the account has left. */
export interface AuditEntriesTable {
  portal_id: number;
  entry_id: Generated<number>;
  at: Date;
  /** null: the command line. */
  user_id: number | null;
  action: string;
  subject: string;
  before: ColumnType<unknown, string | null, never>;
  after: ColumnType<unknown, string | null, never>;
  request_id: string;
}

/** Changes made a while ago, with what was answered: the same request again gets the same answer. */
export interface SettingsChangesTable {
  portal_id: number;
  user_id: number;
  key: string;
  /** SHA-256 (hex) of path and body. */
  request_hash: string;
  /** Sealed, because an answer may hold a secret; null while the change is being made. */
  answer_sealed: string | null;
  at: Date;
}

declare module '../platform/db.ts' {
  interface Tables {
    user_roles: UserRolesTable;
    audit_entries: AuditEntriesTable;
    settings_changes: SettingsChangesTable;
  }
}
