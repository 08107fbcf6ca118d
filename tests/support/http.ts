import type { Express } from 'express';
import { z } from 'zod';
import type { CardRoute, OpenRoute } from '../../src/server/http/endpoint.ts';
import { createHttp, type HttpDeps } from '../../src/server/http/server.ts';
import { createMetrics } from '../../src/server/platform/metrics.ts';
import { captureLog } from './log.ts';

/** A server with these routes whose callers are all genuine and whose portals are all active, unless told otherwise. */
export function buildHttp(overrides: Partial<HttpDeps> = {}): { app: Express; lines: string[] } {
  const { log, lines } = captureLog();
  const app = createHttp({
    routes: [],
    log,
    metrics: createMetrics(),
    now: () => new Date('2026-03-01T12:00:00Z'),
    publicUrl: 'https://baton.example',
    appId: 4242,
    verifySignature: () => ({ ok: true }),
    findInstall: async () => ({ state: 'active' }),
    stopping: () => false,
    notReady: async () => undefined,
    ...overrides,
  });
  return { app, lines };
}

/** A card route that answers with what it was asked. */
export function buildCardRoute(overrides: Partial<CardRoute> = {}): CardRoute {
  return {
    kind: 'card',
    method: 'GET',
    path: '/api/1/echo/:companyId',
    params: z.object({ companyId: z.string().regex(/^\d+$/) }),
    query: z.object({ lang: z.enum(['pt-BR', 'en']) }),
    handle: async ({ log: _log, ...asked }) => ({ ok: true, asked }),
    ...overrides,
  };
}

/** An open route that answers 200. */
export function buildOpenRoute(overrides: Partial<OpenRoute> = {}): OpenRoute {
  return { kind: 'hook', method: 'POST', path: '/hooks/test', handle: async () => ({ status: 200, body: { ok: true } }), ...overrides };
}
