import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { createPglite } from '../src/server/platform/embedded.ts';
import type { Place } from './place.ts';

/** What the ledgers and the database say of each other. */
export interface Verdict {
  acknowledged: number;
  /** Acknowledged, and no answer of it. */
  lost: number;
  /** More answers than events. */
  doubled: number;
  /** Deliveries that are stored and were never read. */
  stuck: number;
}

/** Runs a statement as the database's owner; with the embedded engine only while no server runs. */
export async function ask<Row extends object>(place: Place, text: string): Promise<Row[]> {
  if (place.engine === 'embedded') {
    const pglite = await createPglite(join(place.folder, 'data', 'database'));
    return (await pglite.query<Row>(text).finally(() => pglite.close())).rows;
  }
  const client = new pg.Client({ connectionString: place.env.DATABASE_URL });
  await client.connect();
  return (await client.query<Row>(text).finally(() => client.end())).rows;
}

/** Judges a run of senders, after everything has come to rest and (embedded) the server was stopped. */
export async function judge(place: Place, ledger: string): Promise<Verdict> {
  const acknowledged = new Set(readFileSync(ledger, 'utf8').split('\n').filter((id) => id !== ''));
  const [found] = await ask<{ answers: string[] | null; stuck: number }>(
    place,
    `select (select array_agg(external_id) from answers) as answers, (select count(*)::int from deliveries where state = 'received') as stuck`,
  );
  const answers = found?.answers ?? [];
  const known = new Set(answers);
  return {
    acknowledged: acknowledged.size,
    lost: [...acknowledged].filter((id) => !known.has(id)).length,
    doubled: answers.length - known.size,
    stuck: found?.stuck ?? 0,
  };
}
