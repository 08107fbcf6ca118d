import { isDeepStrictEqual } from 'node:util';
import type { Deps } from '../platform/deps.ts';
import type { Tx } from '../platform/db.ts';
import { uuid } from '../lib/uuid.ts';
import { type Answer, type Parsed, UnreadableDelivery } from './answer.ts';
import { countAnswers } from './answer-store.ts';
import { recordAnswers, type RecordDeps } from './commands.ts';
import { deleteDeliveries, type Delivery, finishDelivery, insertDeliveries, lockDelivery, reopenDeliveries } from './delivery-store.ts';
import { ERASED, namesErased } from './erased.ts';
import type { Provider, ReadingContext } from './provider.ts';
import type { SurveyQuestions } from './questions.ts';
import type { Report } from './report.ts';
import type { SurveyType } from './scales.ts';
import { settingsUnfit } from './settings-fault.ts';
import { findSource, noteArrival, noteDelivery, type Source } from './source-store.ts';
import { type Saying, saying } from './wording.ts';

const DAY_MS = 86_400_000;
const BODY = 'survey-delivery';
/** The job that reads a delivery. */
export const PARSE = 'surveys.parse';
/** A fault of ours must not be retried for ever: it stays with the delivery, which can be run again. */
const OUR_FAULT = saying('our-fault');

export interface IntakeDeps extends Pick<Deps, 'record' | 'enqueue' | 'secrets' | 'randomBytes' | 'config' | 'log' | 'metrics'> {
  providers: ReadonlyMap<string, Provider>;
  types: ReadonlyMap<string, SurveyType>;
  questions: SurveyQuestions;
  /** The most answers a portal may have on this engine; null without a limit. */
  mostAnswers: number | null;
}

/** How a delivery stands: waiting, worked, or failed with the reason. */
export interface DeliveryState {
  state: 'received' | 'parsed' | 'failed';
  reason: Saying | null;
  report: Report | null;
}

/** A delivery that proved to be its source's. */
export interface Arrival {
  source: Source;
  body: Buffer;
  contentType: string;
  now: Date;
}

/** Stores deliveries of an account, sealed, and starts the jobs that read them (none while their source is paused). Returns their ids. */
export async function acceptDeliveries(tx: Tx, deps: IntakeDeps, portalId: number, arrivals: readonly Arrival[]): Promise<string[]> {
  const kept = arrivals.map(({ source, body, contentType, now }) => ({
    deliveryId: uuid(deps.randomBytes(16)),
    sourceId: source.sourceId,
    receivedAt: now,
    contentType: contentType.slice(0, 200),
    bodySealed: deps.secrets.seal(BODY, portalId, body),
    expiresAt: new Date(now.getTime() + deps.config.retentionDays * DAY_MS),
  }));
  const readable = kept.filter((_, index) => !arrivals[index]!.source.paused);
  const newest = new Map(arrivals.map((arrival) => [arrival.source.sourceId, arrival]));
  // Sent one behind the other, not waited for one by one.
  await Promise.all([
    insertDeliveries(tx, portalId, kept),
    startReading(tx, deps, portalId, readable.map((delivery) => delivery.deliveryId)),
    ...[...newest.values()].map(({ source, now }) => noteArrival(tx, source, now)),
  ]);
  return kept.map((delivery) => delivery.deliveryId);
}

/** Reads a stored delivery and records its answers; does nothing when that is done or its source is paused. */
export async function workDelivery(
  tx: Tx,
  deps: IntakeDeps,
  task: { portalId: number; deliveryId: string; timeZone: string; now: Date },
): Promise<DeliveryState | undefined> {
  const delivery = await lockDelivery(tx, task.deliveryId);
  if (delivery === undefined) return undefined;
  const source = await findSource(tx, delivery.sourceId);
  if (delivery.state !== 'received' || source === undefined || source.paused) return delivery;
  const body = openBody(deps, task.portalId, delivery);
  const parsed = readBody(deps, source, body, { timeZone: task.timeZone, receivedAt: delivery.receivedAt });
  const end = 'reason' in parsed ? failure(parsed.reason) : await recordParsed(tx, deps, task, source, parsed, delivery.receivedAt);
  const late = end.report?.problems.some((problem) => problem.code === ERASED) === true || (await namesErased(tx, deps.questions.erased, task.portalId, body));
  if (late) await deleteDeliveries(tx, [task.deliveryId]);
  else await finishDelivery(tx, task.deliveryId, end);
  // Its arrival is noted: the source's row is written only where its state changes, so that a stream does not queue for it.
  if (!isDeepStrictEqual(source.lastError, end.reason)) await noteDelivery(tx, source.sourceId, delivery.receivedAt, end.reason);
  return end;
}

