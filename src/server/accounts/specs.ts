import type { Db, Tx } from '../platform/db.ts';
import { countCompanies } from './facts.ts';
import { companyRow, contactEmails, contactRow, type CrmRecord, dealRow, mergedCompanyIds, ownerRow, ticketRow } from './mirror.ts';
import { archiveRows, COMPANIES, CONTACTS, DEALS, livingIds, markMerged, mirrorRows, type MirrorTable, OWNERS, replaceEmails, TICKETS } from './mirror-store.ts';

/** The embedded database is for trials and small teams. */
const EMBEDDED_COMPANIES = 5_000;

/** What the sync tells of the portal whose records are saved. */
interface Portal {
  timeZone: string;
  cnpjProperty: string;
}

/** A kind of CRM record that accounts mirrors; the shape is the HubSpot room's socket. */
export interface AccountSpec {
  type: string;
  properties: readonly string[] | ((portal: Portal) => readonly string[]);
  associations: readonly string[];
  modifiedProperty: string;
  requires: readonly string[];
  most?: { count: number; cure: string; held(tx: Tx): Promise<number> };
  save(tx: Tx, portalId: number, records: readonly CrmRecord[], now: Date, portal: Portal): Promise<{ touchedCompanyIds: readonly number[] }>;
  archive?(tx: Tx, ids: readonly number[]): Promise<number[]>;
  livingIds?(tx: Tx, after: number, limit: number): Promise<number[]>;
}

/** Companies, contacts, deals, tickets and owners, as the HubSpot room reads them. */
export function accountSpecs(engine: Db['engine'], erased: Erased = nobody): AccountSpec[] {
  const most = { count: EMBEDDED_COMPANIES, held: countCompanies, cure: 'The embedded database takes no more: set DATABASE_URL to a PostgreSQL server and start again.' };
  return [engine === 'pglite' ? { ...companies, most } : companies, contactSpec(erased), deals, tickets, owners];
}

/** How records of a mirrored table disappear. */
function departures(table: MirrorTable): Required<Pick<AccountSpec, 'archive' | 'livingIds'>> {
  return { archive: (tx, ids) => archiveRows(tx, table, ids), livingIds: (tx, after, limit) => livingIds(tx, table, after, limit) };
}

const companies: AccountSpec = {
  type: 'companies',
  ...departures(COMPANIES),
  properties: (portal) => [
    'name', 'domain', 'hs_additional_domains', 'lifecyclestage', 'hubspot_owner_id', 'notes_last_contacted',
    'hs_last_sales_activity_date', 'hs_lifecyclestage_customer_date', 'hs_v2_date_entered_customer', 'createdate',
    'hs_merged_object_ids', portal.cnpjProperty,
  ],
  associations: [],
  modifiedProperty: 'hs_lastmodifieddate',
  requires: ['crm.objects.companies.read'],
  async save(tx, portalId, records, _now, portal) {
    const changed = await mirrorRows(tx, portalId, COMPANIES, records.map((record) => companyRow(record, portal)));
    const merged = await markMerged(tx, records.flatMap((record) => mergedCompanyIds(record).map((from) => ({ from, into: Number(record.id) }))));
    return { touchedCompanyIds: [...new Set([...changed, ...merged])] };
  },
};

/** Which of these addresses and contacts are of people who were erased; see the privacy room. */
export type Erased = (tx: Tx, portalId: number, traces: readonly PersonTrace[]) => Promise<ReadonlySet<PersonTrace>>;
type PersonTrace = `email:${string}` | `contact:${number}`;

async function nobody(): Promise<ReadonlySet<PersonTrace>> {
  return new Set();
}

function tracesOf(record: CrmRecord): PersonTrace[] {
  return [`contact:${Number(record.id)}`, ...contactEmails(record).map((email): PersonTrace => `email:${email}`)];
}

/** Contacts, without those who were erased: no late copy brings them back. */
function contactSpec(erased: Erased): AccountSpec {
  return {
    ...contacts,
    async save(tx, portalId, records, now, portal) {
      const gone = await erased(tx, portalId, records.flatMap(tracesOf));
      const others = gone.size === 0 ? records : records.filter((record) => !tracesOf(record).some((trace) => gone.has(trace)));
      return contacts.save(tx, portalId, others, now, portal);
    },
  };
}

const contacts: AccountSpec = {
  type: 'contacts',
  ...departures(CONTACTS),
  properties: ['email', 'hs_additional_emails', 'firstname', 'lastname', 'jobtitle', 'associatedcompanyid'],
  associations: [],
  modifiedProperty: 'lastmodifieddate',
  requires: ['crm.objects.contacts.read'],
  async save(tx, portalId, records) {
    const touchedCompanyIds = await mirrorRows(tx, portalId, CONTACTS, records.map(contactRow));
    const pairs = records.flatMap((record) => contactEmails(record).map((email) => ({ contactId: Number(record.id), email })));
    await replaceEmails(tx, portalId, records.map((record) => Number(record.id)), pairs);
    return { touchedCompanyIds };
  },
};

const deals: AccountSpec = {
  type: 'deals',
  ...departures(DEALS),
  properties: [
    'dealname', 'hubspot_owner_id', 'pipeline', 'dealstage', 'amount', 'closedate', 'hs_is_closed', 'hs_is_closed_won', 'createdate',
    'hs_v2_date_entered_current_stage', 'hs_lastactivitydate', 'notes_last_updated', 'notes_last_contacted',
  ],
  associations: ['companies'],
  modifiedProperty: 'hs_lastmodifieddate',
  requires: ['crm.objects.deals.read'],
  async save(tx, portalId, records, _now, portal) {
    return { touchedCompanyIds: await mirrorRows(tx, portalId, DEALS, records.map((record) => dealRow(record, portal))) };
  },
};

const tickets: AccountSpec = {
  type: 'tickets',
  ...departures(TICKETS),
  properties: [
    'subject', 'hs_ticket_priority', 'hs_pipeline', 'hs_pipeline_stage', 'hs_is_closed', 'createdate', 'closed_date',
    'hs_v2_date_entered_current_stage',
  ],
  associations: ['companies'],
  modifiedProperty: 'hs_lastmodifieddate',
  requires: ['tickets'],
  async save(tx, portalId, records) {
    return { touchedCompanyIds: await mirrorRows(tx, portalId, TICKETS, records.map(ticketRow)) };
  },
};

const owners: AccountSpec = {
  type: 'owners',
  properties: [],
  associations: [],
  modifiedProperty: 'updatedAt',
  requires: ['crm.objects.owners.read'],
  async save(tx, portalId, records) {
    return { touchedCompanyIds: await mirrorRows(tx, portalId, OWNERS, records.map(ownerRow)) };
  },
};
