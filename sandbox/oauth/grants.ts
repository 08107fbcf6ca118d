import { createHash, randomBytes } from 'node:crypto';

/** What a token stands for. */
export interface Grant {
  portalId: number;
  userId: number;
  scopes: string[];
}

interface Code extends Grant {
  redirectUri: string;
  challenge: string | null;
  expiresAtMs: number;
}

/** The app's installation in a portal. */
export interface Install extends Grant {
  installedAt: string;
}

export interface IssuedTokens {
  accessToken: string;
  refreshToken: string;
  expiresInSeconds: number;
  grant: Grant;
}

export interface GrantsState {
  installs: Install[];
  access: [string, Grant & { expiresAtMs: number }][];
  refresh: [string, Grant][];
}

/** Installs, codes and tokens. Codes are single-use, 10 minutes; access tokens live `accessLifeMs`. */
export interface Grants {
  install(portalId: number): Install | undefined;
  issueCode(grant: Grant, redirectUri: string, challenge: string | null): string;
  /** Why it was refused, or the tokens. The install exists from here on. */
  exchangeCode(code: string, redirectUri: string, verifier: string | null): IssuedTokens | 'bad-code' | 'bad-redirect' | 'bad-verifier';
  refresh(token: string): IssuedTokens | undefined;
  refreshGrant(token: string): Grant | undefined;
  access(token: string): (Grant & { expiresAtMs: number }) | undefined;
  revoke(token: string): void;
  /** Ends the install: refresh and access tokens are void at once. */
  uninstall(portalId: number): void;
  state(): GrantsState;
  rotateRefreshTokens: boolean;
}

interface GrantsOptions {
  now: () => Date;
  accessLifeMs: number;
  rotateRefreshTokens: boolean;
  state?: GrantsState | undefined;
}

/** Grants in memory, from a snapshot's state if there is one. */
export function createGrants({ now, accessLifeMs, rotateRefreshTokens, state }: GrantsOptions): Grants {
  const installs = new Map(state?.installs.map((install) => [install.portalId, install]));
  const access = new Map(state?.access);
  const refresh = new Map(state?.refresh);
  const codes = new Map<string, Code>();
  const secret = (): string => randomBytes(24).toString('base64url');

  function issue({ portalId, userId, scopes }: Grant, refreshToken: string): IssuedTokens {
    const grant = { portalId, userId, scopes };
    const nowMs = now().getTime();
    for (const [token, { expiresAtMs }] of access) if (expiresAtMs < nowMs - 3_600_000) access.delete(token);
    const accessToken = `sandbox-access-${secret()}`;
    access.set(accessToken, { ...grant, expiresAtMs: nowMs + accessLifeMs });
    return { accessToken, refreshToken, expiresInSeconds: accessLifeMs / 1_000, grant };
  }

  function newRefreshToken(grant: Grant): string {
    const token = `sandbox-refresh-${secret()}`;
    refresh.set(token, { portalId: grant.portalId, userId: grant.userId, scopes: grant.scopes });
    return token;
  }

  const grants: Grants = {
    rotateRefreshTokens,
    install: (portalId) => installs.get(portalId),
    issueCode(grant, redirectUri, challenge) {
      const code = secret();
      codes.set(code, { ...grant, redirectUri, challenge, expiresAtMs: now().getTime() + 600_000 });
      return code;
    },
    exchangeCode(code, redirectUri, verifier) {
      const found = codes.get(code);
      codes.delete(code);
      if (!found || found.expiresAtMs < now().getTime()) return 'bad-code';
      if (found.redirectUri !== redirectUri) return 'bad-redirect';
      if (found.challenge !== null) {
        const hash = createHash('sha256').update(verifier ?? '').digest('base64url');
        if (hash !== found.challenge) return 'bad-verifier';
      }
      const { portalId, userId, scopes } = found;
      installs.set(portalId, { portalId, userId, scopes, installedAt: now().toISOString() });
      return issue(found, newRefreshToken(found));
    },
    refreshGrant: (token) => refresh.get(token),
    refresh(token) {
      const grant = refresh.get(token);
      if (!grant) return undefined;
      if (!grants.rotateRefreshTokens) return issue(grant, token);
      refresh.delete(token);
      return issue(grant, newRefreshToken(grant));
    },
    access: (token) => access.get(token),
    // Access tokens already issued live on until they expire.
    revoke: (token) => void refresh.delete(token),
    uninstall(portalId) {
      installs.delete(portalId);
      for (const [token, grant] of refresh) if (grant.portalId === portalId) refresh.delete(token);
      for (const [token, grant] of access) if (grant.portalId === portalId) access.delete(token);
    },
    state: () => ({ installs: [...installs.values()], access: [...access], refresh: [...refresh] }),
  };
  return grants;
}
