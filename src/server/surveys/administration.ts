import type { Tx } from '../platform/db.ts';
import { type IntakeDeps, openBody, rehearseDelivery, rerunDeliveries, sampleOf } from './deliveries.ts';
import { type Delivery, newestDelivery, newestDeliveries } from './delivery-store.ts';
import type { Answer } from './answer.ts';
import { feedingOf, type Flow, stoppedSince } from './flow.ts';
import type { Provider } from './provider.ts';
import type { Report } from './report.ts';
import { addSource, type AddedSource, mendSource, type NewSource, pauseSource, showSources, type ShownSource, type SourceDeps } from './source-commands.ts';
import { findSource } from './source-store.ts';
import type { Words } from '../platform/words.ts';
import { inBoth, type Saying } from './wording.ts';

/** What ended as a value, with its reason in words. */
type Worded<Outcome> = Exclude<Outcome, { ok: false }> | { ok: false; reason: Words };
type WordedReport = Omit<Report, 'problems'> & { problems: { line: number; severity: string; code: string; message: Words }[] };
type WordedDelivery = Pick<Delivery, 'deliveryId' | 'receivedAt' | 'state'> & { reason: Words | null; report: WordedReport | null };
/** `skipped`: records without an answer, by reason. */
type WordedSource = Omit<ShownSource, 'lastError' | 'skipped'> & { lastError: Words | null; skipped: { reason: Words; records: number }[] };

/** How the newest delivery of a source would be read. */
export interface TriedDelivery {
  receivedAt: Date;
  reason: Words | null;
  report: WordedReport | null;
  /** The first ones. */
  answers: (Pick<Answer, 'type' | 'score' | 'scaleMin' | 'scaleMax' | 'comment' | 'answeredAt'> & { person: string | null })[];
}

/** Sources as an administrator looks after them, with texts in both languages; each runs in the caller's transaction. */
export interface SourceAdministration {
  providers: ReadonlyMap<string, Provider>;
  list(tx: Tx): Promise<WordedSource[]>;
  /** Since when a source has stopped; null: it has not. */
  stoppedSince(source: Flow & { provider: string }, now: Date): Date | null;
  add(tx: Tx, source: NewSource, now: Date): Promise<Worded<AddedSource>>;
  mend(tx: Tx, task: { sourceId: string; settings: unknown }): Promise<Worded<{ ok: true }>>;
  pause(tx: Tx, task: { portalId: number; sourceId: string; paused: boolean; now: Date }): Promise<boolean>;
  rerun(tx: Tx, task: { portalId: number; sourceId: string; deliveryId: string | null }): Promise<number>;
  deliveries(tx: Tx, sourceId: string, limit: number): Promise<WordedDelivery[]>;
  tryLast(tx: Tx, task: { portalId: number; sourceId: string; settings: unknown; timeZone: string; now: Date }): Promise<TriedDelivery | undefined>;
}

/** How many answers of a tried delivery are told. */
const SHOWN = 5;

/** What the settings page may do with sources. */
export function sourceAdministration(deps: IntakeDeps & SourceDeps): SourceAdministration {
  return {
    providers: deps.providers,
    stoppedSince: (source, now) => stoppedSince(source, feedingOf(source, deps.providers), now),
    list: async (tx) => (await showSources(tx)).map(wordedSource),
    add: async (tx, source, now) => worded(await addSource(tx, deps, source, now)),
    mend: async (tx, task) => worded(await mendSource(tx, deps, task)),
    pause: (tx, task) => pauseSource(tx, deps, task),
    rerun: (tx, { portalId, sourceId, deliveryId }) => rerunDeliveries(tx, deps, deliveryId === null ? { portalId, sourceId } : { portalId, deliveryId }),
    deliveries: async (tx, sourceId, limit) => (await newestDeliveries(tx, sourceId, limit)).map(wordedDelivery),
    async tryLast(tx, { portalId, sourceId, settings, timeZone, now }) {
      const known = await findSource(tx, sourceId);
      const delivery = known && (await newestDelivery(tx, sourceId));
      if (!known || !delivery) return undefined;
      const source = { ...known, settings };
      const body = openBody(deps, portalId, delivery);
      const report = await rehearseDelivery(tx, deps, { portalId, source, body, timeZone, now });
      const { receivedAt } = delivery;
      if ('reason' in report) return { receivedAt, reason: inBoth(report.reason), report: null, answers: [] };
      const answers = sampleOf(deps, source, body, { timeZone, receivedAt }).slice(0, SHOWN);
      return { receivedAt, reason: null, report: wordedReport(report), answers: answers.map(shown) };
    },
  };
}

function worded<Outcome extends { ok: true }>(outcome: Outcome | { ok: false; reason: Saying }): Outcome | { ok: false; reason: Words } {
  return 'reason' in outcome ? { ok: false, reason: inBoth(outcome.reason) } : outcome;
}

function wordedSource({ lastError, skipped, ...source }: ShownSource): WordedSource {
  // A count of many records: their codes are those whose sentences need no parameters.
  const reasons = Object.entries(skipped).map(([code, records]) => ({ reason: inBoth({ code: code as Saying['code'], params: {} }), records }));
  return { ...source, lastError: lastError && inBoth(lastError), skipped: reasons };
}

function wordedDelivery({ deliveryId, receivedAt, state, reason, report }: Delivery): WordedDelivery {
  return { deliveryId, receivedAt, state, reason: reason && inBoth(reason), report: report && wordedReport(report) };
}

function wordedReport(report: Report): WordedReport {
  const problems = report.problems.map(({ line, severity, ...said }) => ({ line, severity, code: said.code, message: inBoth(said) }));
  return { ...report, problems };
}

function shown({ type, score, scaleMin, scaleMax, comment, answeredAt, respondentName, respondentEmail }: Answer) {
  return { type, score, scaleMin, scaleMax, comment, answeredAt, person: respondentName ?? respondentEmail };
}
