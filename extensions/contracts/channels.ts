import { z } from 'zod';
import { ChangeKey as key, Instant } from './envelope.ts';
import { Role } from './role.ts';
import { FormField } from './sources.ts';

const channelId = z.string().regex(/^[0-9a-f]{16}$/);
const name = z.string().trim().min(1).max(100);
const told = z.string().max(500);
/** A channel's settings as its own schema will check them; a secret left out or empty stays as it is. */
const channelSettings = z.record(z.string().max(60), z.string().max(2_100));

/** What is wrong, and what to do about it, in the reader's language. */
export const ToldFault = z.object({ told, cure: told });
export type ToldFault = z.infer<typeof ToldFault>;

/** on: it sends; off: somebody paused it; disabled: by its own fault, until somebody mends or tests it. */
export const ChannelState = z.enum(['on', 'off', 'disabled']);
export type ChannelState = z.infer<typeof ChannelState>;

export const ChannelRow = z.object({
  id: channelId,
  kind: z.string().max(60),
  name: z.string().max(100),
  state: ChannelState,
  /** Where it leads, without a secret. */
  place: z.string().max(300),
  /** Whether the respondent's name and words are left out. */
  redacted: z.boolean(),
  fault: ToldFault.nullable(),
  faultAt: Instant.nullable(),
  createdAt: Instant,
  lastSentAt: Instant.nullable(),
  /** Without secrets. */
  settings: channelSettings,
});
export type ChannelRow = z.infer<typeof ChannelRow>;

export const ChannelKind = z.object({
  id: z.string().max(60),
  label: z.string().max(200),
  /** people: each has an address there; place: it is one, whoever reads it. */
  reaches: z.enum(['people', 'place']),
  fields: z.array(FormField).max(50),
});
export type ChannelKind = z.infer<typeof ChannelKind>;

/** Answer to GET /api/1/settings/channels. */
export const ChannelsView = z.object({
  ok: z.literal(true),
  asOf: Instant,
  role: Role,
  channels: z.array(ChannelRow).max(100),
  kinds: z.array(ChannelKind).max(50),
});
export type ChannelsView = z.infer<typeof ChannelsView>;

export const AddChannel = z.strictObject({ key, kind: z.string().min(1).max(60), name, redacted: z.boolean(), settings: channelSettings });
export type AddChannel = z.infer<typeof AddChannel>;

/** A secret that Baton made is told in this answer and never again. */
export const AddedChannel = z.object({ ok: z.literal(true), channelId, secret: z.string().max(200).nullable() });
export type AddedChannel = z.infer<typeof AddedChannel>;

export const MendChannel = z.strictObject({ key, name, redacted: z.boolean(), settings: channelSettings });
export type MendChannel = z.infer<typeof MendChannel>;

export const PauseChannel = z.strictObject({ key, paused: z.boolean() });
export type PauseChannel = z.infer<typeof PauseChannel>;

/** What became of a test message. `to`: the asker's own e-mail, or where the channel leads. */
export const ChannelTest = z.object({ ok: z.literal(true), arrived: z.boolean(), to: z.string().max(300), fault: ToldFault.nullable() });
export type ChannelTest = z.infer<typeof ChannelTest>;
