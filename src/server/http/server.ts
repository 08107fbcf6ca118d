import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import { jsonFault, looksLikeJson } from '../lib/json-limits.ts';
import { storableTexts } from '../lib/storable-text.ts';
import { portFault } from '../platform/port-fault.ts';
import type { Logger } from '../platform/log.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { CardRoute, OpenRoute, Route } from './endpoint.ts';
import { errorResponse } from './error-response.ts';
import { callerOf, type FindInstall, ownQuery, refusals, type VerifySignature } from './hubspot-request.ts';

const DEFAULT_BODY_LIMIT = 256 * 1024;

export interface HttpDeps {
  routes: Route[];
  log: Logger;
  metrics?: Pick<Metrics, 'requests' | 'signatures' | 'clockSkew'>;
  now: () => Date;
  /** The https address HubSpot signs, without a trailing slash. */
  publicUrl: string;
  appId: number;
  verifySignature: VerifySignature;
  findInstall: FindInstall;
  /** True once it is told to stop: it answers, and takes no second request on a connection. */
  stopping: () => boolean;
  /** Why the server takes no work now; undefined when it does. */
  notReady: () => Promise<string | undefined>;
}

/** The Express application: probes, then every room's routes, then one error handler. */
export function createHttp(deps: HttpDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.use(requestId(deps));
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/readyz', async (_request, response) => {
    const reason = await deps.notReady();
    response.status(reason === undefined ? 200 : 503).json(reason === undefined ? { status: 'ready' } : { status: 'not ready', reason });
  });
  for (const route of deps.routes) {
    if (route.kind === 'card') mountCard(app, route, deps);
    else mountOpen(app, route, deps);
  }
  app.use((_request, response) => void response.status(404).json({ error: 'There is nothing at this address.' }));
  app.use(errorResponse(deps.log));
  return app;
}

/** What a router answers to, as `METHOD /path`, in its own order: read off the router itself, so that no door is missed. */
export function doorsOf(app: Express): string[] {
  const layers = app.router.stack.flatMap(({ route }) => route ?? []);
  return layers.flatMap(({ path, stack }) => [...new Set(stack.map(({ method }) => `${method.toUpperCase()} ${path}`))]);
}

function requestId({ log, metrics, stopping }: HttpDeps): RequestHandler {
  return (request, response, next) => {
    const begun = performance.now();
    const id = randomUUID();
    response.setHeader('x-request-id', id);
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('cache-control', 'no-store');
    response.setHeader('strict-transport-security', 'max-age=31536000');
    if (stopping()) response.setHeader('connection', 'close');
    response.on('finish', () => {
      const labels = { route: request.route?.path ?? 'none', status: `${Math.floor(response.statusCode / 100)}xx` };
      metrics?.requests.observe(labels, (performance.now() - begun) / 1_000);
      const level = response.statusCode >= 500 ? 'error' : response.statusCode >= 400 ? 'info' : 'debug';
      log[level]({ requestId: id, method: request.method, path: request.route?.path, status: response.statusCode }, 'Request answered');
    });
    next();
  };
}

function rawBody(limit: number): RequestHandler {
  return express.raw({ type: () => true, limit });
}

function bytesOf(request: Request): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

function mountCard(app: Express, route: CardRoute, deps: HttpDeps): void {
  const handler = async (request: Request, response: Response): Promise<void> => {
    const now = deps.now();
    const signed = { method: request.method, url: deps.publicUrl + request.originalUrl, rawBody: bytesOf(request), headers: request.headers, now };
    const verdict = deps.verifySignature(signed);
    if (!verdict.ok) {
      deps.metrics?.signatures.inc({ reason: verdict.reason });
      if (verdict.genuine) deps.metrics?.clockSkew.inc();
      deps.log.warn({ path: route.path, reason: verdict.reason, genuine: verdict.genuine }, 'A card call with a wrong signature was refused');
      sendJson(response, 401, refusals.signature);
      return;
    }
    sendJson(response, 200, await answerCard(route, request, deps, now, String(response.getHeader('x-request-id'))));
  };
  if (route.method === 'GET') app.get(route.path, handler);
  else app.post(route.path, rawBody(DEFAULT_BODY_LIMIT), handler);
}

