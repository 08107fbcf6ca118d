import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { startSandbox, type Sandbox } from '../../sandbox/server.ts';
import { installInto } from '../../scripts/trial/install.ts';
import { databaseUrl, onServer } from './database-template.ts';
import { addPortal, buildFlowApp, flowEnvironment, PUBLIC_URL } from './running-baton.ts';
import { root } from './source-tree.ts';
import { waitUntil } from './wait.ts';

export interface Spawned {
  pid: number;
  output(): string;
  /** Resolves with the exit code, or with the signal's name. */
  ended: Promise<number | string>;
  kill(signal: NodeJS.Signals): void;
  /** Waits until the output matches, failing as soon as the process ends. */
  says(words: RegExp, limitMs?: number): Promise<RegExpExecArray>;
}

/** What the flows look at of a card's answer. */
interface CardAnswer {
  status?: string;
  figures?: { latest?: { score: number }[] } | null;
}

/** Runs a command of the repository in a process group of its own, as a terminal does; killed after the limit. */
export function spawnIn(command: string[], env: NodeJS.ProcessEnv, limitMs = 60_000): Spawned {
  const [program = '', ...args] = command;
  const child: ChildProcess = spawn(program, args, { cwd: root, env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const kill = (signal: NodeJS.Signals) => {
    try {
      process.kill(-child.pid!, signal);
    } catch {
      // It has ended by itself.
    }
  };
  const timer = setTimeout(() => kill('SIGKILL'), limitMs);
  let output = '';
  let over = false;
  for (const stream of [child.stdout!, child.stderr!]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ended = once(child, 'close').then(([code, signal]) => {
    clearTimeout(timer);
    over = true;
    return (signal ?? code) as number | string;
  });
  return {
    pid: child.pid!, ended, kill, output: () => output,
    async says(words, within = limitMs) {
      let found: RegExpExecArray | null = null;
      await waitUntil(`the process says ${words}`, () => {
        found = words.exec(output);
        if (found === null && over) throw new Error(`The process ended without saying ${words}:\n${output}`);
        return found !== null;
      }, within);
      return found!;
    },
  };
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

/** A sandbox, a place for the data on either engine, and Baton as a process that can be killed and started again on them. */
export async function buildSpawned() {
  const origins: Record<string, string> = {};
  const sandbox: Sandbox = await startSandbox({ port: 0, app: buildFlowApp(), permittedOrigins: origins });
  const portalId = addPortal(sandbox, 101);
  const folder = mkdtempSync(join(tmpdir(), 'baton-flow-'));
  const template = inject('databaseTemplate');
  const name = `baton_flow_${process.pid}_${Date.now()}`;
  if (template.engine === 'postgres') await onServer(template.server, `create database ${name} template ${template.name}`);
  const place = template.engine === 'postgres' ? { DATABASE_URL: databaseUrl(template.server, name) } : { DATA_DIR: join(folder, 'data') };
  const port = await freePort();
  const env = flowEnvironment(sandbox, { ...place, PORT: String(port), LOG_LEVEL: 'warn' });
  const url = `http://127.0.0.1:${port}`;
  origins[PUBLIC_URL] = url;
  const running: Spawned[] = [];

  /** Runs one of npm's commands for the account to its end: its exit code and what it printed. */
  async function tool(command: string, args: string[]): Promise<{ code: number | string; output: string }> {
    const ran = spawnIn([process.execPath, `scripts/${command}.ts`, ...args, '--portal', String(portalId)], env);
    return { code: await ran.ended, output: ran.output() };
  }

  return {
    sandbox, portalId, folder, env, url, port,
    engine: template.engine,
    /** Where HubSpot's requests for Baton's public address go; at first to the one server. */
    lead: (address: string) => void (origins[PUBLIC_URL] = address),
    crm: sandbox.world.store(portalId)!,
    /** Starts the server, or another beside it on a port of its own; resolves once it takes requests. */
    async start(ownPort = port): Promise<Spawned> {
      const server = spawnIn([process.execPath, 'src/server/main.ts'], { ...env, PORT: String(ownPort) }, 300_000);
      running.push(server);
      let over: number | string | undefined;
      void server.ended.then((code) => (over = code));
      await waitUntil('Baton is ready', async () => {
        if (over !== undefined) throw new Error(`Baton ended with ${over}:\n${server.output()}`);
        return (await fetch(`http://127.0.0.1:${ownPort}/readyz`).catch(() => undefined))?.ok === true;
      });
      return server;
    },
    install: () => installInto(sandbox, portalId, { batonUrl: url, publicUrl: PUBLIC_URL }),
    /** Runs `npm run source` to its end: its exit code and what it printed. */
    source: (args: string[]) => tool('source', args),
    tool,
    /** A card's question of the account's admin. */
    async ask(door: string, companyId: string): Promise<CardAnswer> {
      const userId = sandbox.core.portal(portalId)!.users[0]!.id;
      const answer = await sandbox.core.callBackend({ portalId, userId, url: `${PUBLIC_URL}/api/1/${door}/${companyId}?lang=en` });
      return JSON.parse(answer.body) as CardAnswer;
    },
    async close(): Promise<void> {
      for (const server of running) server.kill('SIGKILL');
      await Promise.all(running.map((server) => server.ended));
      await sandbox.close();
      if (template.engine === 'postgres') await onServer(template.server, `drop database ${name} with (force)`);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
