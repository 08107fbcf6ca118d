import { z } from 'zod';
import type { Crm, CrmRecord, ObjectType, SandboxCore } from '../core.ts';
import { objectTypeOf } from '../crm/object-types.ts';
import { shownPortal } from './answer.ts';

const names = z.array(z.string().max(200)).max(500);
const question = z.object({
  kind: z.enum(['properties', 'associations', 'search', 'format']),
  record: z.object({ type: z.string(), id: z.string() }).nullable(),
  request: z.unknown(),
});
const associationsRequest = z.object({
  toObjectType: z.string(),
  properties: names.default([]),
  pageLength: z.number().int().min(1).max(500).default(10),
  offset: z.number().int().min(0).default(0),
});
const searchRequest = z.object({
  objectType: z.string(),
  properties: names.default([]),
  query: z.string().max(3000).optional(),
  filterGroups: z.array(z.unknown()).default([]),
  sorts: z.array(z.object({ propertyName: z.string(), direction: z.enum(['ASCENDING', 'DESCENDING']) })).max(1).default([]),
  pageLength: z.number().int().min(1).max(200).default(10),
  after: z.string().optional(),
});
const equalsGroup = z.object({ filters: z.array(z.object({ propertyName: z.string(), operator: z.literal('EQ'), value: z.coerce.string() })) });

interface Reply {
  data?: unknown;
  error?: string;
}

function typeOf(name: string): ObjectType {
  const type = objectTypeOf(name.toLowerCase());
  if (!type) throw new Error(`Unknown object type ${name}`);
  return type;
}

/** The asked properties, null where a record has none. `*` gives all. */
function pick(record: CrmRecord, wanted: string[]): Record<string, string | null> {
  if (wanted.includes('*')) return record.properties;
  return Object.fromEntries(wanted.map((name) => [name, record.properties[name] ?? null]));
}

function answerProperties(crm: Crm, record: { type: string; id: string } | null, request: unknown): Reply {
  const found = record && crm.get(typeOf(record.type), record.id);
  if (!found) return { error: 'This extension does not stand on a record.' };
  return { data: pick(found, names.parse(request)) };
}

function answerAssociations(crm: Crm, record: { type: string; id: string } | null, request: unknown): Reply {
  if (!record) return { error: 'This extension does not stand on a record.' };
  const { toObjectType, properties, pageLength, offset } = associationsRequest.parse(request);
  const to = typeOf(toObjectType);
  const links = crm.associated(typeOf(record.type), record.id, to);
  const results = links.slice(offset, offset + pageLength).flatMap((link) => {
    const target = crm.get(to, link.id);
    if (!target) return [];
    const associationTypes = link.typeIds.map((typeId) => ({ category: 'HUBSPOT_DEFINED', typeId, label: link.primary ? 'Primary' : '' }));
    return [{ toObjectId: Number(link.id), associationTypes, properties: pick(target, properties) }];
  });
  return { data: { results, hasMore: offset + pageLength < links.length, nextOffset: offset + pageLength } };
}

/** Words and exact matches; the page refuses other operators rather than answer wrongly. */
function answerSearch(crm: Crm, request: unknown): Reply {
  const asked = searchRequest.parse(request);
  const groups = z.array(equalsGroup).max(1).safeParse(asked.filterGroups);
  if (!groups.success) return { error: 'The sandbox portal answers useCrmSearch with one filter group of EQ filters only.' };
  const offset = Number(asked.after ?? 0);
  const sort = asked.sorts[0];
  const page = crm.list(typeOf(asked.objectType), {
    where: Object.fromEntries((groups.data[0]?.filters ?? []).map((filter) => [filter.propertyName, filter.value])),
    offset,
    limit: asked.pageLength,
    ...(asked.query && { text: asked.query }),
    ...(sort && { sortBy: sort.propertyName, descending: sort.direction === 'DESCENDING' }),
  });
  const next = offset + asked.pageLength;
  const hasMore = next < page.total;
  const results = page.results.map((record) => ({ objectId: Number(record.id), properties: pick(record, asked.properties) }));
  return { data: { results, total: page.total, hasMore, ...(hasMore && { after: String(next) }) } };
}

/** Answers a data hook of an extension as HubSpot's page does; a fault of the question is an `error` in the answer. */
export function answerCrmQuestion(core: SandboxCore, body: unknown): Reply {
  const { kind, record, request } = question.parse(body);
  const crm = core.crm(shownPortal(core).portalId);
  try {
    if (kind === 'properties') return answerProperties(crm, record, request);
    if (kind === 'associations') return answerAssociations(crm, record, request);
    if (kind === 'search') return answerSearch(crm, request);
    return { data: (request as { propertiesList?: unknown }).propertiesList ?? [] };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
