import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { durationMs } from '../../sandbox/workflow/executions.ts';
import { buildInstalledSandbox, buildSandboxApp } from '../support/sandbox.ts';
import type { InstalledSandbox } from '../support/sandbox.ts';

const URL_OF_ACTION = 'https://baton.sandbox.test/act';
const DAY_MS = 86_400_000;
const done = { status: 200, body: { outputFields: { hs_execution_state: 'SUCCESS', score: '1' } } };
const block = { status: 200, body: { outputFields: { hs_execution_state: 'BLOCK', hs_expiration_duration: 'PT1H' } } };

interface Scripted {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

let sandbox: InstalledSandbox;
let action: Server;
let script: Scripted[];
let heard: { headers: IncomingHttpHeaders; body: { callbackId: string } }[];

beforeEach(async () => {
  [script, heard] = [[], []];
  action = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => (text += String(part))).on('end', () => {
      heard.push({ headers: request.headers, body: JSON.parse(text) });
      const { status, headers = {}, body }: Scripted = script.shift() ?? done;
      response.writeHead(status, headers).end(JSON.stringify(body ?? {}));
    });
  }).listen(0, '127.0.0.1');
  await once(action, 'listening');
  const app = buildSandboxApp();
  sandbox = await buildInstalledSandbox({
    accessTokenLifeMs: DAY_MS,
    app: { ...app, optionalScopes: [...app.optionalScopes, 'automation'] },
    permittedOrigins: { 'https://baton.sandbox.test': `http://127.0.0.1:${(action.address() as AddressInfo).port}` },
  });
});
afterEach(async () => {
  await sandbox.close();
  action.close();
});

const fire = (asked: object = {}) => sandbox.workflow.fire({ url: URL_OF_ACTION, portalId: sandbox.portalId, objectId: 5, retryMs: 1, ...asked });
const complete = (callbackId: string, outputFields: object = { hs_execution_state: 'SUCCESS' }) =>
  sandbox.call('POST', `/automation/actions/callbacks/2026-09/${callbackId}/complete`, { outputFields, typedOutputs: {} });

describe('an action is fired', () => {
  test('with the signatures asked for', async () => {
    for (const signature of ['v2', 'v3', 'both'] as const) await fire({ signature });
    const names = ['x-hubspot-signature', 'x-hubspot-signature-version', 'x-hubspot-signature-v3', 'x-hubspot-request-timestamp'];
    expect(heard.map(({ headers }) => names.map((name) => headers[name] !== undefined))).toEqual([[true, true, false, false], [false, false, true, true], [true, true, true, true]]);
  });

  test('again under the same callback id after 5xx, and after a 429 once its milliseconds are over', async () => {
    script = [{ status: 503 }, { status: 429, headers: { 'retry-after': '120' } }, done];
    const begun = performance.now();
    const execution = await fire();
    expect(performance.now() - begun).toBeGreaterThan(115);
    expect(performance.now() - begun).toBeLessThan(10_000);
    expect(execution).toMatchObject({ state: 'done', outputs: { score: '1' } });
    expect(execution.attempts.map(({ status }) => status)).toEqual([503, 429, 200]);
    expect(new Set(heard.map(({ body }) => body.callbackId)).size).toBe(1);
  });

  test('never again after another 4xx, nor after its last try', async () => {
    script = [{ status: 404 }];
    expect((await fire()).attempts).toHaveLength(1);
    script = Array(9).fill({ status: 500 });
    expect(await fire({ tries: 3 })).toMatchObject({ state: 'failed', attempts: [{ status: 500 }, { status: 500 }, { status: 500 }] });
  });

  test('by a script over HTTP, which also sees all executions', async () => {
    const post = (body: object) => fetch(`${sandbox.url}/_sandbox/workflow`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    expect(await (await post({ url: URL_OF_ACTION, portalId: sandbox.portalId, objectId: 5 })).json()).toMatchObject({ state: 'done' });
    expect(await (await fetch(`${sandbox.url}/_sandbox/workflow`)).json()).toHaveLength(1);
    expect((await post({ url: URL_OF_ACTION })).status).toBe(400);
  });
});

describe('a blocked execution', () => {
  test('ends with its first completion; the second is refused', async () => {
    script = [block];
    const execution = await fire();
    expect(execution.state).toBe('blocked');
    expect((await complete(execution.callbackId, { hs_execution_state: 'SUCCESS', score: '7' })).status).toBe(204);
    expect((await complete(execution.callbackId)).status).toBe(404);
    expect(execution).toMatchObject({ state: 'done', outputs: { score: '7' }, completions: 1, refused: 1 });
  });

  test('expires after what the answer said', async () => {
    script = [block];
    const execution = await fire();
    sandbox.clock.move(3_600_000);
    expect((await complete(execution.callbackId)).status).toBe(404);
    expect([durationMs('PT1H'), durationMs('P1D'), durationMs('P1WT1M1S'), durationMs(undefined), durationMs('P')]).toEqual([3_600_000, DAY_MS, 7 * DAY_MS + 61_000, 7 * DAY_MS, 7 * DAY_MS]);
  });

  test('is another account\'s to no one, and needs the shape and the scope', async () => {
    script = [block];
    const execution = await fire({ portalId: 999 });
    expect((await complete(execution.callbackId)).status).toBe(404);
    script = [block];
    const own = await fire();
    expect((await complete(own.callbackId, { score: '7' })).status).toBe(400);
    expect((await sandbox.call('POST', `/automation/actions/callbacks/2026-09/${own.callbackId}/complete`, { outputFields: { hs_execution_state: 'SUCCESS' } })).status).toBe(400);
    const poor = await buildInstalledSandbox();
    expect((await poor.call('POST', '/automation/actions/callbacks/2026-09/ap-1/complete', { outputFields: {}, typedOutputs: {} })).body.category).toBe('MISSING_SCOPES');
    await poor.close();
  });
});
