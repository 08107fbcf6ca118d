import request from 'supertest';
import { afterEach, describe, expect, it } from 'vitest';
import { listen } from '../../src/server/http/server.ts';
import { StartFault, Unavailable } from '../../src/server/platform/errors.ts';
import { buildCardRoute, buildHttp, buildOpenRoute } from '../support/http.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

describe('every answer', () => {
  it.each(['/healthz', '/readyz', '/nothing', '/hooks/test'])('of %s has a request id of its own, is not stored, and does not tell what made it', async (path) => {
    const { app } = buildHttp({ routes: [buildOpenRoute({ method: 'GET' })] });
    const [first, second] = [await request(app).get(path), await request(app).get(path)];
    expect(first.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(first.headers['x-request-id']).not.toBe(second.headers['x-request-id']);
    expect(first.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect(first.headers).not.toHaveProperty('x-powered-by');
    expect(first.headers).not.toHaveProperty('etag');
  });

  it('is logged by route, not by address, with the same request id', async () => {
    const { app, lines } = buildHttp({ routes: [buildOpenRoute({ method: 'GET', path: '/hooks/:portalId/:sourceId/:secret' })] });
    const answer = await request(app).get('/hooks/1/nps/c4n4ry?code=c4n4ry');
    expect(lines.join()).toContain(answer.headers['x-request-id']!);
    expect(lines.join()).toContain('/hooks/:portalId/:sourceId/:secret');
    expect(lines.join()).not.toContain('c4n4ry');
  });
});

describe('the probes', () => {
  it('healthz is alive as long as the process answers', async () => {
    expect((await request(buildHttp({ notReady: async () => 'stopping' }).app).get('/healthz')).status).toBe(200);
  });

  it('readyz is 200 when the server takes work, and 503 with the reason when not', async () => {
    expect((await request(buildHttp().app).get('/readyz')).body).toEqual({ status: 'ready' });
    const stopping = await request(buildHttp({ notReady: async () => 'stopping' }).app).get('/readyz');
    expect([stopping.status, stopping.body]).toEqual([503, { status: 'not ready', reason: 'stopping' }]);
  });

  it('an answer of a server that stops is the last on its connection', async () => {
    expect((await request(buildHttp({ stopping: () => true }).app).get('/healthz')).headers.connection).toBe('close');
  });

  it('readyz is 503 when the database is away', async () => {
    const { app } = buildHttp({ notReady: async () => { throw new Unavailable('The database is away.', 5); } });
    expect((await request(app).get('/readyz')).status).toBe(503);
  });
});

describe('what goes wrong', () => {
  const SECRET = 'relation "answers" at /srv/baton/src/server.ts:3';
  const failing = (error: unknown) => buildHttp({ routes: [buildOpenRoute({ handle: async () => { throw error; } })] });

  it('an unknown address is 404', async () => {
    const answer = await request(buildHttp().app).get('/wp-admin');
    expect([answer.status, answer.body]).toEqual([404, { error: 'There is nothing at this address.' }]);
  });

  it('our own trouble is 503 with the time to try again, never a 4xx, so that senders keep their delivery', async () => {
    const answer = await request(failing(new Unavailable('The database is away.', 7)).app).post('/hooks/test');
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBe('7');
    expect(JSON.stringify(answer.body)).not.toContain('database');
  });

  it.each([new Error(SECRET), Object.assign(new Error(SECRET), { code: '42P01', detail: SECRET }), SECRET, null, undefined, { status: 418, message: SECRET }])(
    'a surprise is 500 with the request id and nothing of the inside (%#)',
    async (error) => {
      const { app, lines } = failing(error);
      const answer = await request(app).post('/hooks/test');
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.text).not.toContain('relation');
      expect(answer.text).not.toMatch(/\.ts|node_modules|at /);
      expect(lines.join()).toContain(answer.headers['x-request-id']!);
    },
  );

  it('a body over the limit is 413, also when it was packed small', async () => {
    const { app } = buildHttp({ routes: [buildOpenRoute({ bodyLimit: 1000 })] });
    expect((await request(app).post('/hooks/test').send('x'.repeat(1000))).status).toBe(200);
    expect((await request(app).post('/hooks/test').type('text/plain').send('x'.repeat(1001))).status).toBe(413);
    const { gzipSync } = await import('node:zlib');
    const packed = gzipSync('x'.repeat(100_000));
    const answer = await request(app).post('/hooks/test').set('content-encoding', 'gzip').type('text/csv').serialize((body: unknown) => body as string).send(packed);
    expect(packed.length).toBeLessThan(1000);
    expect(answer.status).toBe(413);
  });

  it.each(['/%', '/hooks/%E0%A4%A', '/\\..\\', '/hooks/test?id=1&id=2&__proto__[x]=1', '/%00'])('the odd address %s is a 4xx', async (path) => {
    const { app } = buildHttp({ routes: [buildOpenRoute({ method: 'GET', path: '/hooks/:portalId' , handle: async () => ({ status: 404 }) })] });
    const answer = await request(app).get(path);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });
});

describe('an open route', () => {
  it('gets the bytes as they came', async () => {
    let got: Buffer | undefined;
    const { app } = buildHttp({ routes: [buildOpenRoute({ handle: async ({ rawBody }) => { got = rawBody; return { status: 200 }; } })] });
    const bytes = Buffer.from([0xff, 0xfe, 0, 10, 13, 0xc3, 0x28]);
    await request(app).post('/hooks/test').type('application/octet-stream').serialize((body: unknown) => body as string).send(bytes);
    expect(got?.equals(bytes)).toBe(true);
  });

  it('answers HEAD where it answers GET', async () => {
    const { app } = buildHttp({ routes: [buildOpenRoute({ method: 'GET' })] });
    const answer = await request(app).head('/hooks/test');
    expect([answer.status, answer.text]).toEqual([200, undefined]);
  });

  it('that is a page may load nothing, run nothing and be framed by nobody', async () => {
    const { app } = buildHttp({ routes: [buildOpenRoute({ kind: 'public', method: 'GET', path: '/page', handle: async () => ({ status: 200, html: '<p>Hi' }) })] });
    const { headers } = await request(app).get('/page');
    expect(headers['content-type']).toContain('text/html');
    for (const rule of ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"]) expect(headers['content-security-policy']).toContain(rule);
    expect(headers['content-security-policy']).not.toContain('script-src');
    expect(headers['referrer-policy']).toBe('no-referrer');
  });
});

describe('a port', () => {
  it('is opened, answers, and is closed', async () => {
    const door = await listen(buildHttp({ routes: [buildCardRoute()] }).app, '127.0.0.1', 0);
    expect((await fetch(`http://127.0.0.1:${door.port}/healthz`)).status).toBe(200);
    await door.close();
    await expect(fetch(`http://127.0.0.1:${door.port}/healthz`)).rejects.toThrow();
  });

  it('in use stops the start with the cure', async () => {
    const door = await listen(buildHttp().app, '127.0.0.1', 0);
    open.push(door);
    const second = listen(buildHttp().app, '127.0.0.1', door.port);
    await expect(second).rejects.toThrow(StartFault);
    await expect(second).rejects.toThrow(`Port ${door.port} on 127.0.0.1 is in use. Stop the other program, or set PORT`);
  });

  it('of an address this machine does not have stops the start, too', async () => {
    await expect(listen(buildHttp().app, '192.0.2.1', 0)).rejects.toThrow('no address 192.0.2.1');
  });

  it('closes while a client keeps its connection', async () => {
    const door = await listen(buildHttp().app, '127.0.0.1', 0);
    await fetch(`http://127.0.0.1:${door.port}/healthz`, { headers: { connection: 'keep-alive' } }).then((answer) => answer.text());
    const closed = door.close().then(() => 'closed');
    expect(await Promise.race([closed, new Promise((resolve) => setTimeout(() => resolve('open'), 3_000))])).toBe('closed');
  });
});
