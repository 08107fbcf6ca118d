import type { Tx } from '../platform/db.ts';
import { type HubspotRecord, RecordPage } from './answers.ts';
import { ASSOCIATION_BATCH_SIZE, searchObjects } from './api.ts';
import { advancePoll, type Cursor, cursorAfter, notePollProblem, pollFrom, readCursors, skipType } from './cursors.ts';
import { demand, HubspotTrouble } from './gateway.ts';
import { callOptions, readPage, type SyncDeps } from './import.ts';
import type { Install } from './installs.ts';
import { type ObjectSpec, propertiesOf } from './object-spec.ts';
import { writtenTypes } from './property-schema.ts';
import { saveRecords, TooMany, withAssociations } from './save-records.ts';
import { beginWalk, nextStep, type SearchWalk, walkQuery } from './search-walk.ts';
import { waitingWrites } from './write-store.ts';

/** Owners have no search; their short list is read again this often. */
const OWNERS_EVERY_MS = 60 * 60_000;
/** Polling steps back for an import or for writes under way, but no longer than this. */
const PATIENCE_MS = 5 * 60_000;

/**
 * Reads what changed since the last poll, every type whose import is done.
 * @throws HubspotTrouble when HubSpot cannot be asked now; the next poll looks back further.
 */
export async function pollPortal(portal: Install, specs: readonly ObjectSpec[], deps: SyncDeps, signal: AbortSignal): Promise<void> {
  const now = deps.now();
  const { cursors, writing } = await deps.db.withPortal(portal.portalId, async (tx) => ({
    cursors: await readCursors(tx),
    writing: await typesWritten(tx, portal, now),
  }));
  const fresh = (cursor: Cursor) => now.getTime() - cursor.updated_at.getTime() < PATIENCE_MS;
  // While the import runs, the portal's budget is the import's.
  if ([...cursors.values()].some((cursor) => cursor.phase === 'importing' && fresh(cursor))) return;
  for (const spec of specs) {
    const cursor = cursors.get(spec.type);
    if (cursor?.phase !== 'polling') continue;
    // Our own writes modify records: better to read them back once than after every batch.
    if (writing.has(spec.type) && fresh(cursor)) continue;
    await pollType(portal, spec, cursor, deps, signal);
  }
}

/** The types of which writes of ours wait to be sent. */
async function typesWritten(tx: Tx, { scopes }: Install, now: Date): Promise<Set<string>> {
  const written = new Set<string>();
  for (const type of writtenTypes(scopes)) if ((await waitingWrites(tx, type, now)).count > 0) written.add(type);
  return written;
}

async function pollType(portal: Install, spec: ObjectSpec, cursor: Cursor, deps: SyncDeps, signal: AbortSignal): Promise<void> {
  const { portalId } = portal;
  try {
    if (await leftAlone(portal, spec, cursor, deps)) return;
    if (spec.type === 'owners') await pollOwners(portal, spec, cursor, deps, signal);
    else await pollObjects(portal, spec, cursor, deps, signal);
  } catch (error) {
    if (error instanceof TooMany) {
      deps.log.warn({ portalId, objectType: spec.type, problem: error.message }, 'A kind of CRM record is not kept up to date');
      await deps.db.withPortal(portalId, (tx) => notePollProblem(tx, spec.type, error.message));
      return;
    }
    if (!(error instanceof HubspotTrouble) || error.reason !== 'scope-missing') throw error;
    deps.log.warn({ portalId, objectType: spec.type }, 'A kind of CRM record is no longer read: its scope is gone');
    await deps.db.withPortal(portalId, (tx) => skipType(tx, portalId, spec.type, 'scope-missing: refused by HubSpot', deps.now()));
  }
}

/** The cursor stays where it is, noted as looked after: nothing stands still. */
function stay(tx: Tx, spec: ObjectSpec, cursor: Cursor, deps: SyncDeps): Promise<void> {
  return advancePoll(tx, spec.type, cursor.cursor_at, deps.now());
}

/** True for a paused type, whose cursor stays so that resuming reads all that came meanwhile. */
async function leftAlone({ portalId }: Install, spec: ObjectSpec, cursor: Cursor, deps: SyncDeps): Promise<boolean> {
  if (spec.paused === undefined) return false;
  return deps.db.withPortal(portalId, async (tx) => {
    const paused = await spec.paused!(tx);
    if (paused) await stay(tx, spec, cursor, deps);
    return paused;
  });
}

async function pollOwners(portal: Install, spec: ObjectSpec, cursor: Cursor, deps: SyncDeps, signal: AbortSignal): Promise<void> {
  const startedAt = deps.now();
  if (startedAt.getTime() - cursor.cursor_at.getTime() < OWNERS_EVERY_MS) {
    await deps.db.withPortal(portal.portalId, (tx) => stay(tx, spec, cursor, deps));
    return;
  }
  let after: string | undefined;
  do {
    const page = await readPage(portal, spec, after, deps, signal);
    after = page.after;
    await saveRecords(portal, spec, page.records, deps, async (tx) => {
      if (after === undefined) await advancePoll(tx, spec.type, startedAt, deps.now());
    });
  } while (after !== undefined);
}

async function pollObjects(portal: Install, spec: ObjectSpec, cursor: Cursor, deps: SyncDeps, signal: AbortSignal): Promise<void> {
  const startedAt = deps.now();
  const options = callOptions(spec, deps, signal);
  let walk: SearchWalk | undefined = beginWalk(pollFrom(cursor));
  let waiting: HubspotRecord[] = [];
  while (walk !== undefined) {
    const query = walkQuery(walk, spec.modifiedProperty);
    const properties = [...new Set([...propertiesOf(spec, portal), spec.modifiedProperty])];
    const search = searchObjects(spec.type, { ...query, properties });
    const page: RecordPage = demand(await deps.gateway.call(portal.portalId, search, options), RecordPage);
    waiting.push(...page.results);
    walk = nextStep(walk, page.results, page.paging?.next?.after, spec.modifiedProperty);
    if (walk !== undefined && waiting.length + page.results.length <= ASSOCIATION_BATCH_SIZE) continue;
    const records = await withAssociations(portal, spec, waiting, deps, options);
    const ended = walk === undefined;
    await saveRecords(portal, spec, records, deps, async (tx) => {
      if (ended) await advancePoll(tx, spec.type, cursorAfter(cursor, startedAt), deps.now());
    });
    waiting = [];
  }
}
