import type { Tx } from '../platform/db.ts';

export interface CompanyLookups {
  companyIds: number[];
  cnpjs: string[];
  domains: string[];
  contactIds: number[];
  ticketIds: number[];
  emails: string[];
}

/** Living companies only; merged ones are replaced by the one they became. */
export interface CompanyCandidates {
  byCompanyId: ReadonlyMap<number, number>;
  byCnpj: ReadonlyMap<string, readonly number[]>;
  byDomain: ReadonlyMap<string, readonly number[]>;
}

/** What usage asks of other rooms. */
export interface UsageQuestions {
  /** accounts: companies for a whole batch, one statement a rule. */
  findCompanies(tx: Tx, lookups: CompanyLookups): Promise<CompanyCandidates>;
  /** hubspot: the portal's zone (IANA name), UTC before it is known. Asked outside transactions. */
  timeZone(portalId: number): Promise<string>;
  /** hubspot: every portal that has data. Asked outside transactions. */
  portalIds(): Promise<readonly number[]>;
}
