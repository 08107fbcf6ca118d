import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { BackendAnswer, BackendCall, HookCall, SandboxApp, SandboxPortal } from './core.ts';
import { signatureHeaders } from './sign.ts';

const maxBytes = 1_000_000;
const maxConcurrent = 20;
const defaultTimeoutMs = 15_000;
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

interface ProxyOptions {
  app: SandboxApp;
  portal: (portalId: number) => SandboxPortal | undefined;
  now: () => Date;
  /** Public https origin -> address on this machine. */
  origins: Record<string, string>;
}

function refusal(status: number, category: string, message: string): BackendAnswer {
  return { status, body: JSON.stringify({ status: 'error', category, message, correlationId: crypto.randomUUID() }) };
}

/** The address of a public URL on this machine; unchanged when its origin is not mapped. */
export function mapped(origins: Record<string, string>, url: string): string {
  const { origin } = new URL(url);
  const target = origins[origin];
  return target ? target + url.slice(origin.length) : url;
}

class TooLarge extends Error {}
class TimedOut extends Error {}

/** One plain exchange with raw bytes: no redirects followed, at most 1 MB back, `timeoutMs` from start to end. */
function exchange(url: string, method: string, headers: Record<string, string>, body: string, timeoutMs: number): Promise<BackendAnswer> {
  return new Promise((resolve, reject) => {
    const start = url.startsWith('https:') ? httpsRequest : httpRequest;
    const call = start(url, { method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > maxBytes) call.destroy(new TooLarge('The response exceeds 1 MB'));
        else chunks.push(chunk);
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 502, body: Buffer.concat(chunks).toString('utf8') }));
      answer.on('error', reject);
    });
    const timer = setTimeout(() => call.destroy(new TimedOut(`No answer within ${timeoutMs} ms`)), timeoutMs);
    call.on('error', reject);
    call.on('close', () => clearTimeout(timer));
    call.end(body);
  });
}

/** Appends what HubSpot appends, as text: re-serialising would change the caller's own query. */
function withContext(url: string, app: SandboxApp, portalId: number, user: { id: number; email: string }): string {
  const context = `userId=${user.id}&portalId=${portalId}&userEmail=${encodeURIComponent(user.email)}&appId=${app.appId}`;
  return `${url}${url.includes('?') ? '&' : '?'}${context}`;
}

export interface CardProxy {
  call(call: BackendCall): Promise<BackendAnswer>;
  hook(call: HookCall): Promise<BackendAnswer>;
  /** The signed URL and headers of a card call, without sending it. */
  sign(call: BackendCall): { url: string; method: string; headers: Record<string, string>; body: string } | BackendAnswer;
}

/** hubspot.fetch as HubSpot's proxy does it. What the proxy refuses comes back as an answer in HubSpot's error shape. */
export function createCardProxy({ app, portal, now, origins }: ProxyOptions): CardProxy {
  // HubSpot counts per app and account.
  const running = new Map<number, number>();

  function sign(call: BackendCall): ReturnType<CardProxy['sign']> {
    const method = (call.method ?? 'GET').toUpperCase();
    const user = portal(call.portalId)?.users.find((one) => one.id === call.userId);
    if (!user) return refusal(400, 'VALIDATION_ERROR', 'Unknown portal or user');
    if (!methods.includes(method)) return refusal(400, 'VALIDATION_ERROR', `Method ${method} is not allowed`);
    const url = URL.canParse(call.url) ? new URL(call.url) : null;
    if (url?.protocol !== 'https:') return refusal(400, 'VALIDATION_ERROR', `${call.url} is not an https URL`);
    if (!app.permittedOrigins.includes(url.origin)) {
      return refusal(400, 'VALIDATION_ERROR', `${url.origin} is not in the app's permittedUrls.fetch: ${app.permittedOrigins.join(', ')}`);
    }
    const foreign = Object.keys(call.headers ?? {}).filter((name) => name.toLowerCase() !== 'authorization');
    if (foreign.length > 0) return refusal(400, 'VALIDATION_ERROR', `Only the Authorization header may be set, not ${foreign.join(', ')}`);
    const body = call.body === undefined || method === 'GET' ? '' : JSON.stringify(call.body);
    if (Buffer.byteLength(body) > maxBytes) return refusal(413, 'VALIDATION_ERROR', 'The request exceeds 1 MB');
    const target = withContext(url.origin + call.url.slice(call.url.indexOf(url.host) + url.host.length).replace(/#.*$/, ''), app, call.portalId, user);
    const headers = {
      ...call.headers, ...signatureHeaders(app.clientSecret, method, target, body, now()),
      'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)),
    };
    return { url: target, method, headers, body };
  }

  async function attempt(call: BackendCall, timeoutMs: number): Promise<BackendAnswer> {
    const signed = sign(call);
    if ('status' in signed) return signed;
    return exchange(mapped(origins, signed.url), signed.method, signed.headers, signed.body, timeoutMs);
  }

  async function call(asked: BackendCall): Promise<BackendAnswer> {
    const others = running.get(asked.portalId) ?? 0;
    if (others >= maxConcurrent) return refusal(429, 'RATE_LIMITS', 'More than 20 concurrent requests of this app');
    const timeoutMs = Math.min(asked.timeoutMs ?? defaultTimeoutMs, defaultTimeoutMs);
    running.set(asked.portalId, others + 1);
    try {
      const first = await attempt(asked, timeoutMs).catch((error: Error) => error);
      const failed = first instanceof Error ? !(first instanceof TimedOut || first instanceof TooLarge) : first.status >= 500;
      // HubSpot repeats once after a connection failure or a 5xx, signed anew.
      const last = failed ? await attempt(asked, timeoutMs).catch((error: Error) => error) : first;
      if (!(last instanceof Error)) {
        const redirect = last.status >= 300 && last.status < 400;
        return redirect ? refusal(502, 'BAD_GATEWAY', `The backend answered with a redirect (${last.status}), which is not followed`) : last;
      }
      if (last instanceof TimedOut) return refusal(504, 'TIMEOUT', last.message);
      return refusal(502, 'BAD_GATEWAY', last.message);
    } finally {
      running.set(asked.portalId, (running.get(asked.portalId) ?? 1) - 1);
    }
  }

  async function hook({ url, contentType, headers, body }: HookCall): Promise<BackendAnswer> {
    if (!origins[new URL(url).origin]) return refusal(400, 'VALIDATION_ERROR', `${url} is not one of the app's hooks`);
    const all = { ...headers, 'Content-Type': contentType, 'Content-Length': String(Buffer.byteLength(body)) };
    try {
      return await exchange(mapped(origins, url), 'POST', all, body, 30_000);
    } catch (error) {
      return refusal(502, 'BAD_GATEWAY', (error as Error).message);
    }
  }

  return { call, hook, sign };
}
