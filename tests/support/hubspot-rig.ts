import { randomBytes } from 'node:crypto';
import { startSandbox } from '../../sandbox/server.ts';
import type { SandboxOptions } from '../../sandbox/server.ts';
import { accountsRoom } from '../../src/server/accounts/module.ts';
import type { OpenRequest, OpenRoute, Reply } from '../../src/server/http/endpoint.ts';
import { hubspotRoom } from '../../src/server/hubspot/module.ts';
import type { Config } from '../../src/server/platform/config.ts';
import type { Deps } from '../../src/server/platform/deps.ts';
import { createEgress } from '../../src/server/platform/egress.ts';
import { createMailer } from '../../src/server/platform/mail.ts';
import { createMetrics } from '../../src/server/platform/metrics.ts';
import { createSecrets } from '../../src/server/platform/secrets.ts';
import { openTestDb } from './database.ts';
import { captureLog } from './log.ts';
import { buildSandboxApp, buildSandboxUser } from './sandbox.ts';

export const PORTAL = 101;

export function buildConfig(overrides: Partial<Config['hubspot']> = {}): Config {
  const app = buildSandboxApp();
  return {
    sandbox: true,
    hubspot: {
      appId: app.appId, clientId: app.clientId, clientSecret: app.clientSecret, clientSecrets: [app.clientSecret],
      apiUrl: 'http://127.0.0.1:9', authorizeUrl: 'http://127.0.0.1:9/oauth/authorize', ...overrides,
    },
    publicUrl: 'https://baton.sandbox.test',
    databaseUrl: undefined, migrationDatabaseUrl: undefined, keys: [], host: '127.0.0.1', port: 0, metricsPort: 0, stopGraceMs: 0, role: 'all',
    logLevel: 'silent', retentionDays: 30, dataDir: '.baton',
  };
}

const nobodyErased = { erase: async () => undefined, erased: async () => new Set<`contact:${number}`>() };

/** A job as it was added, waiting to be run by the test. */
interface Waiting {
  name: string;
  payload: object;
}

/** The HubSpot and accounts rooms on a database of their own, against a sandbox of their own; jobs run when the test says so. */
export async function buildHubspotRig(overrides: Partial<SandboxOptions> & { lackedScopes?: string[]; random?: () => number } = {}) {
  const { lackedScopes = [], random = () => 0, ...options } = overrides;
  const sandbox = await startSandbox({ port: 0, app: buildSandboxApp(), seed: 'empty', keepBodies: true, ...options });
  const store = sandbox.world.addPortal({
    portalId: PORTAL, name: 'Conta de teste', timeZone: 'America/Sao_Paulo', currency: 'BRL', uiDomain: 'app.hubspot.com',
    users: [buildSandboxUser()], lackedScopes,
  });
  const database = await openTestDb();
  const { log, lines } = captureLog();
  const queue: Waiting[] = [];
  const events: { name: string; payload: object }[] = [];
  const enqueue: Deps['enqueue'] = async (_tx, name, payloads) => void queue.push(...payloads.map((payload) => ({ name, payload })));
  const config = buildConfig({ apiUrl: sandbox.url, authorizeUrl: `${sandbox.url}/oauth/authorize` });
  const deps: Deps = {
    config, egress: createEgress({ config, now: sandbox.clock.now }), mailer: createMailer({ config, fetch }),
    db: database.db, log, metrics: createMetrics(), now: sandbox.clock.now, random, randomBytes, fetch,
    secrets: createSecrets([{ id: 'test', key: randomBytes(32) }], randomBytes),
    enqueue,
    async record(tx, event) {
      events.push({ name: event.name, payload: event.payload });
      for (const job of room.jobs.filter((one) => one.on === event.name)) await enqueue(tx, job.name, [event.payload]);
    },
  };
  const accounts = accountsRoom(deps);
  const { requiredScopes, optionalScopes } = sandbox.core.app;
  const room = hubspotRoom(deps, { specs: accounts.specs, scopes: { required: requiredScopes, optional: optionalScopes }, ...nobodyErased });

  async function run(name: string, payload: object = { portalId: PORTAL }): Promise<void> {
    const job = room.jobs.find((one) => one.name === name);
    if (job === undefined) throw new Error(`There is no job ${name}.`);
    await job.run(job.payload.parse(payload), { log, signal: new AbortController().signal });
  }

  /** Runs waiting jobs, and those they add, until none is left. */
  async function settle(): Promise<void> {
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) await run(job.name, job.payload);
  }

  function visit(path: string, request: Partial<OpenRequest> = {}): Promise<Reply> {
    const route = room.routes.find((one): one is OpenRoute => one.path === path && one.kind === 'public');
    if (route === undefined) throw new Error(`There is no door ${path}.`);
    return route.handle({ method: 'GET', params: {}, query: {}, rawBody: Buffer.alloc(0), headers: {}, now: deps.now(), log, ...request });
  }

  /** Goes from our install door through the consent page; returns what the browser brings back. */
  async function consent(): Promise<{ code: string; state: string; cookie: string }> {
    const begun = await visit('/oauth/install');
    const form = new URL(begun.headers!.location!).searchParams;
    form.set('account', `${PORTAL}:${buildSandboxUser().id}`);
    const granted = await fetch(`${sandbox.url}/oauth/authorize`, { method: 'POST', redirect: 'manual', body: form });
    const back = new URL(granted.headers.get('location') ?? `http://none/${await granted.text()}`).searchParams;
    return { code: back.get('code') ?? '', state: back.get('state') ?? '', cookie: begun.headers!['set-cookie']!.split(';')[0]! };
  }

  async function install(): Promise<Reply> {
    const { code, state, cookie } = await consent();
    return visit('/oauth/callback', { query: { code, state }, headers: { cookie } });
  }

  return {
    sandbox, store, room, accounts, deps, events, queue, logLines: lines, kysely: database.kysely, db: database.db,
    run, settle, visit, consent, install,
    async close() {
      await database.close();
      await sandbox.close();
    },
  };
}

/** The same with Baton installed, and none of the jobs that follow an installation. */
export async function buildInstalledRig(overrides?: Parameters<typeof buildHubspotRig>[0]) {
  const rig = await buildHubspotRig(overrides);
  await rig.install();
  rig.queue.length = 0;
  return rig;
}

export type HubspotRig = Awaited<ReturnType<typeof buildHubspotRig>>;
