import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '..');

/** The child's next message. @throws when it ends instead. */
export async function messageFrom<T>(child: ChildProcess): Promise<T> {
  const gone = new AbortController();
  const ended = once(child, 'exit', { signal: gone.signal }).then(() => Promise.reject(new Error('A process of the bench ended; its last words stand above.')));
  ended.catch(() => undefined);
  try {
    const [message] = (await Promise.race([once(child, 'message', { signal: gone.signal }), ended])) as [T];
    return message;
  } finally {
    gone.abort();
  }
}

export interface WebServer {
  pid: number;
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts Baton's own process, with the flags that the bench was started with (such as --cpu-prof).
 * @throws with the process's last words when it ends before it takes requests.
 */
export async function startWebServer(env: Record<string, string>): Promise<WebServer> {
  const child = spawn(process.execPath, [...process.execArgv, 'src/server/main.ts'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const last = (): void => void child.kill('SIGKILL');
  process.once('exit', last);
  const over = once(child, 'exit').then(() => process.off('exit', last));
  const said: string[] = [];
  const lines = createInterface({ input: child.stdout });
  const port = await new Promise<number>((resolve, reject) => {
    lines.on('line', (line) => {
      if (said.length < 50) said.push(line);
      if (line.includes('"Baton is ready"')) resolve((JSON.parse(line) as { port: number }).port);
    });
    void over.then(() => reject(new Error(`Baton ended before it was ready:\n${said.join('\n')}`)));
  });
  return {
    pid: child.pid!,
    url: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGTERM');
      await over;
    },
  };
}
