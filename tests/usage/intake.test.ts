import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listKeys, revokeKey } from '../../src/server/usage/key-store.ts';
import { ACME, BETA, OTHER_PORTAL, PORTAL, useUsage } from '../support/use-usage.ts';

const usage = useUsage();
const day = (overrides: object = {}) => ({ companyId: ACME, day: '2026-11-20', logins: 12, activeUsers: 4, seats: 10, ...overrides });
const days = () => usage.rows('usage_days');

describe('a key\'s life', () => {
  it('begins with one showing; stored is a hash', async () => {
    const key = await usage.key();
    expect((await usage.post(key, day())).status).toBe(200);
    expect(JSON.stringify(await usage.rows('usage_keys'))).not.toContain(key.slice(19));
  });

  it('goes beside another while systems change over, and ends at once', async () => {
    const old = await usage.key();
    usage.clock.now = new Date(usage.clock.now.getTime() + 1_000);
    const next = await usage.key({ name: 'Produto, nova' });
    for (const key of [old, next]) expect((await usage.post(key, day())).status).toBe(200);
    const [first] = await usage.test.db.withPortal(PORTAL, listKeys);
    expect(first).toMatchObject({ name: 'Produto', source: 'app', lastUsedAt: usage.clock.now, revokedAt: null });
    expect(await usage.test.db.withPortal(PORTAL, (tx) => revokeKey(tx, first!.prefix, usage.clock.now))).toBe(true);
    expect([(await usage.post(old, day())).status, (await usage.post(next, day())).status]).toEqual([401, 200]);
    expect(await usage.test.db.withPortal(PORTAL, (tx) => revokeKey(tx, first!.prefix, usage.clock.now))).toBe(false);
  });

  it('is refused without a name, with a source that is none, and when there are too many', async () => {
    for (const wrong of [{ name: ' ' }, { source: 'Not Good' }]) expect(await usage.addKey(wrong)).toMatchObject({ ok: false });
    for (let count = 0; count < 20; count++) await usage.key();
    expect(await usage.addKey()).toMatchObject({ ok: false, reason: { en: expect.stringContaining('revoke'), 'pt-BR': expect.stringContaining('revogue') } });
  });

  it('wrong in any sign is 401 with one answer for all', async () => {
    const key = await usage.key();
    const wrong = [undefined, 'x', `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`, key.replace(/_[0-9a-f]{12}_/, '_000000000000_')];
    const replies = await Promise.all(wrong.map((each) => usage.post(each, day())));
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1);
    expect(replies[0]!.status).toBe(401);
    expect(await days()).toEqual([]);
  });
});

describe('a key\'s allowance', () => {
  it('of 200 bulks side by side lets exactly 60 pass, and tells the others when to come again', async () => {
    const key = await usage.key();
    const replies = await Promise.all(Array.from({ length: 200 }, () => usage.bulk(key, [day()])));
    const count = (status: number) => replies.filter((reply) => reply.status === status).length;
    expect([count(200), count(429)]).toEqual([60, 140]);
    expect(replies.find((reply) => reply.status === 429)!.headers).toMatchObject({ 'Retry-After': '60', 'RateLimit-Remaining': '0' });
    usage.clock.now = new Date(usage.clock.now.getTime() + 60_000);
    expect((await usage.bulk(key, [day()])).status).toBe(200);
  });

  it('is its own: another key of the account is not kept waiting', async () => {
    const [one, two] = [await usage.key(), await usage.key()];
    for (let count = 0; count < 60; count++) await usage.bulk(one, '[]');
    expect([(await usage.post(one, day())).status, (await usage.post(two, day())).status]).toEqual([429, 200]);
  });
});

