import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createMetrics, timed } from '../../src/server/platform/metrics.ts';
import type { JobContext } from '../../src/server/platform/queue.ts';
import { captureLog } from '../support/log.ts';

const context: JobContext = { log: captureLog().log, signal: new AbortController().signal };
const buildJob = (run: () => Promise<void>) => ({ name: 'health.recompute', payload: z.object({}), run });

describe('the figures of a process', () => {
  it('say how long each job ran and how it ended; a failure stays a failure', async () => {
    const metrics = createMetrics();
    await timed(buildJob(async () => undefined), metrics).run({}, context);
    const broken = timed(buildJob(() => Promise.reject(new Error('no'))), metrics);
    await expect(broken.run({}, context)).rejects.toThrow('no');
    const text = await metrics.registry.metrics();
    expect(text).toContain('baton_job_seconds_count{job="health.recompute",outcome="done"} 1');
    expect(text).toContain('baton_job_seconds_count{job="health.recompute",outcome="failed"} 1');
  });

  it('ask for queue, connections and the event loop when they are read; a queue that cannot be asked leaves the others', async () => {
    const metrics = createMetrics();
    let away = false;
    metrics.watch({
      queued: async () => (away ? Promise.reject(new Error('away')) : [{ job: 'surveys.parse', state: 'created', count: 7 }]),
      connections: () => ({ open: 5, idle: 2, waiting: 1 }),
    });
    const text = await metrics.registry.metrics();
    expect(text).toContain('baton_queue_jobs{job="surveys.parse",state="created"} 7');
    expect(text).toContain('baton_database_connections{state="busy"} 3');
    expect(text).toContain('baton_database_connections{state="waiting"} 1');
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
    away = true;
    const later = await metrics.registry.metrics();
    expect(later).toContain('baton_database_connections{state="busy"} 3');
    expect(later).not.toContain('surveys.parse');
  });

  it('of two processes in one (tests) do not meet', async () => {
    const [first, second] = [createMetrics(), createMetrics()];
    first.clockSkew.inc();
    expect(await first.registry.metrics()).toContain('baton_clock_skew_suspected_total 1');
    expect(await second.registry.metrics()).toContain('baton_clock_skew_suspected_total 0');
  });
});
