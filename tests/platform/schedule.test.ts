import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Job } from '../../src/server/platform/queue.ts';
import { slotOf, startSchedule } from '../../src/server/platform/schedule.ts';
import { openTestDb, type TestDb } from '../support/database.ts';
import { captureLog } from '../support/log.ts';
import { waitUntil } from '../support/wait.ts';

const HOUR_MS = 3_600_000;
const NOON = new Date('2026-03-01T12:00:00Z').getTime();
const TICKS_MS = 1_300;

let test: TestDb;
let stops: (() => void)[];
let inserted: string[];
let nowMs: number;
beforeAll(async () => {
  test = await openTestDb();
});
afterAll(() => test.close());
beforeEach(async () => {
  await sql`delete from schedule_slots`.execute(test.kysely);
  [stops, inserted, nowMs] = [[], [], NOON];
});
afterEach(() => {
  for (const stop of stops) stop();
});

const hourly: Job = { name: 'test.hourly', everyMs: HOUR_MS, payload: z.object({}), run: async () => undefined };
const settle = () => new Promise((resolve) => setTimeout(resolve, TICKS_MS));

/** One process's scheduler, which notes the jobs it adds. */
function startProcess(jobs: Job[] = [hourly]): () => void {
  const { stop } = startSchedule(jobs, {
    db: test.db,
    queue: { insert: async (_tx, name, payloads) => void inserted.push(...payloads.map(() => name)) },
    now: () => new Date(nowMs),
    log: captureLog().log,
  });
  stops.push(stop);
  return stop;
}

describe('a scheduled job', () => {
  it('is added once in its slot, however often the schedule looks and however many processes do', async () => {
    startProcess();
    startProcess();
    await settle();
    expect(inserted).toEqual(['test.hourly']);
  });

  it('is added once in its slot over a restart', async () => {
    startProcess()();
    await waitUntil('it is added', () => inserted.length === 1);
    startProcess();
    await settle();
    expect(inserted).toHaveLength(1);
  });

  it('follows the clock: a new slot adds it again, many missed slots add it once', async () => {
    startProcess();
    await waitUntil('it is added', () => inserted.length === 1);
    nowMs += HOUR_MS;
    await waitUntil('it is added again', () => inserted.length === 2);
    nowMs += 30 * 24 * HOUR_MS;
    await waitUntil('it is added once more', () => inserted.length === 3);
    await settle();
    expect(inserted).toHaveLength(3);
  });

  it('is not added when the clock goes back to a slot that was served', async () => {
    startProcess();
    await waitUntil('it is added', () => inserted.length === 1);
    nowMs -= HOUR_MS;
    await settle();
    expect(inserted).toHaveLength(1);
  });

  it('stays unclaimed when adding it fails, and is tried again', async () => {
    let fails = true;
    const { stop } = startSchedule([hourly], {
      db: test.db,
      queue: {
        async insert(_tx, name) {
          if (fails) throw new Error('the queue is away');
          inserted.push(name);
        },
      },
      now: () => new Date(nowMs),
      log: captureLog().log,
    });
    stops.push(stop);
    await settle();
    fails = false;
    await waitUntil('it is added', () => inserted.length === 1);
  });

  it('without everyMs is left alone', async () => {
    startProcess([{ ...hourly, everyMs: undefined }]);
    await settle();
    expect(inserted).toEqual([]);
  });
});

describe('a slot', () => {
  it('is counted from 1970, so that all processes agree on it', () => {
    expect(slotOf(new Date(0), HOUR_MS)).toBe(0);
    expect(slotOf(new Date(HOUR_MS - 1), HOUR_MS)).toBe(0);
    expect(slotOf(new Date(HOUR_MS), HOUR_MS)).toBe(1);
  });
});
