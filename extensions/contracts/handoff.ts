import { z } from 'zod';
import { ChangeKey as key, Day, Instant } from './envelope.ts';

/** What sales tells CS. Ids are permanent: playbooks and returned gaps name them. */
export const HandoffField = z.enum(['whyBought', 'objective', 'promises', 'stakeholders', 'scope', 'risks', 'competitor']);
export type HandoffField = z.infer<typeof HandoffField>;

/** The six points of a kick-off. */
export const KickOffSection = z.enum(['projectOwners', 'journey', 'serviceChannels', 'firstSteps', 'registrationBase', 'scenario']);
export type KickOffSection = z.infer<typeof KickOffSection>;

export const HandoffState = z.enum(['draft', 'submitted', 'returned', 'accepted', 'kick-off', 'implementation', 'first-value', 'done', 'cancelled', 'reopened']);
export type HandoffState = z.infer<typeof HandoffState>;

/** The longest text of a field, a section, a note or a reason. */
export const LONGEST_TEXT = 4_000;
const text = z.string().max(LONGEST_TEXT);
const reason = z.string().trim().min(1).max(1_000);
const id = z.string().max(40);
/** How often a text has changed. */
const version = z.number().int().min(0);
const owner = z.object({ id: z.string().max(20), name: z.string().max(300).nullable() });
export type HandoffOwner = z.infer<typeof owner>;

/** One leg of the way; labels are the playbook's, in the reader's language. */
export const HandoffLeg = z.object({
  id,
  label: z.string().max(80),
  state: z.enum(['waiting', 'holding', 'done', 'skipped']),
  owner: owner.nullable(),
  since: Instant.nullable(),
  until: Instant.nullable(),
  reason: z.string().max(1_000).nullable(),
  /** Exists only where the deal's line items call for it, and they were not read yet. */
  undecided: z.boolean(),
  /** Its turn has not come, and somebody is left to take the baton: it may be skipped. */
  skippable: z.boolean(),
  /** Skipped, and its turn has not passed: it may be brought back. */
  restorable: z.boolean(),
});
export type HandoffLeg = z.infer<typeof HandoffLeg>;

/** A step of a leg's checklist; a skipped one stays to be seen, with its reason. `by`: who settled it, and when. */
export const ChecklistItem = z.object({
  id,
  leg: id,
  label: z.string().max(200),
  help: z.string().max(300),
  state: z.enum(['open', 'done', 'skipped']),
  reason: z.string().max(1_000).nullable(),
  at: Instant.nullable(),
  by: z.string().max(300).nullable(),
});
export type ChecklistItem = z.infer<typeof ChecklistItem>;

/** A promise of the sale: `planned` once the kick-off's plan has it. */
export const Expectation = z.object({ id, text: z.string().max(500), status: z.enum(['open', 'kept', 'broken']), planned: z.boolean() });
export type Expectation = z.infer<typeof Expectation>;

/** A section of the kick-off: filled, or not applicable for a reason. */
export const KickOffPoint = z.object({ section: KickOffSection, text, notApplicable: z.string().max(1_000), version });
export type KickOffPoint = z.infer<typeof KickOffPoint>;

/** A step that was made, newest first; with the leg it was about and whose it was (`from`) and became (`to`), where it has one. */
const HandoffMove = z.object({
  at: Instant,
  step: z.string().max(40),
  by: z.string().max(300).nullable(),
  reason: z.string().max(1_000).nullable(),
  leg: z.string().max(80).nullable(),
  from: z.string().max(300).nullable(),
  to: z.string().max(300).nullable(),
});

/** Where Baton found what it filled in. */
export const FilledFrom = z.enum(['deal', 'line-items', 'contacts']);
export type FilledFrom = z.infer<typeof FilledFrom>;

const name = z.string().max(300).nullable();

