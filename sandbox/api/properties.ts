import { z } from 'zod';
import type { ObjectType, PropertyDefinition } from '../core.ts';
import { objectInfo, objectTypeOf } from '../crm/object-types.ts';
import type { Store } from '../crm/store.ts';
import { ApiError, badRequest } from '../errors.ts';
import { batchError, batchInputs, batchReply } from './batch.ts';
import { bodyAs } from './endpoint.ts';
import type { ApiRoute } from './endpoint.ts';
import { typeOf } from './records.ts';

const base = '/crm/properties/2026-09/:objectType';

const Option = z.strictObject({
  label: z.string(), value: z.string(), displayOrder: z.number().int(), hidden: z.boolean(), description: z.string().optional(),
});
const types = z.enum(['bool', 'date', 'datetime', 'enumeration', 'number', 'phone_number', 'string']);
const fieldTypes = z.enum([
  'booleancheckbox', 'calculation_equation', 'checkbox', 'date', 'file', 'html', 'number', 'phonenumber', 'radio', 'select',
  'text', 'textarea',
]);
const Changeable = z.strictObject({
  label: z.string().min(1), groupName: z.string(), type: types, fieldType: fieldTypes, description: z.string(),
  displayOrder: z.number().int(), hidden: z.boolean(), formField: z.boolean(), options: z.array(Option), calculationFormula: z.string(),
}).partial();
const NewProperty = Changeable.required({ label: true, groupName: true, type: true, fieldType: true }).extend({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/, 'Property names are lower-case letters, digits and underscores'),
  hasUniqueValue: z.boolean().optional(), externalOptions: z.boolean().optional(), referencedObjectType: z.literal('OWNER').optional(),
  dataSensitivity: z.enum(['highly_sensitive', 'non_sensitive', 'sensitive']).optional(),
});

/** Reading definitions takes the object's read or schema scope. */
export function definitionReadScopes(params: Record<string, string>): string[][] {
  const type = objectTypeOf(params['objectType'] ?? '');
  if (!type) return [];
  const { read, write, schemaWrite } = objectInfo(type);
  return [read, ...(write ? [write] : []), [schemaWrite.replace('.write', '.read')]];
}

/** Changing definitions takes the object's schema write scope. */
export function definitionWriteScopes(params: Record<string, string>): string[][] {
  const type = objectTypeOf(params['objectType'] ?? '');
  return type ? [[objectInfo(type).schemaWrite]] : [];
}

function view(definition: PropertyDefinition): Record<string, unknown> {
  const { readOnlyValue, createdByAppId: _app, ...rest } = definition;
  const own = !definition.hubspotDefined;
  return {
    ...rest, calculated: false, externalOptions: definition.referencedObjectType !== undefined, hidden: false, formField: false, archived: false,
    dataSensitivity: 'non_sensitive',
    modificationMetadata: { archivable: own, readOnlyDefinition: !own, readOnlyOptions: !own, readOnlyValue },
  };
}

function existing(store: Store, type: ObjectType, name: string): PropertyDefinition {
  const definition = store.definition(type, name);
  if (definition) return definition;
  throw new ApiError(404, 'OBJECT_NOT_FOUND', `Property ${name} does not exist`);
}

function createProperty(store: Store, type: ObjectType, input: z.infer<typeof NewProperty>): PropertyDefinition {
  if (store.definition(type, input.name)) {
    throw new ApiError(409, 'OBJECT_ALREADY_EXISTS', `A property named '${input.name}' already exists.`, {
      subCategory: 'Properties.PROPERTY_EXISTS',
    });
  }
  if (!store.groups(type).some((group) => group.name === input.groupName)) {
    throw badRequest(`Property group '${input.groupName}' does not exist.`);
  }
  if (input.type === 'enumeration' && (input.options ?? []).length === 0 && !input.externalOptions) {
    throw badRequest(`Enumeration property '${input.name}' needs options.`);
  }
  if ((input.externalOptions === true) !== (input.referencedObjectType !== undefined) || (input.externalOptions && input.type !== 'enumeration')) {
    throw badRequest(`'${input.name}': external options are for enumerations, and come with referencedObjectType OWNER.`);
  }
  if (input.hasUniqueValue && store.properties(type).filter((one) => one.hasUniqueValue).length >= 10) {
    throw badRequest('An object may have at most 10 properties with unique values.');
  }
  const definition: PropertyDefinition = {
    name: input.name, label: input.label, type: input.type, fieldType: input.fieldType, groupName: input.groupName,
    description: input.description ?? '', options: input.options ?? [], hubspotDefined: false, readOnlyValue: false,
    hasUniqueValue: input.hasUniqueValue ?? false, displayOrder: input.displayOrder ?? -1,
    ...(input.referencedObjectType && { referencedObjectType: input.referencedObjectType }),
  };
  store.saveDefinition(type, definition);
  return definition;
}

