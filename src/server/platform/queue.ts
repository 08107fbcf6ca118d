import type { Kysely } from 'kysely';
import { fromKysely, fromPglite, PgBoss, type ConstructorOptions } from 'pg-boss';
import type { PGlite } from '@electric-sql/pglite';
import type { ZodType } from 'zod';
import type { EventName } from '../events.ts';
import type { Tables, Tx } from './db.ts';
import type { Logger } from './log.ts';
import { grantToApp } from './migrate.ts';

/** What a job's run gets besides its payload. */
export interface JobContext {
  log: Logger;
  /** Aborted when the process stops or the job is taken away. */
  signal: AbortSignal;
}

/** A unit of background work. It may run more than once: its effects carry their own keys. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- payloads differ; each job checks its own
export interface Job<P = any> {
  /** room.verb, imperative. */
  name: string;
  /** The event whose every record starts this job with the event's payload. */
  on?: EventName;
  /** Runs once in each slot of this many milliseconds of Baton's clock, over all processes, with payload {}. */
  everyMs?: number;
  payload: ZodType<P>;
  /** Retries with exponential back-off and jitter; default 8. */
  retryLimit?: number;
  /** How many of this job one process runs at a time; default 1. */
  concurrency?: number;
  /** Seconds until a run counts as dead even while its process lives; default 900. */
  expireInSeconds?: number;
  run(payload: P, context: JobContext): Promise<void>;
}

export interface Queue {
  /** Adds jobs within the caller's transaction: rolled back with it. Payloads are ids, never personal data. */
  insert(tx: Tx, name: string, payloads: object[]): Promise<void>;
  /** Begins to work the jobs. */
  work(): Promise<void>;
  /** How many jobs of each name wait, run or wait for a retry. */
  depth(): Promise<{ job: string; state: string; count: number }[]>;
  /** True when no job is waiting or running (waiting for a retry counts as waiting). */
  idle(): Promise<boolean>;
  /** Lets running jobs end (up to 10 s), then stops; unfinished ones run again elsewhere. */
  stop(): Promise<void>;
}

/** Where pg-boss keeps its tables. */
const SCHEMA = 'pgboss';
/** A killed worker's job is taken over after this long at the latest (tested: again within 30 s). */
const HEARTBEAT_SECONDS = 10;
const SUPERVISE_SECONDS = 5;
const RETRY_POLL_SECONDS = 2;
const NO_JOB = '00000000-0000-0000-0000-000000000000';

export type QueueConnection = { databaseUrl: string } | { pglite: PGlite };

function connectionOptions(connection: QueueConnection): ConstructorOptions {
  return 'pglite' in connection
    ? { db: fromPglite(connection.pglite), backend: 'pglite' }
    : { connectionString: connection.databaseUrl, max: 4 };
}

/** Creates or upgrades pg-boss's tables and lets the app role use them; runs as the owner, with the migrations. */
export async function installQueue(connection: QueueConnection, kysely: Kysely<Tables>): Promise<void> {
  const boss = new PgBoss({ ...connectionOptions(connection), supervise: false, schedule: false });
  await boss.start();
  await boss.stop({ graceful: false, close: true });
  await grantToApp(kysely, [
    `usage on schema ${SCHEMA}`,
    `select, insert, update, delete on all tables in schema ${SCHEMA}`,
    `usage on all sequences in schema ${SCHEMA}`,
    `execute on all functions in schema ${SCHEMA}`,
  ]);
}

/**
 * Starts pg-boss and makes every job's queue known, before any door opens: a queue unknown to pg-boss's cache
 * is looked up on a second connection, which inside an embedded transaction would wait for itself for ever.
 * @param works whether this process will work jobs, not only add them.
 */
export async function startQueue(connection: QueueConnection, jobs: Job[], log: Logger, { works }: { works: boolean }): Promise<Queue> {
  const boss = new PgBoss({
    ...connectionOptions(connection),
    migrate: false,
    createSchema: false,
    schedule: false,
    reindex: false,
    monitorVacuum: false,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    // A process that works no jobs need not be woken by each, nor look after those of others.
    supervise: works,
    useListenNotify: works,
  });
  boss.on('error', (error) => log.error({ err: error }, 'The job queue met trouble'));
  boss.on('warning', (warning) => log.debug({ warning: warning.message }, 'The job queue warns'));
  await boss.start();
  for (const job of jobs) {
    await boss.createQueue(job.name, queueOptions(job));
    await boss.updateQueue(job.name, { expireInSeconds: job.expireInSeconds ?? 900, retryLimit: job.retryLimit ?? 8 });
    await boss.getJobById(job.name, NO_JOB);
  }

  return {
    async insert(tx, name, payloads) {
      if (payloads.length > 0) await boss.insert(name, payloads.map((data) => ({ data })), { db: fromKysely(tx) });
    },
    async work() {
      for (const job of jobs) {
        for (let worker = 0; worker < (job.concurrency ?? 1); worker += 1) await startWorker(boss, job, log);
      }
    },
    depth: () => ask(connection, boss, DEPTH, jobs),
    idle: async () => (await ask(connection, boss, ANY_OPEN, jobs)).length === 0,
    stop: () => boss.stop({ graceful: true, close: true, timeout: 10_000 }),
  };
}

/**
 * A worker takes one job at a time and is woken by notifications; it polls only for retries that have come due.
 * A notification tells of many jobs, so a worker that has done one looks for the next at once.
 */
async function startWorker(boss: PgBoss, job: Job, log: Logger): Promise<void> {
  const options = { batchSize: 1, pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: RETRY_POLL_SECONDS };
  const worker = await boss.work(job.name, options, async ([taken]) => {
    try {
      if (taken !== undefined) await runJob(job, taken, log);
    } finally {
      boss.notifyWorker(worker);
    }
  });
}

function queueOptions(job: Job) {
  return {
    retryLimit: job.retryLimit ?? 8,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 600,
    expireInSeconds: job.expireInSeconds ?? 900,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    deleteAfterSeconds: 86_400,
    notify: true,
  };
}

async function runJob(job: Job, taken: { id: string; data: unknown; signal: AbortSignal }, log: Logger): Promise<void> {
  const context = { log: log.child({ job: job.name, jobId: taken.id }), signal: taken.signal };
  const payload = job.payload.safeParse(taken.data);
  if (!payload.success) {
    // A payload of an older version cannot become right by waiting: said once, dropped.
    context.log.error({ issues: payload.error.issues.map((issue) => issue.path.join('.')) }, 'A job with an unknown payload was dropped');
    return;
  }
  try {
    await job.run(payload.data, context);
  } catch (error) {
    context.log.warn({ err: error }, 'A job failed and will be tried again');
    throw error;
  }
}

const OPEN = `state in ('created','retry','active') and name = any($1)`;
const ANY_OPEN = `select 1 from ${SCHEMA}.job where ${OPEN} limit 1`;
const DEPTH = `select name as job, state::text, count(*)::int as count from ${SCHEMA}.job where ${OPEN} group by name, state`;

/** Asks one of the statements above about these jobs. */
async function ask<Row>(connection: QueueConnection, boss: PgBoss, text: string, jobs: Job[]): Promise<Row[]> {
  const names = jobs.map((job) => job.name);
  const answer = 'pglite' in connection ? await connection.pglite.query(text, [names]) : await boss.getDb().executeSql(text, [names]);
  return answer.rows as Row[];
}
