import { randomBytes } from 'node:crypto';
import { createRooms, type Rooms } from './modules.ts';
import type { Config } from './platform/config.ts';
import type { Deps } from './platform/deps.ts';
import { createEgress } from './platform/egress.ts';
import type { Logger } from './platform/log.ts';
import { createMailer } from './platform/mail.ts';
import { createMetrics, timed } from './platform/metrics.ts';
import { type Job, type Queue, startQueue } from './platform/queue.ts';
import { createRecord, type Record } from './platform/record.ts';
import { createSecrets } from './platform/secrets.ts';
import type { Storage } from './platform/storage.ts';

export interface Composition extends Rooms {
  deps: Deps;
  jobs: Job[];
  queue: Queue;
}

export interface ComposeOptions {
  config: Config;
  log: Logger;
  /** An open database at head. */
  storage: Storage;
  now: () => Date;
  fetch: typeof globalThis.fetch;
}

/**
 * Builds what every process of Baton is made of: dependencies, rooms, and the queues of their jobs (known, not yet
 * worked). Rooms record events and add jobs from the first request on, but not while they are built.
 */
export async function compose({ config, log, storage, now, fetch }: ComposeOptions): Promise<Composition> {
  const late: { queue?: Queue; record?: Record } = {};
  const deps: Deps = {
    config,
    db: storage.db,
    log,
    metrics: createMetrics(),
    now,
    random: Math.random,
    randomBytes,
    fetch,
    egress: createEgress({ config, now }),
    mailer: createMailer({ config, fetch }),
    secrets: createSecrets(config.keys, randomBytes),
    record: (tx, event) => late.record!(tx, event),
    enqueue: (tx, job, payloads) => late.queue!.insert(tx, job, payloads),
  };
  const rooms = await createRooms(deps);
  const jobs = rooms.rooms.flatMap((room) => room.jobs).map((job) => timed(job, deps.metrics));
  const queue = await startQueue(storage.connection, jobs, log, { works: config.role !== 'web' });
  late.queue = queue;
  late.record = createRecord(jobs, queue);
  return { ...rooms, deps, jobs, queue };
}