/** What was read of the deal in HubSpot; a list is null where the account has not granted reading it. */
export const SaleView = z.object({
  readAt: Instant,
  lineItems: z.array(z.object({ name: z.string().max(200), sku: z.string().max(200).nullable(), quantity: z.number().nullable(), hours: z.number().nullable() })).max(100).nullable(),
  /** Of people, newest first. */
  notes: z.array(z.object({ id, at: Instant, text })).max(10).nullable(),
  /** Parts of notes whose heading names a field. */
  material: z.array(z.object({ field: HandoffField, noteId: id, at: Instant, text })).max(100),
});
export type SaleView = z.infer<typeof SaleView>;

export const HandoffView = z.object({
  id: z.uuid(),
  dealId: z.string().max(20),
  dealName: z.string().max(500).nullable(),
  state: HandoffState,
  /** The first is 1; a renewal begins the next. */
  cycle: z.number().int().min(1),
  /** True while the next leg is asked to accept. */
  offered: z.boolean(),
  /** `from`: of what is prefilled; `by` and `at`: who wrote it last, null for Baton. */
  fields: z
    .array(z.object({ field: HandoffField, text, prefilled: z.boolean(), required: z.boolean(), version, from: z.array(FilledFrom).max(3), by: name, at: Instant.nullable() }))
    .max(20),
  /** Share of the required fields that are filled, 0 to 1. */
  completeness: z.number().min(0).max(1),
  missing: z.array(HandoffField).max(20),
  gaps: z.array(z.object({ field: HandoffField, note: z.string().max(1_000) })).max(20),
  /** How often it was returned. */
  returns: z.number().int().min(0),
  legs: z.array(HandoffLeg).max(10),
  /** When the leg that is asked must have acted, by the playbook's business hours; null once it has ended. */
  dueAt: Instant.nullable(),
  late: z.boolean(),
  kickOff: z.array(KickOffPoint).max(6),
  kickOffAt: Instant.nullable(),
  expectations: z.array(Expectation).max(50),
  firstValueOn: Day.nullable(),
  /** Whole days from the deal's closing to first value; to today while it is not reached. */
  daysToFirstValue: z.number().int().nullable(),
  /** By when it is expected; null before the kick-off, once it is reached, and while the clock stands. */
  firstValueDue: z.object({ on: Day, late: z.boolean() }).nullable(),
  /** When the customer is to be contacted next on the way there; counted from the last of these. */
  nextContact: z.object({ number: z.number().int().min(1), on: Day, days: z.number().int(), after: z.enum(['acceptance', 'contact', 'activity']), since: Day }).nullable(),
  history: z.array(HandoffMove).max(100),
  /** The playbook it began with, and keeps. */
  playbook: z.object({ name: z.string().max(80), version: z.number().int().min(0) }),
  checklist: z.array(ChecklistItem).max(400),
  /** While it waits for the customer the leg's clock stands; null: it runs. */
  paused: z.object({ since: Instant, reason: z.string().max(1_000) }).nullable(),
  /** Tasks and notes that HubSpot does not have yet, and whether it refuses them for want of a scope. */
  traces: z.object({ waiting: z.number().int().min(0), forbidden: z.number().int().min(0), refused: z.number().int().min(0) }),
  /** null: the deal was not read yet. */
  sale: SaleView.nullable(),
  /** Who was proposed for the last leg, and by which rule; null where it began without a proposal. */
  csProposal: z.object({ owner: owner.nullable(), why: z.enum(['before', 'company', 'turn', 'nobody']) }).nullable(),
  /** What must be done before whoever has the baton may offer it to the next leg. */
  passBlocked: z.enum(['no-kick-off']).nullable(),
});
export type HandoffView = z.infer<typeof HandoffView>;

