import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { Problem } from './answer.ts';
import type { Decision } from './outcome.ts';
import { type Saying, saying, tell } from './wording.ts';

/** What became of a delivery, row by row. Lines are those of the file (or positions in the list), as ranges: "2-10,12". */
export interface Report {
  dryRun: boolean;
  rows: number;
  created: number;
  updated: number;
  duplicate: number;
  skipped: number;
  error: number;
  /** Surveys delivered, answered or not. */
  invitations: number;
  matched: number;
  review: number;
  unmatched: number;
  lines: { created: string; updated: string; duplicate: string; skipped: string; error: string };
  /** The first 500, by line; skipped rows that are merely blank are not listed. */
  problems: (Saying & { line: number; severity: Problem['severity'] })[];
  problemsOmitted: number;
}

/** How many problems a report lists. */
const LISTED = 500;

/** Puts a report together; every row appears under exactly one outcome. */
export function buildReport(facts: {
  dryRun: boolean;
  rows: number;
  problems: readonly Problem[];
  decisions: readonly Decision[];
  invitations: number;
  matches: { matched: number; review: number; unmatched: number };
}): Report {
  const lines = { created: [] as number[], updated: [] as number[], duplicate: [] as number[], skipped: [] as number[], error: [] as number[] };
  const problems = [...facts.problems];
  for (const { row, outcome } of facts.decisions) {
    if (outcome === 'stale' || outcome === 'superseded') {
      lines.skipped.push(row);
      problems.push({ row, severity: 'skipped', ...saying(outcome) });
    } else {
      lines[outcome].push(row);
    }
  }
  for (const { row, severity } of facts.problems) {
    if (severity === 'error') lines.error.push(row);
    if (severity === 'skipped') lines.skipped.push(row);
  }
  const listed = problems.filter((problem) => problem.code !== 'blank').sort((a, b) => a.row - b.row);
  return {
    dryRun: facts.dryRun,
    rows: facts.rows,
    created: lines.created.length,
    updated: lines.updated.length,
    duplicate: lines.duplicate.length,
    skipped: lines.skipped.length,
    error: lines.error.length,
    invitations: facts.invitations,
    ...facts.matches,
    lines: {
      created: ranges(lines.created),
      updated: ranges(lines.updated),
      duplicate: ranges(lines.duplicate),
      skipped: ranges(lines.skipped),
      error: ranges(lines.error),
    },
    problems: listed.slice(0, LISTED).map(({ row, ...said }) => ({ line: row, ...said })),
    problemsOmitted: Math.max(0, listed.length - LISTED),
  };
}

/** A report as it is read in one language. */
export function tellReport(report: Report, language: Language) {
  const problems = report.problems.map(({ line, severity, ...said }) => ({ line, severity, code: said.code, message: tell(said, language) }));
  return { ...report, problems };
}

/** Numbers as ascending ranges: [4, 2, 3, 9] is "2-4,9". */
export function ranges(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let at = 0; at < sorted.length; ) {
    let end = at;
    while (sorted[end + 1] === sorted[end]! + 1) end++;
    parts.push(end === at ? `${sorted[at]}` : `${sorted[at]}-${sorted[end]}`);
    at = end + 1;
  }
  return parts.join(',');
}
