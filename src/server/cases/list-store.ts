import { type Selectable, sql } from 'kysely';
import type { CaseList, CloseReason } from '../../../extensions/contracts/cases.ts';
import type { AnswerClass } from '../../../extensions/contracts/nps.ts';
import type { Tx } from '../platform/db.ts';
import { caseOf, type StoredCase } from './store.ts';
import type { CasesTable } from './tables.ts';

type Row = Selectable<CasesTable>;

/** Cases that asked for something: who gave a good score and no words made none that anybody looks through. */
export const ASKED = sql`not (state = 'closed' and close_reason = 'no-answer-needed' and acknowledged_at is null)`;

/** What a list is narrowed to; null narrows nothing. */
export interface CaseFilters {
  /** Whose they are; 'none': nobody's. */
  ownerIds: readonly number[] | 'none' | null;
  class: AnswerClass | null;
}

export interface CasePlace {
  at: Date;
  caseId: string;
}

function narrowed({ ownerIds, class: cls }: CaseFilters) {
  const whose = ownerIds === null ? sql`` : ownerIds === 'none' ? sql`and owner_id is null` : sql`and owner_id = any(${`{${ownerIds.join(',')}}`}::bigint[])`;
  return sql`${whose} ${cls === null ? sql`` : sql`and class = ${cls}`}`;
}

/** Which cases are on a list; those that were answered wait to be closed. */
function onList(list: CaseList, now: Date) {
  switch (list) {
    case 'open': return sql`state in ('new', 'acknowledged')`;
    case 'overdue': return sql`state in ('new', 'acknowledged') and due_at < ${now}`;
    case 'waiting': return sql`state = 'waiting'`;
    case 'answered': return sql`state = 'answered'`;
    case 'closed': return sql`state = 'closed' and ${ASKED}`;
  }
}

/** How many cases are on each list. */
export async function countLists(tx: Tx, filters: CaseFilters, now: Date): Promise<Record<CaseList, number>> {
  const { rows } = await sql<Record<CaseList, number>>`
    select count(*) filter (where ${onList('open', now)})::int as open, count(*) filter (where ${onList('overdue', now)})::int as overdue,
      count(*) filter (where ${onList('waiting', now)})::int as waiting, count(*) filter (where ${onList('answered', now)})::int as answered,
      count(*) filter (where ${onList('closed', now)})::int as closed
    from cases where true ${narrowed(filters)}`.execute(tx);
  return rows[0]!;
}

/** What a case stands at on its list: open ones by what is due first (those without a clock last), closed ones by when they were closed, the newest first. */
const PLACES = { soonest: sql`coalesce(due_at, 'infinity')`, newest: sql`coalesce(closed_at, opened_at)` };

/** A page of a list. */
export async function listCases(tx: Tx, list: CaseList, asked: CaseFilters & { now: Date; after: CasePlace | null; limit: number }): Promise<StoredCase[]> {
  const { now, after, limit } = asked;
  const newest = list === 'closed';
  const place = newest ? PLACES.newest : PLACES.soonest;
  const { rows } = await sql<Row>`
    select * from cases where ${onList(list, now)} ${narrowed(asked)}
      ${after === null ? sql`` : newest ? sql`and (${place}, case_id) < (${after.at}::timestamptz, ${after.caseId}::uuid)` : sql`and (${place}, case_id) > (${placeText(after.at)}::timestamptz, ${after.caseId}::uuid)`}
    order by ${place} ${newest ? sql`desc` : sql`asc`}, case_id ${newest ? sql`desc` : sql`asc`} limit ${limit}`.execute(tx);
  return rows.map(caseOf);
}

/** Further away than any date: a case without a clock. */
export const NEVER = new Date(8.64e15);

function placeText(at: Date): string {
  return at.getTime() === NEVER.getTime() ? 'infinity' : at.toISOString();
}

/** Where a case stands on its list. */
export function placeOf(one: StoredCase, list: CaseList): CasePlace {
  return { at: list === 'closed' ? (one.closedAt ?? one.openedAt) : (one.dueAt ?? NEVER), caseId: one.caseId };
}

/** A record's cases: open ones by what is due first, then closed ones, newest first. */
export async function casesOfRecord(tx: Tx, record: { companyId: number } | { contactId: number }, limit: number): Promise<StoredCase[]> {
  const whose = 'companyId' in record ? sql`company_id = ${record.companyId}` : sql`contact_id = ${record.contactId}`;
  const { rows } = await sql<Row>`
    select * from cases where ${whose} and ${ASKED}
    order by state = 'closed', case when state <> 'closed' then due_at end nulls last, coalesce(closed_at, opened_at) desc, case_id limit ${limit}`.execute(tx);
  return rows.map(caseOf);
}

/** Who has open cases, and how many; null: nobody. */
export async function ownersWithCases(tx: Tx): Promise<{ ownerId: number | null; open: number }[]> {
  const { rows } = await sql<{ ownerId: number | null; open: number }>`
    select owner_id as "ownerId", count(*)::int as open from cases where state <> 'closed' group by owner_id order by open desc, owner_id limit 1000`.execute(tx);
  return rows;
}

const MOST_MEASURED = 20_000;

/** The cases with a clock that were opened since an instant, as figures count them, the newest first. */
export async function casesToMeasure(tx: Tx, since: Date): Promise<StoredCase[]> {
  const { rows } = await sql<Row>`select * from cases where opened_at >= ${since} and policy_hours is not null and ${ASKED} order by opened_at desc limit ${MOST_MEASURED}`.execute(tx);
  return rows.map(caseOf);
}

/** Why cases were closed since an instant. */
export async function countReasons(tx: Tx, since: Date): Promise<{ reason: CloseReason; n: number }[]> {
  const { rows } = await sql<{ reason: CloseReason; n: number }>`
    select close_reason as reason, count(*)::int as n from cases where closed_at >= ${since} and ${ASKED} group by close_reason order by n desc, reason`.execute(tx);
  return rows;
}
