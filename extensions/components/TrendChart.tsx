import { LineChart } from '@hubspot/ui-extensions';
import type { TrendPoint } from '../contracts/health.ts';

/** How the points of a trend are named in its legend. */
export interface TrendNames {
  week: string;
  score: string;
  measured: string;
  reconstructed: string;
  model: (version: number) => string;
}

interface TrendRow {
  [field: string]: string | number;
  day: string;
  score: number;
  series: string;
}

/**
 * The rows of the trend line. Reconstructed points and each model version are a series of their own; the join
 * from reconstructed to measured is drawn, the gap between two models is not: their scores do not compare.
 */
function trendRows(trend: readonly TrendPoint[], names: TrendNames): TrendRow[] {
  const several = new Set(trend.map((point) => point.modelVersion)).size > 1;
  const seriesOf = (point: TrendPoint) => {
    if (point.reconstructed) return names.reconstructed;
    return several ? names.model(point.modelVersion) : names.measured;
  };
  return trend.flatMap((point, index) => {
    const row = { day: point.day, score: Math.round(point.score * 10) / 10, series: seriesOf(point) };
    const before = trend[index - 1];
    const joins = before && before.modelVersion === point.modelVersion && seriesOf(before) !== row.series;
    return joins ? [{ ...row, series: seriesOf(before) }, row] : [row];
  });
}

/** The weekly score as a line; words for those who do not see it stand beside it in the view. */
export function TrendChart({ trend, names, legend }: { trend: readonly TrendPoint[]; names: TrendNames; legend: boolean }) {
  return (
    <LineChart
      data={trendRows(trend, names)}
      axes={{
        x: { field: 'day', fieldType: 'datetime', label: names.week },
        y: { field: 'score', fieldType: 'linear', label: names.score },
        options: { groupFieldByColor: 'series', colors: { [names.reconstructed]: 'aqua', [names.measured]: 'darkBlue' } },
      }}
      options={{ showLegend: legend, showTooltips: true }}
    />
  );
}
