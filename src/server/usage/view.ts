import type { Outcome } from './outcome.ts';

/** What became of a bulk, row by row. */
export interface Report {
  /** Events in the body. */
  rows: number;
  recorded: number;
  unchanged: number;
  older: number;
  duplicate: number;
  waiting: number;
  invalid: number;
  results: { row: number; outcome: Outcome | 'invalid'; error?: string }[];
}

/** Counts and lists the outcomes in the order of the rows. */
export function reportOf(rows: readonly number[], outcomes: ReadonlyMap<number, Outcome>, faults: ReadonlyMap<number, string>): Report {
  const report: Report = { rows: rows.length, recorded: 0, unchanged: 0, older: 0, duplicate: 0, waiting: 0, invalid: 0, results: [] };
  for (const row of rows) {
    const error = faults.get(row);
    const outcome = error === undefined ? outcomes.get(row)! : 'invalid';
    report[outcome] += 1;
    report.results.push(error === undefined ? { row, outcome } : { row, outcome, error });
  }
  return report;
}
