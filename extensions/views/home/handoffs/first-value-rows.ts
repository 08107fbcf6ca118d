import type { HomeHandoffFigures } from '../../../contracts/home-handoffs.ts';

type Curve = HomeHandoffFigures['firstValue']['curve'];
type Line = 'share' | 'low' | 'high';

/** A point of one line of the chart; shares in percent. */
export interface CurveRow {
  [field: string]: number | string;
  day: number;
  share: number;
  line: string;
}

/** The curve as rows of three lines: it stays as it was until the day before each step, so that steps are seen as steps. */
export function firstValueRows(curve: Curve, names: Record<Line, string>): CurveRow[] {
  const start = { day: 0, share: 0, low: 0, high: 0 };
  const points = curve.flatMap((step, index) => {
    const before = curve[index - 1] ?? start;
    const held = step.day - 1 > before.day || (index === 0 && step.day > 0) ? [{ ...before, day: Math.max(step.day - 1, 0) }] : [];
    return [...held, step];
  });
  const first = points[0]?.day === 0 || points.length === 0 ? [] : [start];
  const all = [...first, ...points];
  return (['share', 'low', 'high'] as const).flatMap((line) => all.map((point) => ({ day: point.day, share: Math.round(point[line] * 1000) / 10, line: names[line] })));
}
