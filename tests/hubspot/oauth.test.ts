import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildHubspotRig, type HubspotRig, PORTAL } from '../support/hubspot-rig.ts';
import { authorize } from '../support/sandbox.ts';

let rig: HubspotRig;
const installs = () => rig.kysely.selectFrom('installs').selectAll().execute();
const codesAsked = () => rig.sandbox.ledger.entries().filter((entry) => entry.path === '/oauth/2026-09/token');

beforeAll(async () => {
  rig = await buildHubspotRig();
});
afterAll(() => rig.close());
beforeEach(async () => {
  await rig.kysely.deleteFrom('installs').execute();
  rig.sandbox.ledger.clear();
  rig.queue.length = 0;
});

describe('the install door', () => {
  test('sends the browser to HubSpot with all scopes, a fresh state and a cookie of its own', async () => {
    const [one, two] = [await rig.visit('/oauth/install'), await rig.visit('/oauth/install')];
    const query = new URL(one.headers!.location!).searchParams;
    expect(one.status).toBe(302);
    expect(query.get('scope')?.split(' ')).toContain('crm.objects.companies.write');
    expect(query.get('optional_scope')?.split(' ')).toContain('crm.objects.feedback_submissions.read');
    expect(query.get('redirect_uri')).toBe('https://baton.sandbox.test/oauth/callback');
    expect(query.get('state')).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(query.get('state')).not.toBe(new URL(two.headers!.location!).searchParams.get('state'));
    expect(one.headers!['set-cookie']).toMatch(/^baton_install=[A-Za-z0-9_-]{43}; Path=\/oauth; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/);
  });

  test('the state is stored as a hash only', async () => {
    const { state, cookie } = await rig.consent();
    const stored = JSON.stringify(await rig.kysely.selectFrom('oauth_states').selectAll().execute());
    expect(stored).not.toContain(state);
    expect(stored).not.toContain(cookie.split('=')[1]);
  });
});

