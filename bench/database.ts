import { randomBytes } from 'node:crypto';
import pg from 'pg';

const LOOKS = 20;
const LOOK_MS = 50;

export interface BenchDatabase {
  url: string;
  drop(): Promise<void>;
}

/** An empty database of the bench's own. */
export async function createDatabase(server: string, label: string): Promise<BenchDatabase> {
  const name = `baton_bench_${label}_${randomBytes(4).toString('hex')}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async drop() {
      // Clients that have just said good-bye get a moment to leave, or they would report a lost connection.
      for (let look = 0; look < LOOKS && (await connections(server, name)) > 0; look += 1) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      await onServer(server, `drop database if exists ${name} with (force)`);
    },
  };
}

async function connections(server: string, name: string): Promise<number> {
  const { rows } = await onServer(server, `select 1 from pg_stat_activity where datname = '${name}'`);
  return rows.length;
}

async function onServer(server: string, statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}
