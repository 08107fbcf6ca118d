import { randomBytes } from 'node:crypto';
import pg from 'pg';

const LOOKS = 20;
const LOOK_MS = 50;

export interface BenchDatabase {
  name: string;
  url: string;
  drop(): Promise<void>;
}

/**
 * A database of the bench's own.
 * @param original one to copy, which nobody may be connected to; without it, the new one is empty.
 */
export async function createDatabase(server: string, label: string, original?: BenchDatabase): Promise<BenchDatabase> {
  const name = `baton_bench_${label}_${randomBytes(4).toString('hex')}`;
  if (original !== undefined) await vacated(server, original.name);
  await onServer(server, `create database ${name}${original === undefined ? '' : ` template ${original.name}`}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    name,
    url: url.href,
    async drop() {
      await vacated(server, name);
      await onServer(server, `drop database if exists ${name} with (force)`);
    },
  };
}

/** Clients that have just said good-bye get a moment to leave, or they would report a lost connection. */
async function vacated(server: string, name: string): Promise<void> {
  for (let look = 0; look < LOOKS && (await backendsOf(server, name)).length > 0; look += 1) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}

/** The process ids of PostgreSQL's backends that serve a database. */
export async function backendsOf(server: string, name: string): Promise<number[]> {
  const { rows } = await onServer(server, `select pid from pg_stat_activity where datname = '${name}'`);
  return (rows as { pid: number }[]).map(({ pid }) => pid);
}

/** Runs one statement on a connection of its own. */
export async function onServer(server: string, statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}
