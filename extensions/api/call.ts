import { hubspot } from '@hubspot/ui-extensions';
import type { EndpointName, Endpoints } from '../contracts/endpoints.ts';
import type { Refusal, RefusalCode } from '../contracts/envelope.ts';

/** The answer of an endpoint when it is not a refusal. */
export type ViewOf<E extends EndpointName> = Exclude<Endpoints[E]['answer'], Refusal>;
export type FailureReason = 'time-out' | 'network' | 'server';

/** How a call ended; `updating` means that card and server do not understand each other (yet). */
export type Outcome<V> =
  | { kind: 'answered'; view: V }
  | { kind: 'refused'; code: RefusalCode; cure: string }
  | { kind: 'updating' }
  | { kind: 'failed'; reason: FailureReason };

/** Below HubSpot's own 15 s, so that the card speaks before the proxy does. */
const timeoutMs = 10_000;
const statuses: readonly unknown[] = ['scored', 'not-a-customer', 'preparing'];

/**
 * Asks the companion server through HubSpot's signing proxy. Never throws. The proxy hides the body of every
 * status but 200, so a 401 or an unreadable answer counts as a signature that was not accepted.
 */
export async function call<E extends EndpointName>(
  endpoint: E,
  params: { companyId: string } & Endpoints[E]['query'],
  serverUrl: string,
): Promise<Outcome<ViewOf<E>>> {
  return send(endpoint, params, serverUrl);
}

/**
 * Sends a question, or a change with its body, to an endpoint ('GET /api/1/…', ':name' parts filled from params, the rest
 * in the query). Never throws.
 */
export async function send<V>(
  endpoint: string,
  params: Record<string, string>,
  serverUrl: string,
  body?: Record<string, unknown>,
): Promise<Outcome<V>> {
  if (!serverUrl) return signatureRefused;
  const [method, path = ''] = endpoint.split(' ') as ['GET' | 'POST', string];
  try {
    const response = await hubspot.fetch(addressOf(path, params, serverUrl), { method, timeout: timeoutMs, body });
    return await readResponse<V>(response);
  } catch (error) {
    return { kind: 'failed', reason: /time|abort/i.test(String(error)) ? 'time-out' : 'network' };
  }
}

const signatureRefused = { kind: 'refused', code: 'signature', cure: '' } as const;

function addressOf(template: string, params: Record<string, string>, serverUrl: string): string {
  const rest = { ...params };
  const path = template.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name] ?? '';
    delete rest[name];
    return encodeURIComponent(value);
  });
  return `${serverUrl}${path}?${Object.entries(rest).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
}

async function readResponse<V>(response: Response): Promise<Outcome<V>> {
  if (response.status === 408 || response.status === 504) return { kind: 'failed', reason: 'time-out' };
  if (response.status >= 500 || response.status === 429) return { kind: 'failed', reason: 'server' };
  let body: unknown;
  try {
    body = JSON.parse(await response.text());
  } catch {
    return signatureRefused;
  }
  if (response.status === 401) return signatureRefused;
  return readBody<V>(body);
}

function readBody<V>(body: unknown): Outcome<V> {
  const fields = isObject(body) ? body : {};
  // HubSpot's local proxy wraps a server's error status in a 200 of this shape.
  if (fields['status'] === 'error') return readProxyError(fields);
  if (fields['ok'] === false && typeof fields['code'] === 'string') return readRefusal(fields['code'], fields['cure']);
  // A company's status must be a known one; the rest of the shape is proven by drawing it: see ShapeBoundary.
  const known = fields['ok'] === true && (!fields['status'] || statuses.includes(fields['status']));
  return known ? { kind: 'answered', view: body as V } : { kind: 'updating' };
}

function readRefusal<V>(code: string, cure: unknown): Outcome<V> {
  if (code === 'try-later') return { kind: 'failed', reason: 'server' };
  if (code === 'bad-request') return { kind: 'updating' };
  return { kind: 'refused', code: code as RefusalCode, cure: String(cure ?? '') };
}

function readProxyError<V>(fields: Record<string, unknown>): Outcome<V> {
  const context = fields['context'];
  return isObject(context) && String(context['appServerStatusCode']) === '401' ? signatureRefused : { kind: 'failed', reason: 'server' };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
