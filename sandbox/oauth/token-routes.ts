import type { SandboxApp, SandboxPortal } from '../core.ts';
import type { Grants, IssuedTokens } from './grants.ts';

/** What the token routes answer; errors carry OAuth's `error` beside HubSpot's `status`. */
export interface TokenReply {
  status: number;
  body: Record<string, unknown>;
  portalId: number | null;
}

interface TokenRouteOptions {
  app: SandboxApp;
  grants: Grants;
  portal: (portalId: number) => (SandboxPortal & { deactivated?: boolean }) | undefined;
  now: () => Date;
}

const allowedFields: Record<string, readonly string[]> = {
  '/oauth/2026-09/token': ['grant_type', 'client_id', 'client_secret', 'redirect_uri', 'code', 'code_verifier', 'refresh_token', 'scope'],
  '/oauth/2026-09/token/introspect': ['client_id', 'client_secret', 'token', 'token_type_hint'],
  '/oauth/2026-09/token/revoke': ['client_id', 'client_secret', 'token', 'token_type_hint'],
};

export const tokenPaths = Object.keys(allowedFields);

/** Fields of a token call that HubSpot does not know. */
export function unknownTokenFields(path: string, form: URLSearchParams): string[] {
  return [...form.keys()].filter((name) => !allowedFields[path]?.includes(name));
}

function refusal(status: string, error: string, message: string): TokenReply {
  return {
    status: 400, portalId: null,
    body: { status, error, error_description: message, message, category: 'VALIDATION_ERROR', correlationId: crypto.randomUUID() },
  };
}

function tokenBody({ accessToken, refreshToken, expiresInSeconds, grant }: IssuedTokens): TokenReply {
  return {
    status: 200, portalId: grant.portalId,
    body: {
      token_type: 'bearer', token_use: 'access_token', access_token: accessToken, refresh_token: refreshToken,
      expires_in: expiresInSeconds, hub_id: grant.portalId, user_id: grant.userId, scopes: grant.scopes,
    },
  };
}

/** The three token routes: issue and refresh, introspect, revoke. Form fields only. */
export function tokenRoutes({ app, grants, portal, now }: TokenRouteOptions): (path: string, form: URLSearchParams) => TokenReply {
  function exchange(form: URLSearchParams): TokenReply {
    const tokens = grants.exchangeCode(form.get('code') ?? '', form.get('redirect_uri') ?? '', form.get('code_verifier'));
    if (tokens === 'bad-code') return refusal('BAD_AUTH_CODE', 'invalid_grant', 'missing or unknown auth code');
    if (tokens === 'bad-redirect') return refusal('MISMATCH_REDIRECT_URI_AUTH_CODE', 'invalid_grant', 'redirect URI does not match the one used at authorization');
    if (tokens === 'bad-verifier') return refusal('BAD_CODE_VERIFIER', 'invalid_grant', 'code verifier does not match the challenge');
    return tokenBody(tokens);
  }

  function refresh(form: URLSearchParams): TokenReply {
    const token = form.get('refresh_token') ?? '';
    const grant = grants.refreshGrant(token);
    if (grant && portal(grant.portalId)?.deactivated) {
      return { ...refusal('BAD_HUB', 'access_denied', 'the hub is not active'), portalId: grant.portalId };
    }
    const tokens = grants.refresh(token);
    return tokens ? tokenBody(tokens) : refusal('BAD_REFRESH_TOKEN', 'invalid_grant', 'missing or invalid refresh token');
  }

  function introspect(form: URLSearchParams): TokenReply {
    const token = form.get('token') ?? '';
    const access = grants.access(token);
    const live = access && access.expiresAtMs > now().getTime() ? access : undefined;
    const grant = live ?? grants.refreshGrant(token);
    if (!grant) return { status: 200, portalId: null, body: { active: false } };
    const user = portal(grant.portalId)?.users.find((one) => one.id === grant.userId);
    return {
      status: 200, portalId: grant.portalId,
      body: {
        active: true, token_use: live ? 'access_token' : 'refresh_token', token, hub_id: grant.portalId, user_id: grant.userId,
        client_id: app.clientId, app_id: app.appId, scopes: grant.scopes, token_type: 'bearer', is_private_distribution: false,
        hub_domain: `portal-${grant.portalId}.sandbox.test`, ...(user ? { user: user.email } : {}),
        ...(live ? { expires_in: Math.floor((live.expiresAtMs - now().getTime()) / 1_000) } : {}),
      },
    };
  }

  return (path, form) => {
    if (form.get('client_id') !== app.clientId || form.get('client_secret') !== app.clientSecret) {
      return refusal('BAD_CLIENT_ID', 'invalid_client', 'missing or unknown client id or secret');
    }
    if (path.endsWith('/introspect')) return introspect(form);
    if (path.endsWith('/revoke')) {
      grants.revoke(form.get('token') ?? '');
      return { status: 200, body: {}, portalId: null };
    }
    if (form.get('grant_type') === 'authorization_code') return exchange(form);
    if (form.get('grant_type') === 'refresh_token') return refresh(form);
    return refusal('UNSUPPORTED_GRANT_TYPE', 'unsupported_grant_type', 'grant_type must be authorization_code or refresh_token');
  };
}
