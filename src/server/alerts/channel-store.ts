import type { Selectable } from 'kysely';
import type { Tx } from '../platform/db.ts';
import type { ChannelsTable } from './tables.ts';

/** A channel of an account, its settings still sealed. */
export type StoredChannel = Omit<Selectable<ChannelsTable>, 'portal_id'>;

/** The purpose that the settings of channels are sealed for. */
export const SEALED_FOR = 'alert-channel';

/** The account's channels, the oldest first. */
export async function listChannels(tx: Tx): Promise<StoredChannel[]> {
  return tx.selectFrom('channels').selectAll().orderBy('created_at').orderBy('channel_id').execute();
}

/** A channel of the account. */
export async function findChannel(tx: Tx, channelId: string): Promise<StoredChannel | undefined> {
  return tx.selectFrom('channels').selectAll().where('channel_id', '=', channelId).executeTakeFirst();
}

/** Notes that something was sent. */
export async function noteSent(tx: Tx, channelId: string, now: Date): Promise<void> {
  await tx.updateTable('channels').set({ last_sent_at: now, fault: null, fault_at: null }).where('channel_id', '=', channelId).execute();
}

/** Notes that a channel no longer works. @returns false where it was known. */
export async function disableChannel(tx: Tx, channelId: string, fault: string, now: Date): Promise<boolean> {
  const changed = await tx.updateTable('channels').set({ state: 'disabled', fault, fault_at: now }).where('channel_id', '=', channelId).where('state', '=', 'on').executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}
