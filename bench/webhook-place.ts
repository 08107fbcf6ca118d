import { fork } from 'node:child_process';
import { startSandbox } from '../sandbox/server.ts';
import { readConfig } from '../src/server/platform/config.ts';
import { createLog } from '../src/server/platform/log.ts';
import { loadProviders } from '../src/server/surveys/providers/index.ts';
import { addSource } from '../src/server/surveys/source-commands.ts';
import { withTools } from '../src/server/tool.ts';
import { benchEnvironment } from './baton.ts';
import { messageFrom, startWebServer } from './child.ts';
import { cpuBetween, readCpu } from './cpu.ts';
import { backendsOf, type BenchDatabase, createDatabase, onServer } from './database.ts';
import { sandboxApp } from './environment.ts';
import { installThrough } from './install.ts';
import type { BareReady, BareSetup } from './webhook-bare.ts';
import type { SendReport, SendRequest } from './webhook-sender.ts';

const PORTAL = 1_001;
const SEED = { portalId: PORTAL, companies: 10, contacts: 20, deals: 5, tickets: 5, feedbackSubmissions: 5, owners: 2 };
/** Connections of each server's pool: what Baton's own pool has. */
const POOL_SIZE = 10;
/** What is put off until after the answer is counted, too. */
const BREATH_MS = 100;

/** A server under test with a database of its own, on which nobody else works. */
export interface Target {
  address: string;
  pid: number;
  database: BenchDatabase;
}

/** Baton as a web process in an installed account, the bare server on a copy of its database, and a sender. */
export interface Place {
  baton: Target;
  bare: Target;
  send(asked: SendRequest): Promise<SendReport>;
  /** CPU seconds that the server and its database's backends use while `work` runs. */
  cpuOf(target: Target, work: () => Promise<void>): Promise<number>;
  /** Empties what webhooks fill and writes dirty pages away, so that no side pays for what came before. */
  sweep(target: Target): Promise<void>;
  /** How many deliveries are kept that have a job. */
  kept(target: Target): Promise<number>;
  close(): Promise<void>;
}

/** Opens the place on a PostgreSQL server of this machine. */
export async function openPlace(server: string): Promise<Place> {
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.reverse()) await closer();
  };
  try {
    const sandbox = await startSandbox({ port: 0, app: sandboxApp(), seed: SEED });
    closers.push(() => sandbox.close());
    const database = await createDatabase(server, 'webhooks');
    closers.push(() => database.drop());
    const env = { ...benchEnvironment(database.url, sandbox.url), ROLE: 'web' };
    const hookPath = await addHook(env);
    const copy = await createDatabase(server, 'webhooks_bare', database);
    closers.push(() => copy.drop());
    const web = await startWebServer(env);
    closers.push(() => web.stop());
    await installThrough(sandbox, PORTAL, web.url);
    const bare = await startBare(copy.url);
    closers.push(bare.stop);
    const sender = fork(new URL('./webhook-sender.ts', import.meta.url), { execArgv: [] });
    closers.push(async () => void sender.kill());
    return {
      baton: { address: web.url + hookPath, pid: web.pid, database },
      bare: { address: bare.url + hookPath, pid: bare.pid, database: copy },
      async send(asked) {
        sender.send(asked);
        return messageFrom<SendReport>(sender);
      },
      cpuOf: (target, work) => cpuOf(server, target, work),
      sweep: (target) => sweep(target.database.url),
      kept: (target) => countKept(target.database.url),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A source of the generic JSON webhook, without a signature: the path's secret is its proof. */
async function addHook(env: Record<string, string>): Promise<string> {
  const source = { portalId: PORTAL, provider: 'webhook', name: 'Bench', settings: { type: 'nps' } };
  const added = await withTools(readConfig(env), createLog('warn', process.stderr), async (deps) => {
    const providers = await loadProviders();
    return deps.db.withPortal(PORTAL, (tx) => addSource(tx, { ...deps, providers }, source, deps.now()));
  });
  if (!added.ok || added.hookPath === null) throw new Error('The source was not added.');
  return added.hookPath;
}

async function startBare(databaseUrl: string): Promise<{ url: string; pid: number; stop(): Promise<void> }> {
  const setup: BareSetup = { databaseUrl, poolSize: POOL_SIZE };
  const child = fork(new URL('./webhook-bare.ts', import.meta.url), [JSON.stringify(setup)]);
  const { port } = await messageFrom<BareReady>(child);
  return { url: `http://127.0.0.1:${port}`, pid: child.pid!, stop: async () => void child.kill() };
}

async function cpuOf(server: string, target: Target, work: () => Promise<void>): Promise<number> {
  const read = async (): Promise<Map<number, number>> => readCpu([target.pid, ...(await backendsOf(server, target.database.name))]);
  const before = await read();
  await work();
  await new Promise((resolve) => setTimeout(resolve, BREATH_MS));
  return cpuBetween(before, await read());
}

async function sweep(databaseUrl: string): Promise<void> {
  // The limit a minute begins anew, too: these lots are larger than any tool's.
  await onServer(databaseUrl, 'truncate deliveries, events, pgboss.job, hook_minutes');
  await onServer(databaseUrl, 'vacuum sources');
  await onServer(databaseUrl, 'checkpoint');
}

async function countKept(databaseUrl: string): Promise<number> {
  const { rows } = await onServer(
    databaseUrl,
    `select count(*)::int as n from deliveries d join pgboss.job j on j.name = 'surveys.parse' and j.data ->> 'deliveryId' = d.delivery_id::text`,
  );
  return (rows as { n: number }[])[0]!.n;
}
