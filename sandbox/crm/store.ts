import type { Crm, CrmChange, CrmOwner, CrmRecord, ObjectType, PropertyDefinition, PropertyGroup } from '../core.ts';
import { ApiError, badRequest } from '../errors.ts';
import { standardGroups, standardProperties } from './definitions.ts';
import { derivedProperties } from './derived.ts';
import { objectInfo, objectTypes, pairOf } from './object-types.ts';
import { listRecords } from './list.ts';
import { createTable } from './table.ts';
import type { StoredRecord, Table } from './table.ts';

type Properties = Record<string, string | null>;

/** What a seed gives: everything may be dated in the past and read-only properties may be set. */
export interface SeedRecord {
  id?: string;
  properties: Properties;
  /** ISO 8601; default the clock's now. */
  createdAt?: string;
  updatedAt?: string;
}

/** A portal's CRM with what only the API, the seed and the snapshot need. */
export interface Store extends Crm {
  table(type: ObjectType): Table;
  insert(type: ObjectType, seed: SeedRecord): StoredRecord;
  /** Links two records as `associate` does, leaving dates alone and telling nobody. */
  link(from: ObjectType, fromId: string, to: ObjectType, toId: string, primary?: boolean): void;
  unlink(from: ObjectType, fromId: string, to: ObjectType, toId: string): void;
  definition(type: ObjectType, name: string): PropertyDefinition | undefined;
  saveDefinition(type: ObjectType, definition: PropertyDefinition): void;
  removeDefinition(type: ObjectType, name: string): void;
  saveGroup(type: ObjectType, group: PropertyGroup): void;
  removeGroup(type: ObjectType, name: string): void;
}

interface StoreOptions {
  portalId: number;
  now: () => Date;
  owners: () => CrmOwner[];
  changed: (change: CrmChange) => void;
}

const isActivity = (type: ObjectType): boolean => type === 'notes' || type === 'tasks';

