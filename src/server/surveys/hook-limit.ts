import { sql } from 'kysely';
import type { Tx } from '../platform/db.ts';
import { type Migrations, tenantTable } from '../platform/migrate.ts';

const MINUTE_MS = 60_000;
/** Deliveries a minute that one source may post, and all sources of an account together. */
const MOST = { source: 15_000, account: 30_000 } as const;
/** A process asks the database for so many at a time, so that counting costs next to nothing. */
const BLOCK = 500;
/** The row that counts for the whole account; no source has an empty id. */
const ACCOUNT = '';

interface Held {
  minute: number;
  left: number;
}

export interface HookLimit {
  /**
   * Takes places for so many deliveries of a source, over all processes. @returns 0, or the seconds until the next minute
   * where there are none left. A transaction that fails may leave a block that was not counted.
   */
  take(tx: Tx, portalId: number, sourceId: string, count: number, now: Date): Promise<number>;
}

/**
 * Limits how much a survey tool may deliver, by source and by account, so that one that runs wild leaves room for the
 * others. Counted in blocks: a process that ends loses what is left of its block, for a minute at most.
 */
export function createHookLimit(most: { source: number; account: number } = MOST): HookLimit {
  const held = new Map<string, Held>();

  async function takeFrom(tx: Tx, place: { portalId: number; counted: string; most: number }, count: number, minute: number): Promise<boolean> {
    const key = `${place.portalId}/${place.counted}`;
    const mine = held.get(key);
    const left = mine?.minute === minute ? mine.left : 0;
    if (left >= count) {
      mine!.left -= count;
      return true;
    }
    const granted = await reserve(tx, place, minute, Math.max(BLOCK, count));
    held.set(key, { minute, left: Math.max(0, left + granted - count) });
    return left + granted >= count;
  }

  return {
    async take(tx, portalId, sourceId, count, now) {
      const minute = Math.floor(now.getTime() / MINUTE_MS);
      const free = (await takeFrom(tx, { portalId, counted: sourceId, most: most.source }, count, minute))
        && (await takeFrom(tx, { portalId, counted: ACCOUNT, most: most.account }, count, minute));
      return free ? 0 : Math.ceil(((minute + 1) * MINUTE_MS - now.getTime()) / 1_000);
    },
  };
}

/** How many of the places asked for are granted; a new minute begins at none. */
async function reserve(tx: Tx, { portalId, counted, most }: { portalId: number; counted: string; most: number }, minute: number, asked: number): Promise<number> {
  const { rows } = await sql<{ taken: number }>`
    insert into hook_minutes as known (portal_id, source_id, minute, taken) values (${portalId}, ${counted}, ${minute}, ${asked})
    on conflict (portal_id, source_id) do update set
      minute = greatest(known.minute, excluded.minute),
      taken = case when known.minute < excluded.minute then excluded.taken else known.taken + excluded.taken end
    returning taken`.execute(tx);
  return Math.max(0, asked - Math.max(0, rows[0]!.taken - most));
}

export const migrations: Migrations = {
  async '2026-11-30-05-surveys-hook-minutes'(db) {
    await sql`
      create table hook_minutes (
        portal_id bigint not null,
        source_id text not null,
        minute bigint not null,
        taken bigint not null,
        primary key (portal_id, source_id)
      ) with (fillfactor = 50)`.execute(db);
    await tenantTable(db, 'hook_minutes');
  },
};
