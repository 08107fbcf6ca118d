import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Tx } from '../../src/server/platform/db.ts';
import { type Job, type Queue, startQueue } from '../../src/server/platform/queue.ts';
import { createRecord, type DomainEvent } from '../../src/server/platform/record.ts';
import { openTestDb, type TestDb } from '../support/database.ts';
import { captureLog } from '../support/log.ts';
import { waitUntil } from '../support/wait.ts';

const PORTAL = 7;
let test: TestDb;
let queue: Queue | undefined;
let captured: ReturnType<typeof captureLog>;
beforeEach(async () => {
  test = await openTestDb();
  captured = captureLog();
});
afterEach(async () => {
  await queue?.stop();
  queue = undefined;
  await test.close();
});

/** A job that keeps the payloads it was run with. */
function buildJob(overrides: Partial<Job> = {}): Job & { seen: unknown[] } {
  const seen: unknown[] = [];
  return { name: 'test.note', payload: z.object({ id: z.number() }), run: async (payload) => void seen.push(payload), ...overrides, seen };
}

async function start(...jobs: Job[]): Promise<Queue> {
  queue = await startQueue(test.connection, jobs, captured.log, { works: true });
  return queue;
}

const inPortal = (run: (tx: Tx) => Promise<void>) => test.db.withPortal(PORTAL, run);

async function waitingJobs(name: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from pgboss.job where name = ${name}`.execute(test.kysely);
  return rows[0]!.count;
}

describe('a job', () => {
  it('is worked with the payload it was inserted with', async () => {
    const job = buildJob();
    const { insert, work } = await start(job);
    await inPortal((tx) => insert(tx, job.name, [{ id: 1 }, { id: 2 }]));
    await work();
    await waitUntil('both are done', () => job.seen.length === 2);
    expect(job.seen).toEqual(expect.arrayContaining([{ id: 1 }, { id: 2 }]));
  });

  it('may be the first of a brand-new queue, inserted inside a transaction of the one connection there is', async () => {
    const job = buildJob();
    const { insert } = await start(job);
    const inserted = inPortal((tx) => insert(tx, job.name, [{ id: 1 }])).then(() => 'inserted');
    const late = new Promise((resolve) => setTimeout(() => resolve('still waiting'), 5_000));
    expect(await Promise.race([inserted, late])).toBe('inserted');
  });

  it('is never there when its transaction rolls back', async () => {
    const job = buildJob();
    const { insert } = await start(job);
    const failing = inPortal(async (tx) => {
      await insert(tx, job.name, [{ id: 1 }]);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await waitingJobs(job.name)).toBe(0);
  });

  it('is tried again when it fails, and its failure is logged without its payload', async () => {
    let runs = 0;
    const job = buildJob({
      payload: z.object({ id: z.number(), canary: z.string() }),
      async run() {
        runs += 1;
        if (runs === 1) throw new Error('not yet');
      },
    });
    const { insert, work, idle } = await start(job);
    await inPortal((tx) => insert(tx, job.name, [{ id: 1, canary: 'c4n4ry' }]));
    await work();
    await waitUntil('it ran twice', () => runs === 2);
    await waitUntil('the queue is idle', idle);
    expect(captured.entries().map((entry) => entry.msg)).toContain('A job failed and will be tried again');
    expect(captured.lines.join()).not.toContain('c4n4ry');
  });

  it('of an older version, whose payload no longer fits, is dropped and said once', async () => {
    const job = buildJob();
    const { insert, work, idle } = await start(job);
    await inPortal((tx) => insert(tx, job.name, [{ id: 'text' }]));
    await work();
    await waitUntil('the queue is idle', idle);
    expect(job.seen).toEqual([]);
    expect(captured.entries().filter((entry) => entry.msg === 'A job with an unknown payload was dropped')).toHaveLength(1);
  });

  it('counts as not idle from its insertion to its end', async () => {
    const job = buildJob();
    const { insert, work, idle } = await start(job);
    expect(await idle()).toBe(true);
    await inPortal((tx) => insert(tx, job.name, [{ id: 1 }]));
    expect(await idle()).toBe(false);
    await work();
    await waitUntil('the queue is idle', idle);
    expect(job.seen).toHaveLength(1);
  });

  it('that runs while the process stops is let to its end', async () => {
    let ended = false;
    const job = buildJob({
      async run() {
        await new Promise((resolve) => setTimeout(resolve, 800));
        ended = true;
      },
    });
    const { insert, work, stop } = await start(job);
    await inPortal((tx) => insert(tx, job.name, [{ id: 1 }]));
    await work();
    await waitUntil('it is taken', async () => {
      const { rows } = await sql`select 1 from pgboss.job where name = ${job.name} and state = 'active'`.execute(test.kysely);
      return rows.length === 1;
    });
    queue = undefined;
    await stop();
    expect(ended).toBe(true);
  });
});

describe('an event', () => {
  const listener = (name: string) => buildJob({ name, on: 'surveys.answers.recorded', payload: z.object({ portalId: z.number(), companyIds: z.array(z.number()) }) });
  const event: DomainEvent<'surveys.answers.recorded'> = { name: 'surveys.answers.recorded', portalId: PORTAL, at: new Date('2026-03-01T12:00:00Z'), payload: { portalId: PORTAL, companyIds: [1, 2] } };

  it('is written to the portal\'s timeline and starts each listener once', async () => {
    const [first, second, deaf] = [listener('test.first'), listener('test.second'), buildJob({ name: 'test.deaf', on: 'health.scores.changed' })];
    const { insert, work, idle } = await start(first, second, deaf);
    await inPortal((tx) => createRecord([first, second, deaf], { insert })(tx, event));
    await work();
    await waitUntil('the queue is idle', idle);
    expect([first.seen, second.seen, deaf.seen]).toEqual([[event.payload], [event.payload], []]);
    const { rows } = await sql`select portal_id, name, at, actor, payload from events`.execute(test.kysely);
    expect(rows).toEqual([{ portal_id: PORTAL, name: event.name, at: event.at, actor: 'system', payload: event.payload }]);
  });

  it('leaves neither line nor job when its transaction rolls back', async () => {
    const job = listener('test.first');
    const { insert } = await start(job);
    const failing = inPortal(async (tx) => {
      await createRecord([job], { insert })(tx, event);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow();
    expect((await sql`select 1 from events`.execute(test.kysely)).rows).toEqual([]);
    expect(await waitingJobs(job.name)).toBe(0);
  });

  it('that its catalogue does not know in this shape is refused', async () => {
    const { insert } = await start();
    const companyIds = Array.from({ length: 201 }, (_, index) => index + 1);
    await expect(inPortal((tx) => createRecord([], { insert })(tx, { ...event, payload: { portalId: PORTAL, companyIds } }))).rejects.toThrow();
  });
});