/** An empty CRM with HubSpot's own properties. */
export function createStore({ portalId, now, owners, changed }: StoreOptions): Store {
  const definitions = {} as Record<ObjectType, Map<string, PropertyDefinition>>;
  const groups = {} as Record<ObjectType, Map<string, PropertyGroup>>;
  const tables = {} as Record<ObjectType, Table>;
  for (const type of objectTypes) {
    definitions[type] = new Map(standardProperties(type).map((definition) => [definition.name, definition]));
    groups[type] = new Map(standardGroups(type).map((group) => [group.name, group]));
    tables[type] = createTable(type, definitions[type].values());
  }

  function known(type: ObjectType, properties: Properties): void {
    for (const name of Object.keys(properties)) {
      if (definitions[type].has(name)) continue;
      const message = `Property "${name}" does not exist`;
      throw badRequest(`Property values were not valid: ${message}`, {
        errors: [{ message, code: 'PROPERTY_DOESNT_EXIST', context: { propertyName: [name] } }],
      });
    }
  }

  function live(type: ObjectType, id: string): StoredRecord {
    const record = tables[type].get(id);
    if (record && !record.archived) return record;
    throw new ApiError(404, 'OBJECT_NOT_FOUND', `Object not found. objectId are usually numeric: ${id}`);
  }

  function tell(kind: CrmChange['kind'], objectType: ObjectType, objectId: string, properties: Properties, more: Pick<CrmChange, 'link' | 'others'> = {}): void {
    changed({ portalId, objectType, objectId, properties, kind, ...more });
  }

  function insert(type: ObjectType, seed: SeedRecord): StoredRecord {
    known(type, seed.properties);
    const { created, modified } = objectInfo(type);
    const createdAt = seed.createdAt ?? now().toISOString();
    const updatedAt = seed.updatedAt ?? createdAt;
    const id = seed.id ?? tables[type].nextId();
    const properties = { ...derivedProperties(type, seed.properties, {}, createdAt), ...seed.properties };
    if (type === 'contacts' && properties['email']) properties['email'] = properties['email'].toLowerCase();
    tables[type].checkUnique(null, properties);
    const record: StoredRecord = {
      id, properties: { ...properties, hs_object_id: id, [created]: createdAt, [modified]: updatedAt },
      createdAt, updatedAt, archived: false, links: {},
    };
    tables[type].add(record);
    return record;
  }

  function create(type: ObjectType, properties: Properties): CrmRecord {
    const record = insert(type, { properties });
    record.before = { properties: null, writtenAtMs: now().getTime() };
    tell('created', type, record.id, record.properties);
    return record;
  }

  function write(type: ObjectType, record: StoredRecord, properties: Properties): Properties {
    const at = now();
    const stamp = at.toISOString();
    const all = { ...derivedProperties(type, properties, record.properties, stamp), ...properties };
    if (type === 'contacts' && all['email']) all['email'] = all['email'].toLowerCase();
    tables[type].checkUnique(record.id, all);
    const old = record.properties;
    record.properties = { ...old, ...all, [objectInfo(type).modified]: stamp };
    record.updatedAt = stamp;
    record.before = { properties: old, writtenAtMs: at.getTime() };
    tables[type].reindex(record, old);
    return Object.fromEntries(Object.entries(all).filter(([name, value]) => (old[name] ?? null) !== value));
  }

  function update(type: ObjectType, id: string, properties: Properties): CrmRecord {
    known(type, properties);
    const record = live(type, id);
    const changes = write(type, record, properties);
    if (Object.keys(changes).length > 0) tell('updated', type, id, changes);
    return record;
  }

  function archive(type: ObjectType, id: string): void {
    const record = live(type, id);
    record.archived = true;
    record.archivedAt = now().toISOString();
    tables[type].reindex(record, record.properties);
    tell('archived', type, id, {});
  }

  function restore(type: ObjectType, id: string): CrmRecord {
    const record = tables[type].get(id);
    if (!record?.archived) throw badRequest(`${id} is not in the bin`);
    record.archived = false;
    delete record.archivedAt;
    tables[type].reindex(record, record.properties);
    tell('restored', type, id, {});
    return record;
  }

  function merge(type: ObjectType, intoId: string, fromId: string): CrmRecord {
    const into = live(type, intoId);
    const from = live(type, fromId);
    for (const [to, links] of Object.entries(from.links) as [ObjectType, Map<string, boolean>][]) {
      for (const [toId, primary] of links) {
        const other = tables[to].get(toId)!;
        other.links[type]?.delete(fromId);
        join(to, other, type, into, primary);
      }
    }
    from.links = {};
    from.archived = true;
    from.archivedAt = now().toISOString();
    tables[type].reindex(from, from.properties);
    const merged = [into.properties['hs_merged_object_ids'], fromId].filter(Boolean).join(';');
    write(type, into, { hs_merged_object_ids: merged });
    tell('merged', type, intoId, {}, { others: [fromId] });
    return into;
  }

  function forget(contactId: string): void {
    const record = live('contacts', contactId);
    const blank = Object.fromEntries(Object.keys(record.properties).map((name) => [name, null]));
    const before = record.properties;
    record.properties = { ...blank, hs_object_id: contactId };
    record.archived = true;
    record.archivedAt = now().toISOString();
    tables.contacts.reindex(record, before);
    tell('archived', 'contacts', contactId, {});
    tell('forgotten', 'contacts', contactId, {});
  }

  function link(from: ObjectType, fromId: string, to: ObjectType, toId: string, primary = false): void {
    if (!pairOf(from, to)) throw badRequest(`No association type exists between ${from} and ${to}`);
    join(from, live(from, fromId), to, live(to, toId), primary);
  }

  /** Links records that may lie in the bin: their links come back with them. */
  function join(from: ObjectType, left: StoredRecord, to: ObjectType, right: StoredRecord, primary: boolean): void {
    const [fromId, toId] = [left.id, right.id];
    const [pair, back] = [pairOf(from, to), pairOf(to, from)];
    const isPrimary = primary && (pair?.primary !== undefined || back?.primary !== undefined);
    const leftLinks = (left.links[to] ??= new Map());
    const rightLinks = (right.links[from] ??= new Map());
    const full = (links: Map<string, boolean>, id: string, most = Infinity): boolean => !links.has(id) && links.size >= most;
    if (full(leftLinks, toId, pair?.most) || full(rightLinks, fromId, back?.most)) {
      throw badRequest(`${from} ${fromId} and ${to} ${toId} cannot be associated: one of them has all the associations of this type it may have`);
    }
    // A record has one primary company: the label moves.
    if (isPrimary && to === 'companies') {
      for (const id of leftLinks.keys()) {
        leftLinks.set(id, false);
        tables[to].get(id)?.links[from]?.set(fromId, false);
      }
    }
    leftLinks.set(toId, isPrimary);
    rightLinks.set(fromId, isPrimary);
    if (isPrimary && from === 'contacts') left.properties['associatedcompanyid'] = toId;
  }

  /** A note or task that is put on a record is its last activity: at the time it tells of, a task that is due later at once. */
  function logActivity(from: ObjectType, fromId: string, to: ObjectType, toId: string): void {
    const at = now().toISOString();
    const told = tables[from].get(fromId)?.properties['hs_timestamp'] ?? at;
    const when = told < at ? told : at;
    const before = live(to, toId).properties;
    const names = ['notes_last_updated', 'hs_lastactivitydate'].filter((name) => definitions[to].has(name) && (before[name] ?? '') < when);
    if (names.length > 0) update(to, toId, Object.fromEntries(names.map((name) => [name, when])));
  }

  return {
    list: (type, query) => listRecords(tables[type].order, query ?? {}),
    get: (type, id) => {
      const record = tables[type].get(id);
      return record?.archived ? undefined : record;
    },
    create, update, archive, restore, merge, forget, insert, link,
    associate(from, fromId, to, toId, primary) {
      link(from, fromId, to, toId, primary);
      // Only a primary company changes a property, and with it the modified date that polling sees.
      if (primary && from === 'contacts') write(from, live(from, fromId), { associatedcompanyid: toId });
      tell('associated', from, fromId, {}, { link: { to, toId, primary: primary === true, removed: false } });
      if (isActivity(from)) logActivity(from, fromId, to, toId);
      else if (isActivity(to)) logActivity(to, toId, from, fromId);
    },
    associated(from, fromId, to) {
      const pair = pairOf(from, to);
      const shown = [...(tables[from].get(fromId)?.links[to] ?? [])].filter(([id]) => tables[to].get(id)?.archived === false);
      return shown.map(([id, primary]) => ({
        id, primary,
        typeIds: primary && pair?.primary ? [pair.primary, pair.plain] : pair ? [pair.plain] : [],
      }));
    },
    unlink(from, fromId, to, toId) {
      tables[from].get(fromId)?.links[to]?.delete(toId);
      tables[to].get(toId)?.links[from]?.delete(fromId);
      const contact = from === 'contacts' ? tables.contacts.get(fromId) : undefined;
      if (contact?.properties['associatedcompanyid'] === toId) write('contacts', contact, { associatedcompanyid: null });
      tell('associated', from, fromId, {}, { link: { to, toId, primary: false, removed: true } });
    },
    owners,
    properties: (type) => [...definitions[type].values()],
    groups: (type) => [...groups[type].values()],
    table: (type) => tables[type],
    definition: (type, name) => definitions[type].get(name),
    saveDefinition(type, definition) {
      const isNew = !definitions[type].has(definition.name);
      definitions[type].set(definition.name, definition);
      if (isNew && definition.hasUniqueValue) tables[type].addUnique(definition.name);
    },
    removeDefinition: (type, name) => void definitions[type].delete(name),
    saveGroup: (type, group) => void groups[type].set(group.name, group),
    removeGroup: (type, name) => void groups[type].delete(name),
  };
}
