import type { HomeCompanies } from '../../../extensions/contracts/home.ts';
import type { BandCounts } from '../../../extensions/contracts/settings.ts';
import type { ListedCompany, ListedOwner, ListPlace } from './store.ts';

/** The address of a company's record. */
export type RecordUrl = (companyId: number) => string;

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
function listMark({ score, companyId }: ListPlace): string {
  return `${score}:${companyId}`;
}

/** Reads a mark of the list; '' is the beginning. */
export function listPlace(mark: string): ListPlace | null {
  if (mark === '') return null;
  const [score, companyId] = mark.split(':');
  return { score: Number(score), companyId: Number(companyId) };
}
