import type { Selectable } from 'kysely';
import type { Deps } from '../platform/deps.ts';
import type { Tx } from '../platform/db.ts';
import type { ChannelFault } from './channel.ts';
import type { ChannelsTable } from './tables.ts';

/** The purpose that channels' settings are sealed for; they hold secrets. */
export const CHANNEL_PURPOSE = 'alert-channel';

export type StoredChannel = Selectable<ChannelsTable>;

/** An account's channels, by age. */
export async function listChannels(tx: Tx): Promise<StoredChannel[]> {
  return tx.selectFrom('channels').selectAll().orderBy('created_at').orderBy('channel_id').execute();
}

/** One of them, or undefined. */
export async function findChannel(tx: Tx, channelId: string): Promise<StoredChannel | undefined> {
  return tx.selectFrom('channels').selectAll().where('channel_id', '=', channelId).executeTakeFirst();
}

/** Adds one. */
export async function insertChannel(tx: Tx, channel: Omit<StoredChannel, 'fault' | 'fault_at' | 'last_sent_at'>): Promise<void> {
  await tx.insertInto('channels').values({ ...channel, fault: null, fault_at: null, last_sent_at: null }).execute();
}

/** Changes what is named of it. */
export async function updateChannel(tx: Tx, channelId: string, change: Partial<Pick<StoredChannel, 'name' | 'settings_sealed' | 'redacted' | 'state' | 'fault' | 'fault_at' | 'last_sent_at'>>): Promise<void> {
  await tx.updateTable('channels').set(change).where('channel_id', '=', channelId).execute();
}

/** Takes it away, secrets and all. */
export async function deleteChannel(tx: Tx, channelId: string): Promise<void> {
  await tx.deleteFrom('channels').where('channel_id', '=', channelId).execute();
}

/** Something got through: what was wrong is over. One that somebody paused stays so. */
export async function noteSent(tx: Tx, channel: Pick<StoredChannel, 'channel_id' | 'state'>, now: Date): Promise<void> {
  await updateChannel(tx, channel.channel_id, { state: channel.state === 'off' ? 'off' : 'on', fault: null, fault_at: null, last_sent_at: now });
}

/** Nothing will get through any more. One that somebody paused stays so, with its fault. */
export async function disableChannel(tx: Tx, channel: Pick<StoredChannel, 'channel_id' | 'state'>, fault: ChannelFault, now: Date): Promise<void> {
  await updateChannel(tx, channel.channel_id, { state: channel.state === 'off' ? 'off' : 'disabled', fault, fault_at: now });
}

/** Settings as they are kept. */
export function sealSettings({ secrets }: Pick<Deps, 'secrets'>, portalId: number, settings: unknown): string {
  return secrets.seal(CHANNEL_PURPOSE, portalId, JSON.stringify(settings));
}

/** Settings as the channel takes them. @throws where they were sealed with a key that is gone. */
export function openSettings({ secrets }: Pick<Deps, 'secrets'>, { portal_id: portalId, settings_sealed: sealed }: Pick<StoredChannel, 'portal_id' | 'settings_sealed'>): Record<string, string> {
  return JSON.parse(secrets.open(CHANNEL_PURPOSE, portalId, sealed).toString('utf8')) as Record<string, string>;
}
