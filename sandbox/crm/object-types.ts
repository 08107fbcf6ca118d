import type { ObjectType } from '../core.ts';

interface ObjectInfo {
  type: ObjectType;
  typeId: string;
  singular: string;
  modified: 'lastmodifieddate' | 'hs_lastmodifieddate';
  created: 'createdate' | 'hs_createdate';
  /** All of these are needed to read, and to write. `null`: HubSpot offers no write. */
  read: string[];
  write: string[] | null;
  schemaWrite: string;
  /** Returned when no properties are asked for. */
  defaults: string[];
  /** Without these a record cannot be made. */
  required?: string[];
  /** Whether HubSpot sends webhooks of this type; its subscription types name these few. */
  webhooks: boolean;
  /** First id of a portal's records. */
  firstId: number;
}

const objectInfos: Record<ObjectType, ObjectInfo> = {
  companies: {
    type: 'companies', typeId: '0-2', singular: 'company',
    modified: 'hs_lastmodifieddate', created: 'createdate',
    read: ['crm.objects.companies.read'], write: ['crm.objects.companies.write'],
    schemaWrite: 'crm.schemas.companies.write', defaults: ['name', 'domain'], webhooks: true, firstId: 20_100_001,
  },
  contacts: {
    type: 'contacts', typeId: '0-1', singular: 'contact',
    modified: 'lastmodifieddate', created: 'createdate',
    read: ['crm.objects.contacts.read'], write: ['crm.objects.contacts.write'],
    schemaWrite: 'crm.schemas.contacts.write', defaults: ['firstname', 'lastname', 'email'], webhooks: true, firstId: 30_100_001,
  },
  deals: {
    type: 'deals', typeId: '0-3', singular: 'deal',
    modified: 'hs_lastmodifieddate', created: 'createdate',
    read: ['crm.objects.deals.read'], write: ['crm.objects.deals.write'],
    schemaWrite: 'crm.schemas.deals.write',
    defaults: ['dealname', 'amount', 'closedate', 'pipeline', 'dealstage'], webhooks: true, firstId: 40_100_001,
  },
  tickets: {
    type: 'tickets', typeId: '0-5', singular: 'ticket',
    modified: 'hs_lastmodifieddate', created: 'createdate',
    read: ['tickets'], write: ['tickets'], schemaWrite: 'tickets',
    defaults: ['subject', 'content', 'hs_pipeline', 'hs_pipeline_stage', 'hs_ticket_priority', 'hs_ticket_category'],
    webhooks: true, firstId: 50_100_001,
  },
  feedback_submissions: {
    type: 'feedback_submissions', typeId: '0-19', singular: 'feedback_submission',
    modified: 'hs_lastmodifieddate', created: 'hs_createdate',
    read: ['crm.objects.contacts.read', 'crm.objects.feedback_submissions.read'], write: null,
    schemaWrite: 'crm.schemas.custom.write', defaults: [], webhooks: false, firstId: 60_100_001,
  },
  line_items: {
    type: 'line_items', typeId: '0-8', singular: 'line_item',
    modified: 'hs_lastmodifieddate', created: 'createdate',
    read: ['crm.objects.line_items.read', 'e-commerce'], write: ['crm.objects.line_items.write', 'e-commerce'],
    schemaWrite: 'e-commerce', defaults: ['amount', 'hs_product_id', 'quantity'], webhooks: true, firstId: 70_100_001,
  },
  notes: {
    type: 'notes', typeId: '0-46', singular: 'note',
    modified: 'hs_lastmodifieddate', created: 'hs_createdate',
    read: ['crm.objects.contacts.read'], write: ['crm.objects.contacts.write'],
    schemaWrite: 'crm.schemas.contacts.write', defaults: [], required: ['hs_timestamp'], webhooks: false, firstId: 80_100_001,
  },
  tasks: {
    type: 'tasks', typeId: '0-27', singular: 'task',
    modified: 'hs_lastmodifieddate', created: 'hs_createdate',
    read: ['crm.objects.contacts.read'], write: ['crm.objects.contacts.write'],
    schemaWrite: 'crm.schemas.contacts.write', defaults: [], required: ['hs_timestamp'], webhooks: false, firstId: 90_100_001,
  },
};

