import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { readSandboxApp } from '../sandbox/app-file.ts';
import { type Sandbox, startSandbox } from '../sandbox/server.ts';
import { installInto } from '../scripts/trial/install.ts';
import { readConfig } from '../src/server/platform/config.ts';
import { createLog } from '../src/server/platform/log.ts';
import { loadProviders } from '../src/server/surveys/providers/index.ts';
import { addSource } from '../src/server/surveys/source-commands.ts';
import { withTools } from '../src/server/tool.ts';
import { type Machine, until } from './figure.ts';

const PUBLIC_URL = 'https://baton.sandbox.test';
const PORTAL = 101;
const USER = { id: 9001, email: 'ana@agencia.example', firstName: 'Ana', lastName: 'Reis', role: 'admin' as const, ownerId: '701', locale: 'pt-br' as const };

export type Engine = 'embedded' | 'postgres';

/** A HubSpot, a database and free ports for one Baton, whose process comes and goes. */
export interface Place {
  engine: Engine;
  sandbox: Sandbox;
  portalId: number;
  /** The server's whole environment. */
  env: NodeJS.ProcessEnv;
  url: string;
  folder: string;
  /** Address and signing secret of a signed survey source. */
  hook: { address: string; secret: string };
  install(): Promise<void>;
  /** Waits until no job is left, as the metrics of a running process tell. */
  drained(limitMs: number): Promise<void>;
  close(): Promise<void>;
}

/** Opens a place with a signed survey source. The account is not installed yet. */
export async function openPlace(engine: Engine, machine: Machine): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-torture-'));
  const origins: Record<string, string> = {};
  const app = readSandboxApp(folder, join(import.meta.dirname, '../src/app/app-hsmeta.json'), PUBLIC_URL);
  const sandbox = await startSandbox({ port: 0, app, permittedOrigins: origins });
  sandbox.world.addPortal({ portalId: PORTAL, name: 'Conta', timeZone: 'America/Sao_Paulo', currency: 'BRL', uiDomain: 'app.hubspot.com', users: [USER] });
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

  return {
    engine, sandbox, env, url, folder, hook, portalId: PORTAL,
    install: () => installInto(sandbox, PORTAL, { batonUrl: url, publicUrl: PUBLIC_URL }),
    async drained(limitMs) {
      let quiet = 0;
      await until('no job is left', async () => {
        const text = await fetch(`http://127.0.0.1:${metricsPort}/metrics`).then((answer) => answer.text()).catch(() => 'baton_queue_jobs{} 1');
        const left = [...text.matchAll(/^baton_queue_jobs\{.*\} (\d+)$/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
        quiet = left === 0 ? quiet + 1 : 0;
        return quiet >= 4;
      }, limitMs);
    },
    async close() {
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

async function createDatabase(server: string): Promise<{ url: string; drop(): Promise<void> }> {
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

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
