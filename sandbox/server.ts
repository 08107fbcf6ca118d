import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { join } from 'node:path';
import express from 'express';
import { accountRoutes } from './api/account.ts';
import { associationRoutes } from './api/associations.ts';
import { batchRoutes } from './api/batch.ts';
import { objectRoutes } from './api/objects.ts';
import { apiPipeline } from './api/pipeline.ts';
import { pipelineRoutes } from './api/pipelines.ts';
import { propertyRoutes } from './api/properties.ts';
import { propertyGroupRoutes } from './api/property-groups.ts';
import type { UnknownProperties } from './api/records.ts';
import { searchRoutes } from './api/search.ts';
import { createCardProxy, mapped } from './card-proxy.ts';
import type { CardProxy } from './card-proxy.ts';
import { createClock } from './clock.ts';
import type { SandboxClock } from './clock.ts';
import { refuseForeignHost } from './control/guard.ts';
import { controlRoutes } from './control/routes.ts';
import type { CardInfo, SandboxApp, SandboxCore } from './core.ts';
import { createFaults } from './faults.ts';
import type { Faults } from './faults.ts';
import { createLedger } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import { authorizePages } from './oauth/authorize.ts';
import { createGrants } from './oauth/grants.ts';
import type { Grants } from './oauth/grants.ts';
import { tokenRoutes } from './oauth/token-routes.ts';
import { type Outbound, startOutbound } from './outbound/routes.ts';
import { portalRoutes } from './portal/routes.ts';
import { createRateLimiter, documentedLimits } from './rate-limit.ts';
import type { RateLimits } from './rate-limit.ts';
import { plantSeed } from './seed.ts';
import type { Seed } from './seed.ts';
import { createSnapshotWriter, readSnapshot } from './snapshot.ts';
import { createWebhooks } from './webhooks/sender.ts';
import type { WebhookRules, Webhooks } from './webhooks/sender.ts';
import { createWorkflow } from './workflow/routes.ts';
import type { Workflow } from './workflow/routes.ts';
import { createWorld } from './world.ts';
import type { World } from './world.ts';

export interface SandboxOptions {
  /** 0: any free port. */
  port: number;
  /** Default 127.0.0.1. */
  host?: string;
  app: SandboxApp;
  /** Where the snapshot lies; absent: nothing is kept. */
  dataDir?: string;
  /** Planted unless a snapshot is there. Default `empty`. */
  seed?: Seed;
  /** The clock under the virtual offset; default the machine's. */
  clock?: () => Date;
  /** Public origin -> address on this machine, for card calls, hooks, the OAuth redirect and links in mails. */
  permittedOrigins?: Record<string, string>;
  /** Directory with cards.json and the bundles. */
  bundlesDir?: string;
  limits?: Partial<RateLimits>;
  /** How long the search index lags behind. Default 0. */
  indexDelayMs?: number;
  accessTokenLifeMs?: number;
  rotateRefreshTokens?: boolean;
  /** Reads that name an unknown property: `refuse` (default, a violation) or `ignore` as HubSpot does. */
  unknownProperties?: UnknownProperties;
  /** Whether the ledger keeps request and response bodies. */
  keepBodies?: boolean;
  /** How webhooks travel; see WebhookRules. */
  webhooks?: Partial<WebhookRules>;
}

export interface Sandbox {
  url: string;
  core: SandboxCore;
  world: World;
  clock: SandboxClock;
  ledger: Ledger;
  faults: Faults;
  grants: Grants;
  proxy: CardProxy;
  webhooks: Webhooks;
  workflow: Workflow;
  outbound: Outbound;
  settings: { indexDelayMs: number };
  close(): Promise<void>;
}

function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const busy = `Port ${port} of the sandbox is in use. Stop the other process or choose another with SANDBOX_PORT.`;
      reject(error.code === 'EADDRINUSE' ? new Error(busy) : error);
    });
    server.listen(port, host, () => {
      const address = server.address();
      const bound = typeof address === 'object' && address ? address.port : port;
      resolve(`http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${bound}`);
    });
  });
}

function readCards(bundlesDir: string | null): CardInfo[] {
  const file = bundlesDir ? join(bundlesDir, 'cards.json') : null;
  return file && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as CardInfo[]) : [];
}

