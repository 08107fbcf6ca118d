import { sql } from 'kysely';
import type { Db } from './db.ts';
import type { Logger } from './log.ts';
import type { Job, Queue } from './queue.ts';

const TICK_MS = 1_000;

/** The slot of `everyMs` milliseconds that an instant lies in, counted from 1970. */
export function slotOf(now: Date, everyMs: number): number {
  return Math.floor(now.getTime() / everyMs);
}

/**
 * Starts each scheduled job once in each slot of Baton's clock. The slot is claimed in the transaction that adds the job,
 * so several processes and restarts start it once. A slot missed while nothing ran is made up by the current one.
 */
export function startSchedule(jobs: Job[], deps: { db: Db; queue: Pick<Queue, 'insert'>; now: () => Date; log: Logger }): { stop(): void } {
  const scheduled = jobs.filter((job) => job.everyMs !== undefined);
  const claimed = new Map<string, number>();
  let busy = false;

  async function tick(): Promise<void> {
    if (busy) return;
    busy = true;
    try {
      for (const job of scheduled) {
        const slot = slotOf(deps.now(), job.everyMs!);
        if (claimed.get(job.name) === slot) continue;
        await claim(job.name, slot);
        claimed.set(job.name, slot);
      }
    } catch (error) {
      deps.log.warn({ err: error }, 'The schedule could not be read; tried again in a second');
    } finally {
      busy = false;
    }
  }

  function claim(name: string, slot: number): Promise<void> {
    return deps.db.withSystem('schedule', async (tx) => {
      const { rows } = await sql`
        insert into schedule_slots (job, slot) values (${name}, ${slot})
        on conflict (job) do update set slot = excluded.slot where schedule_slots.slot < excluded.slot
        returning job`.execute(tx);
      if (rows.length > 0) await deps.queue.insert(tx, name, [{}]);
    });
  }

  const timer = setInterval(() => void tick(), TICK_MS);
  void tick();
  return { stop: () => clearInterval(timer) };
}
