import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './place.ts';

const DEBIANS = '/usr/lib/postgresql';
/** What to do where openCluster finds no PostgreSQL. */
export const NO_CLUSTER = `no PostgreSQL under ${DEBIANS}: apt-get install postgresql`;

/** A PostgreSQL of our own, durable as an operator's: it may be pulled away at any time. */
export interface Cluster {
  /** The owner's login. */
  url: string;
  /** Ends every process at once, without a checkpoint: what was not written to the log is gone. */
  stopAtOnce(): Promise<void>;
  /** Resolves once it has recovered and takes connections. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Makes and starts a cluster with Debian's newest binaries; undefined where there are none. Ended when the torture ends. */
export async function openCluster(): Promise<Cluster | undefined> {
  const bin = newestBinaries();
  if (bin === undefined) return undefined;
  const folder = (await asPostgres('mktemp', ['-d'])).trim();
  const port = await freePort();
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=on -c synchronous_commit=on -c max_connections=60`;
  const control = (...words: string[]) => asPostgres(join(bin, 'pg_ctl'), ['-D', folder, '-w', ...words]);
  const start = async () => void (await control('-l', join(folder, 'log'), '-o', options, 'start'));
  const end = () => void execFileSync(...command(join(bin, 'pg_ctl'), ['-D', folder, '-m', 'immediate', 'stop']), { stdio: 'ignore' });
  await asPostgres(join(bin, 'initdb'), ['-D', folder, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8']);
  await start();
  process.once('exit', end);
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stopAtOnce: async () => void (await control('-m', 'immediate', 'stop')),
    start,
    async close() {
      process.off('exit', end);
      end();
      await asPostgres('rm', ['-rf', folder]);
    },
  };
}

function newestBinaries(): string | undefined {
  const versions = existsSync(DEBIANS) ? readdirSync(DEBIANS).filter((name) => existsSync(join(DEBIANS, name, 'bin', 'initdb'))) : [];
  const [newest] = versions.sort((a, b) => Number(b) - Number(a));
  return newest === undefined ? undefined : join(DEBIANS, newest, 'bin');
}

/** PostgreSQL refuses to run as root. */
function command(program: string, args: string[]): [string, string[]] {
  return process.getuid?.() === 0 ? ['runuser', ['-u', 'postgres', '--', program, ...args]] : [program, args];
}

async function asPostgres(program: string, args: string[]): Promise<string> {
  // Not in the caller's folder, which another user may not be allowed to see; and pg_ctl's server inherits what it is given as output.
  return (await promisify(execFile)(...command(program, args), { cwd: '/tmp', encoding: 'utf8' })).stdout;
}
