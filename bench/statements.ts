import type pg from 'pg';

export interface Statement {
  text: string;
  /** Absent for begin and commit, which take none. */
  values?: readonly unknown[];
}

/**
 * The statements of the last transaction that `run` made on this pool, from `begin` to `commit`: what a bare route
 * repeats, so that it always runs what Baton runs, however Baton changes.
 * @throws when there was none, or it wrote or failed.
 */
export async function recordStatements(pool: pg.Pool, run: () => Promise<void>): Promise<Statement[]> {
  const seen: Statement[] = [];
  const tapped = new Set<pg.PoolClient>();
  const tap = (client: pg.PoolClient): void => {
    if (tapped.has(client)) return;
    tapped.add(client);
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- pg overloads query eight ways
    const query = client.query as (...args: any[]) => any;
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
    client.query = (...args: any[]) => {
      if (typeof args[0] === 'string') seen.push({ text: args[0], ...(Array.isArray(args[1]) && args[1].length > 0 && { values: [...args[1]] }) });
      return query.apply(client, args);
    };
  };
  pool.on('acquire', tap);
  try {
    await run();
  } finally {
    pool.off('acquire', tap);
    // The tap hides the class's own method only as long as it stands on the client itself.
    for (const client of tapped) delete (client as Partial<pg.PoolClient>).query;
  }
  return lastTransaction(seen);
}

/** @throws when no whole transaction is among the statements. */
export function lastTransaction(statements: readonly Statement[]): Statement[] {
  const end = statements.findLastIndex(({ text }) => /^commit$/i.test(text));
  const begin = statements.findLastIndex(({ text }, index) => index < end && /^(begin|start transaction)\b/i.test(text));
  if (end < 0 || begin < 0) throw new Error(`The card read made no transaction that could be repeated: ${statements.map(({ text }) => text).join('; ') || 'no statement at all'}.`);
  return statements.slice(begin, end + 1);
}
