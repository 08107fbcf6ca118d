import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Refusal } from '../../extensions/contracts/envelope.ts';
import type { HttpDeps } from '../../src/server/http/server.ts';
import { Unavailable } from '../../src/server/platform/errors.ts';
import { verifySignature } from '../../src/server/hubspot/signature.ts';
import { buildCardRoute, buildHttp } from '../support/http.ts';

const SIGNED = { portalId: '7', userId: '9', userEmail: 'ana@acme.example', appId: '4242' };
const NOW = new Date('2026-03-01T12:00:00Z');

function ask(query: string | object = { ...SIGNED, lang: 'en' }, overrides: Partial<HttpDeps> = {}, path = '/api/1/echo/55') {
  const { app } = buildHttp({ routes: [buildCardRoute()], now: () => NOW, ...overrides });
  return request(app).get(path).query(query);
}

describe('a card\'s question', () => {
  it('reaches its route with who asks, taken from the signed query, and with the route\'s own values', async () => {
    const { status, body } = await ask();
    expect(status).toBe(200);
    expect(body).toEqual({ ok: true, asked: { portalId: 7, userId: 9, userEmail: 'ana@acme.example', params: { companyId: '55' }, query: { lang: 'en' }, requestId: expect.any(String), now: NOW.toISOString() } });
  });

  it('brings its body only to a route that expects one, and only in the shape it expects', async () => {
    const body = z.object({ paused: z.boolean() });
    const { app } = buildHttp({ routes: [buildCardRoute({ method: 'POST', body })] });
    const send = (text: string) => request(app).post('/api/1/echo/55').query({ ...SIGNED, lang: 'en' }).type('json').send(text);
    expect((await send('{"paused": true, "portalId": 8}')).body.asked).toMatchObject({ portalId: 7, body: { paused: true } });
    for (const wrong of ['{"paused": "yes"}', '[', '', 'null']) expect((await send(wrong)).body.code).toBe('bad-request');
  });

  it('arrives without what no database takes: NUL, and halves of surrogate pairs', async () => {
    const { app } = buildHttp({ routes: [buildCardRoute({ method: 'POST', query: z.object({ search: z.string() }), body: z.object({ text: z.string(), more: z.record(z.string(), z.string()) }) })] });
    const { body } = await request(app).post(`/api/1/echo/55?${new URLSearchParams(SIGNED)}&search=ac%00me`).type('json').send('{"text": "\\ud83d!", "more": {"a\\u0000": "b\\u0000"}}');
    expect(body.asked).toMatchObject({ query: { search: 'acme' }, body: { text: '\ufffd!', more: { a: 'b' } } });
  });

  it('is verified over its method, the public address and its bytes, whatever host it claims', async () => {
    let seen: Parameters<HttpDeps['verifySignature']>[0] | undefined;
    const routes = [buildCardRoute({ method: 'POST' })];
    const { app } = buildHttp({ routes, verifySignature: (signed) => { seen = signed; return { ok: true }; } });
    await request(app).post('/api/1/echo/55?portalId=7&q=a%40b%20c').set('host', 'evil.example').set('x-forwarded-host', 'evil.example').type('json').send('{"a": 1}');
    expect(seen).toMatchObject({ method: 'POST', url: 'https://baton.example/api/1/echo/55?portalId=7&q=a%40b%20c' });
    expect(seen!.rawBody.toString()).toBe('{"a": 1}');
  });

  it('signed as HubSpot signs passes the real verifier, and with one letter changed does not', async () => {
    const target = '/api/1/echo/55?lang=en&portalId=7&userId=9&userEmail=ana%40acme.example&appId=4242';
    const timestamp = String(NOW.getTime());
    const signature = createHmac('sha256', 'secret').update(`GEThttps://baton.example${target.replace('%40', '@')}${timestamp}`).digest('base64');
    const { app } = buildHttp({ routes: [buildCardRoute()], now: () => NOW, verifySignature: (signed) => verifySignature(signed, ['secret']) });
    const send = (path: string) => request(app).get(path).set({ 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': timestamp });
    expect((await send(target)).body.ok).toBe(true);
    expect((await send(target.replace('portalId=7', 'portalId=8'))).status).toBe(401);
  });
});

describe('a refusal', () => {
  /** 200 with a body that the cards can read: HubSpot's proxy hides the body of any other status. */
  async function refusalOf(answer: ReturnType<typeof ask>, status = 200) {
    const { status: got, body } = await answer;
    expect(got).toBe(status);
    return Refusal.parse(body);
  }

  it('of a wrong signature is 401, the only one, with its cure', async () => {
    const refused = await refusalOf(ask(undefined, { verifySignature: () => ({ ok: false, reason: 'mismatch' }) }), 401);
    expect(refused.code).toBe('signature');
    expect(refused.cure).toContain('PUBLIC_URL');
  });

  it('of a wrong signature comes before anything is looked up', async () => {
    const answer = ask(undefined, { verifySignature: () => ({ ok: false, reason: 'missing' }), findInstall: async () => { throw new Error('was asked'); } });
    expect((await refusalOf(answer, 401)).code).toBe('signature');
  });

  it('tells a stranger not why the signature was wrong', async () => {
    const { text } = await ask(undefined, { verifySignature: () => ({ ok: false, reason: 'too-old' }) });
    expect(text).not.toContain('too-old');
  });

  it.each(Object.keys(SIGNED))('of a question without %s', async (name) => {
    const { [name as keyof typeof SIGNED]: _left, ...rest } = SIGNED;
    expect((await refusalOf(ask({ ...rest, lang: 'en' }))).code).toBe('bad-request');
  });

  it.each(Object.keys(SIGNED))('of a question that gives %s twice, as a card would that forges it', async (name) => {
    const query = `${new URLSearchParams(SIGNED)}&lang=en&${name}=1`;
    expect((await refusalOf(ask(query))).code).toBe('bad-request');
  });

  it.each([{ portalId: '7abc' }, { portalId: '-7' }, { portalId: '0x7' }, { portalId: '7'.repeat(16) }, { userId: '' }, { appId: '4243' }])('of the odd identity %j', async (odd) => {
    expect((await refusalOf(ask({ ...SIGNED, ...odd, lang: 'en' }))).code).toBe('bad-request');
  });

  it.each(['/api/1/echo/abc', '/api/1/echo/55%27%20or%201=1'])('of the path %s, which its route does not know', async (path) => {
    expect((await refusalOf(ask(undefined, {}, path))).code).toBe('bad-request');
  });

  it('of a query its route does not know', async () => {
    expect((await refusalOf(ask({ ...SIGNED, lang: 'fr' }))).code).toBe('bad-request');
  });

  it.each([
    ['an account that never installed Baton', undefined, /install/i],
    ['an account that uninstalled it', { state: 'uninstalled' as const }, /install/i],
    ['an account that is paused', { state: 'paused' as const }, /reconnect/i],
  ])('of %s', async (_, install, cure) => {
    const refused = await refusalOf(ask(undefined, { findInstall: async () => install }));
    expect(refused.code).toBe('portal-paused');
    expect(refused.cure).toMatch(cure);
  });

  it('is none while our database is away: 503, so that the card says "try later"', async () => {
    const { status, headers } = await ask(undefined, { findInstall: async () => { throw new Unavailable('The database is away.', 5); } });
    expect([status, headers['retry-after']]).toEqual([503, '5']);
  });
});

describe('whatever is asked', () => {
  it('never fails inside', async () => {
    const { app } = buildHttp({ routes: [buildCardRoute()] });
    const text = fc.string({ unit: 'binary', maxLength: 30 }).map(encodeURIComponent as (value: string) => string);
    await fc.assert(
      fc.asyncProperty(fc.oneof(text, fc.constant('55')), fc.array(fc.tuple(fc.oneof(text, fc.constantFrom(...Object.keys(SIGNED))), text), { maxLength: 6 }), async (id, pairs) => {
        const { status } = await request(app).get(`/api/1/echo/${id}?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`);
        expect(status).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
  });
});
