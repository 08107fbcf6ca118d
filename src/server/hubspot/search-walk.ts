import type { HubspotRecord } from './answers.ts';
import { SEARCH_CEILING, SEARCH_PAGE_SIZE, type SearchFilter } from './api.ts';

/** Where a walk over all records modified since an instant stands. */
export interface SearchWalk {
  /** Epoch ms: records modified then or later. */
  from: number;
  /** Paging among records of one instant; HubSpot ends it at 10,000 results. */
  after: string;
  /** Set when more than 10,000 records carry one and the same instant: then ids lead, not time. */
  idAbove: string | undefined;
}

/** @param from epoch ms. */
export function beginWalk(from: number): SearchWalk {
  return { from, after: '0', idAbove: undefined };
}

/** Filters and sort of the walk's next search. */
export function walkQuery(walk: SearchWalk, modifiedProperty: string): { filters: SearchFilter[]; sort: string; after: string } {
  const since: SearchFilter = { propertyName: modifiedProperty, operator: 'GTE', value: String(walk.from) };
  if (walk.idAbove === undefined) return { filters: [since], sort: modifiedProperty, after: walk.after };
  const above: SearchFilter = { propertyName: 'hs_object_id', operator: 'GT', value: walk.idAbove };
  return { filters: [since, above], sort: 'hs_object_id', after: '0' };
}

/**
 * The step after a page; undefined at the end. Each search starts afresh at the last instant seen, because a record that is
 * modified meanwhile moves to the end, and paging by offset would skip the one that takes its place. Records of that
 * instant are read twice; only where they fill a whole page does paging go on by offset.
 * @param next paging.next.after of the page, undefined on the last one.
 */
export function nextStep(walk: SearchWalk, page: readonly HubspotRecord[], next: string | undefined, modifiedProperty: string): SearchWalk | undefined {
  const last = page.at(-1);
  if (next === undefined || last === undefined) return undefined;
  if (walk.idAbove !== undefined) return { ...walk, idAbove: last.id };
  const lastAt = Date.parse(last.properties[modifiedProperty] ?? last.updatedAt);
  if (lastAt > walk.from) return beginWalk(lastAt);
  return Number(next) + SEARCH_PAGE_SIZE <= SEARCH_CEILING ? { ...walk, after: next } : { ...walk, idAbove: '0' };
}
