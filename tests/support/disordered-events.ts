import fc from 'fast-check';
import { readBatch, type WebhookEvent } from '../../src/server/hubspot/webhooks/event.ts';
import { goneIds, type Lifecycle, recordsToLookAt } from '../../src/server/hubspot/webhooks/standing.ts';
import { buildWebhookEvent } from './build-webhook-event.ts';

type Records = Map<number, { value: number; updatedAt: number; archived: boolean }>;
type Step = { id: number; act: 'update' | 'delete' | 'restore' };

const step = fc.record({ id: fc.integer({ min: 1, max: 4 }), act: fc.constantFrom<Step['act']>('update', 'update', 'delete', 'restore') });
const TYPES = { update: 'object.propertyChange', delete: 'object.deletion', restore: 'object.restore' };

/** A history in HubSpot, second by second: the states it goes through and the events it tells of. */
function play(steps: readonly Step[]): { states: Records[]; events: object[] } {
  const states: Records[] = [new Map()];
  const events: object[] = [];
  steps.forEach(({ id, act }, index) => {
    const occurredAt = (index + 1) * 1_000;
    const now: Records = new Map(states.at(-1));
    const before = now.get(id);
    const possible = act === 'restore' ? before?.archived === true : before?.archived !== true && (act === 'update' || before !== undefined);
    if (possible) {
      // A restoration does not touch the modified date.
      now.set(id, act === 'update' ? { value: index, updatedAt: occurredAt, archived: false } : { ...before!, archived: act === 'delete' });
      events.push(buildWebhookEvent({ objectId: id, occurredAt, subscriptionType: TYPES[act], eventId: 1, propertyName: act === 'update' ? 'name' : undefined }));
    }
    states.push(now);
  });
  return { states, events };
}

/** Baton's copy, kept by the rules that the jobs use. */
function mirror() {
  const copy: Records = new Map();
  const keys = new Set<string>();
  const lifecycles: Lifecycle[] = [];

  /** Takes a delivery while HubSpot stands at `asked`, and saves when other deliveries may have come between. */
  function hear(delivery: readonly object[], asked: Records): () => void {
    const fresh = readBatch(Buffer.from(JSON.stringify(delivery)), 4711).events.filter((event) => !keys.has(event.key));
    for (const event of fresh) keys.add(event.key);
    for (const { kind, objectIds, occurredAt } of fresh as WebhookEvent[]) {
      if (kind === 'deleted' || kind === 'restored') lifecycles.push({ objectId: objectIds[0]!, kind, occurredAt: occurredAt.getTime() });
    }
    const ids = recordsToLookAt(fresh).get('companies') ?? [];
    const found = ids.flatMap((id) => (asked.get(id)?.archived === false ? [{ id, ...asked.get(id)! }] : []));
    return () => {
      const gone = goneIds(found.map(({ id, updatedAt }) => ({ id: String(id), updatedAt: new Date(updatedAt).toISOString() })), lifecycles);
      for (const { id, ...record } of found) {
        const older = (copy.get(id)?.updatedAt ?? 0) > record.updatedAt;
        if (!gone.has(String(id)) && !older) copy.set(id, record);
      }
      const lost = ids.filter((id) => !found.some((one) => one.id === id) || gone.has(String(id)));
      for (const id of lost) if (copy.has(id)) copy.set(id, { ...copy.get(id)!, archived: true });
    };
  }
  return { copy, hear };
}

const living = (records: Records) => [...records].filter(([, record]) => !record.archived).map(([id, { value }]) => [id, value]).sort();

/**
 * A stream told when all is over, shuffled, repeated (with another attempt number), cut into any batches and with gaps
 * that spare each record's last event: the copy ends as HubSpot ended.
 */
export function disorderedStreams() {
  return fc.property(fc.array(step, { maxLength: 25 }), fc.infiniteStream(fc.nat()), (steps, draws) => {
    const draw = () => draws.next().value as number;
    const { states, events } = play(steps);
    const end = states.at(-1)!;
    const last = new Map(events.map((event) => [(event as { objectId: number }).objectId, event]));
    const kept = events.filter((event) => last.get((event as { objectId: number }).objectId) === event || draw() % 4 > 0);
    const sent = kept.flatMap((event) => (draw() % 3 === 0 ? [event, { ...event, attemptNumber: 1 }] : [event]));
    const shuffled = sent.map((event) => ({ event, at: draw() })).sort((a, b) => a.at - b.at).map(({ event }) => event);
    const { copy, hear } = mirror();
    while (shuffled.length > 0) hear(shuffled.splice(0, 1 + (draw() % 5)), end)();
    return JSON.stringify(living(copy)) === JSON.stringify(living(end));
  });
}

/**
 * A stream told while it happens, followed by two workers: now and then the earlier answer is saved after the later one.
 * What was deleted stays deleted.
 */
export function overtakenStreams() {
  return fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), fc.infiniteStream(fc.nat()), (steps, draws) => {
    const draw = () => draws.next().value as number;
    const { states, events } = play(steps);
    const { copy, hear } = mirror();
    let late: (() => void) | undefined;
    for (const event of events) {
      const save = hear([event], states[(event as { occurredAt: number }).occurredAt / 1_000]!);
      if (late !== undefined) {
        save();
        late();
        late = undefined;
      } else if (draw() % 2 === 0) late = save;
      else save();
    }
    late?.();
    const end = states.at(-1)!;
    return living(copy).every(([id]) => !end.get(id as number)!.archived);
  });
}
