import { once } from 'node:events';
import { createServer as createTcp, type AddressInfo, type Server } from 'node:net';
import { createServer as createTls } from 'node:https';
import type { RequestListener } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/server.ts';
import { readConfig } from '../../src/server/platform/config.ts';
import { checkUrl, createEgress, type EgressOptions } from '../../src/server/platform/egress.ts';
import { StartFault } from '../../src/server/platform/errors.ts';
import { isPublicAddress } from '../../src/server/platform/public-host.ts';
import { buildEnv } from '../support/environment.ts';
import { hostileUrls } from '../support/hostile-urls.ts';
import { buildSandboxApp } from '../support/sandbox.ts';
import { buildCertificate } from '../support/self-signed.ts';

const OWN_HOST = 'baton.sandbox.test';
const HOST = 'hooks.receiver.example';
const sandboxConfig = { sandbox: true, publicUrl: `https://${OWN_HOST}`, hubspot: { apiUrl: 'http://127.0.0.1:9' } };
const now = () => new Date('2026-12-01T12:00:00Z');
const certificate = buildCertificate(HOST);
const v4 = (address: string) => ({ address, family: 4 });

/** Listeners on one port of every loopback address: whoever connects is counted and cut. */
const canaries: Server[] = [];
let port = 0;
let connections: string[] = [];

beforeAll(async () => {
  for (const address of ['127.0.0.1', '127.0.0.2', '::1']) {
    const canary = createTcp((socket) => {
      connections.push(address);
      socket.destroy();
    });
    canary.listen(port, address);
    const opened = await Promise.race([once(canary, 'listening').then(() => true), once(canary, 'error').then(() => false)]);
    if (!opened && address !== '::1') throw new Error(`The canary on ${address} cannot listen.`);
    if (!opened) continue; // a machine without IPv6
    port = (canary.address() as AddressInfo).port;
    canaries.push(canary);
  }
});
afterAll(() => void canaries.forEach((canary) => canary.close()));
beforeEach(() => void (connections = []));

/** An egress that would reach the canaries on their port, if it let any of their addresses through. */
function buildEgress(overrides: Partial<EgressOptions> = {}) {
  return createEgress({ config: sandboxConfig, now, override: { port }, ...overrides });
}

const send = (egress: ReturnType<typeof createEgress>, url = `https://${HOST}/x`) => egress.send({ url, headers: { authorization: 'c4n4ry' }, body: '{}' });

