import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { readSandboxApp } from '../sandbox/app-file.ts';
import type { Store } from '../sandbox/crm/store.ts';
import { plantSized } from '../sandbox/seed/sized.ts';
import { type Sandbox, startSandbox } from '../sandbox/server.ts';
import { installInto } from '../scripts/trial/install.ts';
import { readConfig } from '../src/server/platform/config.ts';
import { createLog } from '../src/server/platform/log.ts';
import { loadProviders } from '../src/server/surveys/providers/index.ts';
import { addSource } from '../src/server/surveys/source-commands.ts';
import { withTools } from '../src/server/tool.ts';
import { type Engine, type Machine, until } from './figure.ts';

export const PUBLIC_URL = 'https://baton.sandbox.test';
const PORTAL = 101;
const USER = { id: 9001, email: 'ana@agencia.example', firstName: 'Ana', lastName: 'Reis', role: 'admin' as const, ownerId: '701', locale: 'pt-br' as const };

/** Customers in the account's CRM, with one person each. */
export const COMPANIES = 120;

/** A HubSpot, a database and free ports for one Baton, whose process comes and goes. */
export interface Place {
  engine: Engine;
  sandbox: Sandbox;
  portalId: number;
  /** The server's whole environment. */
  env: NodeJS.ProcessEnv;
  url: string;
  folder: string;
  /** The people that the CRM knows. */
  emails: readonly string[];
  /** Address and signing secret of a signed survey source. */
  hook: { address: string; secret: string };
  /** Another account; it is not installed yet. */
  addAccount(portalId: number): Store;
  /** Default: the place's own account. */
  install(portalId?: number): Promise<void>;
  /** Waits until no job is left, as the metrics of a running process tell. */
  drained(limitMs: number): Promise<void>;
  /** True after close: whoever still sends may stop. */
  readonly closed: boolean;
  close(): Promise<void>;
}

/** Opens a place with a signed survey source. The account is not installed yet. @param options.webhooks whether the sandbox sends its own; default no. */
export async function openPlace(engine: Engine, machine: Machine, { webhooks = false } = {}): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-torture-'));
  const origins: Record<string, string> = {};
  const app = readSandboxApp(folder, join(import.meta.dirname, '../src/app/app-hsmeta.json'), PUBLIC_URL);
  // Most figures send HubSpot's webhooks themselves, with a ledger of what was acknowledged.
  if (!webhooks) delete app.webhooks;
  const sandbox = await startSandbox({ port: 0, app, permittedOrigins: origins });
  const addAccount = (portalId: number) =>
    sandbox.world.addPortal({ portalId, name: 'Conta', timeZone: 'America/Sao_Paulo', currency: 'BRL', uiDomain: 'app.hubspot.com', users: [USER] });
  plantSized(addAccount(PORTAL), { companies: COMPANIES, contacts: COMPANIES, deals: 0, tickets: 0, feedbackSubmissions: 0, owners: 1 }, sandbox.clock.now());
  const emails = sandbox.world.store(PORTAL)!.list('contacts', { limit: COMPANIES }).results.map((contact) => contact.properties['email']!);
  const [port, metricsPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  origins[PUBLIC_URL] = url;
  const database = engine === 'postgres' ? await createDatabase(machine.databaseUrl!) : undefined;
  const env: NodeJS.ProcessEnv = {
    HUBSPOT_APP_ID: String(app.appId), HUBSPOT_CLIENT_ID: app.clientId, HUBSPOT_CLIENT_SECRET: app.clientSecret, HUBSPOT_API_URL: sandbox.url,
    PUBLIC_URL, BATON_KEYS: `torture:${randomBytes(32).toString('base64')}`, PORT: String(port), METRICS_PORT: String(metricsPort), LOG_LEVEL: 'warn',
    ...(database === undefined ? { DATA_DIR: join(folder, 'data') } : { DATABASE_URL: database.url }),
  };
  const hook = await addHook(env, url);
  let closed = false;

  return {
    engine, sandbox, env, url, folder, emails, hook, addAccount, portalId: PORTAL,
    install: (portalId = PORTAL) => installInto(sandbox, portalId, { batonUrl: url, publicUrl: PUBLIC_URL }),
    async drained(limitMs) {
      let quiet = 0;
      await until('no job is left', async () => {
        const text = await fetch(`http://127.0.0.1:${metricsPort}/metrics`).then((answer) => answer.text()).catch(() => 'baton_queue_jobs{} 1');
        const left = [...text.matchAll(/^baton_queue_jobs\{.*\} (\d+)$/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
        quiet = left === 0 ? quiet + 1 : 0;
        return quiet >= 4;
      }, limitMs);
    },
    get closed() {
      return closed;
    },
    async close() {
      closed = true;
      await sandbox.close();
      await database?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function addHook(env: NodeJS.ProcessEnv, url: string): Promise<Place['hook']> {
  const secret = randomBytes(16).toString('hex');
  const source = { portalId: PORTAL, provider: 'webhook', name: 'Torture', settings: { type: 'nps', signature: { header: 'x-signature' } }, signingSecret: secret };
  const added = await withTools(readConfig(env), createLog('silent'), async (deps) => {
    const providers = await loadProviders();
    return deps.db.withPortal(PORTAL, (tx) => addSource(tx, { ...deps, providers }, source, deps.now()));
  });
  if (!added.ok || added.hookPath === null) throw new Error('The source was not added.');
  return { address: url + added.hookPath, secret };
}

/** A database of its own on the server. */
export async function createDatabase(server: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `baton_torture_${randomBytes(6).toString('hex')}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(server, `drop database ${name} with (force)`) };
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
