import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { readSandboxApp } from '../sandbox/app-file.ts';
import { type Sandbox, startSandbox } from '../sandbox/server.ts';
import { installInto } from '../scripts/trial/install.ts';
import { type App, startApp } from '../src/server/app.ts';
import { migrations } from '../src/server/modules.ts';
import { type Config, readConfig } from '../src/server/platform/config.ts';
import { createDb, type Tables } from '../src/server/platform/db.ts';
import { createPglite, embeddedKysely } from '../src/server/platform/embedded.ts';
import { createLog } from '../src/server/platform/log.ts';
import { migrate } from '../src/server/platform/migrate.ts';
import { openPool, postgresKysely } from '../src/server/platform/postgres.ts';
import { installQueue } from '../src/server/platform/queue.ts';
import { createSecrets, type Secrets } from '../src/server/platform/secrets.ts';
import type { Storage } from '../src/server/platform/storage.ts';
import { loadProviders } from '../src/server/surveys/providers/index.ts';
import { addSource, type NewSource } from '../src/server/surveys/source-commands.ts';
import { addKey, type NewKey } from '../src/server/usage/key-commands.ts';
import { type Engine, type Machine, until } from './figure.ts';
import { createDatabase, PUBLIC_URL } from './place.ts';
import { ask, asUser, type CardUser, lanes, signatureOf } from './requests.ts';

/** A Baton inside this process, with a HubSpot beside it: for figures whose judge reads every row and every log line. */
export interface Inside {
  sandbox: Sandbox;
  app: App;
  config: Config;
  url: string;
  /** The owner's handle: sees all rows of all accounts. */
  kysely: Kysely<Tables>;
  secrets: Secrets;
  /** What was logged, from trace on. */
  lines: string[];
  now(): Date;
  /** Lets the scheduled work of a later moment begin. */
  moveClock(byMs: number): void;
  /** An admin of the account installs Baton; resolves once the account is read. */
  install(portalId: number): Promise<void>;
  addSource(source: NewSource): Promise<{ sourceId: string; address: string }>;
  addKey(key: NewKey): Promise<{ prefix: string; key: string }>;
  /** A page's or card's POST of a user of HubSpot's. @throws on a refusal. */
  post(user: CardUser, path: string, body: object): Promise<void>;
  /** Waits until HubSpot has delivered its webhooks and no job is left. */
  rest(): Promise<void>;
  close(): Promise<void>;
}

/** Starts it on an engine; accounts are added to the sandbox before they are installed. */
export async function openInside(engine: Engine, machine: Machine): Promise<Inside> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-torture-'));
  const definition = readSandboxApp(folder, join(import.meta.dirname, '../src/app/app-hsmeta.json'), PUBLIC_URL);
  const origins: Record<string, string> = {};
  const sandbox = await startSandbox({ port: 0, app: definition, permittedOrigins: origins, webhooks: { gatherMs: 50 }, limits: { general: 100_000, search: 100_000 } });
  const { storage, kysely, drop } = await openStorage(engine, machine);
  const config = readConfig({
    HUBSPOT_APP_ID: String(definition.appId), HUBSPOT_CLIENT_ID: definition.clientId, HUBSPOT_CLIENT_SECRET: definition.clientSecret, HUBSPOT_API_URL: sandbox.url,
    PUBLIC_URL, BATON_KEYS: `torture:${randomBytes(32).toString('base64')}`, PORT: '0', LOG_LEVEL: 'trace',
  });
  const lines: string[] = [];
  const app = await startApp({ config, log: createLog('trace', { write: (line: string) => void lines.push(line) }), now: () => sandbox.clock.now(), storage });
  const url = (origins[PUBLIC_URL] = `http://127.0.0.1:${app.port}`);
  const secrets = createSecrets(config.keys, randomBytes);
  const providers = await loadProviders();
  const now = (): Date => sandbox.clock.now();

  async function rest(): Promise<void> {
    await until('the webhooks are delivered', () => sandbox.webhooks.counts().waiting === 0, 60_000);
    await until('no job is left', () => app.idle(), 120_000);
  }

  return {
    sandbox, app, config, url, kysely, secrets, lines, now, rest,
    moveClock: (byMs) => sandbox.clock.move(byMs),
    async install(portalId) {
      await installInto(sandbox, portalId, { batonUrl: url, publicUrl: PUBLIC_URL });
      await rest();
    },
    async addSource(source) {
      const added = await app.db.withPortal(source.portalId, (tx) => addSource(tx, { providers, secrets, randomBytes, enqueue: async () => undefined }, source, now()));
      if (!added.ok || added.hookPath === null) throw new Error('The source was not added.');
      return { sourceId: added.sourceId, address: added.hookPath };
    },
    async addKey(key) {
      const added = await app.db.withPortal(key.portalId, (tx) => addKey(tx, { randomBytes }, key, now()));
      if (!added.ok) throw new Error(added.reason.en);
      return added;
    },
    async post(user, path, body) {
      const asked = { method: 'POST', path: asUser(path, user, config.hubspot.appId), body: Buffer.from(JSON.stringify(body)) };
      const agent = lanes(1);
      const answer = await ask(url, { ...asked, headers: { 'content-type': 'application/json', ...signatureOf(config.hubspot.clientSecret, asked, now()) } }, agent);
      agent.destroy();
      if (answer.kind === 'cut' || answer.status !== 200 || answer.text.includes('"ok":false')) throw new Error(`${path} did not take it: ${JSON.stringify(answer)}`);
    },
    async close() {
      await app.stop();
      await sandbox.close();
      await drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** An empty database at head: in memory on the embedded engine. */
async function openStorage(engine: Engine, machine: Machine): Promise<{ storage: Storage; kysely: Kysely<Tables>; drop(): Promise<void> }> {
  const database = engine === 'postgres' ? await createDatabase(machine.databaseUrl!) : undefined;
  const pglite = database === undefined ? await createPglite() : undefined;
  const connection = pglite === undefined ? { databaseUrl: database!.url } : { pglite };
  const kysely = pglite === undefined ? postgresKysely(openPool(database!.url, createLog('silent'), 10)) : embeddedKysely(pglite);
  await migrate(kysely, migrations);
  await installQueue(connection, kysely);
  const db = createDb({ kysely, engine: pglite === undefined ? 'postgres' : 'pglite', setRole: true });
  // The app closes what it was given: this handle.
  return { storage: { db, connection }, kysely, drop: async () => database?.drop() };
}
