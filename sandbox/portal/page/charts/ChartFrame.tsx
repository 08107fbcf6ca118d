import { useEffect, useRef, useState, type ReactNode } from 'react';
import { usePortuguese } from '../host/tools.ts';
import type { ChartModel, ChartProps } from './model.ts';
import { niceScale, spreadIndexes, type Scale } from './scale.ts';

const HEIGHT = 240;
/** In a sidebar. */
const SMALL_HEIGHT = 168;
const SMALL_UNDER = 340;
const TOP = 12;
const RIGHT = 14;
const BOTTOM = 30;
/** About as wide as a letter of a label, in pixels. */
const LETTER = 7;

/** Where things stand inside the drawing. */
export interface Plot {
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  scale: Scale;
  y: (value: number) => number;
}

function useWidth(): [React.RefObject<HTMLDivElement>, number] {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return [box, width];
}

function plotOf(model: ChartModel, width: number, values: number[]): Plot {
  const height = width < SMALL_UNDER ? SMALL_HEIGHT : HEIGHT;
  const scale = niceScale(values, height === HEIGHT ? 5 : 3);
  const widest = Math.max(...scale.ticks.map((tick) => model.format(tick).length));
  const left = 12 + widest * 7;
  const bottom = height - BOTTOM;
  const y = (value: number) => bottom - ((value - scale.min) / (scale.max - scale.min)) * (bottom - TOP);
  return { height, left, right: width - RIGHT, top: TOP, bottom, scale, y };
}

interface FrameProps {
  chart: ChartProps;
  model: ChartModel;
  /** Every value the y axis must hold (sums, where bars are stacked). */
  extent: number[];
  /** Centre of point `index` on the x axis. */
  x: (plot: Plot, index: number) => number;
  draw: (plot: Plot) => ReactNode;
  legendShape: 'line' | 'square';
}

/** Axes, grid, legend, tooltip by mouse and arrow keys, and the same figures as a table for screen readers. */
export function ChartFrame({ chart, model, extent, x, draw, legendShape }: FrameProps) {
  const [box, width] = useWidth();
  const [at, setAt] = useState<number | null>(null);
  const portuguese = usePortuguese();
  const plot = plotOf(model, width, extent);
  const last = model.points.length - 1;
  const { title, showLegend = model.series.length > 1, showTooltips = true } = chart.options ?? {};
  const yLabel = chart.axes.y.label;
  const name = title ?? yLabel ?? (portuguese ? 'Gráfico' : 'Chart');

  function onKeyDown(event: React.KeyboardEvent): void {
    const moves: Record<string, number> = { ArrowLeft: (at ?? last + 1) - 1, ArrowRight: (at ?? -1) + 1, Home: 0, End: last };
    if (event.key === 'Escape') return setAt(null);
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setAt(Math.max(0, Math.min(last, next)));
  }

  function onMove(event: React.MouseEvent<SVGSVGElement>): void {
    const mouse = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const distances = model.points.map((_, index) => Math.abs(x(plot, index) - mouse));
    setAt(distances.indexOf(Math.min(...distances)));
  }

  if (last < 0) return <p className="x-microcopy">{portuguese ? 'Sem dados para mostrar.' : 'No data to show.'}</p>;
  return (
    <figure className="x-chart">
      {title && <figcaption className="x-chart-title">{title}</figcaption>}
      {!title && yLabel && <div className="x-chart-axis">{yLabel}</div>}
      <div className="x-chart-box" ref={box}>
        {width > 0 && (
          <svg
            width={width}
            height={plot.height}
            tabIndex={0}
            role="img"
            aria-label={`${name}. ${portuguese ? 'Use as setas para percorrer os valores.' : 'Use the arrow keys to walk through the values.'}`}
            onKeyDown={onKeyDown}
            onMouseMove={showTooltips ? onMove : undefined}
            onMouseLeave={() => setAt(null)}
            onBlur={() => setAt(null)}
          >
            <Axes plot={plot} model={model} x={x} />
            {at !== null && <line className="x-chart-cursor" x1={x(plot, at)} x2={x(plot, at)} y1={plot.top} y2={plot.bottom} />}
            {draw(plot)}
            {at !== null && legendShape === 'line' && model.series.map((series) => <Marker key={series.name} plot={plot} x={x(plot, at)} value={series.values[at]} color={series.color} />)}
          </svg>
        )}
        {at !== null && showTooltips && <Tip model={model} at={at} left={x(plot, at)} width={width} />}
        <div className="x-hidden" aria-live="polite">
          {at !== null && `${model.points[at]?.fullLabel}: ${model.series.map((series) => `${series.label} ${valueText(model, series.values[at])}`).join(', ')}`}
        </div>
      </div>
      {showLegend && <Legend model={model} shape={legendShape} />}
      <DataTable model={model} name={name} />
    </figure>
  );
}

