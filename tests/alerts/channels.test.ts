import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { sql } from 'kysely';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FaultRule } from '../../sandbox/faults.ts';
import * as contract from '../../extensions/contracts/channels.ts';
import { createSecrets } from '../../src/server/platform/secrets.ts';
import { hostileUrls } from '../support/hostile-urls.ts';
import { buildKey, people, startSettings } from '../support/settings-account.ts';

let baton: Awaited<ReturnType<typeof startSettings>>;
/** Listeners on every loopback address: nothing may ever come. */
const canaries: Server[] = [];
let connections = 0;

beforeAll(async () => {
  baton = await startSettings();
  for (const address of ['127.0.0.1', '127.0.0.2', '::1']) {
    const canary = createServer((socket) => {
      connections += 1;
      socket.destroy();
    }).listen(0, address);
    const open = await Promise.race([once(canary, 'listening').then(() => true), once(canary, 'error').then(() => false)]);
    if (open) canaries.push(canary); // a machine without IPv6 has one less
  }
});
afterAll(async () => {
  for (const canary of canaries) canary.close();
  await baton.close();
});
beforeEach(async () => {
  connections = 0;
  for (const table of ['channels', 'settings_changes', 'audit_entries']) await sql`delete from ${sql.table(table)}`.execute(baton.kysely);
  baton.sandbox.outbound.box.clear();
  baton.sandbox.outbound.faults.clear();
});

const SLACK = 'https://hooks.slack.com/services/T0/B0/c4n4rySlack';
const TOKEN = '123456789:AAc4n4ryTelegramc4n4ryTelegramc4n4ry';
const email = { host: 'smtp.agencia.example', port: '587', user: 'baton', password: 'c4n4ryPassword', fromName: 'Baton', fromAddress: 'avisos@agencia.example' };

const box = () => baton.sandbox.outbound.box;
const fail = (rule: Partial<FaultRule>) => baton.sandbox.outbound.faults.script([{ kind: 'status', path: '.*', count: 1, skip: 0, chance: 1, seed: 1, headers: {}, ...rule }]);
const list = async (as: number = people.ana) => contract.ChannelsView.parse(await baton.ask('GET /api/1/settings/channels', { as }));
const add = (kind: string, settings: Record<string, string>, more: object = {}) => baton.ask('POST /api/1/settings/channels', { body: { key: buildKey(), kind, name: `Canal ${kind}`, redacted: false, settings, ...more } });

async function added(kind: string, settings: Record<string, string>): Promise<contract.AddedChannel> {
  return contract.AddedChannel.parse(await add(kind, settings));
}

const test = (channelId: string, key = buildKey()) => baton.ask('POST /api/1/settings/channels/:channelId/test', { params: { channelId }, body: { key } });
const mend = (channelId: string, settings: Record<string, string>, more: object = {}) =>
  baton.ask('POST /api/1/settings/channels/:channelId/settings', { params: { channelId }, body: { key: buildKey(), name: 'Canal', redacted: false, settings, ...more } });
const pause = (channelId: string, paused: boolean) => baton.ask('POST /api/1/settings/channels/:channelId/pause', { params: { channelId }, body: { key: buildKey(), paused } });

