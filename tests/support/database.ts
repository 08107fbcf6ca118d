import { readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { inject } from 'vitest';
import { createDb, type Db, type Tables } from '../../src/server/platform/db.ts';
import { createPglite, embeddedKysely } from '../../src/server/platform/embedded.ts';
import { createLog } from '../../src/server/platform/log.ts';
import { openPool, postgresKysely } from '../../src/server/platform/postgres.ts';
import type { QueueConnection } from '../../src/server/platform/queue.ts';
import { databaseUrl, onServer } from './database-template.ts';

export interface TestDb {
  db: Db;
  /** The owner's handle: sees all rows of all portals, for checks only. */
  kysely: Kysely<Tables>;
  connection: QueueConnection;
  close(): Promise<void>;
}

/** A migrated database of the test's own: PostgreSQL where TEST_DATABASE_URL is set, else the embedded engine in memory. */
export async function openTestDb(): Promise<TestDb> {
  const template = inject('databaseTemplate');
  if (template.engine === 'pglite') {
    const pglite = await createPglite(undefined, new Blob([readFileSync(template.dump)]));
    const kysely = embeddedKysely(pglite);
    return { db: createDb({ kysely, engine: 'pglite', setRole: true }), kysely, connection: { pglite }, close: () => kysely.destroy() };
  }
  const name = `baton_test_${randomBytes(6).toString('hex')}`;
  await onServer(template.server, `create database ${name} template ${template.name}`);
  const url = databaseUrl(template.server, name);
  const kysely = postgresKysely(openPool(url, createLog('silent'), 5));
  return {
    db: createDb({ kysely, engine: 'postgres', setRole: true }),
    kysely,
    connection: { databaseUrl: url },
    async close() {
      await kysely.destroy();
      await onServer(template.server, `drop database ${name} with (force)`);
    },
  };
}