function changeable(definition: PropertyDefinition): PropertyDefinition {
  if (definition.hubspotDefined) throw badRequest(`${definition.name} is HubSpot's own property; its definition is read-only.`);
  return definition;
}

/** Properties: list, read, create, update, archive, and their batches. */
export const propertyRoutes: ApiRoute[] = [
  {
    method: 'GET', path: base, scopes: definitionReadScopes, query: ['archived', 'dataSensitivity', 'locale', 'properties'],
    handle: ({ store, params }) => ({ status: 200, body: { results: store.properties(typeOf(params['objectType'])).map(view) } }),
  },
  {
    method: 'POST', path: base, scopes: definitionWriteScopes,
    handle({ store, params, body }) {
      return { status: 201, body: view(createProperty(store, typeOf(params['objectType']), bodyAs(NewProperty, body))) };
    },
  },
  {
    method: 'POST', path: `${base}/batch/create`, scopes: definitionWriteScopes,
    handle({ store, params, body, now }) {
      const type = typeOf(params['objectType']);
      const results: unknown[] = [];
      const errors: unknown[] = [];
      for (const input of batchInputs(bodyAs(z.strictObject({ inputs: z.array(NewProperty) }), body).inputs, 100)) {
        try {
          results.push(view(createProperty(store, type, input)));
        } catch (error) {
          if (!(error instanceof ApiError)) throw error;
          errors.push(batchError(error, { name: [input.name] }));
        }
      }
      return batchReply(now, results, errors);
    },
  },
  {
    method: 'POST', path: `${base}/batch/read`, scopes: definitionReadScopes, query: ['locale'],
    handle({ store, params, body, now }) {
      const type = typeOf(params['objectType']);
      const input = bodyAs(z.strictObject({
        archived: z.boolean().optional(), dataSensitivity: z.string().optional(), inputs: z.array(z.strictObject({ name: z.string() })),
      }), body);
      const names = batchInputs(input.inputs, 100).map(({ name }) => name);
      const found = names.filter((name) => store.definition(type, name));
      const missing = names.filter((name) => !found.includes(name));
      const error = new ApiError(404, 'OBJECT_NOT_FOUND', 'Some properties do not exist');
      return batchReply(
        now,
        found.map((name) => view(existing(store, type, name))),
        missing.length > 0 ? [batchError(error, { name: missing })] : [],
      );
    },
  },
  {
    method: 'POST', path: `${base}/batch/archive`, scopes: definitionWriteScopes,
    handle({ store, params, body }) {
      const type = typeOf(params['objectType']);
      const { inputs } = bodyAs(z.strictObject({ inputs: z.array(z.strictObject({ name: z.string() })) }), body);
      for (const { name } of batchInputs(inputs, 100)) store.removeDefinition(type, changeable(existing(store, type, name)).name);
      return { status: 204 };
    },
  },
  {
    method: 'GET', path: `${base}/:propertyName`, scopes: definitionReadScopes, query: ['archived', 'dataSensitivity', 'locale', 'properties'],
    handle: ({ store, params }) => ({
      status: 200, body: view(existing(store, typeOf(params['objectType']), params['propertyName'] ?? '')),
    }),
  },
  {
    method: 'PATCH', path: `${base}/:propertyName`, scopes: definitionWriteScopes,
    handle({ store, params, body }) {
      const type = typeOf(params['objectType']);
      const definition = changeable(existing(store, type, params['propertyName'] ?? ''));
      const { label, groupName, type: valueType, fieldType, description, displayOrder, options } = bodyAs(Changeable, body);
      const changes = { label, groupName, type: valueType, fieldType, description, displayOrder, options };
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      const next = { ...definition, ...given } as PropertyDefinition;
      store.saveDefinition(type, next);
      return { status: 200, body: view(next) };
    },
  },
  {
    method: 'DELETE', path: `${base}/:propertyName`, scopes: definitionWriteScopes,
    handle({ store, params }) {
      const type = typeOf(params['objectType']);
      store.removeDefinition(type, changeable(existing(store, type, params['propertyName'] ?? '')).name);
      return { status: 204 };
    },
  },
];
