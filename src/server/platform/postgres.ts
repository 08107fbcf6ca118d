import { createHash } from 'node:crypto';
import { type DatabaseConnection, Kysely, PostgresDialect, type PostgresDialectConfig, PostgresDriver, sql, type TransactionSettings } from 'kysely';
import pg from 'pg';
import { createDb, type Db, isStalePlan, type Tables } from './db.ts';
import { StartFault } from './errors.ts';
import type { Logger } from './log.ts';

const STATEMENT_WARNING = 300;

/** int8, lists of it and numeric as JS numbers (ids stay below 2^53), dates as YYYY-MM-DD. Shared with the embedded engine. */
export const columnParsers: Record<number, (text: string) => unknown> = {
  20: Number,
  1016: (text) => (text === '{}' ? [] : text.slice(1, -1).split(',').map(Number)),
  1700: Number,
  1082: (text) => text,
};

/** Statement text -> name. Naming lets PostgreSQL keep the plan: halves kysely's cost (docs/decisions). */
const names = new Map<string, string>();

function statementName(text: string, log: Logger): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash('sha1').update(text).digest('base64url');
  names.set(text, name);
  if (names.size === STATEMENT_WARNING) log.warn({ statements: names.size }, 'Many different statement texts: pass lists as arrays');
  return name;
}

/**
 * A pg client class that names every parametrised statement by a hash of its text. When a table changed under a
 * planned statement (an upgrade beside running processes), that statement fails once and this client names anew.
 */
function namedClient(log: Logger): typeof pg.Client {
  return class NamedClient extends pg.Client {
    #round = 0;

    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- pg overloads query eight ways; only the one kysely uses is named
    override query(...args: any[]): any {
      const [text, values, ...rest] = args;
      if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0) return super.query(...(args as [string]));
      const answer = super.query({ name: `${statementName(text, log)}${this.#round}`, text, values }, ...(rest as [])) as Promise<unknown> | undefined;
      answer?.catch((error: unknown) => {
        if (isStalePlan(error)) this.#round += 1;
      });
      return answer;
    }
  };
}

/** A pool on PostgreSQL. Lost idle connections are logged, never fatal. */
export function openPool(connectionString: string, log: Logger, max = 10): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    Client: namedClient(log),
    // A statement is sent at once, also while the answer to an earlier one is under way.
    pipeline: true,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 120_000,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 60_000,
    types: { getTypeParser: (oid: number, format?: 'text') => columnParsers[oid] ?? pg.types.getTypeParser(oid, format) },
  } as pg.PoolConfig);
  pool.on('error', (error) => log.warn({ err: error }, 'An idle database connection was lost'));
  // The pool listens to idle clients only: without this, a connection lost in the middle of work would end the process.
  pool.on('connect', (client) => client.on('error', (error) => log.debug({ err: error }, 'A database connection was lost')));
  return pool;
}

class ReadsAtOnceDriver extends PostgresDriver {
  /** A read's first statement follows its begin at once. Without its connection begin cannot fail, and then nothing after it succeeds. */
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const begun = super.beginTransaction(connection, settings);
    if (settings.accessMode !== 'read only') return begun;
    begun.catch(() => undefined);
  }
}

class PipelinedDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;

  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): PostgresDriver {
    return new ReadsAtOnceDriver(this.#config);
  }
}

/** Kysely over a pool. */
export function postgresKysely(pool: pg.Pool): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new PipelinedDialect({ pool }) });
}

/**
 * Opens PostgreSQL for the server.
 * @throws StartFault when the server cannot be reached.
 */
export async function openPostgres(connectionString: string, log: Logger): Promise<Db> {
  const pool = openPool(connectionString, log);
  const kysely = postgresKysely(pool);
  try {
    const db = createDb({ kysely, engine: 'postgres', setRole: await bypassesRowSecurity(kysely) });
    return { ...db, connections: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }) };
  } catch (error) {
    await kysely.destroy();
    throw new StartFault(`PostgreSQL does not answer: ${(error as Error).message}.`, 'Check DATABASE_URL and that the server runs.');
  }
}

/** True when the login is a superuser or may bypass row security. An owner may not: row security is forced on every table. */
async function bypassesRowSecurity(kysely: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql<{ bypasses: boolean }>`
    select r.rolsuper or r.rolbypassrls as bypasses
    from pg_roles r where r.rolname = current_user`.execute(kysely);
  return rows[0]?.bypasses ?? true;
}
