import { z } from 'zod';
import { CompanyView, Instant } from './envelope.ts';

export const AnswerKind = z.enum(['relational', 'transactional']);
export type AnswerKind = z.infer<typeof AnswerKind>;
export const SurveyType = z.enum(['nps', 'csat', 'ces', 'stars', 'likert']);
export type SurveyType = z.infer<typeof SurveyType>;
/** promoter/passive/detractor for NPS; for the other types the top, middle and bottom of the scale. */
export const AnswerClass = z.enum(['promoter', 'passive', 'detractor']);
export type AnswerClass = z.infer<typeof AnswerClass>;

/**
 * NPS of a group of answers. n 0: `none`; 1 to 4: `too-few` (nps, low, high null, the answers speak);
 * 5 to 29: `indicative`; from 30: `firm`. low and high: adjusted-Wald 95 % interval, -100 to 100.
 */
export const NpsFigure = z.object({
  n: z.number().int().min(0),
  promoters: z.number().int().min(0),
  passives: z.number().int().min(0),
  detractors: z.number().int().min(0),
  nps: z.number().min(-100).max(100).nullable(),
  low: z.number().min(-100).max(100).nullable(),
  high: z.number().min(-100).max(100).nullable(),
  precision: z.enum(['none', 'too-few', 'indicative', 'firm']),
});
export type NpsFigure = z.infer<typeof NpsFigure>;

/** One month of a series, YYYY-MM in the portal's zone. */
export const NpsPoint = NpsFigure.extend({ month: z.string().regex(/^\d{4}-\d{2}$/) });
export type NpsPoint = z.infer<typeof NpsPoint>;

/** Another survey type's figure in the window: mean on its scale, share of the top boxes with its Wilson interval. */
export const ScaleFigure = z.object({
  type: z.enum(['csat', 'ces', 'stars', 'likert']),
  n: z.number().int().min(0),
  mean: z.number().nullable(),
  scale: z.tuple([z.number(), z.number()]),
  topShare: z.number().min(0).max(1).nullable(),
  low: z.number().min(0).max(1).nullable(),
  high: z.number().min(0).max(1).nullable(),
});
export type ScaleFigure = z.infer<typeof ScaleFigure>;

export const NpsSeries = z.object({
  /** Rolling 180 days up to asOf, last answer per person (anonymous: each one). */
  current: NpsFigure,
  /** The 180 days before. */
  previous: NpsFigure,
  /** Difference with two-sided p (adjusted values); null when either side has fewer than 5 answers. */
  change: z.object({ delta: z.number(), p: z.number(), significant: z.boolean() }).nullable(),
  /** For each of the last 24 months: the rolling 180-day figure at its end (today for the running month). */
  rolling: z.array(NpsPoint).max(24),
  /** For each of the last 24 months: the answers given in that month only. */
  monthly: z.array(NpsPoint).max(24),
  others: z.array(ScaleFigure).max(4),
  /** Answered over delivered in the window with Wilson interval; null: not reported by this source. */
  responseRate: z
    .object({ answered: z.number().int(), delivered: z.number().int(), rate: z.number(), low: z.number(), high: z.number() })
    .nullable(),
});
export type NpsSeries = z.infer<typeof NpsSeries>;

export const LatestAnswer = z.object({
  id: z.string().max(60),
  answeredAt: Instant,
  type: SurveyType,
  kind: AnswerKind,
  score: z.number(),
  scale: z.tuple([z.number(), z.number()]),
  class: AnswerClass,
  comment: z.string().max(5000).nullable(),
  respondent: z.string().max(200).nullable(),
  role: z.string().max(200).nullable(),
  touchpoint: z.string().max(200).nullable(),
  source: z.string().max(100),
});
export type LatestAnswer = z.infer<typeof LatestAnswer>;

export const NpsFigures = z.object({
  relational: NpsSeries,
  transactional: NpsSeries,
  /** The newest 20 answers, newest first; at least 10 of each kind where there are so many. */
  latest: z.array(LatestAnswer).max(20),
});
export type NpsFigures = z.infer<typeof NpsFigures>;

/** A company's answers that somebody has to deal with, as of the answer's own time; what they are is asked when somebody looks. */
export const CaseGlance = z.object({
  /** That are not closed. */
  open: z.number().int().min(1),
  /** That nobody answered in time. */
  overdue: z.number().int().min(0),
  /** When the first is to be answered; null: none has a running clock. */
  dueAt: Instant.nullable(),
  asOf: Instant,
});
export type CaseGlance = z.infer<typeof CaseGlance>;

/** Answer to GET /api/1/nps/:companyId. Companies that are no customers may have answers too. */
export const NpsView = CompanyView.extend({
  figures: NpsFigures.nullable(),
  /** null: none is open. */
  cases: CaseGlance.nullable().optional(),
});
export type NpsView = z.infer<typeof NpsView>;
