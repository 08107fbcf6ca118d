import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readSandboxApp } from '../../sandbox/app-file.ts';
import { startSandbox } from '../../sandbox/server.ts';
import { buildInstalledSandbox, buildSandboxApp, callSandbox } from '../support/sandbox.ts';
import type { Loose } from '../support/sandbox.ts';

const open: { close(): Promise<void> }[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function started<T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  const sandbox = await starting;
  open.push(sandbox);
  return sandbox;
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'sandbox-'));
  folders.push(path);
  return path;
}

async function control(url: string, method: string, path: string, body?: object): Promise<Loose> {
  const response = await fetch(`${url}/_sandbox/${path}`, {
    method, headers: { 'content-type': 'application/json' }, ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return response.status === 204 ? undefined : response.json();
}

describe('control', () => {
  test('makes a portal with records and links, and reads them back', async () => {
    const { url } = await started(startSandbox({ port: 0, app: buildSandboxApp() }));
    const records = [
      { type: 'companies', id: '500', properties: { name: 'Um', notes_last_contacted: '2026-01-01T00:00:00.000Z' } },
      { type: 'contacts', id: '600', properties: { email: 'ana@um.example' }, createdAt: '2025-01-01T00:00:00.000Z' },
    ];
    const links = [{ from: 'contacts', fromId: '600', to: 'companies', toId: '500', primary: true }];
    expect(await control(url, 'POST', 'portals', { portalId: 7, name: 'Sete', records, links })).toEqual({ portalId: 7, recordIds: ['500', '600'] });
    const contact = await control(url, 'GET', 'portals/7/records/contacts/600');
    expect(contact).toMatchObject({ createdAt: '2025-01-01T00:00:00.000Z', properties: { associatedcompanyid: '500' } });
    expect(await control(url, 'POST', 'portals', { portalId: 8, nmae: 'Oito' })).toMatchObject({ message: expect.stringContaining('name') });
  });

  test('moves the clock by and to', async () => {
    const { url } = await started(startSandbox({ port: 0, app: buildSandboxApp() }));
    expect((await control(url, 'GET', 'clock')).offsetMs).toBe(0);
    expect((await control(url, 'POST', 'clock', { days: 2 })).offsetMs).toBe(172_800_000);
    expect((await control(url, 'POST', 'clock', { to: '2027-01-01T00:00:00Z' })).now).toMatch(/^2027-01-01T00:00:0/);
  });

  test('the ledger keeps bodies when asked and sums up', async () => {
    const sandbox = await started(buildInstalledSandbox());
    await control(sandbox.url, 'DELETE', 'ledger');
    await control(sandbox.url, 'PATCH', 'settings', { keepBodies: true });
    await sandbox.call('POST', '/crm/objects/2026-09/contacts/batch/read', { inputs: [{ id: '1' }], properties: [], propertiesWithHistory: [] });
    const [entry] = await control(sandbox.url, 'GET', 'ledger?portalId=101');
    expect(entry).toMatchObject({ template: '/crm/objects/2026-09/:objectType/batch/read', status: 207, request: { inputs: [{ id: '1' }] }, response: { numErrors: 1 } });
    expect(await control(sandbox.url, 'GET', 'ledger/summary')).toMatchObject({
      calls: 1, byTemplate: { 'POST /crm/objects/2026-09/:objectType/batch/read': 1 }, maxIn10s: 1, violations: [],
    });
  });

  test('hooks told to the sandbox appear in demo.json', async () => {
    const { url } = await started(startSandbox({ port: 0, app: buildSandboxApp(), seed: 'demo' }));
    const hooks = [{ kind: 'csv', name: 'CSV', url: 'https://baton.sandbox.test/hooks/1/2/3' }];
    await control(url, 'POST', 'demo', { hooks });
    const demo = await control(url, 'GET', 'demo.json');
    expect(demo.hooks).toEqual(hooks);
    expect(demo.companies.map((company: Loose) => company.example)).toEqual(['healthy', 'sick', 'too-few-answers', 'improving', 'not-a-customer']);
    expect(demo.users.map((user: Loose) => user.role)).toEqual(['cs-rep', 'cs-rep', 'cs-rep', 'sales-rep', 'sales-rep', 'manager', 'admin']);
  });

  test('answers no other page of the browser and no rebound host name', async () => {
    const { url } = await started(startSandbox({ port: 0, app: buildSandboxApp() }));
    expect((await fetch(`${url}/_sandbox/clock`, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
    const rebound = await new Promise<number | undefined>((resolve) => {
      request(`${url}/_sandbox/clock`, { headers: { host: 'evil.example' } }, (res) => resolve(res.resume().statusCode)).end();
    });
    expect(rebound).toBe(403);
  });
});

describe('a restart', () => {
  test('goes on where it stopped: records, links, tokens, the clock', async () => {
    const dataDir = folder();
    const sandbox = await buildInstalledSandbox({ dataDir });
    const company = sandbox.store.insert('companies', { properties: { name: 'Um' } });
    const contact = sandbox.store.insert('contacts', { properties: { email: 'ana@um.example' } });
    sandbox.store.associate('contacts', contact.id, 'companies', company.id, true);
    await sandbox.call('POST', '/crm/properties/2026-09/companies/groups', { name: 'baton', label: 'Baton' });
    sandbox.clock.move(60_000);
    await sandbox.close();
    expect(statSync(join(dataDir, 'sandbox.json')).mode & 0o777).toBe(0o600);

    const again = await started(startSandbox({ port: 0, app: buildSandboxApp(), dataDir, seed: 'demo' }));
    expect(again.clock.offsetMs()).toBe(60_000);
    const { status, body } = await callSandbox(again.url, sandbox.accessToken, 'GET', `/crm/objects/2026-09/contacts/${contact.id}?associations=companies`);
    expect([status, body.associations.companies.results[0].type]).toEqual([200, 'contact_to_company']);
    expect(again.world.store(101)?.groups('companies').map((group) => group.name)).toContain('baton');
    expect(again.world.portals()).toHaveLength(1);
  });

  test('the app keeps its keys, readable by their owner only', () => {
    const dataDir = folder();
    const app = readSandboxApp(dataDir, 'src/app/app-hsmeta.json', 'https://baton.sandbox.test');
    expect(readSandboxApp(dataDir, 'src/app/app-hsmeta.json', 'https://baton.sandbox.test')).toEqual(app);
    expect(app.permittedOrigins).toEqual(['https://baton.sandbox.test']);
    expect(app.requiredScopes).toContain('oauth');
    expect(statSync(join(dataDir, 'sandbox-app.json')).mode & 0o777).toBe(0o600);
  });
});

test('a port in use is an error that names the cure', async () => {
  const first = await started(startSandbox({ port: 0, app: buildSandboxApp() }));
  const port = Number(new URL(first.url).port);
  await expect(startSandbox({ port, app: buildSandboxApp() })).rejects.toThrow('SANDBOX_PORT');
});
