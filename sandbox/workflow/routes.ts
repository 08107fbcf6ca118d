import { Router, json } from 'express';
import { z } from 'zod';
import { bodyAs } from '../api/endpoint.ts';
import type { ApiRoute } from '../api/endpoint.ts';
import { refuseForeignOrigin } from '../control/guard.ts';
import type { SandboxApp } from '../core.ts';
import { Completion, createExecutions } from './executions.ts';
import type { Execution } from './executions.ts';
import { createActionSender, Firing } from './sender.ts';

const CALLBACKS = '/automation/actions/callbacks/2026-09';
const Batch = z.strictObject({ inputs: z.array(Completion.extend({ callbackId: z.string() })).max(100) });
const scopes = (): string[][] => [['automation']];

export interface Workflow {
  /** Runs an action for a record, as a workflow does. */
  fire(firing: Firing): Promise<Execution>;
  executions(): Execution[];
  /** HubSpot's addresses for completing blocked executions. */
  api: ApiRoute[];
  /** Control: GET lists the executions, POST fires one. */
  control: Router;
}

/** Workflows, as far as an app's action sees them: executions, deliveries with retries, and callbacks with an end. */
export function createWorkflow(options: { app: SandboxApp; now: () => Date; send: (url: string) => string }): Workflow {
  const executions = createExecutions(options.now);
  const fire = createActionSender({ ...options, executions });

  const api: ApiRoute[] = [
    {
      method: 'POST', path: `${CALLBACKS}/:callbackId/complete`, scopes,
      handle({ portal, params, body }) {
        executions.complete(portal.portalId, params['callbackId'] ?? '', bodyAs(Completion, body));
        return { status: 204 };
      },
    },
    {
      method: 'POST', path: `${CALLBACKS}/complete`, scopes,
      handle({ portal, body }) {
        for (const { callbackId, ...completion } of bodyAs(Batch, body).inputs) executions.complete(portal.portalId, callbackId, completion);
        return { status: 204 };
      },
    },
  ];

  const control = Router();
  control.use(refuseForeignOrigin, json());
  control.get('/', (_req, res) => void res.json(executions.list()));
  control.post('/', async (req, res) => {
    const firing = Firing.safeParse(req.body);
    if (!firing.success) return void res.status(400).json({ message: z.prettifyError(firing.error) });
    res.json(await fire(firing.data));
  });

  return { fire, executions: executions.list, api, control };
}