/** As response.json, without the settings it asks for and the headers it parses on each answer. */
function sendJson(response: Response, status: number, body: object): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length });
  response.end(bytes);
}

async function answerCard(route: CardRoute, request: Request, deps: HttpDeps, now: Date, requestId: string): Promise<object> {
  // Express parses the query anew each time it is asked for.
  const asked = storableTexts(request.query);
  const caller = callerOf(asked, deps.appId);
  const params = route.params.safeParse(storableTexts(request.params));
  const query = route.query.safeParse(ownQuery(asked));
  const body = route.body?.safeParse(storableTexts(jsonOf(bytesOf(request))));
  if (caller === undefined || !params.success || !query.success || body?.success === false) return refusals.badRequest;
  const install = await deps.findInstall(caller.portalId);
  if (install === undefined || install.state === 'uninstalled') return refusals.notInstalled;
  if (install.state === 'paused' && !route.answersPaused) return refusals.paused;
  return route.handle({ ...caller, params: params.data, query: query.data, body: body?.data, requestId, now, log: deps.log });
}

/** undefined where the bytes are no JSON, or too much of it: no schema takes that. */
function jsonOf(bytes: Buffer): unknown {
  if (jsonFault(bytes) !== undefined) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

function mountOpen(app: Express, route: OpenRoute, deps: HttpDeps): void {
  const handler = async (request: Request, response: Response): Promise<void> => {
    const rawBody = bytesOf(request);
    const fault = !request.is('text/csv') && looksLikeJson(rawBody) ? jsonFault(rawBody) : undefined;
    if (fault !== undefined) return void response.status(400).json({ error: fault });
    const reply = await route.handle({
      method: request.method,
      params: request.params as { [name: string]: string },
      query: request.query,
      rawBody,
      headers: request.headers,
      now: deps.now(),
      log: deps.log,
    });
    for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
    if (reply.html !== undefined) response.status(reply.status).type('html').send(reply.html);
    else if (reply.body !== undefined) sendJson(response, reply.status, reply.body);
    else response.status(reply.status).end();
  };
  const before = route.kind === 'public' ? [pageHeaders] : [];
  if (route.method === 'GET') app.get(route.path, ...before, handler);
  else app.post(route.path, ...before, rawBody(route.bodyLimit ?? DEFAULT_BODY_LIMIT), handler);
}

/** Pages load nothing and run nothing; their style stands in the page itself. */
const pageHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], styleSrc: ["'unsafe-inline'"], formAction: ["'self'"], baseUri: ["'none'"], frameAncestors: ["'none'"] },
  },
  referrerPolicy: { policy: 'no-referrer' },
});

/**
 * A request is here whole within 15 s or its socket is closed (a file of 10 MB needs 6 Mbit/s, or a proxy that gathers it
 * first); the keep-alive outlives the usual proxies' 60 s.
 */
export const TIMEOUTS = { headersTimeout: 5_000, requestTimeout: 14_000, connectionsCheckingInterval: 1_000, keepAliveTimeout: 65_000 } as const;
const MOST_CONNECTIONS = 2_000;
const MOST_HEADER_BYTES = 16 * 1024;

export interface ListenOptions {
  /** The variable that names the port, for a fault's cure. */
  variable?: string;
  timeouts?: { [name in keyof typeof TIMEOUTS]: number };
}

/**
 * Opens the port.
 * @throws StartFault when it is taken or not allowed.
 */
export async function listen(app: Express, host: string, port: number, { variable = 'PORT', timeouts = TIMEOUTS }: ListenOptions = {}): Promise<{ server: Server; port: number; close(): Promise<void> }> {
  const server = createServer({ ...timeouts, maxHeaderSize: MOST_HEADER_BYTES }, app);
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(portFault(error, { host, port, variable })));
    server.listen(port, host, resolve);
  });
  return {
    server,
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}
