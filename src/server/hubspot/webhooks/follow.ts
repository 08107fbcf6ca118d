import { isDataFault } from '../../platform/errors.ts';
import { type HubspotRecord, RecordPage } from '../answers.ts';
import { BATCH_SIZE, readObjects } from '../api.ts';
import { readCursors } from '../cursors.ts';
import { type CallOptions, demand, HubspotTrouble } from '../gateway.ts';
import { callOptions, type SyncDeps } from '../import.ts';
import type { Install } from '../installs.ts';
import { type ObjectSpec, propertiesOf } from '../object-spec.ts';
import { announceTouched, saveRecords, TooMany, withAssociations } from '../save-records.ts';
import { finishEvents, noteEventProblem, type WaitingEvent, waitingEvents, withoutDeleted } from './event-store.ts';
import { recordsToLookAt } from './standing.ts';

/** Events of one round: a storm of imports becomes few calls, because each record is read once a round. */
const ROUND = 2_000;
const REFUSED = 'The database does not take what HubSpot holds of this record.';

export type FollowDeps = SyncDeps & {
  specs: readonly ObjectSpec[];
  /** Erases a person everywhere, for good; known or not. */
  erase: (portalId: number, contactId: number) => Promise<void>;
};

/**
 * Follows the events that wait in this account: HubSpot is asked how the records stand now, so that neither the order nor
 * the number of events matters.
 * @throws HubspotTrouble when HubSpot cannot be asked now; the events wait on.
 */
export async function followEvents(portal: Install, deps: FollowDeps, signal: AbortSignal): Promise<void> {
  const { portalId } = portal;
  for (;;) {
    signal.throwIfAborted();
    const events = await deps.db.withPortal(portalId, (tx) => waitingEvents(tx, ROUND));
    if (events.length === 0) return;
    const erased = new Set(events.filter((event) => event.kind === 'erase').flatMap((event) => event.objectIds));
    for (const contactId of erased) await deps.erase(portalId, contactId);
    await lookAgain(portal, events.filter((event) => event.kind !== 'erase'), deps, signal);
    await deps.db.withPortal(portalId, (tx) => finishEvents(tx, events.map((event) => event.key), deps.now()));
  }
}

async function lookAgain(portal: Install, events: readonly WaitingEvent[], deps: FollowDeps, signal: AbortSignal): Promise<void> {
  const wanted = recordsToLookAt<string>(events);
  const cursors = await deps.db.withPortal(portal.portalId, readCursors);
  for (const spec of deps.specs) {
    const ids = wanted.get(spec.type) ?? [];
    const phase = cursors.get(spec.type)?.phase;
    // A type that is not read yet will be read as it is then; one that is skipped, is skipped.
    if (phase === undefined || phase === 'skipped') continue;
    for (let i = 0; i < ids.length; i += BATCH_SIZE) await refreshRecords(portal, spec, ids.slice(i, i + BATCH_SIZE), deps, optionsOf(spec, ids, deps, signal));
  }
}

/** A person has changed something and looks at the card; an import of thousands has time. */
function optionsOf(spec: ObjectSpec, ids: readonly number[], deps: SyncDeps, signal: AbortSignal): CallOptions {
  return { ...callOptions(spec, deps, signal), lane: ids.length <= BATCH_SIZE ? 'interactive' : 'background' };
}

/** Reads up to 100 records anew and saves them; those that HubSpot no longer shows are archived. */
export async function refreshRecords(portal: Install, spec: ObjectSpec, ids: readonly number[], deps: SyncDeps, options: CallOptions): Promise<void> {
  const properties = [...new Set([...propertiesOf(spec, portal), spec.modifiedProperty])];
  const request = readObjects(spec.type, ids.map(String), properties);
  const { results } = demand(await deps.gateway.call(portal.portalId, request, options), RecordPage);
  const living = results.filter((record) => !record.archived);
  const records = await withAssociations(portal, spec, living, deps, options);
  await saveEach(portal, spec, records, deps);
  const shown = new Set(living.map((record) => Number(record.id)));
  await archiveGone(portal, spec, ids.filter((id) => !shown.has(id)), records, deps);
}

/** One record that the database does not take holds up none of its neighbours. */
async function saveEach(portal: Install, spec: ObjectSpec, records: HubspotRecord[], deps: SyncDeps): Promise<void> {
  try {
    await saveRecords(portal, spec, records, deps, async () => undefined);
  } catch (error) {
    if (error instanceof TooMany) return void deps.log.warn({ portalId: portal.portalId, problem: error.message }, 'Changed records are not kept');
    if (!isDataFault(error)) throw error;
    if (records.length > 1) {
      for (const record of records) await saveEach(portal, spec, [record], deps);
      return;
    }
    const [record] = records;
    deps.log.error({ err: error, portalId: portal.portalId, objectType: spec.type }, 'The database does not take a record');
    await deps.db.withPortal(portal.portalId, (tx) => noteEventProblem(tx, spec.type, Number(record!.id), REFUSED));
  }
}

async function archiveGone(portal: Install, spec: ObjectSpec, missing: readonly number[], records: readonly HubspotRecord[], deps: SyncDeps): Promise<void> {
  const { portalId } = portal;
  await deps.db.withPortal(portalId, async (tx) => {
    // Deleted while it was read: the answer still shows it.
    const { gone } = await withoutDeleted(tx, spec.type, records, deps.now());
    const ids = [...missing, ...gone.map(Number)];
    const touched = ids.length > 0 ? ((await spec.archive?.(tx, ids)) ?? []) : [];
    await announceTouched(tx, portalId, spec, touched, deps);
  });
}

/** True for trouble that ends the work without another try: the account is no longer connected. */
export function endsWork(error: unknown): boolean {
  return error instanceof HubspotTrouble && error.final;
}
