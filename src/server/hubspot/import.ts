import type { Deps } from '../platform/deps.ts';
import { OwnerPage, RecordPage, type HubspotRecord } from './answers.ts';
import { listObjects, listOwners, searchObjects } from './api.ts';
import { advanceImport, beginImport, type Cursor, readCursors, skipType } from './cursors.ts';
import { type CallOptions, demand, type Gateway, HubspotTrouble } from './gateway.ts';
import type { Install } from './installs.ts';
import { type ObjectSpec, propertiesOf } from './object-spec.ts';
import { withoutDeleted } from './webhooks/event-store.ts';

export type SyncDeps = Pick<Deps, 'db' | 'now' | 'log' | 'record'> & {
  gateway: Gateway;
  /** Scopes whose absence pauses a portal; a type that needs others is only skipped. */
  requiredScopes: readonly string[];
};

/** A page of any type, owners included, in one shape. */
export interface Page {
  records: HubspotRecord[];
  after: string | undefined;
}

/**
 * Reads everything once, all types at the same time because each is a chain of pages; goes on where it was interrupted.
 * Types that were already read stay with the polling.
 * @throws HubspotTrouble when HubSpot cannot be asked now; what was read is kept.
 */
export async function importPortal(portal: Install, specs: readonly ObjectSpec[], deps: SyncDeps, signal: AbortSignal): Promise<void> {
  const cursors = await deps.db.withPortal(portal.portalId, readCursors);
  const outcomes = await Promise.allSettled(specs.map((spec) => importType(portal, spec, cursors.get(spec.type), deps, signal)));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

async function importType(portal: Install, spec: ObjectSpec, cursor: Cursor | undefined, deps: SyncDeps, signal: AbortSignal): Promise<void> {
  const missing = spec.requires.filter((scope) => !portal.scopes.includes(scope));
  if (missing.length > 0) return skip(portal, spec, `scope-missing: ${missing.join(' ')}`, deps);
  if (cursor?.phase === 'polling') return;
  try {
    const after = cursor?.phase === 'importing' ? (cursor.after ?? undefined) : undefined;
    if (cursor?.phase !== 'importing' && !(await begin(portal, spec, deps, signal))) return;
    await readPages(portal, spec, after, deps, signal);
  } catch (error) {
    if (!(error instanceof HubspotTrouble) || error.reason !== 'scope-missing' || pausesPortal(spec, deps)) throw error;
    await skip(portal, spec, 'scope-missing: refused by HubSpot', deps);
  }
}

/** Asks how many there are, for progress and for the engine's limit. @returns false when there are too many. */
async function begin(portal: Install, spec: ObjectSpec, deps: SyncDeps, signal: AbortSignal): Promise<boolean> {
  const total = spec.type === 'owners' ? null : await countRecords(portal, spec, deps, signal);
  if (spec.most !== undefined && (total ?? 0) > spec.most.count) {
    await skip(portal, spec, `too-many: ${total} of at most ${spec.most.count}. ${spec.most.cure}`, deps);
    return false;
  }
  await deps.db.withPortal(portal.portalId, (tx) => beginImport(tx, portal.portalId, spec.type, deps.now(), total));
  return true;
}

async function countRecords(portal: Install, spec: ObjectSpec, deps: SyncDeps, signal: AbortSignal): Promise<number | null> {
  const search = searchObjects(spec.type, { filters: [], properties: [], sort: spec.modifiedProperty, limit: 1 });
  const page = demand(await deps.gateway.call(portal.portalId, search, callOptions(spec, deps, signal)), RecordPage);
  return page.total ?? null;
}

async function readPages(portal: Install, spec: ObjectSpec, from: string | undefined, deps: SyncDeps, signal: AbortSignal): Promise<void> {
  let after = from;
  do {
    const page = await readPage(portal, spec, after, deps, signal);
    after = page.after;
    await deps.db.withPortal(portal.portalId, async (tx) => {
      const now = deps.now();
      const { living } = await withoutDeleted(tx, spec.type, page.records, now);
      await spec.save(tx, portal.portalId, living, now, portal);
      await advanceImport(tx, spec.type, { after: after ?? null, saved: page.records.length, now });
    });
  } while (after !== undefined);
}

/** One page of a type's list. */
export async function readPage(portal: Install, spec: ObjectSpec, after: string | undefined, deps: SyncDeps, signal: AbortSignal): Promise<Page> {
  const options = callOptions(spec, deps, signal);
  if (spec.type === 'owners') {
    const page = demand(await deps.gateway.call(portal.portalId, listOwners(after), options), OwnerPage);
    return { records: page.results.map(ownerRecord), after: page.paging?.next?.after };
  }
  const list = listObjects(spec.type, { properties: propertiesOf(spec, portal), associations: spec.associations, after });
  const page = demand(await deps.gateway.call(portal.portalId, list, options), RecordPage);
  return { records: page.results, after: page.paging?.next?.after };
}

function ownerRecord(owner: OwnerPage['results'][number]): HubspotRecord {
  const { id, email, firstName, lastName, userId, createdAt, updatedAt, archived } = owner;
  const properties = { email: email ?? null, firstName: firstName ?? null, lastName: lastName ?? null, userId: userId == null ? null : String(userId) };
  return { id, properties, createdAt, updatedAt, archived };
}

/** Background calls; a refusal pauses the portal only where every account must grant what is asked for. */
export function callOptions(spec: ObjectSpec, deps: SyncDeps, signal: AbortSignal): CallOptions {
  return { lane: 'background', onForbidden: pausesPortal(spec, deps) ? 'pause' : 'tell', signal };
}

function pausesPortal(spec: ObjectSpec, deps: SyncDeps): boolean {
  return spec.requires.every((scope) => deps.requiredScopes.includes(scope));
}

async function skip(portal: Install, spec: ObjectSpec, problem: string, deps: SyncDeps): Promise<void> {
  deps.log.warn({ portalId: portal.portalId, objectType: spec.type, problem }, 'A kind of CRM record is not read');
  await deps.db.withPortal(portal.portalId, (tx) => skipType(tx, portal.portalId, spec.type, problem, deps.now()));
}
