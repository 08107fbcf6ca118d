import type { Refusal } from '../../../extensions/contracts/envelope.ts';
import type { Role } from '../../../extensions/contracts/role.ts';
import type { CardRequest } from '../http/endpoint.ts';
import type { Deps } from '../platform/deps.ts';
import type { Tx } from '../platform/db.ts';
import type { ChannelTools } from './channel.ts';
import type { Channels } from './channels/index.ts';

/** What a change did, for its answer and for the audit trail. */
export interface Made<A> {
  answer: A;
  action: string;
  subject: string;
  before: unknown;
  after: unknown;
}

/** settings: who may do what; a change happens once a key, and stands in the audit trail. */
export interface Desk {
  answer<A extends { ok: true }>(request: CardRequest, level: Role, work: (tx: Tx, role: Role) => Promise<A | Refusal>): Promise<A | Refusal>;
  change<A extends { ok: true }>(request: CardRequest, asked: { level: Role; path: string }, work: (tx: Tx) => Promise<Made<A> | Refusal>): Promise<A | Refusal>;
  /** The same around a call outside, which no transaction waits for. */
  changeAround<A extends { ok: true }, P extends { ok: true }, R>(
    request: CardRequest,
    asked: { level: Role; path: string },
    work: { prepare(tx: Tx): Promise<P | Refusal>; call(prepared: P): Promise<R>; record(tx: Tx, prepared: P, result: R): Promise<Made<A> | Refusal> },
  ): Promise<A | Refusal>;
}

/** What the channels ask of other rooms. */
export interface ChannelQuestions {
  desk: Desk;
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
