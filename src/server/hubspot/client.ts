import type { HubspotRequest } from './api.ts';

/** An answer of HubSpot's. `body` is parsed JSON, or null where an error or a 204 carried none. */
export interface HubspotAnswer {
  status: number;
  headers: Headers;
  body: unknown;
}

/**
 * Why no usable answer came. `unreached`: the request never left. All others after sending:
 * HubSpot may or may not have done what was asked.
 */
export type TransportFault = 'unreached' | 'timeout' | 'broken' | 'redirected' | 'too-large' | 'unreadable';

export class HubspotTransportError extends Error {
  readonly fault: TransportFault;

  constructor(fault: TransportFault, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'HubspotTransportError';
    this.fault = fault;
  }
}

export interface HubspotClient {
  /**
   * Sends one request and reads the answer; never follows a redirect, never leaves the configured host.
   * @throws HubspotTransportError when no readable answer came; TypeError for a path or hole of our own that is unsafe.
   */
  request(request: HubspotRequest, token?: string): Promise<HubspotAnswer>;
}

const SAFE_PATH = /^(?:\/[A-Za-z0-9._~-]+)+$/;
const SAFE_HOLE = /^[A-Za-z0-9._~-]+$/;
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED']);

/**
 * Plain fetch with the four things HubSpot's own client lacks: a timeout, no redirects, a fixed host and a size cap.
 * @param apiUrl the configured API origin, such as https://api.hubapi.com.
 */
export function createHubspotClient(options: {
  apiUrl: string;
  fetch: typeof fetch;
  timeoutMs?: number;
  maxBytes?: number;
}): HubspotClient {
  const { timeoutMs = 15_000, maxBytes = 32 * 1024 * 1024 } = options;
  const origin = new URL(options.apiUrl).origin;

  return {
    async request(request, token) {
      const url = buildUrl(origin, request);
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        const response = await options.fetch(url, { ...buildInit(request, token), redirect: 'manual', signal });
        return await readAnswer(response, maxBytes);
      } catch (error) {
        throw asTransportError(error, timeoutMs);
      }
    },
  };
}

/** Fills the holes of the path and appends the query. @throws TypeError when anything could lead off the host or the path. */
export function buildUrl(origin: string, request: Pick<HubspotRequest, 'path' | 'params' | 'query'>): URL {
  const path = request.path.replace(/\{(\w+)\}/g, (_, hole: string) => {
    const value = request.params?.[hole];
    if (value === undefined || !SAFE_HOLE.test(value)) throw new TypeError(`The path hole {${hole}} has no safe value.`);
    return value;
  });
  const dotted = path.split('/').some((segment) => segment === '.' || segment === '..');
  if (!SAFE_PATH.test(path) || dotted) throw new TypeError('A HubSpot path holds /, letters, digits, dot, _, ~ and - only.');
  const url = new URL(path, origin);
  if (url.origin !== origin) throw new TypeError('A HubSpot path led off the configured host.');
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(one));
  }
  return url;
}

function buildInit(request: HubspotRequest, token: string | undefined): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  if (request.form !== undefined) {
    headers['content-type'] = 'application/x-www-form-urlencoded';
    return { method: request.method, headers, body: new URLSearchParams(request.form).toString() };
  }
  if (request.body !== undefined) {
    headers['content-type'] = 'application/json';
    return { method: request.method, headers, body: JSON.stringify(request.body) };
  }
  return { method: request.method, headers };
}

async function readAnswer(response: Response, maxBytes: number): Promise<HubspotAnswer> {
  const { status, headers } = response;
  if (status >= 300 && status < 400) {
    await response.body?.cancel();
    throw new HubspotTransportError('redirected', `HubSpot answered ${status} with a redirect, which is never followed.`);
  }
  const text = await readText(response, maxBytes);
  const body = parseJson(text);
  // An error page of a proxy has a usable status; a success that cannot be read has not.
  if (body === undefined && status < 300 && status !== 204) {
    throw new HubspotTransportError('unreadable', `HubSpot answered ${status} with a body that is not JSON.`);
  }
  return { status, headers, body: body ?? null };
}

async function readText(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new HubspotTransportError('too-large', `HubSpot's answer passed ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function asTransportError(error: unknown, timeoutMs: number): Error {
  if (error instanceof HubspotTransportError) return error;
  if (!(error instanceof Error)) return new HubspotTransportError('broken', 'The connection to HubSpot broke.', error);
  if (error.name === 'TimeoutError') {
    return new HubspotTransportError('timeout', `HubSpot did not answer within ${timeoutMs} ms.`, error);
  }
  const code = (error.cause as { code?: string } | undefined)?.code ?? '';
  if (NEVER_SENT.has(code)) return new HubspotTransportError('unreached', `HubSpot cannot be reached (${code}).`, error);
  return new HubspotTransportError('broken', `The connection to HubSpot broke${code && ` (${code})`}.`, error);
}
