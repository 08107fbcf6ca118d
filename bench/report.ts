import { arch, cpus, platform, totalmem } from 'node:os';
import { type Row, type Verdict, verdictOf } from './bench.ts';

/** The JSON document of a run; bench/README.md describes its keys. */
export interface Report {
  at: string;
  quick: boolean;
  seed: number;
  machine: { platform: string; cpu: string; cores: number; memoryGigabytes: number; node: string };
  rows: (Row & { verdict: Verdict })[];
  /** True when no row with a bar failed, was void or could not be taken. */
  ok: boolean;
}

/** Judges every row against its bar, and says where and how the run was made. */
export function reportOf(rows: readonly Row[], run: { at: Date; quick: boolean; seed: number }): Report {
  const judged = rows.map((row) => ({ ...row, verdict: verdictOf(row) }));
  return {
    at: run.at.toISOString(),
    quick: run.quick,
    seed: run.seed,
    machine: {
      platform: `${platform()} ${arch()}`,
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memoryGigabytes: Math.round(totalmem() / 2 ** 30),
      node: process.version,
    },
    rows: judged,
    ok: judged.every((row) => row.bar === undefined || row.verdict === 'pass'),
  };
}

const HEADINGS = ['figure', 'value', 'bar', 'verdict', 'A/A', 'note'] as const;

/** The rows as an aligned table; notes stand last and are not padded. */
export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map((row) => [
    row.title,
    row.value === null ? '-' : `${written(row.value, row.unit)} ${row.unit === 'ratio' ? '' : row.unit}`.trim(),
    row.bar === undefined ? '' : written(row.bar, row.unit),
    verdictOf(row),
    row.aa === undefined ? '' : row.aa.toFixed(3),
    row.note ?? '',
  ]);
  const widths = HEADINGS.map((heading, column) => Math.max(heading.length, ...lines.map((line) => line[column]!.length)));
  return [[...HEADINGS], ...lines]
    .map((line) => line.map((cell, column) => (column === line.length - 1 ? cell : cell.padEnd(widths[column]!))).join('  ').trimEnd())
    .join('\n');
}

function written(value: number, unit: Row['unit']): string {
  if (unit === 'ratio') return value.toFixed(3);
  if (unit === 'ms') return value < 10 ? value.toFixed(2) : value.toFixed(0);
  return String(Math.round(value));
}
