import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { grantToken, listObjects } from '../../src/server/hubspot/api.ts';
import { buildUrl, createHubspotClient, type HubspotTransportError } from '../../src/server/hubspot/client.ts';
import { bodyOf, type LocalServer, startLocalServer } from '../support/local-server.ts';

const open: LocalServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(listener: RequestListener): Promise<LocalServer> {
  const server = await startLocalServer(listener);
  open.push(server);
  return server;
}

async function buildClient(listener: RequestListener, options: { timeoutMs?: number; maxBytes?: number } = {}) {
  const server = await serve(listener);
  return createHubspotClient({ apiUrl: server.url, fetch, ...options });
}

const aPage = listObjects('companies', { properties: ['name', 'domain'], associations: [], after: '100' });
const fault = async (call: Promise<unknown>) => ((await call.catch((error: unknown) => error)) as HubspotTransportError).fault;

test('a request carries method, path, repeated query fields and the bearer token', async () => {
  const client = await buildClient((request, response) => {
    response.setHeader('x-hubspot-ratelimit-remaining', '99');
    response.end(JSON.stringify({ method: request.method, url: request.url, authorization: request.headers.authorization }));
  });
  const answer = await client.request(aPage, 'T');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('x-hubspot-ratelimit-remaining')).toBe('99');
  expect(answer.body).toEqual({
    method: 'GET',
    url: '/crm/objects/2026-09/companies?limit=100&properties=name&properties=domain&after=100',
    authorization: 'Bearer T',
  });
});

test('a form travels in the body, without a bearer token and never in the URL', async () => {
  const client = await buildClient(async (request, response) => {
    const { authorization, 'content-type': contentType } = request.headers;
    response.end(JSON.stringify({ url: request.url, authorization, contentType, body: await bodyOf(request) }));
  });
  const { body } = await client.request(grantToken({ client_secret: 'a&b', grant_type: 'refresh_token' }));
  expect(body).toEqual({
    url: '/oauth/2026-09/token',
    contentType: 'application/x-www-form-urlencoded',
    body: 'client_secret=a%26b&grant_type=refresh_token',
  });
});

describe('a peer that misbehaves', () => {
  test('one that never answers is given up on', async () => {
    const client = await buildClient(() => undefined, { timeoutMs: 80 });
    expect(await fault(client.request(aPage, 'T'))).toBe('timeout');
  });

  test('one that drips its body is given up on', async () => {
    const client = await buildClient(
      (_, response) => {
        response.write('{');
        const timer = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(timer));
      },
      { timeoutMs: 120 },
    );
    expect(await fault(client.request(aPage, 'T'))).toBe('timeout');
  });

  test.each([301, 302, 303, 307, 308])('a %i to another host is not followed, and the host gets nothing', async (status) => {
    const seen: string[] = [];
    const canary = await serve(async (request, response) => {
      seen.push(`${request.headers.authorization} ${await bodyOf(request)}`);
      response.end('{}');
    });
    const client = await buildClient((_, response) => response.writeHead(status, { location: `${canary.url}/steal` }).end());
    expect(await fault(client.request(grantToken({ client_secret: 'S' }), 'T'))).toBe('redirected');
    expect(seen).toEqual([]);
  });

  test('truncated JSON with a 200 counts as an answer that got lost', async () => {
    const client = await buildClient((_, response) => response.end('{"results": [{"id": "1"'));
    expect(await fault(client.request(aPage, 'T'))).toBe('unreadable');
  });

  test('a connection cut in the middle of the body counts as broken', async () => {
    const client = await buildClient((_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{');
      setTimeout(() => response.destroy(), 20);
    });
    expect(await fault(client.request(aPage, 'T'))).toBe('broken');
  });

  test('an HTML page with a 502 keeps its status', async () => {
    const client = await buildClient((_, response) => response.writeHead(502).end('<html>Bad gateway</html>'));
    expect(await client.request(aPage, 'T')).toMatchObject({ status: 502, body: null });
  });

  test('an answer beyond the size cap is cut off', async () => {
    const client = await buildClient((_, response) => response.end(JSON.stringify('x'.repeat(5_000))), { maxBytes: 1_000 });
    expect(await fault(client.request(aPage, 'T'))).toBe('too-large');
  });

  test('one that is not there was never reached', async () => {
    const server = await startLocalServer(() => undefined);
    await server.close();
    expect(await fault(createHubspotClient({ apiUrl: server.url, fetch }).request(aPage, 'T'))).toBe('unreached');
  });

  test('a 204 has no body', async () => {
    const client = await buildClient((_, response) => response.writeHead(204).end());
    expect(await client.request(aPage, 'T')).toMatchObject({ status: 204, body: null });
  });
});

describe('paths', () => {
  const origin = 'https://api.hubapi.com';

  test.each(['@evil.example', '@evil.example/x', '//evil.example/x', '/x//y', '/../x', '/x/..', '/./x', '/x?y=1', '/x#y', '/x\\y', 'https://evil.example/', '/x%2e%2e/', '/x y', '/@x', ''])(
    'the path "%s" is refused before anything is sent',
    (path) => expect(() => buildUrl(origin, { path })).toThrow(TypeError),
  );

  test.each(['..', '.', 'a/b', 'a?b', '@x', '', 'a%2Fb', 'ü'])('"%s" does not fill a hole', (value) => {
    expect(() => buildUrl(origin, { path: '/crm/{id}', params: { id: value } })).toThrow(TypeError);
  });

  test('a hole without a value is refused', () => {
    expect(() => buildUrl(origin, { path: '/crm/{id}' })).toThrow(TypeError);
  });
});
