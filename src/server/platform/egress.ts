import { type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent, request as httpsRequest, type RequestOptions } from 'node:https';
import { retryAfterMs } from '../lib/retry-after.ts';
import type { Config } from './config.ts';
import { StartFault } from './errors.ts';
import { checkedLookup, hostFault, Refused, type Resolve, resolveHost } from './public-host.ts';

const HTTPS_PORT = 443;
const CONNECT_MS = 3_000;
const TOTAL_MS = 10_000;
const MOST_BYTES = 64 * 1024;
const MOST_HEADER_BYTES = 16 * 1024;
const LONGEST_URL = 2_048;

/** Letters that addresses hide behind: the URL parser drops or turns them silently. */
const HIDING = /[\s\\\u0000-\u001f\u007f]/;

export type CheckedUrl = { ok: true; url: URL } | { ok: false; reason: string };

/**
 * What can be said of a tenant's address without asking anyone; for the moment it is saved, and again before it is used.
 * @param ownHost the host of PUBLIC_URL: Baton does not call itself.
 */
export function checkUrl(text: string, ownHost: string): CheckedUrl {
  if (text.length > LONGEST_URL || HIDING.test(text) || !URL.canParse(text)) return { ok: false, reason: 'This is not an address.' };
  const url = new URL(text);
  if (url.protocol !== 'https:') return { ok: false, reason: 'The address must begin with https://.' };
  if (url.port !== '') return { ok: false, reason: 'The address must use port 443.' };
  if (url.username !== '' || url.password !== '') return { ok: false, reason: 'The address must not hold a name or password.' };
  const reason = hostFault(url.hostname, ownHost);
  return reason === null ? { ok: true, url } : { ok: false, reason };
}

export interface EgressOptions {
  config: Pick<Config, 'sandbox' | 'publicUrl'> & { hubspot: Pick<Config['hubspot'], 'apiUrl'> };
  now: () => Date;
  /** How names become addresses; the machine's resolver where absent. */
  resolve?: Resolve;
  /** Tests only, refused outside sandbox mode: another port, addresses let through, the certificate trusted, shorter times. */
  override?: { port?: number; addresses?: string[]; ca?: string; connectMs?: number; totalMs?: number };
}

export interface EgressRequest {
  url: string;
  headers: Record<string, string>;
  body: string | Buffer;
}

/**
 * What the caller learns of an answer: its status, how long it asks to wait (ms; null: it says nothing) and at most 64 kB of
 * its body. None of it is for the tenant, who could read from inside a network with it: a channel tells a fault of its own.
 */
export type EgressResult =
  | { ok: true; status: number; retryAfterMs: number | null; body: string }
  | { ok: false; fault: 'refused' | 'unreached' | 'timeout' | 'broken'; reason: string };

export interface Egress {
  /** Posts once; never follows a redirect, never throws. */
  send(request: EgressRequest): Promise<EgressResult>;
}

/**
 * The one way out over HTTP to addresses that tenants set, and to fixed ones of services they name (Slack, Telegram).
 * The address is checked inside the socket's own look-up and that very address is connected to. Each call has a connection
 * of its own, without the machine's proxy. In sandbox mode nothing leaves the machine: what passed the check of its address
 * goes to the sandbox's own endpoint, which answers in the place of the host.
 * @throws StartFault when the override of the tests meets a configuration that is not the sandbox's.
 */
export function createEgress({ config, now, resolve = resolveHost, override }: EgressOptions): Egress {
  if (override !== undefined && !config.sandbox) throw new StartFault('Addresses inside the network cannot be allowed here.', 'Only tests do that, in sandbox mode.');
  const ownHost = new URL(config.publicUrl).hostname;
  const lookup = checkedLookup(resolve, new Set(override?.addresses));
  const agent = new Agent({ keepAlive: false });
  const limits = { connectMs: override?.connectMs ?? CONNECT_MS, totalMs: override?.totalMs ?? TOTAL_MS, now };

  return {
    async send({ url: text, headers, body }) {
      const checked = checkUrl(text, ownHost);
      if (!checked.ok) return { ok: false, fault: 'refused', reason: checked.reason };
      const { hostname, pathname, search } = checked.url;
      if (config.sandbox && override === undefined) return post(sandboxCall(config.hubspot.apiUrl, { host: hostname, path: pathname + search, headers, body: body.toString() }), limits);
      const options: RequestOptions = {
        method: 'POST', agent, hostname, path: pathname + search, port: override?.port ?? HTTPS_PORT, lookup, autoSelectFamily: false,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) }, maxHeaderSize: MOST_HEADER_BYTES, rejectUnauthorized: true, ca: override?.ca,
      } as RequestOptions;
      return post({ request: httpsRequest(options), connected: 'secureConnect', body }, limits);
    },
  };
}

interface Call {
  request: ReturnType<typeof httpRequest>;
  /** The socket's event after which the other side is reached. */
  connected: 'secureConnect' | 'connect';
  body: string | Buffer;
}

/** The same call, told to the sandbox. */
function sandboxCall(apiUrl: string, told: { host: string; path: string; headers: Record<string, string>; body: string }): Call {
  const body = JSON.stringify(told);
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return { request: httpRequest(`${apiUrl}/_sandbox/outbound`, { method: 'POST', agent: false, headers, maxHeaderSize: MOST_HEADER_BYTES }), connected: 'connect', body };
}

function post({ request, connected: event, body }: Call, limits: { connectMs: number; totalMs: number; now: () => Date }): Promise<EgressResult> {
  return new Promise((resolve) => {
    let answer: { status: number; retryAfterMs: number | null } | undefined;
    const read: Buffer[] = [];
    let connected = false;
    let late = false;
    const end = (): void => void request.destroy(new Error('The time is over.'));
    const timers = [
      setTimeout(() => !connected && ((late = true), end()), limits.connectMs),
      setTimeout(() => ((late = true), end()), limits.totalMs),
    ];

    function settle(error?: Error): void {
      for (const timer of timers) clearTimeout(timer);
      // Once a status has come, nothing later takes it back: neither a body without end nor a cut connection.
      if (answer !== undefined) resolve({ ok: true, ...answer, body: Buffer.concat(read).subarray(0, MOST_BYTES).toString('utf8') });
      else if (error instanceof Refused) resolve({ ok: false, fault: 'refused', reason: error.message });
      else if (late) resolve({ ok: false, fault: 'timeout', reason: 'There was no answer in time.' });
      else if (!connected) resolve({ ok: false, fault: 'unreached', reason: 'The host could not be reached.' });
      else resolve({ ok: false, fault: 'broken', reason: 'The connection broke.' });
    }

    request.on('socket', (socket) => socket.once(event, () => (connected = true)));
    request.on('error', settle);
    request.on('response', (response) => {
      answer = answerOf(response, limits.now());
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        read.push(chunk);
        bytes += chunk.length;
        if (bytes >= MOST_BYTES) request.destroy();
      });
      response.on('error', () => undefined);
      response.on('close', () => settle());
    });
    request.end(body);
  });
}

/** Undefined for a status that HTTP does not know. */
function answerOf({ statusCode = 0, headers }: IncomingMessage, now: Date) {
  if (statusCode < 200 || statusCode > 599) return undefined;
  return { status: statusCode, retryAfterMs: retryAfterMs(headers['retry-after'], now) ?? null };
}
