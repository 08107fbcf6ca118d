import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BulletinView, SavedSubscription } from '../../extensions/contracts/bulletin.ts';
import { AuditView } from '../../extensions/contracts/settings.ts';
import { composer } from '../../src/server/bulletin/compose.ts';
import { pageRoutes } from '../../src/server/bulletin/page-routes.ts';
import { createSecrets } from '../../src/server/platform/secrets.ts';
import { buildChoices, buildSchedule } from '../support/build-bulletin.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, post, PUBLIC_URL } from '../support/running-baton.ts';
import { addCompany, addContact } from '../support/build-account.ts';
import { buildKey, people, type SettingsAccount, startSettings } from '../support/settings-account.ts';

const { bia, caio } = people;
const CEO = 'ceo@agencia.example';

let baton: SettingsAccount;
let acme: string;
let id: string;

beforeAll(async () => {
  baton = await startSettings({}, ({ crm }) => {
    acme = addCompany(crm, { name: 'Acme <b>Ltda</b>', hubspot_owner_id: '10112' });
    addContact(crm, acme, 'ana@acme.com.br');
  });
  const hook = await baton.addSource({ provider: 'webhook', name: 'Pesquisa', settings: { type: 'nps', kind: 'relational' } });
  for (const [n, score] of [10, 9, 9, 8, 3, 10].entries()) {
    await post(hook, { id: `a${n}`, score, company: { id: acme }, ...(score === 3 && { comment: 'Muito caro' }), respondent: { email: `p${n}@acme.com.br` }, answeredAt: baton.now().toISOString() });
  }
  await baton.idle();
  await baton.ask('POST /api/1/settings/roles', { body: { key: buildKey(), userId: String(bia), role: 'manager' } });
  // A channel that is being mended keeps what is posted: letters stay where they can be counted.
  await sql`
    insert into channels (portal_id, channel_id, kind, name, settings_sealed, state, created_at, redacted) values (${baton.portalId}, 'mail', 'email', 'E-mail', '', 'disabled', ${baton.now()}, false)`.execute(baton.kysely);
});
afterAll(() => baton.close());

const settings = async () => (await baton.ask('GET /api/1/settings/bulletin', { as: bia })) as BulletinView;
const letters = async () => (await sql<{ recipient: string; about: { kind: string; issueId: string } }>`select recipient, about from outbox where about ->> 'kind' = 'bulletin' order by made_at`.execute(baton.kysely)).rows;
const secrets = () => createSecrets(baton.config.keys, randomBytes);
const mailOf = (issueId: string) => baton.db.withPortal(baton.portalId, (tx) =>
  composer({ secrets: secrets(), config: baton.config, members: async () => [], desk: { names: async () => new Map([[bia, 'Bia Souza']]) } as never })(tx, { issueId }, { portalId: baton.portalId, now: baton.now() }));
