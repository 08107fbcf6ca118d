import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { lastWords } from './fail-points.ts';
import { pause, until } from './figure.ts';
import type { Place } from './place.ts';

const root = join(import.meta.dirname, '..');

/** A machine under other load starts a server in a minute or more; that is no fault of the server. */
const START_MS = 300_000;
/** A worker that does not die within this long has nothing left to die at. */
const REACH_MS = 300_000;

export interface Server {
  readonly pid: number;
  /** True until the process has ended, for whatever reason. */
  alive(): boolean;
  /** Its exit code, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
  /** Sends the signal to this process alone and resolves with its exit code, or the signal's name. */
  end(signal: NodeJS.Signals): Promise<number | string>;
  output(): string;
}

/** Starts Baton as its operator does, or with a module of the torture's in front. Killed at once when the torture ends. */
export function startServer(node: string, env: NodeJS.ProcessEnv, inFront: readonly string[] = []): Server {
  const imports = inFront.flatMap((module) => ['--import', module]);
  const child: ChildProcess = spawn(node, [...imports, 'src/server/main.ts'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-20_000)));
  let ended: number | string | undefined;
  const over = once(child, 'close').then(([code, signal]) => (ended = (signal ?? code) as number | string));
  const last = (): void => void child.kill('SIGKILL');
  process.once('exit', last);
  void over.then(() => process.off('exit', last));
  return {
    pid: child.pid!,
    alive: () => ended === undefined,
    output: () => output,
    ended: over,
    end(signal) {
      child.kill(signal);
      return over;
    },
  };
}

/** Resolves once the server takes requests. @throws with its last words when it ends before. */
export async function ready(server: Server, url: string, limitMs = START_MS): Promise<void> {
  await until('the server is ready', async () => {
    if (!server.alive()) throw new Error(`The server ended before it was ready:\n${server.output()}`);
    return (await fetch(`${url}/readyz`).catch(() => undefined))?.ok === true;
  }, limitMs);
}

/** A worker beside a place's web process; with a fail point it dies there, the first time that it comes by. */
export function startWorker(node: string, place: Place, failPoint?: string): Server {
  return startServer(node, { ...place.env, ROLE: 'worker', METRICS_PORT: '0', ...(failPoint && { FAIL_POINT: `${failPoint}:1` }) }, failPoint ? ['./torture/plant-fail-point.ts'] : []);
}

/** Starts a worker and resolves once it has died at the fail point. @throws with its last words when it ends otherwise, or not. */
export async function workerDiesAt(node: string, place: Place, failPoint: string): Promise<void> {
  const worker = startWorker(node, place, failPoint);
  const end = await Promise.race([worker.ended, pause(REACH_MS).then(() => 'nothing')]);
  const output = worker.output();
  await worker.end('SIGKILL');
  if (end !== 'SIGKILL' || !output.includes(lastWords(failPoint))) throw new Error(`The worker did not die at ${failPoint} but of ${end}:\n${output}`);
}

/** Installs Baton into the place's account beside a web process; a worker reads it, and ends once what is prepared then is done. */
export async function installByWorker(node: string, place: Place, web: Server, prepare?: () => Promise<void>): Promise<void> {
  await ready(web, place.url);
  const worker = startWorker(node, place);
  await place.install();
  await place.drained(300_000);
  await prepare?.();
  await worker.end('SIGTERM');
}

/** Installs Baton into the place's account through a server that runs; resolves once all is read. */
export async function install(place: Place, server: Server): Promise<void> {
  await ready(server, place.url);
  await place.install();
  await place.drained(300_000);
}

/** The same with a server of its own, which is ended then. */
export async function installOnce(place: Place, node: string, end: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  const server = startServer(node, place.env);
  await install(place, server);
  await server.end(end);
}

/**
 * Kills the server again and again, each time 50 to 1,500 ms after the kill (0, 1, …) is due, and starts it anew; resolves
 * with the last one running.
 */
export async function killAndRestart(start: () => Server, url: string, options: { kills: number; random: () => number; due: (kill: number) => boolean }): Promise<{ server: Server; restartMs: number[] }> {
  const restartMs: number[] = [];
  let server = start();
  await ready(server, url);
  for (let kill = 0; kill < options.kills; kill += 1) {
    await until(`kill ${kill} is due`, () => options.due(kill), 300_000);
    await pause(50 + options.random() * 1_450);
    await server.end('SIGKILL');
    const begun = performance.now();
    server = start();
    await ready(server, url);
    restartMs.push(performance.now() - begun);
  }
  return { server, restartMs };
}
