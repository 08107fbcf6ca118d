/** Axis arithmetic of the charts: pure, no drawing. */

export interface Scale {
  min: number;
  max: number;
  ticks: number[];
}

/** Under this the values count as all the same: ticks carry six decimals. */
const LEAST_SPAN = 1e-4;

/** 1, 2 or 5 times a power of ten, at least `rough`. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((one) => one * power >= rough * 0.999) ?? 10;
  return factor * power;
}

/** A scale whose ends are ticks; it always holds 0, so that heights can be compared. */
export function niceScale(values: number[], wanted = 5): Scale {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const span = high - low;
  const rough = niceStep((span > LEAST_SPAN ? span : 1) / wanted);
  // Counts have no halves.
  const step = values.every(Number.isInteger) ? Math.max(1, rough) : rough;
  const min = Math.floor(low / step) * step;
  const max = Math.max(Math.ceil(high / step) * step, min + step);
  const count = Math.round((max - min) / step);
  return { min, max, ticks: Array.from({ length: count + 1 }, (_, index) => Number((min + index * step).toFixed(6))) };
}

/** At most `most` indexes of 0..length-1, evenly spread, the last one always among them. */
export function spreadIndexes(length: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(length / Math.max(1, most)));
  const indexes: number[] = [];
  for (let index = length - 1; index >= 0; index -= step) indexes.unshift(index);
  return indexes;
}
