import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listOwners, updateObjects } from '../../src/server/hubspot/api.ts';
import { createGateway } from '../../src/server/hubspot/gateway.ts';
import { createHubspotClient } from '../../src/server/hubspot/client.ts';
import { createInstalls } from '../../src/server/hubspot/installs.ts';
import { createBudget } from '../../src/server/hubspot/leases.ts';
import { createTokens } from '../../src/server/hubspot/tokens.ts';
import type { FaultRule } from '../../sandbox/faults.ts';
import { buildHubspotRig, type HubspotRig, PORTAL } from '../support/hubspot-rig.ts';
import { waitUntil } from '../support/wait.ts';

let rig: HubspotRig;
const owners = listOwners();
const background = { lane: 'background' } as const;

/** A second process: the same database, everything else its own. */
function anotherProcess() {
  const client = createHubspotClient({ apiUrl: rig.sandbox.url, fetch });
  const installs = createInstalls(rig.deps);
  const tokens = createTokens({ ...rig.deps, client, installs });
  return createGateway({ ...rig.deps, client, installs, tokens, budget: createBudget(rig.deps) });
}

function fail(rule: Partial<FaultRule> & Pick<FaultRule, 'kind'>): void {
  rig.sandbox.faults.script([{ path: '.*', count: 1, skip: 0, chance: 1, seed: 1, headers: {}, ...rule }]);
}

const state = async () => (await rig.kysely.selectFrom('installs').selectAll().executeTakeFirstOrThrow());
const statuses = () => rig.sandbox.ledger.entries().map((entry) => entry.status);
const tokenCalls = () => rig.sandbox.ledger.entries().filter((entry) => entry.path === '/oauth/2026-09/token');

beforeAll(async () => {
  rig = await buildHubspotRig({ rotateRefreshTokens: true });
});
afterAll(() => rig.close());
beforeEach(async () => {
  await rig.kysely.deleteFrom('hubspot_budget').execute();
  await rig.install();
  rig.queue.length = 0;
  rig.sandbox.ledger.clear();
});
afterEach(() => rig.sandbox.faults.clear());

describe('passing trouble', () => {
  test('a 429 is waited out as long as Retry-After says, by every caller of the portal', async () => {
    fail({ kind: 'status', status: 429, retryAfter: '1', body: { policyName: 'TEN_SECONDLY_ROLLING' } });
    expect(await rig.room.gateway.call(PORTAL, owners, background)).toMatchObject({ ok: true, status: 200 });
    const [first, second] = rig.sandbox.ledger.entries();
    expect(statuses()).toEqual([429, 200]);
    expect(second!.atMs - first!.atMs).toBeGreaterThanOrEqual(1_000);
  });

  test('a person does not wait for a long silence', async () => {
    fail({ kind: 'status', status: 429, retryAfter: '600' });
    const result = await rig.room.gateway.call(PORTAL, owners, { lane: 'interactive' });
    expect(result).toMatchObject({ ok: false, reason: 'rate-limited', retryAfterMs: 600_000 });
    expect(await rig.room.gateway.call(PORTAL, owners, { lane: 'interactive' })).toMatchObject({ ok: false, reason: 'rate-limited', status: null });
    expect(statuses()).toEqual([429]);
  });

  test.each([502, 503, 504, 521])('a %i is tried again', async (status) => {
    fail({ kind: 'status', status });
    expect((await rig.room.gateway.call(PORTAL, owners, background)).ok).toBe(true);
    expect(statuses()).toEqual([status, 200]);
  });

  test('an answer lost after the work was done: what may be repeated is repeated', async () => {
    const company = rig.store.create('companies', { name: 'Acme' }).id;
    fail({ kind: 'reset-after', path: 'batch/update' });
    const update = updateObjects('companies', [{ id: company, properties: { name: 'Acme SA' }, objectWriteTraceId: company }]);
    expect((await rig.room.gateway.call(PORTAL, update, background)).ok).toBe(true);
  });

  test('…and what may not is reported as unknown, sent once', async () => {
    fail({ kind: 'truncate' });
    const result = await rig.room.gateway.call(PORTAL, { ...owners, idempotent: false }, background);
    expect(result).toMatchObject({ ok: false, reason: 'unknown-outcome' });
    expect(rig.sandbox.ledger.entries()).toHaveLength(1);
  });

  test('a refusal comes back as a value', async () => {
    const result = await rig.room.gateway.call(PORTAL, { ...owners, query: {}, path: '/crm/objects/2026-09/companies/1' }, background);
    expect(result).toMatchObject({ ok: false, reason: 'refused', status: 404, category: 'OBJECT_NOT_FOUND' });
  });
});