/** Ends a waiting delivery whose answers the database does not take. */
export async function giveUpDelivery(tx: Tx, deliveryId: string): Promise<DeliveryState | undefined> {
  const delivery = await lockDelivery(tx, deliveryId);
  if (delivery?.state !== 'received') return delivery;
  const end = failure(OUR_FAULT);
  await finishDelivery(tx, deliveryId, end);
  await noteDelivery(tx, delivery.sourceId, delivery.receivedAt, end.reason);
  return end;
}

async function recordParsed(
  tx: Tx,
  deps: IntakeDeps,
  task: { portalId: number; now: Date },
  source: Source,
  parsed: Parsed,
  receivedAt: Date,
): Promise<DeliveryState & { state: 'parsed' | 'failed' }> {
  if (deps.mostAnswers !== null && parsed.answers.length > 0 && (await countAnswers(tx)) + parsed.answers.length > deps.mostAnswers) {
    return failure(saying('too-many-answers', { most: deps.mostAnswers }));
  }
  const { report } = await recordAnswers(tx, recording(deps), { ...task, sourceId: source.sourceId, parsed, receivedAt });
  const fault = parsed.problems.find((problem) => problem.severity === 'error');
  const nothing = parsed.answers.length === 0 && parsed.invitations.length === 0;
  return fault !== undefined && nothing ? { state: 'failed', reason: { code: fault.code, params: fault.params }, report } : { state: 'parsed', reason: null, report };
}

function failure(reason: Saying): { state: 'failed'; reason: Saying; report: null } {
  return { state: 'failed', reason, report: null };
}

/** What posting this body would do, row by row; nothing is kept. */
export async function rehearseDelivery(
  tx: Tx,
  deps: IntakeDeps,
  task: { portalId: number; source: Source; body: Buffer; timeZone: string; now: Date },
): Promise<Report | { reason: Saying }> {
  const parsed = readBody(deps, task.source, task.body, { timeZone: task.timeZone, receivedAt: task.now });
  if ('reason' in parsed) return parsed;
  const batch = { portalId: task.portalId, sourceId: task.source.sourceId, parsed, receivedAt: task.now, now: task.now, dryRun: true };
  return (await recordAnswers(tx, recording(deps), batch)).report;
}

/** The bytes of a delivery, as received. */
export function openBody(deps: Pick<IntakeDeps, 'secrets'>, portalId: number, delivery: Pick<Delivery, 'bodySealed'>): Buffer {
  return deps.secrets.open(BODY, portalId, delivery.bodySealed);
}

/** The answers a body holds under a source's settings; none where it cannot be read. */
export function sampleOf(deps: IntakeDeps, source: Source, body: Buffer, times: { timeZone: string; receivedAt: Date }): readonly Answer[] {
  const parsed = readBody(deps, source, body, times);
  return 'reason' in parsed ? [] : parsed.answers;
}

/** Reads deliveries once more, after their source's settings were mended: one, or all unfinished ones of a source. */
export async function rerunDeliveries(
  tx: Tx,
  deps: Pick<IntakeDeps, 'enqueue'>,
  task: { portalId: number } & ({ deliveryId: string } | { sourceId: string }),
): Promise<number> {
  const deliveryIds = await reopenDeliveries(tx, task);
  await startReading(tx, deps, task.portalId, deliveryIds);
  return deliveryIds.length;
}

/** What arrived is no event yet, only what is read from it: the delivery's own row tells of it. */
function startReading(tx: Tx, deps: Pick<IntakeDeps, 'enqueue'>, portalId: number, deliveryIds: readonly string[]): Promise<void> {
  return deps.enqueue(tx, PARSE, deliveryIds.map((deliveryId) => ({ portalId, deliveryId })));
}

function readBody(deps: IntakeDeps, source: Source, body: Buffer, times: { timeZone: string; receivedAt: Date }): Parsed | { reason: Saying } {
  const provider = deps.providers.get(source.provider);
  if (provider === undefined) return { reason: saying('tool-gone', { tool: source.provider }) };
  const settings = provider.settingsShape.safeParse(source.settings);
  if (!settings.success) return { reason: settingsUnfit(settings.error) };
  const context: ReadingContext = { settings: settings.data, types: deps.types, trustedIds: source.trustedIds, ...times };
  try {
    return provider.parse(body, context);
  } catch (error) {
    if (error instanceof UnreadableDelivery) return { reason: error.saying };
    deps.log.error({ err: error, provider: provider.id }, 'A delivery could not be read because of a fault in its provider');
    return { reason: OUR_FAULT };
  }
}

function recording({ questions, record }: IntakeDeps): RecordDeps {
  return { findCompanies: questions.findCompanies, erased: questions.erased, record };
}
