import type { Tx } from '../platform/db.ts';
import type { CompanyCandidates, CompanyLookups } from './matching.ts';

/** What surveys asks of other rooms. */
export interface SurveyQuestions {
  /** accounts: companies, contacts and tickets for a whole batch, one statement a rule. */
  findCompanies(tx: Tx, lookups: CompanyLookups): Promise<CompanyCandidates>;
  /** hubspot: the portal's zone (IANA name). Asked outside transactions. */
  portal(portalId: number): Promise<{ timeZone: string }>;
  /** hubspot: every portal that has data, installed or not, for what retention removes. Asked outside transactions. */
  portalIds(): Promise<readonly number[]>;
}