describe('a channel', () => {
  it('is added, listed with where it leads, and shows no secret: neither in the list, nor in the audit trail, the database or the log', async () => {
    await added('email', email);
    await added('slack', { url: SLACK });
    await added('telegram', { token: TOKEN, chatId: '-100' });
    const view = await list();
    expect(view.channels.map(({ kind, place, state, settings }) => ({ kind, place, state, settings }))).toEqual([
      { kind: 'email', place: 'smtp.agencia.example', state: 'on', settings: { host: 'smtp.agencia.example', port: '587', user: 'baton', fromName: 'Baton', fromAddress: 'avisos@agencia.example' } },
      { kind: 'slack', place: 'hooks.slack.com', state: 'on', settings: {} },
      { kind: 'telegram', place: 'api.telegram.org: -100', state: 'on', settings: { chatId: '-100' } },
    ]);
    const audit = await baton.ask('GET /api/1/settings/audit', { params: { area: 'channel', before: '' } });
    expect(JSON.stringify(audit)).toContain('channel.added');
    const rows = await sql`select * from channels`.execute(baton.kysely);
    const changes = await sql`select * from settings_changes`.execute(baton.kysely);
    for (const secret of ['c4n4ry', SLACK, TOKEN]) expect(JSON.stringify([view, audit, rows.rows, changes.rows, baton.lines])).not.toContain(secret);
  });

  it('whose settings do not fit is refused by the field\'s name, in the reader\'s language, without the value', async () => {
    expect(await add('slack', { url: 'https://hooks.slack.com.evil.example/services/T0/B0/c4n4ry' })).toMatchObject({ ok: false, code: 'invalid', cure: expect.stringMatching(/^The settings do not fit: Address of the incoming webhook: an address that begins with https:\/\/hooks\.slack\.com/) as string });
    expect(await baton.ask('POST /api/1/settings/channels', { params: { lang: 'pt-BR' }, body: { key: buildKey(), kind: 'telegram', name: 'x', redacted: false, settings: { token: 'c4n4ry' } } })).toMatchObject({ ok: false, cure: expect.stringMatching(/^As configurações não servem: Token do bot: .*; Chat: falta\.$/) as string });
    for (const settings of [{}, { ...email, port: '25000' }, { ...email, fromAddress: 'a@b.com, c@d.com' }, { ...email, extra: 'x' }]) expect(await add('email', settings as Record<string, string>)).toMatchObject({ ok: false, code: 'invalid' });
    expect(await add('pager', {})).toMatchObject({ ok: false, code: 'invalid' });
    expect((await list()).channels).toEqual([]);
  });

  it('of webhooks gets a secret that is told once, and signs what the receiver gets', async () => {
    const { channelId, secret } = await added('webhook', { url: 'https://hooks.agencia.example/x' });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(JSON.stringify(await list())).not.toContain(secret!);
    await test(channelId);
    const [post] = box().posts();
    // The library compares with the machine's clock, Baton signs by the account's.
    vi.useFakeTimers({ toFake: ['Date'], now: baton.sandbox.clock.now() });
    expect(new Webhook(secret!).verify(post!.body, post!.headers)).toMatchObject({ type: 'baton.alert' });
    vi.useRealTimers();
    expect((await added('webhook', { url: 'https://hooks.agencia.example/x', secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}` })).secret).toBeNull();
  });

  it('is mended: an empty secret stays, another replaces it, and what was wrong is over', async () => {
    const { channelId } = await added('telegram', { token: TOKEN, chatId: '-100' });
    fail({ status: 401, body: { ok: false, error_code: 401 } });
    await test(channelId);
    expect((await list()).channels[0]).toMatchObject({ state: 'disabled', fault: { told: 'The login, token or secret was not taken.' } });
    expect(await mend(channelId, { token: '', chatId: '-200' }, { name: 'Diretoria', redacted: true })).toEqual({ ok: true });
    expect((await list()).channels[0]).toMatchObject({ name: 'Diretoria', redacted: true, state: 'on', fault: null, settings: { chatId: '-200' } });
    await test(channelId);
    const other = TOKEN.replace('AA', 'BB');
    await mend(channelId, { token: other, chatId: '-200' });
    await test(channelId);
    expect(box().posts().map(({ path }) => path)).toEqual([`/bot${other}/sendMessage`, `/bot${TOKEN}/sendMessage`, `/bot${TOKEN}/sendMessage`]);
    const audit = JSON.stringify(await baton.ask('GET /api/1/settings/audit', { params: { area: 'channel', before: '' } }));
    expect(audit).toContain('"secretChanged":true');
  });

  it('is paused and resumed; removed it is gone, with its secrets', async () => {
    const { channelId } = await added('slack', { url: SLACK });
    await pause(channelId, true);
    expect((await list()).channels[0]!.state).toBe('off');
    await test(channelId);
    expect((await list()).channels[0]).toMatchObject({ state: 'off', fault: null, lastSentAt: expect.any(String) as string });
    await pause(channelId, false);
    expect((await list()).channels[0]!.state).toBe('on');
    expect(await baton.ask('POST /api/1/settings/channels/:channelId/remove', { params: { channelId }, body: { key: buildKey() } })).toEqual({ ok: true });
    expect((await list()).channels).toEqual([]);
    for (const answer of [await test(channelId), await mend(channelId, { url: SLACK }), await pause(channelId, true)]) expect(answer).toMatchObject({ ok: false, code: 'not-found' });
  });

  it('is added once a key, whoever repeats it, and 50 are the most', async () => {
    const body = { key: buildKey(), kind: 'webhook', name: 'x', redacted: false, settings: { url: 'https://hooks.agencia.example/x' } };
    const answers = await Promise.all(Array.from({ length: 5 }, () => baton.ask('POST /api/1/settings/channels', { body })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await list()).channels).toHaveLength(1);
    for (let at = 1; at < 50; at++) await added('slack', { url: SLACK });
    expect(await add('slack', { url: SLACK })).toMatchObject({ ok: false, code: 'invalid' });
  });
});

describe('a test', () => {
  it.each([['email', email, 'ana@agencia.example'], ['slack', { url: SLACK }, 'hooks.slack.com'], ['telegram', { token: TOKEN, chatId: '-100' }, 'api.telegram.org: -100'], ['webhook', { url: 'https://hooks.agencia.example/x' }, 'hooks.agencia.example'], ['hubspot-task', { dueHours: '1' }, 'HubSpot']] as const)('by %s goes to whoever asks, or to the place, and says where', async (kind, settings, to) => {
    const { channelId } = await added(kind, settings);
    expect(await test(channelId)).toEqual({ ok: true, arrived: true, to, fault: null });
    expect((await list()).channels[0]!.lastSentAt).not.toBeNull();
  });

  it('by e-mail goes to the asker\'s own address; by a task to them as owner, with a reminder', async () => {
    const mail = await added('email', email);
    const task = await added('hubspot-task', { dueHours: '1' });
    const tasks = () => baton.sandbox.core.crm(baton.portalId).list('tasks').results;
    const before = tasks().length;
    await test(mail.channelId);
    await test(task.channelId);
    expect(box().mails().map(({ recipient }) => recipient)).toEqual(['ana@agencia.example']);
    expect(tasks()).toHaveLength(before + 1);
    const { properties } = tasks().at(-1)!;
    expect(properties).toMatchObject({ hubspot_owner_id: '10102', hs_task_subject: 'Test from Baton: this channel works' });
    expect(Number(properties.hs_task_reminders)).toBeGreaterThan(baton.sandbox.clock.now().getTime());
  });

  it('that fails says why and what to do; a fault that stays disables, and a test that arrives is the end of it', async () => {
    const { channelId } = await added('slack', { url: SLACK });
    fail({ status: 410, body: 'channel_is_archived' });
    expect(await test(channelId)).toMatchObject({ ok: true, arrived: false, fault: { told: 'The place is no more.', cure: expect.stringContaining('new webhook') as string } });
    expect((await list()).channels[0]).toMatchObject({ state: 'disabled', fault: { told: 'The place is no more.' } });
    expect(await test(channelId)).toMatchObject({ arrived: true });
    expect((await list()).channels[0]).toMatchObject({ state: 'on', fault: null });
    fail({ status: 503 });
    expect(await test(channelId)).toMatchObject({ arrived: false, fault: { told: 'There was no answer in time.' } });
    expect((await list()).channels[0]).toMatchObject({ state: 'on', fault: null });
  });

  it('asked again with the same key is not sent again, and answers the same; nothing of the other side\'s answer is told', async () => {
    const { channelId } = await added('slack', { url: SLACK });
    fail({ status: 403, body: 'inner_c4n4ry_answer' });
    const key = buildKey();
    const first = await test(channelId, key);
    expect(await test(channelId, key)).toEqual(first);
    expect(box().posts()).toHaveLength(1);
    expect(JSON.stringify([first, await list(), baton.lines])).not.toContain('inner_c4n4ry_answer');
    expect(await baton.ask('POST /api/1/settings/channels/:channelId/test', { params: { channelId: '0'.repeat(16) }, body: { key } })).toMatchObject({ ok: false, code: 'conflict' });
  });

  it('of a group that has moved follows it, and remembers where', async () => {
    const { channelId } = await added('telegram', { token: TOKEN, chatId: '-100' });
    fail({ status: 400, body: { ok: false, error_code: 400, description: 'Bad Request: group chat was upgraded to a supergroup chat', parameters: { migrate_to_chat_id: -1001234567890 } } });
    expect(await test(channelId)).toMatchObject({ arrived: true });
    expect((await list()).channels[0]!.settings).toEqual({ chatId: '-1001234567890' });
    expect(box().posts().map(({ body }) => (JSON.parse(body) as { chat_id: string }).chat_id)).toEqual(['-1001234567890', '-100']);
  });

  it('is the admin\'s; whoever tries without the role leaves an entry, and nothing is sent', async () => {
    const { channelId } = await added('slack', { url: SLACK });
    expect(await baton.ask('POST /api/1/settings/channels/:channelId/test', { as: people.caio, params: { channelId }, body: { key: buildKey() } })).toMatchObject({ ok: false, code: 'role-too-low' });
    expect(box().posts()).toEqual([]);
    expect(JSON.stringify(await baton.ask('GET /api/1/settings/audit', { params: { area: 'access', before: '' } }))).toContain('/test');
  });
});

describe('an address inside a network', () => {
  it('is refused when it is saved, by webhook and by mail server, and nothing is connected to', async () => {
    const { port } = canaries[0]!.address() as AddressInfo;
    const { channelId } = await added('webhook', { url: 'https://hooks.agencia.example/x' });
    for (const url of [...hostileUrls.filter((one) => one.length < 2_000), `https://127.0.0.1:${port}/`, `https://localhost:${port}/`]) {
      expect(await add('webhook', { url }), url).toMatchObject({ ok: false });
      // An empty secret keeps the old one.
      if (url.trim() !== '') expect(await mend(channelId, { url, secret: '' }), url).toMatchObject({ ok: false });
      const host = URL.canParse(url) ? new URL(url).hostname : url;
      if (!/(^|\.)(example\.com|evil\.example)$/.test(host)) expect(await add('email', { ...email, host }), host).toMatchObject({ ok: false });
    }
    expect((await list()).channels).toHaveLength(1);
    expect(connections).toBe(0);
  }, 120_000);

  it('is refused when it is sent to, too: one that came into the database otherwise disables its channel', async () => {
    const { channelId } = await added('webhook', { url: 'https://hooks.agencia.example/x' });
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const secrets = createSecrets(baton.config.keys, randomBytes);
    for (const url of ['https://127.0.0.1/', 'https://[::1]/', 'https://localhost/', 'http://hooks.agencia.example/', 'https://baton.sandbox.test/hooks/1/2/3']) {
      const sealed = secrets.seal('alert-channel', baton.portalId, JSON.stringify({ url, secret }));
      await sql`update channels set settings_sealed = ${sealed}, state = 'on'`.execute(baton.kysely);
      expect(await test(channelId), url).toMatchObject({ arrived: false, fault: { told: expect.stringContaining('safely') as string } });
      expect((await list()).channels[0]!.state).toBe('disabled');
    }
    expect({ connections, posts: box().posts() }).toEqual({ connections: 0, posts: [] });
  });
});