describe('what is posted', () => {
  it('is stored before it is answered, and the company is announced', async () => {
    expect(await usage.post(await usage.key(), day())).toMatchObject({ status: 200, body: { outcome: 'recorded' } });
    expect(await days()).toMatchObject([{ portal_id: PORTAL, company_id: ACME, day: '2026-11-20', logins: 12, active_users: 4, seats: 10 }]);
    expect(usage.announced()).toEqual([ACME]);
  });

  it('three times with its id leaves it once; with another key of the same source, too', async () => {
    const [one, two, other] = [await usage.key(), await usage.key(), await usage.key({ source: 'billing' })];
    const outcomes = [];
    for (const key of [one, one, two, other]) outcomes.push((await usage.post(key, day({ id: 'e-1', logins: 5 }))).body);
    expect(outcomes).toEqual([{ outcome: 'recorded' }, { outcome: 'duplicate' }, { outcome: 'duplicate' }, { outcome: 'unchanged' }]);
    expect(usage.announced()).toEqual([ACME]);
  });

  it('the later clock holds, whatever comes last', async () => {
    const key = await usage.key();
    await usage.post(key, day({ at: '2026-11-20T20:00:00Z', logins: 20 }));
    expect((await usage.post(key, day({ at: '2026-11-20T10:00:00Z', logins: 10 }))).body).toEqual({ outcome: 'older' });
    expect((await usage.post(key, day({ at: '2026-11-20T22:00:00Z', logins: 20 }))).body).toEqual({ outcome: 'unchanged' });
    expect(await days()).toMatchObject([{ logins: 20, updated_at: new Date('2026-11-20T22:00:00Z') }]);
  });

  it('in bulk is reported row by row; what is right is taken beside what is wrong', async () => {
    const rows = [day({ id: 'a' }), day({ logins: -1 }), day({ id: 'a' }), day({ companyId: 77 }), day({ companyId: undefined, domain: 'beta.com.br' }), day(), 'no event'];
    const { status, body } = await usage.bulk(await usage.key(), rows.map((row) => JSON.stringify(row)).join('\n'));
    expect(status).toBe(200);
    const { results, ...counts } = body as { results: { row: number; outcome: string; error?: string }[] };
    expect(counts).toEqual({ rows: 7, recorded: 2, unchanged: 1, older: 0, duplicate: 1, waiting: 1, invalid: 2 });
    expect(results.map(({ outcome }) => outcome)).toEqual(['recorded', 'invalid', 'duplicate', 'waiting', 'recorded', 'unchanged', 'invalid']);
    expect(results[1]!.error).toContain('logins');
    expect(usage.announced()).toEqual([ACME, BETA]);
  });

  it('a thousand at once, and no more', async () => {
    const rows = Array.from({ length: 1_001 }, (_, index) => day({ companyId: 1 + index, id: `r${index}` }));
    const key = await usage.key();
    expect((await usage.bulk(key, rows)).status).toBe(413);
    expect((await usage.bulk(key, rows.slice(1))).body).toMatchObject({ rows: 1_000, waiting: 1_000 });
    expect((await usage.bulk(key, rows.slice(1))).body).toMatchObject({ duplicate: 1_000 });
  });

  it('by a key of one account never reaches another\'s company', async () => {
    const key = await usage.key({ portalId: OTHER_PORTAL });
    await usage.post(await usage.key(), day({ id: 'same' }));
    usage.crm.companies = [];
    expect((await usage.post(key, day({ id: 'same', logins: 999 }))).body).toEqual({ outcome: 'waiting' });
    expect(await days()).toMatchObject([{ portal_id: PORTAL, logins: 12 }]);
    expect(await usage.rows('usage_waiting')).toMatchObject([{ portal_id: OTHER_PORTAL, company_id: ACME }]);
    expect(await usage.test.db.withPortal(OTHER_PORTAL, listKeys)).toHaveLength(1);
  });
});

