import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pause, until } from './figure.ts';

const root = join(import.meta.dirname, '..');

export interface Server {
  readonly pid: number;
  /** True until the process has ended, for whatever reason. */
  alive(): boolean;
  /** Sends the signal to this process alone and resolves with its exit code, or the signal's name. */
  end(signal: NodeJS.Signals): Promise<number | string>;
  output(): string;
}

/** Starts Baton as its operator does. Killed at once when the torture ends. */
export function startServer(node: string, env: NodeJS.ProcessEnv): Server {
  const child: ChildProcess = spawn(node, ['src/server/main.ts'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-20_000)));
  let ended: number | string | undefined;
  const over = once(child, 'exit').then(([code, signal]) => (ended = (signal ?? code) as number | string));
  const last = (): void => void child.kill('SIGKILL');
  process.once('exit', last);
  void over.then(() => process.off('exit', last));
  return {
    pid: child.pid!,
    alive: () => ended === undefined,
    output: () => output,
    end(signal) {
      child.kill(signal);
      return over;
    },
  };
}

/** Resolves once the server takes requests. @throws with its last words when it ends before. */
export async function ready(server: Server, url: string, limitMs = 60_000): Promise<void> {
  await until('the server is ready', async () => {
    if (!server.alive()) throw new Error(`The server ended before it was ready:\n${server.output()}`);
    return (await fetch(`${url}/readyz`).catch(() => undefined))?.ok === true;
  }, limitMs);
}

/** Kills the server again and again after a random time of 50 to 1,500 ms and starts it anew; resolves with the last one running. */
export async function killAndRestart(start: () => Server, url: string, options: { kills: number; random: () => number }): Promise<{ server: Server; restartMs: number[] }> {
  const restartMs: number[] = [];
  let server = start();
  await ready(server, url);
  for (let kill = 0; kill < options.kills; kill += 1) {
    await pause(50 + options.random() * 1_450);
    await server.end('SIGKILL');
    const begun = performance.now();
    server = start();
    await ready(server, url);
    restartMs.push(performance.now() - begun);
  }
  return { server, restartMs };
}
