import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect } from 'kysely';
import { createDb, type Db, type Tables } from './db.ts';
import { startDiskGuard } from './disk-guard.ts';
import { LOCK_FILE, takeLock } from './lock.ts';
import type { Logger } from './log.ts';
import { columnParsers } from './postgres.ts';
import { startWatchdog } from './watchdog.ts';

const CHECKPOINT_MS = 5 * 60_000;
const VACUUM_MS = 24 * 3_600_000;

export interface Embedded {
  pglite: PGlite;
  kysely: Kysely<Tables>;
  db: Db;
}

/** Kysely over an open PGlite. */
export function embeddedKysely(pglite: PGlite): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
}

/** A PGlite with Baton's column parsers; in memory without a folder. */
export function createPglite(folder?: string, dump?: Blob): Promise<PGlite> {
  return PGlite.create({ ...(folder && { dataDir: folder }), ...(dump && { loadDataDir: dump }), parsers: columnParsers });
}

/**
 * Opens the embedded database: one process, safe against kill -9, not against power loss.
 * PGlite itself has no lock, no checkpoint timer, no autovacuum and no care for a full disk: all four are here.
 * @throws StartFault when another process holds it.
 */
export async function openEmbedded(dataDir: string, log: Logger): Promise<Embedded> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = takeLock(join(dataDir, LOCK_FILE));
  const folder = join(dataDir, 'database');
  if (!existsSync(folder)) log.info('The embedded database is created');
  const pglite = await createPglite(folder).catch((error: unknown) => {
    lock.release();
    throw error;
  });
  const disk = await startDiskGuard(dataDir, log);
  const watchdog = startWatchdog();
  const timers = [
    setInterval(() => void maintain(pglite, 'checkpoint', log), CHECKPOINT_MS),
    setInterval(() => void maintain(pglite, 'vacuum (analyze)', log), VACUUM_MS),
  ];
  for (const timer of timers) timer.unref();

  const kysely = embeddedKysely(pglite);
  const db = createDb({ kysely, engine: 'pglite', setRole: true, guard: disk.guard });
  return {
    pglite,
    kysely,
    db: {
      ...db,
      async close() {
        for (const timer of timers) clearInterval(timer);
        disk.stop();
        await watchdog.stop();
        await db.close();
        lock.release();
      },
    },
  };
}

async function maintain(pglite: PGlite, statement: string, log: Logger): Promise<void> {
  try {
    await pglite.exec(statement);
  } catch (error) {
    log.warn({ err: error, statement }, 'Maintenance of the embedded database failed');
  }
}
