import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { SandboxApp } from '../core.ts';
import { signatureHeaders } from '../sign.ts';
import { ActionAnswer } from './executions.ts';
import type { Execution, Executions } from './executions.ts';

const DEADLINE_MS = 30_000;

/** An execution to be fired: which action for which record, and how HubSpot behaves. */
export const Firing = z.strictObject({
  url: z.string(),
  portalId: z.number().int(),
  objectType: z.enum(['COMPANY', 'DEAL']).default('COMPANY'),
  objectId: z.number().int(),
  /** What the workflow's author chose. */
  inputFields: z.record(z.string(), z.string()).default({}),
  /** Which signatures the request carries. HubSpot's guide names v2; for OAuth apps v3 stands beside it. */
  signature: z.enum(['v2', 'v3', 'both']).default('both'),
  /** Of an execution to be delivered again; default a new one. */
  callbackId: z.string().optional(),
  /** Deliveries, all under one callback id, whatever the answers. */
  deliveries: z.number().int().min(1).max(10).default(1),
  /** Tries of one delivery; the gap before the second, doubled each time (HubSpot's grow to days). */
  tries: z.number().int().min(1).max(10).default(5),
  retryMs: z.number().int().min(0).default(1_000),
});
export type Firing = z.input<typeof Firing>;

interface Options {
  app: SandboxApp;
  now: () => Date;
  /** The address of a public URL on this machine. */
  send: (url: string) => string;
  executions: Executions;
}

/** Fires workflow actions as HubSpot does; resolves with the execution once every delivery has its last answer. */
export function createActionSender({ app, now, send, executions }: Options): (firing: Firing) => Promise<Execution> {
  async function attempt(execution: Execution, url: string, signature: 'v2' | 'v3' | 'both'): Promise<Execution['attempts'][number]> {
    const body = JSON.stringify(requestOf(execution));
    const headers = { 'content-type': 'application/json', ...signed(signatureHeaders(app.clientSecret, 'POST', url, body, now()), signature) };
    const at = now().toISOString();
    try {
      const answer = await fetch(send(url), { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.timeout(DEADLINE_MS) });
      const wait = answer.headers.get('retry-after');
      return { at, status: answer.status, retryAfterMs: wait === null ? null : Number(wait), answer: jsonOf(await answer.text()) };
    } catch {
      return { at, status: null, retryAfterMs: null, answer: null };
    }
  }

  /** One delivery: a 2xx or a 4xx (but 429) ends it; everything else is tried again. */
  async function deliver(execution: Execution, { url, signature, tries, retryMs }: z.output<typeof Firing>): Promise<void> {
    for (let tried = 1; ; tried += 1) {
      const result = await attempt(execution, url, signature);
      execution.attempts.push(result);
      const status = result.status ?? 0;
      const good = status >= 200 && status < 300 ? ActionAnswer.safeParse(result.answer) : undefined;
      if (good?.success) return executions.follow(execution, good.data);
      const final = status >= 200 && status < 500 && status !== 429;
      if (final || tried === tries) {
        if (execution.state === 'sending') execution.state = 'failed';
        return;
      }
      // Of a workflow action Retry-After is in milliseconds, and only a 429's is followed.
      await sleep(status === 429 && result.retryAfterMs !== null ? result.retryAfterMs : retryMs * 2 ** (tried - 1));
    }
  }

  return async function fire(asked) {
    const firing = Firing.parse(asked);
    const { portalId, objectType, objectId, inputFields, callbackId } = firing;
    const execution = executions.begin(portalId, { objectType, objectId, inputFields }, callbackId);
    for (let delivery = 0; delivery < firing.deliveries; delivery += 1) await deliver(execution, firing);
    return execution;
  };
}

/** The body as HubSpot's guide shows it. */
function requestOf({ callbackId, portalId, record: { objectType, objectId, inputFields } }: Execution): object {
  return {
    callbackId,
    origin: { portalId, actionDefinitionId: 10_860_211, actionDefinitionVersion: 1, extensionDefinitionId: 10_860_211, extensionDefinitionVersionId: 1 },
    context: { source: 'WORKFLOWS', workflowId: 192_814_114 },
    object: { objectId, objectType, properties: {} },
    fields: inputFields,
    inputFields,
  };
}

function signed(headers: Record<string, string>, which: 'v2' | 'v3' | 'both'): Record<string, string> {
  const older = (name: string): boolean => /^X-HubSpot-Signature(-Version)?$/.test(name);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => which === 'both' || older(name) === (which === 'v2')));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
