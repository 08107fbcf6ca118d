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
  /** First id of a portal's records. */
  firstId: number;
}

const objectInfos: Record<ObjectType, ObjectInfo> = {
  companies: {
    type: 'companies', typeId: '0-2', singular: 'company',
    modified: 'hs_lastmodifieddate', created: 'createdate',
    read: ['crm.objects.companies.read'], write: ['crm.objects.companies.write'],
    schemaWrite: 'crm.schemas.companies.write', defaults: ['name', 'domain'], firstId: 20_100_001,
  },
  contacts: {
    type: 'contacts', typeId: '0-1', singular: 'contact',
    modified: 'lastmodifieddate', created: 'createdate',
    read: ['crm.objects.contacts.read'], write: ['crm.objects.contacts.write'],
    schemaWrite: 'crm.schemas.contacts.write', defaults: ['firstname', 'lastname', 'email'], firstId: 30_100_001,
  },
  deals: {
    type: 'deals', typeId: '0-3', singular: 'deal',
    modified: 'hs_lastmodifieddate', created: 'createdate',
    read: ['crm.objects.deals.read'], write: ['crm.objects.deals.write'],
    schemaWrite: 'crm.schemas.deals.write',
    defaults: ['dealname', 'amount', 'closedate', 'pipeline', 'dealstage'], firstId: 40_100_001,
  },
  tickets: {
    type: 'tickets', typeId: '0-5', singular: 'ticket',
    modified: 'hs_lastmodifieddate', created: 'createdate',
    read: ['tickets'], write: ['tickets'], schemaWrite: 'tickets',
    defaults: ['subject', 'content', 'hs_pipeline', 'hs_pipeline_stage', 'hs_ticket_priority', 'hs_ticket_category'],
    firstId: 50_100_001,
  },
  feedback_submissions: {
    type: 'feedback_submissions', typeId: '0-19', singular: 'feedback_submission',
    modified: 'hs_lastmodifieddate', created: 'hs_createdate',
    read: ['crm.objects.contacts.read', 'crm.objects.feedback_submissions.read'], write: null,
    schemaWrite: 'crm.schemas.custom.write', defaults: [], firstId: 60_100_001,
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

/** Directional association type ids (HubSpot's associations guide); `primary` only towards a primary company. */
const pairs: Partial<Record<`${ObjectType}>${ObjectType}`, { plain: number; primary?: number }>> = {
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
};

/** Association type ids from one object type to another; undefined where the pair cannot be linked. */
export function pairOf(from: ObjectType, to: ObjectType): { plain: number; primary?: number } | undefined {
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
