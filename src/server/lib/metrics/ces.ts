import { scaleFigure } from './scale.ts';
import type { ScaleFigure, ScaleTally } from './scale.ts';

/** Customer effort: mean, and the share of answers that found it easy (the top boxes of the scale). */
export function cesFigure(tally: ScaleTally): ScaleFigure<'ces'> {
  return scaleFigure('ces', tally);
}
