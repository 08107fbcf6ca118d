import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as contract from '../../extensions/contracts/settings.ts';
import { buildKey, startSettings } from '../support/settings-account.ts';

let baton: Awaited<ReturnType<typeof startSettings>>;
beforeAll(async () => {
  baton = await startSettings();
});
afterAll(() => baton.close());
beforeEach(async () => {
  for (const table of ['settings_changes', 'audit_entries', 'usage_keys']) await sql`delete from ${sql.table(table)}`.execute(baton.kysely);
});

const list = async () => contract.UsageKeysView.parse(await baton.ask('GET /api/1/settings/usage-keys'));
const add = (body: Partial<contract.AddUsageKey> = {}, lang = 'en') =>
  baton.ask('POST /api/1/settings/usage-keys', { params: { lang }, body: { key: buildKey(), name: 'Produto', source: 'app', ...body } });
const rotate = (prefix: string, key = buildKey()) => baton.ask('POST /api/1/settings/usage-keys/:prefix/rotate', { params: { prefix }, body: { key } });
const revoke = (prefix: string, key = buildKey()) => baton.ask('POST /api/1/settings/usage-keys/:prefix/revoke', { params: { prefix }, body: { key } });
const audited = async () => contract.AuditView.parse(await baton.ask('GET /api/1/settings/audit', { params: { area: 'usage-key', before: '' } })).entries;

/** Posts a day with a key, as a customer's system would; tells the status. */
async function send(apiKey: string): Promise<number> {
  const answer = await fetch(`${baton.url}/v1/usage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ domain: 'example.com', at: baton.now().toISOString(), logins: 3 }),
  });
  return answer.status;
}

describe('usage keys', () => {
  it('a key is told once, works at once, and shows when it was used; its secret is found nowhere', async () => {
    const added = contract.AddedUsageKey.parse(await add({ name: ' Produto ' }));
    expect(added.address).toBe('https://baton.sandbox.test/v1/usage');
    expect((await list()).keys).toMatchObject([{ prefix: added.prefix, name: 'Produto', source: 'app', lastUsedAt: null, revokedAt: null }]);
    expect(await send(added.apiKey)).toBe(200);
    const view = await list();
    expect(view.keys[0]!.lastUsedAt).not.toBeNull();
    expect(view.limits).toEqual({ minute: 600, event: 1, bulk: 10, keys: 20 });
    const { rows } = await sql<{ text: string }>`
      select to_jsonb(k)::text as text from usage_keys k union all select to_jsonb(c)::text from settings_changes c union all select to_jsonb(a)::text from audit_entries a`.execute(baton.kysely);
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.filter(({ text }) => text.includes(added.apiKey) || text.includes(added.apiKey.slice(-43)))).toEqual([]);
  });

  it('asked twice with one key of the page, it is made once and answered the same', async () => {
    const key = buildKey();
    const [one, two] = await Promise.all([add({ key }), add({ key })]);
    expect(contract.AddedUsageKey.parse(one)).toEqual(two);
    expect((await list()).keys).toHaveLength(1);
    expect(await audited()).toHaveLength(1);
  });

  it('rotation: the new key has name and source of the old one, both work until the old one is revoked', async () => {
    const old = contract.AddedUsageKey.parse(await add({ source: 'erp' }));
    const fresh = contract.AddedUsageKey.parse(await rotate(old.prefix));
    expect(fresh.source).toBe('erp');
    expect([await send(old.apiKey), await send(fresh.apiKey)]).toEqual([200, 200]);
    expect(await revoke(old.prefix)).toEqual({ ok: true });
    expect([await send(old.apiKey), await send(fresh.apiKey)]).toEqual([401, 200]);
    expect((await list()).keys.map(({ prefix, revokedAt }) => [prefix, revokedAt === null])).toEqual([[fresh.prefix, true], [old.prefix, false]]);
    expect((await audited()).map(({ action, subject, before, after }) => ({ action, subject, before, after }))).toEqual([
      { action: 'usage-key.revoked', subject: `key:${old.prefix}`, before: { name: 'Produto', source: 'erp', works: true }, after: { name: 'Produto', source: 'erp', works: false } },
      { action: 'usage-key.rotated', subject: `key:${fresh.prefix}`, before: { prefix: old.prefix }, after: { prefix: fresh.prefix, name: 'Produto', source: 'erp' } },
      { action: 'usage-key.added', subject: `key:${old.prefix}`, before: null, after: { prefix: old.prefix, name: 'Produto', source: 'erp' } },
    ]);
  });

  it('a key that is gone is neither rotated nor revoked again', async () => {
    const { prefix } = contract.AddedUsageKey.parse(await add());
    await revoke(prefix);
    for (const answer of [await rotate(prefix), await revoke(prefix), await revoke('0a1b2c3d4e5f')]) expect(answer).toMatchObject({ ok: false, code: 'not-found' });
    expect(await audited()).toHaveLength(2);
  });

  it('what does not fit is refused with its reason in the reader\'s language; at most twenty work', async () => {
    expect(await add({ source: 'Meu Sistema' }, 'pt-BR')).toMatchObject({ ok: false, code: 'invalid', cure: expect.stringContaining('letras minúsculas') });
    for (let n = 0; n < 20; n += 1) await add();
    expect(await add()).toMatchObject({ ok: false, code: 'invalid', cure: expect.stringContaining('revoke one first') });
  });
});
