import type { IncomingHttpHeaders } from 'node:http';
import type { ZodType } from 'zod';
import type { Logger } from '../platform/log.ts';

/** A question of a card, already verified: who asks stands in the signed query and nowhere else. */
export interface CardRequest {
  portalId: number;
  userId: number;
  userEmail: string;
  params: Readonly<{ [name: string]: string }>;
  /** The route's own query parameters, checked by its schema. */
  query: Readonly<{ [name: string]: string }>;
  /** A POST's body, checked by the route's schema; undefined for a route without one. */
  body: unknown;
  /** Also in the answer's headers and in the log. */
  requestId: string;
  now: Date;
  log: Logger;
}

/** A route of the cards: answers 200 with a view or a refusal. */
export interface CardRoute {
  kind: 'card';
  method: 'GET' | 'POST';
  /** Express path below the server's root, such as /api/1/health/:companyId. */
  path: string;
  params: ZodType<{ [name: string]: string }>;
  query: ZodType<{ [name: string]: string }>;
  /** What a POST must carry, as JSON. */
  body?: ZodType;
  /** True where a paused account is answered, too. */
  answersPaused?: boolean;
  handle(request: CardRequest): Promise<object>;
}

export interface OpenRequest {
  method: string;
  params: Readonly<{ [name: string]: string }>;
  query: Readonly<{ [name: string]: unknown }>;
  /** The bytes as received; empty for GET and HEAD. */
  rawBody: Buffer;
  headers: IncomingHttpHeaders;
  now: Date;
  log: Logger;
}

export interface Reply {
  status: number;
  /** Sent as JSON. */
  body?: object;
  /** Sent as an HTML page. */
  html?: string;
  headers?: { [name: string]: string };
}

/** A route whose caller is not HubSpot's card proxy: it checks its caller itself. GET routes answer HEAD, too. */
export interface OpenRoute {
  kind: 'public' | 'hook';
  method: 'GET' | 'POST';
  path: string;
  /** The largest body accepted, in bytes; larger ones get 413. Default 256 kB. */
  bodyLimit?: number;
  handle(request: OpenRequest): Promise<Reply>;
}

export type Route = CardRoute | OpenRoute;
