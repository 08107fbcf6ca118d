import { setTimeout } from 'node:timers/promises';
import { compose } from './compose.ts';
import { createMetricsDoor } from './http/metrics.ts';
import { createHttp, doorsOf, listen } from './http/server.ts';
import { migrations } from './modules.ts';
import { followClock, systemClock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import type { Db } from './platform/db.ts';
import type { Logger } from './platform/log.ts';
import type { Gauges, Metrics } from './platform/metrics.ts';
import { startSchedule } from './platform/schedule.ts';
import { openStorage, type Storage } from './platform/storage.ts';

export interface App {
  db: Db;
  /** The port listened on; 0 in the worker role. */
  port: number;
  /** Every door of the server, as `METHOD /path`. */
  doors: readonly string[];
  /** True when no job is waiting or running. */
  idle(): Promise<boolean>;
  /**
   * Ends in order. For `graceMs` before (default 0) it says that it is not ready and still answers, so that whoever leads
   * requests here looks and leads them elsewhere: a door that closes resets the connections it has not taken yet.
   */
  stop(graceMs?: number): Promise<void>;
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
  const opened = storage ?? (await openStorage(config, migrations, log));
  // Queues first, doors last: see startQueue.
  const { deps, rooms, jobs, queue, verifySignature, findInstall } = await compose({
    config,
    log,
    storage: opened,
    now: now ?? clock.now,
    fetch,
  });
  const { db } = opened;
  const works = config.role !== 'web';
  if (works) await queue.work();
  const schedule = works ? startSchedule(jobs, { db, queue, now: deps.now, log }) : undefined;
  let stopping = false;
  const http = createHttp({
    routes: rooms.flatMap((room) => room.routes),
    log,
    metrics: deps.metrics,
    now: deps.now,
    publicUrl: config.publicUrl,
    appId: config.hubspot.appId,
    verifySignature,
    findInstall,
    stopping: () => stopping,
    notReady: async () => (stopping ? 'stopping' : await db.withSystem('readiness', async () => undefined)),
  });
  const door = config.role === 'worker' ? undefined : await listen(http, config.host, config.port);
  const figures = await openMetrics(config, deps.metrics, { queued: queue.depth, connections: db.connections });
  log.info({ port: door?.port, role: config.role, engine: db.engine, sandbox: config.sandbox }, 'Baton is ready');

  return {
    db,
    port: door?.port ?? 0,
    doors: doorsOf(http),
    idle: () => queue.idle(),
    async stop(graceMs = 0) {
      stopping = true;
      schedule?.stop();
      if (graceMs > 0 && door !== undefined) await setTimeout(graceMs);
      await door?.close();
      await figures?.close();
      for (const room of rooms) await room.close?.();
      await queue.stop();
      await db.close();
      clock.stop();
    },
  };
}

/** The figures' own port, on the same host; none where METRICS_PORT is 0. */
async function openMetrics(config: Config, metrics: Metrics, gauges: Gauges): Promise<{ close(): Promise<void> } | undefined> {
  if (config.metricsPort === 0) return undefined;
  metrics.watch(gauges);
  return listen(createMetricsDoor(metrics), config.host, config.metricsPort, { variable: 'METRICS_PORT' });
}
