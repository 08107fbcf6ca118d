import { TZDate } from '@date-fns/tz';
import { format } from 'date-fns';
import { bareCnpj, emailAddress, registrableDomain } from '../lib/identity.ts';
import { storableText } from '../lib/storable-text.ts';

/** A CRM record as HubSpot sends it; every property may be null, absent or ''. */
export interface CrmRecord {
  id: string;
  properties: Readonly<Record<string, string | null>>;
  createdAt: string;
  updatedAt: string;
  archived: boolean;
  associations?: Readonly<Record<string, { results: readonly { id: string; type: string }[] }>> | undefined;
}

/** Instants leave here as ISO text (they travel to SQL as JSON), days as YYYY-MM-DD, ids as numbers. */
export type Row = Readonly<Record<string, string | number | boolean | readonly string[] | null>>;

/** @param options.cnpjProperty the company property that holds the CNPJ in this account. */
export function companyRow(record: CrmRecord, options: { cnpjProperty: string }): Row {
  const p = record.properties;
  const stage = text(p.lifecyclestage);
  const domain = registrableDomain(text(p.domain) ?? '') ?? null;
  return {
    company_id: Number(record.id),
    name: text(p.name),
    domain,
    extra_domains: listOf(p.hs_additional_domains).flatMap((one) => registrableDomain(one) ?? []).filter((one) => one !== domain),
    cnpj: bareCnpj(text(p[options.cnpjProperty]) ?? '') ?? null,
    owner_id: idOf(p.hubspot_owner_id),
    lifecycle_stage: stage,
    is_customer: stage === 'customer',
    customer_since: instant(p.hs_v2_date_entered_customer) ?? instant(p.hs_lifecyclestage_customer_date),
    last_contacted_at: latest(p.notes_last_contacted, p.hs_last_sales_activity_date),
    hs_created_at: instant(p.createdate) ?? instant(record.createdAt),
    hs_updated_at: instant(record.updatedAt),
    archived: record.archived,
  };
}

/** Ids of companies that HubSpot merged into this one. */
export function mergedCompanyIds(record: CrmRecord): number[] {
  return listOf(record.properties.hs_merged_object_ids).flatMap((id) => idOf(id) ?? []).filter((id) => id !== Number(record.id));
}

/** A contact with its primary company; its addresses are rows of their own. */
export function contactRow(record: CrmRecord): Row {
  const p = record.properties;
  return {
    contact_id: Number(record.id),
    email: emailAddress(text(p.email) ?? '') ?? null,
    first_name: text(p.firstname),
    last_name: text(p.lastname),
    job_title: text(p.jobtitle),
    company_id: idOf(p.associatedcompanyid),
    hs_updated_at: instant(record.updatedAt),
    archived: record.archived,
  };
}

/** Every address of a contact, the first one included, each once. */
export function contactEmails(record: CrmRecord): string[] {
  const all = [record.properties.email, ...listOf(record.properties.hs_additional_emails)];
  return [...new Set(all.flatMap((one) => emailAddress(text(one) ?? '') ?? []))];
}

/** An owner; `user_id` is what cards call the person, `owner_id` what records hold. */
export function ownerRow(record: CrmRecord): Row {
  const p = record.properties;
  const name = [text(p.firstName), text(p.lastName)].filter((part) => part !== null).join(' ');
  return {
    owner_id: Number(record.id),
    user_id: idOf(p.userId),
    email: emailAddress(text(p.email) ?? '') ?? null,
    name: name === '' ? null : name,
    archived: record.archived,
  };
}

/** @param options.timeZone IANA zone of the portal: HubSpot keeps close dates as instants, people mean days. */
export function dealRow(record: CrmRecord, options: { timeZone: string }): Row {
  const p = record.properties;
  const closesAt = instant(p.closedate);
  return {
    deal_id: Number(record.id),
    company_id: primaryCompany(record),
    owner_id: idOf(p.hubspot_owner_id),
    name: text(p.dealname),
    pipeline: text(p.pipeline),
    stage: text(p.dealstage),
    amount: numberOf(p.amount),
    close_date: closesAt === null ? null : format(new TZDate(closesAt, options.timeZone), 'yyyy-MM-dd'),
    is_closed: p.hs_is_closed === 'true',
    is_won: p.hs_is_closed_won === 'true',
    created_at: instant(p.createdate) ?? instant(record.createdAt),
    stage_entered_at: instant(p.hs_v2_date_entered_current_stage),
    last_activity_at: latest(p.hs_lastactivitydate, p.notes_last_updated, p.notes_last_contacted),
    hs_updated_at: instant(record.updatedAt),
    archived: record.archived,
  };
}

/** A ticket; `closed_at` is set only while it is closed, because HubSpot keeps old dates on reopened ones. */
export function ticketRow(record: CrmRecord): Row {
  const p = record.properties;
  // Older accounts lack hs_is_closed; the date a ticket was closed at says the same.
  const closed = text(p.hs_is_closed) === null ? text(p.closed_date) !== null : p.hs_is_closed === 'true';
  const closedAt = instant(p.closed_date) ?? instant(p.hs_v2_date_entered_current_stage) ?? instant(record.updatedAt);
  return {
    ticket_id: Number(record.id),
    company_id: primaryCompany(record),
    subject: text(p.subject),
    priority: text(p.hs_ticket_priority)?.toLowerCase() ?? null,
    pipeline: text(p.hs_pipeline),
    stage: text(p.hs_pipeline_stage),
    is_closed: closed,
    created_at: instant(p.createdate) ?? instant(record.createdAt),
    closed_at: closed ? closedAt : null,
    hs_updated_at: instant(record.updatedAt),
    archived: record.archived,
  };
}

/** The company a record belongs to: the primary link, else the first one. HubSpot marks plain links `…_unlabeled`. */
export function primaryCompany(record: CrmRecord): number | null {
  const links = record.associations?.companies?.results ?? [];
  const link = links.find((one) => !one.type.endsWith('_unlabeled')) ?? links[0];
  return idOf(link?.id);
}

function text(value: string | null | undefined): string | null {
  const trimmed = storableText(value ?? '').trim();
  return trimmed === '' ? null : trimmed;
}

function listOf(value: string | null | undefined): string[] {
  return (value ?? '').split(';').map((one) => one.trim()).filter((one) => one !== '');
}

function idOf(value: string | null | undefined): number | null {
  return /^[1-9]\d{0,14}$/.test(value ?? '') ? Number(value) : null;
}

function numberOf(value: string | null | undefined): number | null {
  const number = Number(text(value) ?? Number.NaN);
  return Number.isFinite(number) ? number : null;
}

/** HubSpot writes instants as ISO 8601 or as epoch milliseconds; years beyond 9999 count as typing errors. */
function instant(value: string | null | undefined): string | null {
  const written = text(value) ?? '';
  const date = new Date(/^-?\d{1,15}$/.test(written) ? Number(written) : written);
  const year = date.getUTCFullYear();
  return written !== '' && year >= 1900 && year <= 9999 ? date.toISOString() : null;
}

function latest(...values: (string | null | undefined)[]): string | null {
  return values.flatMap((value) => instant(value) ?? []).sort().at(-1) ?? null;
}
