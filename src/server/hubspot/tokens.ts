import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Deps } from '../platform/deps.ts';
import type { Tx } from '../platform/db.ts';
import { TokenGrant } from './answers.ts';
import { grantToken } from './api.ts';
import { type HubspotAnswer, type HubspotClient, HubspotTransportError } from './client.ts';
import { grantFault } from './grant-fault.ts';
import { endInstall, type Installs, pauseInstall } from './installs.ts';

/** HubSpot's tokens live 30 minutes: renewed 5 to 6 minutes ahead, spread so that portals do not renew together. */
const AHEAD_MS = 5 * 60_000;
const AHEAD_SPREAD_MS = 60_000;
/** How long one process uses a token before it looks at the row again: an uninstall stops it within this time. */
const REREAD_MS = 2_000;
/** After a failed renewal the portal is left alone this long, doubled by up to as much at random. */
const COOL_DOWN_MS = 10_000;
/** A process that renews has this long, longer than the client waits for HubSpot; then it counts as dead and another may. */
const CLAIM_MS = 20_000;
/** Whoever has no usable token waits for the process that renews, looking again every so often. */
const LOOK_MS = 100;
/** Clocks of two processes differ by less. A claim from further ahead was left by a clock that was set back, and counts as none. */
const CLOCK_SLACK_MS = 60_000;

const ACCESS = 'hubspot-access-token';
const REFRESH = 'hubspot-refresh-token';

export type Token = { ok: true; token: string } | { ok: false; reason: 'not-installed' | 'paused' | 'unavailable' };

export interface Tokens {
  /** A token that is good for minutes. */
  current(portalId: number): Promise<Token>;
  /** Called after HubSpot refused this token: renews unless someone already did. */
  renewAfter(portalId: number, refused: string): Promise<Token>;
  /** Drops what this process holds, because a new install brought another grant. */
  forget(portalId: number): void;
}

interface Row {
  state: 'active' | 'paused' | 'uninstalled';
  access_sealed: string | null;
  refresh_sealed: string | null;
  expires_at: Date | null;
  renewing_until: Date | null;
}

/**
 * Keeps each portal's access token fresh, with one renewal at a time over all processes: who renews notes a claim with the
 * token, and no transaction waits for HubSpot. Meanwhile the old token serves.
 */
