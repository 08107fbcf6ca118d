import type { CrmRecord, PropertyDefinition } from '../core.ts';
import { badRequest } from '../errors.ts';
import { compareValues } from './list.ts';
import type { StoredRecord } from './table.ts';

export interface Filter {
  propertyName: string;
  operator: string;
  value?: string | undefined;
  values?: string[] | undefined;
  highValue?: string | undefined;
}

export interface SearchQuery {
  filterGroups: { filters: Filter[] }[];
  /** Words for HubSpot's full-text search over a few default properties. */
  query?: string | undefined;
  sortBy?: { property: string; descending: boolean } | undefined;
}

type Definitions = (name: string) => PropertyDefinition | undefined;
type Test = (value: string | null) => boolean;

function canonical(definition: PropertyDefinition, value: string): string {
  if (definition.type === 'datetime') {
    const date = new Date(/^-?\d+$/.test(value) ? Number(value) : value);
    if (Number.isNaN(date.getTime())) throw badRequest(`${value} is not a date (filter on ${definition.name})`);
    return date.toISOString();
  }
  return definition.type === 'string' ? value.toLowerCase() : value;
}

function one(filter: Filter): string {
  if (typeof filter.value !== 'string') throw badRequest(`Filter ${filter.operator} on ${filter.propertyName} needs a value`);
  return filter.value;
}

function many(filter: Filter): string[] {
  if (!Array.isArray(filter.values) || filter.values.length === 0) {
    throw badRequest(`Filter ${filter.operator} on ${filter.propertyName} needs values`);
  }
  return filter.values;
}

function token(text: string): RegExp {
  const escaped = text.toLowerCase().replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^\\s]*');
  return new RegExp(`(^|[^\\p{L}\\p{N}])${escaped}($|[^\\p{L}\\p{N}])`, 'u');
}

/** The test of one filter. IN and NOT_IN on text compare with the lower-cased value, as HubSpot's index does. */
function testOf(filter: Filter, definition: PropertyDefinition): Test {
  const lower = (value: string): string => (definition.type === 'string' ? value.toLowerCase() : value);
  const against = (text: string): ((value: string) => number) => {
    const wanted = canonical(definition, text);
    return (value) => compareValues(lower(value), wanted);
  };
  const present = (test: (value: string) => boolean): Test => (value) => value !== null && value !== '' && test(value);
  switch (filter.operator) {
    case 'EQ': { const by = against(one(filter)); return present((value) => by(value) === 0); }
    case 'NEQ': { const by = against(one(filter)); return present((value) => by(value) !== 0); }
    case 'LT': { const by = against(one(filter)); return present((value) => by(value) < 0); }
    case 'LTE': { const by = against(one(filter)); return present((value) => by(value) <= 0); }
    case 'GT': { const by = against(one(filter)); return present((value) => by(value) > 0); }
    case 'GTE': { const by = against(one(filter)); return present((value) => by(value) >= 0); }
    case 'BETWEEN': {
      if (typeof filter.highValue !== 'string') throw badRequest(`BETWEEN on ${filter.propertyName} needs a highValue`);
      const [low, high] = [against(one(filter)), against(filter.highValue)];
      return present((value) => low(value) >= 0 && high(value) <= 0);
    }
    case 'IN': { const set = new Set(many(filter)); return present((value) => set.has(lower(value))); }
    case 'NOT_IN': { const set = new Set(many(filter)); return present((value) => !set.has(lower(value))); }
    case 'HAS_PROPERTY': return present(() => true);
    case 'NOT_HAS_PROPERTY': return (value) => value === null || value === '';
    case 'CONTAINS_TOKEN': { const word = token(one(filter)); return present((value) => word.test(value.toLowerCase())); }
    case 'NOT_CONTAINS_TOKEN': { const word = token(one(filter)); return present((value) => !word.test(value.toLowerCase())); }
    default: throw badRequest(`Unknown filter operator ${filter.operator}`);
  }
}

const searched = ['name', 'domain', 'firstname', 'lastname', 'email', 'dealname', 'subject', 'phone', 'hs_sku', 'hs_note_body', 'hs_task_subject', 'hs_task_body'];

/** What the search index knows of a record: its state `delayMs` ago, null when it did not exist then. */
function indexed(record: StoredRecord, nowMs: number, delayMs: number): Record<string, string | null> | null {
  if (record.before && nowMs - record.before.writtenAtMs < delayMs) return record.before.properties;
  return record.properties;
}

/**
 * Searches as HubSpot's index does: groups are OR, their filters AND, one sort (default id ascending), results as
 * they were when indexed. Throws ApiErrors on unknown properties and operators.
 */
export function searchRecords(
  records: readonly StoredRecord[],
  search: SearchQuery,
  definitions: Definitions,
  index: { nowMs: number; delayMs: number },
): CrmRecord[] {
  const groups = search.filterGroups.map((group) =>
    group.filters.map((filter) => {
      const definition = definitions(filter.propertyName);
      if (!definition) throw badRequest(`There was a problem with the request: property ${filter.propertyName} does not exist`);
      return { name: filter.propertyName, test: testOf(filter, definition) };
    }),
  );
  const words = search.query?.trim().toLowerCase() ?? '';
  const found: CrmRecord[] = [];
  for (const record of records) {
    if (record.archived) continue;
    const properties = indexed(record, index.nowMs, index.delayMs);
    if (!properties) continue;
    if (groups.length > 0 && !groups.some((group) => group.every(({ name, test }) => test(properties[name] ?? null)))) continue;
    if (words !== '' && !searched.some((name) => properties[name]?.toLowerCase().includes(words))) continue;
    found.push(properties === record.properties ? record : { ...record, properties });
  }
  const { sortBy } = search;
  // Ascending id is the order the records came in.
  if (sortBy && (sortBy.property !== 'hs_object_id' || sortBy.descending)) {
    const direction = sortBy.descending ? -1 : 1;
    found.sort((left, right) => direction * compareValues(left.properties[sortBy.property], right.properties[sortBy.property]));
  }
  return found;
}
