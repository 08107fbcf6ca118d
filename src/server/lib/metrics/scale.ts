import { wilsonInterval } from '../statistics.ts';
import { precisionOf } from './precision.ts';

/** A group of answers on one scale: how many, their sum on that scale, how many in the top boxes. */
export interface ScaleTally {
  n: number;
  sum: number;
  top: number;
  /** Lowest and highest answer the scale allows. */
  scale: readonly [number, number];
}

/** Mean on its scale and share of the top boxes (0 to 1) with its Wilson interval; null where the group is too small. */
export interface ScaleFigure<Type extends string> {
  type: Type;
  n: number;
  mean: number | null;
  scale: [number, number];
  topShare: number | null;
  low: number | null;
  high: number | null;
}

/** Mean on the scale and share of the top boxes, with no rule for small groups; null without answers. */
export function scaleSummary(tally: ScaleTally): { mean: number; topShare: number } | null {
  return tally.n === 0 ? null : { mean: tally.sum / tally.n, topShare: tally.top / tally.n };
}

/** The figure of a group of answers, under the small-group rule of precision.ts. */
export function scaleFigure<Type extends string>(type: Type, tally: ScaleTally): ScaleFigure<Type> {
  const precision = precisionOf(tally.n);
  const shown = precision === 'indicative' || precision === 'firm';
  const summary = shown ? scaleSummary(tally) : null;
  const interval = shown ? wilsonInterval(tally.top, tally.n) : null;
  return {
    type,
    n: tally.n,
    mean: summary?.mean ?? null,
    scale: [tally.scale[0], tally.scale[1]],
    topShare: summary?.topShare ?? null,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
  };
}
