import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** A first start creates the database while the cards are built: minutes on a machine with much else to do. */
const READY_MS = 180_000;
const STEP_MS = 50;

export interface RunningBaton {
  /** Resolves once Baton answers ready. Throws when it stops before, or is not ready after three minutes. */
  ready(url: string): Promise<void>;
  stop(): Promise<void>;
  /** Stops it and starts it anew with other variables besides; resolves once it is ready. */
  restart(url: string, variables: NodeJS.ProcessEnv): Promise<void>;
}

/** Runs the server as its own process, its log going to standard error. `onExit` gets its exit code when it ends unasked. */
export function startBaton(environment: NodeJS.ProcessEnv, onExit: (code: number) => void): RunningBaton {
  let server = startServer(environment, onExit);
  let stopped = false;
  return {
    ready: (url) => server.ready(url),
    stop() {
      stopped = true;
      return server.stop();
    },
    async restart(url, variables) {
      await server.stop();
      if (stopped) return;
      server = startServer({ ...environment, ...variables }, onExit);
      await server.ready(url);
    },
  };
}

function startServer(environment: NodeJS.ProcessEnv, onExit: (code: number) => void): Omit<RunningBaton, 'restart'> {
  const main = join(import.meta.dirname, '../../src/server/main.ts');
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, TZ: process.env.TZ, ...environment },
    stdio: ['ignore', 2, 2],
  });
  let exited = false;
  let asked = false;
  const exit = new Promise<void>((resolve) => {
    child.on('exit', (code) => {
      exited = true;
      resolve();
      if (!asked) onExit(code ?? 0);
    });
  });

  return {
    async ready(url) {
      const deadline = Date.now() + READY_MS;
      while (Date.now() < deadline) {
        if (exited) throw new Error('Baton did not start; the lines above say why.');
        const answer = await fetch(`${url}/readyz`).catch(() => undefined);
        if (answer?.ok) return;
        await new Promise((resolve) => setTimeout(resolve, STEP_MS));
      }
      throw new Error(`Baton did not become ready at ${url} within three minutes. Start again with LOG_LEVEL=info to see where it stands.`);
    },
    async stop() {
      asked = true;
      if (!exited) child.kill('SIGTERM');
      await exit;
    },
  };
}
