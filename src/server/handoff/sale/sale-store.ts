import { sql } from 'kysely';
import type { Language } from '../../../../extensions/contracts/envelope.ts';
import { numberArray } from '../../lib/sql-array.ts';
import type { Tx } from '../../platform/db.ts';
import type { Sale } from './sale.ts';

/** What was read of the deals of these handoffs; those that were not read are absent. */
export async function findSales(tx: Tx, handoffIds: readonly string[]): Promise<Map<string, Sale>> {
  const { rows } = await sql<Sale & { handoffId: string }>`
    select handoff_id as "handoffId", line_items as "lineItems", notes, company, read_at as "readAt", language from handoff_sales
    where handoff_id = any(${handoffIds}::uuid[])`.execute(tx);
  return new Map(rows.map(({ handoffId, ...sale }) => [handoffId, sale]));
}

/** Keeps what was read of a handoff's deal in place of what was read before. */
export async function saveSale(tx: Tx, portalId: number, handoffId: string, { lineItems, notes, company, readAt, language }: Sale): Promise<void> {
  await sql`
    insert into handoff_sales (portal_id, handoff_id, line_items, notes, company, read_at, language)
    values (${portalId}, ${handoffId}::uuid, ${JSON.stringify(lineItems)}::jsonb, ${JSON.stringify(notes)}::jsonb, ${JSON.stringify(company)}::jsonb, ${readAt}::timestamptz, ${language})
    on conflict (portal_id, handoff_id) do update set line_items = excluded.line_items, notes = excluded.notes, company = excluded.company, read_at = excluded.read_at`.execute(tx);
}

/** Handoffs of these companies that sales still fills in and whose deal was not read since an instant. */
export async function outdatedSales(tx: Tx, companyIds: readonly number[], since: Date): Promise<{ handoffId: string; language: Language }[]> {
  const { rows } = await sql<{ handoffId: string; language: Language }>`
    select handoff_id as "handoffId", coalesce(language, 'pt-BR') as language from handoffs left join handoff_sales using (portal_id, handoff_id)
    where open and company_id = any(${numberArray(companyIds)}::bigint[]) and coalesce(read_at, opened_at) < ${since}
      and baton->>'acceptedAt' is null and baton->>'hand' <> 'offered'`.execute(tx);
  return rows;
}
