import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Channel, Parcel, Sent } from '../../src/server/alerts/channel.ts';
import { sealSettings } from '../../src/server/alerts/channel-store.ts';
import { type AlertDeps, post, send, sweep } from '../../src/server/alerts/deliver.ts';
import type { Message } from '../../src/server/alerts/message.ts';
import type { Letter } from '../../src/server/alerts/outbox.ts';
import { readConfig } from '../../src/server/platform/config.ts';
import { createSecrets } from '../../src/server/platform/secrets.ts';
import { openTestDb } from '../support/database.ts';
import { buildEnv } from '../support/environment.ts';
import { captureLog } from '../support/log.ts';
import { unasked } from '../support/unasked.ts';

const PORTAL = 101;
const MINUTE_MS = 60_000;
const START = Date.UTC(2026, 10, 18, 15);
const manners = { quiet: null, groupMs: 10 * MINUTE_MS, timeZone: 'UTC' };

let test: Awaited<ReturnType<typeof openTestDb>>;
let now = new Date(START);
let calls: Parcel[] = [];
/** What the other side answers, the first first; then it takes everything. */
let answers: (Sent | Error)[] = [];
let queued: string[] = [];
let gone = new Set<string>();

const probe: Channel = {
  id: 'probe', label: { 'pt-BR': 'Sonda', en: 'Probe' }, reaches: 'people', addresses: 'email', settings: [], settingsShape: z.object({ secret: z.string() }),
  placeOf: () => 'probe.example',
  async send(parcel) {
    calls.push(parcel);
    const answer = answers.shift() ?? { ok: true };
    if (answer instanceof Error) throw answer;
    return answer;
  },
};
const config = readConfig(buildEnv());
const secrets = createSecrets([{ id: 'k', key: randomBytes(32) }], randomBytes);
const { log } = captureLog('silent');
const context = { log, signal: new AbortController().signal };

let deps: AlertDeps;
beforeAll(async () => {
  test = await openTestDb();
  deps = {
    db: test.db, now: () => now, random: () => 0.5, secrets,
    enqueue: async (_tx, _job, payloads) => void queued.push(...payloads.map((payload) => (payload as { key: string }).key)),
    channels: new Map([['probe', probe]]),
    config, randomBytes, desk: unasked, ownerOfUser: unasked, timeZone: unasked,
    egress: { send: unasked }, mailer: { send: unasked },
    admins: async () => [{ ownerId: 7, email: 'admin@x.example' }],
    site: async () => ({ timeZone: 'UTC', currency: 'BRL', homeUrl: String, recordUrl: String }),
    compose: async (_tx, about) => (about.kind === 'case' && !gone.has(about.caseId) ? { kind: 'message', message: buildMessage(about.caseId) } : null),
    ensureEngagement: async () => ({ id: '1' }),
    activePortals: async () => [{ portalId: PORTAL }],
  };
});
afterAll(() => test.close());
beforeEach(async () => {
  now = new Date(START);
  [calls, answers, queued, gone] = [[], [], [], new Set()];
  for (const table of ['outbox', 'channels']) await sql`delete from ${sql.table(table)}`.execute(test.kysely);
  const sealed = sealSettings({ secrets }, PORTAL, { secret: 'x' });
  await sql`insert into channels (portal_id, channel_id, kind, name, settings_sealed, redacted, state, created_at) values (${PORTAL}, 'mail', 'probe', 'Mail', ${sealed}, false, 'on', ${now})`.execute(test.kysely);
});

function buildMessage(title: string): Message {
  return { language: 'en', title, tone: 'bad', lead: null, facts: [], quote: null, links: [], reason: 'Because.' };
}

function buildLetter(key: string, overrides: Partial<Letter> = {}): Letter {
  return { key, channelId: 'mail', recipient: 'bia@x.example', about: { kind: 'case', caseId: key, what: 'opened' }, companyId: 1, language: 'en', ...overrides };
}

const put = (...letters: Letter[]) => test.db.withPortal(PORTAL, (tx) => post(tx, deps, PORTAL, letters, { manners, now }));
/** Works the queue until it is empty; a job that fails is tried again. */
async function work(): Promise<void> {
  for (let key = queued.shift(); key !== undefined; key = queued.shift()) await send(deps, { portalId: PORTAL, key }, context).catch(() => queued.push(key!));
}
async function pass(ms: number): Promise<void> {
  now = new Date(now.getTime() + ms);
  await sweep(deps, context.signal);
  await work();
}
const titles = () => calls.map(({ content }) => (content.kind === 'messages' ? content.messages.map((message) => message.title) : []));
const rows = async () => (await sql<{ key: string; state: string; fault: string | null; possible_duplicate: boolean }>`select key, state, fault, possible_duplicate from outbox order by key`.execute(test.kysely)).rows;

