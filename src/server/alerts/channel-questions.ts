import type { Desk } from '../http/desk.ts';
import type { Deps } from '../platform/deps.ts';
import type { Tx } from '../platform/db.ts';
import type { ChannelTools } from './channel.ts';
import type { Channels } from './channels/index.ts';

/** What the channels ask of other rooms. */
export interface ChannelQuestions {
  /** settings */
  desk: Pick<Desk, 'answer' | 'change' | 'changeAround'>;
  /** accounts: which owner of records a user is; null: none. */
  ownerOfUser(tx: Tx, userId: number): Promise<number | null>;
  /** hubspot: its task or note, made once. @throws on what may pass. */
  ensureEngagement(portalId: number, wanted: Parameters<ChannelTools['ensureEngagement']>[0] & { dealId: null }, signal: AbortSignal): ReturnType<ChannelTools['ensureEngagement']>;
  timeZone(portalId: number): Promise<string>;
}

export interface ChannelDeps extends Pick<Deps, 'config' | 'secrets' | 'randomBytes' | 'egress' | 'mailer'>, ChannelQuestions {
  channels: Channels;
}

/** The ways out, for one account's channels. */
export function toolsOf({ egress, mailer, ensureEngagement }: Pick<ChannelDeps, 'egress' | 'mailer' | 'ensureEngagement'>, portalId: number, signal: AbortSignal): ChannelTools {
  return {
    post: egress.send,
    sendMail: mailer.send,
    ensureEngagement: (wanted) => ensureEngagement(portalId, { ...wanted, dealId: null }, signal),
  };
}
