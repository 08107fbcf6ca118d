import { npsChange, npsInterval, rawNps } from '../statistics.ts';
import type { ClassCounts } from '../statistics.ts';
import { precisionOf } from './precision.ts';
import type { Precision } from './precision.ts';

/** NPS of a group, in points (-100 to 100); numbers are null where the group is too small to give one. */
export interface NpsFigure extends ClassCounts {
  n: number;
  nps: number | null;
  low: number | null;
  high: number | null;
  precision: Precision;
}

/** The NPS of a group of answers with its 95 % interval, under the small-group rule of precision.ts. */
export function npsFigure({ promoters, passives, detractors }: ClassCounts): NpsFigure {
  const counts = { promoters, passives, detractors };
  const n = promoters + passives + detractors;
  const precision = precisionOf(n);
  const shown = precision === 'indicative' || precision === 'firm';
  const interval = shown ? npsInterval(counts) : null;
  return {
    n,
    ...counts,
    nps: shown ? rawNps(counts) : null,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    precision,
  };
}

/** How an NPS moved, in points; `significant` at two-sided p below 0.05. Null unless both sides show a number. */
export function npsMovement(
  before: ClassCounts,
  now: ClassCounts,
): { delta: number; p: number; significant: boolean } | null {
  if (npsFigure(before).nps === null || npsFigure(now).nps === null) return null;
  const change = npsChange(before, now);
  return change && { delta: change.delta, p: change.p, significant: change.p < 0.05 };
}
