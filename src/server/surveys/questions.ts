import type { Tx } from '../platform/db.ts';
import type { CompanyCandidates, CompanyLookups } from './matching.ts';

/** What an erased person left: an address, a contact, an answer. */
export type Trace = `email:${string}` | `contact:${number}` | `answer:${string}`;

/** What surveys asks of other rooms. */
export interface SurveyQuestions {
  /** accounts: companies, contacts and tickets for a whole batch, one statement a rule. */
  findCompanies(tx: Tx, lookups: CompanyLookups): Promise<CompanyCandidates>;
  /** privacy: which of these are of erased people; asked before a transaction locks answers. */
  erased?(tx: Tx, portalId: number, traces: readonly Trace[]): Promise<ReadonlySet<Trace>>;
  /** hubspot: the portal's zone (IANA name). Asked outside transactions. */
  portal(portalId: number): Promise<{ timeZone: string }>;
  /** hubspot: every portal that has data, installed or not, for what retention removes. Asked outside transactions. */
  portalIds(): Promise<readonly number[]>;
}
