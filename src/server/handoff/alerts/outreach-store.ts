import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';
import { type Asked, OUTREACH } from './outreach.ts';

/** The contacts that were asked for of these handoffs; those of which none was are left out. */
export async function contactsAsked(tx: Tx, handoffIds: readonly string[]): Promise<ReadonlyMap<string, Asked>> {
  const { rows } = await sql<Asked & { handoffId: string }>`
    select handoff_id as "handoffId", count(*)::int as count, max(at) as "lastAt" from handoff_moves
    where handoff_id = any(${handoffIds}::uuid[]) and step = ${OUTREACH} group by handoff_id`.execute(tx);
  return new Map(rows.map(({ handoffId, ...asked }) => [handoffId, asked]));
}