/** Answer to GET /api/1/handoffs/deal/:dealId: the deal card. */
export const DealHandoff = z.object({
  ok: z.literal(true),
  asOf: Instant,
  deal: z.object({ id: z.string().max(20), name: z.string().max(500).nullable(), won: z.boolean(), companyId: z.string().max(20).nullable(), companyName: z.string().max(500).nullable() }),
  owners: z.array(owner).max(10_000),
  /** null: none was started. */
  handoff: HandoffView.nullable(),
});
export type DealHandoff = z.infer<typeof DealHandoff>;

/** Answer to GET /api/1/onboarding/:companyId: the company card; newest handoff first. */
export const Onboarding = z.object({
  ok: z.literal(true),
  asOf: Instant,
  company: z.object({ id: z.string().max(20), name: z.string().max(500).nullable() }),
  owners: z.array(owner).max(10_000),
  /** The reader's own owner id; null where the reader owns nothing. */
  you: z.string().max(20).nullable(),
  handoffs: z.array(HandoffView).max(10),
});
export type Onboarding = z.infer<typeof Onboarding>;

export const StartHandoff = z.strictObject({ key });
export type StartHandoff = z.infer<typeof StartHandoff>;

/** Saved as it is typed; saved twice it is saved once. Answers to changes hold nothing of a handoff, because they are kept for repetitions. */
export const SaveField = z.strictObject({ field: HandoffField, text, base: version.optional() });
export type SaveField = z.infer<typeof SaveField>;
export const SavePoint = z.strictObject({ section: KickOffSection, text, notApplicable: z.string().max(1_000), base: version.optional() });
export type SavePoint = z.infer<typeof SavePoint>;
export const Saved = z.object({ ok: z.literal(true), asOf: Instant });
export type Saved = z.infer<typeof Saved>;

/**
 * Answer to a text that was typed over version `base`. With `clash` it was NOT saved: another one (null: Baton) has changed the
 * text since, to this. Sent again with the clash's version as base, it takes its place.
 */
export const SavedText = Saved.extend({
  version,
  clash: z.object({ text, notApplicable: z.string().max(1_000), by: name, at: Instant.nullable() }).nullable(),
});
export type SavedText = z.infer<typeof SavedText>;

/** Has the deal read again in HubSpot. */
export const ReadSale = z.strictObject({});
export type ReadSale = z.infer<typeof ReadSale>;

const ownerId = z.string().regex(/^[1-9]\d{0,14}$/);

/** What a person does with a handoff. */
export const HandoffStep = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('submit') }),
  z.strictObject({ kind: z.literal('return'), gaps: z.array(z.strictObject({ field: HandoffField, note: z.string().max(1_000) })).max(20) }),
  // Without an owner the leg stays whose it is; where it is nobody's, whoever accepts has it.
  z.strictObject({ kind: z.literal('accept'), owner: ownerId.optional() }),
  z.strictObject({ kind: z.literal('hold-kick-off') }),
  z.strictObject({ kind: z.literal('reach-first-value'), on: Day }),
  z.strictObject({ kind: z.literal('complete') }),
  z.strictObject({ kind: z.literal('assign'), leg: id, owner: ownerId.nullable() }),
  z.strictObject({ kind: z.literal('skip-leg'), leg: id, reason }),
  z.strictObject({ kind: z.literal('need-leg'), leg: id }),
  z.strictObject({ kind: z.literal('cancel'), reason }),
  z.strictObject({ kind: z.literal('reopen'), reason }),
  z.strictObject({ kind: z.literal('pause'), reason }),
  z.strictObject({ kind: z.literal('resume') }),
  z.strictObject({ kind: z.literal('tick-step'), item: id, done: z.boolean() }),
  z.strictObject({ kind: z.literal('skip-step'), item: id, reason }),
  z.strictObject({ kind: z.literal('judge-expectation'), expectation: id, status: z.enum(['open', 'kept', 'broken']), planned: z.boolean() }),
]);
export type HandoffStep = z.infer<typeof HandoffStep>;

export const TakeStep = z.strictObject({ key, step: HandoffStep });
export type TakeStep = z.infer<typeof TakeStep>;