describe('tokens', () => {
  test('are renewed five minutes ahead, once for all callers of two processes, and the rotated one is kept', async () => {
    const before = await state();
    rig.sandbox.clock.move(25.5 * 60_000);
    const [one, two] = [rig.room.gateway, anotherProcess()];
    const results = await Promise.all([one, two, one, two, one, two].map((gateway) => gateway.call(PORTAL, owners, background)));
    expect(results.every((result) => result.ok)).toBe(true);
    expect(tokenCalls()).toHaveLength(1);
    expect((await state()).refresh_sealed).not.toBe(before.refresh_sealed);
    expect(statuses()).not.toContain(401);
  });

  test('one that HubSpot refuses before its time is renewed and the call repeated', async () => {
    fail({ kind: 'status', status: 401, path: 'owners', body: { category: 'EXPIRED_AUTHENTICATION' } });
    expect((await anotherProcess().call(PORTAL, owners, background)).ok).toBe(true);
    expect(tokenCalls()).toHaveLength(1);
  });

  test('while renewal fails the old one serves to its end, without a hot loop', async () => {
    rig.sandbox.clock.move(25.5 * 60_000);
    fail({ kind: 'status', status: 503, path: 'oauth', count: 9 });
    const other = anotherProcess();
    expect((await other.call(PORTAL, owners, background)).ok).toBe(true);
    expect((await other.call(PORTAL, owners, background)).ok).toBe(true);
    expect(tokenCalls()).toHaveLength(1);
  });
});

describe('a renewal under way in another process', () => {
  /** Begins one that HubSpot answers byte by byte, for a second or more. */
  async function beginSlowly(minutesOn: number): Promise<{ ended: Promise<unknown> }> {
    rig.sandbox.clock.move(minutesOn * 60_000);
    fail({ kind: 'drip', path: 'oauth', delayMs: 3 });
    const ended = anotherProcess().call(PORTAL, owners, background);
    await waitUntil('the renewal is claimed', async () => (await state()).renewing_until !== null);
    return { ended };
  }

  test('holds up nobody while the old token is good', async () => {
    const { ended } = await beginSlowly(25.5);
    expect((await anotherProcess().call(PORTAL, owners, background)).ok).toBe(true);
    expect((await state()).renewing_until).not.toBeNull();
    expect(await ended).toMatchObject({ ok: true });
    expect(tokenCalls()).toHaveLength(1);
    expect((await state()).renewing_until).toBeNull();
  });

  test('is waited for when the old token has expired', async () => {
    const { ended } = await beginSlowly(31);
    expect((await anotherProcess().call(PORTAL, owners, background)).ok).toBe(true);
    expect(await ended).toMatchObject({ ok: true });
    expect(tokenCalls()).toHaveLength(1);
  });

  test('does not touch the grant of an install that came meanwhile', async () => {
    const { ended } = await beginSlowly(25.5);
    await rig.install();
    const installed = await state();
    await ended;
    expect(await state()).toMatchObject({ refresh_sealed: installed.refresh_sealed, access_sealed: installed.access_sealed });
  });

  test('is taken over when that process died', async () => {
    rig.sandbox.clock.move(31 * 60_000);
    const died = rig.sandbox.clock.now().getTime() - 19_500;
    await rig.kysely.updateTable('installs').set({ renewing_until: new Date(died + 20_000) }).execute();
    expect((await anotherProcess().call(PORTAL, owners, background)).ok).toBe(true);
    expect(tokenCalls()).toHaveLength(1);
  });
});