describe('an address a tenant set', () => {
  it.each(hostileUrls)('%j is refused before anything is asked or opened', async (url) => {
    let asked = 0;
    const resolve = async () => ((asked += 1), [v4('127.0.0.1')]);
    expect(checkUrl(url, OWN_HOST).ok).toBe(false);
    expect(await send(buildEgress({ resolve }), url)).toMatchObject({ ok: false, fault: 'refused' });
    expect({ asked, connections }).toEqual({ asked: 0, connections: [] });
  });

  it('the corpus holds more than 80', () => expect(new Set(hostileUrls).size).toBeGreaterThan(80));

  it.each(['https://hooks.slack.com/services/T/B/x', 'https://example.com', 'https://EXAMPLE.com:443/a?b=c#d', 'https://bücher.example/'])('%s is taken', (url) => {
    expect(checkUrl(url, OWN_HOST)).toMatchObject({ ok: true });
  });

  it('is never a literal address, however it is written', () => {
    fc.assert(fc.property(fc.oneof(fc.ipV4(), fc.ipV4Extended(), fc.ipV6().map((text) => `[${text}]`)), (host) => checkUrl(`https://${host}/`, OWN_HOST).ok === false), { numRuns: 2_000 });
  });

  it('of any other text throws nothing, and what is taken is https on port 443 with a dotted name', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.string().map((text) => `https://${text}`)), (text) => {
        const checked = checkUrl(text, OWN_HOST);
        if (!checked.ok) return true;
        return checked.url.protocol === 'https:' && checked.url.port === '' && /\.[^.]+$/.test(checked.url.hostname) && checked.url.username === '';
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('what a name resolves to', () => {
  const hextets = (a: number, b: number, c: number, d: number) => `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  const byte = fc.integer({ min: 0, max: 255 });

  it('inside a network is refused, plain and wrapped in IPv6', () => {
    const inner = fc.oneof(
      fc.tuple(fc.constantFrom(10, 127, 0), byte, byte, byte),
      fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
      fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
      fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
      fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte),
    );
    fc.assert(
      fc.property(inner, ([a, b, c, d]) => {
        const words = hextets(a, b, c, d);
        const forms = [[a, b, c, d].join('.'), `::ffff:${words}`, `::${words}`, `64:ff9b::${words}`, `64:ff9b:1::${words}`, `2002:${words}::1`, `2001:0:${words}::`, `::ffff:0:${words}`];
        return forms.every((form) => !isPublicAddress(form));
      }),
      { numRuns: 5_000 },
    );
  });

  it('outside 2000::/3 is refused whatever it is; odd texts too', () => {
    const first = fc.integer({ min: 0, max: 0xffff }).filter((word) => word < 0x2000 || word > 0x3fff);
    fc.assert(fc.property(first, fc.ipV6(), (word, rest) => !isPublicAddress(`${word.toString(16)}:${rest.split(':').slice(-1)[0]!.includes('.') ? '1' : '2'}::3`)), { numRuns: 2_000 });
    for (const odd of ['', 'localhost', '127.1', '::1%lo', '3fff::1', '2001:db8::1']) expect(isPublicAddress(odd), odd).toBe(false);
  });

  it.each(['1.1.1.1', '8.8.8.8', '52.95.110.1', '2606:4700:4700::1111', '2a00:1450:4001:81b::200e'])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    ['loopback', [v4('127.0.0.1')]],
    ['another loopback', [v4('127.0.0.2')]],
    ['IPv6 loopback', [{ address: '::1', family: 6 }]],
    ['IPv4 in IPv6', [{ address: '::ffff:127.0.0.1', family: 6 }]],
    ['a public and an inner one', [v4('1.1.1.1'), v4('127.0.0.1')]],
    ['an inner and a public one', [v4('127.0.0.1'), v4('1.1.1.1')]],
    ['metadata', [v4('169.254.169.254')]],
    ['no address', []],
    ['no address but a word', [v4('localhost')]],
  ])('%s: no connection', async (_what, answer) => {
    expect(await send(buildEgress({ resolve: async () => answer }))).toMatchObject({ ok: false });
    expect(connections).toEqual([]);
  });

  it('public at saving and loopback at sending: no connection; a name is asked once a call, and that answer is connected to', async () => {
    const answers = [[v4('192.0.2.1')], [v4('127.0.0.1')], [v4('127.0.0.2')]];
    let asked = 0;
    // 192.0.2.1 is let through as if it were public: nothing answers there, and the second answer must not be used.
    const egress = buildEgress({ resolve: async () => answers[asked++]!, override: { port, addresses: ['192.0.2.1'], connectMs: 300 } });
    expect(await send(egress)).toMatchObject({ ok: false, fault: expect.stringMatching(/timeout|unreached/) as string });
    expect(asked).toBe(1);
    expect(await send(egress)).toMatchObject({ ok: false, fault: 'refused' });
    expect(await send(egress)).toMatchObject({ ok: false, fault: 'refused' });
    expect(connections).toEqual([]);
  });

  it('never comes: the call ends after the time to connect', async () => {
    const egress = buildEgress({ resolve: () => new Promise(() => undefined), override: { port, connectMs: 200 } });
    expect(await send(egress)).toMatchObject({ ok: false, fault: 'timeout' });
  });
});

describe('an answer', () => {
  async function receiver(listener: RequestListener): Promise<{ port: number; close(): void }> {
    const server = createTls({ ...certificate }, listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { port: (server.address() as AddressInfo).port, close: () => void (server.close(), server.closeAllConnections()) };
  }

  async function answerOf(listener: RequestListener, limits: { connectMs?: number; totalMs?: number; ca?: string } = {}) {
    const server = await receiver(listener);
    const egress = createEgress({ config: sandboxConfig, now, resolve: async () => [v4('127.0.0.1')], override: { port: server.port, addresses: ['127.0.0.1'], ca: certificate.cert, ...limits } });
    const started = performance.now();
    const result = await send(egress);
    server.close();
    return { result, ms: performance.now() - started };
  }

  it.each([200, 204, 302, 404, 410, 429, 503])('of status %i tells the caller its status and body', async (status) => {
    const { result } = await answerOf((_request, response) => void response.writeHead(status, { 'x-secret': 's' }).end(status === 204 ? undefined : 'no_service'));
    expect(result).toEqual({ ok: true, status, retryAfterMs: null, body: status === 204 ? '' : 'no_service' });
  });

  it.each([['30', 30_000], ['Tue, 01 Dec 2026 12:02:00 GMT', 120_000], ['Tue, 01 Dec 2026 11:00:00 GMT', 0], ['999999999', 86_400_000], ['soon', null]])('tells how long Retry-After "%s" asks to wait', async (header, retryAfterMs) => {
    const { result } = await answerOf((_request, response) => void response.writeHead(429, { 'retry-after': header }).end());
    expect(result).toMatchObject({ status: 429, retryAfterMs });
  });

  it('comes to what was sent, under the name of the host', async () => {
    let got: unknown;
    await answerOf((request, response) => {
      got = { method: request.method, host: request.headers.host?.replace(/:\d+$/, ''), url: request.url, authorization: request.headers.authorization };
      response.end();
    });
    expect(got).toEqual({ method: 'POST', host: HOST, url: '/x', authorization: 'c4n4ry' });
  });

  it.each([301, 302, 303, 307, 308])('of %i is not followed', async (status) => {
    const { result } = await answerOf((_request, response) => void response.writeHead(status, { location: `https://127.0.0.2:${port}/`, refresh: '0;url=https://127.0.0.2/' }).end());
    expect(result).toMatchObject({ ok: true, status });
    expect(connections).toEqual([]);
  });

  it('without end is read up to 64 kB', async () => {
    let sent = 0;
    const { result } = await answerOf((_request, response) => {
      const more = (): void => {
        if (response.destroyed) return;
        sent += 16_384;
        response.write(Buffer.alloc(16_384), () => setTimeout(more, 5));
      };
      response.on('error', () => undefined);
      more();
    });
    expect(result).toMatchObject({ ok: true, status: 200 });
    expect((result as { body: string }).body).toHaveLength(65_536);
    expect(sent).toBeLessThan(8 * 65_536);
  });

  it('with a header of more than 16 kB is none', async () => {
    const { result } = await answerOf((_request, response) => void response.writeHead(200, { big: 'x'.repeat(20_000) }).end());
    expect(result).toMatchObject({ ok: false, fault: 'broken' });
  });

  it('that does not come ends after the total time; one that drips keeps its status', async () => {
    expect((await answerOf(() => undefined, { totalMs: 300 })).result).toMatchObject({ ok: false, fault: 'timeout' });
    const dripping = await answerOf((_request, response) => {
      const timer = setInterval(() => response.write('.'), 50);
      response.on('close', () => clearInterval(timer));
    }, { totalMs: 400 });
    expect(dripping.result).toMatchObject({ ok: true, status: 200 });
    // It would drip for ever.
    expect(dripping.ms).toBeLessThan(10_000);
  });

  it('of a host whose certificate is not trusted is none', async () => {
    const { result } = await answerOf((_request, response) => void response.end(), { ca: buildCertificate('other.example').cert });
    expect(result).toMatchObject({ ok: false, fault: 'unreached' });
  });
});

describe('the override of the tests', () => {
  it.each([{}, { HUBSPOT_API_URL: undefined }, { HOST: '0.0.0.0' }, { ROLE: 'worker' }, { NODE_ENV: 'test' }, { PUBLIC_URL: 'https://baton.sandbox.test' }])('is refused by every configuration that is not the sandbox\'s: %j', (env) => {
    const config = readConfig(buildEnv(env));
    expect(config.sandbox).toBe(false);
    expect(() => createEgress({ config, now, override: { port, addresses: ['127.0.0.1'] } })).toThrow(StartFault);
  });

  it.each([{}, { NODE_ENV: 'development' }, { HOST: '0.0.0.0' }, { ROLE: 'worker' }, { PUBLIC_URL: 'https://baton.sandbox.test' }, { DATA_DIR: '/tmp/x' }, { LOG_LEVEL: 'trace' }, { http_proxy: 'http://127.0.0.1:9', HTTPS_PROXY: 'http://127.0.0.1:9' }])('no other variable leads to this machine, either: %j', async (env) => {
    const config = readConfig(buildEnv(env));
    for (const address of ['127.0.0.1', '127.0.0.2', '::1']) {
      const resolve = async () => [{ address, family: address.includes(':') ? 6 : 4 }];
      expect(await send(createEgress({ config, now, resolve }))).toMatchObject({ ok: false, fault: 'refused' });
    }
    expect(connections).toEqual([]);
  });

  it.each(['http://10.0.0.1:4000', 'http://sandbox.example', 'https://api.hubapi.com.evil.example', 'http://127.0.0.1.evil.example'])('sandbox mode is only where the sandbox is on this machine, and not at %s', (url) => {
    expect(() => readConfig(buildEnv({ HUBSPOT_API_URL: url }))).toThrow(StartFault);
  });

  it('without it, the names a machine resolves to itself lead nowhere', async () => {
    expect(await send(createEgress({ config: readConfig(buildEnv()), now, resolve: async () => [v4('127.0.0.1')] }))).toMatchObject({ ok: false, fault: 'refused' });
  });
});

describe('in the sandbox', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, app: buildSandboxApp() });
  });
  afterAll(() => sandbox.close());

  const enclosed = () => createEgress({ config: { ...sandboxConfig, hubspot: { apiUrl: sandbox.url } }, now, resolve: () => Promise.reject(new Error('Nothing leaves the machine.')) });

  it('a post to any host goes to the sandbox, which answers in its place; nothing is resolved', async () => {
    const egress = enclosed();
    expect(await egress.send({ url: 'https://hooks.slack.com/services/T/B/x?y=1', headers: { 'x-own': 'a' }, body: '{"text":"ç😀"}' })).toEqual({ ok: true, status: 404, retryAfterMs: null, body: 'no_service' });
    expect(await egress.send({ url: 'https://hooks.agencia.example/a?b=1', headers: {}, body: Buffer.from('{}') })).toMatchObject({ ok: true, status: 204 });
    expect(sandbox.outbound.box.posts()).toMatchObject([{ host: 'hooks.agencia.example', path: '/a?b=1', body: '{}' }, { host: 'hooks.slack.com', path: '/services/T/B/x?y=1', headers: { 'x-own': 'a' }, body: '{"text":"ç😀"}' }]);
  });

  it('a hostile address is refused all the same', async () => {
    sandbox.outbound.box.clear();
    for (const url of hostileUrls) expect(await send(enclosed(), url), url).toMatchObject({ ok: false, fault: 'refused' });
    expect(sandbox.outbound.box.posts()).toEqual([]);
  });

  it('its faults are the host\'s: the time it asks for, a broken connection', async () => {
    const rule = { path: '.*', count: 1, skip: 0, chance: 1, seed: 1, headers: {} };
    sandbox.outbound.faults.script([{ ...rule, kind: 'status', status: 429, retryAfter: '30', body: 'slow' }, { ...rule, kind: 'reset-before' }]);
    expect(await send(enclosed())).toEqual({ ok: true, status: 429, retryAfterMs: 30_000, body: 'slow' });
    expect(await send(enclosed())).toMatchObject({ ok: false, fault: 'broken' });
  });
});
