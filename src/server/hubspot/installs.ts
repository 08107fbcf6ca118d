import { type Selectable, sql } from 'kysely';
import type { Db, Tx } from '../platform/db.ts';
import type { InstallsTable } from './tables.ts';

/** How long a process may act on what it last read of an install. */
const CACHE_MS = 2_000;

/** A portal's installation as the rooms may know it: no tokens. */
export interface Install {
  portalId: number;
  state: 'active' | 'paused' | 'uninstalled';
  pauseReason: string | null;
  /** Where the portal's records are shown, such as app.hubspot.com. */
  uiDomain: string;
  /** IANA name. */
  timeZone: string;
  /** ISO 4217 code of the account's own currency. */
  currency: string;
  /** The company property that holds the CNPJ. */
  cnpjProperty: string;
  scopes: readonly string[];
  installedAt: Date;
}

export interface Installs {
  find(portalId: number): Promise<Install | undefined>;
  active(): Promise<Install[]>;
  /** Every portal with data, installed or not. */
  portalIds(): Promise<number[]>;
  /** Keeps data and tokens; no more calls until someone installs again. */
  pause(portalId: number, reason: string): Promise<void>;
  /** Drops what this process remembers of the portal. */
  forget(portalId: number): void;
}

/** Reads installs through a cache of two seconds, because every card asks for one. */
export function createInstalls(deps: { db: Db; now: () => Date }): Installs {
  const known = new Map<number, { install: Install | undefined; until: number }>();

  async function find(portalId: number): Promise<Install | undefined> {
    const now = deps.now().getTime();
    const hit = known.get(portalId);
    if (hit !== undefined && now < hit.until && now >= hit.until - CACHE_MS) return hit.install;
    const row = await deps.db.withSystem('find install', (tx) => readInstall(tx, portalId));
    const install = row && toInstall(row);
    known.set(portalId, { install, until: now + CACHE_MS });
    return install;
  }

  return {
    find,
    forget: (portalId) => void known.delete(portalId),
    async active() {
      const rows = await deps.db.withSystem('active installs', (tx) =>
        tx.selectFrom('installs').selectAll().where('state', '=', 'active').orderBy('portal_id').execute(),
      );
      return rows.map(toInstall);
    },
    async portalIds() {
      const rows = await deps.db.withSystem('portal ids', (tx) => tx.selectFrom('installs').select('portal_id').orderBy('portal_id').execute());
      return rows.map((row) => row.portal_id);
    },
    async pause(portalId, reason) {
      await deps.db.withSystem('pause install', (tx) => pauseInstall(tx, portalId, reason, deps.now()));
      known.delete(portalId);
    },
  };
}

function readInstall(tx: Tx, portalId: number): Promise<Selectable<InstallsTable> | undefined> {
  return tx.selectFrom('installs').selectAll().where('portal_id', '=', portalId).executeTakeFirst();
}

/** Stops all calls for a portal that was active; tokens and data stay. */
export async function pauseInstall(tx: Tx, portalId: number, reason: string, now: Date): Promise<void> {
  await sql`
    update installs set state = 'paused', pause_reason = ${reason}, updated_at = ${now}
    where portal_id = ${portalId} and state = 'active'`.execute(tx);
}

/** The grant is gone for good: tokens are destroyed at once, data stays until its retention ends. */
export async function endInstall(tx: Tx, portalId: number, now: Date): Promise<void> {
  await sql`
    update installs set state = 'uninstalled', pause_reason = null, access_sealed = null, refresh_sealed = null,
      expires_at = null, uninstalled_at = ${now}, updated_at = ${now}
    where portal_id = ${portalId} and state <> 'uninstalled'`.execute(tx);
}

function toInstall(row: Selectable<InstallsTable>): Install {
  return {
    portalId: row.portal_id,
    state: row.state,
    pauseReason: row.pause_reason,
    uiDomain: row.ui_domain,
    timeZone: row.time_zone,
    currency: row.currency,
    cnpjProperty: row.cnpj_property,
    scopes: row.scopes,
    installedAt: row.installed_at,
  };
}
