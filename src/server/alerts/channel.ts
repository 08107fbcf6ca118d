import { z } from 'zod';
import type { Egress } from '../platform/egress.ts';
import type { Mailer } from '../platform/mail.ts';
import { type SettingField, settingFields, words } from '../platform/setting-field.ts';
import type { Words } from '../platform/words.ts';
import type { Content } from './message.ts';

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
  | { ok: true; /** How the settings are to be from now on, where the other side has moved. */ settings?: unknown }
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
  post: Egress['send'];
  /** Hands a mail to a server; see platform/mail.ts. */
  sendMail: Mailer['send'];
  /** A task or note in HubSpot, made once, on a company or on nothing. @throws on what may pass. */
  ensureEngagement(wanted: { type: 'tasks' | 'notes'; key: string; properties: Readonly<Record<string, string>>; companyId: number | null; sent: boolean }): Promise<{ id: string } | 'forbidden' | 'refused'>;
}

/** A way to reach people; one file each in channels/. */
export interface Channel<Settings = unknown> {
  id: string;
  label: Words;
  /** people: each recipient has an address there; place: it is one place, whoever reads it. */
  reaches: 'people' | 'place';
  /** What `to` is of a channel that reaches people. */
  addresses: 'email' | 'owner' | null;
  settings: readonly SettingField[];
  /** Checks and completes settings, secrets among them; issues carry codes of wording.ts. */
  settingsShape: z.ZodType<Settings>;
  /** The setting, a secret, that Baton makes where it is left empty when the channel is added; it is shown then, and never again. */
  makes?: { setting: string; make(randomBytes: (size: number) => Buffer): string };
  /** What the settings name on the internet, to be refused at once where it cannot be called; absent: fixed places. */
  leadsTo?(settings: Settings): { url: string } | { host: string; port: number };
  /** Where it leads, without a secret, for lists and logs: 'smtp.example.com', 'hooks.slack.com'. */
  placeOf(settings: Settings): string;
  /** What to do about a fault, where it is another thing here than elsewhere. */
  cures?: { readonly [fault in ChannelFault]?: Words };
  /** Sends once. @throws only on what is our own fault or HubSpot's trouble; then it is tried again. */
  send(parcel: Parcel, settings: Settings, tools: ChannelTools): Promise<Sent>;
}

const callable = z.custom<() => unknown>((value) => typeof value === 'function', 'must be a function');

/** What a file of channels/ must export as `part`. */
export const channelShape = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]+$/),
  label: words,
  reaches: z.enum(['people', 'place']),
  addresses: z.enum(['email', 'owner']).nullable(),
  settings: settingFields,
  settingsShape: z.instanceof(z.ZodType),
  makes: z.object({ setting: z.string().max(60), make: callable }).optional(),
  leadsTo: callable.optional(),
  cures: z.partialRecord(z.enum(['gone', 'login', 'address', 'recipient', 'forbidden', 'refused']), words).optional(),
  placeOf: callable,
  send: callable,
});
