import { z } from 'zod';
import { CompanyView, Day } from './envelope.ts';

export const Band = z.enum(['healthy', 'watch', 'at-risk']);
export type Band = z.infer<typeof Band>;

/** One signal's share of the score. All points are score points (0 to 100 scale), unrounded. */
export const Contribution = z.object({
  signal: z.string().max(40),
  label: z.string().max(80),
  /** Why, in the reader's language; for a missing value, what would make it known. */
  because: z.string().max(300),
  /** Signed points against the reference line. A missing value contributes 0. */
  points: z.number(),
  /** The signal's value, 0 (bad) to 1 (good); null when unknown. */
  value: z.number().min(0).max(1).nullable(),
  /** The frozen reference mean, 0 to 1. */
  reference: z.number().min(0).max(1),
  /** The signal's share of all weights, 0 to 1. */
  weight: z.number().min(0).max(1),
});
export type Contribution = z.infer<typeof Contribution>;

/** A line of what moved the score; `signal` null is the movement of the reference means themselves. */
export const Movement = z.object({
  signal: z.string().max(40).nullable(),
  label: z.string().max(80),
  points: z.number(),
});
export type Movement = z.infer<typeof Movement>;

export const TrendPoint = z.object({
  day: Day,
  score: z.number(),
  modelVersion: z.number().int(),
  /** True for points rebuilt from dated facts at the first import. */
  reconstructed: z.boolean(),
});
export type TrendPoint = z.infer<typeof TrendPoint>;

export const HealthFigures = z.object({
  /** 0 to 100, unrounded; reference + sum of contribution points. */
  score: z.number().min(0).max(100),
  band: Band,
  bandSince: Day,
  /** A crossing that has not yet lasted the dwell: the band it leads to and since when. */
  crossing: z.object({ band: Band, since: Day }).nullable(),
  /** Edges of the bands and hysteresis, in points; shown beside the band. */
  rule: z.object({ watchFrom: z.number(), healthyFrom: z.number(), margin: z.number(), dwellDays: z.number() }),
  /** Known weight over all weight, 0 to 1. */
  coverage: z.number().min(0).max(1),
  modelVersion: z.number().int(),
  /** The reference line: the score of a company at all reference means. */
  reference: z.object({ score: z.number(), frozenOn: Day, starting: z.boolean() }),
  contributions: z.array(Contribution).max(50),
  /** Against the snapshot of seven days ago (or the nearest before it, at most 14 days). Parts sum to delta. */
  change: z
    .object({ since: Day, from: z.number(), delta: z.number(), parts: z.array(Movement).max(51) })
    .nullable(),
  /** Weekly points, oldest first, at most 53, the last is today's. */
  trend: z.array(TrendPoint).max(60),
  /** Least-squares slope, points a week; null with fewer than 3 points. */
  slope: z.object({ weeks4: z.number().nullable(), weeks12: z.number().nullable() }),
});
export type HealthFigures = z.infer<typeof HealthFigures>;

/** Answer to GET /api/1/health/:companyId?lang=. `figures` is null unless status is `scored`. */
export const HealthView = CompanyView.extend({
  figures: HealthFigures.nullable(),
});
export type HealthView = z.infer<typeof HealthView>;
