import { type Selectable, sql } from 'kysely';
import type { Tx } from '../platform/db.ts';
import type { SyncCursorsTable } from './tables.ts';

/** HubSpot's search index lags behind; each poll looks this far back beyond the last one. */
const OVERLAP_MS = 10 * 60_000;

/** How far one object type of one portal has been read. */
export type Cursor = Selectable<SyncCursorsTable>;

/** All cursors of the portal, by object type. */
export async function readCursors(tx: Tx): Promise<Map<string, Cursor>> {
  const rows = await tx.selectFrom('sync_cursors').selectAll().execute();
  return new Map(rows.map((row) => [row.object_type, row]));
}

/**
 * Begins (or begins again) the import of a type; polling will go on from `startedAt` exactly, because lists, unlike
 * searches, do not lag.
 */
export async function beginImport(tx: Tx, portalId: number, type: string, startedAt: Date, total: number | null): Promise<void> {
  await sql`
    insert into sync_cursors (portal_id, object_type, phase, after, cursor_at, done, total, problem, updated_at)
    values (${portalId}, ${type}, 'importing', null, ${new Date(startedAt.getTime() + OVERLAP_MS)}, 0, ${total}, null, ${startedAt})
    on conflict (portal_id, object_type) do update set phase = 'importing', after = null, cursor_at = excluded.cursor_at,
      done = 0, total = excluded.total, problem = null, updated_at = excluded.updated_at`.execute(tx);
}

/** A page is saved: where to go on, or null when that was the last one. */
export async function advanceImport(tx: Tx, type: string, page: { after: string | null; saved: number; now: Date }): Promise<void> {
  const phase = page.after === null ? 'polling' : 'importing';
  await sql`
    update sync_cursors set phase = ${phase}, after = ${page.after}, done = done + ${page.saved}, updated_at = ${page.now}
    where object_type = ${type}`.execute(tx);
}

/** Where a poll's search begins. */
export function pollFrom(cursor: Cursor): number {
  return cursor.cursor_at.getTime() - OVERLAP_MS;
}

/** The cursor after a poll begun at `startedAt`; within the overlap after an import it stays where the import put it. */
export function cursorAfter(cursor: Cursor, startedAt: Date): Date {
  const aheadMs = cursor.cursor_at.getTime() - startedAt.getTime();
  return aheadMs > 0 && aheadMs <= OVERLAP_MS ? cursor.cursor_at : startedAt;
}

/** Everything modified up to `cursorAt` has been read. */
export async function advancePoll(tx: Tx, type: string, cursorAt: Date, now: Date): Promise<void> {
  await sql`update sync_cursors set cursor_at = ${cursorAt}, problem = null, updated_at = ${now} where object_type = ${type}`.execute(tx);
}

/** A poll kept nothing, and why; the cursor and its time stay, so that the cards say since when the data stands still. */
export async function notePollProblem(tx: Tx, type: string, problem: string): Promise<void> {
  await sql`update sync_cursors set problem = ${problem} where object_type = ${type}`.execute(tx);
}

/** The type is not read, and why: shown to the admin, tried again when an install brings new scopes. */
export async function skipType(tx: Tx, portalId: number, type: string, problem: string, now: Date): Promise<void> {
  await sql`
    insert into sync_cursors (portal_id, object_type, phase, cursor_at, problem, updated_at)
    values (${portalId}, ${type}, 'skipped', ${now}, ${problem}, ${now})
    on conflict (portal_id, object_type) do update set phase = 'skipped', problem = excluded.problem, updated_at = excluded.updated_at`.execute(tx);
}
