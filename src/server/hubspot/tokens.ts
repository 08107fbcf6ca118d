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
}

/** Keeps each portal's access token fresh: one renewal at a time over all processes, by the lock on its row. */
export function createTokens(
  deps: Pick<Deps, 'db' | 'config' | 'secrets' | 'now' | 'random' | 'log' | 'metrics'> & { client: HubspotClient; installs: Installs },
): Tokens {
  const held = new Map<number, { token: string; until: number }>();
  const running = new Map<number, Promise<Token>>();
  const restUntil = new Map<number, number>();

  async function current(portalId: number): Promise<Token> {
    const now = deps.now().getTime();
    const mine = held.get(portalId);
    if (mine !== undefined && now < mine.until && now >= mine.until - REREAD_MS) return { ok: true, token: mine.token };
    return once(portalId, () => obtain(portalId, undefined));
  }

  /** Callers of one process share one look at the row. */
  function once(portalId: number, work: () => Promise<Token>): Promise<Token> {
    const same = running.get(portalId);
    if (same !== undefined) return same;
    const mine = work().finally(() => running.delete(portalId));
    running.set(portalId, mine);
    return mine;
  }

  async function obtain(portalId: number, refused: string | undefined): Promise<Token> {
    const row = await deps.db.withSystem('read token', (tx) => read(tx, portalId, false));
    const ready = usable(portalId, row, refused);
    if (ready !== undefined) return remember(portalId, ready);
    return remember(portalId, await renew(portalId, refused));
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
    // While renewals fail, the old token serves to its end.
    if (token !== undefined && token !== refused && leftMs > 0 && (!early || resting)) return { ok: true, token };
    return resting ? { ok: false, reason: 'unavailable' } : undefined;
  }

  /** Under the row's lock: whoever waited finds the new token and does not ask HubSpot again. */
  async function renew(portalId: number, refused: string | undefined): Promise<Token> {
    const result = await deps.db.withSystem('renew token', async (tx): Promise<Token> => {
      const row = await read(tx, portalId, true);
      const ready = usable(portalId, row, refused);
      if (ready !== undefined) return ready;
      const answered = await ask(tx, portalId, deps.secrets.open(REFRESH, portalId, row!.refresh_sealed!).toString());
      return answered ?? usable(portalId, row, refused) ?? { ok: false, reason: 'unavailable' };
    });
    deps.installs.forget(portalId);
    return result;
  }

  /** Undefined when HubSpot could not renew it now: the portal is left alone for a while. */
  async function ask(tx: Tx, portalId: number, refreshToken: string): Promise<Token | undefined> {
    const { clientId, clientSecret } = deps.config.hubspot;
    const form = { grant_type: 'refresh_token', client_id: clientId, client_secret: clientSecret, refresh_token: refreshToken };
    try {
      const answer = await deps.client.request(grantToken(form));
      const grant = TokenGrant.safeParse(answer.body);
      if (answer.status === 200 && grant.success) {
        await storeGrant(tx, portalId, grant.data, deps);
        deps.metrics.tokenRefreshes.inc({ outcome: 'renewed' });
        return { ok: true, token: grant.data.access_token };
      }
      return await refuse(tx, portalId, answer);
    } catch (error) {
      if (!(error instanceof HubspotTransportError)) throw error;
      deps.metrics.tokenRefreshes.inc({ outcome: 'unreached' });
      deps.log.warn({ portalId, fault: error.fault }, 'A HubSpot token could not be renewed; the old one serves to its end');
      return rest(portalId);
    }
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
      return once(portalId, () => obtain(portalId, refused));
    },
  };
}

/** Seals and stores what a grant returned; HubSpot may rotate the refresh token, so it is always the one that came last. */
export async function storeGrant(tx: Tx, portalId: number, grant: TokenGrant, deps: Pick<Deps, 'secrets' | 'now'>): Promise<void> {
  const now = deps.now();
  await sql`
    update installs set access_sealed = ${deps.secrets.seal(ACCESS, portalId, grant.access_token)},
      refresh_sealed = ${deps.secrets.seal(REFRESH, portalId, grant.refresh_token)},
      expires_at = ${new Date(now.getTime() + grant.expires_in * 1_000)}, updated_at = ${now}
    where portal_id = ${portalId}`.execute(tx);
}

async function read(tx: Tx, portalId: number, lock: boolean): Promise<Row | undefined> {
  const columns = sql`state, access_sealed, refresh_sealed, expires_at`;
  const query = lock
    ? sql<Row>`select ${columns} from installs where portal_id = ${portalId} for update`
    : sql<Row>`select ${columns} from installs where portal_id = ${portalId}`;
  return (await query.execute(tx)).rows[0];
}
