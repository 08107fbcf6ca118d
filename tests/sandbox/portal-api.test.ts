import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPortalStage, type PortalStage } from '../support/portal-stage.ts';
import { waitUntil } from '../support/wait.ts';
import type { Loose } from '../support/sandbox.ts';

let stage: PortalStage;
beforeAll(async () => {
  stage = await buildPortalStage();
});
afterAll(() => stage.close());

async function get(path: string): Promise<{ status: number; body: Loose }> {
  const response = await fetch(`${stage.sandbox.url}/portal/api/${path}`);
  return { status: response.status, body: await response.json() };
}

async function post(path: string, body: unknown, headers: Record<string, string> = { 'x-sandbox-portal': '1' }): Promise<{ status: number; body: Loose }> {
  const response = await fetch(`${stage.sandbox.url}/portal/api/${path}`, {
    method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

const onCompany = () => ({ type: 'companies', id: stage.companyId });

describe('the page itself', () => {
  test('any path of the portal answers the document, under a policy that keeps the cards inside', async () => {
    const response = await fetch(`${stage.sandbox.url}/portal/companies/${stage.companyId}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain("connect-src 'self'");
    expect(await response.text()).toMatch(/<script type="module" src="\/portal\/assets\/host-[A-Z0-9]+\.js">/);
  });

  test('its files are named by their content and cached for ever', async () => {
    const { body } = await get('session');
    const response = await fetch(stage.sandbox.url + body.workerUrl);
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect((await fetch(`${stage.sandbox.url}/portal/assets/%2e%2e%2fpackage.json`)).status).toBe(404);
  });

  test("a record's address in HubSpot leads to its page here", async () => {
    const response = await fetch(`${stage.sandbox.url}/contacts/101/record/0-2/${stage.companyId}?tab=nps`, { redirect: 'manual' });
    expect(response.headers.get('location')).toBe(`/portal/companies/${stage.companyId}?tab=nps`);
  });

  test('a post without the page\'s own header is refused, so no other site can work the controls', async () => {
    const answer = await post('controls/clock', { days: 1 }, {});
    expect(answer.status).toBe(403);
  });
});

describe('records', () => {
  test('the session names account, users and app', async () => {
    const { body } = await get('session');
    expect(body).toMatchObject({ installed: true, account: { portalId: 101, currency: 'BRL' }, serverUrl: 'https://baton.sandbox.test', users: [{ id: 9001, role: 'admin' }] });
  });

  test('a list is searched, sorted and paged', async () => {
    const found = await get('objects/contacts?text=marina');
    expect(found.body).toMatchObject({ total: 1, rows: [{ properties: { email: 'marina@aurora.example' }, company: { name: 'Padaria Aurora' } }] });
    const sorted = await get('objects/contacts?sortBy=firstname&descending=true&limit=1');
    expect([sorted.body.total, sorted.body.rows[0].properties.firstname]).toEqual([2, 'Marina']);
    expect((await get('objects/companies?lifecycle=lead')).body.total).toBe(0);
  });

  test('a record comes with labels and what is linked to it; an unknown one says so', async () => {
    const { body } = await get(`objects/companies/${stage.companyId}`);
    expect(body.associated.contacts).toHaveLength(2);
    expect(body.schema.properties).toContainEqual(expect.objectContaining({ name: 'cnpj', label: 'CNPJ' }));
    expect(await get('objects/companies/999')).toMatchObject({ status: 404, body: { message: expect.stringContaining('999') } });
    expect((await get('objects/widgets')).status).toBe(400);
  });
});

describe("the hooks' questions", () => {
  test('properties: the asked ones, null where empty', async () => {
    const { body } = await post('crm', { kind: 'properties', record: onCompany(), request: ['name', 'phone'] });
    expect(body).toEqual({ data: { name: 'Padaria Aurora', phone: null } });
  });

  test('associations: numbers as ids, and whether there are more', async () => {
    const { body } = await post('crm', { kind: 'associations', record: onCompany(), request: { toObjectType: 'contact', properties: ['email'], pageLength: 1 } });
    expect(body.data).toMatchObject({ hasMore: true, nextOffset: 1, results: [{ toObjectId: expect.any(Number), properties: { email: expect.any(String) } }] });
    expect(body.data.results[0].associationTypes[0]).toMatchObject({ category: 'HUBSPOT_DEFINED', typeId: expect.any(Number) });
  });

  test('search: exact filters; other operators are refused instead of answered wrongly', async () => {
    const ask = (operator: string) => post('crm', { kind: 'search', record: null, request: { objectType: '0-2', properties: ['name'], filterGroups: [{ filters: [{ propertyName: 'city', operator, value: 'Recife' }] }] } });
    expect((await ask('EQ')).body.data).toMatchObject({ total: 1, hasMore: false, results: [{ properties: { name: 'Padaria Aurora' } }] });
    expect((await ask('GT')).body.error).toContain('EQ');
  });
});

describe('controls', () => {
  test('a native survey answer is a feedback submission, linked to company and contact', async () => {
    const contactId = (await get('objects/contacts?text=davi')).body.rows[0].id;
    const { body } = await post('controls/survey', { type: 'NPS', score: 3, comment: 'Lento', companyId: stage.companyId, contactId });
    const { answers } = (await get(`objects/companies/${stage.companyId}`)).body;
    expect(answers).toEqual([expect.objectContaining({ id: body.id, properties: expect.objectContaining({ hs_value: '3', hs_response_group: 'DETRACTOR', hs_contact_email_rollup: 'davi@aurora.example' }) })]);
    expect(await post('controls/survey', { type: 'CSAT', score: 9, companyId: stage.companyId, contactId: null })).toMatchObject({ status: 400 });
  });

  test('webhook and CSV go to the hooks of the demo, the CSV as a dry run on demand', async () => {
    await post('controls/webhook', { type: 'NPS', score: 9, companyId: stage.companyId, contactId: null });
    expect(stage.calls.at(-1)).toMatchObject({ url: '/hooks/101/webhook/secret', body: expect.stringContaining('"score":9') });
    const report = await post('controls/csv', { csv: 'email;nota\na@b.example;9', dryRun: true, lang: 'pt-BR' });
    expect(stage.calls.at(-1)).toMatchObject({ url: '/hooks/101/csv/secret?lang=pt-BR&dryRun=1', body: 'email;nota\na@b.example;9' });
    expect(report.body.status).toBe(200);
  });

  test('a deal is moved to a stage and a task ticked off, as a person would', async () => {
    const { store } = stage.sandbox;
    const deal = store.create('deals', { dealname: 'Contrato', dealstage: 'contractsent' });
    const task = store.create('tasks', { hs_timestamp: '2026-12-01T12:00:00.000Z', hs_task_subject: 'Ligar' });
    store.associate('tasks', task.id, 'deals', deal.id);
    expect((await get('objects/deals?open=true')).body.total).toBe(1);
    expect(await post('controls/stage', { dealId: deal.id, stage: 'closedwon' })).toMatchObject({ status: 200, body: { stage: 'closedwon' } });
    expect((await get('objects/deals?open=true')).body.total).toBe(0);
    expect(await post('controls/task', { taskId: task.id, done: true })).toMatchObject({ status: 200 });
    const { body } = await get(`objects/deals/${deal.id}`);
    expect(body).toMatchObject({ properties: { hs_is_closed_won: 'true' }, tasks: [{ id: task.id, properties: { hs_task_status: 'COMPLETED' } }], notes: [], lineItems: [] });
    expect(await post('controls/stage', { dealId: deal.id, stage: 'almost' })).toMatchObject({ status: 400 });
    expect(await post('controls/stage', { dealId: '404', stage: 'closedwon' })).toMatchObject({ status: 404 });
    expect(await post('controls/task', { taskId: '404', done: true })).toMatchObject({ status: 404 });
  });

  test('the clock moves by days', async () => {
    const before = Date.parse((await get('session')).body.now);
    const { body } = await post('controls/clock', { days: 7 });
    expect(Date.parse(body.now) - before).toBeGreaterThanOrEqual(7 * 86_400_000);
  });
});

test('the stream tells of every change', async () => {
  const leave = new AbortController();
  const response = await fetch(`${stage.sandbox.url}/portal/api/changes`, { signal: leave.signal });
  let text = '';
  const reading = (async () => {
    for await (const chunk of response.body ?? []) text += new TextDecoder().decode(chunk);
  })().catch(() => undefined);
  await waitUntil('the stream is open', () => text.includes('retry'));
  stage.sandbox.store.update('companies', stage.companyId, { phone: '+55 81 5555-0100' });
  await waitUntil('the change arrives', () => text.includes('"phone":"+55 81 5555-0100"'));
  leave.abort();
  await reading;
});
