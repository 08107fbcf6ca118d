import type { Tx } from '../platform/db.ts';
import type { HubspotRecord } from './answers.ts';
import type { Install } from './installs.ts';

export type { HubspotRecord } from './answers.ts';

/** A kind of CRM record some room keeps a copy of; the sync reads it, the room saves it. */
export interface ObjectSpec {
  /** HubSpot's plural name as in its paths: companies, deals, feedback_submissions…; `owners` have an endpoint of their own. */
  type: string;
  /** Asked for by name; unknown ones are ignored by HubSpot. */
  properties: readonly string[] | ((portal: Install) => readonly string[]);
  /** Object types whose ids come along; inlined on import, read in batches when polling. */
  associations: readonly string[];
  /** The property polling follows. */
  modifiedProperty: string;
  /** Scopes without which this type is skipped. */
  requires: readonly string[];
  /** The event that names the companies a poll touched; accounts.companies.touched where absent. */
  announces?: 'accounts.companies.touched' | 'surveys.answers.recorded';
  /** The most records this engine takes, how many it has, and what to do about more. */
  most?: { count: number; cure: string; held(tx: Tx): Promise<number> };
  /** True while polls are to leave this type alone; what changes meanwhile is read afterwards. */
  paused?(tx: Tx): Promise<boolean>;
  /**
   * Saves up to 1,000 records; safe to run again with the same ones.
   * Answers the companies whose signals may have changed: old and new ones, only of records that really changed.
   */
  save(tx: Tx, portalId: number, records: readonly HubspotRecord[], now: Date, portal: Install): Promise<{ touchedCompanyIds: readonly number[] }>;
  /** Marks records as gone; safe to run again. Answers the companies they belonged to, of records that were there. */
  archive?(tx: Tx, ids: readonly number[]): Promise<readonly number[]>;
  /** Ids of the records kept as living, above `after`, ascending: to find those that HubSpot no longer has. */
  livingIds?(tx: Tx, after: number, limit: number): Promise<number[]>;
}

/** The properties to ask for in this portal. */
export function propertiesOf(spec: ObjectSpec, portal: Install): readonly string[] {
  return typeof spec.properties === 'function' ? spec.properties(portal) : spec.properties;
}
