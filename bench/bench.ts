/** One measured number, as printed and as found in the JSON document. */
export interface Row {
  /** Stable key, `bench.figure`; bench/README.md describes each. */
  key: string;
  /** What the number is, for people. */
  title: string;
  /** Null when the figure could not be taken; the note says why. */
  value: number | null;
  unit: 'ratio' | 'ms' | 'calls' | 'calls/10 s' | 'bytes' | 'webhooks';
  /** The value may be at most this; absent for a figure that is shown without a bar. */
  bar?: number;
  /** The same work timed against itself in the same run; far from 1 means that the machine was not quiet. */
  aa?: number;
  note?: string;
}

export interface BenchOptions {
  /** Small sizes: shows that the bench works, says nothing about speed. */
  quick: boolean;
  /** A PostgreSQL server on which databases may be created. */
  databaseUrl: string;
  /** Seeds every random choice of the run. */
  seed: number;
  /** Progress, one line at a time. */
  log: (line: string) => void;
}

export interface Bench {
  id: string;
  title: string;
  run(options: BenchOptions): Promise<Row[]>;
}

export type Verdict = 'pass' | 'fail' | 'void' | 'not taken' | '';

/** An A/A ratio outside these makes the ratio beside it worthless. */
export const SOUND_AA = { from: 0.97, to: 1.03 } as const;

/** True when the two identical sides of a run were close enough to trust the run. */
export function isSound(aa: number): boolean {
  return aa >= SOUND_AA.from && aa <= SOUND_AA.to;
}

/** What a row says of its bar: '' without one, `void` when the run was too noisy to say. */
export function verdictOf(row: Pick<Row, 'value' | 'bar' | 'aa'>): Verdict {
  if (row.value === null) return 'not taken';
  if (row.aa !== undefined && !isSound(row.aa)) return 'void';
  if (row.bar === undefined) return '';
  return row.value <= row.bar ? 'pass' : 'fail';
}