describe('grants that ended', () => {
  const renewInto = (body: object, status = 400) => {
    rig.sandbox.clock.move(26 * 60_000);
    fail({ kind: 'status', status, path: 'oauth/2026-09/token$', body });
    return anotherProcess().call(PORTAL, owners, background);
  };

  test.each([{ error: 'invalid_grant' }, { status: 'BAD_REFRESH_TOKEN' }])('%o: uninstalled, the tokens are destroyed', async (body) => {
    expect(await renewInto(body)).toMatchObject({ ok: false, reason: 'not-installed' });
    expect(await state()).toMatchObject({ state: 'uninstalled', access_sealed: null, refresh_sealed: null });
    expect(rig.sandbox.ledger.entries()).toHaveLength(1);
  });

  test.each([{ status: 'BAD_HUB', error: 'access_denied' }, { error: 'access_denied' }])('%o: paused, the tokens stay', async (body) => {
    expect(await renewInto(body)).toMatchObject({ ok: false, reason: 'paused' });
    const install = await state();
    expect(install).toMatchObject({ state: 'paused', pause_reason: 'account-unavailable' });
    expect(install.refresh_sealed).not.toBeNull();
  });

  test('invalid_client is our own fault: nobody is paused, the old token serves', async () => {
    expect((await renewInto({ error: 'invalid_client' })).ok).toBe(true);
    expect((await state()).state).toBe('active');
  });

  test('a 403 on a call pauses; one of an optional feature does not, whether a scope or the account\'s plan lacks it', async () => {
    fail({ kind: 'status', status: 403, path: 'owners', body: { category: 'FORBIDDEN' } });
    expect(await rig.room.gateway.call(PORTAL, owners, { ...background, onForbidden: 'tell' })).toMatchObject({ reason: 'scope-missing' });
    fail({ kind: 'status', status: 403, path: 'owners', body: { category: 'MISSING_SCOPES' } });
    expect(await rig.room.gateway.call(PORTAL, owners, { ...background, onForbidden: 'tell' })).toMatchObject({ reason: 'scope-missing' });
    expect((await state()).state).toBe('active');
    fail({ kind: 'status', status: 403, path: 'owners', body: { category: 'MISSING_SCOPES' } });
    expect(await rig.room.gateway.call(PORTAL, owners, background)).toMatchObject({ reason: 'scope-missing' });
    expect(await state()).toMatchObject({ state: 'paused', pause_reason: 'scope-missing' });
    expect(await anotherProcess().call(PORTAL, owners, background)).toMatchObject({ reason: 'paused' });
  });

  test('jobs of a portal that was uninstalled end quietly, and a new install resumes', async () => {
    await renewInto({ error: 'invalid_grant' });
    rig.room.installs.forget(PORTAL);
    await rig.run('hubspot.poll');
    await rig.install();
    expect((await anotherProcess().call(PORTAL, owners, background)).ok).toBe(true);
  });
});

describe('the budget', () => {
  test('two processes together stay within 100 calls in ten seconds, and people pass the background', async () => {
    const gateways = [rig.room.gateway, anotherProcess()];
    const work = Array.from({ length: 110 }, (_, i) => gateways[i % 2]!.call(PORTAL, owners, background));
    await Promise.race([Promise.all(work), new Promise((resolve) => setTimeout(resolve, 3_000))]);
    let through = 0;
    for (const one of work) void one.then(() => (through += 1));
    expect((await rig.room.gateway.call(PORTAL, owners, { lane: 'interactive' })).ok).toBe(true);
    expect(through).toBeLessThan(110);
    await Promise.all(work);
    const summary = rig.sandbox.ledger.summary();
    expect(summary.byStatus).toEqual({ 200: 111 });
    expect(summary.maxIn10s).toBeLessThanOrEqual(100);
  });
});
