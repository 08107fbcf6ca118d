import type { Tx } from '../platform/db.ts';
import { type IntakeDeps, openBody, rehearseDelivery, rerunDeliveries, sampleOf } from './deliveries.ts';
import { type Delivery, newestDelivery, newestDeliveries } from './delivery-store.ts';
import type { Answer } from './answer.ts';
import type { Provider } from './provider.ts';
import type { Report } from './report.ts';
import { addSource, type AddedSource, mendSource, type NewSource, pauseSource, showSources, type ShownSource, type SourceDeps } from './source-commands.ts';
import { findSource } from './source-store.ts';

/** How the newest delivery of a source would be read. */
export interface TriedDelivery {
  receivedAt: Date;
  reason: string | null;
  report: Report | null;
  /** The first ones. */
  answers: (Pick<Answer, 'type' | 'score' | 'scaleMin' | 'scaleMax' | 'comment' | 'answeredAt'> & { person: string | null })[];
}

/** Sources as an administrator looks after them; each runs in the caller's transaction. */
export interface SourceAdministration {
  providers: ReadonlyMap<string, Provider>;
  list(tx: Tx): Promise<ShownSource[]>;
  add(tx: Tx, source: NewSource, now: Date): Promise<AddedSource>;
  mend(tx: Tx, task: { sourceId: string; settings: unknown }): ReturnType<typeof mendSource>;
  pause(tx: Tx, task: { portalId: number; sourceId: string; paused: boolean }, now: Date): Promise<boolean>;
  rerun(tx: Tx, task: { portalId: number; sourceId: string; deliveryId: string | null; now: Date }): Promise<number>;
  deliveries(tx: Tx, sourceId: string, limit: number): Promise<Delivery[]>;
  tryLast(tx: Tx, task: { portalId: number; sourceId: string; settings: unknown; timeZone: string; now: Date }): Promise<TriedDelivery | undefined>;
}

/** How many answers of a tried delivery are told. */
const SHOWN = 5;

/** What the settings page may do with sources. */
export function sourceAdministration(deps: IntakeDeps & SourceDeps): SourceAdministration {
  return {
    providers: deps.providers,
    list: (tx) => showSources(tx),
    add: (tx, source, now) => addSource(tx, deps, source, now),
    mend: (tx, task) => mendSource(tx, deps, task),
    pause: (tx, task, now) => pauseSource(tx, deps, task, now),
    rerun: (tx, { portalId, sourceId, deliveryId, now }) => rerunDeliveries(tx, deps, deliveryId === null ? { portalId, now, sourceId } : { portalId, now, deliveryId }),
    deliveries: newestDeliveries,
    async tryLast(tx, { portalId, sourceId, settings, timeZone, now }) {
      const known = await findSource(tx, sourceId);
      const delivery = known && (await newestDelivery(tx, sourceId));
      if (!known || !delivery) return undefined;
      const source = { ...known, settings };
      const body = openBody(deps, portalId, delivery);
      const report = await rehearseDelivery(tx, deps, { portalId, source, body, timeZone, now });
      const { receivedAt } = delivery;
      if ('reason' in report) return { receivedAt, reason: report.reason, report: null, answers: [] };
      const answers = sampleOf(deps, source, body, { timeZone, receivedAt }).slice(0, SHOWN);
      return { receivedAt, reason: null, report, answers: answers.map(shown) };
    },
  };
}

function shown({ type, score, scaleMin, scaleMax, comment, answeredAt, respondentName, respondentEmail }: Answer) {
  return { type, score, scaleMin, scaleMax, comment, answeredAt, person: respondentName ?? respondentEmail };
}
