import { z } from 'zod';
import { ChangeKey as key, Instant } from './envelope.ts';

const count = z.number().int().min(0);
const companyId = z.string().regex(/^[1-9]\d{0,14}$/);
const recordUrl = z.string().max(500);
const mark = z.string().max(80).nullable();

/** A living company that an answer may belong to, or was given to. */
export const ReviewCompany = z.object({ id: companyId, name: z.string().max(500).nullable(), recordUrl });
export type ReviewCompany = z.infer<typeof ReviewCompany>;

/** An answer as whoever decides sees it. */
const Reviewed = z.object({
  id: z.uuid(),
  type: z.string().max(40),
  score: z.number(),
  scale: z.tuple([z.number(), z.number()]),
  person: z.string().max(320).nullable(),
  comment: z.string().max(1000).nullable(),
  answeredAt: Instant,
  source: z.string().max(100),
});

/** An answer that may belong to several companies, or to one on a mere hint; without candidates where nothing leads to a living company. */
export const ReviewAnswer = Reviewed.extend({ candidates: z.array(ReviewCompany).max(50) });
export type ReviewAnswer = z.infer<typeof ReviewAnswer>;

/** What one looks through: answers with candidates, or those that nothing leads to any company. */
export const ReviewPart = z.enum(['waiting', 'unmatched']);
export type ReviewPart = z.infer<typeof ReviewPart>;

/** Answer to GET /api/1/home/review: answers of the part asked for, newest first, and how many there are of each. */
export const HomeReview = z.object({ ok: z.literal(true), asOf: Instant, waiting: count, unmatched: count, answers: z.array(ReviewAnswer).max(20), next: mark });
export type HomeReview = z.infer<typeof HomeReview>;

/** Answer to GET /api/1/home/review/companies: living companies by name or domain, customers first. */
export const FoundCompanies = z.object({ ok: z.literal(true), companies: z.array(ReviewCompany.extend({ domain: z.string().max(300).nullable() })).max(20) });
export type FoundCompanies = z.infer<typeof FoundCompanies>;

/** Why an answer is no company's. Codes, not words: the audit trail keeps them for good, and words may name people. */
export const DismissReason = z.enum(['no-customer', 'unidentifiable', 'test', 'duplicate', 'other']);
export type DismissReason = z.infer<typeof DismissReason>;

/** A decision that a person made; the newest first. */
export const DecidedAnswer = Reviewed.extend({
  /** Set for an answer that was given to a company; without a name where HubSpot has none, or the company no more. */
  company: ReviewCompany.nullable(),
  /** Set for an answer that is no company's. */
  reason: DismissReason.nullable(),
  decidedAt: Instant,
  userId: z.string().max(20),
  who: z.string().max(300).nullable(),
  /** One's own decisions; everybody's for a manager. */
  mayUndo: z.boolean(),
});
export type DecidedAnswer = z.infer<typeof DecidedAnswer>;

/** Answer to GET /api/1/home/review/decided. */
export const HomeDecided = z.object({ ok: z.literal(true), asOf: Instant, answers: z.array(DecidedAnswer).max(20), next: mark });
export type HomeDecided = z.infer<typeof HomeDecided>;

/** Says whose an answer is: any living company. */
export const SettleAnswer = z.strictObject({ key, answerId: z.uuid(), companyId });
export type SettleAnswer = z.infer<typeof SettleAnswer>;

/** `recordUrl`: where the answer is seen now. */
export const SettledAnswer = z.object({ ok: z.literal(true), companyId, recordUrl });
export type SettledAnswer = z.infer<typeof SettledAnswer>;

/** Says that an answer is no company's. */
export const DismissAnswer = z.strictObject({ key, answerId: z.uuid(), reason: DismissReason });
export type DismissAnswer = z.infer<typeof DismissAnswer>;

/** Takes a decision back; `decidedAt` says which, so that a newer one of someone else stays. */
export const UndoDecision = z.strictObject({ key, answerId: z.uuid(), decidedAt: z.iso.datetime() });
export type UndoDecision = z.infer<typeof UndoDecision>;
