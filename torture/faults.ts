import type pg from 'pg';
import { pause } from './figure.ts';
import type { DatabaseProxy, Way } from './database-proxy.ts';

/** Something that goes wrong for a while: begun, then mended. */
export interface Fault {
  name: string;
  /** How often it is drawn, against the others. */
  weight: number;
  /** Requests that meet it at the same time. */
  requests: number;
  holdMs: number;
  begin(): Promise<void>;
  mend(): Promise<void>;
}

/** SQLSTATEs that PostgreSQL gives a transaction up with: deadlock, serialization, disk and memory full, cancelled, input or output. */
const GIVEN_UP = ['40P01', '40001', '53100', '53200', '57014', '58030'];
const INTAKE = ['deliveries', 'hubspot_batches'];
/** Longer than a request waits for a connection. */
const EXHAUSTING_MS = 6_000;
/** More than the server has connections. */
const CROWD = 16;

/** Faults of the database and of the way to it. `client`: a connection of the torture's own, to the same database. */
export async function databaseFaults(client: pg.Client, proxy: DatabaseProxy): Promise<Fault[]> {
  await client.query(`
    create function give_up() returns trigger language plpgsql as $$
      begin raise exception 'given up by the torture' using errcode = tg_argv[0]; end $$`);
  const others = 'from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';

  const way = (name: Way, weight: number, holdMs: number): Fault => ({
    name: `database ${name}`, weight, requests: 3, holdMs, begin: async () => proxy.way(name), mend: async () => proxy.way('open'),
  });
  const once = (name: string, statement: string): Fault => ({
    name, weight: 3, requests: 3, holdMs: 0, begin: async () => void (await client.query(statement)), mend: async () => undefined,
  });
  const givenUp = (code: string): Fault => ({
    name: `given up with ${code}`, weight: 1, requests: 3, holdMs: 50,
    begin: () => onIntake(client, (table) => `create trigger give_up before insert on ${table} for each row execute function give_up('${code}')`),
    mend: () => onIntake(client, (table) => `drop trigger if exists give_up on ${table}`),
  });
  const locked = (name: string, weight: number, requests: number, holdMs: number): Fault => ({
    name, weight, requests, holdMs,
    begin: async () => void (await client.query(`begin; lock table ${INTAKE.join(', ')} in access exclusive mode`)),
    mend: async () => void (await client.query('rollback')),
  });

  return [
    way('away', 4, 80), way('slow', 2, 150), way('cut', 4, 30),
    once('connections ended', `select pg_terminate_backend(pid) ${others}`),
    once('statements cancelled', `select pg_cancel_backend(pid) ${others} and state <> 'idle'`),
    ...GIVEN_UP.map(givenUp),
    locked('tables locked', 2, 3, 120),
    locked('connections used up', 0.2, CROWD, EXHAUSTING_MS),
  ];
}

async function onIntake(client: pg.Client, statement: (table: string) => string): Promise<void> {
  for (const table of INTAKE) await client.query(statement(table));
}

/** Draws a fault by weight. */
export function drawFault(faults: readonly Fault[], random: () => number): Fault {
  let left = random() * faults.reduce((sum, fault) => sum + fault.weight, 0);
  return faults.find((fault) => (left -= fault.weight) < 0) ?? faults[0]!;
}

/** Begins a fault shortly before or after requests go out, and mends it. Resolves with what they resolve with. */
export async function during<T>(fault: Fault, random: () => number, send: () => Promise<T>): Promise<T> {
  const early = random() < 0.5;
  const begin = async (): Promise<void> => {
    if (!early) await pause(random() * 12);
    await fault.begin();
    await pause(fault.holdMs);
    await fault.mend();
  };
  const standing = begin();
  if (early) await pause(2);
  const [result] = await Promise.all([send(), standing]);
  return result;
}