describe('a letter', () => {
  it('goes out once, however often it is posted', async () => {
    await put(buildLetter('a'));
    await put(buildLetter('a'));
    await work();
    await pass(MINUTE_MS);
    expect(titles()).toEqual([['a']]);
    expect(await rows()).toEqual([{ key: 'a', state: 'sent', fault: null, possible_duplicate: false }]);
  });

  it('to somebody who was written to just now waits, and is told with what came meanwhile', async () => {
    await put(buildLetter('a'));
    await work();
    await put(buildLetter('b'), buildLetter('c'), buildLetter('d', { recipient: 'caio@x.example' }));
    await work();
    expect(titles()).toEqual([['a'], ['d']]);
    await pass(10 * MINUTE_MS);
    expect(titles()).toEqual([['a'], ['d'], ['b', 'c']]);
  });

  it('that has nothing to tell any more is not sent', async () => {
    gone.add('a');
    await put(buildLetter('a'));
    await work();
    expect(calls).toEqual([]);
    expect(await rows()).toMatchObject([{ state: 'void' }]);
  });

  it('of a channel that is no more ends, and one of a channel that is off waits', async () => {
    await put(buildLetter('a', { channelId: 'other' }));
    await sql`update channels set state = 'off'`.execute(test.kysely);
    await put(buildLetter('b'));
    await work();
    expect(await rows()).toMatchObject([{ key: 'a', state: 'void' }, { key: 'b', state: 'waiting' }]);
    await sql`update channels set state = 'on'`.execute(test.kysely);
    await pass(MINUTE_MS);
    expect(titles()).toEqual([['b']]);
  });
});

describe('a channel that does not take it', () => {
  it('for now is asked again when it says so, under the same key', async () => {
    answers = [{ ok: false, try: 'again', afterMs: 90_000, fault: 'unreached' }];
    await put(buildLetter('a'));
    await work();
    await pass(60_000);
    expect(calls).toHaveLength(1);
    await pass(30_000);
    expect(calls.map(({ key, sentBefore }) => [key, sentBefore])).toEqual([['a', false], ['a', false]]);
    expect(await rows()).toMatchObject([{ state: 'sent', possible_duplicate: false }]);
  });

  it('and keeps to it is given up after eight tries, and told as failed', async () => {
    answers = Array.from({ length: 20 }, () => ({ ok: false, try: 'again', afterMs: null, fault: 'unreached' }) as const);
    await put(buildLetter('a'));
    await work();
    for (let hour = 0; hour < 12; hour += 1) await pass(60 * MINUTE_MS);
    expect(calls).toHaveLength(8);
    expect(await rows()).toMatchObject([{ state: 'failed', fault: 'unreached' }]);
  });

  it('for good is disabled with its reason, and what it did not take goes out when somebody has mended it', async () => {
    answers = [{ ok: false, try: 'never', disables: true, fault: 'gone' }];
    await put(buildLetter('a'));
    await work();
    await put(buildLetter('b'));
    await pass(60 * MINUTE_MS);
    expect(calls).toHaveLength(1);
    expect((await sql`select state, fault from channels`.execute(test.kysely)).rows).toEqual([{ state: 'disabled', fault: 'gone' }]);
    await sql`update channels set state = 'on'`.execute(test.kysely);
    await pass(MINUTE_MS);
    expect(titles().slice(1)).toEqual([['a', 'b']]);
  });

  it('for good is told to the admins by every other channel that reaches people, once', async () => {
    const sealed = sealSettings({ secrets }, PORTAL, { secret: 'x' });
    await sql`insert into channels (portal_id, channel_id, kind, name, settings_sealed, redacted, state, created_at) values (${PORTAL}, 'other', 'probe', 'Other', ${sealed}, false, 'on', ${now})`.execute(test.kysely);
    answers = [{ ok: false, try: 'never', disables: true, fault: 'login' }];
    await put(buildLetter('a'), buildLetter('b', { recipient: 'caio@x.example' }));
    await work();
    expect(calls.slice(1).map(({ to }) => to)).toEqual(['admin@x.example']);
    expect(titles()[1]).toEqual(['O canal "Mail" parou: o Baton não envia mais por ele']);
  });

  it('of one recipient is told of that one alone', async () => {
    answers = [{ ok: false, try: 'never', disables: false, fault: 'recipient' }];
    await put(buildLetter('a'), buildLetter('b', { recipient: 'caio@x.example' }));
    await work();
    expect(await rows()).toMatchObject([{ key: 'a', state: 'failed', fault: 'recipient' }, { key: 'b', state: 'sent' }]);
    expect((await sql`select state from channels`.execute(test.kysely)).rows).toEqual([{ state: 'on' }]);
  });
});

describe('a sender that dies in the middle of a call', () => {
  it('is followed by one that sends the same under the same key, marked as a possible repetition', async () => {
    answers = [new Error('killed')];
    await put(buildLetter('a'), buildLetter('b'));
    await work();
    expect(titles()).toEqual([['a', 'b'], ['a', 'b']]);
    expect(calls.map(({ key, sentBefore }) => [key, sentBefore])).toEqual([['a', false], ['a', true]]);
    expect(await rows()).toMatchObject([{ key: 'a', state: 'sent', possible_duplicate: true }, { key: 'b', state: 'sent', possible_duplicate: true }]);
  });

  it('and whose job is lost, too, is found after five minutes', async () => {
    answers = [new Error('killed')];
    await put(buildLetter('a'));
    await send(deps, { portalId: PORTAL, key: queued.shift()! }, context).catch(() => undefined);
    await pass(4 * MINUTE_MS);
    expect(calls).toHaveLength(1);
    await pass(2 * MINUTE_MS);
    expect(calls).toHaveLength(2);
  });
});