describe('a company that the CRM does not know', () => {
  it('is not lost: its days wait until it is there', async () => {
    const key = await usage.key();
    await usage.bulk(key, [day({ companyId: undefined, domain: 'nova.com.br' }), day({ companyId: undefined, domain: 'nova.com.br', day: '2026-11-19' }), day({ companyId: 9999 })]);
    await usage.run('usage.rematch', { portalId: PORTAL, companyIds: [ACME] });
    expect([await days(), usage.announced()]).toEqual([[], []]);
    usage.crm.companies.push({ id: 9004, domains: ['nova.com.br'] });
    await usage.run('usage.rematch', { portalId: PORTAL, companyIds: [9004] });
    expect((await days()).map((row) => [row.company_id, row.day])).toEqual([[9004, '2026-11-19'], [9004, '2026-11-20']]);
    expect(usage.announced()).toEqual([9004]);
    expect(await usage.rows('usage_waiting')).toHaveLength(1);
  });

  it('known by the source\'s own account id: one event that also proves it teaches all others', async () => {
    const key = await usage.key();
    await usage.post(key, day({ companyId: undefined, externalId: 'tenant-7', day: '2026-11-18' }));
    await usage.post(key, day({ externalId: 'tenant-7' }));
    expect(usage.enqueued()).toEqual([{ job: 'usage.rematch-all', payload: { portalId: PORTAL } }]);
    await usage.run('usage.rematch-all', { portalId: PORTAL });
    expect((await usage.post(key, day({ companyId: undefined, externalId: 'tenant-7', day: '2026-11-17' }))).body).toEqual({ outcome: 'recorded' });
    expect((await days()).map((row) => row.day)).toEqual(['2026-11-17', '2026-11-18', '2026-11-20']);
    expect((await usage.post(await usage.key({ source: 'billing' }), day({ companyId: undefined, externalId: 'tenant-7' }))).body).toEqual({ outcome: 'waiting' });
  });

  it('merged into another hands its days over; of two figures for a day the later clock holds', async () => {
    const key = await usage.key();
    await usage.bulk(key, [day({ at: '2026-11-20T20:00:00Z', logins: 1 }), day({ day: '2026-11-19', logins: 2 }), day({ companyId: BETA, at: '2026-11-20T21:00:00Z', logins: 3 })]);
    usage.announced();
    usage.crm.companies[0]!.becomes = BETA;
    await usage.run('usage.rematch', { portalId: PORTAL, companyIds: [ACME, BETA] });
    expect((await days()).map((row) => [row.company_id, row.day, row.logins])).toEqual([[BETA, '2026-11-19', 2], [BETA, '2026-11-20', 3]]);
    expect(usage.announced()).toEqual([BETA]);
  });
});

it('days are kept for 400 days, whoever\'s they are', async () => {
  const key = await usage.key();
  await usage.bulk(key, [day({ day: '2025-10-17', id: 'old' }), day(), day({ companyId: 77, day: '2025-10-17' })]);
  usage.clock.now = new Date('2026-11-23T15:00:00Z');
  await usage.run('usage.daily', {});
  expect((await days()).map((row) => row.day)).toEqual(['2026-11-20']);
  expect([await usage.rows('usage_waiting'), (await usage.rows('usage_receipts')).length]).toEqual([[], 1]);
});

describe('2,000 bodies of any kind a door', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('a\u0000b', '\ud800', '‮', '1e400', '-0', "'; drop table usage_days; --", '2026-11-20', '11222333000181'));
  const value = fc.oneof(text, fc.double(), fc.integer(), fc.constantFrom(null, [], {}, true, ACME, Number.MAX_SAFE_INTEGER));
  const event = fc.record(Object.fromEntries(['id', 'companyId', 'cnpj', 'domain', 'externalId', 'day', 'at', 'logins', 'activeUsers', 'seats', 'portal_id'].map((name) => [name, fc.oneof({ weight: 3, arbitrary: value }, { weight: 2, arbitrary: fc.constant((day() as Record<string, unknown>)[name]) })])), { requiredKeys: [] });
  const body = fc.oneof(fc.json(), fc.string(), event.map((each) => JSON.stringify(each)), fc.array(event, { maxLength: 4 }).map((list) => JSON.stringify(list)), fc.constantFrom('['.repeat(5_000), '{"logins":1e400}', '{"logins":-0}'), fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('latin1')));

  it.each(['post', 'bulk'] as const)('%s: never 5xx, and what it refuses leaves nothing', async (door) => {
    const keys = await Promise.all(Array.from({ length: 10 }, () => usage.key()));
    let asked = 0;
    await fc.assert(fc.asyncProperty(body, async (given) => {
      if (asked % 500 === 0) usage.clock.now = new Date(usage.clock.now.getTime() + 60_000);
      const reply = await usage[door](keys[asked++ % keys.length], given);
      expect([200, 400, 413, 422]).toContain(reply.status);
    }), { numRuns: 2_000 });
    expect(asked).toBeGreaterThanOrEqual(2_000);
    expect((await days()).every((row) => row.portal_id === PORTAL)).toBe(true);
  });
});
