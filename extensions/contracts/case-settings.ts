import { z } from 'zod';
import { ChangeKey as key, Day, Instant } from './envelope.ts';
import { AnswerClass, AnswerKind } from './nps.ts';
import { Role } from './role.ts';

const ownerId = z.string().regex(/^[1-9]\d{0,14}$/);
const segment = z.string().min(1).max(200);
const count = z.number().int().min(0);
/** A local time, HH:MM. */
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** In how many business hours customers of a class are to be answered; the first policy that fits counts. */
export const SlaPolicy = z.strictObject({
  classes: z.array(AnswerClass).min(1).max(3),
  /** None: any. */
  segments: z.array(segment).max(50),
  hours: z.number().min(0.25).max(1_000),
});
export type SlaPolicy = z.infer<typeof SlaPolicy>;

/** Who is told when so much of the time is used up: each once a case. */
export const EscalationStep = z.strictObject({
  /** Percent of the policy's time. */
  percent: z.number().int().min(1).max(1_000),
  to: z.enum(['owner', 'lead', 'head']),
});
export type EscalationStep = z.infer<typeof EscalationStep>;

/** Which answers are told, to whom, and where: every rule that fits counts, each reader is told once. */
export const RoutingRule = z.strictObject({
  classes: z.array(AnswerClass).min(1).max(3),
  /** None: any, as in the lists below. */
  kinds: z.array(AnswerKind).max(2),
  segments: z.array(segment).max(50),
  /** The recurring worth of the company is at least this, in the account's currency; null: any. */
  minRevenue: z.number().min(0).max(1e12).nullable(),
  owners: z.array(ownerId).max(100),
  /** Channels of the account; `to` says whom a channel that reaches people writes to. */
  tell: z.array(z.strictObject({ channelId: z.string().max(60), to: z.enum(['owner', 'lead', 'head']) })).max(10),
});
export type RoutingRule = z.infer<typeof RoutingRule>;

/** Somebody is away from one day to another, both included, and somebody else has their customers. */
export const Leave = z.strictObject({ owner: ownerId, backup: ownerId, from: Day, to: Day });
export type Leave = z.infer<typeof Leave>;

/** When an answer opens a case that asks for something. */
export const Opens = z.enum(['always', 'with-comment', 'never']);
export type Opens = z.infer<typeof Opens>;

/** What stands in braces for something of a case in a text of the account's own. */
export const CasePlaceholder = z.enum(['company', 'class', 'score', 'due', 'owner', 'person']);
export type CasePlaceholder = z.infer<typeof CasePlaceholder>;

/** What an alert of a class begins with: what happened, and what to do about it. Empty: Baton's own text. */
export const CaseTexts = z.strictObject({ headline: z.string().max(1_000), lead: z.string().max(2_000) });
export type CaseTexts = z.infer<typeof CaseTexts>;

export const CaseSettings = z.strictObject({
  opens: z.strictObject({ promoter: Opens, passive: Opens, detractor: Opens }),
  policies: z.array(SlaPolicy).max(30),
  escalation: z.array(EscalationStep).max(6),
  rules: z.array(RoutingRule).max(30),
  /** Has the customers of nobody. */
  fallback: ownerId.nullable(),
  lead: ownerId.nullable(),
  head: ownerId.nullable(),
  leaves: z.array(Leave).max(200),
  /** HubSpot's name of the property of companies that holds the segment; null: there are no segments. */
  segmentProperty: z.string().max(100).nullable(),
  quiet: z.strictObject({ from: time, to: time }).nullable(),
  /** Who was written to within so many minutes gets the rest together. */
  groupMinutes: z.number().int().min(0).max(240),
  /** The account's own texts; a class that is absent has Baton's. */
  texts: z.partialRecord(AnswerClass, CaseTexts).optional(),
});
export type CaseSettings = z.infer<typeof CaseSettings>;

/** Answer to GET /api/1/settings/cases. */
export const CaseSettingsView = z.object({
  ok: z.literal(true),
  asOf: Instant,
  role: Role,
  settings: CaseSettings,
  /** False: nobody has saved any, these are what Baton begins with. */
  saved: z.boolean(),
  revision: count,
  currency: z.string().max(3),
  timeZone: z.string().max(60),
  owners: z.array(z.object({ id: z.string().max(20), name: z.string().max(300).nullable() })).max(10_000),
  channels: z.array(z.object({ id: z.string().max(60), name: z.string().max(100), reaches: z.enum(['people', 'place']), state: z.enum(['on', 'off', 'disabled']) })).max(100),
  /** Baton's own texts in the reader's language, what may stand in braces, and how long a text may be, in signs. */
  ownTexts: z.record(AnswerClass, CaseTexts),
  placeholders: z.array(z.string().max(40)).max(20),
  mostSigns: z.object({ headline: count, lead: count }),
  /** Properties of companies that can hold a segment, with their choices; null: HubSpot does not tell now. */
  properties: z.array(z.object({ name: z.string().max(100), label: z.string().max(300), options: z.array(z.object({ value: z.string().max(300), label: z.string().max(300) })).max(300) })).max(1_000).nullable(),
});
export type CaseSettingsView = z.infer<typeof CaseSettingsView>;

/** `revision`: of the settings as the page saw them. */
export const SaveCaseSettings = z.strictObject({ key, revision: count, settings: CaseSettings });
export type SaveCaseSettings = z.infer<typeof SaveCaseSettings>;
export const SavedCaseSettings = z.object({ ok: z.literal(true), revision: count });
export type SavedCaseSettings = z.infer<typeof SavedCaseSettings>;
