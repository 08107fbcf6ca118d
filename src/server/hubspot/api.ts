/** The one API version every path carries; HubSpot's dated APIs live 18 months. */
const API_VERSION = '2026-09';

/** HubSpot's batch and page limits. */
const PAGE_SIZE = 100;
export const SEARCH_PAGE_SIZE = 200;
export const SEARCH_CEILING = 10_000;
export const BATCH_SIZE = 100;
export const ASSOCIATION_BATCH_SIZE = 1_000;

const OBJECTS = `/crm/objects/${API_VERSION}`;
const PROPERTIES = `/crm/properties/${API_VERSION}`;
const OAUTH = `/oauth/${API_VERSION}`;

/**
 * One call to HubSpot. `path` is a template of this file with {holes}, filled from `params`;
 * arrays in `query` are repeated. `body` is sent as JSON, `form` as form fields; at most one of them.
 * `idempotent` says that sending it twice leaves what sending it once leaves, so it may be retried
 * after an answer got lost.
 */
export interface HubspotRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  path: string;
  params?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  body?: unknown;
  form?: Readonly<Record<string, string>>;
  idempotent: boolean;
  /** Search calls have their own, tighter limit. */
  search?: boolean;
}

/** A page of objects, 100 at most, with properties and associations inlined. */
export function listObjects(
  objectType: string,
  page: { properties: readonly string[]; associations: readonly string[]; after?: string | undefined },
): HubspotRequest {
  return {
    method: 'GET',
    path: `${OBJECTS}/{objectType}`,
    params: { objectType },
    query: {
      limit: PAGE_SIZE,
      properties: page.properties,
      associations: page.associations,
      after: page.after,
    },
    idempotent: true,
  };
}

/** One filter of a search; values are strings, instants as epoch milliseconds. */
export interface SearchFilter {
  propertyName: string;
  operator: 'GTE' | 'GT' | 'EQ';
  value: string;
}

/** A page of a search, 200 at most, ascending by `sort`; all filters must hold. HubSpot refuses to page beyond 10,000 results. */
export function searchObjects(
  objectType: string,
  search: {
    filters: readonly SearchFilter[];
    properties: readonly string[];
    sort: string;
    after?: string | undefined;
    limit?: number;
  },
): HubspotRequest {
  return {
    method: 'POST',
    path: `${OBJECTS}/{objectType}/search`,
    params: { objectType },
    body: {
      filterGroups: search.filters.length > 0 ? [{ filters: search.filters }] : [],
      sorts: [search.sort],
      properties: search.properties,
      limit: search.limit ?? SEARCH_PAGE_SIZE,
      after: search.after ?? '0',
    },
    idempotent: true,
    search: true,
  };
}

/** Up to 100 objects by id; 207 where some are archived or not there, without them. Merged ones answer as what they became. */
export function readObjects(objectType: string, ids: readonly string[], properties: readonly string[]): HubspotRequest {
  return {
    method: 'POST',
    path: `${OBJECTS}/{objectType}/batch/read`,
    params: { objectType },
    body: { inputs: ids.map((id) => ({ id })), properties, propertiesWithHistory: [] },
    idempotent: true,
  };
}

/** Properties of up to 100 objects at once; `objectWriteTraceId` makes HubSpot answer 207 with one verdict each. */
export function updateObjects(
  objectType: string,
  inputs: readonly { id: string; properties: Readonly<Record<string, string>>; objectWriteTraceId: string }[],
): HubspotRequest {
  return {
    method: 'POST',
    path: `${OBJECTS}/{objectType}/batch/update`,
    params: { objectType },
    body: { inputs },
    idempotent: true,
  };
}

/**
 * A new object with its associations in one call, by HubSpot's own association type ids (they run from the new object).
 * Sent twice there are two.
 */