const ofBaton = (address: string) => baton.url + address.slice(PUBLIC_URL.length);
/** A page of a reader as it is at another time, or of a server that is reached elsewhere. */
const pageAt = (door: string, address: string, { now = baton.now(), publicUrl = PUBLIC_URL }: { now?: Date; publicUrl?: string }) => {
  const deps = { db: baton.db, secrets: secrets(), config: { ...baton.config, publicUrl }, members: async () => [], install: async () => ({ state: 'active' }) };
  const route = pageRoutes(deps as never).find(({ path, method }) => path === door && method === 'GET')!;
  return route.handle({ params: { token: address.split('/')[4]! }, headers: {}, query: {}, now } as never);
};
const viewOf = (html: string) => /href="([^"]*\/b\/[^"/]*)"/.exec(html)![1]!;

describe('a manager without an account', () => {
  test('is added by a manager, not by a rep, and only once', async () => {
    const body = { email: ` ${CEO.toUpperCase()} `, again: false, choices: buildChoices({ reason: 'Reunião de segunda' }) };
    expect(await baton.ask('POST /api/1/settings/bulletin', { as: caio, body: { key: buildKey(), ...body } })).toMatchObject({ ok: false, code: 'role-too-low' });
    const added = (await baton.ask('POST /api/1/settings/bulletin', { as: bia, body: { key: buildKey(), ...body } })) as SavedSubscription;
    expect(added).toMatchObject({ ok: true });
    id = added.id;
    expect(await baton.ask('POST /api/1/settings/bulletin', { as: bia, params: { lang: 'pt-BR' }, body: { key: buildKey(), ...body } })).toMatchObject({ ok: false, code: 'invalid', cure: 'Este endereço já recebe o boletim: mude a linha dele na lista.' });
    // Wednesday, 12:00: the next one is tomorrow at eight.
    expect((await settings()).subscriptions).toMatchObject([{ email: CEO, state: 'on', addedBy: 'Bia Souza', nextAt: '2026-11-19T11:00:00.000Z', last: null }]);
  });

  test('gets one letter when its time has come, however often one looks', async () => {
    expect(await letters()).toEqual([]);
    await baton.pass(20 * HOUR_MS);
    await baton.pass(MINUTE_MS);
    await baton.pass(MINUTE_MS);
    expect(await letters()).toMatchObject([{ recipient: CEO }]);
    expect((await settings()).subscriptions[0]).toMatchObject({ nextAt: '2026-11-20T11:00:00.000Z', last: { from: '2026-11-18', to: '2026-11-19', test: false } });
  });

  test('is written a mail that says what was found, who added them, and how to leave', async () => {
    const composed = await mailOf((await letters())[0]!.about.issueId);
    const { subject, html, text, unsubscribeUrl } = composed!.mail;
    expect(subject).toBe('Boletim diário: 18 de novembro de 2026');
    for (const shown of [html, text]) {
      expect(shown).toContain('Bia Souza');
      expect(shown).toContain('Reunião de segunda');
      expect(shown).toMatch(/Preço(<[^>]*>|:|\s)*1 resposta, 1 de detrator/);
      expect(shown).toContain(unsubscribeUrl);
      expect(shown).toContain('4 promotores, 1 neutro, 1 detrator');
    }
    expect(html).not.toContain('<b>Ltda</b>');
  });

  test('opens the page by the link alone; nothing of it is told to anybody else', async () => {
    const composed = await mailOf((await letters())[0]!.about.issueId);
    const answer = await fetch(ofBaton(viewOf(composed!.mail.html)));
    expect(answer.status).toBe(200);
    const html = await answer.text();
    expect(html).toContain('Acme &lt;b&gt;Ltda&lt;/b&gt;');
    expect(html).toContain('<svg');
    expect(html).not.toMatch(/<script|https?:\/\//);
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/);
    expect(Object.fromEntries(['referrer-policy', 'x-robots-tag', 'cache-control', 'x-content-type-options', 'cross-origin-opener-policy'].map((name) => [name, answer.headers.get(name)]))).toEqual({
      'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow, noarchive', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'cross-origin-opener-policy': 'same-origin',
    });
    const token = viewOf(composed!.mail.html).split('/b/')[1]!;
    expect(baton.lines.some((line) => line.includes(token))).toBe(false);
  });

  test('has the page for fourteen days to the second; leaving works after that, too', async () => {
    const { mail } = (await mailOf((await letters())[0]!.about.issueId))!;
    const { rows } = await sql<{ at: Date }>`select made_at as at from bulletin_issues`.execute(baton.kysely);
    const expires = Math.floor(rows[0]!.at.getTime() / 1_000) * 1_000 + 14 * DAY_MS;
    const status = async (door: string, address: string, ms: number) => (await pageAt(door, address, { now: new Date(expires + ms) })).status;
    for (const door of ['/b/:token', '/b/:token/preferences']) {
      expect(await Promise.all([-1_000, -1, 0, 1_000].map((ms) => status(door, viewOf(mail.html), ms))), door).toEqual([200, 200, 403, 403]);
    }
    expect(await status('/b/:token/unsubscribe', mail.unsubscribeUrl, 365 * DAY_MS)).toBe(200);
  });

  test('finds their way on the page also where the server is reached at a path', async () => {
    const composed = await mailOf((await letters())[0]!.about.issueId);
    const { html } = await pageAt('/b/:token', viewOf(composed!.mail.html), { publicUrl: `${PUBLIC_URL}/app` });
    const addresses = [...html!.matchAll(/href="([^"]*)"/g)].map(([, address]) => address!);
    expect(addresses.map((address) => address.replace(/[\w-]{80,}/, 'TOKEN'))).toEqual(['/app/b/TOKEN/preferences', '/app/b/TOKEN/unsubscribe']);
    for (const address of addresses) expect((await fetch(baton.url + address.slice('/app'.length))).status).toBe(200);
  });

  test('chooses another frequency on the page: shown first, then confirmed', async () => {
    const composed = await mailOf((await letters())[0]!.about.issueId);
    const address = `${ofBaton(viewOf(composed!.mail.html))}/preferences`;
    const send = async (form: Record<string, string>) => (await fetch(address, { method: 'POST', body: new URLSearchParams(form) })).text();
    expect(await (await fetch(address)).text()).toContain('Toda semana');
    expect(await send({ frequency: 'weekly', language: 'en' })).toContain('Confirme a mudança');
    expect((await settings()).subscriptions[0]!.choices).toMatchObject({ language: 'pt-BR', schedule: { frequency: 'daily' } });
    expect(await send({ frequency: 'weekly', language: 'en', confirm: '1' })).toContain('The next bulletin comes on November 23, 2026');
    expect((await settings()).subscriptions[0]!.choices).toMatchObject({ language: 'en', schedule: { frequency: 'weekly' } });
  });

  test('leaves by one click, which a mail scanner that only looks does not make; then nothing comes and no link opens', async () => {
    const { issueId } = (await letters())[0]!.about;
    const { mail } = (await mailOf(issueId))!;
    const address = ofBaton(mail.unsubscribeUrl);
    for (const method of ['GET', 'HEAD']) expect((await fetch(address, { method })).status).toBe(200);
    expect((await settings()).subscriptions[0]!.state).toBe('on');
    const oneClick = await fetch(address, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
    expect(oneClick.status).toBe(200);
    expect((await settings()).subscriptions[0]).toMatchObject({ state: 'unsubscribed', nextAt: null });
    expect((await fetch(ofBaton(viewOf(mail.html)))).status).toBe(403);
    expect(await mailOf(issueId)).toBeNull();
    await baton.pass(7 * DAY_MS);
    expect(await letters()).toHaveLength(1);
    const again = { as: bia, body: { key: buildKey(), email: CEO, again: false, choices: buildChoices() } };
    expect(await baton.ask('POST /api/1/settings/bulletin', again)).toMatchObject({ ok: false, code: 'invalid', cure: expect.stringContaining('only if they asked') });
    // The newest first; who left or chose by their link is told as the reader, by the address that is still known.
    const { entries } = AuditView.parse(await baton.ask('GET /api/1/settings/audit', { params: { area: 'bulletin', before: '' } }));
    expect(entries.map(({ action, who, bulletinReader, commandLine, subject }) => [action, who, bulletinReader, commandLine, subject])).toEqual([
      ['bulletin.unsubscribed', null, true, false, CEO],
      ['bulletin.reader-changed', null, true, false, CEO],
      ['bulletin.added', 'Bia Souza', false, false, CEO],
    ]);
    expect(entries.map(({ before, after }) => [before, after])).toEqual([
      [{ Subscription: 'on' }, { Subscription: 'left by its reader' }],
      [{ Frequency: 'Every day', Language: 'Português' }, { Frequency: 'Every week', Language: 'English' }],
      [null, { Frequency: 'Every day', Time: '08:00', 'Time zone': 'America/Sao_Paulo', Language: 'Português', Companies: 'All companies' }],
    ]);
    const { rows } = await sql<{ kept: string }>`select audit_entries::text as kept from audit_entries`.execute(baton.kysely);
    expect(rows.some(({ kept }) => kept.includes(CEO))).toBe(false);
  });

  test('is sent a test at once, marked as such, whose link an admin closes by taking them out', async () => {
    const again = (await baton.ask('POST /api/1/settings/bulletin', { as: bia, body: { key: buildKey(), email: CEO, again: true, choices: buildChoices({ language: 'en' }) } })) as SavedSubscription;
    expect(again).toEqual({ ok: true, id });
    expect(await baton.ask('POST /api/1/settings/bulletin/:subscriptionId/test', { as: bia, params: { subscriptionId: id }, body: { key: buildKey() } })).toEqual({ ok: true, state: 'waiting' });
    const { mail } = (await mailOf((await letters()).at(-1)!.about.issueId))!;
    expect(mail.subject).toMatch(/^\[Test\] Daily bulletin: November 2\d, 2026$/);
    expect((await fetch(ofBaton(viewOf(mail.html)))).status).toBe(200);
    expect(await baton.ask('POST /api/1/settings/bulletin/:subscriptionId/revoke', { as: bia, params: { subscriptionId: id }, body: { key: buildKey() } })).toMatchObject({ ok: true });
    expect((await fetch(ofBaton(viewOf(mail.html)))).status).toBe(403);
  });

  test('whose entry is changed gets what was chosen, and the trail tells it in the admin\'s words; nothing is overwritten unseen', async () => {
    const choices = buildChoices({ schedule: buildSchedule({ frequency: 'weekly', weekday: 5 }), scope: { kind: 'owner', owner: '10112' } });
    await baton.ask('POST /api/1/settings/bulletin', { as: bia, body: { key: buildKey(), email: CEO, again: true, choices } });
    const { revision } = (await settings()).subscriptions[0]!;
    const change = (schedule: object, from = revision) => baton.ask('POST /api/1/settings/bulletin/:subscriptionId', { as: bia, params: { subscriptionId: id }, body: { key: buildKey(), revision: from, choices: { ...choices, schedule: buildSchedule(schedule), scope: { kind: 'all' } } } });
    expect(await change({ frequency: 'monthly', monthDay: 31, time: '18:30' })).toEqual({ ok: true, id });
    expect((await settings()).subscriptions[0]).toMatchObject({ nextAt: '2026-11-30T21:30:00.000Z', revision: revision + 1, choices: { scope: { kind: 'all' } } });
    expect(await change({ frequency: 'daily' })).toMatchObject({ ok: false, code: 'conflict' });
    const { entries } = AuditView.parse(await baton.ask('GET /api/1/settings/audit', { params: { area: 'bulletin', before: '', lang: 'pt-BR' } }));
    expect(entries[0]).toMatchObject({
      action: 'bulletin.changed',
      before: { Frequência: 'Toda semana', Dia: 'sexta-feira', Hora: '08:00', Empresas: 'Carteira de Bia Souza' }, after: { Frequência: 'Todo mês', Dia: '31', Hora: '18:30', Empresas: 'Todas as empresas' },
    });
  });
});
