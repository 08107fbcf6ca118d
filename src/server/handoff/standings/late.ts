import { sql } from 'kysely';
import { numberArray } from '../../lib/sql-array.ts';
import type { Tx } from '../../platform/db.ts';

/** How many handoffs of companies (null: all) are open, and those that are past their date, the latest first. */
export async function lateHandoffs(tx: Tx, { companies, now }: { companies: readonly number[] | null; now: Date }): Promise<{ open: number; late: { companyId: number; dueAt: Date }[] }> {
  const whose = companies === null ? sql`` : sql`and company_id = any(${numberArray(companies)}::bigint[])`;
  const { rows: [counted] } = await sql<{ open: number }>`select count(*)::int as open from handoff_standings where open ${whose}`.execute(tx);
  const { rows: late } = await sql<{ companyId: number; dueAt: Date }>`
    select company_id as "companyId", due_at as "dueAt" from handoff_standings where open and due_at < ${now} ${whose} order by due_at, handoff_id`.execute(tx);
  return { open: counted!.open, late };
}
