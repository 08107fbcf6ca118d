import type { Config } from './config.ts';
import type { Db } from './db.ts';
import { openEmbedded } from './embedded.ts';
import type { Logger } from './log.ts';
import { migrate, type Migrations } from './migrate.ts';
import { openPool, openPostgres, postgresKysely } from './postgres.ts';
import { installQueue, type QueueConnection } from './queue.ts';

export interface Storage {
  db: Db;
  /** How the job queue reaches the same database. */
  connection: QueueConnection;
}

/**
 * Opens the database at head: PostgreSQL where DATABASE_URL is set (migrated by the owner's login), else the embedded one.
 * @throws StartFault when it cannot be reached, is in use, or a migration fails.
 */
export async function openStorage(config: Config, migrations: Migrations, log: Logger): Promise<Storage> {
  return config.databaseUrl === undefined
    ? openEmbeddedStorage(config, migrations, log)
    : openPostgresStorage(config.databaseUrl, config.migrationDatabaseUrl ?? config.databaseUrl, migrations, log);
}

async function openEmbeddedStorage(config: Config, migrations: Migrations, log: Logger): Promise<Storage> {
  log.info({ dataDir: config.dataDir }, 'Embedded database: for trial, development and small teams; survives a kill, not a power loss; one process. Set DATABASE_URL for PostgreSQL');
  const { pglite, kysely, db } = await openEmbedded(config.dataDir, log);
  try {
    await migrate(kysely, migrations);
    await installQueue({ pglite }, kysely);
  } catch (error) {
    await db.close();
    throw error;
  }
  return { db, connection: { pglite } };
}

async function openPostgresStorage(url: string, ownerUrl: string, migrations: Migrations, log: Logger): Promise<Storage> {
  const owner = postgresKysely(openPool(ownerUrl, log, 2));
  try {
    // Opened first: an unreachable server gets its own clear fault.
    const db = await openPostgres(url, log);
    const done = await migrate(owner, migrations);
    if (done.length > 0) log.info({ migrations: done }, 'The database was brought to head');
    await installQueue({ databaseUrl: ownerUrl }, owner);
    return { db, connection: { databaseUrl: url } };
  } finally {
    await owner.destroy();
  }
}
