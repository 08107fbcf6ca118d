import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildInstalledSandbox } from '../support/sandbox.ts';
import type { InstalledSandbox, Loose } from '../support/sandbox.ts';

const companies = '/crm/objects/2026-09/companies';
const contacts = '/crm/objects/2026-09/contacts';
let sandbox: InstalledSandbox;

beforeAll(async () => {
  sandbox = await buildInstalledSandbox();
});
afterAll(() => sandbox.close());

describe('list', () => {
  test('pages by a cursor until there is no next, 100 at most', async () => {
    for (let index = 0; index < 5; index += 1) sandbox.store.insert('deals', { properties: { dealname: `Deal ${index}` } });
    const first = await sandbox.call('GET', '/crm/objects/2026-09/deals?limit=3&properties=dealname');
    expect(first.body.results.map((deal: Loose) => deal.properties.dealname)).toEqual(['Deal 0', 'Deal 1', 'Deal 2']);
    const second = await sandbox.call('GET', `/crm/objects/2026-09/deals?limit=3&properties=dealname&after=${first.body.paging.next.after}`);
    expect(second.body.results.map((deal: Loose) => deal.properties.dealname)).toEqual(['Deal 3', 'Deal 4']);
    expect(second.body.paging).toBeUndefined();
    expect((await sandbox.call('GET', '/crm/objects/2026-09/deals?limit=101')).status).toBe(400);
  });

  test('gives contacts lastmodifieddate and other objects hs_lastmodifieddate', async () => {
    sandbox.store.insert('contacts', { properties: { email: 'bia@um.example' }, createdAt: '2026-01-02T03:04:05.678Z' });
    const [contact] = (await sandbox.call('GET', contacts)).body.results;
    expect(contact.properties).toMatchObject({ email: 'bia@um.example', lastmodifieddate: '2026-01-02T03:04:05.678Z', hs_object_id: contact.id });
    const [deal] = (await sandbox.call('GET', '/crm/objects/2026-09/deals')).body.results;
    expect(deal.properties).toHaveProperty('hs_lastmodifieddate');
  });

  test('inlines associations: the primary company under both of its names', async () => {
    const company = sandbox.store.insert('companies', { properties: { name: 'Um' } });
    const other = sandbox.store.insert('companies', { properties: { name: 'Dois' } });
    const contact = sandbox.store.insert('contacts', { properties: { email: 'caio@um.example' } });
    sandbox.store.associate('contacts', contact.id, 'companies', company.id, true);
    sandbox.store.associate('contacts', contact.id, 'companies', other.id);
    const { body } = await sandbox.call('GET', `${contacts}/${contact.id}?associations=companies&properties=associatedcompanyid`);
    expect(body.associations.companies.results).toEqual([
      { id: company.id, type: 'contact_to_company' },
      { id: company.id, type: 'contact_to_company_unlabeled' },
      { id: other.id, type: 'contact_to_company_unlabeled' },
    ]);
    expect(body.properties.associatedcompanyid).toBe(company.id);
  });
});

describe('write', () => {
  test('PATCH changes the value and the modified date; unknown, read-only and ill-typed values are all named', async () => {
    const { id } = sandbox.store.insert('companies', { properties: { name: 'Três' }, createdAt: '2025-01-01T00:00:00.000Z' });
    const changed = await sandbox.call('PATCH', `${companies}/${id}`, { properties: { numberofemployees: '12', city: '' } });
    expect(changed.body.properties).toMatchObject({ numberofemployees: '12', city: null });
    expect(changed.body.updatedAt > '2025-01-01T00:00:00.000Z').toBe(true);
    const refused = await sandbox.call('PATCH', `${companies}/${id}`, { properties: { nmae: 'x', numberofemployees: 'many', hs_object_id: '1' } });
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({ status: 'error', category: 'VALIDATION_ERROR', correlationId: expect.any(String) });
    expect(refused.body.errors.map((error: Loose) => error.code)).toEqual(['PROPERTY_DOESNT_EXIST', 'INVALID_NUMBER', 'READ_ONLY_VALUE']);
  });

  test('a second contact with the same e-mail is a conflict', async () => {
    const { id } = sandbox.store.insert('contacts', { properties: { email: 'duda@um.example' } });
    const second = await sandbox.call('POST', contacts, { properties: { email: 'Duda@um.example' }, associations: [] });
    expect([second.status, second.body.category]).toEqual([409, 'CONFLICT']);
    expect(second.body.message).toContain(id);
  });

  test('feedback submissions cannot be written', async () => {
    expect((await sandbox.call('POST', '/crm/objects/2026-09/feedback_submissions', { properties: {}, associations: [] })).status).toBe(405);
  });

  test('an archived record leaves the list and is found with archived=true', async () => {
    const { id } = sandbox.store.insert('companies', { properties: { name: 'Quatro' } });
    expect((await sandbox.call('DELETE', `${companies}/${id}`)).status).toBe(204);
    expect((await sandbox.call('GET', `${companies}/${id}`)).status).toBe(404);
    expect((await sandbox.call('GET', `${companies}/${id}?archived=true`)).body.archived).toBe(true);
  });
});

