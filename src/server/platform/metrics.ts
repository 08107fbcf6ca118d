import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Job } from './queue.ts';

/** A card waits seconds at most; a hook's sender gives up after 5. */
const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];
const JOB_SECONDS = [0.01, 0.05, 0.25, 1, 5, 15, 60, 300, 900];

/** What is asked when the figures are read, not counted on the way. */
export interface Gauges {
  /** Jobs that wait, run or wait for a retry. */
  queued(): Promise<readonly { job: string; state: string; count: number }[]>;
  /** Connections to the database; absent on the embedded engine, which has one. */
  connections?: () => { open: number; idle: number; waiting: number };
}

export type Metrics = ReturnType<typeof createMetrics>;

/**
 * The figures of one process. Labels are routes, jobs, states and outcomes, all of them lists of ours: never an account's
 * id, an address or a word from outside, so that their number stays bounded. docs/metrics.md says what each is for.
 */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) => new Counter({ name, help, labelNames, registers });

  return {
    requests: new Histogram({ name: 'baton_request_seconds', help: 'Time to answer a request', labelNames: ['route', 'status'], buckets: REQUEST_SECONDS, registers }),
    jobs: new Histogram({ name: 'baton_job_seconds', help: 'Time a job ran, by how it ended', labelNames: ['job', 'outcome'], buckets: JOB_SECONDS, registers }),
    hubspotCalls: counter('baton_hubspot_calls_total', 'Calls of rooms to HubSpot, by what came of them', ['outcome', 'lane']),
    tokenRefreshes: counter('baton_token_refreshes_total', 'Renewals of HubSpot tokens', ['outcome']),
    deliveries: counter('baton_deliveries_total', 'Survey deliveries, by the state they reached', ['state']),
    webhookEvents: counter('baton_webhook_events_total', "Events of HubSpot's webhooks, by what became of them", ['outcome']),
    signatures: counter('baton_signatures_refused_total', 'Requests whose HubSpot signature was refused', ['reason']),
    clockSkew: counter('baton_clock_skew_suspected_total', 'Genuine signatures of HubSpot with a time outside the window', []),
    workflowActions: counter('baton_workflow_actions_total', 'Deliveries of workflow actions, by the signature that proved them and by the answer', ['signature', 'answer']),
    wrongSecrets: counter('baton_wrong_secrets_total', 'Requests to a hook with a wrong secret', ['answer']),
    registry,

    /** Adds the figures that are asked for only when somebody reads: once a process, before the first reading. */
    watch(gauges: Gauges): void {
      collectDefaultMetrics({ register: registry });
      watchQueue(registry, gauges.queued);
      if (gauges.connections !== undefined) watchConnections(registry, gauges.connections);
    },
  };
}

function watchQueue(registry: Registry, queued: Gauges['queued']): void {
  new Gauge({
    name: 'baton_queue_jobs', help: 'Jobs that are not done', labelNames: ['job', 'state'], registers: [registry],
    async collect() {
      // While the database is away the other figures matter most.
      const rows = await queued().catch(() => []);
      this.reset();
      for (const { job, state, count } of rows) this.set({ job, state }, count);
    },
  });
}

function watchConnections(registry: Registry, connections: NonNullable<Gauges['connections']>): void {
  new Gauge({
    name: 'baton_database_connections', help: 'Connections of the pool, and requests that wait for one', labelNames: ['state'], registers: [registry],
    collect() {
      const { open, idle, waiting } = connections();
      this.set({ state: 'busy' }, open - idle);
      this.set({ state: 'idle' }, idle);
      this.set({ state: 'waiting' }, waiting);
    },
  });
}

/** The same job, timed. */
export function timed(job: Job, metrics: Pick<Metrics, 'jobs'>): Job {
  return {
    ...job,
    async run(payload, context) {
      const end = metrics.jobs.startTimer({ job: job.name });
      try {
        await job.run(payload, context);
        end({ outcome: 'done' });
      } catch (error) {
        end({ outcome: 'failed' });
        throw error;
      }
    },
  };
}
