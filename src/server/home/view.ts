import type { HomeCompanies, HomeReview } from '../../../extensions/contracts/home.ts';
import type { BandCounts } from '../../../extensions/contracts/settings.ts';
import type { QueuePlace, WaitingAnswer } from './questions.ts';
import type { ListedCompany, ListedOwner, ListPlace } from './store.ts';

type RecordUrl = (companyId: number) => string;

const LONGEST_COMMENT = 1000;
const MOST_CANDIDATES = 50;

/** The list of companies: `rows` holds one more than `limit` where there are others. */
export function companiesView(rows: readonly ListedCompany[], around: { limit: number; bands: BandCounts; owners: readonly ListedOwner[]; recordUrl: RecordUrl; now: Date }): HomeCompanies {
  const { limit, bands, owners, recordUrl, now } = around;
  const shown = rows.slice(0, limit);
  return {
    ok: true,
    asOf: now.toISOString(),
    bands,
    owners: owners.map(({ ownerId, name, companies }) => ({ id: ownerId === null ? 'none' : String(ownerId), name: name?.slice(0, 300) ?? null, companies })),
    companies: shown.map(({ companyId, name, owner, ...row }) => ({ id: String(companyId), name: name?.slice(0, 500) ?? null, recordUrl: recordUrl(companyId), owner: owner?.slice(0, 300) ?? null, ...row })),
    next: rows.length > limit ? listMark(shown.at(-1)!) : null,
  };
}

/** A place in the list as the page hands it back. */
export function listMark({ score, companyId }: ListPlace): string {
  return `${score}:${companyId}`;
}

/** Reads a mark of the list; '' is the beginning. */
export function listPlace(mark: string): ListPlace | null {
  if (mark === '') return null;
  const [score, companyId] = mark.split(':');
  return { score: Number(score), companyId: Number(companyId) };
}

/** The review queue: `rows` holds one more than `limit` where there are others. */
export function reviewView(rows: readonly WaitingAnswer[], around: { limit: number; waiting: number; names: ReadonlyMap<number, string | null>; recordUrl: RecordUrl; now: Date }): HomeReview {
  const { limit, waiting, names, recordUrl, now } = around;
  const shown = rows.slice(0, limit);
  return {
    ok: true,
    asOf: now.toISOString(),
    waiting,
    answers: shown.map(({ answerId, type, score, scaleMin, scaleMax, person, comment, answeredAt, sourceName, candidates }) => ({
      id: answerId,
      type,
      score,
      scale: [scaleMin, scaleMax],
      person: person?.slice(0, 320) ?? null,
      comment: comment?.slice(0, LONGEST_COMMENT) ?? null,
      answeredAt: answeredAt.toISOString(),
      source: sourceName.slice(0, 100),
      candidates: candidates
        .filter((companyId) => names.has(companyId))
        .slice(0, MOST_CANDIDATES)
        .map((companyId) => ({ id: String(companyId), name: names.get(companyId)?.slice(0, 500) ?? null, recordUrl: recordUrl(companyId) })),
    })),
    next: rows.length > limit ? queueMark(shown.at(-1)!) : null,
  };
}

/** A place in the queue as the page hands it back. */
export function queueMark({ answeredAt, answerId }: QueuePlace): string {
  return `${answeredAt.getTime()}:${answerId}`;
}

/** Reads a mark of the queue; '' is the beginning. */
export function queuePlace(mark: string): QueuePlace | null {
  if (mark === '') return null;
  const [answeredAt, answerId] = mark.split(':');
  return { answeredAt: new Date(Number(answeredAt)), answerId: answerId! };
}