/** Everything but HTTP: clock, world, grants, and the core that the pages see. */
function createParts(options: SandboxOptions, url: () => string) {
  const base = options.clock ?? ((): Date => new Date());
  const saved = options.dataDir ? readSnapshot(join(options.dataDir, 'sandbox.json')) : undefined;
  const clock = createClock(base, saved?.clockOffsetMs);
  const world = createWorld(clock.now);
  const grants = createGrants({
    now: clock.now,
    accessLifeMs: options.accessTokenLifeMs ?? 1_800_000,
    rotateRefreshTokens: options.rotateRefreshTokens ?? false,
    state: saved?.clientId === options.app.clientId ? saved.grants : undefined,
  });
  if (saved) world.restore(saved.world);
  else plantSeed(options.seed ?? 'empty', world, clock.now());
  const origins = options.permittedOrigins ?? {};
  const proxy = createCardProxy({ app: options.app, portal: world.portal, now: clock.now, origins });
  const bundlesDir = options.bundlesDir ?? null;
  const core: SandboxCore = {
    now: clock.now, moveClock: clock.move, app: options.app, bundlesDir, portals: world.portals, portal: world.portal,
    crm(portalId) {
      const store = world.store(portalId);
      if (!store) throw new Error(`The sandbox has no portal ${portalId}`);
      return store;
    },
    installed: (portalId) => grants.install(portalId) !== undefined,
    setLocale(portalId, userId, locale) {
      const user = world.portal(portalId)?.users.find((one) => one.id === userId);
      if (user) user.locale = locale;
    },
    cards: () => readCards(bundlesDir), callBackend: proxy.call, callHook: proxy.hook, subscribe: world.subscribe,
    demo: () => ({
      portalId: world.demo.portalId, portalUrl: `${url()}/portal`, companies: world.demo.companies, hooks: world.demo.hooks,
      users: (world.portal(world.demo.portalId ?? 0)?.users ?? []).map(({ id, email, firstName, lastName, role, ownerId }) => ({
        userId: id, email, name: `${firstName} ${lastName}`, role, ownerId,
      })),
    }),
  };
  return { clock, world, grants, proxy, core, origins };
}

/** Starts the sandbox: a small HubSpot on one port. Throws with the cure when the port is in use. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  let url = '';
  const { clock, world, grants, proxy, core, origins } = createParts(options, () => url);
  const { app } = options;
  const faults = createFaults();
  const ledger = createLedger(options.keepBodies ?? false);
  const webhooks = createWebhooks({ app, now: clock.now, send: (target) => mapped(origins, target), installed: core.installed, rules: options.webhooks ?? {} });
  const stopTelling = world.subscribe(webhooks.tell);
  const workflow = createWorkflow({ app, now: clock.now, send: (target) => mapped(origins, target) });
  const outbound = await startOutbound(clock.now, (target) => mapped(origins, target));
  const settings = { indexDelayMs: options.indexDelayMs ?? 0 };
  const unknown = options.unknownProperties ?? 'refuse';
  const snapshot = options.dataDir
    ? createSnapshotWriter(join(options.dataDir, 'sandbox.json'), () => ({
        clockOffsetMs: clock.offsetMs(), clientId: app.clientId, world: world.state(), grants: grants.state(),
      }))
    : undefined;

  const http = express();
  http.disable('x-powered-by');
  http.set('etag', false);
  http.use(refuseForeignHost, (req, _res, next) => {
    // Any write may change what the snapshot holds.
    if (req.method !== 'GET' && !/\/(search|batch\/read)$/.test(req.path)) snapshot?.touch();
    next();
  });
  http.use('/_sandbox/workflow', workflow.control);
  http.use(outbound.routes);
  http.use(controlRoutes({ app, core, world, clock, grants, faults, ledger, proxy, webhooks, settings }));
  http.use(authorizePages({ app, grants, portals: world.portals, reachable: (target) => mapped(origins, target) }));
  http.use(apiPipeline({
    routes: [
      ...propertyGroupRoutes, ...propertyRoutes, ...searchRoutes(unknown, () => settings.indexDelayMs), ...batchRoutes(unknown),
      ...objectRoutes(unknown), ...associationRoutes, ...pipelineRoutes, ...accountRoutes(grants.uninstall), ...workflow.api,
    ],
    tokens: tokenRoutes({ app, grants, portal: world.portal, now: clock.now }),
    grants, faults, ledger, now: clock.now,
    limit: createRateLimiter({ ...documentedLimits, ...options.limits }),
    portal(portalId) {
      const [portal, store] = [world.portal(portalId), world.store(portalId)];
      return portal && store ? { portal, store } : undefined;
    },
  }));
  http.get('/', (_req, res) => res.redirect(302, '/portal'));
  http.use(portalRoutes(core));
  http.use((req, res) => void res.status(404).type('text').send(`The sandbox has no ${req.path}`));

  const server = createServer(http);
  url = await listen(server, options.port, options.host ?? '127.0.0.1');
  snapshot?.touch();
  return {
    url, core, world, clock, ledger, faults, grants, proxy, webhooks, workflow, outbound, settings,
    async close() {
      stopTelling();
      webhooks.stop();
      snapshot?.flush();
      await outbound.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
