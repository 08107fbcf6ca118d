import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildInstalledSandbox } from '../support/sandbox.ts';
import type { InstalledSandbox, Loose } from '../support/sandbox.ts';

const objects = '/crm/objects/2026-09';
const due = '2026-12-01T12:00:00.000Z';
let sandbox: InstalledSandbox;
let companyId: string;
let dealId: string;

beforeAll(async () => {
  sandbox = await buildInstalledSandbox({ limits: { general: 1_000 } });
  companyId = sandbox.store.insert('companies', { properties: { name: 'Um' } }).id;
  dealId = sandbox.store.insert('deals', { properties: { dealname: 'Contrato', dealstage: 'contractsent', amount: '720' } }).id;
});
afterAll(() => sandbox.close());

const link = (id: string, associationTypeId: number) => ({ to: { id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }] });
const create = (type: string, properties: Record<string, string>, associations: object[] = []) => sandbox.call('POST', `${objects}/${type}`, { properties, associations });

describe('a note', () => {
  test('is created with its associations in one call and is then the last activity of both records', async () => {
    const { status, body } = await create('notes', { hs_timestamp: '2026-01-05T12:00:00Z', hs_note_body: '<p>Prometido</p>' }, [link(companyId, 190), link(dealId, 214)]);
    expect([status, body.properties.hs_note_body]).toEqual([201, '<p>Prometido</p>']);
    const read = await sandbox.call('GET', `${objects}/notes/${body.id}?associations=companies,deals&properties=hs_note_body`);
    expect(read.body.associations).toEqual({
      companies: { results: [{ id: companyId, type: 'note_to_company' }] }, deals: { results: [{ id: dealId, type: 'note_to_deal' }] },
    });
    expect(sandbox.store.get('deals', dealId)?.properties).toMatchObject({ notes_last_updated: '2026-01-05T12:00:00.000Z', hs_lastactivitydate: '2026-01-05T12:00:00.000Z' });
  });

  test('needs its time, a body of at most 65,536 characters, and an owner who is one', async () => {
    const refused = await create('notes', { hs_note_body: 'x' });
    expect([refused.status, refused.body.context.properties]).toEqual([400, ['hs_timestamp']]);
    expect((await create('notes', { hs_timestamp: due, hs_note_body: 'x'.repeat(65_537) })).body.errors[0].code).toBe('PROPERTY_VALUE_TOO_LONG');
    const byUserId = await create('notes', { hs_timestamp: due, hubspot_owner_id: '9001' });
    expect(byUserId.body.errors[0]).toMatchObject({ code: 'INVALID_OWNER_ID' });
    expect((await create('notes', { hs_timestamp: due, hubspot_owner_id: '701' })).status).toBe(201);
  });

  test('is found by its words, and by the deal', async () => {
    const found = await sandbox.call('POST', `${objects}/notes/search`, { query: 'prometido', limit: 5, properties: ['hs_note_body'] });
    expect(found.body.total).toBe(1);
    const links = await sandbox.call('POST', '/crm/associations/2026-09/deals/notes/batch/read', { inputs: [{ id: dealId }] });
    expect(links.body.results[0].to).toMatchObject([{ associationTypes: [{ typeId: 213 }] }]);
  });
});

describe('a task', () => {
  test('has HubSpot\'s first state, and its day of completion once it is done', async () => {
    const { body } = await create('tasks', { hs_timestamp: due, hs_task_subject: 'Ligar' }, [link(companyId, 192)]);
    const path = `${objects}/tasks/${body.id}?properties=hs_task_status,hs_task_priority,hs_task_type,hs_task_completion_date`;
    expect((await sandbox.call('GET', path)).body.properties).toMatchObject({ hs_task_status: 'NOT_STARTED', hs_task_priority: 'NONE', hs_task_type: 'TODO', hs_task_completion_date: null });
    await sandbox.call('PATCH', `${objects}/tasks/${body.id}`, { properties: { hs_task_status: 'COMPLETED' } });
    expect((await sandbox.call('GET', path)).body.properties.hs_task_completion_date).toMatch(/^\d{4}-/);
    await sandbox.call('PATCH', `${objects}/tasks/${body.id}`, { properties: { hs_task_status: 'WAITING' } });
    expect((await sandbox.call('GET', path)).body.properties.hs_task_completion_date).toBeNull();
  });

  test.each([
    [{ hs_task_status: 'DONE' }, 'INVALID_OPTION'], [{ hs_task_priority: 'URGENT' }, 'INVALID_OPTION'], [{ hs_task_type: 'MEETING' }, 'INVALID_OPTION'],
    [{ hs_timestamp: 'tomorrow' }, 'INVALID_DATE'], [{ hs_task_completion_date: due }, 'READ_ONLY_VALUE'], [{ hs_task_title: 'x' }, 'PROPERTY_DOESNT_EXIST'],
  ])('refuses %j', async (properties, code) => {
    const refused = await create('tasks', { hs_timestamp: due, ...properties });
    expect([refused.status, refused.body.errors[0].code]).toEqual([400, code]);
  });

  test('association type ids run one way, and only to what is there', async () => {
    const before = sandbox.store.table('tasks').order.length;
    expect((await create('tasks', { hs_timestamp: due }, [link(companyId, 191)])).body.message).toContain('directional');
    expect((await create('tasks', { hs_timestamp: due }, [link('404', 192)])).status).toBe(404);
    expect(sandbox.store.table('tasks').order).toHaveLength(before);
  });

  test('a batch with trace ids makes the good ones and names the others', async () => {
    const inputs = [
      { properties: { hs_timestamp: due, hs_task_subject: 'Um' }, associations: [link(companyId, 192)], objectWriteTraceId: 'a' },
      { properties: { hs_task_subject: 'Sem prazo' }, associations: [], objectWriteTraceId: 'b' },
    ];
    const { status, body } = await sandbox.call('POST', `${objects}/tasks/batch/create`, { inputs });
    expect([status, body.results.length]).toEqual([207, 1]);
    expect(body.errors).toMatchObject([{ context: { objectWriteTraceId: ['b'], properties: ['hs_timestamp'] } }]);
    const ids = body.results.map(({ id }: Loose) => ({ id }));
    expect((await sandbox.call('POST', `${objects}/tasks/batch/archive`, { inputs: ids })).status).toBe(204);
    expect((await sandbox.call('GET', `${objects}/tasks/${ids[0].id}`)).status).toBe(404);
  });
});

