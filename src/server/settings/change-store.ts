import { sql } from 'kysely';
import type { Tx } from '../platform/db.ts';

/** HubSpot repeats a request within seconds; a person who tries again does so within minutes. */
const KEPT_MS = 60 * 60_000;

/** A change someone asks for, by the key the page made for it. */
export interface AskedChange {
  portalId: number;
  userId: number;
  key: string;
  requestHash: string;
  at: Date;
}

/**
 * Takes the key for a change. `mine`: go on. Otherwise somebody was first: waits for them, then tells what they asked
 * and were answered.
 */
export async function claimChange(tx: Tx, asked: AskedChange): Promise<{ mine: true } | { mine: false; requestHash: string; answerSealed: string | null }> {
  await sql`delete from settings_changes where at < ${new Date(asked.at.getTime() - KEPT_MS)}`.execute(tx);
  const { rows } = await sql`
    insert into settings_changes (portal_id, user_id, key, request_hash, at)
    values (${asked.portalId}, ${asked.userId}, ${asked.key}, ${asked.requestHash}, ${asked.at})
    on conflict do nothing returning key`.execute(tx);
  if (rows.length > 0) return { mine: true };
  return { mine: false, ...(await findChange(tx, asked))! };
}

/** A change that was made with this key; undefined: none. */
export async function findChange(tx: Tx, asked: Pick<AskedChange, 'userId' | 'key'>): Promise<{ requestHash: string; answerSealed: string | null } | undefined> {
  return tx
    .selectFrom('settings_changes')
    .select(['request_hash as requestHash', 'answer_sealed as answerSealed'])
    .where('user_id', '=', asked.userId)
    .where('key', '=', asked.key)
    .executeTakeFirst();
}

/** Keeps what a change was answered. */
export async function keepAnswer(tx: Tx, asked: AskedChange, answerSealed: string): Promise<void> {
  await tx.updateTable('settings_changes').set({ answer_sealed: answerSealed }).where('user_id', '=', asked.userId).where('key', '=', asked.key).execute();
}
