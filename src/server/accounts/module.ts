import type { Deps, Room } from '../platform/deps.ts';
import { companyFacts, companyIds, companyNames, findCompany } from './facts.ts';
import { findCompanies } from './find-companies.ts';
import { areCustomers, companiesWithOwners, companyIdsOf, members, yearlyWins } from './portfolio.ts';
import { contactsOf, dealNames, dealsArrived, findDeal, lastWonDeals, lostDeals, wonBetween } from './sale.ts';
import { type AccountSpec, accountSpecs, type Erased } from './specs.ts';

/** The copy of the CRM: what it wants read from HubSpot, and the questions it answers. */
export interface AccountsRoom extends Room {
  specs: AccountSpec[];
  companyFacts: typeof companyFacts;
  companyIds: typeof companyIds;
  companyNames: typeof companyNames;
  findCompanies: typeof findCompanies;
  findCompany: typeof findCompany;
  /** For cases: whose companies are, and what they are worth. */
  companiesWithOwners: typeof companiesWithOwners;
  members: typeof members;
  yearlyWins: typeof yearlyWins;
  /** For the bulletin. */
  companyIdsOf: typeof companyIdsOf;
  areCustomers: typeof areCustomers;
  /** For handoffs. */
  sale: {
    deal: typeof findDeal; dealNames: typeof dealNames; dealsArrived: typeof dealsArrived; lostDeals: typeof lostDeals; wonBetween: typeof wonBetween; lastWonDeals: typeof lastWonDeals;
    contactsOf: typeof contactsOf; owners: typeof members;
  };
}

/** The room on this database; the embedded one takes fewer companies. */
export function accountsRoom(deps: Pick<Deps, 'db'>, erased?: Erased): AccountsRoom {
  return {
    name: 'accounts', jobs: [], routes: [],
    specs: accountSpecs(deps.db.engine, erased),
    companyFacts, companyIds, companyNames, findCompanies, findCompany,
    sale: { deal: findDeal, dealNames, dealsArrived, lostDeals, wonBetween, lastWonDeals, contactsOf, owners: members },
    companiesWithOwners, companyIdsOf, members, yearlyWins, areCustomers,
  };
}
