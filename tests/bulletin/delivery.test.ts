import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BulletinView, SavedSubscription } from '../../extensions/contracts/bulletin.ts';
import type { Content } from '../../src/server/bulletin/content.ts';
import { FaultRule } from '../../sandbox/faults.ts';
import { buildChoices } from '../support/build-bulletin.ts';
import { addCompany, addContact } from '../support/build-account.ts';
import { HOUR_MS, MINUTE_MS, post, PUBLIC_URL } from '../support/running-baton.ts';
import { buildKey, type SettingsAccount, startSettings } from '../support/settings-account.ts';

const READERS = ['ceo@agencia.example', 'cfo@agencia.example'] as const;

let baton: SettingsAccount;
let leaver: string;

beforeAll(async () => {
  baton = await startSettings({}, ({ crm }) => {
    addContact(crm, addCompany(crm, { name: 'Acme & Filhos', hubspot_owner_id: '10112' }), 'ana@acme.com.br');
    leaver = addCompany(crm, { name: 'Beta', domain: 'beta.com.br' });
  });
  await baton.ask('POST /api/1/settings/channels', { body: { key: buildKey(), kind: 'email', name: 'E-mail', redacted: false, settings: { host: 'smtp.agencia.example', port: '587', fromName: 'Baton', fromAddress: 'avisos@agencia.example' } } });
  for (const [index, email] of READERS.entries()) {
    const added = (await baton.ask('POST /api/1/settings/bulletin', { body: { key: buildKey(), email, again: false, choices: buildChoices({ language: index === 0 ? 'pt-BR' : 'en' }) } })) as SavedSubscription;
    if (!added.ok) throw new Error(JSON.stringify(added));
  }
});
afterAll(() => baton.close());

const mailsTo = (recipient: string) => baton.sandbox.outbound.box.mails().filter((mail) => mail.recipient === recipient);
const header = (mail: { headers: [string, string][] }, name: string) => mail.headers.find(([its]) => its.toLowerCase() === name.toLowerCase())?.[1];
const subscriptions = async () => ((await baton.ask('GET /api/1/settings/bulletin')) as BulletinView).subscriptions;
const ofBaton = (address: string) => baton.url + address.slice(PUBLIC_URL.length);

describe('a bulletin that is due', () => {
  test('arrives once at each reader, in their language, as HTML and as text, with a way out in its head', async () => {
    const hook = await baton.addSource({ provider: 'webhook', name: 'Pesquisa', settings: { type: 'nps', kind: 'relational' } });
    await post(hook, { id: 'a1', score: 9, respondent: { email: 'ana@acme.com.br' }, answeredAt: baton.now().toISOString() });
    expect(baton.sandbox.outbound.box.mails()).toEqual([]);
    await baton.pass(20 * HOUR_MS);
    await baton.pass(MINUTE_MS);
    const mails = READERS.map((reader) => mailsTo(reader));
    expect(mails.map((its) => its.map(({ subject }) => subject))).toEqual([['Boletim diário: 18 de novembro de 2026'], ['Daily bulletin: November 18, 2026']]);
    for (const [mail] of mails) {
      expect(header(mail!, 'From')).toContain('avisos@agencia.example');
      expect(header(mail!, 'Content-Type')).toMatch(/^multipart\/alternative/);
      expect(header(mail!, 'List-Unsubscribe')).toMatch(/^<https:\/\/baton\.sandbox\.test\/b\/[\w-]+\/unsubscribe>$/);
      expect(header(mail!, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
      expect(mail!.html).toMatch(/^<!doctype html>/);
      expect(mail!.html).not.toMatch(/<img|<script|src=/);
      for (const part of [mail!.html!, mail!.text!]) expect(part).toMatch(/1 promotor, 0 neutros, 0 detratores|1 promoter, 0 passives, 0 detractors/);
    }
    expect((await subscriptions()).map(({ email, last }) => [email, last!.state])).toEqual(READERS.map((reader) => [reader, 'sent']));
    // Of who was lost nothing is said before Baton has seen a whole period.
    for (const [mail] of mails) expect(mail!.text).not.toMatch(/Customers lost|Clientes perdidos/);
  });

  test('shows its links where a newcomer can follow them: the mailbox leads to the page, and the page opens', async () => {
    const [mail] = mailsTo(READERS[0]);
    const html = await (await fetch(`${baton.sandbox.url}/_sandbox/mailbox/${mail!.id}/html`)).text();
    const address = /href="([^"]*\/b\/[^"/]*)"/.exec(html)![1]!;
    expect(address.startsWith(`${baton.url}/b/`)).toBe(true);
    expect(await (await fetch(address)).text()).toContain('18 de novembro de 2026');
  });

  test('is left by what stands in its head, as a mail program does it; the other reader goes on', async () => {
    const address = header(mailsTo(READERS[0])[0]!, 'List-Unsubscribe')!.slice(1, -1);
    expect((await fetch(ofBaton(address), { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) })).status).toBe(200);
    baton.crm.update('companies', leaver, { lifecyclestage: 'opportunity' });
    await baton.pass(MINUTE_MS);
    await baton.pass(24 * HOUR_MS);
    expect(READERS.map((reader) => mailsTo(reader).length)).toEqual([1, 2]);
    expect((await subscriptions()).map(({ email, state }) => [email, state])).toEqual([['cfo@agencia.example', 'on'], ['ceo@agencia.example', 'unsubscribed']]);
  });

  test('that is on its way when its reader is taken out does not arrive', async () => {
    const reader = async () => (await subscriptions()).find(({ email }) => email === READERS[1])!;
    // The mail server is busy: what it did not take is tried again.
    baton.sandbox.outbound.faults.script([FaultRule.parse({ kind: 'status', method: 'RCPT', status: 451 })]);
    await baton.pass(24 * HOUR_MS);
    expect((await reader()).last).toMatchObject({ from: '2026-11-20', state: 'waiting' });
    // Beta left on the 19th in the morning, after that day had been seen: the bulletin of the 20th counts it, and the one before does not.
    const { rows } = await sql<{ day: string; lost: Content['lost'] }>`select slot as day, content -> 'lost' as lost from bulletin_issues i join bulletin_subscriptions using (portal_id, subscription_id) where email = ${READERS[1]} order by slot`.execute(baton.kysely);
    expect(rows).toEqual([{ day: '2026-11-19', lost: null }, { day: '2026-11-20', lost: { n: 0, money: 0, of: { n: 2, money: 0 } } }, { day: '2026-11-21', lost: { n: 1, money: 0, of: { n: 2, money: 0 } } }]);
    await baton.ask('POST /api/1/settings/bulletin/:subscriptionId/revoke', { params: { subscriptionId: (await reader()).id }, body: { key: buildKey() } });
    await baton.pass(2 * HOUR_MS);
    expect(mailsTo(READERS[1])).toHaveLength(2);
    expect((await reader()).last!.state).toBe('withdrawn');
  });

  test('stands in no line of the log, nor do its readers', () => {
    expect(baton.lines.join('\n')).not.toMatch(/ceo@|cfo@|\/b\/[\w-]{20}/);
  });
});