describe('batch', () => {
  test('update with trace ids passes the good ones and reports the others in a 207', async () => {
    const { id } = sandbox.store.insert('companies', { properties: { name: 'Cinco' } });
    const answer = await sandbox.call('POST', `${companies}/batch/update`, {
      inputs: [
        { id, properties: { city: 'Recife' }, objectWriteTraceId: 'a' },
        { id: '404', properties: { city: 'Recife' }, objectWriteTraceId: 'b' },
      ],
    });
    expect(answer.status).toBe(207);
    expect(answer.body.results).toMatchObject([{ id, objectWriteTraceId: 'a' }]);
    expect(answer.body.errors).toMatchObject([{ category: 'OBJECT_NOT_FOUND', context: { objectWriteTraceId: ['b'] } }]);
    expect(answer.body.numErrors).toBe(1);
  });

  test('update without trace ids writes nothing when one input is wrong', async () => {
    const { id } = sandbox.store.insert('companies', { properties: { name: 'Seis', city: 'Natal' } });
    const answer = await sandbox.call('POST', `${companies}/batch/update`, {
      inputs: [{ id, properties: { city: 'Recife' } }, { id: '404', properties: { city: 'Recife' } }],
    });
    expect(answer.status).toBe(404);
    expect(sandbox.store.get('companies', id)?.properties['city']).toBe('Natal');
  });

  test('refuses 101 inputs and the same id twice', async () => {
    const inputs = Array.from({ length: 101 }, (_, index) => ({ id: String(index), properties: {} }));
    expect((await sandbox.call('POST', `${companies}/batch/update`, { inputs })).status).toBe(400);
    const twice = [{ id: '1', properties: {} }, { id: '1', properties: {} }];
    expect((await sandbox.call('POST', `${companies}/batch/update`, { inputs: twice })).body.message).toContain('Duplicate IDs');
  });

  test('read tells which ids it could not find', async () => {
    const { id } = sandbox.store.insert('companies', { properties: { name: 'Sete' } });
    const answer = await sandbox.call('POST', `${companies}/batch/read`, { properties: ['name'], propertiesWithHistory: [], inputs: [{ id }, { id: '404' }] });
    expect(answer.status).toBe(207);
    expect(answer.body.errors[0].context.ids).toEqual(['404']);
  });

  test('upsert by e-mail creates once and updates after', async () => {
    const upsert = (firstname: string) => sandbox.call('POST', `${contacts}/batch/upsert`, {
      inputs: [{ id: 'eva@um.example', idProperty: 'email', properties: { firstname } }],
    });
    expect((await upsert('Eva')).body.results[0]).toMatchObject({ new: true, properties: { firstname: 'Eva' } });
    expect((await upsert('Evandra')).body.results[0]).toMatchObject({ new: false, properties: { firstname: 'Evandra' } });
  });
});

describe('strictness', () => {
  test.each([
    ['GET', '/crm/objects/v3/companies', undefined, 404],
    ['PUT', '/crm/objects/2026-09/companies', {}, 405],
    ['GET', '/crm/objects/2026-09/companies?pageSize=3', undefined, 400],
    ['GET', '/crm/objects/2026-09/companies?properties=nmae', undefined, 400],
    ['POST', '/crm/objects/2026-09/companies', { properties: {}, associations: [], colour: 'red' }, 400],
  ])('%s %s is refused and recorded as a violation', async (method, path, body, status) => {
    sandbox.ledger.clear();
    expect((await sandbox.call(method, path, body)).status).toBe(status);
    expect(sandbox.ledger.summary().violations).toHaveLength(1);
  });
});
