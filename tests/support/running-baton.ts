import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { HealthView } from '../../extensions/contracts/health.ts';
import { NpsView } from '../../extensions/contracts/nps.ts';
import { SummaryView } from '../../extensions/contracts/summary.ts';
import { readSandboxApp } from '../../sandbox/app-file.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/server.ts';
import { installInto } from '../../scripts/trial/install.ts';
import { startApp } from '../../src/server/app.ts';
import { readConfig } from '../../src/server/platform/config.ts';
import { createSecrets } from '../../src/server/platform/secrets.ts';
import { slotOf } from '../../src/server/platform/schedule.ts';
import { loadProviders } from '../../src/server/surveys/providers/index.ts';
import { addSource, type NewSource } from '../../src/server/surveys/source-commands.ts';
import { openTestDb } from './database.ts';
import { buildEnv } from './environment.ts';
import { captureLog } from './log.ts';
import { buildSandboxUser } from './sandbox.ts';
import { root } from './source-tree.ts';
import { waitUntil } from './wait.ts';

export const PUBLIC_URL = 'https://baton.sandbox.test';
/** A Wednesday, at noon in São Paulo: no flow crosses midnight by itself. */
export const START = new Date('2026-11-18T15:00:00.000Z');
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
const PORTAL = 101;
/** How much faster the clock goes while a test waits for Baton's rest, and for how long at most. */
const HASTE_STEP_MS = 250;
const HASTE_MS = 2_000;
const POLLS = 'hubspot.start-polls';

/**
 * Baton as the sandbox's HubSpot knows it: scopes and addresses from the project's own app file, keys of the test's own.
 * Without webhooks, unless they are the story: then polls tell what a change does, minute by minute.
 */
export function buildFlowApp(options: { webhooks?: boolean } = {}): SandboxOptions['app'] {
  const folder = mkdtempSync(join(tmpdir(), 'baton-flow-app-'));
  const app = readSandboxApp(folder, join(root, 'src/app/app-hsmeta.json'), PUBLIC_URL);
  rmSync(folder, { recursive: true });
  if (options.webhooks !== true) delete app.webhooks;
  return app;
}

/** The environment of a Baton that speaks to this sandbox. */
export function flowEnvironment(sandbox: Sandbox, overrides: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { appId, clientId, clientSecret } = sandbox.core.app;
  return buildEnv({
    HUBSPOT_APP_ID: String(appId), HUBSPOT_CLIENT_ID: clientId, HUBSPOT_CLIENT_SECRET: clientSecret, HUBSPOT_API_URL: sandbox.url,
    PUBLIC_URL, PORT: '0', ...overrides,
  });
}

/**
 * Baton and a small HubSpot, both whole and on ports of their own, with an account that is not installed yet. They share
 * one clock, which starts at START, goes with real time and is moved by `pass`. Nothing is replaced by a double.
 */
