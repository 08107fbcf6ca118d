import { sql } from 'kysely';
import type { Tx } from '../platform/db.ts';
import type { Secrets } from '../platform/secrets.ts';

/**
 * What is remembered of an erased person: that this address, whole name, contact or answer must not come back. A keyed hash each,
 * its key outside the database, so that the mark tells nobody whom it stands for.
 */
export type Trace = `email:${string}` | `name:${string}` | `contact:${number}` | `answer:${string}`;

export interface Tombstones {
  /**
   * Which of these traces are of erased people. Holds off erasures until the transaction ends: what is saved after asking
   * is seen by the next erasure. To be asked before the transaction locks rows.
   */
  erased<T extends Trace>(tx: Tx, portalId: number, traces: readonly T[]): Promise<Set<T>>;
  /** Waits for transactions that save people, and makes later ones wait for this one. */
  hold(tx: Tx, portalId: number): Promise<void>;
  /** Remembers that these traces were erased. */
  mark(tx: Tx, portalId: number, traces: readonly Trace[], now: Date): Promise<void>;
}

/** Locks of the saving side are shared, of the erasing side exclusive; one pair an account. */
const LOCK = 'baton-erasure';

/** Tombstones under the first key; marks made under earlier keys of BATON_KEYS are found as well. */
export function createTombstones(secrets: Pick<Secrets, 'macs'>): Tombstones {
  const marksOf = (portalId: number, trace: Trace) => secrets.macs('erased', `${portalId}|${trace.toLowerCase()}`);

  return {
    async erased<T extends Trace>(tx: Tx, portalId: number, traces: readonly T[]) {
      await sql`select pg_advisory_xact_lock_shared(hashtext(${LOCK}), hashtext(${String(portalId)}))`.execute(tx);
      const { rows: any } = await sql`select 1 from erased_marks limit 1`.execute(tx);
      if (any.length === 0) return new Set();
      const traceOf = new Map(traces.flatMap((trace) => marksOf(portalId, trace).map((mark): [string, T] => [mark, trace])));
      if (traceOf.size === 0) return new Set();
      const { rows } = await sql<{ mark: string }>`select mark from erased_marks where mark = any(${[...traceOf.keys()]}::text[])`.execute(tx);
      return new Set(rows.flatMap(({ mark }) => traceOf.get(mark) ?? []));
    },
    async hold(tx, portalId) {
      await sql`select pg_advisory_xact_lock(hashtext(${LOCK}), hashtext(${String(portalId)}))`.execute(tx);
    },
    async mark(tx, portalId, traces, now) {
      const marks = [...new Set(traces.map((trace) => marksOf(portalId, trace)[0]!))];
      await sql`
        insert into erased_marks (portal_id, mark, erased_at) select ${portalId}, mark, ${now}::timestamptz
        from unnest(${marks}::text[]) as given (mark) on conflict do nothing`.execute(tx);
    },
  };
}
