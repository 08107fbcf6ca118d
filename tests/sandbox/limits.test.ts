import { afterEach, describe, expect, test } from 'vitest';
import { buildInstalledSandbox } from '../support/sandbox.ts';
import type { InstalledSandbox } from '../support/sandbox.ts';

const list = '/crm/objects/2026-09/companies';
const search = { filterGroups: [], sorts: [], properties: [], limit: 10, after: '0' };
let sandbox: InstalledSandbox;
let now = Date.UTC(2026, 10, 21, 12);

/** A clock that stands still, so that windows are exact. */
async function start(options: Parameters<typeof buildInstalledSandbox>[0] = {}): Promise<void> {
  now = Date.UTC(2026, 10, 21, 12);
  sandbox = await buildInstalledSandbox({ clock: () => new Date(now), ...options });
}
afterEach(() => sandbox.close());

describe('rate limits', () => {
  test('110 calls in a sliding window of 10 s, with the headers, then 429 until the window has moved on', async () => {
    await start();
    const first = await sandbox.call('GET', list);
    expect(first.headers.get('x-hubspot-ratelimit-max')).toBe('110');
    expect(first.headers.get('x-hubspot-ratelimit-remaining')).toBe('109');
    expect(first.headers.get('x-hubspot-ratelimit-interval-milliseconds')).toBe('10000');
    for (let count = 1; count < 110; count += 1) await sandbox.call('GET', list);
    const refused = await sandbox.call('GET', list);
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({ policyName: 'TEN_SECONDLY_ROLLING', errorType: 'RATE_LIMIT', status: 'error' });
    now += 9_999;
    expect((await sandbox.call('GET', list)).status).toBe(429);
    now += 1;
    expect((await sandbox.call('GET', list)).status).toBe(200);
    expect(sandbox.ledger.summary().maxIn10s).toBe(112);
  });

  test('search: 5 a second for the account, no headers, not counted with the others', async () => {
    await start({ limits: { general: 1 } });
    for (let count = 0; count < 5; count += 1) expect((await sandbox.call('POST', `${list}/search`, search)).status).toBe(200);
    const refused = await sandbox.call('POST', `${list}/search`, search);
    expect([refused.status, refused.body.message]).toEqual([429, 'You have reached your secondly limit.']);
    expect(refused.headers.get('x-hubspot-ratelimit-max')).toBeNull();
    expect((await sandbox.call('GET', list)).status).toBe(200);
  });
});

describe('faults', () => {
  test('a scripted status comes with its Retry-After, as often as asked, after the calls that pass first', async () => {
    await start();
    sandbox.faults.script([{ kind: 'status', path: '/companies$', status: 503, retryAfter: '7', count: 2, skip: 1, chance: 1, seed: 1, headers: {} }]);
    const statuses = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await sandbox.call('GET', list)).status);
    expect(statuses).toEqual([200, 503, 503, 200]);
    expect(sandbox.ledger.entries().filter((entry) => entry.fault === 'status')).toHaveLength(2);
  });

  test('a reset before and one after the commit look the same to the caller and differ in the CRM', async () => {
    await start();
    const rule = { path: '.*', count: 1, skip: 0, chance: 1, seed: 1, headers: {} };
    const { id } = sandbox.store.insert('companies', { properties: { name: 'Um', city: 'Natal' } });
    const patch = (city: string) => sandbox.call('PATCH', `${list}/${id}`, { properties: { city } });
    sandbox.faults.script([{ ...rule, kind: 'reset-before' }]);
    await expect(patch('Recife')).rejects.toThrow();
    expect(sandbox.store.get('companies', id)?.properties['city']).toBe('Natal');
    sandbox.faults.script([{ ...rule, kind: 'reset-after' }]);
    await expect(patch('Recife')).rejects.toThrow();
    expect(sandbox.store.get('companies', id)?.properties['city']).toBe('Recife');
  });

  test('HTML, redirects, truncated JSON and a hanging peer', async () => {
    await start();
    const rule = { path: '.*', count: 1, skip: 0, chance: 1, seed: 1, headers: {} };
    const raw = (signal?: AbortSignal) =>
      fetch(sandbox.url + list, { headers: { authorization: `Bearer ${sandbox.accessToken}` }, redirect: 'manual', ...(signal ? { signal } : {}) });
    sandbox.faults.script([{ ...rule, kind: 'html' }]);
    expect((await raw()).headers.get('content-type')).toContain('text/html');
    sandbox.faults.script([{ ...rule, kind: 'redirect', location: 'http://canary.example/' }]);
    expect([(await raw()).status]).toEqual([307]);
    sandbox.faults.script([{ ...rule, kind: 'truncate' }]);
    await expect(raw().then((response) => response.json())).rejects.toThrow();
    sandbox.faults.script([{ ...rule, kind: 'hang' }]);
    await expect(raw(AbortSignal.timeout(100))).rejects.toThrow();
  });

  test('chance follows the seed: the same script plays the same way', async () => {
    const play = async (): Promise<number[]> => {
      await start();
      sandbox.faults.script([{ kind: 'status', path: '.*', status: 502, count: 100, skip: 0, chance: 0.5, seed: 9, headers: {} }]);
      const statuses = [];
      for (let count = 0; count < 12; count += 1) statuses.push((await sandbox.call('GET', list)).status);
      return statuses;
    };
    const first = await play();
    await sandbox.close();
    expect(new Set(first)).toEqual(new Set([200, 502]));
    expect(await play()).toEqual(first);
  });
});
