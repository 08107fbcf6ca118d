import { sql } from 'kysely';
import { events, type EventName, type EventPayload } from '../events.ts';
import type { Tx } from './db.ts';
import type { Migrations } from './migrate.ts';
import { systemTable, tenantTable } from './migrate.ts';
import type { Job, Queue } from './queue.ts';

/** Something that happened in a portal, named in the past tense; see events.ts for the catalogue. */
export interface DomainEvent<N extends EventName = EventName> {
  name: N;
  portalId: number;
  at: Date;
  /** user:<id>, source:<id>, or system (the default). */
  actor?: string;
  payload: EventPayload<N>;
}

/** Writes an event to the portal's timeline and starts its listeners' jobs, all in the caller's transaction. */
export type Record = <N extends EventName>(tx: Tx, event: DomainEvent<N>) => Promise<void>;

/** The listeners of an event are the jobs that name it in `on`. */
export function createRecord(jobs: Job[], queue: Pick<Queue, 'insert'>): Record {
  const listeners = new Map<EventName, string[]>();
  for (const job of jobs) {
    if (job.on !== undefined) listeners.set(job.on, [...(listeners.get(job.on) ?? []), job.name]);
  }

  return async function record(tx, event) {
    const payload = events[event.name].parse(event.payload);
    const noted = sql`
      insert into events (portal_id, name, at, actor, payload)
      values (${event.portalId}, ${event.name}, ${event.at}, ${event.actor ?? 'system'}, ${JSON.stringify(payload)})
    `.execute(tx);
    // Sent one behind the other, not waited for one by one.
    await Promise.all([noted, ...(listeners.get(event.name) ?? []).map((name) => queue.insert(tx, name, [payload]))]);
  };
}

/** A portal's timeline goes back this far. */
const EVENTS_DAYS = 400;

/** Deletes the portal's events that nobody looks back to any more. */
export async function forgetEvents(tx: Tx, now: Date): Promise<void> {
  await sql`delete from events where at < ${new Date(now.getTime() - EVENTS_DAYS * 86_400_000)}`.execute(tx);
}

export const migrations: Migrations = {
  async '2026-11-21-00-platform'(db) {
    await sql`
      create table events (
        portal_id bigint not null,
        event_id bigint generated always as identity,
        name text not null,
        at timestamptz not null,
        actor text not null,
        payload jsonb not null,
        primary key (portal_id, event_id)
      )`.execute(db);
    await sql`create index events_at on events (portal_id, at desc)`.execute(db);
    await tenantTable(db, 'events');
    await sql`create table schedule_slots (job text primary key, slot bigint not null)`.execute(db);
    await systemTable(db, 'schedule_slots');
  },
};
