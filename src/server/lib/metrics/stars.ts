import { scaleFigure } from './scale.ts';
import type { ScaleFigure, ScaleTally } from './scale.ts';

/** Stars: mean, and the share of 4 and 5 stars. */
export function starsFigure(tally: ScaleTally): ScaleFigure<'stars'> {
  return scaleFigure('stars', tally);
}
