import { sql } from 'kysely';
import type { Tx } from '../platform/db.ts';
import type { Deps } from '../platform/deps.ts';
import { hashToken } from '../platform/secrets.ts';
import { AccountDetails, TokenGrant, TokenInfo } from './answers.ts';
import { accountDetails, grantToken, introspectToken } from './api.ts';
import { type HubspotClient, HubspotTransportError } from './client.ts';
import type { Installs } from './installs.ts';
import { storeGrant, type Tokens } from './tokens.ts';

export const STATE_LIFE_MS = 10 * 60_000;
const SECRET_SHAPE = /^[A-Za-z0-9_-]{43}$/;

/** The scope table of the app file (src/app/app-hsmeta.json), handed in as data. */
export interface Scopes {
  required: readonly string[];
  optional: readonly string[];
}

/**
 * Why an install was refused. `state`: begun elsewhere, too old or used. `denied`: the person said no.
 * `code`: HubSpot does not take the code. `foreign`: the token is not of this app. `later`: HubSpot is away.
 */
export type InstallFault = 'state' | 'denied' | 'code' | 'foreign' | 'later';

export type InstallOutcome = { ok: true; portalId: number } | { ok: false; reason: InstallFault };

/** What the browser brought back, untrusted: fields may be absent, repeated or anything else. */
export interface Callback {
  query: Readonly<Record<string, unknown>>;
  /** The cookie set when the install began here; undefined when it did not. */
  browser: string | undefined;
}

export interface Oauth {
  /** Begins an install: where to send the browser, and the secret that binds the state to it. */
  begin(): Promise<{ location: string; browser: string }>;
  finish(callback: Callback): Promise<InstallOutcome>;
}

type OauthDeps = Pick<Deps, 'db' | 'config' | 'secrets' | 'now' | 'randomBytes' | 'enqueue'> & {
  client: HubspotClient;
  installs: Installs;
  tokens: Tokens;
  scopes: Scopes;
};

/** The job that announces a new install; it is added in the transaction that stores it. */
export const ANNOUNCE_JOB = 'hubspot.announce-install';

