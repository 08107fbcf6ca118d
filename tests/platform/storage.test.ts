import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { readConfig } from '../../src/server/platform/config.ts';
import { type Job, startQueue } from '../../src/server/platform/queue.ts';
import { openStorage, type Storage } from '../../src/server/platform/storage.ts';
import { migrations } from '../../src/server/modules.ts';
import { buildEnv } from '../support/environment.ts';
import { openEmptyDb } from '../support/empty-database.ts';
import { captureLog } from '../support/log.ts';
import { waitUntil } from '../support/wait.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

const job: Job = { name: 'test.note', payload: z.object({}), run: async () => undefined };

async function open(env: NodeJS.ProcessEnv, log = captureLog().log): Promise<Storage> {
  const storage = await openStorage(readConfig(buildEnv(env)), migrations, log);
  cleanups.push(() => storage.db.close());
  return storage;
}

/** Writes an event and a job as a room does, works the job, and tells how many events the portal sees. */
async function useIt({ db, connection }: Storage, portalId: number): Promise<number> {
  const queue = await startQueue(connection, [job], captureLog().log, { works: true });
  try {
    await db.withPortal(portalId, async (tx) => {
      await sql`insert into events (portal_id, name, at, actor, payload) values (${portalId}, 'test', ${new Date(0)}, 'system', '{}')`.execute(tx);
      await queue.insert(tx, job.name, [{}]);
    });
    await queue.work();
    await waitUntil('the queue is idle', () => queue.idle());
    return await db.withPortal(portalId, async (tx) => (await sql`select 1 from events`.execute(tx)).rows.length);
  } finally {
    await queue.stop();
  }
}

describe('without DATABASE_URL', () => {
  it('the data lives in DATA_DIR, says what that is good for, and is there again after a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'baton-data-'));
    cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
    const { log, lines } = captureLog();
    const first = await openStorage(readConfig(buildEnv({ DATA_DIR: folder })), migrations, log);
    expect(lines.join()).toContain('not a power loss');
    expect(await useIt(first, 1)).toBe(1);
    await expect(open({ DATA_DIR: folder })).rejects.toThrow(`in use by process ${process.pid}`);
    await first.db.close();
    const second = await open({ DATA_DIR: folder });
    expect(await useIt(second, 1)).toBe(2);
    expect(await useIt(second, 2)).toBe(1);
  });
});

describe.skipIf(inject('databaseTemplate').engine !== 'postgres')('with DATABASE_URL (skipped: needs TEST_DATABASE_URL)', () => {
  /** An empty database, and the addresses of two logins of its own. */
  async function buildServer() {
    const empty = await openEmptyDb(0);
    const [owner, plain] = [`${empty.name}_owner`, `${empty.name}_plain`];
    cleanups.push(async () => {
      await empty.close();
      for (const role of [owner, plain]) await empty.onServer(`drop role ${role}`);
    });
    await empty.onServer(`create role ${owner} login createrole`);
    await empty.onServer(`create role ${plain} login`);
    await empty.onServer(`alter database ${empty.name} owner to ${owner}`);
    const as = (role: string) => {
      const url = new URL(empty.url);
      url.username = role;
      return url.href;
    };
    return { empty, plain, ownerUrl: as(owner), plainUrl: as(plain) };
  }

  it('a plain login granted baton_app serves, while the owner migrates', async () => {
    const { empty, plain, ownerUrl, plainUrl } = await buildServer();
    await empty.onServer(`grant baton_app to ${plain}`);
    const storage = await open({ DATABASE_URL: plainUrl, MIGRATION_DATABASE_URL: ownerUrl });
    expect(await useIt(storage, 1)).toBe(1);
    expect(await useIt(storage, 2)).toBe(1);
  });

  it('one login for everything serves, too, from its first start and from every later one', async () => {
    const { ownerUrl } = await buildServer();
    for (const events of [1, 2]) {
      const storage = await openStorage(readConfig(buildEnv({ DATABASE_URL: ownerUrl })), migrations, captureLog().log);
      try {
        expect(await useIt(storage, 1)).toBe(events);
        expect(await useIt(storage, 10 + events)).toBe(1);
      } finally {
        await storage.db.close();
      }
    }
  });

  it('several processes start at once on an empty database', async () => {
    const { empty } = await buildServer();
    const storages = await Promise.all([1, 2, 3, 4].map(() => open({ DATABASE_URL: empty.url })));
    for (const [index, storage] of storages.entries()) expect(await useIt(storage, index + 1)).toBe(1);
  });
});
