import { createHmac } from 'node:crypto';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { signedForm } from '../sandbox/sign.ts';
import { PUBLIC_URL } from './place.ts';

/** A request as it goes over the wire; `path` with its query. */
export interface Asked {
  method: string;
  path: string;
  headers: Record<string, string | string[]>;
  body: Buffer;
}

/** `cut`: no whole answer came. */
export type Answered = { kind: 'answered'; status: number; headers: IncomingHttpHeaders; text: string; ms: number } | { kind: 'cut'; why: string };

/** A user whose HubSpot signs for them. */
export interface CardUser {
  portalId: number;
  userId: number;
  email: string;
}

/** Headers of HubSpot's v3 signature over these bytes. */
export function signatureOf(secret: string, { method, path, body }: Pick<Asked, 'method' | 'path' | 'body'>, at: Date): Record<string, string> {
  const time = String(at.getTime());
  const mac = createHmac('sha256', secret).update(`${method}${signedForm(PUBLIC_URL + path)}`).update(body).update(time);
  return { 'x-hubspot-signature-v3': mac.digest('base64'), 'x-hubspot-request-timestamp': time };
}

/** A path with what HubSpot appends for a card's user. */
export function asUser(path: string, { portalId, userId, email }: CardUser, appId: number): string {
  return `${path}${path.includes('?') ? '&' : '?'}userId=${userId}&portalId=${portalId}&userEmail=${encodeURIComponent(email)}&appId=${appId}`;
}

/** Keeps connections open, so that tens of thousands of requests use up no ports. */
export const lanes = (count: number): Agent => new Agent({ keepAlive: true, maxSockets: count });

/** Sends it as it is and reads the answer whole. */
export function ask(origin: string, asked: Asked, agent: Agent): Promise<Answered> {
  return new Promise((resolve) => {
    const begun = performance.now();
    const { hostname, port } = new URL(origin);
    const cut = (error: Error): void => resolve({ kind: 'cut', why: error.message });
    const sent = request({ hostname, port, agent, method: asked.method, path: asked.path, timeout: 20_000, headers: { 'content-length': asked.body.length, ...asked.headers } });
    sent.on('timeout', () => sent.destroy(new Error('no answer within 20 s')));
    sent.on('error', cut);
    sent.on('response', (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', cut);
      answer.on('end', () => resolve({ kind: 'answered', status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(chunks).toString('utf8'), ms: performance.now() - begun }));
    });
    sent.end(asked.body);
  });
}
