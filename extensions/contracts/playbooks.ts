import { z } from 'zod';
import { ChangeKey as key, Day, Instant } from './envelope.ts';
import { HandoffField } from './handoff.ts';
import { Role } from './role.ts';

const count = z.number().int().min(0);
const word = z.string().trim().min(1).max(60);
const label = z.string().trim().min(1).max(80);
const hours = z.number().min(0.5).max(2_000);
const reason = z.string().max(1_000);
const revision = count;

/** The playbook that every account has: it applies where no other does. */
export const STANDARD_ID = 'standard';
export const PlaybookId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

const PropertyName = z.string().regex(/^[a-z][a-z0-9_]{0,99}$/);
const Choice = z.strictObject({ value: z.string().trim().min(1).max(200), label: z.string().trim().min(1).max(200) });

/** Of one property, so many values are taken. */
export const MOST_VALUES = 20;

/** Lists that are longer, such as those of countries, nobody chooses from: what is meant is written. */
export const MOST_CHOICES = 300;

/** What a property of the company must hold: one of the values; without any it asks for nothing. Labels are as they were when it was chosen, for people. */
export const CompanyPart = z.strictObject({ property: PropertyName, label: z.string().trim().min(1).max(200), values: z.array(Choice).max(MOST_VALUES) });
export type CompanyPart = z.infer<typeof CompanyPart>;

/** What a sale must be like; each part that is empty asks for nothing. */
export const SaleCondition = z.strictObject({
  /** HubSpot's pipeline ids: one of these. */
  pipelines: z.array(z.string().min(1).max(100)).max(20),
  /** In the account's currency, both included. */
  minAmount: z.number().min(0).max(1e12).nullable(),
  maxAmount: z.number().min(0).max(1e12).nullable(),
  /** A line item's name or SKU has a word that begins with one of these; without line items, the deal's name. */
  words: z.array(word).max(20),
  /** Of the line items that have one of the words: at least so many together. */
  minQuantity: z.number().min(0).max(1e6).nullable(),
  /** All of these; absent: nothing is asked of the company. */
  company: z.array(CompanyPart).max(5).optional(),
});
export type SaleCondition = z.infer<typeof SaleCondition>;

/** One leg of the way, as a playbook lays it down. */
export const PlaybookLeg = z.strictObject({
  id: PlaybookId,
  label: z.strictObject({ 'pt-BR': label, en: label }),
  /** Business hours it may hold the baton. */
  slaHours: hours,
  /** Business hours it may leave an offered baton unanswered. */
  acceptHours: hours,
  /** Exists only for such sales; null: always. */
  onlyWith: SaleCondition.nullable(),
  /** Ids of Baton's own steps, in order. */
  steps: z.array(PlaybookId).max(30),
  /** Steps of the account's own, one text each. */
  own: z.array(z.string().trim().min(1).max(200)).max(20),
  /** True: the baton goes on only once each step is done, or skipped with a reason. */
  gate: z.boolean(),
});
export type PlaybookLeg = z.infer<typeof PlaybookLeg>;

/** The most days that a playbook says: a year's business days. */
export const MOST_DAYS = 250;
/** The least of each. Silence is taken back under half of its days, rounded down: of one day it never would be. */
export const LEAST_DAYS = { outreachDays: 0, firstValueDays: 1, lateDays: 1, silenceDays: 2 } as const;
/** How versions are read that were written before they said so. */
export const OLD_DAYS = { outreachDays: 0, firstValueDays: 20, lateDays: 7, silenceDays: 14 };
const days = (name: keyof typeof LEAST_DAYS) => z.number().int().min(LEAST_DAYS[name]).max(MOST_DAYS).default(OLD_DAYS[name]);

