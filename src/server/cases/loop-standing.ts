import { sql } from 'kysely';
import type { Calendar } from '../lib/business-time.ts';
import { numberArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';
import { casesToMeasure } from './list-store.ts';
import { attainment, measure } from './sla.ts';

/** Of which companies (null: all), by whose business hours, and since when cases were opened whose time is measured. */
interface Asked {
  companies: readonly number[] | null;
  since: Date;
  calendar: Calendar;
  now: Date;
}

/** The detractors whom nobody has answered, and how many cases kept their time; an open one that is overdue did not. */
export async function loopStanding(tx: Tx, { companies, since, calendar, now }: Asked): Promise<{ open: { companyId: number; openedAt: Date; overdue: boolean }[]; kept: number; of: number }> {
  const { rows: open } = await sql<{ companyId: number; openedAt: Date; overdue: boolean }>`
    select company_id as "companyId", opened_at as "openedAt", coalesce(due_at < ${now}, false) as overdue from cases
    where class = 'detractor' and state <> 'closed' and answered_at is null
      ${companies === null ? sql`` : sql`and company_id = any(${numberArray(companies)}::bigint[])`}
    order by opened_at, case_id`.execute(tx);
  const among = companies && new Set(companies);
  const measured = (await casesToMeasure(tx, since)).filter(({ companyId }) => among === null || among.has(companyId)).map((one) => measure(one, { hours: one.policyHours!, calendar }, now));
  const { kept, of } = attainment(measured);
  return { open, kept, of };
}