/** The authorization-code flow. The portal is only ever what HubSpot's introspection of the token says. */
export function createOauth(deps: OauthDeps): Oauth {
  const { clientId, clientSecret, appId, authorizeUrl } = deps.config.hubspot;
  const redirectUri = `${deps.config.publicUrl}/oauth/callback`;
  const credentials = { client_id: clientId, client_secret: clientSecret };

  async function begin(): Promise<{ location: string; browser: string }> {
    const state = deps.randomBytes(32).toString('base64url');
    const browser = deps.randomBytes(32).toString('base64url');
    const now = deps.now();
    await deps.db.withSystem('oauth state', async (tx) => {
      await sql`delete from oauth_states where expires_at < ${now}`.execute(tx);
      const expiresAt = new Date(now.getTime() + STATE_LIFE_MS);
      await sql`insert into oauth_states values (${hashToken(state)}, ${hashToken(browser)}, ${expiresAt})`.execute(tx);
    });
    const url = new URL(authorizeUrl);
    url.searchParams.set('client_id', clientId);
    url.searchParams.set('redirect_uri', redirectUri);
    url.searchParams.set('scope', deps.scopes.required.join(' '));
    if (deps.scopes.optional.length > 0) url.searchParams.set('optional_scope', deps.scopes.optional.join(' '));
    url.searchParams.set('state', state);
    return { location: url.href, browser };
  }

  async function finish({ query, browser }: Callback): Promise<InstallOutcome> {
    if (!(await mayFinish(query, browser))) return { ok: false, reason: 'state' };
    if (query.error !== undefined) return { ok: false, reason: 'denied' };
    const { code } = query;
    if (typeof code !== 'string' || !/^[\x21-\x7e]{1,512}$/.test(code)) return { ok: false, reason: 'code' };
    try {
      return await exchange(code);
    } catch (error) {
      if (error instanceof HubspotTransportError) return { ok: false, reason: 'later' };
      throw error;
    }
  }

  /** An install begun at HubSpot has no state of ours; one begun here must bring it back, once, in the same browser. */
  async function mayFinish(query: Callback['query'], browser: string | undefined): Promise<boolean> {
    if (!('state' in query)) return browser === undefined;
    const { state } = query;
    if (typeof state !== 'string' || !SECRET_SHAPE.test(state)) return false;
    if (browser === undefined || !SECRET_SHAPE.test(browser)) return false;
    const { rows } = await deps.db.withSystem('oauth state', (tx) =>
      sql<{ browser_hash: string; expires_at: Date }>`
        delete from oauth_states where state_hash = ${hashToken(state)} returning browser_hash, expires_at`.execute(tx),
    );
    const found = rows[0];
    return found !== undefined && found.browser_hash === hashToken(browser) && found.expires_at > deps.now();
  }

  async function exchange(code: string): Promise<InstallOutcome> {
    const form = { grant_type: 'authorization_code', ...credentials, redirect_uri: redirectUri, code };
    const answer = await deps.client.request(grantToken(form));
    if (answer.status === 429 || answer.status >= 500) return { ok: false, reason: 'later' };
    const grant = TokenGrant.safeParse(answer.body);
    if (answer.status !== 200 || !grant.success) return { ok: false, reason: 'code' };
    const token = grant.data.access_token;

    const told = await deps.client.request(introspectToken({ ...credentials, token, token_type_hint: 'access_token' }));
    if (told.status >= 500) return { ok: false, reason: 'later' };
    const info = TokenInfo.safeParse(told.body);
    if (told.status !== 200 || !info.success || !isOurs(info.data)) return { ok: false, reason: 'foreign' };

    const account = await deps.client.request(accountDetails(), token);
    const details = AccountDetails.safeParse(account.body);
    if (account.status !== 200 || !details.success) return { ok: false, reason: 'later' };
    if (details.data.portalId !== info.data.hub_id) return { ok: false, reason: 'foreign' };
    return store(grant.data, info.data, details.data);
  }

  function isOurs(info: TokenInfo): boolean {
    return (info.client_id ?? clientId) === clientId && (info.app_id ?? appId) === appId;
  }

  async function store(grant: TokenGrant, info: TokenInfo, details: AccountDetails): Promise<InstallOutcome> {
    const portalId = info.hub_id;
    await deps.db.withSystem('install', async (tx) => {
      await upsertInstall(tx, { info, details, installedBy: grant.user_id ?? null }, deps.now());
      await storeGrant(tx, portalId, grant, deps);
      await deps.enqueue(tx, ANNOUNCE_JOB, [{ portalId }]);
    });
    deps.installs.forget(portalId);
    deps.tokens.forget(portalId);
    return { ok: true, portalId };
  }

  return { begin, finish };
}

async function upsertInstall(tx: Tx, install: { info: TokenInfo; details: AccountDetails; installedBy: number | null }, now: Date): Promise<void> {
  const { info, details, installedBy } = install;
  const scopes = info.scopes ?? info.scope?.split(' ') ?? [];
  await sql`
    insert into installs (portal_id, state, hub_domain, ui_domain, time_zone, currency, scopes, installed_by, installed_at, updated_at)
    values (${info.hub_id}, 'active', ${info.hub_domain ?? null}, ${details.uiDomain}, ${details.timeZone},
      ${details.companyCurrency}, ${scopes}::text[], ${installedBy}, ${now}, ${now})
    on conflict (portal_id) do update set state = 'active', pause_reason = null, hub_domain = excluded.hub_domain,
      ui_domain = excluded.ui_domain, time_zone = excluded.time_zone, currency = excluded.currency,
      scopes = excluded.scopes, installed_by = excluded.installed_by, installed_at = excluded.installed_at, updated_at = excluded.updated_at, uninstalled_at = null`.execute(tx);
}