describe('the way back', () => {
  test('installs, answers in both languages and shows nothing of the account', async () => {
    const reply = await rig.install();
    expect(reply.status).toBe(200);
    expect(reply.html).toContain('Baton está conectado');
    expect(reply.html).toContain('Baton is connected');
    expect(reply.html).not.toContain(String(PORTAL));
    expect((await installs())[0]).toMatchObject({ portal_id: PORTAL, state: 'active' });
    expect(rig.queue).toEqual([{ name: 'hubspot.announce-install', payload: { portalId: PORTAL } }]);
  });

  test('of an install begun at HubSpot, without our state, is accepted for the portal of the token', async () => {
    const code = await authorize(rig.sandbox, PORTAL, 9001);
    const reply = await rig.visit('/oauth/callback', { query: { code, hub_id: '999', portalId: '999' } });
    expect(reply.status).toBe(200);
    expect((await installs()).map((row) => row.portal_id)).toEqual([PORTAL]);
  });

  test.each<[string, (good: { code: string; state: string; cookie: string }) => { query: Record<string, unknown>; cookie?: string }]>([
    ['missing, though begun here', ({ code, cookie }) => ({ query: { code }, cookie })],
    ['empty', ({ code, cookie }) => ({ query: { code, state: '' }, cookie })],
    ['empty, without a cookie', ({ code }) => ({ query: { code, state: '' } })],
    ['repeated', ({ code, state, cookie }) => ({ query: { code, state: [state, state] }, cookie })],
    ['an array of one', ({ code, state, cookie }) => ({ query: { code, state: [state] }, cookie })],
    ['an object', ({ code, state, cookie }) => ({ query: { code, state: { state } }, cookie })],
    ['undefined', ({ code, cookie }) => ({ query: { code, state: undefined }, cookie })],
    ['cut', ({ code, state, cookie }) => ({ query: { code, state: state.slice(1) }, cookie })],
    ['changed', ({ code, state, cookie }) => ({ query: { code, state: state.replace(/^./, (sign) => (sign === 'a' ? 'b' : 'a')) }, cookie })],
    ['of the right shape, never issued', ({ code, cookie }) => ({ query: { code, state: 'x'.repeat(43) }, cookie })],
    ['brought by a browser without the cookie', ({ code, state }) => ({ query: { code, state } })],
    ['brought by another browser', ({ code, state }) => ({ query: { code, state }, cookie: `baton_install=${'y'.repeat(43)}` })],
    ['brought with an empty cookie', ({ code, state }) => ({ query: { code, state }, cookie: 'baton_install=' })],
  ])('with a state that is %s is refused before the code is used', async (_, shape) => {
    const { query, cookie } = shape(await rig.consent());
    const reply = await rig.visit('/oauth/callback', { query, headers: cookie === undefined ? {} : { cookie } });
    expect(reply.status).toBe(409);
    expect(reply.html).toContain('Comece a instalação de novo');
    expect(codesAsked()).toEqual([]);
    expect(await installs()).toEqual([]);
  });

  test('works once: a state that was used is refused', async () => {
    const { code, state, cookie } = await rig.consent();
    const back = () => rig.visit('/oauth/callback', { query: { code, state }, headers: { cookie } });
    const replies = await Promise.all([back(), back(), back()]);
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409, 409]);
    expect(codesAsked()).toHaveLength(1);
  });

  test('works for ten minutes', async () => {
    const { code, state, cookie } = await rig.consent();
    rig.sandbox.clock.move(10 * 60_000 + 1);
    expect((await rig.visit('/oauth/callback', { query: { code, state }, headers: { cookie } })).status).toBe(409);
  });

  test.each(['', 'a b', 'x'.repeat(600), ['a', 'b'], undefined])('with the code %o is refused', async (code) => {
    const { state, cookie } = await rig.consent();
    expect((await rig.visit('/oauth/callback', { query: { code, state }, headers: { cookie } })).status).toBe(422);
    expect(codesAsked()).toEqual([]);
  });

  test('with a code HubSpot does not know is refused', async () => {
    const { state, cookie } = await rig.consent();
    expect((await rig.visit('/oauth/callback', { query: { code: 'invented', state }, headers: { cookie } })).status).toBe(422);
    expect(await installs()).toEqual([]);
  });

  test('when the person said no, nothing is installed', async () => {
    const { state, cookie } = await rig.consent();
    const reply = await rig.visit('/oauth/callback', { query: { error: 'access_denied', state }, headers: { cookie } });
    expect(reply.html).toContain('O acesso não foi concedido');
  });

  test('a token of another app is not kept', async () => {
    const { code, state, cookie } = await rig.consent();
    const body = { active: true, hub_id: PORTAL, client_id: 'another-app', scopes: [] };
    rig.sandbox.faults.script([{ kind: 'status', status: 200, path: 'introspect', body, count: 1, skip: 0, chance: 1, seed: 1, headers: {} }]);
    expect((await rig.visit('/oauth/callback', { query: { code, state }, headers: { cookie } })).status).toBe(422);
    expect(await installs()).toEqual([]);
  });

  test('when HubSpot is away the page says to wait', async () => {
    const { code, state, cookie } = await rig.consent();
    rig.sandbox.faults.script([{ kind: 'html', path: 'oauth/2026-09/token$', count: 1, skip: 0, chance: 1, seed: 1, headers: {} }]);
    expect((await rig.visit('/oauth/callback', { query: { code, state }, headers: { cookie } })).status).toBe(503);
  });

  test("a link checker's HEAD uses up nothing", async () => {
    const { code, state, cookie } = await rig.consent();
    await rig.visit('/oauth/callback', { method: 'HEAD', query: { code, state }, headers: { cookie } });
    expect((await rig.visit('/oauth/callback', { query: { code, state }, headers: { cookie } })).status).toBe(200);
  });
});
