import type { ColumnType, Generated } from 'kysely';
import type { WrittenType } from './property-schema.ts';

type Json<T> = ColumnType<T, string, string>;

/** One row a portal; `paused` keeps data and tokens, `uninstalled` has no tokens. */
export interface InstallsTable {
  portal_id: number;
  state: 'active' | 'paused' | 'uninstalled';
  pause_reason: string | null;
  hub_domain: string | null;
  ui_domain: string;
  time_zone: string;
  currency: string;
  cnpj_property: Generated<string>;
  access_sealed: string | null;
  refresh_sealed: string | null;
  expires_at: Date | null;
  /** A process renews the access token until then at the latest. */
  renewing_until: Date | null;
  scopes: string[];
  /** Properties in HubSpot that differ from what Baton needs, and could not be mended. */
  property_drift: Json<unknown> | null;
  /** The user who installed last. */
  installed_by: number | null;
  installed_at: Date;
  updated_at: Date;
  uninstalled_at: Date | null;
}

export interface OauthStatesTable {
  state_hash: string;
  browser_hash: string;
  expires_at: Date;
}

export interface HubspotBudgetTable {
  portal_id: number;
  lane: 'general' | 'search';
  grants: Json<{ at: number; count: number }[]>;
  blocked_until: number | null;
}

export interface SyncCursorsTable {
  portal_id: number;
  object_type: string;
  phase: 'importing' | 'polling' | 'skipped';
  after: string | null;
  cursor_at: Date;
  done: number;
  total: number | null;
  problem: string | null;
  updated_at: Date;
}

export interface PropertyWritesTable {
  portal_id: number;
  object_type: WrittenType;
  object_id: number;
  wanted: Json<Record<string, string>>;
  written: Json<Record<string, string>>;
  dirty: boolean;
  queued_at: Date;
  claimed_until: Date | null;
  attempts: number;
  problem: string | null;
}

declare module '../platform/db.ts' {
  interface Tables {
    installs: InstallsTable;
    oauth_states: OauthStatesTable;
    hubspot_budget: HubspotBudgetTable;
    sync_cursors: SyncCursorsTable;
    property_writes: PropertyWritesTable;
  }
}
