import { statfs } from 'node:fs/promises';
import type { WriteGuard } from './db.ts';
import { Unavailable } from './errors.ts';
import type { Logger } from './log.ts';

/** The embedded engine spins for ever on a full disk, so writing stops well before. */
export const MIN_FREE_BYTES = 200 * 1024 * 1024;
const CHECK_MS = 5_000;

/** Watches the free space of a folder; the guard throws Unavailable while it is too small. */
export async function startDiskGuard(
  folder: string,
  log: Logger,
  freeBytes: (folder: string) => Promise<number> = readFreeBytes,
): Promise<{ guard: WriteGuard; check(): Promise<void>; stop(): void }> {
  let enough = true;

  async function check(): Promise<void> {
    const free = await freeBytes(folder);
    if (enough !== free >= MIN_FREE_BYTES) log.warn({ freeMegabytes: Math.round(free / 1048576) }, 'Free disk space crossed the limit for writing');
    enough = free >= MIN_FREE_BYTES;
  }

  await check();
  const timer = setInterval(() => void check().catch((error: unknown) => log.warn({ err: error }, 'Free disk space is unknown')), CHECK_MS);
  timer.unref();
  return {
    guard() {
      if (!enough) throw new Unavailable('Less than 200 MB of disk are free: the embedded database takes no work until there is more.', 30);
    },
    check,
    stop: () => clearInterval(timer),
  };
}

async function readFreeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
