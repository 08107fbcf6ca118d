import type { Generated } from 'kysely';

export interface UsageKeysTable {
  portal_id: number;
  /** Public part of the key, by which it is found. */
  prefix: string;
  /** The system that posts with it; keys of one source share its event ids and account ids. */
  source: string;
  name: string;
  /** SHA-256 of the whole key, hex. */
  key_hash: string;
  created_at: Date;
  last_used_at: Date | null;
  revoked_at: Date | null;
  /** The minute the key last spent in (counted from 1970), and what of its allowance. */
  window_minute: Generated<number>;
  window_spent: Generated<number>;
}

export interface UsageDaysTable {
  portal_id: number;
  company_id: number;
  day: string;
  logins: number;
  active_users: number | null;
  seats: number | null;
  /** The sender's clock. */
  updated_at: Date;
}

/** Days of a company that the CRM does not know yet. */
export interface UsageWaitingTable {
  portal_id: number;
  source: string;
  /** The reference as one text, see referenceKey. */
  reference_key: string;
  day: string;
  company_id: number | null;
  cnpj: string | null;
  domain: string | null;
  external_id: string | null;
  logins: number;
  active_users: number | null;
  seats: number | null;
  updated_at: Date;
}

/** Event ids that were taken. */
export interface UsageReceiptsTable {
  portal_id: number;
  source: string;
  event_id: string;
  received_at: Date;
}

/** Which company a source means by its own account id. */
export interface UsageAccountsTable {
  portal_id: number;
  source: string;
  external_id: string;
  company_id: number;
}

declare module '../platform/db.ts' {
  interface Tables {
    usage_keys: UsageKeysTable;
    usage_days: UsageDaysTable;
    usage_waiting: UsageWaitingTable;
    usage_receipts: UsageReceiptsTable;
    usage_accounts: UsageAccountsTable;
  }
}
