import { randomBytes } from 'node:crypto';
import { createHttp, listen } from './http/server.ts';
import { createRooms, migrations } from './modules.ts';
import { followClock, systemClock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import type { Db } from './platform/db.ts';
import type { Deps } from './platform/deps.ts';
import type { Logger } from './platform/log.ts';
import { startQueue, type Queue } from './platform/queue.ts';
import { createRecord, type Record } from './platform/record.ts';
import { startSchedule } from './platform/schedule.ts';
import { createSecrets } from './platform/secrets.ts';
import { openStorage, type Storage } from './platform/storage.ts';

export interface App {
  db: Db;
  /** The port listened on; 0 in the worker role. */
  port: number;
  /** True when no job is waiting or running. */
  idle(): Promise<boolean>;
  stop(): Promise<void>;
}

export interface AppOptions {
  config: Config;
  log: Logger;
  fetch?: typeof globalThis.fetch;
  /** Replaces the machine's (or the sandbox's) clock, in tests. */
  now?: () => Date;
  /** Replaces the database that the configuration names, in tests: open, and at head. */
  storage?: Storage;
}

/** The composition root: configuration -> dependencies -> rooms -> jobs and doors. */
export async function startApp({ config, log, fetch = globalThis.fetch, now, storage }: AppOptions): Promise<App> {
  const clock = config.sandbox && now === undefined ? await followClock(config.hubspot.apiUrl, fetch, log) : systemClock();
  const { db, connection } = storage ?? (await openStorage(config, migrations, log));
  let queue: Queue;
  let record: Record;
  const deps: Deps = {
    config,
    db,
    log,
    now: now ?? clock.now,
    random: Math.random,
    randomBytes,
    fetch,
    secrets: createSecrets(config.keys, randomBytes),
    record: (tx, event) => record(tx, event),
    enqueue: (tx, job, payloads) => queue.insert(tx, job, payloads),
  };
  const { rooms, verifySignature, findInstall } = await createRooms(deps);
  const jobs = rooms.flatMap((room) => room.jobs);

  // Queues first, doors last: see startQueue.
  queue = await startQueue(connection, jobs, log);
  record = createRecord(jobs, queue);
  const works = config.role !== 'web';
  if (works) await queue.work();
  const schedule = works ? startSchedule(jobs, { db, queue, now: deps.now, log }) : undefined;
  let stopping = false;
  const http = createHttp({
    routes: rooms.flatMap((room) => room.routes),
    log,
    now: deps.now,
    publicUrl: config.publicUrl,
    appId: config.hubspot.appId,
    verifySignature,
    findInstall,
    notReady: async () => (stopping ? 'stopping' : await db.withSystem('readiness', async () => undefined)),
  });
  const door = config.role === 'worker' ? undefined : await listen(http, config.host, config.port);
  log.info({ port: door?.port, role: config.role, engine: db.engine, sandbox: config.sandbox }, 'Baton is ready');

  return {
    db,
    port: door?.port ?? 0,
    idle: () => queue.idle(),
    async stop() {
      stopping = true;
      schedule?.stop();
      await door?.close();
      await queue.stop();
      await db.close();
      clock.stop();
    },
  };
}
