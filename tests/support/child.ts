import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './source-tree.ts';

export interface Child {
  pid: number;
  /** Resolves with the exit code, or the signal's name; kills the process after the time given to runChild. */
  ended: Promise<number | string>;
  output(): string;
  /** Resolves once the output holds the text. */
  says(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

/**
 * Runs a piece of module code in a process of its own; `src/…` imports are resolved from the repository's root.
 * @param limitMs the process is killed after this long, so that no test leaves one behind.
 */
export function runChild(code: string, limitMs = 20_000): Child {
  const source = code.replaceAll(/from '(src\/[^']+)'/g, (_, path: string) => `from 'file://${root}/${path}'`);
  const folder = mkdtempSync(join(tmpdir(), 'baton-child-'));
  writeFileSync(join(folder, 'main.mts'), source);
  const child = spawn(process.execPath, ['--no-warnings', join(folder, 'main.mts')], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ended = once(child, 'close').then(([code_, signal]) => {
    clearTimeout(timer);
    rmSync(folder, { recursive: true });
    return (signal ?? code_) as number | string;
  });
  return {
    pid: child.pid!,
    ended,
    output: () => output,
    async says(text) {
      while (!output.includes(text)) {
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The process ended without saying "${text}": ${output}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    kill: (signal) => void child.kill(signal),
  };
}
