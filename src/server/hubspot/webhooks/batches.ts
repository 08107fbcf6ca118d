import { sql } from 'kysely';
import { mentions } from '../../lib/mentions.ts';
import { uuid } from '../../lib/uuid.ts';
import type { Deps } from '../../platform/deps.ts';
import type { Tx } from '../../platform/db.ts';
import { isDataFault } from '../../platform/errors.ts';
import type { Installs } from '../installs.ts';
import { type Batch, readBatch, type WebhookEvent } from './event.ts';
import { insertEvents } from './event-store.ts';

export const READ_JOB = 'hubspot.read-batch';
export const FOLLOW_JOB = 'hubspot.follow-events';
const PURPOSE = 'hubspot-batch';
/** A batch belongs to no account: it may speak of several. */
const NO_PORTAL = 0;
const DAY_MS = 86_400_000;

type IntakeDeps = Pick<Deps, 'db' | 'config' | 'secrets' | 'randomBytes' | 'enqueue'>;
export type ReadDeps = Pick<Deps, 'db' | 'config' | 'secrets' | 'enqueue' | 'now' | 'log' | 'metrics'> & {
  installs: Installs;
  /** Which of these contacts were erased: what comes late of them is dropped. */
  erased: (tx: Tx, portalId: number, traces: readonly `contact:${number}`[]) => Promise<ReadonlySet<`contact:${number}`>>;
};

/** Stores a delivery, sealed, and starts the job that reads it. The same bytes again change nothing. */
export async function acceptBatch(deps: IntakeDeps, body: Buffer, now: Date): Promise<void> {
  const batchId = uuid(deps.randomBytes(16));
  const sealed = deps.secrets.seal(PURPOSE, NO_PORTAL, body);
  const mac = deps.secrets.mac(PURPOSE, body.toString('latin1'));
  const expiresAt = new Date(now.getTime() + deps.config.retentionDays * DAY_MS);
  await deps.db.withSystem('accept webhook batch', async (tx) => {
    const { rows } = await sql`
      insert into hubspot_batches (batch_id, received_at, body_sealed, body_mac, state, expires_at)
      values (${batchId}, ${now}, ${sealed}, ${mac}, 'received', ${expiresAt}) on conflict (body_mac) do nothing returning batch_id`.execute(tx);
    if (rows.length > 0) await deps.enqueue(tx, READ_JOB, [{ batchId }]);
  });
}

/**
 * Opens a stored batch and hands each account its own events; may run twice. Unknown accounts, and those that left, are
 * counted and dropped. What cannot be read is parked with its reason and holds up none of its neighbours.
 */
export async function distributeBatch(deps: ReadDeps, batchId: string): Promise<void> {
  const sealed = await deps.db.withSystem('open webhook batch', (tx) => openBatch(tx, batchId));
  if (sealed === undefined) return;
  const batch = readBatch(deps.secrets.open(PURPOSE, NO_PORTAL, sealed), deps.config.hubspot.appId);
  count(deps, batch);
  let refused = 0;
  for (const [portalId, events] of byPortal(batch.events)) refused += await deliver(deps, portalId, events);
  const faults = batch.unreadable + refused;
  const reason = faults === 0 ? null : `Events that could not be read: ${faults}. Their neighbours were.`;
  if (reason !== null) deps.log.warn({ batchId, faults }, 'A webhook batch holds events that cannot be read; it is kept');
  await deps.db.withSystem('finish webhook batch', (tx) => finishBatch(tx, batchId, reason));
}

/** @returns how many events the database refuses. */
async function deliver(deps: ReadDeps, portalId: number, events: WebhookEvent[]): Promise<number> {
  const install = await deps.installs.find(portalId);
  if (install === undefined || install.state === 'uninstalled') {
    deps.metrics.webhookEvents.inc({ outcome: 'unknown-account' }, events.length);
    return 0;
  }
  try {
    const fresh = await deps.db.withPortal(portalId, async (tx) => {
      const news = await insertEvents(tx, portalId, await withoutErased(tx, deps, portalId, events), deps.now());
      if (news > 0) await deps.enqueue(tx, FOLLOW_JOB, [{ portalId }]);
      return news;
    });
    deps.metrics.webhookEvents.inc({ outcome: 'taken' }, fresh);
    deps.metrics.webhookEvents.inc({ outcome: 'duplicate' }, events.length - fresh);
    return 0;
  } catch (error) {
    if (!isDataFault(error)) throw error;
    deps.log.error({ err: error, portalId }, 'The database does not take webhook events');
    return events.length;
  }
}

async function withoutErased(tx: Tx, deps: ReadDeps, portalId: number, events: readonly WebhookEvent[]): Promise<WebhookEvent[]> {
  const tracesOf = (event: WebhookEvent) => (event.objectType === 'contacts' ? event.objectIds.map((id) => `contact:${id}` as const) : []);
  const gone = await deps.erased(tx, portalId, events.flatMap(tracesOf));
  return events.filter((event) => !tracesOf(event).some((trace) => gone.has(trace)));
}

function count({ metrics }: ReadDeps, { echoes, unused, unreadable }: Batch): void {
  metrics.webhookEvents.inc({ outcome: 'echo' }, echoes);
  metrics.webhookEvents.inc({ outcome: 'unused' }, unused);
  metrics.webhookEvents.inc({ outcome: 'unreadable' }, unreadable);
}

function byPortal(events: readonly WebhookEvent[]): Map<number, WebhookEvent[]> {
  const groups = new Map<number, WebhookEvent[]>();
  for (const event of events) groups.set(event.portalId, [...(groups.get(event.portalId) ?? []), event]);
  return groups;
}

async function openBatch(tx: Tx, batchId: string): Promise<string | undefined> {
  const { rows } = await sql<{ body_sealed: string | null }>`
    update hubspot_batches set attempts = attempts + 1 where batch_id = ${batchId}::uuid and state = 'received' returning body_sealed`.execute(tx);
  return rows[0]?.body_sealed ?? undefined;
}

/** The bytes of a batch read without fault have served: they may hold a person's data, and HubSpot holds the truth. */
async function finishBatch(tx: Tx, batchId: string, reason: string | null): Promise<void> {
  await sql`
    update hubspot_batches set state = ${reason === null ? 'read' : 'parked'}, reason = ${reason},
      body_sealed = case when ${reason}::text is null then null else body_sealed end
    where batch_id = ${batchId}::uuid`.execute(tx);
}

/** Deletes parked batches that mention a person; those that were read hold nothing any more. */
export async function forgetBatchesOf(deps: Pick<Deps, 'db' | 'secrets'>, person: { contactIds: readonly number[]; emails: readonly string[] }): Promise<void> {
  await deps.db.withSystem('erase from webhook batches', async (tx) => {
    const parked = await tx.selectFrom('hubspot_batches').select(['batch_id', 'body_sealed']).where('state', '=', 'parked').execute();
    const named = parked.filter((one) => one.body_sealed !== null && mentions(deps.secrets.open(PURPOSE, NO_PORTAL, one.body_sealed).toString('utf8'), person));
    for (const { batch_id: batchId } of named) await tx.deleteFrom('hubspot_batches').where('batch_id', '=', batchId).execute();
  });
}

/** Removes batches kept long enough. */
export async function purgeBatches(tx: Tx, now: Date): Promise<void> {
  await sql`delete from hubspot_batches where expires_at <= ${now}`.execute(tx);
}