/** What an admin writes; published, it is a version. */
export const PlaybookContent = z.strictObject({
  name: label,
  /** For which sales. */
  when: SaleCondition,
  legs: z.array(PlaybookLeg).min(2).max(8),
  required: z.array(HandoffField).max(20),
  /** From the acceptance to first value the customer is contacted every so many business days; 0: nobody is asked to. */
  outreachDays: days('outreachDays'),
  /** Business days from the kick-off until first value is expected. */
  firstValueDays: days('firstValueDays'),
  /** Days, not only those in which people work, from which on a kick-off or first value that is late is told. */
  lateDays: days('lateDays'),
  /** The same for silence since the kick-off. */
  silenceDays: days('silenceDays'),
});
export type PlaybookContent = z.infer<typeof PlaybookContent>;

const Holiday = z.strictObject({ day: Day, name: z.string().trim().min(1).max(80) });
export type Holiday = z.infer<typeof Holiday>;

/** When the account works. */
export const WorkCalendar = z.strictObject({
  /** IANA name; null: the account's own. */
  timeZone: z.string().max(60).nullable(),
  /** Sunday first: "09:00-12:00, 13:00-18:00", empty for a day off. */
  week: z.array(z.string().max(100)).length(7),
  holidays: z.array(Holiday).max(300),
});
export type WorkCalendar = z.infer<typeof WorkCalendar>;

const PlaybookRow = z.object({
  id: PlaybookId,
  /** Grows with each change; a change says which one it is based on. */
  revision,
  archived: z.boolean(),
  /** 0: never published. */
  version: count,
  publishedAt: Instant.nullable(),
  publishedBy: z.string().max(300).nullable(),
  /** True where what follows is not published yet. */
  draft: z.boolean(),
  content: PlaybookContent,
  /** Open handoffs by the version they began with, newest first. */
  running: z.array(z.object({ version: count, handoffs: count })).max(50),
});
export type PlaybookRow = z.infer<typeof PlaybookRow>;

/** Answer to GET /api/1/settings/playbooks: those in use in the order they are tried, the standard one last of them; then the archived. */
export const PlaybooksView = z.object({
  ok: z.literal(true),
  asOf: Instant,
  role: Role,
  currency: z.string().max(10),
  playbooks: z.array(PlaybookRow).max(60),
  /** Every step that Baton has, in the reader's language. */
  steps: z.array(z.object({ id: PlaybookId, leg: PlaybookId, label, help: z.string().max(300), required: z.array(HandoffField).max(20) })).max(200),
  /** What sales can be asked to tell, in the reader's language. */
  fields: z.array(z.object({ id: HandoffField, label })).max(20),
  /** The pipelines of deals; null: HubSpot does not tell now. */
  pipelines: z.array(z.object({ id: z.string().max(100), label: z.string().max(300) })).max(200).nullable(),
  /** Deals that can be tried, newest first. */
  deals: z.array(z.object({ id: z.string().max(20), name: z.string().max(500).nullable(), wonAt: Instant.nullable() })).max(50),
});
export type PlaybooksView = z.infer<typeof PlaybooksView>;

/** Answer to GET /api/1/settings/company-properties: what conditions can ask of a company, by name; null: HubSpot does not tell now. */
export const CompanyProperties = z.object({
  ok: z.literal(true),
  properties: z
    .array(
      z.object({
        name: PropertyName,
        label: z.string().max(200),
        /** How many choices it has in HubSpot; 0: it can hold any text. */
        choices: count,
        /** All of them, or none where there are more than MOST_CHOICES: then one is named as HubSpot shows it, or by its internal value. */
        options: z.array(Choice).max(MOST_CHOICES),
      }),
    )
    .max(1_000)
    .nullable(),
});
export type CompanyProperties = z.infer<typeof CompanyProperties>;

/** Answer to GET /api/1/settings/playbooks/:playbookId/variation: how its handoffs differ from each other and from what it says, newest version first. */
export const VariationView = z.object({
  ok: z.literal(true),
  asOf: Instant,
  /** Handoffs that were looked at; the newest, where there are more. */
  handoffs: count,
  versions: z
    .array(
      z.object({
        version: count,
        begun: count,
        underWay: count,
        completed: count,
        cancelled: count,
        legs: z
          .array(
            z.object({
              label,
              /** Business hours: its own, and those of the next leg to accept. */
              allowedHours: z.number(),
              passed: count,
              inTime: count,
              /** 95 % interval of the share in time (Wilson); null below five. */
              interval: z.object({ low: z.number(), high: z.number() }).nullable(),
              medianHours: z.number().nullable(),
              skipped: count,
            }),
          )
          .max(10),
        steps: z.array(z.object({ label: z.string().max(200), done: count, skipped: count, left: count })).max(400),
      }),
    )
    .max(500),
});
export type VariationView = z.infer<typeof VariationView>;

