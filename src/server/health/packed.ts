import type { Assessment, Run } from './assess.ts';
import { bandOrder } from './bands.ts';
import type { Known } from './signals/index.ts';
import type { Mark } from './trend.ts';

/**
 * The health card as stored: one short, language-neutral JSON array, numbers but for three texts and quotes.
 * Points carry three decimals, so that sums hold within 0.01. Days are counted from 1970-01-01.
 */
export type PackedHealth = [
  format: 1,
  /** The part that is the same for a portal's whole run. */
  run: [
    modelVersion: number,
    reference: number,
    frozenOn: number,
    starting: 0 | 1,
    /** Ids joined by spaces, in the model's order. */
    signals: string,
    shares: number[],
    means: number[],
  ],
  today: number,
  score: number,
  coverage: number,
  band: [band: number, since: number] | [band: number, since: number, crossingTo: number, crossingSince: number],
  /** Of each signal: points, value, then its because, and last a quote where it has one; 0 for a missing one. */
  signals: ([points: number, value: number, ...because: (number | string)[]] | 0)[],
  change: [since: number, from: number, delta: number, rest: number, restIsModel: 0 | 1, ...signals: number[]] | 0,
  trend: [week: number, scores: string, marks: Mark[]],
];

/** The run's part as JSON, to be made once for all companies of a run. */
export function packRun({ model, reference }: Run): string {
  const line = model.shares.reduce((sum, share, k) => sum + 100 * share * reference.means[k]!, 0);
  const starting = reference.starting ? 1 : 0;
  return JSON.stringify([model.version, milli(line), reference.day, starting, model.signals.join(' '), model.shares, reference.means.map(milli)]);
}

/** One company's card as JSON. @param runPart from packRun. */
export function packHealth({ known, score, standing, change }: Assessment, runPart: string, today: number): string {
  const { band, trend } = standing;
  const crossing = band.crossing === null ? '' : `,${bandOrder.indexOf(band.crossing.band)},${band.crossing.since}`;
  let signals = '';
  for (let k = 0; k < known.length; k++) {
    const fact = known[k]!;
    if (k > 0) signals += ',';
    signals += fact === null ? '0' : `[${milli(score.points[k]!)},${milli(score.values[k]!)}${packBecause(fact)}]`;
  }
  const moved = change === null
    ? '0'
    : `[${change.since},${milli(change.from)},${milli(change.delta)},${milli(change.rest)},${change.restIs === 'model' ? 1 : 0},${change.signals.map(milli).join(',')}]`;
  return `[1,${runPart},${today},${milli(score.score)},${milli(score.coverage)},[${bandOrder.indexOf(band.band)},${band.since}${crossing}],[${signals}],${moved},[${trend.week},"${trend.scores}",${trend.marks}]]`;
}

function packBecause({ because, quote }: Known): string {
  let text = '';
  for (const figure of because) text += `,${milli(figure)}`;
  return quote == null ? text : `${text},${JSON.stringify(quote)}`;
}

/** Rounded to three decimals. */
function milli(figure: number): number {
  return Math.round(figure * 1000) / 1000;
}