export function createTokens(
  deps: Pick<Deps, 'db' | 'config' | 'secrets' | 'now' | 'random' | 'log' | 'metrics'> & { client: HubspotClient; installs: Installs },
): Tokens {
  const held = new Map<number, { token: string; until: number }>();
  const running = new Map<string, Promise<Token>>();
  const restUntil = new Map<number, number>();

  async function current(portalId: number): Promise<Token> {
    const now = deps.now().getTime();
    const mine = held.get(portalId);
    if (mine !== undefined && now < mine.until && now >= mine.until - REREAD_MS) return { ok: true, token: mine.token };
    return once(portalId, undefined);
  }

  /** Callers of one process share one look at the row; those whose token was refused do not take it from one begun before. */
  function once(portalId: number, refused: string | undefined): Promise<Token> {
    const key = `${portalId}/${refused ?? ''}`;
    const same = running.get(key);
    if (same !== undefined) return same;
    const mine = obtain(portalId, refused).finally(() => running.delete(key));
    running.set(key, mine);
    return mine;
  }

  /** The row's token, or a renewed one. Who finds another process renewing looks again until that one is done. */
  async function obtain(portalId: number, refused: string | undefined): Promise<Token> {
    const waitUntil = performance.now() + CLAIM_MS;
    for (;;) {
      const row = await deps.db.withSystem('read token', (tx) => read(tx, portalId));
      const ready = usable(portalId, row, refused);
      if (ready !== undefined) return remember(portalId, ready);
      const refreshSealed = row!.refresh_sealed!;
      if (!isClaimed(row!) && (await claimRenewal(portalId, refreshSealed))) return remember(portalId, await renew(portalId, refused, refreshSealed));
      if (performance.now() > waitUntil) return remember(portalId, { ok: false, reason: 'unavailable' });
      await sleep(LOOK_MS);
    }
  }

  function remember(portalId: number, result: Token): Token {
    if (result.ok) held.set(portalId, { token: result.token, until: deps.now().getTime() + REREAD_MS });
    else held.delete(portalId);
    return result;
  }

  /** The row's verdict without a renewal; undefined when the token must be renewed. */
  function usable(portalId: number, row: Row | undefined, refused: string | undefined): Token | undefined {
    if (row === undefined || row.state === 'uninstalled' || row.refresh_sealed === null) return { ok: false, reason: 'not-installed' };
    if (row.state === 'paused') return { ok: false, reason: 'paused' };
    const leftMs = (row.expires_at?.getTime() ?? 0) - deps.now().getTime();
    const resting = (restUntil.get(portalId) ?? 0) > deps.now().getTime();
    const token = row.access_sealed === null ? undefined : deps.secrets.open(ACCESS, portalId, row.access_sealed).toString();
    const early = leftMs <= AHEAD_MS + deps.random() * AHEAD_SPREAD_MS;
    // While another process renews, or renewals fail, the old token serves to its end.
    if (token !== undefined && token !== refused && leftMs > 0 && (!early || resting || isClaimed(row))) return { ok: true, token };
    return resting ? { ok: false, reason: 'unavailable' } : undefined;
  }

  /** True while a process renews this account's token; a claim ends by itself. */
  function isClaimed({ renewing_until: until }: Row): boolean {
    const leftMs = (until?.getTime() ?? 0) - deps.now().getTime();
    return leftMs > 0 && leftMs <= CLAIM_MS + CLOCK_SLACK_MS;
  }

  /** Notes that this process renews this grant, which is sealed anew by each renewal and install. @returns false where another was faster. */
  async function claimRenewal(portalId: number, refreshSealed: string): Promise<boolean> {
    const now = deps.now().getTime();
    const { rows } = await deps.db.withSystem('claim token renewal', (tx) => sql`
      update installs set renewing_until = ${new Date(now + CLAIM_MS)}
      where portal_id = ${portalId} and state = 'active' and refresh_sealed = ${refreshSealed}
        and (renewing_until is null or renewing_until <= ${new Date(now)} or renewing_until > ${new Date(now + CLAIM_MS + CLOCK_SLACK_MS)})
      returning portal_id`.execute(tx));
    return rows.length > 0;
  }

  /** Asks HubSpot and notes what it says with the grant that was asked for: a new install meanwhile stands as it is. */
  async function renew(portalId: number, refused: string | undefined, refreshSealed: string): Promise<Token> {
    const answer = await ask(portalId, deps.secrets.open(REFRESH, portalId, refreshSealed).toString());
    const result = await deps.db.withSystem('renew token', async (tx): Promise<Token> => {
      const row = await read(tx, portalId, true);
      const settled = row?.refresh_sealed === refreshSealed ? await settle(tx, portalId, answer) : undefined;
      if (settled !== undefined) return settled;
      await sql`update installs set renewing_until = null where portal_id = ${portalId} and refresh_sealed = ${refreshSealed}`.execute(tx);
      return usable(portalId, row, refused) ?? { ok: false, reason: 'unavailable' };
    });
    deps.installs.forget(portalId);
    return result;
  }

  /** Undefined where HubSpot could not be reached. */
  async function ask(portalId: number, refreshToken: string): Promise<HubspotAnswer | undefined> {
    const { clientId, clientSecret } = deps.config.hubspot;
    const form = { grant_type: 'refresh_token', client_id: clientId, client_secret: clientSecret, refresh_token: refreshToken };
    try {
      return await deps.client.request(grantToken(form));
    } catch (error) {
      if (!(error instanceof HubspotTransportError)) throw error;
      deps.metrics.tokenRefreshes.inc({ outcome: 'unreached' });
      deps.log.warn({ portalId, fault: error.fault }, 'A HubSpot token could not be renewed; the old one serves to its end');
      return undefined;
    }
  }

  /** Undefined when HubSpot could not renew it now: the portal is left alone for a while. */
  async function settle(tx: Tx, portalId: number, answer: HubspotAnswer | undefined): Promise<Token | undefined> {
    if (answer === undefined) return rest(portalId);
    const grant = TokenGrant.safeParse(answer.body);
    if (answer.status !== 200 || !grant.success) return refuse(tx, portalId, answer);
    await storeGrant(tx, portalId, grant.data, deps);
    deps.metrics.tokenRefreshes.inc({ outcome: 'renewed' });
    return { ok: true, token: grant.data.access_token };
  }

  async function refuse(tx: Tx, portalId: number, answer: HubspotAnswer): Promise<Token | undefined> {
    const fault = grantFault(answer);
    deps.metrics.tokenRefreshes.inc({ outcome: fault });
    if (fault === 'dead') {
      await endInstall(tx, portalId, deps.now());
      deps.log.warn({ portalId }, 'HubSpot says that Baton was uninstalled: the tokens are destroyed');
      return { ok: false, reason: 'not-installed' };
    }
    if (fault === 'paused') {
      await pauseInstall(tx, portalId, 'account-unavailable', deps.now());
      deps.log.warn({ portalId }, 'HubSpot refuses this account: it is paused, its data is kept');
      return { ok: false, reason: 'paused' };
    }
    if (fault === 'ours') {
      deps.log.error({ portalId, status: answer.status }, 'HubSpot refuses our own credentials: check HUBSPOT_CLIENT_ID and HUBSPOT_CLIENT_SECRET');
    }
    return rest(portalId);
  }

  function rest(portalId: number): undefined {
    restUntil.set(portalId, deps.now().getTime() + COOL_DOWN_MS * (1 + deps.random()));
  }

  return {
    current,
    forget: (portalId) => void held.delete(portalId),
    renewAfter(portalId, refused) {
      if (held.get(portalId)?.token === refused) held.delete(portalId);
      return once(portalId, refused);
    },
  };
}

/** Seals and stores what a grant returned; HubSpot may rotate the refresh token, so it is always the one that came last. */
export async function storeGrant(tx: Tx, portalId: number, grant: TokenGrant, deps: Pick<Deps, 'secrets' | 'now'>): Promise<void> {
  const now = deps.now();
  await sql`
    update installs set access_sealed = ${deps.secrets.seal(ACCESS, portalId, grant.access_token)},
      refresh_sealed = ${deps.secrets.seal(REFRESH, portalId, grant.refresh_token)},
      expires_at = ${new Date(now.getTime() + grant.expires_in * 1_000)}, renewing_until = null, updated_at = ${now}
    where portal_id = ${portalId}`.execute(tx);
}

/** @param lock whether the row stands still until the transaction ends. */
async function read(tx: Tx, portalId: number, lock = false): Promise<Row | undefined> {
  const row = tx.selectFrom('installs').select(['state', 'access_sealed', 'refresh_sealed', 'expires_at', 'renewing_until']).where('portal_id', '=', portalId);
  return (lock ? row.forUpdate() : row).executeTakeFirst();
}
