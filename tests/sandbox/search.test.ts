import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildInstalledSandbox } from '../support/sandbox.ts';
import type { InstalledSandbox, Loose } from '../support/sandbox.ts';

const path = '/crm/objects/2026-09/companies/search';
let sandbox: InstalledSandbox;

beforeEach(async () => {
  sandbox = await buildInstalledSandbox({ limits: { search: 1_000 } });
});
afterEach(() => sandbox.close());

interface Filter { propertyName: string; operator: string; value?: string; values?: string[]; highValue?: string }

function body(filters: Filter[], extra: object = {}): object {
  return { filterGroups: filters.length > 0 ? [{ filters }] : [], sorts: [], properties: ['name'], limit: 200, after: '0', ...extra };
}

async function namesOf(filters: Filter[], extra: object = {}): Promise<string[]> {
  const answer = await sandbox.call('POST', path, body(filters, extra));
  return answer.body.results.map((company: Loose) => company.properties.name);
}

describe('filters', () => {
  beforeEach(() => {
    sandbox.store.insert('companies', { properties: { name: 'Alfa', city: 'Recife', numberofemployees: '9' }, updatedAt: '2026-01-01T00:00:00.000Z' });
    sandbox.store.insert('companies', { properties: { name: 'Beta', city: 'Natal', numberofemployees: '10' }, updatedAt: '2026-01-02T00:00:00.000Z' });
    sandbox.store.insert('companies', { properties: { name: 'Gama Sul', numberofemployees: '100' }, updatedAt: '2026-01-03T00:00:00.000Z' });
  });

  test.each<[string, Filter, string[]]>([
    ['EQ on text ignores case', { propertyName: 'city', operator: 'EQ', value: 'RECIFE' }, ['Alfa']],
    ['NEQ leaves out records without a value', { propertyName: 'city', operator: 'NEQ', value: 'Recife' }, ['Beta']],
    ['numbers compare as numbers', { propertyName: 'numberofemployees', operator: 'GTE', value: '10' }, ['Beta', 'Gama Sul']],
    ['BETWEEN holds both ends', { propertyName: 'numberofemployees', operator: 'BETWEEN', value: '9', highValue: '10' }, ['Alfa', 'Beta']],
    ['IN wants lower case', { propertyName: 'city', operator: 'IN', values: ['recife', 'Natal'] }, ['Alfa']],
    ['NOT_HAS_PROPERTY', { propertyName: 'city', operator: 'NOT_HAS_PROPERTY' }, ['Gama Sul']],
    ['a word of the name', { propertyName: 'name', operator: 'CONTAINS_TOKEN', value: 'sul' }, ['Gama Sul']],
    ['an instant as epoch milliseconds', { propertyName: 'hs_lastmodifieddate', operator: 'GT', value: String(Date.UTC(2026, 0, 2)) }, ['Gama Sul']],
  ])('%s', async (_what, filter, expected) => {
    expect(await namesOf([filter])).toEqual(expected);
  });

  test('filters of a group are AND, groups are OR', async () => {
    const groups = [
      { filters: [{ propertyName: 'city', operator: 'EQ', value: 'recife' }, { propertyName: 'name', operator: 'EQ', value: 'beta' }] },
      { filters: [{ propertyName: 'name', operator: 'EQ', value: 'gama sul' }] },
    ];
    expect(await namesOf([], { filterGroups: groups })).toEqual(['Gama Sul']);
  });

  test('sorts by one property, either way', async () => {
    expect(await namesOf([], { sorts: ['-hs_lastmodifieddate'] })).toEqual(['Gama Sul', 'Beta', 'Alfa']);
    expect(await namesOf([], { sorts: [{ propertyName: 'numberofemployees', direction: 'ASCENDING' }] })).toEqual(['Alfa', 'Beta', 'Gama Sul']);
  });
});

describe('limits', () => {
  test('pages of 200 up to 10,000 results, then 400', async () => {
    for (let index = 0; index < 10_050; index += 1) sandbox.store.insert('companies', { properties: { name: String(index) } });
    const last = await sandbox.call('POST', path, body([], { after: '9800' }));
    expect(last.body).toMatchObject({ total: 10_050, paging: { next: { after: '10000' } } });
    expect((await sandbox.call('POST', path, body([], { after: '10000' }))).status).toBe(400);
    expect((await sandbox.call('POST', path, body([], { limit: 201 }))).status).toBe(400);
  });

  test.each([
    ['7 filters in a group', [{ filters: Array.from({ length: 7 }, () => ({ propertyName: 'name', operator: 'HAS_PROPERTY' })) }]],
    ['6 groups', Array.from({ length: 6 }, () => ({ filters: [{ propertyName: 'name', operator: 'HAS_PROPERTY' }] }))],
    ['an unknown property', [{ filters: [{ propertyName: 'nmae', operator: 'HAS_PROPERTY' }] }]],
    ['an unknown operator', [{ filters: [{ propertyName: 'name', operator: 'LIKE', value: 'x' }] }]],
  ])('refuses %s', async (_what, filterGroups) => {
    expect((await sandbox.call('POST', path, body([], { filterGroups }))).status).toBe(400);
  });
});

test('the index lags: a new record is not found, a changed one is found as it was', async () => {
  sandbox.settings.indexDelayMs = 5_000;
  const old = sandbox.store.insert('companies', { properties: { name: 'Antes' } });
  sandbox.store.update('companies', old.id, { name: 'Depois' });
  sandbox.store.create('companies', { name: 'Nova' });
  expect(await namesOf([])).toEqual(['Antes']);
  sandbox.clock.move(5_001);
  expect(await namesOf([])).toEqual(['Depois', 'Nova']);
});
