import type { DecidedAnswer, DismissReason, FoundCompanies, HomeDecided, HomeReview, ReviewAnswer, ReviewCompany } from '../../../extensions/contracts/review.ts';
import type { Role } from '../../../extensions/contracts/role.ts';
import type { ReviewDecision, ReviewedAnswer, ReviewPlace, WaitingAnswer } from './questions.ts';
import type { FoundCompany } from './store.ts';
import type { RecordUrl } from './view.ts';

const LONGEST_COMMENT = 1000;
const MOST_CANDIDATES = 50;

interface Around {
  limit: number;
  /** Of living companies, by id. */
  names: ReadonlyMap<number, string | null>;
  recordUrl: RecordUrl;
  now: Date;
}

/** The review queue: `rows` holds one more than `limit` where there are others. */
export function reviewView(rows: readonly WaitingAnswer[], around: Around & { waiting: number; unmatched: number }): HomeReview {
  const { limit, waiting, unmatched, names, now } = around;
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    ok: true,
    asOf: now.toISOString(),
    waiting,
    unmatched,
    answers: shown.map((answer): ReviewAnswer => ({
      ...reviewed(answer),
      candidates: answer.candidates
        .filter((companyId) => names.has(companyId))
        .slice(0, MOST_CANDIDATES)
        .map((companyId) => companyOf(companyId, around)),
    })),
    next: rows.length > limit && last ? markOf({ at: last.answeredAt, answerId: last.answerId }) : null,
  };
}

/** What people decided: `rows` holds one more than `limit` where there are others. */
export function decidedView(rows: readonly (ReviewedAnswer & ReviewDecision)[], around: Around & { users: ReadonlyMap<number, string>; reader: { userId: number; role: Role } }): HomeDecided {
  const { limit, users, reader, now } = around;
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    ok: true,
    asOf: now.toISOString(),
    answers: shown.map((answer): DecidedAnswer => ({
      ...reviewed(answer),
      company: answer.companyId === null ? null : companyOf(answer.companyId, around),
      reason: answer.dismissedFor as DismissReason | null,
      decidedAt: answer.decidedAt.toISOString(),
      userId: String(answer.decidedBy),
      who: users.get(answer.decidedBy)?.slice(0, 300) ?? null,
      mayUndo: mayUndoOthers(reader.role) || answer.decidedBy === reader.userId,
    })),
    next: rows.length > limit && last ? markOf({ at: last.decidedAt, answerId: last.answerId }) : null,
  };
}

/** Who may take back what someone else decided. */
export function mayUndoOthers(role: Role): boolean {
  return role !== 'rep';
}

/** Companies found by name or domain. */
export function foundView(found: readonly FoundCompany[], recordUrl: RecordUrl): FoundCompanies {
  const companies = found.map(({ companyId, name, domain }) => ({ ...companyOf(companyId, { names: new Map([[companyId, name]]), recordUrl }), domain: domain?.slice(0, 300) ?? null }));
  return { ok: true, companies };
}

function companyOf(companyId: number, { names, recordUrl }: Pick<Around, 'names' | 'recordUrl'>): ReviewCompany {
  return { id: String(companyId), name: names.get(companyId)?.slice(0, 500) ?? null, recordUrl: recordUrl(companyId) };
}

function reviewed({ answerId, type, score, scaleMin, scaleMax, person, comment, answeredAt, sourceName }: ReviewedAnswer) {
  return {
    id: answerId,
    type,
    score,
    scale: [scaleMin, scaleMax] as [number, number],
    person: person?.slice(0, 320) ?? null,
    comment: comment?.slice(0, LONGEST_COMMENT) ?? null,
    answeredAt: answeredAt.toISOString(),
    source: sourceName.slice(0, 100),
  };
}

/** A place in a list as the page hands it back. */
function markOf({ at, answerId }: ReviewPlace): string {
  return `${at.getTime()}:${answerId}`;
}

/** Reads a mark; '' is the beginning. */
export function placeOf(mark: string): ReviewPlace | null {
  if (mark === '') return null;
  const [at, answerId] = mark.split(':');
  return { at: new Date(Number(at)), answerId: answerId! };
}
