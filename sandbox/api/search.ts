import { z } from 'zod';
import { searchRecords } from '../crm/search.ts';
import { badRequest } from '../errors.ts';
import { bodyAs } from './endpoint.ts';
import type { ApiRoute } from './endpoint.ts';
import { readScopes, shown, typeOf, wantedProperties } from './records.ts';
import type { UnknownProperties } from './records.ts';

// Documented limits: 200 a page, 10,000 results, a body of 3,000 characters, 5 groups of 6 filters, 18 in all.
const limits = { page: 200, results: 10_000, body: 3_000, groups: 5, filters: 6, allFilters: 18 };

const Filter = z.strictObject({
  propertyName: z.string(),
  operator: z.string(),
  value: z.string().optional(),
  values: z.array(z.string()).optional(),
  highValue: z.string().optional(),
});
const Sort = z.union([
  z.string(),
  z.strictObject({ propertyName: z.string(), direction: z.enum(['ASCENDING', 'DESCENDING']).optional() }),
]);
const SearchBody = z.strictObject({
  filterGroups: z.array(z.strictObject({ filters: z.array(Filter) })).default([]),
  sorts: z.array(Sort).default([]),
  properties: z.array(z.string()).default([]),
  limit: z.number().int().min(1).max(limits.page).default(10),
  after: z.union([z.string().regex(/^\d*$/), z.number().int()]).default('0'),
  query: z.string().max(3_000).optional(),
});

function sortOf(sorts: z.infer<typeof SearchBody>['sorts']): { property: string; descending: boolean } | undefined {
  if (sorts.length > 1) throw badRequest('Only one sort is supported');
  const sort = sorts[0];
  if (sort === undefined) return undefined;
  if (typeof sort === 'string') return { property: sort.replace(/^-/, ''), descending: sort.startsWith('-') };
  return { property: sort.propertyName, descending: sort.direction === 'DESCENDING' };
}

function checkLimits(body: z.infer<typeof SearchBody>): void {
  const counts = body.filterGroups.map((group) => group.filters.length);
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (JSON.stringify(body).length > limits.body) throw badRequest(`The search body exceeds ${limits.body} characters`);
  if (counts.length > limits.groups) throw badRequest(`There were ${counts.length} filterGroups, the maximum is ${limits.groups}`);
  if (counts.some((count) => count > limits.filters)) throw badRequest(`A filterGroup may hold ${limits.filters} filters`);
  if (all > limits.allFilters) throw badRequest(`There were ${all} filters, the maximum is ${limits.allFilters}`);
}

/** Search over the delayed index. `delayMs` may change while the sandbox runs. */
export function searchRoutes(unknown: UnknownProperties, delayMs: () => number): ApiRoute[] {
  return [
    {
      method: 'POST', path: '/crm/objects/2026-09/:objectType/search', scopes: readScopes, policy: 'search',
      handle({ portal, store, params, body, now }) {
        const type = typeOf(params['objectType']);
        const search = bodyAs(SearchBody, body);
        checkLimits(search);
        const sortBy = sortOf(search.sorts);
        if (sortBy && !store.definition(type, sortBy.property)) throw badRequest(`Cannot sort by unknown property ${sortBy.property}`);
        const offset = Number(search.after);
        if (offset + search.limit > limits.results) {
          throw badRequest(`There was a problem with the request: paging past ${limits.results} results is not possible`);
        }
        const names = wantedProperties(store, type, search.properties, unknown);
        const found = searchRecords(
          store.table(type).order,
          { filterGroups: search.filterGroups, query: search.query, sortBy },
          (name) => store.definition(type, name),
          { nowMs: now.getTime(), delayMs: delayMs() },
        );
        const end = offset + search.limit;
        const results = found.slice(offset, end).map((record) => shown(portal, type, record, names));
        return {
          status: 200,
          body: { total: found.length, results, ...(end < found.length ? { paging: { next: { after: String(end) } } } : {}) },
        };
      },
    },
  ];
}
