import { randomBytes } from 'node:crypto';
import { createRooms, migrations } from './modules.ts';
import type { Config } from './platform/config.ts';
import type { Deps } from './platform/deps.ts';
import type { Logger } from './platform/log.ts';
import { type Queue, startQueue } from './platform/queue.ts';
import { createRecord, type Record } from './platform/record.ts';
import { createSecrets } from './platform/secrets.ts';
import { openStorage } from './platform/storage.ts';

/**
 * Opens Baton's database for a command-line tool: the same rooms and jobs as the server's, but no door and no worker.
 * @throws StartFault, with the embedded engine also while a server runs on it.
 */
export async function withTools<T>(config: Config, log: Logger, run: (deps: Deps) => Promise<T>): Promise<T> {
  const { db, connection } = await openStorage(config, migrations, log);
  let queue: Queue | undefined;
  let record: Record;
  const deps: Deps = {
    config,
    db,
    log,
    now: () => new Date(),
    random: Math.random,
    randomBytes,
    fetch: globalThis.fetch,
    secrets: createSecrets(config.keys, randomBytes),
    record: (tx, event) => record(tx, event),
    enqueue: (tx, job, payloads) => queue!.insert(tx, job, payloads),
  };
  try {
    const jobs = (await createRooms(deps)).rooms.flatMap((room) => room.jobs);
    queue = await startQueue(connection, jobs, log);
    record = createRecord(jobs, queue);
    return await run(deps);
  } finally {
    await queue?.stop();
    await db.close();
  }
}
