import { sql } from 'kysely';
import type { Tx } from '../platform/db.ts';

/** Notes which records of a polled source hold no answer and why; those taken now are struck off. Noting twice counts once. */
export async function noteSkipped(
  tx: Tx,
  portalId: number,
  sourceId: string,
  records: { skipped: readonly { externalId: string; code: string }[]; taken: readonly string[] },
): Promise<void> {
  const codes = new Map(records.skipped.map((record) => [record.externalId, record.code]));
  await sql`delete from skipped_records where source_id = ${sourceId} and external_id = any(${records.taken}::text[])`.execute(tx);
  await sql`
    insert into skipped_records (portal_id, source_id, external_id, code)
    select ${portalId}::bigint, ${sourceId}, external_id, code
    from unnest(${[...codes.keys()]}::text[], ${[...codes.values()]}::text[]) as given (external_id, code)
    on conflict (portal_id, source_id, external_id) do update set code = excluded.code`.execute(tx);
}

/** How many records of each source were skipped, by reason: `{ hubspot: { 'other-survey-type': 12 } }`. */
export async function countSkipped(tx: Tx): Promise<Map<string, Record<string, number>>> {
  const { rows } = await sql<{ source_id: string; code: string; n: number }>`
    select source_id, code, count(*)::int as n from skipped_records group by source_id, code order by source_id, code`.execute(tx);
  const counts = new Map<string, Record<string, number>>();
  for (const { source_id: sourceId, code, n } of rows) counts.set(sourceId, { ...counts.get(sourceId), [code]: n });
  return counts;
}
