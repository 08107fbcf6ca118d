/** From HubSpot's chart props to series on a common x axis. */

export type Row = Record<string, number | string>;
export interface Axis {
  field: string;
  fieldType: 'category' | 'datetime' | 'linear';
  label?: string;
}
export interface ChartProps {
  data: Row[] | { data: Row[]; options?: { propertyLabels?: Record<string, Record<string, string>> } };
  axes: { x: Axis; y: Axis; options?: { groupFieldByColor?: string; stacking?: boolean; colors?: Record<string, string> } };
  options?: {
    title?: string;
    showLegend?: boolean;
    showTooltips?: boolean;
    showDataLabels?: boolean;
    colorList?: string[];
    colors?: string[];
  };
}
export interface Point {
  label: string;
  /** Longer form for the tooltip and the table. */
  fullLabel: string;
  /** Place on the axis: milliseconds, a number, or the index of a category. */
  at: number;
}
export interface Series {
  name: string;
  label: string;
  color: string;
  /** One entry per point; null where the group has no row. */
  values: (number | null)[];
}
export interface ChartModel {
  points: Point[];
  series: Series[];
  stacking: boolean;
  format: (value: number) => string;
}

const COLORS: Record<string, string> = {
  orange: '#e0692a', aqua: '#0a8f98', purple: '#6d5bd0', yellow: '#d09a1b', pink: '#d1558f', blue: '#3a78c9', green: '#3c8f5a',
  darkOrange: '#a8481a', darkAqua: '#066068', darkPurple: '#46389c', darkYellow: '#8f680b', darkPink: '#96325f', darkBlue: '#1f4f91',
  darkGreen: '#23613b',
};
const ORDER = ['aqua', 'orange', 'purple', 'yellow', 'pink', 'blue', 'green', 'darkAqua', 'darkOrange', 'darkPurple'];
const DAY_MS = 86_400_000;

function instant(value: number | string | undefined): number {
  if (typeof value === 'number') return value;
  const text = String(value ?? '');
  return Date.parse(/^\d{4}-\d{2}$/.test(text) ? `${text}-01` : text);
}

/** Plain dates carry no time zone, so they are written in UTC; instants are written in the account's zone. */
function dateWriter(values: (number | string)[], language: string, timeZone: string) {
  const times = values.map(instant);
  const span = Math.max(...times) - Math.min(...times);
  const plain = values.every((value) => typeof value === 'string' && value.length <= 10);
  const zone = { timeZone: plain ? 'UTC' : timeZone };
  const months = values.every((value) => String(value).length === 7);
  const long = months || span > 320 * DAY_MS;
  const short = new Intl.DateTimeFormat(language, { ...zone, ...(long ? { month: 'short', year: '2-digit' } : { day: 'numeric', month: 'short' }) });
  const full = new Intl.DateTimeFormat(language, { ...zone, ...(months ? { month: 'long', year: 'numeric' } : { day: 'numeric', month: 'long', year: 'numeric' }) });
  // A month with its year must not read as a day: nov/26, Nov ’26.
  const beforeYear = language.startsWith('pt') ? '/' : ' ’';
  const label = (time: number) => short.format(time).replace(/ de /g, ' ').replace('.', '');
  return { short: (time: number) => (long ? label(time).replace(' ', beforeYear) : label(time)), full: (time: number) => full.format(time) };
}

function pointsOf(rows: Row[], axis: Axis, labels: Record<string, string>, language: string, timeZone: string): { points: Point[]; keys: string[] } {
  const values = [...new Map(rows.map((row) => [String(row[axis.field]), row[axis.field] ?? ''])).values()];
  if (axis.fieldType === 'datetime') {
    values.sort((a, b) => instant(a) - instant(b));
    const write = dateWriter(values, language, timeZone);
    const points = values.map((value) => ({ at: instant(value), label: write.short(instant(value)), fullLabel: write.full(instant(value)) }));
    return { points, keys: values.map(String) };
  }
  const linear = axis.fieldType === 'linear';
  if (linear) values.sort((a, b) => Number(a) - Number(b));
  const points = values.map((value, index) => {
    const label = labels[String(value)] ?? String(value);
    return { at: linear ? Number(value) : index, label, fullLabel: label };
  });
  return { points, keys: values.map(String) };
}

/** Series in the order in which their groups appear in the data. */
export function chartModel(props: ChartProps, language: string, timeZone: string): ChartModel {
  const rows = Array.isArray(props.data) ? props.data : (props.data?.data ?? []);
  const labels = (Array.isArray(props.data) ? undefined : props.data?.options?.propertyLabels) ?? {};
  const { x, y, options = {} } = props.axes;
  const { points, keys } = pointsOf(rows, x, labels[x.field] ?? {}, language, timeZone);
  const group = options.groupFieldByColor;
  const names = group ? [...new Set(rows.map((row) => String(row[group])))] : [y.field];
  const list = props.options?.colorList ?? props.options?.colors ?? ORDER;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const series = names.map((name, index): Series => {
    const mine = new Map(rows.filter((row) => !group || String(row[group]) === name).map((row) => [String(row[x.field]), Number(row[y.field])]));
    const color = options.colors?.[name] ?? list[index % list.length] ?? 'aqua';
    return {
      name,
      label: (group ? labels[group]?.[name] : y.label) ?? (group ? name : (y.label ?? y.field)),
      color: COLORS[color] ?? COLORS.aqua ?? '',
      values: keys.map((key) => {
        const value = mine.get(key);
        return value === undefined || Number.isNaN(value) ? null : value;
      }),
    };
  });
  return { points, series, stacking: Boolean(options.stacking), format: (value) => number.format(value) };
}
