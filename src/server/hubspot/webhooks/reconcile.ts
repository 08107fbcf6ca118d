import { BATCH_SIZE } from '../api.ts';
import { readCursors } from '../cursors.ts';
import { callOptions, readPage, type SyncDeps } from '../import.ts';
import type { Install } from '../installs.ts';
import type { ObjectSpec } from '../object-spec.ts';
import { saveRecords } from '../save-records.ts';
import { refreshRecords } from './follow.ts';

/** How many kept ids are compared at a time. */
const COMPARED = 5_000;

export interface Reconciled {
  /** Records that HubSpot listed. */
  listed: number;
  /** Kept as living and not listed: asked for by id, and archived where they are gone. */
  missing: number;
}

/**
 * Compares the copy with HubSpot, record by record, and mends it: what no webhook and no poll told (deliveries that were
 * lost, deletions, links that moved without changing the record). One call a hundred records, and one a hundred that are
 * missing; nothing is archived on the list's word alone.
 * @throws HubspotTrouble when HubSpot cannot be asked now; what was mended stays.
 */
export async function reconcilePortal(portal: Install, specs: readonly ObjectSpec[], deps: SyncDeps, signal: AbortSignal): Promise<Reconciled> {
  const cursors = await deps.db.withPortal(portal.portalId, readCursors);
  const total: Reconciled = { listed: 0, missing: 0 };
  for (const spec of specs) {
    if (cursors.get(spec.type)?.phase !== 'polling' || spec.livingIds === undefined) continue;
    const { listed, missing } = await reconcileType(portal, spec, deps, signal);
    total.listed += listed;
    total.missing += missing;
  }
  return total;
}

async function reconcileType(portal: Install, spec: ObjectSpec, deps: SyncDeps, signal: AbortSignal): Promise<Reconciled> {
  const seen = new Set<number>();
  let after: string | undefined;
  do {
    signal.throwIfAborted();
    const page = await readPage(portal, spec, after, deps, signal);
    after = page.after;
    for (const record of page.records) seen.add(Number(record.id));
    await saveRecords(portal, spec, page.records, deps, async () => undefined);
  } while (after !== undefined);
  const missing = await notSeen(portal, spec, seen, deps);
  const options = callOptions(spec, deps, signal);
  for (let i = 0; i < missing.length; i += BATCH_SIZE) await refreshRecords(portal, spec, missing.slice(i, i + BATCH_SIZE), deps, options);
  return { listed: seen.size, missing: missing.length };
}

async function notSeen({ portalId }: Install, spec: ObjectSpec, seen: ReadonlySet<number>, deps: SyncDeps): Promise<number[]> {
  const missing: number[] = [];
  let after: number | undefined = 0;
  while (after !== undefined) {
    const from: number = after;
    const page: number[] = await deps.db.withPortal(portalId, (tx) => spec.livingIds!(tx, from, COMPARED));
    missing.push(...page.filter((id) => !seen.has(id)));
    after = page.length < COMPARED ? undefined : page.at(-1);
  }
  return missing;
}
