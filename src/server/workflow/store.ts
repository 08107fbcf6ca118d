import { sql } from 'kysely';
import type { Tx } from '../platform/db.ts';
import type { Callback, CallbackState } from './callback.ts';
import type { Delivery } from './delivery.ts';
import type { Outputs } from './outputs.ts';

type Key = Pick<Delivery, 'portalId' | 'callbackId'>;
type Row = Omit<Callback, 'record'> & { type: Callback['record']['type']; id: number };

/** One execution, locked until the transaction ends where it is to be settled; undefined where it was never delivered. */
export async function findCallback(tx: Tx, { portalId, callbackId }: Key, options: { lock?: boolean } = {}): Promise<Callback | undefined> {
  const { rows } = await sql<Row>`
    select action, record_type as type, record_id as id, inputs, workflow_id as "workflowId", state, inline, outputs, refusals, received_at as "receivedAt"
    from workflow_callbacks where portal_id = ${portalId} and callback_id = ${callbackId} ${options.lock === true ? sql`for update` : sql``}`.execute(tx);
  return rows.map(({ type, id, ...row }) => ({ ...row, record: { type, id } }))[0];
}

/** Keeps an execution that waits. @param inline whether it is answered at once. @returns false where another request was first. */
export async function insertCallback(tx: Tx, action: string, { portalId, callbackId, record, inputs, workflowId }: Delivery, inline: boolean, now: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into workflow_callbacks (portal_id, callback_id, action, record_type, record_id, inputs, workflow_id, state, inline, received_at)
    values (${portalId}, ${callbackId}, ${action}, ${record.type}, ${record.id}, ${JSON.stringify(inputs)}::json, ${workflowId}, 'waiting', ${inline}, ${now})
    on conflict (portal_id, callback_id) do nothing
    returning callback_id`.execute(tx);
  return rows.length > 0;
}

/** Counts executions that wait, up to `most`. */
export async function countWaiting(tx: Tx, portalId: number, most: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select 1 from workflow_callbacks where portal_id = ${portalId} and state = 'waiting' limit ${most}
    ) as waiting`.execute(tx);
  return rows[0]!.n;
}

/** Whether HubSpot has forbidden a completion since an instant. */
export async function wasForbidden(tx: Tx, portalId: number, since: Date): Promise<boolean> {
  const { rows } = await sql`
    select 1 from workflow_callbacks where portal_id = ${portalId} and state = 'forbidden' and closed_at > ${since} limit 1`.execute(tx);
  return rows.length > 0;
}

/** Makes a refused execution wait again; what it had come to stays. @returns false where another request was first. */
export async function reopenCallback(tx: Tx, { portalId, callbackId }: Key, now: Date): Promise<boolean> {
  const { rows } = await sql`
    update workflow_callbacks set state = 'waiting', refusals = 0, closed_at = null, received_at = ${now}
    where portal_id = ${portalId} and callback_id = ${callbackId} and state = 'refused'
    returning callback_id`.execute(tx);
  return rows.length > 0;
}

/** Keeps what an execution came to, so that each try says the same. */
export async function saveOutputs(tx: Tx, portalId: number, callbackId: string, outputs: Outputs): Promise<void> {
  await sql`
    update workflow_callbacks set outputs = ${JSON.stringify(outputs)}::json
    where portal_id = ${portalId} and callback_id = ${callbackId}`.execute(tx);
}

/** Moves a waiting execution to where it stands now. */
export async function moveCallback(tx: Tx, portalId: number, callbackId: string, to: { state: CallbackState; refusals?: number }, now: Date): Promise<void> {
  await sql`
    update workflow_callbacks
    set state = ${to.state}, refusals = coalesce(${to.refusals ?? null}::smallint, refusals), closed_at = ${to.state === 'waiting' ? null : now}
    where portal_id = ${portalId} and callback_id = ${callbackId} and state = 'waiting'`.execute(tx);
}

/** Deletes the portal's executions that nobody repeats any more. */
export async function forgetCallbacks(tx: Tx, portalId: number, before: Date): Promise<void> {
  await sql`delete from workflow_callbacks where portal_id = ${portalId} and received_at < ${before} and state <> 'waiting'`.execute(tx);
}
