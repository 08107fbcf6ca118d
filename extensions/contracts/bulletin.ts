import { z } from 'zod';
import { ChangeKey as key, Day, Instant, Language } from './envelope.ts';
import { Role } from './role.ts';

const ownerId = z.string().regex(/^[1-9]\d{0,14}$/);
const count = z.number().int().min(0);

export const Frequency = z.enum(['daily', 'weekly', 'monthly']);
export type Frequency = z.infer<typeof Frequency>;

/** When a bulletin is due, by the reader's clock. */
export const Schedule = z.strictObject({
  frequency: Frequency,
  /** Of a weekly one: 1 Monday to 7 Sunday. */
  weekday: z.number().int().min(1).max(7),
  /** Of a monthly one: in a month that is shorter, its last day. */
  monthDay: z.number().int().min(1).max(31),
  /** HH:MM */
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  /** IANA name. */
  timeZone: z.string().min(1).max(60),
});
export type Schedule = z.infer<typeof Schedule>;

/** Which companies a bulletin tells of. */
export const BulletinScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('owner'), owner: ownerId }),
  z.strictObject({ kind: z.literal('segment'), segment: z.string().min(1).max(200) }),
]);
export type BulletinScope = z.infer<typeof BulletinScope>;

/** What is chosen of a subscription. */
export const BulletinChoices = z.strictObject({
  schedule: Schedule,
  language: Language,
  scope: BulletinScope,
  /** Why this person gets it, in the words of whoever added them; stands in each mail. */
  reason: z.string().trim().max(200),
});
export type BulletinChoices = z.infer<typeof BulletinChoices>;

/** `no-channel`: no e-mail channel was on; `gave-up`: the address was not reached, see `fault`. */
export const IssueState = z.enum(['waiting', 'sent', 'gave-up', 'no-channel', 'withdrawn']);
export type IssueState = z.infer<typeof IssueState>;

export const SubscriptionState = z.enum(['on', 'revoked', 'unsubscribed']);
export type SubscriptionState = z.infer<typeof SubscriptionState>;

export const SubscriptionRow = z.object({
  id: z.uuid(),
  email: z.string().max(254),
  state: SubscriptionState,
  choices: BulletinChoices,
  revision: count,
  addedBy: z.string().max(300).nullable(),
  addedAt: Instant,
  /** When it was revoked, or its reader left. */
  endedAt: Instant.nullable(),
  nextAt: Instant.nullable(),
  last: z.object({ madeAt: Instant, from: Day, to: Day, test: z.boolean(), state: IssueState, sentAt: Instant.nullable(), fault: z.string().max(60).nullable() }).nullable(),
});
export type SubscriptionRow = z.infer<typeof SubscriptionRow>;

/** Answer to GET /api/1/settings/bulletin. */
export const BulletinView = z.object({
  ok: z.literal(true),
  asOf: Instant,
  role: Role,
  /** The account's. */
  timeZone: z.string().max(60),
  zones: z.array(z.string().max(60)).max(1_000),
  /** How mails go out: by a channel that works, by none that is mended yet, or by none at all. */
  channel: z.enum(['on', 'disabled', 'none']),
  owners: z.array(z.object({ id: ownerId, name: z.string().max(300).nullable() })).max(5_000),
  /** null: the account has no segments, or HubSpot does not tell them now. */
  segments: z.array(z.object({ value: z.string().max(200), label: z.string().max(300) })).max(500).nullable(),
  limits: z.object({ subscriptions: count, linkDays: count }),
  subscriptions: z.array(SubscriptionRow).max(500),
});
export type BulletinView = z.infer<typeof BulletinView>;

/** `again`: the person has left, or was taken out, and is to get it again. */
export const AddSubscription = z.strictObject({ key, email: z.string().trim().min(3).max(254), again: z.boolean(), choices: BulletinChoices });
export type AddSubscription = z.infer<typeof AddSubscription>;

export const ChangeSubscription = z.strictObject({ key, revision: count, choices: BulletinChoices });
export type ChangeSubscription = z.infer<typeof ChangeSubscription>;

export const SavedSubscription = z.object({ ok: z.literal(true), id: z.uuid() });
export type SavedSubscription = z.infer<typeof SavedSubscription>;

/** Answer to a test: whether it is on its way. */
export const TestedSubscription = z.object({ ok: z.literal(true), state: z.enum(['waiting', 'no-channel']) });
export type TestedSubscription = z.infer<typeof TestedSubscription>;
