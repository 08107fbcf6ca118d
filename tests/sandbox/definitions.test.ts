import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildInstalledSandbox, buildSandboxUser } from '../support/sandbox.ts';
import type { InstalledSandbox, Loose } from '../support/sandbox.ts';

const base = '/crm/properties/2026-09/companies';
const group = { name: 'baton', label: 'Baton' };
const score = { name: 'baton_health_score', label: 'Health score', type: 'number', fieldType: 'number', groupName: 'baton' };
let sandbox: InstalledSandbox;

beforeAll(async () => {
  sandbox = await buildInstalledSandbox();
});
afterAll(() => sandbox.close());

describe('property groups and properties', () => {
  test('a group is created once, then 409', async () => {
    expect((await sandbox.call('POST', `${base}/groups`, group)).status).toBe(201);
    const again = await sandbox.call('POST', `${base}/groups`, group);
    expect([again.status, again.body.category]).toEqual([409, 'OBJECT_ALREADY_EXISTS']);
    expect((await sandbox.call('GET', `${base}/groups`)).body.results).toContainEqual(expect.objectContaining(group));
  });

  test('a batch creates what is new and reports what exists', async () => {
    const band = {
      name: 'baton_health_band', label: 'Band', type: 'enumeration', fieldType: 'select', groupName: 'baton',
      options: [{ label: 'Healthy', value: 'healthy', displayOrder: 0, hidden: false }],
    };
    expect((await sandbox.call('POST', `${base}/batch/create`, { inputs: [score] })).status).toBe(200);
    const second = await sandbox.call('POST', `${base}/batch/create`, { inputs: [score, band] });
    expect(second.status).toBe(207);
    expect(second.body.results.map((one: Loose) => one.name)).toEqual(['baton_health_band']);
    expect(second.body.errors[0].category).toBe('OBJECT_ALREADY_EXISTS');
    const listed = (await sandbox.call('GET', base)).body.results.find((one: Loose) => one.name === 'baton_health_score');
    expect(listed).toMatchObject({ hubspotDefined: false, type: 'number', modificationMetadata: { readOnlyValue: false } });
  });

  test('values of a new property are checked by its type and options', async () => {
    const { id } = sandbox.store.insert('companies', { properties: { name: 'Um' } });
    const patch = (properties: object) => sandbox.call('PATCH', `/crm/objects/2026-09/companies/${id}`, { properties });
    expect((await patch({ baton_health_score: '71', baton_health_band: 'healthy' })).status).toBe(200);
    expect((await patch({ baton_health_band: 'great' })).body.errors[0].code).toBe('INVALID_OPTION');
  });

  test('a list of owners takes the id of an owner, no other', async () => {
    const owner = { ...score, name: 'baton_owner', type: 'enumeration', fieldType: 'select', externalOptions: true, referencedObjectType: 'OWNER' };
    expect((await sandbox.call('POST', base, owner)).body).toMatchObject({ externalOptions: true, referencedObjectType: 'OWNER', options: [] });
    const { id } = sandbox.store.insert('companies', { properties: { name: 'Um' } });
    const patch = (baton_owner: string) => sandbox.call('PATCH', `/crm/objects/2026-09/companies/${id}`, { properties: { baton_owner } });
    expect((await patch('701')).body.properties.baton_owner).toBe('701');
    expect((await patch('9001')).body.errors[0].code).toBe('INVALID_OWNER_ID');
    expect((await patch('')).body.properties.baton_owner).toBeNull();
    for (const wrong of [{ referencedObjectType: undefined }, { externalOptions: false }, { type: 'string', fieldType: 'text' }, { referencedObjectType: 'CONTACT' }]) {
      expect((await sandbox.call('POST', base, { ...owner, name: 'x3', ...wrong })).status).toBe(400);
    }
  });

  test('a date is a day: at midnight UTC, or as its name', async () => {
    await sandbox.call('POST', base, { ...score, name: 'baton_day', type: 'date', fieldType: 'date' });
    const { id } = sandbox.store.insert('companies', { properties: { name: 'Um' } });
    const patch = (baton_day: string) => sandbox.call('PATCH', `/crm/objects/2026-09/companies/${id}`, { properties: { baton_day } });
    for (const good of ['2026-11-30', '2026-11-30T00:00:00.000Z', String(Date.UTC(2026, 10, 30))]) expect((await patch(good)).body.properties.baton_day).toBe('2026-11-30');
    for (const bad of ['2026-11-30T03:00:00.000Z', String(Date.UTC(2026, 10, 30, 3)), '30/11/2026', '2026-11-31']) expect((await patch(bad)).body.errors[0].code).toBe('INVALID_DATE');
  });

  test('an enumeration without options, an unknown group and a change of HubSpot\'s own are refused', async () => {
    expect((await sandbox.call('POST', base, { ...score, name: 'x1', type: 'enumeration', fieldType: 'select' })).status).toBe(400);
    expect((await sandbox.call('POST', base, { ...score, name: 'x2', groupName: 'nowhere' })).status).toBe(400);
    expect((await sandbox.call('PATCH', `${base}/name`, { label: 'Nome' })).status).toBe(400);
    expect((await sandbox.call('PATCH', `${base}/baton_health_score`, { label: 'Saúde' })).body.label).toBe('Saúde');
  });

  test('without the schema scope it is 403', async () => {
    expect((await sandbox.call('POST', '/crm/properties/2026-09/deals', score)).body.category).toBe('MISSING_SCOPES');
  });
});

