import { useTools } from '../host/tools.ts';
import { ChartFrame, type Plot } from './ChartFrame.tsx';
import { chartModel, type ChartModel, type ChartProps } from './model.ts';

interface Bar {
  key: string;
  x: number;
  width: number;
  from: number;
  to: number;
  value: number;
  color: string;
}

/** Sums of the values above and below zero of one point. */
function sums(model: ChartModel, index: number): [number, number] {
  const values = model.series.map((series) => series.values[index] ?? 0);
  const add = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0);
  return [add(values.filter((value) => value < 0)), add(values.filter((value) => value > 0))];
}

function slotWidth(model: ChartModel, plot: Plot): number {
  return (plot.right - plot.left) / model.points.length;
}

function barsAt(model: ChartModel, plot: Plot, index: number, centre: number): Bar[] {
  const room = Math.min(slotWidth(model, plot) * 0.68, model.stacking ? 56 : 40 * model.series.length);
  const width = model.stacking ? room : room / model.series.length;
  let up = 0;
  let down = 0;
  return model.series.flatMap((series, place) => {
    const value = series.values[index];
    if (!value) return [];
    const from = model.stacking ? (value < 0 ? down : up) : 0;
    if (value < 0) down += value;
    else up += value;
    const x = model.stacking ? centre - room / 2 : centre - room / 2 + place * width;
    return [{ key: `${series.name}-${index}`, x, width: Math.max(1, width - (model.stacking ? 0 : 2)), from, to: from + value, value, color: series.color }];
  });
}

export function BarChart(props: ChartProps) {
  const { language, timeZone } = useTools();
  const model = chartModel(props, language, timeZone);
  const x = (plot: Plot, index: number): number => plot.left + slotWidth(model, plot) * (index + 0.5);
  const each = model.series.flatMap((series) => series.values.filter((value) => value !== null));
  const extent = model.stacking ? model.points.flatMap((_, index) => sums(model, index)) : each;
  return (
    <ChartFrame
      chart={props}
      model={model}
      extent={extent}
      x={x}
      legendShape="square"
      draw={(plot) =>
        model.points.flatMap((_, index) =>
          barsAt(model, plot, index, x(plot, index)).map((bar) => (
            <g key={bar.key} aria-hidden="true">
              <rect
                x={bar.x}
                width={bar.width}
                y={Math.min(plot.y(bar.from), plot.y(bar.to))}
                height={Math.max(1, Math.abs(plot.y(bar.from) - plot.y(bar.to)))}
                rx="2"
                fill={bar.color}
              />
              {props.options?.showDataLabels && (
                <text className="x-chart-value" x={bar.x + bar.width / 2} y={plot.y(Math.max(bar.from, bar.to)) - 5} textAnchor="middle">
                  {model.format(bar.value)}
                </text>
              )}
            </g>
          )),
        )
      }
    />
  );
}
