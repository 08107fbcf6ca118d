import { scaleFigure } from './scale.ts';
import type { ScaleFigure, ScaleTally } from './scale.ts';

/** Likert: mean of the items (reversed ones turned round), and the share of agreement (the top boxes). */
export function likertFigure(tally: ScaleTally): ScaleFigure<'likert'> {
  return scaleFigure('likert', tally);
}
