import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readMail } from '../../sandbox/outbound/mime.ts';
import { seenText } from '../../sandbox/outbound/sinks.ts';
import { type Sandbox, startSandbox } from '../../sandbox/server.ts';
import { buildSandboxApp } from '../support/sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, app: buildSandboxApp(), permittedOrigins: { 'https://baton.sandbox.test': 'http://127.0.0.1:3999' } });
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.outbound.box.clear();
  sandbox.outbound.faults.clear();
});

async function post(host: string, path: string, body: unknown): Promise<{ status: number; body: string; retryAfter: string | null }> {
  const told = { host, path, headers: {}, body: typeof body === 'string' ? body : JSON.stringify(body) };
  const answer = await fetch(`${sandbox.url}/_sandbox/outbound`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(told) });
  return { status: answer.status, body: await answer.text(), retryAfter: answer.headers.get('retry-after') };
}

const slack = (body: unknown) => post('hooks.slack.com', '/services/T0/B0/x', body);
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const telegram = (body: unknown) => post('api.telegram.org', `/bot12345:${'a'.repeat(35)}/sendMessage`, body);

describe('the sinks answer as the services do', () => {
  it('Slack: in plain words, by its limits', async () => {
    expect(await slack({ text: 'oi' })).toMatchObject({ status: 200, body: 'ok' });
    expect(await slack('{')).toMatchObject({ status: 400, body: 'invalid_payload' });
    expect(await slack({})).toMatchObject({ status: 400, body: 'no_text' });
    expect(await slack({ blocks: [section('x'.repeat(3_001))] })).toMatchObject({ status: 400, body: 'invalid_blocks' });
    expect(await slack({ blocks: Array.from({ length: 51 }, () => section('x')) })).toMatchObject({ status: 400, body: 'invalid_blocks' });
    expect(await slack({ blocks: Array.from({ length: 20 }, () => section('x'.repeat(2_900))) })).toMatchObject({ status: 400, body: 'msg_blocks_too_long' });
    expect(await post('hooks.slack.com', '/services/T0', { text: 'x' })).toMatchObject({ status: 404, body: 'no_service' });
  });

  it('Telegram: in JSON, by its limits and its HTML', async () => {
    expect(await telegram({ chat_id: '-1', text: '<b>a</b> &lt; b', parse_mode: 'HTML' })).toMatchObject({ status: 200, body: expect.stringContaining('"ok":true') as string });
    expect(await telegram({ chat_id: '-1', text: 'a < b', parse_mode: 'HTML' })).toMatchObject({ status: 400, body: expect.stringContaining('parse entities') as string });
    expect(await telegram({ chat_id: '-1', text: 'x'.repeat(4_097), parse_mode: 'HTML' })).toMatchObject({ status: 400, body: expect.stringContaining('too long') as string });
    expect(await post('api.telegram.org', '/botabc/sendMessage', {})).toMatchObject({ status: 401 });
  });

  it.each([['<b>a</b>', 'a'], ['&lt;b&gt;', 'xbx'], ['<b><i>a</b></i>', undefined], ['<script>a</script>', undefined], ['a & b', undefined], ['<b>a', undefined], ['<blockquote>a</blockquote>', 'a']])('%s is seen as %j', (html, seen) => expect(seenText(html)).toBe(seen));

  it('any other host: 204, and what came is kept with its host and path', async () => {
    expect(await post('hooks.agencia.example', '/a?b=1', '{"x":1}')).toMatchObject({ status: 204 });
    expect(sandbox.outbound.box.posts()).toMatchObject([{ kind: 'webhook', host: 'hooks.agencia.example', path: '/a?b=1', body: '{"x":1}', status: 204 }]);
  });

  it('a scripted fault hits the calls it names, once, and is kept with its status', async () => {
    const script = { kind: 'status', status: 429, retryAfter: '30', body: 'slow_down', path: '^hooks\\.slack\\.com/' };
    await fetch(`${sandbox.url}/_sandbox/outbound/faults`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(script) });
    expect(await post('other.example', '/', {})).toMatchObject({ status: 204 });
    expect(await slack({ text: 'a' })).toMatchObject({ status: 429, retryAfter: '30', body: 'slow_down' });
    expect(await slack({ text: 'a' })).toMatchObject({ status: 200 });
    expect(sandbox.outbound.box.posts().map(({ status }) => status)).toEqual([200, 429, 204]);
  });
});

describe('the mailbox', () => {
  const send = (overrides: object = {}) =>
    createTransport({ host: '127.0.0.1', port: sandbox.outbound.mailPort, ignoreTLS: true }).sendMail({
      from: { name: 'Ação & Cia', address: 'a@acme.example' }, to: 'ana@agencia.example', subject: 'Olá, «mundo» 😀 — um assunto que é bem mais longo do que uma linha de cabeçalho aguenta',
      text: 'Linha um\n= sinal =\nção 😀', html: '<html><head></head><body><p style="color:red">ção = 😀</p><a href="https://app.hubspot.com/contacts/1/record/0-2/5">x</a><a href="https://baton.sandbox.test/b/abc">y</a><a href="https://other.example/b">z</a><a href="https://">w</a></body></html>', ...overrides,
    });

  it('shows a mail as it was written: names, subject, text and HTML', async () => {
    await send();
    const list = (await (await fetch(`${sandbox.url}/_sandbox/mailbox`)).json()) as { mails: { id: string; from: string; to: string; subject: string }[] };
    expect(list.mails).toMatchObject([{ to: 'ana@agencia.example', subject: expect.stringMatching(/^Olá, «mundo» 😀 — um assunto .* aguenta$/) as string, from: expect.stringContaining('Ação & Cia') as string }]);
    const mail = (await (await fetch(`${sandbox.url}/_sandbox/mailbox/${list.mails[0]!.id}`)).json()) as { text: string; headers: [string, string][] };
    expect(mail.text.trim()).toBe('Linha um\n= sinal =\nção 😀');
    expect(mail.headers.map(([name]) => name)).toContain('MIME-Version');
  });

  it('shows its HTML in a frame that runs nothing and asks for nothing', async () => {
    await send();
    const page = await fetch(`${sandbox.url}/_sandbox/mailbox/${sandbox.outbound.box.mails()[0]!.id}/html`);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'unsafe-inline';.*; sandbox allow-popups /);
    const html = await page.text();
    expect(html).toContain('<p style="color:red">ção = 😀</p>');
    expect([...html.matchAll(/href="([^"]*)"/g)].map(([, address]) => address)).toEqual(['/contacts/1/record/0-2/5', 'http://127.0.0.1:3999/b/abc', 'https://other.example/b', 'https://']);
    expect((await fetch(`${sandbox.url}/_sandbox/mailbox/999/html`)).status).toBe(404);
  });

  it('keeps the last 200, and is emptied on demand', async () => {
    for (let at = 0; at < 205; at++) sandbox.outbound.box.addMail({ recipient: `${at}`, ...readMail(Buffer.from('Subject: x\r\n\r\ny')) });
    expect(sandbox.outbound.box.mails()).toHaveLength(200);
    expect(sandbox.outbound.box.mails()[0]!.recipient).toBe('204');
    await fetch(`${sandbox.url}/_sandbox/mailbox`, { method: 'DELETE' });
    expect(sandbox.outbound.box.mails()).toEqual([]);
  });

  it('answers no other page of the browser', async () => {
    expect((await fetch(`${sandbox.url}/_sandbox/mailbox`, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
  });
});