export const objectTypes = Object.keys(objectInfos) as ObjectType[];

/** Facts of an object type. */
export function objectInfo(type: ObjectType): ObjectInfo {
  return objectInfos[type];
}

const byName = new Map<string, ObjectType>(
  Object.values(objectInfos).flatMap((info): [string, ObjectType][] => [
    [info.type, info.type],
    [info.singular, info.type],
    [info.typeId, info.type],
  ]),
);

/** The object type of a path segment (plural, singular or type id), undefined when unknown. */
export function objectTypeOf(segment: string): ObjectType | undefined {
  return byName.get(segment);
}

/** How two object types are linked, seen from one of them. */
interface Pair {
  /** The type id of the plain link. */
  plain: number;
  /** Only towards a primary company. */
  primary?: number;
  /** The most records of the other type that one may be linked to. */
  most?: number;
}

/** Directional association type ids (HubSpot's associations guide, and its own Node client for those of line items, notes and tasks). */
const pairs: Partial<Record<`${ObjectType}>${ObjectType}`, Pair>> = {
  'contacts>companies': { plain: 279, primary: 1 },
  'companies>contacts': { plain: 280, primary: 2 },
  'deals>companies': { plain: 341, primary: 5 },
  'companies>deals': { plain: 342, primary: 6 },
  'tickets>companies': { plain: 339, primary: 26 },
  'companies>tickets': { plain: 340, primary: 25 },
  'deals>contacts': { plain: 3 },
  'contacts>deals': { plain: 4 },
  'tickets>contacts': { plain: 16 },
  'contacts>tickets': { plain: 15 },
  'tickets>deals': { plain: 28 },
  'deals>tickets': { plain: 27 },
  'feedback_submissions>contacts': { plain: 98 },
  'contacts>feedback_submissions': { plain: 97 },
  'feedback_submissions>companies': { plain: 928 },
  'companies>feedback_submissions': { plain: 929 },
  'feedback_submissions>deals': { plain: 984 },
  'deals>feedback_submissions': { plain: 985 },
  'feedback_submissions>tickets': { plain: 100 },
  'tickets>feedback_submissions': { plain: 99 },
  'deals>line_items': { plain: 19 },
  // A line item belongs to one deal.
  'line_items>deals': { plain: 20, most: 1 },
  'companies>notes': { plain: 189 },
  'notes>companies': { plain: 190 },
  'contacts>notes': { plain: 201 },
  'notes>contacts': { plain: 202 },
  'deals>notes': { plain: 213 },
  'notes>deals': { plain: 214 },
  'tickets>notes': { plain: 227 },
  'notes>tickets': { plain: 228 },
  'companies>tasks': { plain: 191 },
  'tasks>companies': { plain: 192 },
  'contacts>tasks': { plain: 203 },
  'tasks>contacts': { plain: 204 },
  'deals>tasks': { plain: 215 },
  'tasks>deals': { plain: 216 },
  'tickets>tasks': { plain: 229 },
  'tasks>tickets': { plain: 230 },
};

/** Association type ids from one object type to another; undefined where the pair cannot be linked. */
export function pairOf(from: ObjectType, to: ObjectType): Pair | undefined {
  return pairs[`${from}>${to}`];
}

/**
 * The names an inlined association carries: the primary label as `contact_to_company`, and for pairs that
 * know a primary the plain one as `contact_to_company_unlabeled`.
 */
export function inlineNames(from: ObjectType, to: ObjectType): { plain: string; primary: string } {
  const name = `${objectInfo(from).singular}_to_${objectInfo(to).singular}`;
  return { plain: pairOf(from, to)?.primary === undefined ? name : `${name}_unlabeled`, primary: name };
}
