import { readFileSync } from 'node:fs';

/** Linux tells times in hundredths of a second, whatever its own clock does (USER_HZ). */
const TICKS_PER_SECOND = 100;

/** User and system time in seconds of a process with all its threads, and of its children that have ended, from the text of /proc/<pid>/stat. */
export function cpuSeconds(stat: string): number {
  // The name stands in parentheses and may hold spaces and parentheses; the state follows as the third field.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system, childrenUser, childrenSystem] = fields.slice(11, 15).map(Number);
  return (user! + system! + childrenUser! + childrenSystem!) / TICKS_PER_SECOND;
}

/** The seconds that each of these processes has used so far; those that have ended are left out. */
export function readCpu(pids: readonly number[]): Map<number, number> {
  const used = new Map<number, number>();
  for (const pid of pids) {
    try {
      used.set(pid, cpuSeconds(readFileSync(`/proc/${pid}/stat`, 'utf8')));
    } catch (error) {
      if (!['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
  return used;
}

/** The seconds used between two readings: a process that began in between counts whole, one that ended not at all. */
export function cpuBetween(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): number {
  return [...after].reduce((sum, [pid, seconds]) => sum + seconds - (before.get(pid) ?? 0), 0);
}
