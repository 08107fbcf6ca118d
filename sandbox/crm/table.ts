import type { CrmRecord, ObjectType, PropertyDefinition } from '../core.ts';
import { ApiError } from '../errors.ts';
import { objectInfo } from './object-types.ts';

/** A record as kept: with its links (other id -> primary) and, for the index delay, its state before the last write. */
export interface StoredRecord extends CrmRecord {
  archivedAt?: string;
  links: Partial<Record<ObjectType, Map<string, boolean>>>;
  /** Properties before the last write (null: it did not exist) and that write's time in ms. */
  before?: { properties: Record<string, string | null> | null; writtenAtMs: number };
}

/** All records of one object type: by id, in ascending id order, and by each unique property. */
export interface Table {
  get(id: string): StoredRecord | undefined;
  /** Ascending ids; do not change. */
  readonly order: readonly StoredRecord[];
  nextId(): string;
  add(record: StoredRecord): void;
  /** Position of the first record whose id is greater than `id`. */
  positionAfter(id: string): number;
  findUnique(property: string, value: string): StoredRecord | undefined;
  /** Throws 409 when another record holds one of these unique values. */
  checkUnique(id: string | null, properties: Record<string, string | null>): void;
  reindex(record: StoredRecord, before: Record<string, string | null>): void;
  /** Starts an index for a property with unique values. */
  addUnique(property: string): void;
}

/** An empty table of an object type; `definitions` tells the unique properties. */
export function createTable(type: ObjectType, definitions: Iterable<PropertyDefinition>): Table {
  const records = new Map<string, StoredRecord>();
  const order: StoredRecord[] = [];
  const unique = new Map<string, Map<string, string>>();
  for (const definition of definitions) if (definition.hasUniqueValue) unique.set(definition.name, new Map());
  let lastId = objectInfo(type).firstId - 1;

  function positionAfter(id: string): number {
    const wanted = Number(id);
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (Number(order[middle]?.id) <= wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function reindex(record: StoredRecord, before: Record<string, string | null>): void {
    for (const [property, ids] of unique) {
      const old = before[property]?.toLowerCase();
      if (old && ids.get(old) === record.id) ids.delete(old);
      const value = record.properties[property]?.toLowerCase();
      if (value && !record.archived) ids.set(value, record.id);
    }
  }

  return {
    get: (id) => records.get(id),
    order,
    nextId: () => String(lastId + 1),
    add(record) {
      records.set(record.id, record);
      lastId = Math.max(lastId, Number(record.id));
      order.splice(positionAfter(record.id), 0, record);
      reindex(record, {});
    },
    positionAfter,
    findUnique(property, value) {
      const id = unique.get(property)?.get(value.toLowerCase());
      return id === undefined ? undefined : records.get(id);
    },
    checkUnique(id, properties) {
      for (const [property, ids] of unique) {
        const holder = ids.get(properties[property]?.toLowerCase() ?? '');
        if (holder === undefined || holder === id) continue;
        throw new ApiError(409, 'CONFLICT', `${objectInfo(type).singular} already exists. Existing ID: ${holder}`);
      }
    },
    reindex,
    addUnique(property) {
      unique.set(property, new Map());
      for (const record of order) reindex(record, {});
    },
  };
}
