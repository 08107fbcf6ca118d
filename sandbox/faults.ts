import type { Request, Response } from 'express';
import { z } from 'zod';
import { seededRandom } from './random.ts';

const Kind = z.enum(['status', 'html', 'hang', 'drip', 'truncate', 'redirect', 'reset-before', 'reset-after']);

/** A scripted fault: which calls it hits, what happens, how often. Chance follows `seed`, so a script repeats itself. */
export const FaultRule = z.strictObject({
  kind: Kind,
  /** A regular expression over the path without query. */
  path: z.string().default('.*'),
  method: z.string().optional(),
  portalId: z.number().int().optional(),
  /** How many calls it hits; then it is spent. */
  count: z.number().int().min(1).default(1),
  /** Calls that pass first. */
  skip: z.number().int().min(0).default(0),
  /** 0 to 1, drawn per call. */
  chance: z.number().min(0).max(1).default(1),
  seed: z.number().int().default(1),
  /** For `status`, `html` (default 502) and `redirect` (default 307). */
  status: z.number().int().min(200).max(599).optional(),
  body: z.unknown().optional(),
  /** Retry-After as it is to be sent: seconds, a date, rubbish; absent: no header. */
  retryAfter: z.string().optional(),
  headers: z.record(z.string(), z.string()).default({}),
  /** `redirect`: where to. */
  location: z.string().optional(),
  /** `hang`: how long before the connection closes; `drip`: pause between bytes. */
  delayMs: z.number().int().min(0).optional(),
});
export type FaultRule = z.infer<typeof FaultRule>;

interface Scripted {
  rule: FaultRule;
  left: number;
  skip: number;
  draw: () => number;
}

export interface Faults {
  script(rules: FaultRule[]): void;
  clear(): void;
  waiting(): { rule: FaultRule; left: number }[];
  /** The fault that hits this call, if any; spends it. */
  next(method: string, path: string, portalId: number | null): FaultRule | undefined;
}

/** No faults yet. The first rule that matches a call is played. */
export function createFaults(): Faults {
  let scripted: Scripted[] = [];
  return {
    script(rules) {
      scripted.push(...rules.map((rule) => ({ rule, left: rule.count, skip: rule.skip, draw: seededRandom(rule.seed) })));
    },
    clear: () => void (scripted = []),
    waiting: () => scripted.map(({ rule, left }) => ({ rule, left })),
    next(method, path, portalId) {
      for (const one of scripted) {
        const { rule } = one;
        if (rule.method && rule.method !== method) continue;
        if (rule.portalId && rule.portalId !== portalId) continue;
        if (!new RegExp(rule.path).test(path)) continue;
        if (one.skip > 0) {
          one.skip -= 1;
          continue;
        }
        if (one.draw() >= rule.chance) continue;
        one.left -= 1;
        if (one.left === 0) scripted = scripted.filter((other) => other !== one);
        return rule;
      }
      return undefined;
    },
  };
}

/** Whether the fault comes after the call has been carried out (the caller cannot know). */
export function actsAfterCommit(rule: FaultRule): boolean {
  return rule.kind === 'reset-after' || rule.kind === 'truncate' || rule.kind === 'drip';
}

function drip(res: Response, text: string, pauseMs: number): void {
  let sent = 0;
  res.setHeader('Content-Type', 'application/json');
  const timer = setInterval(() => {
    res.write(text[sent]);
    sent += 1;
    if (sent < text.length) return;
    clearInterval(timer);
    res.end();
  }, pauseMs);
  res.once('close', () => clearInterval(timer));
}

/** Plays a fault on an open answer; `body` is what the call would have answered. Returns the status to record (0: none sent). */
export function playFault(rule: FaultRule, req: Request, res: Response, body: unknown): number {
  res.set(rule.headers);
  if (rule.retryAfter !== undefined) res.setHeader('Retry-After', rule.retryAfter);
  const text = JSON.stringify(body ?? {});
  switch (rule.kind) {
    case 'status': {
      const status = rule.status ?? 500;
      const fallback = { status: 'error', message: 'A scripted fault of the sandbox', correlationId: '00000000-0000-4000-8000-000000000000', category: 'INTERNAL_ERROR' };
      if (typeof rule.body === 'string') res.status(status).type('text').send(rule.body);
      else res.status(status).json(rule.body ?? fallback);
      return status;
    }
    case 'html': {
      const status = rule.status ?? 502;
      res.status(status).type('html').send(`<html><head><title>${status}</title></head><body><h1>${status} Bad Gateway</h1></body></html>`);
      return status;
    }
    case 'redirect': {
      const status = rule.status ?? 307;
      res.status(status).setHeader('Location', rule.location ?? '/').end();
      return status;
    }
    case 'hang': {
      const timer = setTimeout(() => req.socket.destroy(), rule.delayMs ?? 120_000);
      timer.unref();
      res.once('close', () => clearTimeout(timer));
      return 0;
    }
    case 'truncate':
      res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
      res.write(text.slice(0, Math.floor(text.length / 2)), () => req.socket.destroy());
      return 200;
    case 'drip':
      drip(res, text, rule.delayMs ?? 1_000);
      return 200;
    default:
      req.socket.destroy();
      return 0;
  }
}
