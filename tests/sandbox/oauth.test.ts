import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { authorize, buildInstalledSandbox } from '../support/sandbox.ts';
import type { InstalledSandbox } from '../support/sandbox.ts';

const tokenPath = '/oauth/2026-09/token';
const details = '/account-info/2026-09/details';
let sandbox: InstalledSandbox;

afterEach(() => sandbox.close());

function authorizeUrl(changes: Record<string, string>): string {
  const { app } = sandbox.core;
  return `${sandbox.url}/oauth/authorize?${new URLSearchParams({
    client_id: app.clientId, redirect_uri: app.redirectUrls[0] ?? '', scope: app.requiredScopes.join(' '), ...changes,
  })}`;
}

describe('authorization', () => {
  test('the page lists accounts and scopes, and refuses another scope list, redirect or app', async () => {
    sandbox = await buildInstalledSandbox();
    const page = await (await fetch(authorizeUrl({}))).text();
    expect(page).toContain('crm.objects.companies.read');
    expect(page).toContain('value="101:9001"');
    expect((await fetch(authorizeUrl({ scope: 'oauth' }))).status).toBe(400);
    expect((await fetch(authorizeUrl({ redirect_uri: 'https://evil.example/oauth/callback' }))).status).toBe(400);
    expect((await fetch(authorizeUrl({ client_id: 'another' }))).status).toBe(400);
    expect((await fetch(authorizeUrl({ optional_scope: 'crm.objects.leads.read' }))).status).toBe(400);
  });

  test('echoes the state to the redirect URL, mapped to where this machine finds it', async () => {
    sandbox = await buildInstalledSandbox({ permittedOrigins: { 'https://baton.sandbox.test': 'http://127.0.0.1:3999' } });
    const response = await fetch(authorizeUrl({}).replace(/\?.*/, ''), {
      method: 'POST', redirect: 'manual', body: new URLSearchParams([...new URL(authorizeUrl({ state: 'a b&c', account: '101:9001' })).searchParams]),
    });
    const location = new URL(response.headers.get('location') ?? '');
    expect(location.origin).toBe('http://127.0.0.1:3999');
    expect(location.searchParams.get('state')).toBe('a b&c');
  });

  test('a code works once, only with its redirect URL and its PKCE verifier', async () => {
    sandbox = await buildInstalledSandbox();
    const redirect_uri = sandbox.core.app.redirectUrls[0] ?? '';
    const code_challenge = createHash('sha256').update('verifier').digest('base64url');
    const grant = async (form: Record<string, string>) => sandbox.token(tokenPath, { grant_type: 'authorization_code', ...form });
    const code = () => authorize(sandbox, 101, 9001, { code_challenge, code_challenge_method: 'S256' });
    expect((await grant({ code: await code(), redirect_uri, code_verifier: 'wrong' })).body.error).toBe('invalid_grant');
    expect((await grant({ code: await code(), redirect_uri: 'https://other.example/', code_verifier: 'verifier' })).status).toBe(400);
    const good = await code();
    expect((await grant({ code: good, redirect_uri, code_verifier: 'verifier' })).status).toBe(200);
    expect((await grant({ code: good, redirect_uri, code_verifier: 'verifier' })).body.status).toBe('BAD_AUTH_CODE');
  });

  test('optional scopes that the account does not include are not granted', async () => {
    sandbox = await buildInstalledSandbox({ lackedScopes: ['crm.objects.feedback_submissions.read'] });
    const refused = await sandbox.call('GET', '/crm/objects/2026-09/feedback_submissions');
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({
      category: 'MISSING_SCOPES',
      errors: [{ context: { requiredScopes: ['crm.objects.contacts.read', 'crm.objects.feedback_submissions.read'] } }],
    });
  });
});

