import { lookup } from 'node:dns/promises';
import { Agent, request as httpsRequest, type RequestOptions } from 'node:https';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Config } from './config.ts';
import { StartFault } from './errors.ts';

const HTTPS_PORT = 443;
const CONNECT_MS = 3_000;
const TOTAL_MS = 10_000;
const MOST_BYTES = 64 * 1024;
const MOST_HEADER_BYTES = 16 * 1024;
const LONGEST_URL = 2_048;

/** Names that lead inside a network or to a cloud's metadata, whatever they resolve to. */
const INNER_NAME = /(^|\.)(localhost|local|localdomain|internal|intranet|lan|corp|home|arpa|onion)$|^(metadata|instance-data)\./;
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
  const host = url.hostname;
  if (url.protocol !== 'https:') return { ok: false, reason: 'The address must begin with https://.' };
  if (url.port !== '') return { ok: false, reason: 'The address must use port 443.' };
  if (url.username !== '' || url.password !== '') return { ok: false, reason: 'The address must not hold a name or password.' };
  if (ipaddr.isValid(host.replace(/^\[|\]$/g, '')) || !host.includes('.') || host.endsWith('.')) return { ok: false, reason: 'The address must name a public host.' };
  if (INNER_NAME.test(host) || host === ownHost) return { ok: false, reason: 'This host cannot be called.' };
  return { ok: true, url };
}

/** Whether an address lies in the public internet: neither inside a network nor a wrapping of such an address. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  if (address.kind() === 'ipv4') return true;
  // Global unicast alone: outside lie IPv4-compatible and site-local addresses and local NAT64; 3fff::/20 is for documents.
  return address.match(ipaddr.parseCIDR('2000::/3')) && !address.match(ipaddr.parseCIDR('3fff::/20'));
}

export type Resolve = (host: string) => Promise<{ address: string; family: number }[]>;

export interface EgressOptions {
  config: Pick<Config, 'sandbox' | 'publicUrl'>;
  /** How names become addresses; the machine's resolver where absent. */
  resolve?: Resolve;
  /** Tests only, refused outside sandbox mode: another port, addresses let through, the certificate trusted, shorter times. */
  override?: { port: number; addresses?: string[]; ca?: string; connectMs?: number; totalMs?: number };
}

export interface EgressRequest {
  url: string;
  headers: Record<string, string>;
  body: string | Buffer;
}

/** All that a tenant may learn of an answer is the class of its status. */
export type EgressResult =
  | { ok: true; statusClass: 2 | 3 | 4 | 5 }
  | { ok: false; fault: 'refused' | 'unreached' | 'timeout' | 'broken'; reason: string };

export interface Egress {
  /** Posts once; never follows a redirect, never throws. */
  send(request: EgressRequest): Promise<EgressResult>;
}

class Refused extends Error {}

/**
 * The one way out to addresses that tenants set (nothing calls it yet: it waits for alerts and outgoing webhooks).
 * The address is checked inside the socket's own look-up and that very address is connected to, so that a name which
 * answers differently the second time gains nothing. Each call has a connection of its own, without the machine's proxy.
 * @throws StartFault when the override of the tests meets a configuration that is not the sandbox's.
 */
export function createEgress({ config, resolve = resolveHost, override }: EgressOptions): Egress {
  if (override !== undefined && !config.sandbox) throw new StartFault('Addresses inside the network cannot be allowed here.', 'Only tests do that, in sandbox mode.');
  const ownHost = new URL(config.publicUrl).hostname;
  const allowed = new Set(override?.addresses);
  const agent = new Agent({ keepAlive: false });

  async function checkedAddress(host: string): Promise<{ address: string; family: number }> {
    const found = await resolve(host);
    const [first] = found;
    if (first === undefined) throw new Error('The name has no address.');
    // One inner address among public ones is enough: an honest name has none.
    if (found.some(({ address }) => !isPublicAddress(address) && !allowed.has(address))) throw new Refused('The name leads inside a network.');
    return first;
  }

  const checkedLookup: LookupFunction = (host, _options, done) => {
    checkedAddress(host).then(
      ({ address, family }) => done(null, address, family),
      (error: Error) => done(error, '', 0),
    );
  };

  return {
    async send({ url: text, headers, body }) {
      const checked = checkUrl(text, ownHost);
      if (!checked.ok) return { ok: false, fault: 'refused', reason: checked.reason };
      const { hostname, pathname, search } = checked.url;
      const options: RequestOptions = {
        method: 'POST', agent, hostname, path: pathname + search, port: override?.port ?? HTTPS_PORT, lookup: checkedLookup, autoSelectFamily: false,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) }, maxHeaderSize: MOST_HEADER_BYTES, rejectUnauthorized: true, ca: override?.ca,
      } as RequestOptions;
      return post(options, body, { connectMs: override?.connectMs ?? CONNECT_MS, totalMs: override?.totalMs ?? TOTAL_MS });
    },
  };
}

async function resolveHost(host: string): Promise<{ address: string; family: number }[]> {
  return lookup(host, { all: true, verbatim: true });
}

function post(options: RequestOptions, body: string | Buffer, limits: { connectMs: number; totalMs: number }): Promise<EgressResult> {
  return new Promise((resolve) => {
    let status: 2 | 3 | 4 | 5 | undefined;
    let connected = false;
    let late = false;
    const request = httpsRequest(options);
    const end = (): void => void request.destroy(new Error('The time is over.'));
    const timers = [
      setTimeout(() => !connected && ((late = true), end()), limits.connectMs),
      setTimeout(() => ((late = true), end()), limits.totalMs),
    ];

    function settle(error?: Error): void {
      for (const timer of timers) clearTimeout(timer);
      // Once a status has come, nothing later takes it back: neither a body without end nor a cut connection.
      if (status !== undefined) resolve({ ok: true, statusClass: status });
      else if (error instanceof Refused) resolve({ ok: false, fault: 'refused', reason: error.message });
      else if (late) resolve({ ok: false, fault: 'timeout', reason: 'There was no answer in time.' });
      else if (!connected) resolve({ ok: false, fault: 'unreached', reason: 'The host could not be reached.' });
      else resolve({ ok: false, fault: 'broken', reason: 'The connection broke.' });
    }

    request.on('socket', (socket) => socket.once('secureConnect', () => (connected = true)));
    request.on('error', settle);
    request.on('response', (response) => {
      const first = Math.floor((response.statusCode ?? 0) / 100);
      if (first >= 2 && first <= 5) status = first as 2 | 3 | 4 | 5;
      let read = 0;
      response.on('data', (chunk: Buffer) => {
        read += chunk.length;
        if (read >= MOST_BYTES) request.destroy();
      });
      response.on('error', () => undefined);
      response.on('close', () => settle());
    });
    request.end(body);
  });
}