describe('a line item', () => {
  test('has a net price of its own making, and belongs to one deal', async () => {
    const { body } = await create('line_items', { name: 'Licença', quantity: '3', price: '300', hs_discount_percentage: '20', recurringbillingfrequency: 'annually' }, [link(dealId, 20)]);
    const read = await sandbox.call('GET', `${objects}/line_items/${body.id}`);
    expect(read.body.properties).toMatchObject({ amount: '720.00', quantity: '3', hs_product_id: null });
    const deal = await sandbox.call('GET', `${objects}/deals/${dealId}?associations=line_items`);
    expect(deal.body.associations['line items'].results).toEqual([{ id: body.id, type: 'deal_to_line_item' }]);
    const other = sandbox.store.insert('deals', { properties: { dealname: 'Outro' } }).id;
    expect((await sandbox.call('PUT', `${objects}/line_items/${body.id}/associations/default/deals/${other}`)).status).toBe(400);
    expect((await sandbox.call('PATCH', `${objects}/line_items/${body.id}`, { properties: { amount: '1' } })).body.errors[0].code).toBe('READ_ONLY_VALUE');
  });

  test('has no place on a company', async () => {
    expect((await create('line_items', { name: 'x' }, [link(companyId, 190)])).status).toBe(400);
  });
});

test('notes and tasks come with the scopes of contacts, line items with their own and e-commerce', async () => {
  const poor = await buildInstalledSandbox({ lackedScopes: ['crm.objects.contacts.write', 'e-commerce'] });
  const statuses = [
    await poor.call('GET', `${objects}/notes`), await poor.call('GET', `${objects}/tasks`), await poor.call('GET', `${objects}/line_items`),
    await poor.call('POST', `${objects}/notes`, { properties: { hs_timestamp: due }, associations: [] }),
    await poor.call('POST', `${objects}/tasks`, { properties: { hs_timestamp: due }, associations: [] }),
  ].map(({ status }) => status);
  await poor.close();
  expect(statuses).toEqual([200, 200, 403, 403, 403]);
});

test('a deal that is won has its dates, its amount and the stage it left', async () => {
  const { id } = sandbox.store.insert('deals', { properties: { dealname: 'Ganho', dealstage: 'contractsent', amount: '900', closedate: '2027-01-31T00:00:00.000Z' } });
  await sandbox.call('PATCH', `${objects}/deals/${id}`, { properties: { dealstage: 'closedwon' } });
  const { properties } = sandbox.store.get('deals', id) ?? { properties: {} as Record<string, string | null> };
  const at = properties['hs_v2_date_entered_closedwon'];
  expect(properties).toMatchObject({
    hs_is_closed: 'true', hs_is_closed_won: 'true', hs_closed_amount: '900', hs_deal_stage_probability: '1', closedate: at, hs_v2_date_entered_current_stage: at, hs_v2_date_exited_contractsent: at,
  });
  const [pipeline] = (await sandbox.call('GET', '/crm/pipelines/2026-09/deals')).body.results;
  expect(pipeline.stages.map((stage: Loose) => [stage.label, stage.metadata.probability]).slice(-3)).toEqual([['Contract Sent', '0.9'], ['Closed Won', '1.0'], ['Closed Lost', '0.0']]);
});
