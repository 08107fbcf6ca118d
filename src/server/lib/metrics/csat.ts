import { scaleFigure } from './scale.ts';
import type { ScaleFigure, ScaleTally } from './scale.ts';

/** CSAT: mean, and the share of satisfied answers (the top boxes of the scale). */
export function csatFigure(tally: ScaleTally): ScaleFigure<'csat'> {
  return scaleFigure('csat', tally);
}
