import { compose } from './compose.ts';
import { migrations, type Rooms } from './modules.ts';
import type { Config } from './platform/config.ts';
import type { Deps } from './platform/deps.ts';
import type { Logger } from './platform/log.ts';
import { openStorage } from './platform/storage.ts';

/**
 * Opens Baton's database for a command-line tool: the same rooms and jobs as the server's, but no door and no worker.
 * @throws StartFault, with the embedded engine also while a server runs on it.
 */
export async function withTools<T>(config: Config, log: Logger, run: (deps: Deps, rooms: Rooms) => Promise<T>): Promise<T> {
  const storage = await openStorage(config, migrations, log);
  try {
    const composition = await compose({ config, log, storage, now: () => new Date(), fetch: globalThis.fetch });
    try {
      return await run(composition.deps, composition);
    } finally {
      await composition.queue.stop();
    }
  } finally {
    await storage.db.close();
  }
}
