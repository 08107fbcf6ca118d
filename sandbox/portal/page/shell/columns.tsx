import type { ReactNode } from 'react';
import type { ObjectType, Row } from '../api.ts';
import { formatDate, formatMoney, type Region } from '../format.ts';
import { HealthCell, NpsCell } from './health.tsx';
import { propertyText } from './labels.ts';
import { PortalLink } from './Navigation.tsx';
import type { Portal } from './portal-context.ts';
import type { Words } from './words.ts';

export interface Column {
  key: keyof Words['columns'];
  /** The property the list is sorted by; absent: not sortable. */
  sortBy?: string;
  align?: 'right';
  cell: (row: Row, portal: Portal) => ReactNode;
}

/** What a record is called. */
export function recordName(type: ObjectType, row: Row): string {
  const { properties: p } = row;
  const person = [p.firstname, p.lastname].filter(Boolean).join(' ');
  const names = { companies: p.name, contacts: person || p.email, deals: p.dealname, tickets: p.subject };
  return names[type] || `#${row.id}`;
}

function nameColumn(type: ObjectType, key: Column['key'], sortBy: string): Column {
  return {
    key,
    sortBy,
    cell: (row) => (
      <PortalLink to={`/portal/${type}/${row.id}`} className="p-name">
        {recordName(type, row)}
      </PortalLink>
    ),
  };
}

function dateColumn(key: Column['key'], property: string): Column {
  return { key, sortBy: property, cell: (row, { region }) => dateText(row.properties[property], region) };
}

function dateText(value: string | null | undefined, region: Region): string {
  return value ? formatDate(value, region) : '–';
}

function textColumn(key: Column['key'], property: string): Column {
  return { key, sortBy: property, cell: (row, { region }) => propertyText(property, row.properties[property], undefined, region) || '–' };
}

const owner: Column = { key: 'owner', sortBy: 'hubspot_owner_id', cell: (row, { ownerName }) => ownerName(row.properties.hubspot_owner_id) || '–' };
const company: Column = {
  key: 'company',
  cell: (row) => (row.company ? <PortalLink to={`/portal/companies/${row.company.id}`} className="x-link">{row.company.name}</PortalLink> : '–'),
};
const amount: Column = {
  key: 'amount',
  sortBy: 'amount',
  align: 'right',
  cell: (row, { region }) => (row.properties.amount ? formatMoney(Number(row.properties.amount), region) : '–'),
};

/** How a list is sorted when it is opened: names up, what happens over time newest first. */
export const FIRST_SORT: Record<ObjectType, { sortBy: string; descending: boolean }> = {
  companies: { sortBy: 'name', descending: false },
  contacts: { sortBy: 'firstname', descending: false },
  deals: { sortBy: 'closedate', descending: true },
  tickets: { sortBy: 'createdate', descending: true },
};

export const COLUMNS: Record<ObjectType, Column[]> = {
  companies: [
    nameColumn('companies', 'name', 'name'),
    { key: 'health', sortBy: 'baton_health_score', cell: (row) => <HealthCell properties={row.properties} /> },
    { key: 'nps', sortBy: 'baton_nps', cell: (row) => <NpsCell properties={row.properties} /> },
    textColumn('stage', 'lifecyclestage'),
    owner,
    dateColumn('contacted', 'notes_last_contacted'),
    textColumn('city', 'city'),
  ],
  contacts: [nameColumn('contacts', 'name', 'firstname'), textColumn('jobtitle', 'jobtitle'), company, textColumn('email', 'email'), owner],
  deals: [nameColumn('deals', 'name', 'dealname'), textColumn('stage', 'dealstage'), amount, dateColumn('closedate', 'closedate'), company, owner],
  tickets: [
    nameColumn('tickets', 'subject', 'subject'),
    textColumn('stage', 'hs_pipeline_stage'),
    textColumn('priority', 'hs_ticket_priority'),
    dateColumn('created', 'createdate'),
    company,
    owner,
  ],
};
