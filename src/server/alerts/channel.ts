import { z } from 'zod';
import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { Content } from './message.ts';

type Words = { [language in Language]: string };

/** Why a channel, or one recipient of it, is not reached; each has its words and its cure in wording.ts. */
export type ChannelFault =
  /** The place is no more: a webhook that was deleted, a channel that was archived, a chat that the bot left. */
  | 'gone'
  /** The login, token or secret is not taken. */
  | 'login'
  /** The address cannot be called (egress.ts), or does not lead to such a service. */
  | 'address'
  /** This one recipient does not exist, or does not take it. */
  | 'recipient'
  /** The account has not granted it. */
  | 'forbidden'
  /** The message was not taken, though the place is there. */
  | 'refused';

/**
 * What became of a call. `again`: it may pass; after how many ms the other side asks to wait, null: it says nothing.
 * `never`: it is of no use to try again; `disables`: nothing else will get through, either.
 */
export type Sent =
  | { ok: true }
  | { ok: false; try: 'again'; afterMs: number | null; fault: ChannelFault | 'unreached' }
  | { ok: false; try: 'never'; disables: boolean; fault: ChannelFault };

/** One thing to be sent. */
export interface Parcel {
  content: Content;
  /** Whom: an e-mail address, or the id of an owner in HubSpot; null: the channel is a place of its own. */
  to: string | null;
  /** The same at each try; a receiver may know a repetition by it. */
  key: string;
  /** HubSpot's company that it is about, if one. */
  companyId: number | null;
  /** True where an earlier try may have arrived. */
  sentBefore: boolean;
  now: Date;
}

/** The ways out, handed to channels by module.ts. */
export interface ChannelTools {
  /** Posts to an address on the internet; see platform/egress.ts. */
  post(request: { url: string; headers: Record<string, string>; body: string }): Promise<
    { ok: true; status: number; retryAfterMs: number | null; body: string } | { ok: false; fault: 'refused' | 'unreached' | 'timeout' | 'broken' }>;
  /** Hands a mail to a server; see platform/mail.ts. */
  sendMail(server: MailServer, mail: OutgoingMail): Promise<{ ok: true } | { ok: false; code: 'login' | 'recipient' | 'refused' | 'address' | 'unreached'; passing: boolean }>;
  /** A task or note in HubSpot, made once. @throws on what may pass. */
  ensureEngagement(wanted: { type: 'tasks' | 'notes'; key: string; properties: Readonly<Record<string, string>>; companyId: number; sent: boolean }): Promise<{ id: string } | 'forbidden' | 'refused'>;
}

export interface MailServer {
  host: string;
  port: number;
  /** tls: from the first byte; starttls: demanded before anything is said; none: only inside the sandbox. */
  security: 'tls' | 'starttls' | 'none';
  user: string | null;
  password: string | null;
}

export interface OutgoingMail {
  from: { name: string; address: string };
  to: string;
  subject: string;
  html: string;
  text: string;
  /** Stands in Message-ID, so that mail programs know a repetition. */
  key: string;
  unsubscribeUrl: string | null;
}

/** A field of a channel's settings, described as data so that a form can be drawn from it. A secret is never shown again. */
export interface ChannelField {
  id: string;
  label: Words;
  hint?: Words;
  input: 'text' | 'choice' | 'toggle' | 'secret';
  choices?: readonly { value: string; label: Words }[];
  required?: boolean;
}

/** A way to reach people; one file each in channels/. */
export interface Channel<Settings = unknown> {
  id: string;
  label: Words;
  /** people: each recipient has an address there; place: it is one place, whoever reads it. */
  reaches: 'people' | 'place';
  /** What `to` is of a channel that reaches people. */
  addresses: 'email' | 'owner' | null;
  settings: readonly ChannelField[];
  /** Checks and completes settings, secrets among them; issues carry codes of wording.ts. */
  settingsShape: z.ZodType<Settings>;
  /** Where it leads, without a secret, for lists and logs: 'smtp.example.com', 'hooks.slack.com'. */
  placeOf(settings: Settings): string;
  /** Sends once. @throws only on what is our own fault or HubSpot's trouble; then it is tried again. */
  send(parcel: Parcel, settings: Settings, tools: ChannelTools): Promise<Sent>;
}

const words = z.object({ 'pt-BR': z.string().min(1).max(300), en: z.string().min(1).max(300) });
const callable = z.custom<() => unknown>((value) => typeof value === 'function', 'must be a function');

/** What a file of channels/ must export as `part`. */
export const channelShape = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]+$/),
  label: words,
  reaches: z.enum(['people', 'place']),
  addresses: z.enum(['email', 'owner']).nullable(),
  settings: z.array(z.object({
    id: z.string().min(1).max(60),
    label: words,
    hint: words.optional(),
    input: z.enum(['text', 'choice', 'toggle', 'secret']),
    choices: z.array(z.object({ value: z.string().max(60), label: words })).optional(),
    required: z.boolean().optional(),
  })),
  settingsShape: z.instanceof(z.ZodType),
  placeOf: callable,
  send: callable,
});
