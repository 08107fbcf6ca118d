import { sql } from 'kysely';
import { MINUTE_MS, type RunningBaton } from './running-baton.ts';
import { waitUntil } from './wait.ts';

/** Moves the clock and waits until what is late or due in handoffs has been looked for. */
export async function passAndWatch(baton: Pick<RunningBaton, 'pass' | 'now' | 'kysely' | 'idle'>, ms: number): Promise<void> {
  await baton.pass(ms);
  const slot = Math.floor(baton.now().getTime() / (15 * MINUTE_MS));
  await waitUntil('handoffs were looked at', async () => {
    const { rows } = await sql<{ slot: number }>`select slot from schedule_slots where job = 'handoff.watch'`.execute(baton.kysely);
    return (rows[0]?.slot ?? 0) >= slot;
  }, 25_000);
  await baton.idle();
}
