import { sql } from 'kysely';
import type { Tx } from '../platform/db.ts';

/** A task or note as HubSpot is to get it. */
export interface Written {
  kind: 'task' | 'note';
  /** Whose turn it is: the task is for whoever that is. Tasks of before this was kept, and notes, have none. */
  leg?: string;
  title: string;
  /** Lines of plain text. */
  body: readonly string[];
  owner: number | null;
  /** When a task is due; for a note when it was. Epoch ms. */
  at: number;
  companyId: number;
  dealId: number;
}

/** What HubSpot is to get: something written, or the present owner of a leg for the tasks that it has of that leg. */
export type Trace = Written | { kind: 'follow-owner'; leg: string };

export interface WaitingTrace {
  key: string;
  trace: Trace;
  /** A call may have reached HubSpot: it is looked for there before it is made again. */
  sent: boolean;
}

/** Keeps what HubSpot is to get; a key that is known stays as it is. */
export async function keepTraces(tx: Tx, portalId: number, handoffId: string, traces: readonly { key: string; trace: Trace }[], now: Date): Promise<void> {
  for (const { key, trace } of traces) {
    await sql`
      insert into handoff_effects (portal_id, key, handoff_id, kind, content, state, made_at)
      values (${portalId}, ${key}, ${handoffId}::uuid, ${trace.kind}, ${JSON.stringify(trace)}::jsonb, 'waiting', ${now})
      on conflict do nothing`.execute(tx);
  }
}

/** What HubSpot does not have yet, in the order it was made; what it refused is not asked again. */
export async function waitingTraces(tx: Tx, handoffId: string): Promise<WaitingTrace[]> {
  const { rows } = await sql<WaitingTrace>`
    select key, content as trace, state = 'sending' as sent from handoff_effects
    where handoff_id = ${handoffId} and state not in ('done', 'refused') order by made_at, key`.execute(tx);
  return rows;
}

/** Notes how far one is. */
export async function markTrace(tx: Tx, key: string, state: 'sending' | 'done' | 'forbidden' | 'refused', objectId: string | null = null): Promise<void> {
  await sql`update handoff_effects set state = ${state}, object_id = coalesce(${objectId}, object_id) where key = ${key}`.execute(tx);
}

/** HubSpot's ids of the tasks that were written for a leg. */
export async function tasksOf(tx: Tx, handoffId: string, leg: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select object_id as id from handoff_effects
    where handoff_id = ${handoffId} and kind = 'task' and content ->> 'leg' = ${leg} and object_id is not null order by made_at, key`.execute(tx);
  return rows.map((row) => row.id);
}

/** How many of a handoff's traces HubSpot does not have: yet, for want of a permission, or because it refused them. */
export interface MissingTraces {
  waiting: number;
  forbidden: number;
  refused: number;
}

/** The same of each of these handoffs. */
export async function countTraces(tx: Tx, handoffIds: readonly string[]): Promise<Map<string, MissingTraces>> {
  const { rows } = await sql<MissingTraces & { handoff_id: string }>`
    select handoff_id, count(*) filter (where state in ('waiting', 'sending'))::int as waiting,
      count(*) filter (where state = 'forbidden')::int as forbidden, count(*) filter (where state = 'refused')::int as refused
    from handoff_effects where handoff_id = any(${handoffIds}::uuid[]) and state <> 'done' group by handoff_id`.execute(tx);
  return new Map(rows.map(({ handoff_id, ...counts }) => [handoff_id, counts]));
}