describe('tokens', () => {
  test('an access token lives 30 minutes of the virtual clock', async () => {
    sandbox = await buildInstalledSandbox();
    expect((await sandbox.call('GET', details)).body).toMatchObject({ portalId: 101, timeZone: 'America/Sao_Paulo', companyCurrency: 'BRL', utcOffset: '-03:00' });
    sandbox.clock.move(30 * 60_000);
    expect((await sandbox.call('GET', details)).body.category).toBe('EXPIRED_AUTHENTICATION');
    const fresh = await sandbox.token(tokenPath, { grant_type: 'refresh_token', refresh_token: sandbox.refreshToken });
    expect(fresh.body).toMatchObject({ expires_in: 1800, token_type: 'bearer', hub_id: 101, refresh_token: sandbox.refreshToken });
    expect((await sandbox.call('GET', details, undefined, fresh.body.access_token)).status).toBe(200);
  });

  test('with rotation on, a refresh token works once', async () => {
    sandbox = await buildInstalledSandbox({ rotateRefreshTokens: true });
    const refresh = (refresh_token: string) => sandbox.token(tokenPath, { grant_type: 'refresh_token', refresh_token });
    const next = (await refresh(sandbox.refreshToken)).body.refresh_token;
    expect(next).not.toBe(sandbox.refreshToken);
    expect((await refresh(sandbox.refreshToken)).body).toMatchObject({ status: 'BAD_REFRESH_TOKEN', error: 'invalid_grant' });
    expect((await refresh(next)).status).toBe(200);
  });

  test('a deactivated account is BAD_HUB, a wrong secret invalid_client', async () => {
    sandbox = await buildInstalledSandbox();
    Object.assign(sandbox.world.portal(101) ?? {}, { deactivated: true });
    const form = { grant_type: 'refresh_token', refresh_token: sandbox.refreshToken };
    expect((await sandbox.token(tokenPath, form)).body).toMatchObject({ status: 'BAD_HUB', error: 'access_denied' });
    expect((await sandbox.token(tokenPath, { ...form, client_secret: 'wrong' })).body.error).toBe('invalid_client');
  });

  test('the form must be form-encoded and carry no unknown field', async () => {
    sandbox = await buildInstalledSandbox();
    const json = await fetch(sandbox.url + tokenPath, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
    expect(json.status).toBe(415);
    sandbox.ledger.clear();
    await sandbox.token(tokenPath, { grant_type: 'refresh_token', refresh_token: sandbox.refreshToken, colour: 'red' });
    expect(sandbox.ledger.summary().violations).toMatchObject([{ violation: 'Unknown form field colour' }]);
  });

  test('introspection names the portal; revoking ends refreshing, not the access token', async () => {
    sandbox = await buildInstalledSandbox();
    const ask = (token: string) => sandbox.token(`${tokenPath}/introspect`, { token, token_type_hint: 'access_token' });
    expect((await ask(sandbox.accessToken)).body).toMatchObject({ active: true, hub_id: 101, user_id: 9001, app_id: 4711, scopes: expect.arrayContaining(['oauth']) });
    expect((await ask('nonsense')).body).toEqual({ active: false });
    await sandbox.token(`${tokenPath}/revoke`, { token: sandbox.refreshToken });
    expect((await sandbox.token(tokenPath, { grant_type: 'refresh_token', refresh_token: sandbox.refreshToken })).status).toBe(400);
    expect((await sandbox.call('GET', details)).status).toBe(200);
  });

  test('an uninstall voids all tokens at once', async () => {
    sandbox = await buildInstalledSandbox();
    expect(sandbox.core.installed(101)).toBe(true);
    expect((await sandbox.call('DELETE', '/appinstalls/2026-09/external-install')).status).toBe(204);
    expect(sandbox.core.installed(101)).toBe(false);
    expect((await sandbox.call('GET', details)).status).toBe(401);
    expect((await sandbox.token(tokenPath, { grant_type: 'refresh_token', refresh_token: sandbox.refreshToken })).body.status).toBe('BAD_REFRESH_TOKEN');
  });
});
