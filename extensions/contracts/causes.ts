import { z } from 'zod';
import { ChangeKey as key, Instant } from './envelope.ts';
import { Role } from './role.ts';

const count = z.number().int().min(0);
const causeId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
const term = z.string().trim().min(1).max(60);

/** Why somebody answered as they did, as an admin writes it. */
export const DraftCause = z.strictObject({
  /** null: a new one. */
  id: causeId.nullable(),
  /** null: as Baton calls it, in the reader's language. */
  name: z.string().trim().min(1).max(60).nullable(),
  /** The words it is known by; `*` at the end of one stands for all that begin so. */
  terms: z.array(term).max(300),
  /** It is looked for, shown and counted no more; answers keep it. */
  archived: z.boolean(),
});
export type DraftCause = z.infer<typeof DraftCause>;
const drafts = z.array(DraftCause).max(60);

/** Answers by their class. */
const counts = z.object({ promoters: count, passives: count, detractors: count });

export const CauseRow = z.object({
  id: causeId,
  name: z.string().max(60).nullable(),
  /** What it is called: by the account, or by Baton. */
  label: z.string().max(60),
  terms: z.array(z.string().max(60)).max(300),
  archived: z.boolean(),
  /** The answers of the period that are about it. */
  answers: counts,
});
export type CauseRow = z.infer<typeof CauseRow>;

/** Answer to GET /api/1/settings/causes. */
export const CausesView = z.object({
  ok: z.literal(true),
  asOf: Instant,
  role: Role,
  causes: z.array(CauseRow).max(60),
  /** False: nobody has saved any, these are what Baton begins with. */
  saved: z.boolean(),
  revision: count,
  /** What is counted: answers of the last so many days; of those with words, how many the causes say something to. */
  period: z.object({ days: count, commented: count, tagged: count }),
  /** The answers are being read with other words than before; null: all have been. */
  reading: z.object({ read: count, of: count }).nullable(),
  readAt: Instant.nullable(),
});
export type CausesView = z.infer<typeof CausesView>;

/** `revision`: of the causes as the page saw them. All of the account's are sent; one that is no longer wanted is archived. */
export const SaveCauses = z.strictObject({ key, revision: count, causes: drafts });
export type SaveCauses = z.infer<typeof SaveCauses>;
export const SavedCauses = z.object({ ok: z.literal(true), revision: count });
export type SavedCauses = z.infer<typeof SavedCauses>;

/** Tries causes that are not kept yet, on a text and on the last answers with words. */
export const TryCauses = z.strictObject({ causes: drafts, text: z.string().max(2_000) });
export type TryCauses = z.infer<typeof TryCauses>;
export const TriedCauses = z.object({
  ok: z.literal(true),
  /** What the text would be about, and by which words. */
  found: z.array(z.object({ label: z.string().max(60), terms: z.array(z.string().max(60)).max(300) })).max(60),
  /** How many answers were looked at. */
  comments: count,
  /** Causes of which it would be other answers than so far. */
  moves: z.array(z.object({ label: z.string().max(60), before: count, after: count })).max(120),
});
export type TriedCauses = z.infer<typeof TriedCauses>;

export const CauseChoice = z.object({ id: causeId, label: z.string().max(60) });
export type CauseChoice = z.infer<typeof CauseChoice>;

/** A cause of an answer; `words`: found in what was written. */
export const AnswerCause = CauseChoice.extend({ by: z.enum(['words', 'person']) });
export type AnswerCause = z.infer<typeof AnswerCause>;

/** Puts a cause on an answer, or takes it off. */
export const TagAnswer = z.strictObject({ key, causeId, on: z.boolean() });
export type TagAnswer = z.infer<typeof TagAnswer>;
export const TaggedAnswer = z.object({ ok: z.literal(true), causes: z.array(AnswerCause).max(60) });
export type TaggedAnswer = z.infer<typeof TaggedAnswer>;
