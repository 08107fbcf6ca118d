import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../sandbox/server.ts';
import { readConfig } from '../../src/server/platform/config.ts';
import { StartFault } from '../../src/server/platform/errors.ts';
import { createMailer, type MailerOptions, type MailServer, type OutgoingMail } from '../../src/server/platform/mail.ts';
import { buildEnv } from '../support/environment.ts';
import { hostileUrls } from '../support/hostile-urls.ts';
import { buildSandboxApp } from '../support/sandbox.ts';
import { buildCertificate } from '../support/self-signed.ts';

const HOST = 'smtp.agency.example';
const certificate = buildCertificate(HOST);
const config = { sandbox: true, publicUrl: 'https://baton.sandbox.test', hubspot: { apiUrl: 'http://127.0.0.1:9' } };
const loopback = async () => [{ address: '127.0.0.1', family: 4 }];

function buildServer(overrides: Partial<MailServer> = {}): MailServer {
  return { host: HOST, port: 587, security: 'starttls', user: 'baton', password: 'p4ssw0rd', ...overrides };
}

function buildMail(overrides: Partial<OutgoingMail> = {}): OutgoingMail {
  return {
    from: { name: 'Baton', address: 'alerts@agency.example' }, to: 'ana@agency.example', subject: 'Atenção: nota 3', html: '<p>Olá</p>', text: 'Olá',
    key: 'alert-1', unsubscribeUrl: null, ...overrides,
  };
}

interface Got {
  raw: string;
  from: string;
  to: string[];
  user: string | undefined;
  secure: boolean;
}

const closers: (() => void)[] = [];
afterEach(() => void closers.splice(0).forEach((close) => close()));

