import { z } from 'zod';
import { CompanyView, Day } from './envelope.ts';
import { Band, TrendPoint } from './health.ts';
import { NpsFigure } from './nps.ts';

/** Answer to GET /api/1/summary/:companyId: the sidebar's one key figure, its trend, and relational NPS. */
export const SummaryView = CompanyView.extend({
  health: z
    .object({
      score: z.number().min(0).max(100),
      band: Band,
      coverage: z.number().min(0).max(1),
      /** Points since the snapshot of seven days ago (or the nearest before it); null when there is none. */
      change: z.object({ since: Day, delta: z.number() }).nullable(),
      trend: z.array(TrendPoint).max(60),
    })
    .nullable(),
  nps: NpsFigure.nullable(),
  /** The record's address in HubSpot, where the full tab is. */
  recordUrl: z.string().max(300),
});
export type SummaryView = z.infer<typeof SummaryView>;
