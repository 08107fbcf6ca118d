import { sql } from 'kysely';
import type { Db } from './db.ts';
import { type Migrations, systemTable } from './migrate.ts';
import { hashToken } from './secrets.ts';

const MOST_A_MINUTE = 20;
const MINUTE_MS = 60_000;
/** Doors share this many rows, so that invented ones fill nothing and a counted door tells nobody whether it exists. */
const BUCKET_DIGITS = 3;

export interface GuessLimit {
  /** Counts a wrong secret at a door, over all processes. @returns seconds to wait where it was one too many, else 0. */
  miss(door: string, now: Date): Promise<number>;
}

/**
 * Limits wrong secrets to 20 a minute and door. It is asked after a secret proved wrong: whoever has the right one is
 * never kept out, so that nobody can close a door by guessing at it, and no address is ever limited.
 */
export function createGuessLimit(db: Db): GuessLimit {
  const full = new Map<number, number>();

  return {
    async miss(door, now) {
      const bucket = Number.parseInt(hashToken(door).slice(0, BUCKET_DIGITS), 16);
      const minute = Math.floor(now.getTime() / MINUTE_MS);
      const waitSeconds = Math.ceil(((minute + 1) * MINUTE_MS - now.getTime()) / 1_000);
      // A full minute costs no further statement.
      if (full.get(bucket) === minute) return waitSeconds;
      const count = await db.withSystem('wrong secret', async (tx) => {
        const { rows } = await sql<{ count: number }>`
          insert into wrong_secrets as known (bucket, minute, count) values (${bucket}, ${minute}, 1)
          on conflict (bucket) do update set minute = excluded.minute, count = case when known.minute = excluded.minute then known.count + 1 else 1 end
          returning count`.execute(tx);
        return rows[0]!.count;
      });
      if (count <= MOST_A_MINUTE) return 0;
      full.set(bucket, minute);
      return waitSeconds;
    },
  };
}

export const migrations: Migrations = {
  async '2026-11-21-20-platform-wrong-secrets'(db) {
    await sql`create table wrong_secrets (bucket int primary key, minute bigint not null, count int not null)`.execute(db);
    await systemTable(db, 'wrong_secrets');
  },
};
