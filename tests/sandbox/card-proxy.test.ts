import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { signatureV3 } from '../../sandbox/sign.ts';
import { buildInstalledSandbox } from '../support/sandbox.ts';
import type { InstalledSandbox, Loose } from '../support/sandbox.ts';

interface Seen { method: string | undefined; url: string | undefined; headers: IncomingMessage['headers']; body: string }

let sandbox: InstalledSandbox;
let backend: Server;
let seen: Seen[];

/** A backend on a free port, and a sandbox that maps the app's public origin to it. */
async function start(answer: (res: ServerResponse, count: number) => void): Promise<void> {
  seen = [];
  backend = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      seen.push({ method: req.method, url: req.url, headers: req.headers, body: Buffer.concat(chunks).toString() });
      answer(res, seen.length);
    });
  });
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
  const { port } = backend.address() as AddressInfo;
  sandbox = await buildInstalledSandbox({ permittedOrigins: { 'https://baton.sandbox.test': `http://127.0.0.1:${port}` } });
}

afterEach(async () => {
  await sandbox.close();
  backend.closeAllConnections();
  backend.close();
});

const call = (url: string, extra: object = {}) => sandbox.core.callBackend({ portalId: 101, userId: 9001, url, ...extra });
const ok = (res: ServerResponse): void => void res.end('{"ok":true}');

describe('hubspot.fetch', () => {
  test('appends who asks, signs the public URL, and passes status and body through', async () => {
    await start((res) => {
      res.statusCode = 418;
      res.end('{"ok":false}');
    });
    const answer = await call('https://baton.sandbox.test/api/1/health/7?lang=pt-BR&q=a%20b', { headers: { Authorization: 'Bearer x' } });
    expect(answer).toEqual({ status: 418, body: '{"ok":false}' });
    const query = 'lang=pt-BR&q=a%20b&userId=9001&portalId=101&userEmail=ana%40agencia.example&appId=4711';
    expect(seen[0]).toMatchObject({ method: 'GET', url: `/api/1/health/7?${query}`, headers: { authorization: 'Bearer x', 'x-hubspot-signature-version': 'v2' } });
    const timestamp = String(seen[0]?.headers['x-hubspot-request-timestamp']);
    const source = `GEThttps://baton.sandbox.test/api/1/health/7?${query.replace('%40', '@')}${timestamp}`;
    expect(seen[0]?.headers['x-hubspot-signature-v3']).toBe(createHmac('sha256', 'secret-of-the-test').update(source).digest('base64'));
  });

  test('the timestamp follows the virtual clock', async () => {
    await start(ok);
    sandbox.clock.move(86_400_000);
    await call('https://baton.sandbox.test/x');
    expect(Number(seen[0]?.headers['x-hubspot-request-timestamp']) - Date.now()).toBeGreaterThan(86_000_000);
  });

  test.each([
    ['another origin', 'https://evil.example/x', {}],
    ['a host that only begins like ours', 'https://baton.sandbox.test.evil.example/x', {}],
    ['plain http', 'http://baton.sandbox.test/x', {}],
    ['another header', 'https://baton.sandbox.test/x', { headers: { 'X-Own': '1' } }],
    ['an unknown user', 'https://baton.sandbox.test/x', { userId: 1 }],
  ])('%s is refused and never sent', async (_what, url, extra) => {
    await start(ok);
    expect((await call(url, extra)).status).toBe(400);
    expect(seen).toHaveLength(0);
  });

  test('one retry after a 5xx, signed body and all; none after a 4xx', async () => {
    await start((res, count) => {
      res.statusCode = count === 1 ? 503 : 200;
      res.end(String(count));
    });
    expect(await call('https://baton.sandbox.test/x', { method: 'POST', body: { a: 'ç' } })).toEqual({ status: 200, body: '2' });
    expect(seen.map(({ body }) => body)).toEqual(['{"a":"ç"}', '{"a":"ç"}']);
  });

  test('redirects are not followed, 1 MB is the end, a slow backend is a 504', async () => {
    await start((res, count) => {
      if (count === 1) res.writeHead(302, { location: '/elsewhere' }).end();
      else if (count <= 2) res.end('x'.repeat(1_000_001));
    });
    expect((await call('https://baton.sandbox.test/x')).status).toBe(502);
    expect((await call('https://baton.sandbox.test/x')).body).toContain('1 MB');
    expect((await call('https://baton.sandbox.test/x', { timeoutMs: 50 })).status).toBe(504);
    expect((await call('https://baton.sandbox.test/x', { method: 'POST', body: 'x'.repeat(1_000_001) })).status).toBe(413);
  });

  test('the twenty-first call at a time is a 429', async () => {
    const waiting: ServerResponse[] = [];
    await start((res) => waiting.push(res));
    const twenty = Array.from({ length: 20 }, () => call('https://baton.sandbox.test/x'));
    expect((await call('https://baton.sandbox.test/x')).status).toBe(429);
    await expect.poll(() => waiting.length).toBe(20);
    waiting.forEach(ok);
    expect((await Promise.all(twenty)).every(({ status }) => status === 200)).toBe(true);
  });
});

test('the control signs without sending, and posts signed webhooks', async () => {
  await start(ok);
  const ask = async (path: string, body: object) =>
    (await fetch(`${sandbox.url}/_sandbox/${path}`, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })).json() as Promise<Loose>;
  const signed = await ask('sign', { url: 'https://baton.sandbox.test/api/1/health/7', portalId: 101, userId: 9001 });
  expect(signed.url).toContain('userEmail=ana%40agencia.example');
  expect(signed.headers['X-HubSpot-Signature-v3']).toMatch(/=$/);
  expect(seen).toHaveLength(0);
  const events = [{ portalId: 101, subscriptionType: 'contact.privacyDeletion', objectId: 5 }];
  expect((await ask('events', { url: 'https://baton.sandbox.test/webhooks/hubspot', events })).status).toBe(200);
  const { headers, body } = seen[0] as Seen;
  const timestamp = Number(headers['x-hubspot-request-timestamp']);
  expect(headers['x-hubspot-signature-v3']).toBe(signatureV3('secret-of-the-test', 'POST', 'https://baton.sandbox.test/webhooks/hubspot', body, timestamp));
});
