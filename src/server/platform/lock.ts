import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartFault } from './errors.ts';

interface Holder {
  pid: number;
  /** The kernel's start time of the process, so that a reused pid is not taken for the holder; '' where unknown. */
  started: string;
}

/** The lock's name in the folder of the embedded database. */
export const LOCK_FILE = 'lock';

/** Takes nothing. @throws StartFault with the pid of the living process that holds the lock. */
export function demandUnlocked(file: string): void {
  const holder = readHolder(file);
  if (holder === undefined || !isAlive(holder)) return;
  throw new StartFault(
    `The embedded database in ${dirname(file)} is in use by process ${holder.pid}.`,
    'Stop that process, start with another DATA_DIR, or set DATABASE_URL to let several processes share PostgreSQL.',
  );
}

/**
 * Takes the one-process lock of the embedded database: a file beside it, which appears whole and only once.
 * A lock whose process is gone is taken over; a live holder is never robbed, however busy.
 * @throws StartFault with the holder's pid.
 */
export function takeLock(file: string, pid = process.pid): { release(): void } {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (tryCreate(file, { pid, started: startedAt(pid) })) return { release: () => unlinkSync(file) };
    demandUnlocked(file);
    removeStale(file);
  }
  throw new StartFault(`The lock ${file} could not be taken.`, 'Another process starts at the same moment: try again.');
}

/** Links a finished file into place: nobody ever reads a lock without its holder, and take it for a stale one. */
function tryCreate(file: string, holder: Holder): boolean {
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
}

/** Moves the lock aside and looks again: if another process has taken it over in between, it gets it back. */
function removeStale(file: string): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const holder = readHolder(aside);
  if (holder !== undefined && isAlive(holder)) renameSync(aside, file);
  else unlinkSync(aside);
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return holder.started === '' || holder.started === startedAt(holder.pid);
}

/** Field 22 of /proc/<pid>/stat; '' on systems without it. */
function startedAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
