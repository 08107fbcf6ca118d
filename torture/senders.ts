import { createHmac } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { pause } from './figure.ts';

/** What became of one try. `cut`: the connection stood, the request was sent, and no answer came. */
export type Try = { kind: 'answered'; status: number; retryAfter: string | undefined } | { kind: 'refused' } | { kind: 'cut' };

/** Posts once on a connection of its own. */
export function postOnce(address: string, body: string, headers: Record<string, string>): Promise<Try> {
  return new Promise((resolve) => {
    let connected = false;
    const sent = request(address, { method: 'POST', agent: new Agent({ keepAlive: false }), headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers }, timeout: 15_000 });
    sent.on('socket', (socket) => socket.once('connect', () => (connected = true)));
    sent.on('timeout', () => sent.destroy(new Error('timeout')));
    sent.on('error', () => resolve({ kind: connected ? 'cut' : 'refused' }));
    sent.on('response', (answer) => {
      answer.resume();
      answer.on('error', () => undefined);
      answer.on('close', () => resolve(answer.complete ? { kind: 'answered', status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'] } : { kind: 'cut' }));
    });
    sent.end(body);
  });
}

export interface SendingOptions {
  hook: { address: string; secret: string };
  /** Ids of the events to send are `${prefix}-0` onwards. */
  prefix: string;
  count: number;
  /** Senders at the same time. */
  lanes: number;
  /** Every acknowledged event's id goes here, one a line: the judge reads the file, not the sender. */
  ledger: string;
  random: () => number;
  /** Stops once it answers true: what is not acknowledged by then is given up, and nobody claims it. */
  stopped?: (sent: Readonly<Sent>) => boolean;
}

export interface Sent {
  tries: number;
  acknowledged: number;
  cut: number;
  /** Answers to a validly signed request that must never be given: any 4xx but 429. */
  wrongly: number;
  /** 5xx that do not say when to come again. */
  bare: number;
}

/**
 * Signed survey webhooks as a survey tool sends them: each event again and again until it is acknowledged, a fifth of them
 * once more although they were (tools do), in several lanes.
 */
export async function sendAll(options: SendingOptions): Promise<Sent> {
  const sent: Sent = { tries: 0, acknowledged: 0, cut: 0, wrongly: 0, bare: 0 };
  let next = 0;

  async function deliver(id: string): Promise<void> {
    const body = JSON.stringify({ id, score: Math.floor(options.random() * 11), respondent: { email: `${id}@example.com` }, answeredAt: '2026-11-20T10:00:00Z' });
    const signature = createHmac('sha256', options.hook.secret).update(body).digest('hex');
    const again = options.random() < 0.2;
    for (let attempt = 0; ; attempt += 1) {
      sent.tries += 1;
      const tried = await postOnce(options.hook.address, body, { 'x-signature': signature });
      if (tried.kind === 'cut') sent.cut += 1;
      if (tried.kind === 'answered' && tried.status === 200) break;
      if (tried.kind === 'answered' && tried.status >= 400 && tried.status < 500 && tried.status !== 429) sent.wrongly += 1;
      if (tried.kind === 'answered' && tried.status >= 500 && tried.retryAfter === undefined) sent.bare += 1;
      if (options.stopped?.(sent) === true) return;
      // A day's schedule of a survey tool, 2,000 times as fast.
      await pause(20 + options.random() * Math.min(800, 50 * 2 ** attempt));
    }
    appendFileSync(options.ledger, `${id}\n`);
    sent.acknowledged += 1;
    if (again) await postOnce(options.hook.address, body, { 'x-signature': signature });
  }

  async function lane(): Promise<void> {
    while (next < options.count && options.stopped?.(sent) !== true) await deliver(`${options.prefix}-${next++}`);
  }

  await Promise.all(Array.from({ length: options.lanes }, lane));
  return sent;
}
