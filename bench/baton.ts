import type { Kysely } from 'kysely';
import type pg from 'pg';
import { compose, type Composition } from '../src/server/compose.ts';
import { migrations } from '../src/server/modules.ts';
import { type Config, readConfig } from '../src/server/platform/config.ts';
import { createDb, type Db, type Tables } from '../src/server/platform/db.ts';
import { createLog, type Logger } from '../src/server/platform/log.ts';
import { migrate } from '../src/server/platform/migrate.ts';
import { openPool, postgresKysely } from '../src/server/platform/postgres.ts';
import { installQueue } from '../src/server/platform/queue.ts';
import { benchAppId, benchClientId, benchSecret, trialPublicUrl } from './environment.ts';

/** Baton's rooms on a database, with real jobs inserted but none worked: the bench runs them itself, to time them. */
export interface Baton extends Composition {
  config: Config;
  log: Logger;
  /** The pool that Baton's own transactions run on. */
  pool: pg.Pool;
  kysely: Kysely<Tables>;
  db: Db;
  /** Runs a job's work as the queue would. */
  runJob(name: string, payload: object): Promise<void>;
  close(): Promise<void>;
}

/** The variables of a benched Baton, for a process of its own. */
export function benchEnvironment(databaseUrl: string, hubspotUrl: string): Record<string, string> {
  return {
    HUBSPOT_APP_ID: String(benchAppId),
    HUBSPOT_CLIENT_ID: benchClientId,
    HUBSPOT_CLIENT_SECRET: benchSecret,
    HUBSPOT_API_URL: hubspotUrl,
    PUBLIC_URL: trialPublicUrl,
    DATABASE_URL: databaseUrl,
    BATON_KEYS: `bench:${Buffer.alloc(32, 7).toString('base64')}`,
    PORT: '0',
    LOG_LEVEL: 'info',
  };
}

/** The configuration of a benched Baton: HubSpot's address is a closed port, so nothing can leave the machine. */
export function benchConfig(databaseUrl: string, hubspotUrl = 'http://127.0.0.1:9'): Config {
  return readConfig(benchEnvironment(databaseUrl, hubspotUrl));
}

/** Opens an (already existing) database at head. @param now Baton's clock; default the machine's. */
export async function openBaton(databaseUrl: string, now: () => Date = () => new Date()): Promise<Baton> {
  const config = benchConfig(databaseUrl);
  // Lines are made and thrown away, as cheap as a pipe to a log shipper.
  const log = createLog(config.logLevel, { write: () => undefined });
  const pool = openPool(databaseUrl, log);
  const kysely = postgresKysely(pool);
  await migrate(kysely, migrations);
  await installQueue({ databaseUrl }, kysely);
  const db = createDb({ kysely, engine: 'postgres', setRole: true });
  const made = await compose({ config, log, storage: { db, connection: { databaseUrl } }, now, fetch });
  return {
    ...made, config, log, pool, kysely, db,
    async runJob(name, payload) {
      const job = made.jobs.find((each) => each.name === name);
      if (job === undefined) throw new Error(`Baton has no job called ${name}.`);
      await job.run(job.payload.parse(payload), { log, signal: new AbortController().signal });
    },
    async close() {
      await made.queue.stop();
      await db.close();
    },
  };
}