describe('owners', () => {
  test('have ids that are not user ids, and page by after', async () => {
    sandbox.world.portal(101)?.users.push(buildSandboxUser({ id: 9002, ownerId: '702', email: 'beto@agencia.example' }));
    const first = await sandbox.call('GET', '/crm/owners/2026-09?limit=1');
    expect(first.body.results).toMatchObject([{ id: '701', userId: 9001, type: 'PERSON' }]);
    const second = await sandbox.call('GET', `/crm/owners/2026-09?limit=1&after=${first.body.paging.next.after}`);
    expect(second.body.results).toMatchObject([{ id: '702' }]);
    expect(second.body.paging).toBeUndefined();
    expect((await sandbox.call('GET', '/crm/owners/2026-09?limit=501')).status).toBe(400);
    expect((await sandbox.call('GET', '/crm/owners/2026-09/9002?idProperty=userId')).body.id).toBe('702');
  });
});

describe('associations', () => {
  const read = (from: string, to: string, ids: string[]) =>
    sandbox.call('POST', `/crm/associations/2026-09/${from}/${to}/batch/read`, { inputs: ids.map((id) => ({ id })) });

  test('are read with directional type ids; records without any are reported in a 207', async () => {
    const company = sandbox.store.insert('companies', { properties: { name: 'Um' } });
    const lonely = sandbox.store.insert('tickets', { properties: { subject: 'Só' } });
    const ticket = sandbox.store.insert('tickets', { properties: { subject: 'Com' } });
    sandbox.store.associate('tickets', ticket.id, 'companies', company.id, true);
    const answer = await read('tickets', 'companies', [ticket.id, lonely.id]);
    expect(answer.status).toBe(207);
    expect(answer.body.results).toEqual([{
      from: { id: ticket.id },
      to: [{
        toObjectId: company.id,
        associationTypes: [
          { category: 'HUBSPOT_DEFINED', typeId: 26, label: 'Primary' }, { category: 'HUBSPOT_DEFINED', typeId: 339, label: null },
        ],
      }],
    }]);
    expect(answer.body.errors[0].subCategory).toBe('crm.associations.NO_ASSOCIATIONS_FOUND');
    expect((await read('companies', 'tickets', [company.id])).body.results[0].to[0].associationTypes.map((one: Loose) => one.typeId)).toEqual([25, 340]);
  });

  test('take 1,000 ids, not 1,001', async () => {
    const ids = Array.from({ length: 1_001 }, (_, index) => String(index));
    expect((await read('tickets', 'companies', ids)).status).toBe(400);
    expect((await read('tickets', 'companies', ids.slice(1))).status).toBe(207);
  });

  test('a type id of the other direction is refused; a new primary company replaces the old one', async () => {
    const [one, two] = ['Um', 'Dois'].map((name) => sandbox.store.insert('companies', { properties: { name } }).id);
    const contact = sandbox.store.insert('contacts', { properties: { email: 'gil@um.example' } });
    const put = (id: string | undefined, associationTypeId: number) =>
      sandbox.call('PUT', `/crm/objects/2026-09/contacts/${contact.id}/associations/companies/${id}`, [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }]);
    expect((await put(one, 280)).status).toBe(400);
    await put(one, 1);
    await put(two, 1);
    expect(sandbox.store.associated('contacts', contact.id, 'companies').map(({ id, primary }) => [id, primary])).toEqual([[one, false], [two, true]]);
    expect(sandbox.store.get('contacts', contact.id)?.properties['associatedcompanyid']).toBe(two);
  });
});
