import { sql } from 'kysely';
import type { Tx } from '../platform/db.ts';
import type { Callback, CallbackState } from './callback.ts';
import type { Delivery } from './delivery.ts';
import type { Outputs } from './outputs.ts';

/** One execution; undefined where it was never delivered. */
export async function findCallback(tx: Tx, { portalId, callbackId }: Pick<Delivery, 'portalId' | 'callbackId'>): Promise<Callback | undefined> {
  const { rows } = await sql<Callback>`
    select company_id as "companyId", state, inline, outputs, refusals, received_at as "receivedAt"
    from workflow_callbacks where portal_id = ${portalId} and callback_id = ${callbackId}`.execute(tx);
  return rows[0];
}

/** @param outputs what is answered inline; null: the workflow is blocked. @returns false where another request was first. */
export async function insertCallback(tx: Tx, { portalId, callbackId, companyId }: Delivery, outputs: Outputs | null, now: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into workflow_callbacks (portal_id, callback_id, company_id, state, inline, outputs, received_at)
    values (${portalId}, ${callbackId}, ${companyId}, 'waiting', ${outputs !== null}, ${outputs && JSON.stringify(outputs)}::json, ${now})
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

/** Makes a refused execution wait again. @returns false where another request was first. */
export async function reopenCallback(tx: Tx, { portalId, callbackId }: Delivery, now: Date): Promise<boolean> {
  const { rows } = await sql`
    update workflow_callbacks set state = 'waiting', refusals = 0, outputs = null, closed_at = null, received_at = ${now}
    where portal_id = ${portalId} and callback_id = ${callbackId} and state = 'refused'
    returning callback_id`.execute(tx);
  return rows.length > 0;
}

/** Keeps what a callback is completed with, so that each try says the same. */
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