export async function startBaton(options: Partial<SandboxOptions> = {}, variables: NodeJS.ProcessEnv = {}) {
  const origins: Record<string, string> = {};
  const begun = performance.now();
  const sandbox = await startSandbox({
    port: 0, app: buildFlowApp(), keepBodies: true, permittedOrigins: origins,
    clock: () => new Date(START.getTime() + Math.round(performance.now() - begun)), ...options,
  });
  const portalId = options.seed === undefined ? addPortal(sandbox, PORTAL) : sandbox.world.portals()[0]!.portalId;
  const test = await openTestDb();
  const config = readConfig(flowEnvironment(sandbox, variables));
  const { log, lines, entries } = captureLog('info');
  const app = await startApp({ config, log, now: sandbox.clock.now, storage: test });
  const url = `http://127.0.0.1:${app.port}`;
  origins[PUBLIC_URL] = url;

  /** Waits until no job waits or runs. The clock goes faster meanwhile: what waits a second for more to come waits less. */
  async function idle(): Promise<void> {
    let left = HASTE_MS;
    await waitUntil('Baton has nothing to do', async () => {
      if (await app.idle()) return true;
      if (left > 0) sandbox.clock.move(HASTE_STEP_MS);
      left -= HASTE_STEP_MS;
      return false;
    });
  }

  /** Asks a card's question as HubSpot would for a user of the account, and checks the answer against the contract. */
  async function ask(door: string, companyId: string, asked: { portalId?: number; lang?: string } = {}): Promise<{ status: number; body: unknown }> {
    const asking = asked.portalId ?? portalId;
    const userId = sandbox.core.portal(asking)!.users[0]!.id;
    const address = `${PUBLIC_URL}/api/1/${door}/${companyId}?lang=${asked.lang ?? 'pt-BR'}`;
    const answer = await sandbox.core.callBackend({ portalId: asking, userId, url: address });
    return { status: answer.status, body: JSON.parse(answer.body) as unknown };
  }

  return {
    sandbox, url, portalId, config, idle, ask, lines, entries,
    db: app.db, kysely: test.kysely,
    /** The account's CRM, as its users see and change it. */
    crm: sandbox.world.store(portalId)!,
    now: () => sandbox.clock.now(),
    health: async (companyId: string, lang?: string) => HealthView.parse((await ask('health', companyId, { lang: lang ?? 'pt-BR' })).body),
    nps: async (companyId: string) => NpsView.parse((await ask('nps', companyId)).body),
    summary: async (companyId: string) => SummaryView.parse((await ask('summary', companyId)).body),

    /** An admin installs Baton in the browser; resolves once the account is read and scored. */
    async install(into = portalId): Promise<void> {
      await installInto(sandbox, into, { batonUrl: url, publicUrl: PUBLIC_URL });
      await idle();
    },

    /** Waits until HubSpot has delivered its webhooks and Baton has followed them. */
    async heard(): Promise<void> {
      await waitUntil('the webhooks are delivered', () => sandbox.webhooks.counts().waiting === 0);
      await idle();
    },

    /** Adds a source of answers as `npm run source -- add` does; returns its address. */
    async addSource(source: Omit<NewSource, 'portalId'>): Promise<string> {
      const deps = { providers: await loadProviders(), secrets: createSecrets(config.keys, randomBytes), randomBytes, enqueue: async () => undefined };
      const added = await app.db.withPortal(portalId, (tx) => addSource(tx, deps, { portalId, ...source }, sandbox.clock.now()));
      if (!added.ok || added.hookPath === null) throw new Error(`The source was not added: ${JSON.stringify(added)}`);
      return url + added.hookPath;
    },

    /** Moves the clock on and waits until the scheduled work of the new moment is done. */
    async pass(byMs: number): Promise<void> {
      sandbox.clock.move(byMs);
      const slot = slotOf(sandbox.clock.now(), MINUTE_MS);
      await waitUntil('the minute has begun', async () => {
        const { rows } = await sql<{ slot: number }>`select slot from schedule_slots where job = ${POLLS}`.execute(test.kysely);
        return (rows[0]?.slot ?? 0) >= slot;
      });
      await idle();
    },

    async close(): Promise<void> {
      await app.stop();
      await test.close().catch(() => undefined);
      await sandbox.close();
    },
  };
}

export type RunningBaton = Awaited<ReturnType<typeof startBaton>>;

/** Adds an empty account with an admin to the sandbox. */
export function addPortal(sandbox: Sandbox, portalId: number): number {
  const user = buildSandboxUser({ id: portalId * 100 + 1, ownerId: String(portalId * 100 + 2) });
  sandbox.world.addPortal({ portalId, name: `Conta ${portalId}`, timeZone: 'America/Sao_Paulo', currency: 'BRL', uiDomain: 'app.hubspot.com', users: [user] });
  return portalId;
}

/** Posts a body to a source's address. */
export async function post(address: string, body: string | Buffer | object, query = ''): Promise<{ status: number; body: Record<string, unknown> }> {
  const json = typeof body === 'object' && !Buffer.isBuffer(body);
  const answer = await fetch(address + query, {
    method: 'POST',
    headers: { 'content-type': json ? 'application/json' : 'text/csv' },
    body: json ? JSON.stringify(body) : body,
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
}
