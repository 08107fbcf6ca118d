import type { OpenRoute, Reply } from '../../src/server/http/endpoint.ts';
import { verifyActionSignature } from '../../src/server/hubspot/action-signature.ts';
import { createMetrics } from '../../src/server/platform/metrics.ts';
import { type Action, loadActions } from '../../src/server/workflow/actions/index.ts';
import type { WorkflowQuestions } from '../../src/server/workflow/commands.ts';
import { workflowJobs } from '../../src/server/workflow/jobs.ts';
import { workflowRoutes } from '../../src/server/workflow/routes.ts';
import { signatureHeaders } from '../../sandbox/sign.ts';
import type { TestDb } from './database.ts';
import { buildConfig } from './hubspot-rig.ts';
import { captureLog } from './log.ts';

type Install = NonNullable<Awaited<ReturnType<WorkflowQuestions['install']>>>;

export const PORTAL = 7;
const ACTIONS = 'https://baton.sandbox.test/workflow-actions';

/** An account that lets Baton complete what waits. */
export function buildInstall(overrides: Partial<Install> = {}): Install {
  return { state: 'active', scopes: ['oauth', 'automation'], timeZone: 'America/Sao_Paulo', currency: 'BRL', ...overrides };
}

/** A request as HubSpot's guide shows it. */
export function buildAction(overrides: { callbackId?: string; portalId?: number; objectId?: number; objectType?: string; inputFields?: object } = {}) {
  const { callbackId = 'ap-7-1-7-0', portalId = PORTAL, objectId = 501, objectType = 'COMPANY', inputFields = {} } = overrides;
  return {
    callbackId,
    origin: { portalId, actionDefinitionId: 10860211, actionDefinitionVersion: 1 },
    context: { source: 'WORKFLOWS', workflowId: 192814114 },
    object: { objectId, objectType, properties: {} },
    inputFields,
  };
}

/** The actions that the room loads, and those of a test's own. */
const loaded = await loadActions();

/**
 * The workflow room on a test's database. The other rooms' answers are the test's: replace them in `world`; jobs run
 * when the test says so, and what was asked of the others is counted.
 */
export function buildWorkflow(test: TestDb, overrides: Partial<WorkflowQuestions> = {}, more: readonly Action[] = []) {
  const { log, lines } = captureLog();
  const clock = { now: new Date('2026-11-21T12:00:00.000Z') };
  const queue: { name: string; payload: object }[] = [];
  const asked = { recompute: [] as [number, readonly number[]][], completed: [] as { portalId: number; callbackId: string; outputs: Record<string, string> }[] };
  const world: WorkflowQuestions = {
    install: async () => buildInstall(),
    recompute: async () => undefined,
    figures: async () => ({ status: 'scored', score: 63.4, band: 'watch', coverage: 0.755 }),
    startHandoff: async () => null,
    completeStep: async () => null,
    complete: async () => 'completed',
    portalIds: async () => [PORTAL],
    ...overrides,
  };
  const config = buildConfig();
  const metrics = createMetrics();
  const deps = {
    config, metrics, db: test.db, now: () => clock.now, actions: new Map([...loaded, ...more.map((action) => [action.id, action] as const)]),
    enqueue: async (_tx: unknown, name: string, payloads: object[]) => void queue.push(...payloads.map((payload) => ({ name, payload }))),
    install: (portalId: number) => world.install(portalId),
    recompute: (portalId: number, ids: readonly number[]) => {
      asked.recompute.push([portalId, ids]);
      return world.recompute(portalId, ids);
    },
    figures: (...question: Parameters<WorkflowQuestions['figures']>) => world.figures(...question),
    startHandoff: (...question: Parameters<WorkflowQuestions['startHandoff']>) => world.startHandoff(...question),
    completeStep: (...question: Parameters<WorkflowQuestions['completeStep']>) => world.completeStep(...question),
    complete: (...question: Parameters<WorkflowQuestions['complete']>) => {
      const [portalId, callbackId, outputs] = question;
      asked.completed.push({ portalId, callbackId, outputs });
      return world.complete(...question);
    },
    portalIds: () => world.portalIds(),
    verify: (request: Parameters<typeof verifyActionSignature>[0]) => verifyActionSignature(request, config.hubspot.clientSecrets),
  };
  const jobs = workflowJobs(deps);
  const routes = new Map<string, OpenRoute>(workflowRoutes(deps).map((route) => [route.path.split('/').at(-1)!, route]));

  /** Sends a request; signed by v3 and v2 as HubSpot does, unless other headers are given. */
  function deliver(body: unknown, headers?: Record<string, string>, action = 'recalculate-health'): Promise<Reply> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const own = headers ?? signatureHeaders(config.hubspot.clientSecret, 'POST', `${ACTIONS}/${action}`, text, clock.now);
    const lower = Object.fromEntries(Object.entries(own).map(([name, value]) => [name.toLowerCase(), value]));
    return routes.get(action)!.handle({ method: 'POST', params: {}, query: {}, rawBody: Buffer.from(text), headers: lower, now: clock.now, log });
  }

  /** Runs a job, as often as the queue would until it ends well; returns how many tries it took. */
  async function run(name: string, payload: object, tries = 20): Promise<number> {
    const job = jobs.find((one) => one.name === name)!;
    for (let tried = 1; ; tried += 1) {
      try {
        await job.run(job.payload.parse(payload), { log, signal: new AbortController().signal });
        return tried;
      } catch (error) {
        if (tried >= tries) throw error;
      }
    }
  }

  return {
    world, clock, queue, asked, lines, metrics, deliver, run,
    /** Runs every waiting job; returns the tries of each. */
    async settle(): Promise<number[]> {
      const tries: number[] = [];
      for (let job = queue.shift(); job !== undefined; job = queue.shift()) tries.push(await run(job.name, job.payload));
      return tries;
    },
  };
}
