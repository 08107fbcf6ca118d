import { appendFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { pause } from './figure.ts';

/** A request as it goes out. */
export interface Asked {
  address: string;
  headers: Readonly<Record<string, string>>;
  /** Absent: a GET. */
  body?: string;
}

/** What became of one try. `cut`: the connection stood, the request was sent, and no answer came. */
export type Try = { kind: 'answered'; status: number; retryAfter: string | undefined; ms: number } | { kind: 'refused' } | { kind: 'cut' };

/** Asks once on a connection of its own. */
export function askOnce({ address, headers, body }: Asked): Promise<Try> {
  return new Promise((resolve) => {
    const begun = performance.now();
    let connected = false;
    const content = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request(address, { method: body === undefined ? 'GET' : 'POST', agent: new Agent({ keepAlive: false }), headers: { ...content, ...headers }, timeout: 15_000 });
    sent.on('socket', (socket) => socket.once('connect', () => (connected = true)));
    sent.on('timeout', () => sent.destroy(new Error('timeout')));
    sent.on('error', () => resolve({ kind: connected ? 'cut' : 'refused' }));
    sent.on('response', (answer) => {
      answer.resume();
      answer.on('error', () => undefined);
      answer.on('close', () => {
        const ms = performance.now() - begun;
        resolve(answer.complete ? { kind: 'answered', status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'], ms } : { kind: 'cut' });
      });
    });
    sent.end(body);
  });
}

/** Something to deliver: events or answers by their ids, and the request that carries them, made anew for each try. */
export interface Message {
  ids: readonly string[];
  ask(attempt: number): Asked;
}

export type Messages = (index: number) => Message;

export interface SendingOptions {
  messages: Messages;
  /** Messages to send; with `stopped` alone, as many as it takes. */
  count?: number;
  /** Senders at the same time. */
  lanes: number;
  /** A lane's pause between two messages; default none. */
  everyMs?: number;
  /** The id of everything acknowledged goes here, one a line: the judge reads the file, not the sender. */
  ledger: string;
  random: () => number;
  /** Stops once it answers true: what is not acknowledged by then is given up, and nobody claims it. */
  stopped?: (sent: Readonly<Sent>) => boolean;
  /** Counted here while it is sent; default a counter of its own. */
  sent?: Sent;
}

export interface Sent {
  tries: number;
  /** Ids, not messages. */
  acknowledged: number;
  cut: number;
  /** Answers that a genuine request must never get: any but 200, 429 and 503. */
  wrongly: number;
  /** 429 and 503: come again. */
  putOff: number;
  /** 5xx that do not say when to come again. */
  bare: number;
  slowestMs: number;
}

/** Nothing sent yet. */
export function noneSent(): Sent {
  return { tries: 0, acknowledged: 0, cut: 0, wrongly: 0, putOff: 0, bare: 0, slowestMs: 0 };
}

/** Counts a try; true when it was acknowledged. */
export function count(sent: Sent, tried: Try): boolean {
  sent.tries += 1;
  if (tried.kind === 'cut') sent.cut += 1;
  if (tried.kind !== 'answered') return false;
  sent.slowestMs = Math.max(sent.slowestMs, tried.ms);
  if (tried.status === 200) return true;
  if (tried.status !== 429 && tried.status !== 503) sent.wrongly += 1;
  else sent.putOff += 1;
  if (tried.status >= 500 && tried.retryAfter === undefined) sent.bare += 1;
  return false;
}

/**
 * Sends messages as their senders do: each again and again until it is acknowledged, a fifth of them once more although
 * they were (tools and HubSpot do), in several lanes.
 */
export async function sendAll({ messages, count: most = Infinity, lanes, everyMs = 0, ledger, random, stopped, sent = noneSent() }: SendingOptions): Promise<Sent> {
  let next = 0;

  async function deliver(message: Message): Promise<void> {
    const again = random() < 0.2;
    for (let attempt = 0; !count(sent, await askOnce(message.ask(attempt))); attempt += 1) {
      if (stopped?.(sent) === true) return;
      // A day's schedule of retries, 2,000 times as fast.
      await pause(20 + random() * Math.min(800, 50 * 2 ** attempt));
    }
    appendFileSync(ledger, message.ids.map((id) => `${id}\n`).join(''));
    sent.acknowledged += message.ids.length;
    if (again) count(sent, await askOnce(message.ask(1)));
  }

  async function lane(): Promise<void> {
    while (next < most && stopped?.(sent) !== true) {
      await deliver(messages(next++));
      if (everyMs > 0) await pause(everyMs * (0.5 + random()));
    }
  }

  await Promise.all(Array.from({ length: lanes }, lane));
  return sent;
}
