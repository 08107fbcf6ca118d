import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrations } from '../../src/server/modules.ts';
import { createPglite, embeddedKysely } from '../../src/server/platform/embedded.ts';
import { createLog } from '../../src/server/platform/log.ts';
import { migrate, type Migrations } from '../../src/server/platform/migrate.ts';
import { openPool, postgresKysely } from '../../src/server/platform/postgres.ts';
import { installQueue } from '../../src/server/platform/queue.ts';

/** Where a test finds the migrated database to copy: a PostgreSQL template, or a dump of the embedded engine. */
export type DatabaseTemplate = { engine: 'postgres'; server: string; name: string } | { engine: 'pglite'; dump: string };

declare module 'vitest' {
  interface ProvidedContext {
    databaseTemplate: DatabaseTemplate;
  }
}

const log = createLog('silent');

/** Migrates one database for the whole run; every test copies it (a copy takes tenths of a second, migrating takes seconds). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = process.env.TEST_DATABASE_URL;
  const { template, remove } = server ? await postgresTemplate(server) : await embeddedTemplate();
  project.provide('databaseTemplate', template);
  return remove;
}

async function postgresTemplate(server: string) {
  const name = `baton_template_${process.pid}_${Date.now()}`;
  await onServer(server, `create database ${name}`);
  const url = databaseUrl(server, name);
  const pool = openPool(url, log);
  const kysely = postgresKysely(pool);
  await migrate(kysely, migrations);
  await installQueue({ databaseUrl: url }, kysely);
  await kysely.destroy();
  return {
    template: { engine: 'postgres', server, name } satisfies DatabaseTemplate,
    remove: () => onServer(server, `drop database ${name} with (force)`),
  };
}

/** The dump is kept between runs under a hash of the migrations' own text, because creating one takes seconds. */
async function embeddedTemplate() {
  const text = Object.entries(migrations).map(([name, run]) => name + run.toString()).sort().join();
  const folder = new URL('../../node_modules/.cache/baton/', import.meta.url).pathname;
  const dump = `${folder}template-${createHash('sha256').update(text).digest('hex').slice(0, 16)}.tar`;
  if (!existsSync(dump)) {
    mkdirSync(folder, { recursive: true });
    const part = `${dump}.${process.pid}`;
    writeFileSync(part, await createDump(migrations));
    renameSync(part, dump);
  }
  return { template: { engine: 'pglite', dump } satisfies DatabaseTemplate, remove: async () => undefined };
}

async function createDump(migrations: Migrations): Promise<Buffer> {
  const pglite = await createPglite();
  const kysely = embeddedKysely(pglite);
  await migrate(kysely, migrations);
  await installQueue({ pglite }, kysely);
  const dump = Buffer.from(await (await pglite.dumpDataDir('none')).arrayBuffer());
  await kysely.destroy();
  return dump;
}

export function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs one statement on the server's own database. */
export async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
