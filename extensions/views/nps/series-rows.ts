import type { AnswerClass, NpsPoint } from '../../contracts/nps.ts';

type Row = Record<string, string | number>;

/** Three lines: the figure and its limits; only months that have a number. Dates are the first of the month. */
export function rollingRows(points: readonly NpsPoint[], names: { nps: string; low: string; high: string }): Row[] {
  return (['high', 'nps', 'low'] as const).flatMap((line) =>
    points.flatMap((point) => {
      const value = point[line];
      return value === null ? [] : [{ month: `${point.month}-01`, nps: Math.round(value), line: names[line] }];
    }),
  );
}

/** How many promoters, passives and detractors answered in each month, from the first month with an answer on. */
export function answerRows(monthly: readonly NpsPoint[], month: (month: string) => string, names: Record<AnswerClass, string>): Row[] {
  const start = monthly.findIndex((point) => point.n > 0);
  if (start < 0) return [];
  return monthly.slice(start).flatMap((point) => [
    { month: month(point.month), answers: point.promoters, class: names.promoter },
    { month: month(point.month), answers: point.passives, class: names.passive },
    { month: month(point.month), answers: point.detractors, class: names.detractor },
  ]);
}
