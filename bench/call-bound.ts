/** Records of a list page and of a batch, as HubSpot allows at most. */
const PAGE = 100;
/** Ids that one association read may ask for. */
const ASSOCIATION_IDS = 1_000;
/** What an import may spend besides records: tokens, account information, properties, groups, pipelines, last pages. */
const OVERHEAD = 25;

export interface ImportSize {
  /** Records of each object type that is read. */
  reads: Readonly<Record<string, number>>;
  /** Ids asked of each association pair that does not come with the list itself. */
  associationReads: Readonly<Record<string, number>>;
  changedScores: number;
}

export interface BoundTerm {
  name: string;
  calls: number;
}

/**
 * The least HubSpot calls that a first import with scores written back can take: full pages, full batches, nothing asked
 * twice, and a fixed allowance. The limits are HubSpot's: 100 records a page or batch, 1,000 ids an association read.
 */
export function callBound(size: ImportSize): { terms: BoundTerm[]; total: number } {
  const terms = [
    ...Object.entries(size.reads).map(([name, n]) => ({ name: `list ${name}`, calls: Math.ceil(n / PAGE) })),
    ...Object.entries(size.associationReads).map(([name, n]) => ({ name: `associations ${name}`, calls: Math.ceil(n / ASSOCIATION_IDS) })),
    { name: 'write scores', calls: Math.ceil(size.changedScores / PAGE) },
    { name: 'allowance', calls: OVERHEAD },
  ];
  return { terms, total: terms.reduce((sum, term) => sum + term.calls, 0) };
}

/** The most of these instants (ms, any order) that lie in one window of `windowMs`, wherever it begins; its end is not part of it. */
export function mostInWindow(instants: readonly number[], windowMs: number): number {
  const sorted = [...instants].sort((a, b) => a - b);
  let first = 0;
  let most = 0;
  sorted.forEach((instant, last) => {
    while (instant - sorted[first]! >= windowMs) first += 1;
    most = Math.max(most, last - first + 1);
  });
  return most;
}
