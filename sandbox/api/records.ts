import type { CrmRecord, ObjectType, SandboxPortal } from '../core.ts';
import type { Store } from '../crm/store.ts';
import { storedValue } from '../crm/values.ts';
import { inlineNames, objectInfo, objectTypeOf } from '../crm/object-types.ts';
import type { StoredRecord } from '../crm/table.ts';
import { ApiError, badRequest } from '../errors.ts';
import type { ErrorDetail } from '../errors.ts';

/** How unknown property names in reads are met: HubSpot ignores them, the strict sandbox refuses. */
export type UnknownProperties = 'refuse' | 'ignore';

/** The object type of a path, or a 400. */
export function typeOf(segment: string | undefined): ObjectType {
  const type = objectTypeOf(segment ?? '');
  if (!type) throw badRequest(`Unable to infer object type from: ${segment}`);
  return type;
}

/** The property names to return: those asked for (defaults when none) and the three that always come. */
export function wantedProperties(store: Store, type: ObjectType, asked: readonly string[], unknown: UnknownProperties): string[] {
  const info = objectInfo(type);
  const missing = asked.filter((name) => !store.definition(type, name));
  if (missing.length > 0 && unknown === 'refuse') {
    throw badRequest(`Unknown properties of ${type}: ${missing.join(', ')} (HubSpot ignores them, the sandbox does not)`);
  }
  const names = asked.length > 0 ? asked.filter((name) => !missing.includes(name)) : info.defaults;
  return [...new Set([...names, info.created, info.modified, 'hs_object_id'])];
}

/** A record as the API shows it. */
export function shown(portal: SandboxPortal, type: ObjectType, record: CrmRecord | StoredRecord, names: readonly string[]): Record<string, unknown> {
  const properties: Record<string, string | null> = {};
  for (const name of names) properties[name] = record.properties[name] ?? null;
  return {
    id: record.id,
    properties,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
    archived: record.archived,
    ...('archivedAt' in record && record.archivedAt ? { archivedAt: record.archivedAt } : {}),
    url: `https://${portal.uiDomain}/contacts/${portal.portalId}/record/${objectInfo(type).typeId}/${record.id}`,
  };
}

/** `associations` of a record for list and read: per type, ids with the names of their types. */
export function inlined(store: Store, type: ObjectType, record: StoredRecord, to: readonly ObjectType[]): Record<string, unknown> {
  const associations: Record<string, unknown> = {};
  for (const target of to) {
    const links = store.associated(type, record.id, target);
    if (links.length === 0) continue;
    const names = inlineNames(type, target);
    const results = links.flatMap(({ id, primary }) => [
      ...(primary ? [{ id, type: names.primary }] : []),
      { id, type: names.plain },
    ]);
    associations[target.replaceAll('_', ' ')] = { results };
  }
  return Object.keys(associations).length > 0 ? { associations } : {};
}

/** Checks and converts what a caller writes. Throws HubSpot's 400 with every fault, or a 403 on read-only objects. */
export function writable(store: Store, type: ObjectType, properties: Record<string, string>): Record<string, string | null> {
  const values: Record<string, string | null> = {};
  const errors: ErrorDetail[] = [];
  for (const [name, value] of Object.entries(properties)) {
    const definition = store.definition(type, name);
    const context = { propertyName: [name] };
    if (!definition) {
      errors.push({ message: `Property "${name}" does not exist`, code: 'PROPERTY_DOESNT_EXIST', context });
      continue;
    }
    if (definition.readOnlyValue) {
      errors.push({ message: `"${name}" is a read only property; its value cannot be set.`, code: 'READ_ONLY_VALUE', context });
      continue;
    }
    const stored = storedValue(definition, value);
    if ('message' in stored) errors.push(stored);
    else if (definition.referencedObjectType === 'OWNER' && stored.value !== null && !store.owners().some(({ id }) => id === stored.value)) {
      errors.push({ message: `${value} is not the id of an owner (an owner's id is not a user's id)`, code: 'INVALID_OWNER_ID', context });
    }
    else values[name] = stored.value;
  }
  if (errors.length > 0) {
    const list = errors.map(({ message, code, context }) => ({ isValid: false, message, error: code, name: context?.['propertyName']?.[0] }));
    throw badRequest(`Property values were not valid: ${JSON.stringify(list)}`, { errors });
  }
  return values;
}

/** The values of a new record, when none of its type's required ones is missing. */
export function complete(type: ObjectType, values: Record<string, string | null>): Record<string, string | null> {
  const { singular, required = [] } = objectInfo(type);
  const missing = required.filter((name) => !values[name]);
  if (missing.length === 0) return values;
  throw badRequest(`Error creating ${singular.toUpperCase()}. Some required properties were not set: ${missing.join(', ')}.`, { context: { properties: missing } });
}

/** A live (or archived, when asked) record by id or by a unique property; 404 when there is none. */
export function findRecord(store: Store, type: ObjectType, id: string, idProperty: string | null, archived = false): StoredRecord {
  const table = store.table(type);
  if (idProperty && idProperty !== 'hs_object_id' && !store.definition(type, idProperty)?.hasUniqueValue) {
    throw badRequest(`idProperty ${idProperty} is not a property with unique values`);
  }
  const record = idProperty && idProperty !== 'hs_object_id' ? table.findUnique(idProperty, id) : table.get(id);
  if (record && record.archived === archived) return record;
  throw new ApiError(404, 'OBJECT_NOT_FOUND', `Object not found.  objectId are usually numeric. (${id})`);
}

/** Scope lists for reading an object type. */
export function readScopes(params: Record<string, string>): string[][] {
  const type = objectTypeOf(params['objectType'] ?? '');
  return type ? [objectInfo(type).read] : [];
}

/** Scope lists for writing an object type. */
export function writeScopes(params: Record<string, string>): string[][] {
  const type = objectTypeOf(params['objectType'] ?? '');
  return type ? [objectInfo(type).write ?? objectInfo(type).read] : [];
}
