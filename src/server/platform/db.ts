import { AsyncLocalStorage } from 'node:async_hooks';
import { CompiledQuery, type Kysely, type Transaction } from 'kysely';
import { Unavailable } from './errors.ts';
import { onOneConnection } from './one-connection.ts';

/** All tables; each room adds its own by declaration merging in its tables.ts. */
export interface Tables {}

export type Tx = Transaction<Tables>;

export interface Db {
  engine: 'postgres' | 'pglite';
  /** Runs in one transaction that sees and writes rows of this portal only. @throws when nested. */
  withPortal<T>(portalId: number, run: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * Like withPortal for work that only reads (PostgreSQL refuses a write): its first statement is sent on the heels of the
   * transaction's opening, so that a card waits for two answers of the database and not for four.
   */
  readPortal<T>(portalId: number, run: (tx: Tx) => Promise<T>): Promise<T>;
  /** Like withPortal for work that only reads, with everything as it stands at one moment. */
  snapshotPortal<T>(portalId: number, run: (tx: Tx) => Promise<T>): Promise<T>;
  /** Runs in one transaction that reaches the system tables only. The reason names the caller in query logs. @throws when nested. */
  withSystem<T>(reason: string, run: (tx: Tx) => Promise<T>): Promise<T>;
  /** How the pool stands; absent on the embedded engine, which has one connection. */
  connections?: () => { open: number; idle: number; waiting: number };
  close(): Promise<void>;
}

/** The role that tenant work runs as; never a superuser, never an owner, so that row-level security holds. */
export const APP_ROLE = 'baton_app';

const SET = `select set_config('app.portal_id', $1, true), set_config('app.system', $2, true)`;
const SET_WITH_ROLE = `${SET}, set_config('role', $3, true)`;

/** Refuses writes while the machine has too little disk; see disk-guard.ts. */
export type WriteGuard = () => void;

/**
 * The only way to the data. A transaction's first statement sets, for that transaction alone, who is asking:
 * row-level security shows a portal's rows to that portal and system tables to the system.
 * @param setRole true where the login would bypass row-level security (owner or superuser).
 */
export function createDb(options: {
  kysely: Kysely<Tables>;
  engine: Db['engine'];
  setRole: boolean;
  guard?: WriteGuard;
}): Db {
  const { kysely, engine, setRole, guard } = options;
  const inside = new AsyncLocalStorage<true>();

  async function run<T>(portal: string, system: string, work: (tx: Tx) => Promise<T>, mode: 'write' | 'read' | 'snapshot' = 'write'): Promise<T> {
    // PGlite has one connection: a second transaction inside the first would wait for itself for ever.
    if (inside.getStore()) throw new Error('A transaction was opened inside another: hand the outer tx on instead.');
    guard?.();
    const asked = CompiledQuery.raw(setRole ? SET_WITH_ROLE : SET, setRole ? [portal, system, APP_ROLE] : [portal, system]);
    const plain = kysely.transaction();
    const reading = mode === 'write' ? plain : plain.setAccessMode('read only');
    const transaction = mode === 'snapshot' ? reading.setIsolationLevel('repeatable read') : reading;
    return inside.run(true, () =>
      transaction.execute((outer) =>
        outer.getExecutor().provideConnection(async (connection) => {
          const asking = connection.executeQuery(asked);
          if (mode === 'write') await asking;
          // Sent and not waited for: should it fail, the transaction is broken, and the work's statements with it.
          asking.catch(() => undefined);
          const answer = await onOneConnection(connection, work);
          await asking;
          return answer;
        }),
      ),
    ).catch((error: unknown) => {
      throw isPassing(error) ? new Unavailable('The database is away or too busy.', 5, error) : error;
    });
  }

  return {
    engine,
    withPortal: async (portalId, work) => run(portalText(portalId), '', work),
    readPortal: async (portalId, work) => run(portalText(portalId), '', work, 'read'),
    snapshotPortal: async (portalId, work) => run(portalText(portalId), '', work, 'snapshot'),
    withSystem: (reason, work) => run('', reason, work),
    close: () => kysely.destroy(),
  };
}

function portalText(portalId: number): string {
  if (!Number.isSafeInteger(portalId) || portalId <= 0) throw new Error('A portal id is needed.');
  return String(portalId);
}

/**
 * SQLSTATEs of a database that is away, or had to give a transaction up for reasons of its own, rather than of a wrong
 * statement: 08 connection, 25P03 and 25P04 idle too long, 40 serialization and deadlock, 53 out of disk, memory or
 * connections, 55P03 a lock not had in time, 57 cancelled, stopping or starting, 58 the system beneath it.
 */
const PASSING_CODES = /^(08...|25P0[34]|40...|53...|55P03|57...|58...|ECONN(REFUSED|RESET)|EPIPE|ETIMEDOUT)$/;
const PASSING_WORDS = /Connection terminated|not queryable|timeout exceeded when trying to connect/;

/** True for trouble that may be over when the same is asked again. */
function isPassing(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return PASSING_CODES.test(code) || PASSING_WORDS.test(message) || isStalePlan(error);
}

/** True when a table changed under a planned statement: asked again, it is planned anew. */
export function isStalePlan(error: unknown): boolean {
  return (error as { routine?: string }).routine === 'RevalidateCachedQuery';
}