/** Answer to GET /api/1/settings/calendar. */
export const CalendarView = z.object({
  ok: z.literal(true),
  role: Role,
  revision,
  calendar: WorkCalendar,
  accountZone: z.string().max(60),
  zones: z.array(z.string().max(60)).max(1_000),
  /** Ready lists of holidays. */
  offers: z.array(z.object({ id: z.string().max(40), label, holidays: z.array(Holiday).max(50) })).max(20),
});
export type CalendarView = z.infer<typeof CalendarView>;

export const ClonePlaybook = z.strictObject({ key, from: PlaybookId });
export type ClonePlaybook = z.infer<typeof ClonePlaybook>;
export const ClonedPlaybook = z.object({ ok: z.literal(true), id: PlaybookId });
export type ClonedPlaybook = z.infer<typeof ClonedPlaybook>;

export const SavePlaybook = z.strictObject({ key, revision, content: PlaybookContent });
export type SavePlaybook = z.infer<typeof SavePlaybook>;
export const SavedPlaybook = z.object({ ok: z.literal(true), revision });
export type SavedPlaybook = z.infer<typeof SavedPlaybook>;

/** `discard`: back to what is published. `up`: tried before the one above it. */
export const ChangePlaybook = z.strictObject({ key, revision, change: z.enum(['publish', 'discard', 'archive', 'restore', 'up']) });
export type ChangePlaybook = z.infer<typeof ChangePlaybook>;
/** `playbook`: what became of it; absent in answers that were kept before it was told. */
export const ChangedPlaybook = z.object({ ok: z.literal(true), version: count, playbook: PlaybookRow.optional() });
export type ChangedPlaybook = z.infer<typeof ChangedPlaybook>;

export const SaveCalendar = z.strictObject({ key, revision, calendar: WorkCalendar });
export type SaveCalendar = z.infer<typeof SaveCalendar>;

/** `drafts`: as if what is not published yet were. */
export const DryRun = z.strictObject({ dealId: z.string().regex(/^[1-9]\d{0,14}$/), drafts: z.boolean() });
export type DryRun = z.infer<typeof DryRun>;

/** What would come out for a deal; nothing of it is kept. */
export const DryRunView = z.object({
  ok: z.literal(true),
  /** The leg clocks begin here: when the deal was won, else now. */
  begins: Instant,
  /** What the conditions looked at; `lineItems` null: not known, because Baton may not read them or HubSpot did not tell. */
  sale: z.object({ name: z.string().max(500).nullable(), pipeline: z.string().max(100).nullable(), amount: z.number().nullable(), lineItems: count.nullable() }),
  /** `version` null: the draft. */
  playbook: z.object({ id: PlaybookId, name: label, version: count.nullable() }),
  /** Those tried before it, and why they do not apply. */
  passedOver: z.array(z.object({ name: label, reason })).max(60),
  /** The latest each leg may accept, and pass on, where all take the whole of their time; null where the calendar never gets there. */
  legs: z.array(z.object({ id: PlaybookId, label, skipped: reason.nullable(), acceptBy: Instant.nullable(), dueAt: Instant.nullable() })).max(10),
  steps: z.array(z.object({ id: z.string().max(40), leg: PlaybookId, label: z.string().max(200), skipped: reason.nullable() })).max(400),
  required: z.array(HandoffField).max(20),
  missing: z.array(HandoffField).max(20),
  outreachDays: count,
  firstValueDays: count,
});
export type DryRunView = z.infer<typeof DryRunView>;
