import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export type Order =
  /** Answered once the process's clock shows that moment (epoch ms). */
  | { kind: 'reach'; at: number }
  /** So many callers ask for the access token. `refused`: the one that HubSpot has just refused to all of them. */
  | { kind: 'tokens'; portalId: number; callers: number; refused?: string | undefined }
  /** So many callers ask HubSpot for a page of owners. */
  | { kind: 'call'; portalId: number; callers: number; lane: 'interactive' | 'background' };

export interface Answers {
  reach: object;
  /** What the callers got, each once, and how many got none. */
  tokens: { tokens: string[]; without: number };
  /** Calls that brought nothing, and milliseconds until the last one was answered. */
  call: { failed: number; ms: number };
}

export interface CallerProcess {
  /** Follows one order at a time: the next is given after the answer. */
  ask<Kind extends Order['kind']>(order: Extract<Order, { kind: Kind }>): Promise<Answers[Kind]>;
  end(): Promise<void>;
}

/** Starts a process of Baton, on the database and the HubSpot of `env`, that follows orders. Killed at once when this process ends. */
export async function startCallers(env: NodeJS.ProcessEnv): Promise<CallerProcess> {
  const child: ChildProcess = fork(join(import.meta.dirname, 'hubspot-callers.ts'), { execPath: process.execPath, execArgv: [], env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const over = once(child, 'exit');
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  void over.then(() => process.off('exit', kill));

  async function heard(): Promise<unknown> {
    const answer = await Promise.race([once(child, 'message'), over.then(() => undefined)]);
    if (answer === undefined) throw new Error('A process of callers ended before it answered.');
    return answer[0];
  }

  await heard();
  return {
    ask<Kind extends Order['kind']>(order: Extract<Order, { kind: Kind }>) {
      const answer = heard() as Promise<Answers[Kind]>;
      child.send(order);
      return answer;
    },
    async end() {
      if (child.connected) child.send({ kind: 'end' });
      await over;
    },
  };
}
