import { useTools } from '../host/tools.ts';
import { ChartFrame, type Plot } from './ChartFrame.tsx';
import { chartModel, type ChartProps, type Series } from './model.ts';

/** Line segments: a gap in the values is a gap in the line. */
function linePath(series: Series, plot: Plot, x: (index: number) => number): string {
  let open = false;
  return series.values
    .map((value, index) => {
      if (value === null) {
        open = false;
        return '';
      }
      const step = `${open ? 'L' : 'M'}${x(index).toFixed(1)} ${plot.y(value).toFixed(1)}`;
      open = true;
      return step;
    })
    .join('');
}

export function LineChart(props: ChartProps) {
  const { language, timeZone } = useTools();
  const model = chartModel(props, language, timeZone);
  const first = model.points[0]?.at ?? 0;
  const span = (model.points.at(-1)?.at ?? 0) - first;
  const dots = model.points.length <= 14;

  function x(plot: Plot, index: number): number {
    const inset = 8;
    const share = span > 0 ? ((model.points[index]?.at ?? 0) - first) / span : 0.5;
    return plot.left + inset + share * (plot.right - plot.left - 2 * inset);
  }
  const extent = model.series.flatMap((series) => series.values.filter((value) => value !== null));
  return (
    <ChartFrame
      chart={props}
      model={model}
      extent={extent}
      x={x}
      legendShape="line"
      draw={(plot) =>
        model.series.map((series) => (
          <g key={series.name} aria-hidden="true">
            <path d={linePath(series, plot, (index) => x(plot, index))} fill="none" stroke={series.color} strokeWidth="2.25" strokeLinejoin="round" strokeLinecap="round" />
            {series.values.map((value, index) => {
              const alone = (series.values[index - 1] ?? null) === null && (series.values[index + 1] ?? null) === null;
              if (value === null || !(dots || alone)) return null;
              return <circle key={index} cx={x(plot, index)} cy={plot.y(value)} r="3" fill={series.color} />;
            })}
            {props.options?.showDataLabels &&
              series.values.map((value, index) =>
                value === null ? null : (
                  <text key={index} className="x-chart-value" x={x(plot, index)} y={plot.y(value) - 9} textAnchor="middle">
                    {model.format(value)}
                  </text>
                ),
              )}
          </g>
        ))
      }
    />
  );
}