/** A mail server on loopback that stands for HOST; what it got, and a mailer that may reach it. */
async function setUp(options: SMTPServerOptions = {}, override: MailerOptions['override'] = {}) {
  const got: Got[] = [];
  const server = new SMTPServer({
    ...certificate, authOptional: true, disableReverseLookup: true, closeTimeout: 50,
    onAuth: (auth, _session, done) => done(null, { user: auth.username }),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        got.push({ raw: Buffer.concat(chunks).toString('utf8'), from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map(({ address }) => address), user: session.user as string | undefined, secure: session.secure });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  closers.push(() => server.close());
  const { port } = server.server.address() as AddressInfo;
  const mailer = createMailer({ config, fetch, resolve: loopback, override: { port, addresses: ['127.0.0.1'], ca: certificate.cert, ...override } });
  return { got, mailer };
}

const refusedBy = (responseCode: number) => Object.assign(new Error('no'), { responseCode });

describe('a mail', () => {
  it.each(['starttls', 'tls'] as const)('is handed in over TLS (%s), logged in, to the one recipient', async (security) => {
    const { got, mailer } = await setUp({ secure: security === 'tls' });
    expect(await mailer.send(buildServer({ security }), buildMail())).toEqual({ ok: true });
    expect(got).toMatchObject([{ from: 'alerts@agency.example', to: ['ana@agency.example'], user: 'baton', secure: true }]);
  });

  it('says that a machine wrote it, and has the same Message-ID at each try', async () => {
    const { got, mailer } = await setUp();
    for (const key of ['alert-1', 'alert-1', 'alert-2']) await mailer.send(buildServer(), buildMail({ key }));
    const ids = got.map(({ raw }) => /^Message-ID: (<.+@agency\.example>)$/mi.exec(raw)?.[1]);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
    expect(ids[0]).not.toContain('alert-1');
    expect(got[0]!.raw).toMatch(/^Auto-Submitted: auto-generated$/mi);
    expect(got[0]!.raw).not.toMatch(/^List-Unsubscribe/mi);
  });

  it('can be ended by one click where somebody subscribed', async () => {
    const { got, mailer } = await setUp();
    await mailer.send(buildServer(), buildMail({ unsubscribeUrl: 'https://baton.example/u/abc' }));
    expect(got[0]!.raw).toMatch(/^List-Unsubscribe: <https:\/\/baton\.example\/u\/abc>$/mi);
    expect(got[0]!.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/mi);
  });

  const BREAKS = ['\r\nBcc: eve@evil.example', '\nBcc: eve@evil.example', '\r\n\r\n<script>', '\u2028Bcc: eve@evil.example', '\u0085Bcc: eve@evil.example', '\u0000\r\nBcc: eve@evil.example', '=?utf-8?Q?=0D=0ABcc:_eve@evil.example?='];
  it.each(BREAKS)('has no header that a subject or a name writes: %j', async (text) => {
    const { got, mailer } = await setUp();
    expect(await mailer.send(buildServer(), buildMail({ subject: `Nota${text}`, from: { name: `Baton${text}`, address: 'alerts@agency.example' } }))).toEqual({ ok: true });
    const [head] = got[0]!.raw.split('\r\n\r\n');
    expect(head).not.toMatch(/^Bcc:/mi);
    expect(got[0]!.to).toEqual(['ana@agency.example']);
  });

  it.each(['', 'ana', 'ana@agency.example, eve@evil.example', 'ana@agency.example>\r\nRCPT TO:<eve@evil.example', '"Ana" <ana@agency.example>', 'ana@[127.0.0.1]', `${'a'.repeat(260)}@agency.example`])('goes to one plain address and not to %j', async (to) => {
    const { got, mailer } = await setUp();
    expect(await mailer.send(buildServer(), buildMail({ to }))).toEqual({ ok: false, code: 'recipient', passing: false });
    expect(got).toEqual([]);
  });
});

describe('what the server says', () => {
  it.each<[string, SMTPServerOptions, object]>([
    ['a wrong login', { onAuth: (_auth, _session, done) => done(refusedBy(535)) }, { code: 'login', passing: false }],
    ['a login that cannot be checked now', { onAuth: (_auth, _session, done) => done(refusedBy(454)) }, { code: 'login', passing: true }],
    ['a sender it does not send for', { onMailFrom: (_address, _session, done) => done(refusedBy(550)) }, { code: 'sender', passing: false }],
    ['an unknown recipient', { onRcptTo: (_address, _session, done) => done(refusedBy(550)) }, { code: 'recipient', passing: false }],
    ['a full mailbox', { onRcptTo: (_address, _session, done) => done(refusedBy(452)) }, { code: 'recipient', passing: true }],
    ['a mail it does not take', { onData: (stream, _session, done) => void stream.resume().on('end', () => done(refusedBy(554))) }, { code: 'refused', passing: false }],
    ['a mail it does not take now', { onData: (stream, _session, done) => void stream.resume().on('end', () => done(refusedBy(451))) }, { code: 'refused', passing: true }],
  ])('%s', async (_what, options, outcome) => {
    const { mailer } = await setUp(options);
    expect(await mailer.send(buildServer(), buildMail())).toEqual({ ok: false, ...outcome });
  });
});

describe('a connection', () => {
  it('without TLS is none: nothing is said, no password and no mail', async () => {
    const { got, mailer } = await setUp({ disabledCommands: ['STARTTLS'], allowInsecureAuth: true });
    expect((await mailer.send(buildServer(), buildMail())).ok).toBe(false);
    expect(got).toEqual([]);
  });

  it('with the certificate of another name is none', async () => {
    const other = buildCertificate('other.example');
    const { got, mailer } = await setUp({ key: other.key, cert: other.cert }, { ca: other.cert });
    expect(await mailer.send(buildServer(), buildMail())).toEqual({ ok: false, code: 'address', passing: false });
    expect(await (await setUp({ secure: true, key: other.key, cert: other.cert }, { ca: other.cert })).mailer.send(buildServer({ security: 'tls' }), buildMail())).toEqual({ ok: false, code: 'address', passing: false });
    expect(got).toEqual([]);
  });

  it('with a certificate nobody vouches for is none', async () => {
    const { mailer } = await setUp({}, { ca: buildCertificate(HOST).cert });
    expect(await mailer.send(buildServer(), buildMail())).toMatchObject({ ok: false, code: 'address' });
  });

  it('that hangs ends after the whole time, and may work later', async () => {
    const { mailer } = await setUp({ onRcptTo: () => undefined }, { totalMs: 300 });
    const started = performance.now();
    expect(await mailer.send(buildServer(), buildMail())).toEqual({ ok: false, code: 'unreached', passing: true });
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('a server that an account names', () => {
  const canaries: Server[] = [];
  let port = 0;
  let connections = 0;
  beforeAll(async () => {
    for (const address of ['127.0.0.1', '127.0.0.2', '::1']) {
      const canary = createServer((socket) => {
        connections += 1;
        socket.destroy();
      }).listen(port, address);
      const open = await Promise.race([once(canary, 'listening').then(() => true), once(canary, 'error').then(() => false)]);
      if (!open) continue; // a machine without IPv6
      port ||= (canary.address() as AddressInfo).port;
      canaries.push(canary);
    }
  });
  afterAll(() => void canaries.forEach((canary) => canary.close()));
  beforeEach(() => void (connections = 0));

  const numbers = ['127.1', '0x7f.1', '0177.0.0.1', '2130706433', '0x7f000001', '017700000001', '127.0.0.1.', '1.0x7f'];
  const hosts = [...numbers, ...new Set(hostileUrls.flatMap((url) => (URL.canParse(url) ? [new URL(url).hostname, new URL(url).hostname.replace(/^\[|\]$/g, '')] : [url])))].filter((host) => !/(^|\.)(example\.com|evil\.example)$/.test(host));

  it('by a hostile host or port is refused before anything is asked or opened', async () => {
    let asked = 0;
    const mailer = createMailer({ config, fetch, resolve: async () => ((asked += 1), loopback()), override: { port } });
    for (const host of hosts) expect(await mailer.send(buildServer({ host }), buildMail()), host).toEqual({ ok: false, code: 'address', passing: false });
    for (const wrong of [0, 22, 80, 443, 3306, 5432, 6379, 993, 65_536]) expect(await mailer.send(buildServer({ port: wrong }), buildMail()), `${wrong}`).toMatchObject({ code: 'address' });
    expect({ hosts: hosts.length > 80, asked, connections }).toEqual({ hosts: true, asked: 0, connections: 0 });
  });

  it.each([[['127.0.0.1']], [['127.0.0.2']], [['::1']], [['::ffff:127.0.0.1']], [['1.1.1.1', '127.0.0.1']], [['127.0.0.1', '1.1.1.1']], [['10.0.0.1']], [['fd00::1']], [['169.254.169.254']]])('whose name leads to %j is refused', async (addresses) => {
    const mailer = createMailer({ config, fetch, resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })), override: { port } });
    expect(await mailer.send(buildServer(), buildMail())).toEqual({ ok: false, code: 'address', passing: false });
    expect(connections).toBe(0);
  });

  it.each([{}, { HUBSPOT_API_URL: undefined }, { HOST: '0.0.0.0' }, { ROLE: 'worker' }, { NODE_ENV: 'test' }, { NODE_ENV: 'development' }, { PUBLIC_URL: 'https://baton.sandbox.test' }, { DATA_DIR: '/tmp/x' }, { LOG_LEVEL: 'trace' }])('on this machine is out of reach of every configuration that is not the sandbox\'s: %j', async (env) => {
    const real = readConfig(buildEnv(env));
    expect(real.sandbox).toBe(false);
    expect(() => createMailer({ config: real, fetch, override: { port, addresses: ['127.0.0.1'] } })).toThrow(StartFault);
    const asked: unknown[] = [];
    const mailer = createMailer({ config: real, fetch: (async (url: unknown) => void asked.push(url)) as unknown as typeof fetch, resolve: loopback });
    expect(await mailer.send(buildServer(), buildMail())).toMatchObject({ ok: false, code: 'address' });
    expect({ connections, asked }).toEqual({ connections: 0, asked: [] });
  });
});

describe('in the sandbox', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, app: buildSandboxApp() });
  });
  afterAll(() => sandbox.close());

  it('mail of any host arrives in the mailbox, and nothing is resolved', async () => {
    const resolve = () => Promise.reject(new Error('Nothing leaves the machine.'));
    const mailer = createMailer({ config: { ...config, hubspot: { apiUrl: sandbox.url } }, fetch, resolve });
    expect(await mailer.send(buildServer(), buildMail({ subject: 'Atenção: «nota» 3 😀', html: '<p>Olá, ação</p>' }))).toEqual({ ok: true });
    expect(sandbox.outbound.box.mails()).toMatchObject([{ recipient: 'ana@agency.example', subject: 'Atenção: «nota» 3 😀', html: '<p>Olá, ação</p>', text: 'Olá' }]);
    expect(await mailer.send(buildServer({ host: '127.0.0.1' }), buildMail())).toMatchObject({ code: 'address' });
  });

  it.each([['AUTH', 535, 'login', false], ['RCPT', 550, 'recipient', false], ['RCPT', 451, 'recipient', true], ['DATA', 451, 'refused', true]] as const)('the mail server plays a fault: %s %i', async (method, status, code, passing) => {
    const mailer = createMailer({ config: { ...config, hubspot: { apiUrl: sandbox.url } }, fetch });
    await fetch(`${sandbox.url}/_sandbox/outbound/faults`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ kind: 'status', method, status, path: '^smtp/' }) });
    expect(await mailer.send(buildServer(), buildMail())).toEqual({ ok: false, code, passing });
    expect(await mailer.send(buildServer(), buildMail())).toEqual({ ok: true });
  });
});
