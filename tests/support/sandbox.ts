import { startSandbox } from '../../sandbox/server.ts';
import type { Sandbox, SandboxOptions } from '../../sandbox/server.ts';
import type { SandboxApp, SandboxUser } from '../../sandbox/core.ts';
import type { Store } from '../../sandbox/crm/store.ts';

const allScopes = {
  required: ['oauth', 'crm.objects.companies.read', 'crm.objects.companies.write', 'crm.schemas.companies.write',
    'crm.objects.contacts.read', 'crm.objects.deals.read', 'tickets', 'crm.objects.owners.read'],
  optional: ['crm.objects.feedback_submissions.read', 'crm.objects.contacts.write', 'crm.objects.deals.write',
    'crm.objects.line_items.read', 'crm.objects.line_items.write', 'e-commerce'],
};

/** An app as HubSpot would know it from the uploaded project. */
export function buildSandboxApp(overrides: Partial<SandboxApp> = {}): SandboxApp {
  return {
    appId: 4711, name: 'Baton', clientId: 'client-of-the-test', clientSecret: 'secret-of-the-test',
    redirectUrls: ['https://baton.sandbox.test/oauth/callback'], requiredScopes: allScopes.required,
    optionalScopes: allScopes.optional, permittedOrigins: ['https://baton.sandbox.test'], ...overrides,
  };
}

export function buildSandboxUser(overrides: Partial<SandboxUser> = {}): SandboxUser {
  return { id: 9001, email: 'ana@agencia.example', firstName: 'Ana', lastName: 'Reis', role: 'admin', ownerId: '701', locale: 'pt-br', ...overrides };
}

/** Parsed JSON that a test reads without declaring its shape: a wrong path fails the test anyway. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
export type Loose = any;

export interface SandboxAnswer {
  status: number;
  body: Loose;
  headers: Headers;
}

export interface InstalledSandbox extends Sandbox {
  portalId: number;
  store: Store;
  accessToken: string;
  refreshToken: string;
  /** Calls the API with the installed app's token. */
  call(method: string, path: string, body?: unknown, token?: string): Promise<SandboxAnswer>;
  /** Posts a form to a token route, with the app's id and secret. */
  token(path: string, form: Record<string, string>): Promise<SandboxAnswer>;
}

async function answerOf(response: Response): Promise<SandboxAnswer> {
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text), headers: response.headers };
}

/** Sends one call to a sandbox's API. */
export async function callSandbox(url: string, token: string, method: string, path: string, body?: unknown): Promise<SandboxAnswer> {
  return answerOf(await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: 'manual',
  }));
}

/** Goes through the consent page as a script does and returns the code of the redirect. */
export async function authorize(sandbox: Sandbox, portalId: number, userId: number, extra: Record<string, string> = {}): Promise<string> {
  const { app } = sandbox.core;
  const response = await fetch(`${sandbox.url}/oauth/authorize`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({
      client_id: app.clientId, redirect_uri: app.redirectUrls[0] ?? '', scope: app.requiredScopes.join(' '),
      optional_scope: app.optionalScopes.join(' '), account: `${portalId}:${userId}`, ...extra,
    }),
  });
  const location = response.headers.get('location');
  if (!location) throw new Error(`No redirect: ${response.status} ${await response.text()}`);
  return new URL(location).searchParams.get('code') ?? '';
}

/** A running sandbox with portal 101, user 9001 as its admin, and the app installed. */
export async function buildInstalledSandbox(
  overrides: Partial<SandboxOptions> & { lackedScopes?: string[] } = {},
): Promise<InstalledSandbox> {
  const { lackedScopes = [], ...options } = overrides;
  const sandbox = await startSandbox({ port: 0, app: buildSandboxApp(), seed: 'empty', ...options });
  const portalId = 101;
  const user = buildSandboxUser();
  const store = sandbox.world.addPortal({
    portalId, name: 'Conta de teste', timeZone: 'America/Sao_Paulo', currency: 'BRL', uiDomain: 'app.hubspot.com', users: [user], lackedScopes,
  });
  const { app } = sandbox.core;
  const token = async (path: string, form: Record<string, string>): Promise<SandboxAnswer> =>
    answerOf(await fetch(sandbox.url + path, {
      method: 'POST', body: new URLSearchParams({ client_id: app.clientId, client_secret: app.clientSecret, ...form }),
    }));
  const code = await authorize(sandbox, portalId, user.id);
  const grant = await token('/oauth/2026-09/token', { grant_type: 'authorization_code', code, redirect_uri: app.redirectUrls[0] ?? '' });
  const accessToken = String(grant.body.access_token);
  return {
    ...sandbox, portalId, store, accessToken, refreshToken: String(grant.body.refresh_token), token,
    call: (method, path, body, bearer = accessToken) => callSandbox(sandbox.url, bearer, method, path, body),
  };
}
