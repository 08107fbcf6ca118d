import { leastSquaresSlope } from '../lib/statistics.ts';
import { isoDay, lastDayOf } from './calendar.ts';

/** Points kept: today's and those of the 52 weeks before. */
const MAX_POINTS = 53;

/**
 * The weekly history of a score as two short texts, so that a recompute reads and rewrites it without parsing.
 * `scores`: one point a week up to `week`, oldest first, one decimal, empty for a week without one ("71.2,,70.8").
 * `marks`: JSON [[first week, model version, 1 if reconstructed else 0], …], one entry for each change of the two.
 */
export interface Trend {
  /** The week of the last point, counted from 1970 (calendar.ts). */
  week: number;
  scores: string;
  marks: string;
}

/** From this week on, points were made by this model version, or rebuilt from dated facts. */
export type Mark = [week: number, modelVersion: number, reconstructed: 0 | 1];

export interface TrendPoint {
  day: string;
  score: number;
  modelVersion: number;
  reconstructed: boolean;
}

/** Sets the point of a week: replaces the last one when the week is the same, adds it (and gaps) when it is later. */
export function withPoint(trend: Trend | null, point: { week: number; score: number; modelVersion: number; reconstructed: boolean }): Trend {
  const score = String(Math.round(point.score * 10) / 10);
  const mark = `${point.modelVersion},${point.reconstructed ? 1 : 0}]]`;
  const gap = trend === null ? 0 : point.week - trend.week;
  if (trend === null || gap >= MAX_POINTS || gap < 0) return { week: point.week, scores: score, marks: `[[${point.week},${mark}` };
  const kept = gap === 0 ? trend.scores.slice(0, trend.scores.lastIndexOf(',') + 1) : trend.scores + ','.repeat(gap);
  const marks = trend.marks.endsWith(`,${mark}`) ? trend.marks : withMark(trend.marks, point);
  return { week: point.week, scores: trimmed(kept + score), marks };
}

/** True while a trend has no point of an earlier week. */
export function isFirstWeek(trend: Trend): boolean {
  return !trend.scores.includes(',');
}

function withMark(marks: string, point: { week: number; modelVersion: number; reconstructed: boolean }): string {
  const earlier = (JSON.parse(marks) as Mark[]).filter(([week]) => week < point.week);
  return JSON.stringify([...earlier, [point.week, point.modelVersion, point.reconstructed ? 1 : 0]]);
}

function trimmed(scores: string): string {
  // Shorter than a comma and a digit each, there cannot be too many.
  if (scores.length < MAX_POINTS) return scores;
  const all = scores.split(',');
  return all.length <= MAX_POINTS ? scores : all.slice(-MAX_POINTS).join(',');
}

/** The points of a trend with its marks read, oldest first; a week's point stands on its Sunday, the last one on `today`. */
export function pointsOf(trend: Pick<Trend, 'week' | 'scores'>, marks: readonly Mark[], today: number): TrendPoint[] {
  const scores = trend.scores.split(',');
  const first = trend.week - scores.length + 1;
  const points: TrendPoint[] = [];
  let at = 0;
  scores.forEach((text, index) => {
    const week = first + index;
    while (at + 1 < marks.length && marks[at + 1]![0] <= week) at += 1;
    if (text === '') return;
    const [, modelVersion, reconstructed] = marks[at]!;
    const day = index === scores.length - 1 ? today : lastDayOf(week);
    points.push({ day: isoDay(day), score: Number(text), modelVersion, reconstructed: reconstructed === 1 });
  });
  return points;
}

/** Least-squares slope in points a week over the last `weeks` weeks; null with fewer than 3 points in them. */
export function slopeOf(trend: Pick<Trend, 'week' | 'scores'>, today: number, weeks: number): number | null {
  const scores = trend.scores.split(',');
  const points: { x: number; y: number }[] = [];
  for (let back = 0; back < scores.length && back <= weeks; back++) {
    const text = scores[scores.length - 1 - back]!;
    const day = back === 0 ? today : lastDayOf(trend.week - back);
    if (text === '' || today - day > weeks * 7) continue;
    points.push({ x: day / 7, y: Number(text) });
  }
  return leastSquaresSlope(points);
}
