import { sql } from 'kysely';
import { numberArray, textArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';
import { type Reference, referenceKey, type UsageEvent } from './event.ts';

/** Takes event ids, each once for ever: returns those that were not taken before. */
export async function takeIds(tx: Tx, portalId: number, source: string, ids: readonly string[], now: Date): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ event_id: string }>`
    insert into usage_receipts (portal_id, source, event_id, received_at)
    select ${portalId}::bigint, ${source}, id, ${now}::timestamptz from unnest(${textArray([...new Set(ids)].sort())}::text[]) as i(id)
    on conflict do nothing returning event_id`.execute(tx);
  return new Set(rows.map((row) => row.event_id));
}

/** Which companies a source means by these account ids. */
export async function accountsOf(tx: Tx, source: string, externalIds: readonly string[]): Promise<Map<string, number>> {
  if (externalIds.length === 0) return new Map();
  const { rows } = await sql<{ external_id: string; company_id: number }>`
    select external_id, company_id from usage_accounts where source = ${source} and external_id = any(${textArray(externalIds)}::text[])`.execute(tx);
  return new Map(rows.map((row) => [row.external_id, row.company_id]));
}

/** Keeps which companies a source means by its account ids; returns how many are new or changed. Ids must differ. */
export async function learnAccounts(tx: Tx, portalId: number, source: string, accounts: ReadonlyMap<string, number>): Promise<number> {
  if (accounts.size === 0) return 0;
  const sorted = [...accounts].sort(([a], [b]) => (a < b ? -1 : 1));
  const { rows } = await sql`
    insert into usage_accounts (portal_id, source, external_id, company_id)
    select ${portalId}::bigint, ${source}, external_id, company_id
    from unnest(${textArray(sorted.map(([id]) => id))}::text[], ${numberArray(sorted.map(([, company]) => company))}::bigint[]) as a(external_id, company_id)
    on conflict (portal_id, source, external_id) do update set company_id = excluded.company_id
    where usage_accounts.company_id <> excluded.company_id
    returning external_id`.execute(tx);
  return rows.length;
}

/** Keeps events of unknown companies; of one reference's day the latest clock holds, of equal clocks the last. */
export async function saveWaiting(tx: Tx, portalId: number, source: string, events: readonly UsageEvent[]): Promise<void> {
  const last = new Map<string, UsageEvent>();
  for (const event of events) {
    const key = `${referenceKey(event.reference)} ${event.day}`;
    if ((last.get(key)?.clock ?? event.clock) <= event.clock) last.set(key, event);
  }
  if (last.size === 0) return;
  const rows = [...last].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { reference, day, logins, activeUsers, seats, clock }]) => ({
    reference_key: referenceKey(reference), day, company_id: reference.companyId, cnpj: reference.cnpj, domain: reference.domain,
    external_id: reference.externalId, logins, active_users: activeUsers, seats, updated_at: clock,
  }));
  await sql`
    insert into usage_waiting (portal_id, source, reference_key, day, company_id, cnpj, domain, external_id, logins, active_users, seats, updated_at)
    select ${portalId}::bigint, ${source}, x.*
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x (reference_key text, day date, company_id bigint, cnpj text, domain text,
      external_id text, logins int, active_users int, seats int, updated_at timestamptz)
    on conflict (portal_id, source, reference_key, day) do update set
      logins = excluded.logins, active_users = excluded.active_users, seats = excluded.seats, updated_at = excluded.updated_at
    where excluded.updated_at >= usage_waiting.updated_at`.execute(tx);
}

/** A reference that waits for its company. */
export interface WaitingReference extends Reference {
  source: string;
  key: string;
}

/** References that wait, by source and key, after the given one. */
export async function waitingReferences(tx: Tx, after: { source: string; key: string }, limit: number): Promise<WaitingReference[]> {
  const { rows } = await sql<WaitingReference>`
    select distinct on (source, reference_key) source, reference_key as key, company_id as "companyId", cnpj, domain, external_id as "externalId"
    from usage_waiting where (source, reference_key) > (${after.source}, ${after.key})
    order by source, reference_key limit ${limit}`.execute(tx);
  return rows;
}

/** Hands the days of references to their companies; of two figures for a day the later clock holds. Returns the companies that gained some. */
export async function settleReferences(tx: Tx, portalId: number, matches: readonly { source: string; key: string; companyId: number }[]): Promise<number[]> {
  if (matches.length === 0) return [];
  const { rows } = await sql<{ company_id: number }>`
    with gone as (
      delete from usage_waiting using unnest(
        ${textArray(matches.map(({ source }) => source))}::text[], ${textArray(matches.map(({ key }) => key))}::text[],
        ${numberArray(matches.map(({ companyId }) => companyId))}::bigint[]
      ) as m(source, key, company)
      where usage_waiting.source = m.source and reference_key = m.key returning m.company, day, logins, active_users, seats, updated_at
    )
    insert into usage_days (portal_id, company_id, day, logins, active_users, seats, updated_at)
    select distinct on (company, day) ${portalId}::bigint, company, day, logins, active_users, seats, updated_at from gone order by company, day, updated_at desc
    on conflict (portal_id, company_id, day) do update set
      logins = excluded.logins, active_users = excluded.active_users, seats = excluded.seats, updated_at = excluded.updated_at
    where excluded.updated_at > usage_days.updated_at
    returning company_id`.execute(tx);
  return [...new Set(rows.map((row) => row.company_id))].sort((a, b) => a - b);
}

/** Lets a source's account ids follow companies that became others. */
export async function moveAccounts(tx: Tx, moves: readonly { from: number; to: number }[]): Promise<void> {
  if (moves.length === 0) return;
  await sql`
    update usage_accounts set company_id = m.new
    from unnest(${numberArray(moves.map(({ from }) => from))}::bigint[], ${numberArray(moves.map(({ to }) => to))}::bigint[]) as m(old, new)
    where company_id = m.old`.execute(tx);
}
