import { z } from 'zod';
import type { ObjectType } from '../core.ts';
import { objectInfo, objectTypeOf, objectTypes, pairOf } from '../crm/object-types.ts';
import type { Store } from '../crm/store.ts';
import { ApiError, badRequest } from '../errors.ts';
import { bodyAs, flagOf, limitOf, listOf } from './endpoint.ts';
import type { ApiRoute } from './endpoint.ts';
import { complete, findRecord, inlined, readScopes, shown, typeOf, wantedProperties, writable, writeScopes } from './records.ts';
import type { UnknownProperties } from './records.ts';

const base = '/crm/objects/2026-09/:objectType';

const Properties = z.record(z.string(), z.string());
const Association = z.strictObject({
  to: z.strictObject({ id: z.string() }),
  types: z.array(z.strictObject({ associationCategory: z.literal('HUBSPOT_DEFINED'), associationTypeId: z.number().int() })),
});
export const CreateInput = z.strictObject({
  properties: Properties,
  associations: z.array(Association).default([]),
  objectWriteTraceId: z.string().optional(),
});

/** The object types of an `associations` parameter; unknown ones and impossible pairs are refused. */
function associationTargets(from: ObjectType, query: URLSearchParams): ObjectType[] {
  return listOf(query, 'associations').map((name) => {
    const to = objectTypeOf(name);
    if (!to || !pairOf(from, to)) throw badRequest(`${from} cannot be associated with ${name}`);
    return to;
  });
}

/** Refuses writes to objects that HubSpot offers for reading only. */
export function mustBeWritable(type: ObjectType): void {
  if (!objectInfo(type).write) throw new ApiError(405, 'METHOD_NOT_ALLOWED', `${type} are read-only`, {}, true);
}

/** What is to be created, checked: values in their stored form and links. Throws before anything is written. */
export function checkedRecord(store: Store, type: ObjectType, input: z.infer<typeof CreateInput>) {
  const links = input.associations.flatMap(({ to, types }) =>
    types.map(({ associationTypeId }) => ({ id: to.id, ...targetOfTypeId(type, associationTypeId) })),
  );
  for (const link of links) findRecord(store, link.to, link.id, null);
  const values = complete(type, writable(store, type, input.properties));
  store.table(type).checkUnique(null, values);
  return { values, links };
}

/** Creates one record with its associations; the association type ids must run from the new record. */
export function createRecord(store: Store, type: ObjectType, input: z.infer<typeof CreateInput>): string {
  const { values, links } = checkedRecord(store, type, input);
  const record = store.create(type, values);
  for (const link of links) store.associate(type, record.id, link.to, link.id, link.primary);
  return record.id;
}

function targetOfTypeId(from: ObjectType, typeId: number): { to: ObjectType; primary: boolean } {
  for (const to of objectTypes) {
    const pair = pairOf(from, to);
    if (pair?.plain === typeId) return { to, primary: false };
    if (pair?.primary === typeId) return { to, primary: true };
  }
  throw badRequest(`Association type ${typeId} does not start at ${from} (type ids are directional)`);
}

/** List, read, create, update and archive of single records. */
export function objectRoutes(unknown: UnknownProperties): ApiRoute[] {
  return [
    {
      method: 'GET', path: base, scopes: readScopes,
      query: ['limit', 'after', 'properties', 'associations', 'archived'],
      handle({ portal, store, params, query }) {
        const type = typeOf(params['objectType']);
        const names = wantedProperties(store, type, listOf(query, 'properties'), unknown);
        const targets = associationTargets(type, query);
        const limit = limitOf(query, 10, 100);
        const archived = flagOf(query, 'archived');
        const table = store.table(type);
        const after = query.get('after');
        if (after !== null && !/^\d+$/.test(after)) throw badRequest(`after must be a cursor of the API, was ${after}`);
        const page = [];
        let position = after === null ? 0 : table.positionAfter(String(Number(after) - 1));
        // One more than the page: its id is the cursor.
        for (; position < table.order.length && page.length <= limit; position += 1) {
          const record = table.order[position];
          if (record?.archived === archived) page.push(record);
        }
        const next = page[limit];
        const results = page.slice(0, limit).map((record) => ({
          ...shown(portal, type, record, names), ...inlined(store, type, record, targets),
        }));
        return { status: 200, body: { results, ...(next ? { paging: { next: { after: next.id } } } : {}) } };
      },
    },
    {
      method: 'GET', path: `${base}/:objectId`, scopes: readScopes,
      query: ['properties', 'associations', 'archived', 'idProperty'],
      handle({ portal, store, params, query }) {
        const type = typeOf(params['objectType']);
        const names = wantedProperties(store, type, listOf(query, 'properties'), unknown);
        const record = findRecord(store, type, params['objectId'] ?? '', query.get('idProperty'), flagOf(query, 'archived'));
        const targets = associationTargets(type, query);
        return { status: 200, body: { ...shown(portal, type, record, names), ...inlined(store, type, record, targets) } };
      },
    },
    {
      method: 'POST', path: base, scopes: writeScopes,
      handle({ portal, store, params, body }) {
        const type = typeOf(params['objectType']);
        mustBeWritable(type);
        const input = bodyAs(CreateInput.omit({ objectWriteTraceId: true }), body);
        const record = findRecord(store, type, createRecord(store, type, input), null);
        const names = wantedProperties(store, type, Object.keys(input.properties), unknown);
        return { status: 201, body: shown(portal, type, record, names) };
      },
    },
    {
      method: 'PATCH', path: `${base}/:objectId`, scopes: writeScopes, query: ['idProperty'],
      handle({ portal, store, params, query, body }) {
        const type = typeOf(params['objectType']);
        mustBeWritable(type);
        const { properties } = bodyAs(z.strictObject({ properties: Properties }), body);
        const { id } = findRecord(store, type, params['objectId'] ?? '', query.get('idProperty'));
        const record = store.update(type, id, writable(store, type, properties));
        return { status: 200, body: shown(portal, type, record, wantedProperties(store, type, Object.keys(properties), unknown)) };
      },
    },
    {
      method: 'DELETE', path: `${base}/:objectId`, scopes: writeScopes,
      handle({ store, params }) {
        const type = typeOf(params['objectType']);
        mustBeWritable(type);
        // HubSpot answers 204 for a record that is not there, too.
        if (store.get(type, params['objectId'] ?? '')) store.archive(type, params['objectId'] ?? '');
        return { status: 204 };
      },
    },
  ];
}