function valueText(model: ChartModel, value: number | null | undefined): string {
  return value === null || value === undefined ? '--' : model.format(value);
}

/** A label that does not run into the next one: the whole stands in the tooltip and in the table. */
function fitting(label: string, width: number): string {
  const length = Math.floor(width / LETTER);
  return label.length <= length ? label : `${label.slice(0, Math.max(1, length - 1)).trimEnd()}…`;
}

function Axes({ plot, model, x }: { plot: Plot; model: ChartModel; x: FrameProps['x'] }) {
  const width = plot.right - plot.left;
  const shown = spreadIndexes(model.points.length, Math.max(1, Math.floor(width / 72)));
  return (
    <g aria-hidden="true">
      {plot.scale.ticks.map((tick) => (
        <g key={tick}>
          <line className={tick === 0 ? 'x-chart-zero' : 'x-chart-grid'} x1={plot.left} x2={plot.right} y1={plot.y(tick)} y2={plot.y(tick)} />
          <text className="x-chart-tick" x={plot.left - 8} y={plot.y(tick)} textAnchor="end" dominantBaseline="central">
            {model.format(tick)}
          </text>
        </g>
      ))}
      {shown.map((index) => (
        <text key={index} className="x-chart-tick" x={Math.min(x(plot, index), plot.right - 4)} y={plot.bottom + 19} textAnchor={x(plot, index) > plot.right - 24 ? 'end' : 'middle'}>
          {fitting(model.points[index]?.label ?? '', width / shown.length)}
        </text>
      ))}
    </g>
  );
}

function Marker({ plot, x, value, color }: { plot: Plot; x: number; value: number | null | undefined; color: string }) {
  if (value === null || value === undefined) return null;
  return <circle cx={x} cy={plot.y(value)} r="4.5" fill="#fff" stroke={color} strokeWidth="2.5" />;
}

function Tip({ model, at, left, width }: { model: ChartModel; at: number; left: number; width: number }) {
  const side = left > width / 2 ? { right: width - left + 12 } : { left: left + 12 };
  return (
    <div className="x-chart-tip" style={side} aria-hidden="true">
      <strong>{model.points[at]?.fullLabel}</strong>
      {model.series.map((series) => (
        <div key={series.name}>
          <i style={{ background: series.color }} /> {series.label} <b>{valueText(model, series.values[at])}</b>
        </div>
      ))}
    </div>
  );
}

function Legend({ model, shape }: { model: ChartModel; shape: string }) {
  return (
    <ul className="x-chart-legend">
      {model.series.map((series) => (
        <li key={series.name}>
          <i className={`x-legend-${shape}`} style={{ background: series.color }} aria-hidden="true" />
          {series.label}
        </li>
      ))}
    </ul>
  );
}

function DataTable({ model, name }: { model: ChartModel; name: string }) {
  return (
    <div className="x-hidden">
      <table>
        <caption>{name}</caption>
        <thead>
          <tr>
            <td />
            {model.series.map((series) => (
              <th key={series.name} scope="col">
                {series.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {model.points.map((point, index) => (
            <tr key={point.at}>
              <th scope="row">{point.fullLabel}</th>
              {model.series.map((series) => (
                <td key={series.name}>{valueText(model, series.values[index])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
