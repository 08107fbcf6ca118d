import { spawn } from 'node:child_process';
import { join } from 'node:path';

const READY_MS = 60_000;
const STEP_MS = 50;

export interface RunningBaton {
  /** Resolves once Baton answers ready. Throws with its last words when it stops before, or after a minute. */
  ready(url: string): Promise<void>;
  stop(): Promise<void>;
}

/** Runs the server as its own process, its log going to standard error. `onExit` gets its exit code. */
export function startBaton(environment: NodeJS.ProcessEnv, onExit: (code: number) => void): RunningBaton {
  const main = join(import.meta.dirname, '../../src/server/main.ts');
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, TZ: process.env.TZ, ...environment },
    stdio: ['ignore', 2, 2],
  });
  let exited = false;
  const exit = new Promise<void>((resolve) => {
    child.on('exit', (code) => {
      exited = true;
      resolve();
      onExit(code ?? 0);
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
      throw new Error(`Baton did not become ready at ${url} within a minute. Start again with LOG_LEVEL=info to see where it stands.`);
    },
    async stop() {
      if (!exited) child.kill('SIGTERM');
      await exit;
    },
  };
}
