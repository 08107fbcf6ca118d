import { expect, it } from 'vitest';
import { termOf } from '../../bench/call-terms.ts';

it.each([
  ['GET', '/crm/objects/2026-09/companies?limit=100&after=200', 'list companies'],
  ['POST', '/crm/objects/2026-09/companies/batch/update', 'write scores'],
  ['POST', '/crm/objects/2026-09/tickets/search', 'search tickets'],
  ['POST', '/crm/associations/2026-09/deals/companies/batch/read', 'associations deals to companies'],
  ['GET', '/crm/owners/2026-09?limit=100', 'list owners'],
  ['POST', '/oauth/2026-09/token', 'POST /oauth/token'],
  ['GET', '/crm/properties/2026-09/companies/groups', 'GET /crm/properties/companies/groups'],
])('%s %s counts as "%s"', (method, path, term) => {
  expect(termOf({ method, path })).toBe(term);
});
