import type { DraftCause } from '../../../extensions/contracts/causes.ts';
import { shortId, uuid } from '../lib/uuid.ts';
import type { Tx } from '../platform/db.ts';
import { type Cause, type Finder, finderOf } from './lexicon.ts';
import { lexiconFault, type LexiconFault } from './lexicon-fault.ts';
import { beginReading, findLexicon, keepReading, type Lexicon, lockLexicon, saveLexicon } from './lexicon-store.ts';
import type { CauseDeps, Comment } from './questions.ts';
import { decideTag, keepFound } from './tag-store.ts';

/** Reads an account's answers anew, page by page. */
export const READ_JOB = 'causes.read';
/** A year, and the same month of the year before to compare with. */
const READ_DAYS = 400;
const PAGE = 500;

const sinceOf = (now: Date) => new Date(now.getTime() - READ_DAYS * 86_400_000);

/** Marks the answers of these companies with what the account's causes find in their words. */
export function tagCompanies(deps: CauseDeps, { portalId, companyIds }: { portalId: number; companyIds: readonly number[] }): Promise<void> {
  const now = deps.now();
  return deps.db.withPortal(portalId, async (tx) => {
    const lexicon = await lockLexicon(tx, portalId, now);
    await tag(tx, portalId, deps.finders(portalId, lexicon), await deps.comments.ofCompanies(tx, { companyIds, since: sinceOf(now) }), now);
  });
}

async function tag(tx: Tx, portalId: number, find: Finder, comments: readonly Comment[], now: Date): Promise<void> {
  const found = comments.flatMap(({ answerId, text }) => (text === null ? [] : find(text).map(({ causeId }) => ({ answerId, causeId }))));
  await keepFound(tx, portalId, comments.map(({ answerId }) => answerId), found, now);
}

/** Accounts whose answers were never read, or with other causes of Baton's, are read; a reading that nobody goes on with goes on. */
export async function lookForReadings(deps: CauseDeps, signal: AbortSignal): Promise<void> {
  for (const { portalId } of await deps.activePortals()) {
    if (signal.aborted) return;
    await beginAt(deps, portalId);
  }
}

/** The same for one account, such as one whose answers have just been imported. */
export function beginAt(deps: CauseDeps, portalId: number): Promise<void> {
  return deps.db.withPortal(portalId, async (tx) => {
    const { outdated, reading } = await findLexicon(tx);
    if (outdated) await readAnew(tx, deps, portalId);
    else if (reading !== null) await deps.enqueue(tx, READ_JOB, [{ portalId }]);
  });
}

/** All answers of the account are to be read anew. */
async function readAnew(tx: Tx, deps: CauseDeps, portalId: number): Promise<void> {
  const now = deps.now();
  await lockLexicon(tx, portalId, now);
  await beginReading(tx, await deps.comments.count(tx, sinceOf(now)));
  await deps.enqueue(tx, READ_JOB, [{ portalId }]);
}

/** Goes on with a reading, a transaction a page, to its end; two at once share the pages. @throws when the signal is aborted. */
export async function readOn(deps: CauseDeps, portalId: number, signal: AbortSignal): Promise<void> {
  for (let more = true; more; ) {
    signal.throwIfAborted();
    more = await deps.db.withPortal(portalId, async (tx) => {
      const now = deps.now();
      const lexicon = await lockLexicon(tx, portalId, now);
      const { reading } = lexicon;
      if (reading === null) return false;
      const page = await deps.comments.page(tx, { after: reading.after, since: sinceOf(now), limit: PAGE });
      await tag(tx, portalId, deps.finders(portalId, lexicon), page, now);
      const ends = page.length < PAGE;
      await keepReading(tx, ends ? null : { after: page.at(-1)!.answerId, read: reading.read + page.length, of: reading.of }, now);
      return !ends;
    });
  }
}

/** Keeps an account's causes over the revision that the chooser saw, and has its answers read with them. */
export async function saveCauses(
  tx: Tx, deps: CauseDeps, portalId: number, { causes: drafts, revision }: { causes: readonly DraftCause[]; revision: number },
): Promise<{ ok: true; before: Lexicon; causes: readonly Cause[]; revision: number } | { ok: false; fault: LexiconFault | 'changed' }> {
  const now = deps.now();
  const before = await lockLexicon(tx, portalId, now);
  if (before.revision !== revision) return { ok: false, fault: 'changed' };
  const fault = lexiconFault(drafts, before.causes);
  if (fault !== undefined) return { ok: false, fault };
  const causes = withIds(drafts, () => shortId(uuid(deps.randomBytes(16))));
  const saved = await saveLexicon(tx, causes, now);
  await readAnew(tx, deps, portalId);
  return { ok: true, before, causes, revision: saved };
}

/** New causes get ids of their own. */
function withIds(drafts: readonly DraftCause[], newId: () => string): Cause[] {
  return drafts.map(({ id, name, terms, archived }) => ({ id: id ?? newId(), name, terms, archived }));
}

/** What a text would be about by these causes, and how many of the last answers with words would be, before and after. */
export async function tryCauses(tx: Tx, deps: CauseDeps, portalId: number, { causes: drafts, text, last }: { causes: readonly DraftCause[]; text: string; last: number }) {
  const lexicon = await findLexicon(tx);
  const fault = lexiconFault(drafts, lexicon.causes);
  if (fault !== undefined) return { ok: false as const, fault };
  let added = 0;
  const drafted = withIds(drafts, () => `new-${(added += 1)}`);
  const [now, then] = [deps.finders(portalId, lexicon), finderOf(drafted)];
  const texts = await deps.comments.newest(tx, last);
  const count = (find: Finder) => {
    const counts = new Map<string, number>();
    for (const one of texts) for (const { causeId } of find(one)) counts.set(causeId, (counts.get(causeId) ?? 0) + 1);
    return counts;
  };
  return { ok: true as const, causes: drafted, found: then(text), comments: texts.length, before: count(now), after: count(then) };
}

/** A person puts a cause on an answer, or takes it off. @returns undefined where there is no such answer or cause. */
export async function tagByHand(tx: Tx, deps: CauseDeps, portalId: number, asked: { answerId: string; causeId: string; on: boolean; userId: number }): Promise<{ companyId: number | null; before: boolean } | undefined> {
  const companyId = await deps.comments.companyOf(tx, asked.answerId);
  const { causes } = await findLexicon(tx);
  if (companyId === undefined || !causes.some(({ id, archived }) => id === asked.causeId && !archived)) return undefined;
  return { companyId, before: await decideTag(tx, portalId, asked, { userId: asked.userId, now: deps.now() }) };
}
