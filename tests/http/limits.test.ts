import { connect, type Socket } from 'node:net';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listen, TIMEOUTS } from '../../src/server/http/server.ts';
import { buildCardRoute, buildHttp, buildOpenRoute } from '../support/http.ts';

const DEEP = `${'['.repeat(33)}${']'.repeat(33)}`;

describe('JSON beyond the limits', () => {
  let seen = 0;
  const { app } = buildHttp({ routes: [buildOpenRoute({ handle: async () => ({ status: 200, body: { seen: ++seen } }) })] });
  const send = (body: string, type = 'application/json') => request(app).post('/hooks/test').type(type).serialize(String).send(body);

  it('is 400 with the reason before its route sees it, whatever type it claims', async () => {
    for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'application/octet-stream']) {
      const answer = await send(DEEP, type);
      expect([answer.status, answer.body]).toEqual([400, { error: 'The JSON is nested deeper than 32.' }]);
    }
    expect(seen).toBe(0);
  });

  it('is no concern of a CSV file', async () => {
    expect((await send(`[NPS${',x'.repeat(20_000)}`, 'text/csv; charset=utf-8')).status).toBe(200);
  });

  it('is a bad request of a card, answered like any other', async () => {
    const routes = [buildCardRoute({ method: 'POST', body: z.unknown() })];
    const { status, body } = await request(buildHttp({ routes }).app).post('/api/1/echo/55').query({ portalId: '7', userId: '9', userEmail: 'a@b.example', appId: '4242', lang: 'en' }).type('json').send(DEEP);
    expect([status, body.ok]).toEqual([200, true]);
    expect(body.asked.body).toBeUndefined();
  });
});

describe('every answer', () => {
  it.each(['/healthz', '/nothing', '/%', '/hooks/test'])('of %s tells browsers to come back by https only', async (path) => {
    const { headers } = await request(buildHttp({ routes: [buildOpenRoute()] }).app).get(path);
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  });
});

describe('sockets', () => {
  let door: Awaited<ReturnType<typeof listen>>;
  const timeouts = { headersTimeout: 400, requestTimeout: 800, connectionsCheckingInterval: 100, keepAliveTimeout: 65_000 };
  beforeAll(async () => void (door = await listen(buildHttp({ routes: [buildOpenRoute()] }).app, '127.0.0.1', 0, { timeouts })));
  afterAll(() => door.close());

  /** What the server sends on a socket that sends this, and drips on, until it is closed. */
  function talk(first: string, drip = '', everyMs = 50): Promise<string> {
    return new Promise((resolve) => {
      let answer = '';
      const socket: Socket = connect(door.port, '127.0.0.1', () => socket.write(first));
      const timer = drip === '' ? undefined : setInterval(() => socket.writable && socket.write(drip), everyMs);
      socket.on('data', (chunk) => (answer += String(chunk)));
      socket.on('error', () => undefined);
      socket.on('close', () => (clearInterval(timer), resolve(answer)));
    });
  }

  it('are given 15 s at most in earnest', () => {
    expect(TIMEOUTS.headersTimeout + TIMEOUTS.connectionsCheckingInterval).toBeLessThanOrEqual(15_000);
    expect(TIMEOUTS.requestTimeout + TIMEOUTS.connectionsCheckingInterval).toBeLessThanOrEqual(15_000);
  });

  const slowHeaders = 'GET /healthz HTTP/1.1\r\nHost: x\r\n';
  const slowBody = 'POST /hooks/test HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n';

  it('that fall silent in the headers or in the body get 408 and are closed', async () => {
    const closed = await Promise.all([talk(slowHeaders), talk(slowBody)]);
    for (const answer of closed) expect(answer).toContain(' 408 ');
  });

  it('with slow headers or slow bodies are closed, a hundred of each, while others are answered', async () => {
    const headers = Array.from({ length: 100 }, () => talk(slowHeaders, 'X-A: b\r\n'));
    const bodies = Array.from({ length: 100 }, () => talk(slowBody, '1'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await fetch(`http://127.0.0.1:${door.port}/healthz`)).status).toBe(200);
    // Who sends on into a closed socket may lose the 408 it was sent; what counts is that it is closed, and served nothing.
    for (const answer of await Promise.all([...headers, ...bodies])) expect(answer).not.toContain(' 200 ');
  });

  it('with headers of more than 16 kB get 431', async () => {
    const answer = await talk(`GET /healthz HTTP/1.1\r\nHost: x\r\nX-Big: ${'x'.repeat(17_000)}\r\n\r\n`);
    expect(answer).toContain(' 431 ');
  });

  it.each([
    ['a length and chunks', 'Content-Length: 4\r\nTransfer-Encoding: chunked'],
    ['two lengths', 'Content-Length: 4\r\nContent-Length: 5'],
    ['a strange encoding', 'Transfer-Encoding: chunked, identity'],
    ['a space before the colon', 'Content-Length : 4'],
  ])('that say %s, a way to smuggle a request, get 400 and are closed', async (_what, lines) => {
    const answer = await talk(`POST /hooks/test HTTP/1.1\r\nHost: x\r\n${lines}\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect(answer).toContain(' 400 ');
    expect(answer).not.toContain(' 200 ');
  });
});
