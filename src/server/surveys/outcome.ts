import type { Answer } from './answer.ts';

/** What becomes of a row. duplicate: said already; stale: something newer is known; superseded: by a later row of the same batch. */
export type Outcome = 'created' | 'updated' | 'duplicate' | 'stale' | 'superseded';

/** The content of an answer, by which a repetition is told from a change, and the clocks that order its versions. */
export interface Version {
  externalId: string;
  content: string;
  /** The source's clock of the last change, epoch milliseconds. */
  updatedAt: number;
  /** When its delivery came in, epoch milliseconds; the same when the delivery is run again. */
  receivedAt: number;
}

export interface Decision {
  row: number;
  outcome: Outcome;
}

/** True when `next` may replace `stored`: the source's clock decides, then the arrival of the delivery. */
function supersedes(next: Version, stored: Version): boolean {
  if (next.updatedAt !== stored.updatedAt) return next.updatedAt > stored.updatedAt;
  return next.receivedAt >= stored.receivedAt;
}

/** What the respondent said, of what and when, in one text (name and role may come from the CRM, so they are left out). */
export function contentOf(answer: Pick<Answer, 'type' | 'kind' | 'score' | 'scaleMin' | 'scaleMax' | 'comment' | 'answeredAt' | 'surveyId' | 'surveyName' | 'touchpoint' | 'channel' | 'respondentKey'>): string {
  return JSON.stringify([
    answer.type, answer.kind, answer.score, answer.scaleMin, answer.scaleMax, answer.comment, answer.answeredAt.getTime(), answer.surveyId,
    answer.surveyName, answer.touchpoint, answer.channel, answer.respondentKey,
  ]);
}

/**
 * Decides a batch against what is stored: which rows are written (at most one for each external id) and what becomes of
 * every row. The same rows in any order, at any time, in any grouping leave the same versions.
 */
export function decideBatch<Row extends { version: Version; row: number }>(
  rows: readonly Row[],
  stored: ReadonlyMap<string, Version>,
): { write: Row[]; decisions: Decision[] } {
  const newest = new Map<string, Row>();
  const decisions: Decision[] = [];
  for (const row of rows) {
    const rival = newest.get(row.version.externalId);
    if (rival === undefined) {
      newest.set(row.version.externalId, row);
    } else if (rival.version.content === row.version.content && rival.version.updatedAt === row.version.updatedAt) {
      decisions.push({ row: row.row, outcome: 'duplicate' });
    } else {
      const wins = supersedes(row.version, rival.version);
      decisions.push({ row: (wins ? rival : row).row, outcome: 'superseded' });
      if (wins) newest.set(row.version.externalId, row);
    }
  }
  const write: Row[] = [];
  for (const row of newest.values()) {
    const outcome = outcomeOf(row.version, stored.get(row.version.externalId));
    decisions.push({ row: row.row, outcome });
    // A repetition with a newer clock is written, too: its clock keeps out what came between.
    if (outcome !== 'stale') write.push(row);
  }
  return { write, decisions: decisions.sort((a, b) => a.row - b.row) };
}

function outcomeOf(next: Version, stored: Version | undefined): Outcome {
  if (stored === undefined) return 'created';
  if (next.content === stored.content) return 'duplicate';
  return supersedes(next, stored) ? 'updated' : 'stale';
}
