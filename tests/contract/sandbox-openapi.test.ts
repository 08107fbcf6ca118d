import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadHubspotOpenapi, openapiFolder, openapiSkipReason } from '../support/hubspot-openapi.ts';
import type { OpenapiCheck } from '../support/hubspot-openapi.ts';
import { buildInstalledSandbox } from '../support/sandbox.ts';
import type { InstalledSandbox } from '../support/sandbox.ts';

const objects = '/crm/objects/2026-09';
const properties = '/crm/properties/2026-09/companies';
const associations = '/crm/associations/2026-09';
let sandbox: InstalledSandbox;
let check: OpenapiCheck;

const faultsOf = (): string[] => sandbox.ledger.entries().flatMap((entry) => check(entry));

describe.skipIf(!openapiFolder)(`the sandbox against HubSpot's OpenAPI files${openapiFolder ? '' : ` (${openapiSkipReason})`}`, () => {
  beforeAll(async () => {
    check = loadHubspotOpenapi(openapiFolder ?? '');
    sandbox = await buildInstalledSandbox({ keepBodies: true, limits: { general: 1_000, search: 1_000 } });
    const { store } = sandbox;
    const company = store.insert('companies', { id: '1', properties: { name: 'Um', domain: 'um.example' } });
    store.insert('companies', { id: '2', properties: { name: 'Dois' } });
    const contact = store.insert('contacts', { id: '3', properties: { email: 'ana@um.example' } });
    const submission = store.insert('feedback_submissions', { id: '4', properties: { hs_value: '9', hs_content: null } });
    store.insert('tickets', { id: '5', properties: { subject: 'Só' } });
    store.insert('deals', { id: '6', properties: { dealname: 'Um' } });
    store.associate('contacts', contact.id, 'companies', company.id, true);
    store.associate('feedback_submissions', submission.id, 'contacts', contact.id);
  });
  afterAll(() => sandbox.close());

  test('reads', async () => {
    for (const type of ['companies', 'contacts', 'deals', 'tickets', 'feedback_submissions', 'line_items', 'notes', 'tasks']) {
      await sandbox.call('GET', `${objects}/${type}?limit=1&archived=false`);
      await sandbox.call('POST', `${objects}/${type}/search`, { filterGroups: [{ filters: [{ propertyName: 'hs_object_id', operator: 'GT', value: '0' }] }], sorts: ['hs_object_id'], properties: [], limit: 1, after: '0' });
      await sandbox.call('POST', `${objects}/${type}/batch/read`, { inputs: [{ id: '1' }, { id: '404' }], properties: [], propertiesWithHistory: [] });
    }
    await sandbox.call('GET', `${objects}/contacts/3?associations=companies&properties=email`);
    await sandbox.call('GET', `${objects}/feedback_submissions?associations=contacts&associations=companies`);
    await sandbox.call('POST', `${associations}/contacts/companies/batch/read`, { inputs: [{ id: '3' }, { id: '404' }] });
    await sandbox.call('GET', '/crm/owners/2026-09?limit=1');
    await sandbox.call('GET', '/crm/owners/2026-09/701');
    await sandbox.call('GET', '/crm/pipelines/2026-09/deals');
    await sandbox.call('GET', '/crm/pipelines/2026-09/tickets');
    await sandbox.call('GET', '/account-info/2026-09/details');
    expect(sandbox.ledger.entries().filter(({ status }) => status >= 400)).toEqual([]);
    expect(faultsOf()).toEqual([]);
  });

  test('writes', async () => {
    sandbox.ledger.clear();
    await sandbox.call('POST', `${objects}/companies`, { properties: { name: 'Três' }, associations: [] });
    await sandbox.call('PATCH', `${objects}/companies/1`, { properties: { city: 'Recife' } });
    await sandbox.call('POST', `${objects}/companies/batch/create`, { inputs: [{ properties: { name: 'Quatro' }, associations: [], objectWriteTraceId: 'a' }] });
    await sandbox.call('POST', `${objects}/companies/batch/update`, { inputs: [{ id: '1', properties: { city: 'Natal' }, objectWriteTraceId: 'a' }, { id: '404', properties: {}, objectWriteTraceId: 'b' }] });
    await sandbox.call('POST', `${objects}/contacts/batch/upsert`, { inputs: [{ id: 'eva@um.example', idProperty: 'email', properties: { firstname: 'Eva' } }] });
    await sandbox.call('POST', `${associations}/contacts/companies/batch/create`, { inputs: [{ from: { id: '3' }, to: { id: '2' }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 279 }] }] });
    await sandbox.call('POST', `${associations}/contacts/companies/batch/associate/default`, { inputs: [{ from: { id: '3' }, to: { id: '2' } }] });
    await sandbox.call('POST', `${associations}/contacts/companies/batch/archive`, { inputs: [{ from: { id: '3' }, to: [{ id: '2' }] }] });
    await sandbox.call('PUT', `${objects}/contacts/3/associations/default/companies/2`);
    await sandbox.call('PUT', `${objects}/contacts/3/associations/companies/2`, [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 1 }]);
    await sandbox.call('DELETE', `${objects}/companies/2`);
    expect(sandbox.ledger.entries().filter(({ status }) => status >= 400)).toEqual([]);
    expect(faultsOf()).toEqual([]);
  });

  test('line items, notes and tasks, written with their associations', async () => {
    sandbox.ledger.clear();
    const due = '2026-12-01T12:00:00.000Z';
    const onDeal = (associationTypeId: number) => [{ to: { id: '6' }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }] }];
    const inputs = [
      { type: 'line_items', associations: onDeal(20), properties: { name: 'Licença', quantity: '3', price: '240' } },
      { type: 'notes', associations: onDeal(214), properties: { hs_timestamp: due, hs_note_body: '<p>Prometido</p>' } },
      { type: 'tasks', associations: onDeal(216), properties: { hs_timestamp: due, hs_task_subject: 'Ligar', hs_task_status: 'NOT_STARTED' } },
    ];
    for (const { type, properties, associations: links } of inputs) {
      const { body } = await sandbox.call('POST', `${objects}/${type}`, { properties, associations: links });
      await sandbox.call('PATCH', `${objects}/${type}/${body.id}`, { properties });
      await sandbox.call('GET', `${objects}/${type}/${body.id}?associations=deals`);
      const made = await sandbox.call('POST', `${objects}/${type}/batch/create`, { inputs: [{ properties, associations: links, objectWriteTraceId: 'a' }, { properties: { ...properties, hubspot_owner_id: '' }, associations: [], objectWriteTraceId: 'b' }] });
      const ids = made.body.results.map((record: { id: string }) => record.id);
      await sandbox.call('POST', `${objects}/${type}/batch/update`, { inputs: [{ id: ids[0], properties, objectWriteTraceId: 'a' }, { id: '404', properties: {}, objectWriteTraceId: 'b' }] });
      await sandbox.call('POST', `${associations}/deals/${type}/batch/read`, { inputs: [{ id: '6' }] });
      await sandbox.call('POST', `${objects}/${type}/batch/archive`, { inputs: [{ id: ids[0] }] });
      await sandbox.call('DELETE', `${objects}/${type}/${body.id}`);
      await sandbox.call('GET', `/crm/properties/2026-09/${type}`);
    }
    await sandbox.call('GET', `${objects}/deals/6?associations=line_items`);
    expect(sandbox.ledger.entries().filter(({ status }) => status >= 400)).toEqual([]);
    expect(faultsOf()).toEqual([]);
  });

  test('definitions', async () => {
    sandbox.ledger.clear();
    const score = { name: 'baton_health_score', label: 'Score', type: 'number', fieldType: 'number', groupName: 'baton' };
    await sandbox.call('POST', `${properties}/groups`, { name: 'baton', label: 'Baton' });
    await sandbox.call('POST', properties, score);
    await sandbox.call('POST', `${properties}/batch/create`, { inputs: [score, { ...score, name: 'baton_nps' }] });
    await sandbox.call('POST', `${properties}/batch/read`, { archived: false, dataSensitivity: 'non_sensitive', inputs: [{ name: 'baton_nps' }, { name: 'nothing' }] });
    await sandbox.call('PATCH', `${properties}/baton_nps`, { label: 'NPS' });
    await sandbox.call('PATCH', `${properties}/groups/baton`, { label: 'Baton CS' });
    await sandbox.call('GET', properties);
    await sandbox.call('GET', `${properties}/baton_nps`);
    await sandbox.call('GET', `${properties}/groups`);
    await sandbox.call('DELETE', `${properties}/baton_nps`);
    expect(sandbox.ledger.entries().filter(({ status }) => status >= 400)).toEqual([]);
    expect(faultsOf()).toEqual([]);
  });

  test('refusals: not found, invalid, conflict, missing scope, expired, too many', async () => {
    sandbox.ledger.clear();
    const statuses = [
      await sandbox.call('GET', `${objects}/companies/404`),
      await sandbox.call('PATCH', `${objects}/companies/1`, { properties: { nmae: 'x' } }),
      await sandbox.call('POST', `${properties}/groups`, { name: 'baton', label: 'Baton' }),
      await sandbox.call('POST', '/crm/properties/2026-09/deals/groups', { name: 'baton', label: 'Baton' }),
      await sandbox.call('GET', `${objects}/companies`, undefined, 'nonsense'),
    ].map(({ status }) => status);
    expect(statuses).toEqual([404, 400, 409, 403, 401]);
    expect(faultsOf()).toEqual([]);
  });

  test('and the check does find what does not conform', () => {
    const call = { method: 'POST', path: `${objects}/companies/batch/update?colour=red`, status: 200, request: { inputs: [{ id: 1, properties: {} }] }, response: { results: [], extra: 1 } };
    expect(check(call).length).toBeGreaterThanOrEqual(4);
    expect(check({ ...call, method: 'POST', path: `${objects}/feedback_submissions` })).toEqual([expect.stringContaining('no such operation')]);
  });
});
