import { z } from 'zod';
import type { ObjectType, PropertyGroup } from '../core.ts';
import type { Store } from '../crm/store.ts';
import { ApiError, badRequest } from '../errors.ts';
import { bodyAs } from './endpoint.ts';
import type { ApiRoute } from './endpoint.ts';
import { definitionReadScopes, definitionWriteScopes } from './properties.ts';
import { typeOf } from './records.ts';

const base = '/crm/properties/2026-09/:objectType/groups';

function existing(store: Store, type: ObjectType, name: string | undefined): PropertyGroup {
  const group = store.groups(type).find((one) => one.name === name);
  if (group) return group;
  throw new ApiError(404, 'OBJECT_NOT_FOUND', `Property group ${name} does not exist`);
}

/** Property groups. Must stand before the property routes: `groups` would read as a property's name. */
export const propertyGroupRoutes: ApiRoute[] = [
  {
    method: 'GET', path: base, scopes: definitionReadScopes, query: ['locale'],
    handle: ({ store, params }) => ({ status: 200, body: { results: store.groups(typeOf(params['objectType'])) } }),
  },
  {
    method: 'POST', path: base, scopes: definitionWriteScopes,
    handle({ store, params, body }) {
      const type = typeOf(params['objectType']);
      const input = bodyAs(
        z.strictObject({ name: z.string().regex(/^[a-z][a-z0-9_]*$/), label: z.string().min(1), displayOrder: z.number().int().default(-1) }),
        body,
      );
      if (store.groups(type).some((group) => group.name === input.name)) {
        throw new ApiError(409, 'OBJECT_ALREADY_EXISTS', `A property group named '${input.name}' already exists.`);
      }
      const group = { ...input, archived: false };
      store.saveGroup(type, group);
      return { status: 201, body: group };
    },
  },
  {
    method: 'GET', path: `${base}/:groupName`, scopes: definitionReadScopes, query: ['locale'],
    handle: ({ store, params }) => ({ status: 200, body: existing(store, typeOf(params['objectType']), params['groupName']) }),
  },
  {
    method: 'PATCH', path: `${base}/:groupName`, scopes: definitionWriteScopes,
    handle({ store, params, body }) {
      const type = typeOf(params['objectType']);
      const group = existing(store, type, params['groupName']);
      const input = bodyAs(z.strictObject({ label: z.string().min(1).optional(), displayOrder: z.number().int().optional() }), body);
      const next = { ...group, label: input.label ?? group.label, displayOrder: input.displayOrder ?? group.displayOrder };
      store.saveGroup(type, next);
      return { status: 200, body: next };
    },
  },
  {
    method: 'DELETE', path: `${base}/:groupName`, scopes: definitionWriteScopes,
    handle({ store, params }) {
      const type = typeOf(params['objectType']);
      const { name } = existing(store, type, params['groupName']);
      if (store.properties(type).some((definition) => definition.groupName === name)) throw badRequest(`Property group ${name} is not empty.`);
      store.removeGroup(type, name);
      return { status: 204 };
    },
  },
];
