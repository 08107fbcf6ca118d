import { z } from 'zod';
import { ChangeKey, Day, Instant } from './envelope.ts';
import { Band } from './health.ts';
import { BandCounts } from './settings.ts';
import { SourceState } from './sources.ts';

const count = z.number().int().min(0);
const companyId = z.string().regex(/^[1-9]\d{0,14}$/);
const name = z.string().max(500).nullable();
const recordUrl = z.string().max(500);

/** A scored company in the list. */
export const HomeCompany = z.object({
  id: companyId,
  name,
  recordUrl,
  /** The owner's name; null for nobody, or someone unknown. */
  owner: z.string().max(300).nullable(),
  score: z.number().min(0).max(100),
  band: Band,
  bandSince: Day,
  /** Relational NPS, -100 to 100; null under 5 answers. */
  nps: z.number().min(-100).max(100).nullable(),
  npsAnswers: count,
  /** The day the score is of. */
  day: Day,
});
export type HomeCompany = z.infer<typeof HomeCompany>;

/** Answer to GET /api/1/home/companies: worst score first. */
export const HomeCompanies = z.object({
  ok: z.literal(true),
  asOf: Instant,
  /** Of all bands, with the owner and the name asked for. */
  bands: BandCounts,
  /** Whoever owns a scored company; id 'none' for companies of nobody. */
  owners: z.array(z.object({ id: z.string().max(20), name: z.string().max(300).nullable(), companies: count })).max(500),
  companies: z.array(HomeCompany).max(50),
  /** Ask with `after` set to this for the next ones; null: there are none. */
  next: z.string().max(40).nullable(),
});
export type HomeCompanies = z.infer<typeof HomeCompanies>;

/** An answer that may belong to several companies, or to one on a mere hint. */
export const ReviewAnswer = z.object({
  id: z.uuid(),
  type: z.string().max(40),
  score: z.number(),
  scale: z.tuple([z.number(), z.number()]),
  person: z.string().max(320).nullable(),
  comment: z.string().max(1000).nullable(),
  answeredAt: Instant,
  source: z.string().max(100),
  /** Living companies to choose from; none where all of them are gone. */
  candidates: z.array(z.object({ id: companyId, name, recordUrl })).max(50),
});
export type ReviewAnswer = z.infer<typeof ReviewAnswer>;

/** Answer to GET /api/1/home/review, newest first. */
export const HomeReview = z.object({
  ok: z.literal(true),
  asOf: Instant,
  waiting: count,
  answers: z.array(ReviewAnswer).max(20),
  next: z.string().max(80).nullable(),
});
export type HomeReview = z.infer<typeof HomeReview>;

/** Says whose an answer is: one of its candidates. */
export const SettleAnswer = z.strictObject({ key: ChangeKey, answerId: z.uuid(), companyId });
export type SettleAnswer = z.infer<typeof SettleAnswer>;

/** `recordUrl`: where the answer is seen now. */
export const SettledAnswer = z.object({ ok: z.literal(true), companyId, recordUrl });
export type SettledAnswer = z.infer<typeof SettledAnswer>;

/** Answer to GET /api/1/home/sources: whether answers flow. */
export const HomeSources = z.object({
  ok: z.literal(true),
  asOf: Instant,
  sources: z
    .array(z.object({ id: z.string().max(60), name: z.string().max(100), provider: z.string().max(200), state: SourceState, lastReceivedAt: Instant.nullable(), waiting: count, failed: count }))
    .max(200),
});
export type HomeSources = z.infer<typeof HomeSources>;