export function createObject(
  objectType: string,
  properties: Readonly<Record<string, string>>,
  links: readonly { to: string; typeId: number }[],
): HubspotRequest {
  const associations = links.map(({ to, typeId }) => ({ to: { id: to }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: typeId }] }));
  return { method: 'POST', path: `${OBJECTS}/{objectType}`, params: { objectType }, body: { properties, associations }, idempotent: false };
}

/** Associations of up to 1,000 objects of one type to another type. */
export function readAssociations(from: string, to: string, ids: readonly string[]): HubspotRequest {
  return {
    method: 'POST',
    path: `/crm/associations/${API_VERSION}/{from}/{to}/batch/read`,
    params: { from, to },
    body: { inputs: ids.map((id) => ({ id })) },
    idempotent: true,
  };
}

/** A page of owners (the CRM's assignable people), 100 at most. */
export function listOwners(after?: string): HubspotRequest {
  return {
    method: 'GET',
    path: `/crm/owners/${API_VERSION}`,
    query: { limit: PAGE_SIZE, archived: false, after },
    idempotent: true,
  };
}

/** The pipelines of deals or tickets with their stages, all at once. */
export function listPipelines(objectType: 'deals' | 'tickets'): HubspotRequest {
  return { method: 'GET', path: `/crm/pipelines/${API_VERSION}/{objectType}`, params: { objectType }, idempotent: true };
}

/** The property groups of an object type, all at once. */
export function listPropertyGroups(objectType: string): HubspotRequest {
  return { method: 'GET', path: `${PROPERTIES}/{objectType}/groups`, params: { objectType }, idempotent: true };
}

/** A new property group; 409 where it exists. */
export function createPropertyGroup(objectType: string, group: { name: string; label: string }): HubspotRequest {
  return {
    method: 'POST',
    path: `${PROPERTIES}/{objectType}/groups`,
    params: { objectType },
    body: group,
    idempotent: false,
  };
}

/** The property definitions of an object type, all at once. */
export function listProperties(objectType: string): HubspotRequest {
  return { method: 'GET', path: `${PROPERTIES}/{objectType}`, params: { objectType }, idempotent: true };
}

/** New properties, 100 at most; 207 where some exist already. */
export function createProperties(objectType: string, inputs: readonly object[]): HubspotRequest {
  return {
    method: 'POST',
    path: `${PROPERTIES}/{objectType}/batch/create`,
    params: { objectType },
    body: { inputs },
    idempotent: false,
  };
}

/** Changes a property's definition; options are replaced as a whole. */
export function updateProperty(objectType: string, propertyName: string, change: object): HubspotRequest {
  return {
    method: 'PATCH',
    path: `${PROPERTIES}/{objectType}/{propertyName}`,
    params: { objectType, propertyName },
    body: change,
    idempotent: true,
  };
}

/**
 * Ends a workflow action that waits for us. Sent twice it is refused the second time, so it may be repeated; the typed
 * form of the outputs is demanded and not documented: empty.
 */
export function completeCallback(callbackId: string, outputFields: Readonly<Record<string, string>>): HubspotRequest {
  return {
    method: 'POST',
    path: `/automation/actions/callbacks/${API_VERSION}/{callbackId}/complete`,
    params: { callbackId },
    body: { outputFields, typedOutputs: {} },
    idempotent: true,
  };
}

/** Time zone, currency and UI domain of the account that owns the token. */
export function accountDetails(): HubspotRequest {
  return { method: 'GET', path: `/account-info/${API_VERSION}/details`, idempotent: true };
}

/** Token grants; everything secret travels in the body, never in the URL. */
export function grantToken(form: Readonly<Record<string, string>>): HubspotRequest {
  return { method: 'POST', path: `${OAUTH}/token`, form, idempotent: false };
}

/** What HubSpot knows of a token: whose it is and which account it opens. */
export function introspectToken(form: Readonly<Record<string, string>>): HubspotRequest {
  return { method: 'POST', path: `${OAUTH}/token/introspect`, form, idempotent: true };
}
