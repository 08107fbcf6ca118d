import { type Selectable, sql } from 'kysely';
import type { AnswerKind } from '../../../extensions/contracts/nps.ts';
import { numberArray, textArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';
import type { Case } from './case.ts';
import type { CasesTable } from './tables.ts';

/** A case with what it is about. */
export interface StoredCase extends Case {
  caseId: string;
  answerId: string;
  companyId: number;
  contactId: number | null;
  type: string;
  kind: AnswerKind;
  segment: string | null;
  /** HubSpot has not told the segment yet. */
  segmentUnread: boolean;
  ownerId: number | null;
  /** Business hours; null: it has no clock. */
  policyHours: number | null;
  dueAt: Date | null;
  lookAt: Date | null;
  firstOpenedAt: Date;
  revision: number;
}

type Row = Selectable<CasesTable>;

/** A row as the rule knows it. */
export function caseOf(row: Row): StoredCase {
  return {
    caseId: row.case_id, answerId: row.answer_id, companyId: row.company_id, contactId: row.contact_id, type: row.type, kind: row.kind, class: row.class, segment: row.segment, segmentUnread: row.segment_unread,
    ownerId: row.owner_id, state: row.state, openedAt: row.opened_at, acknowledgedAt: row.acknowledged_at, answeredAt: row.answered_at, closedAt: row.closed_at,
    closeReason: row.close_reason, pauses: row.pauses.map(({ from, to }) => ({ from: new Date(from), to: to === null ? null : new Date(to) })), policyHours: row.policy_hours,
    dueAt: row.due_at, lookAt: row.look_at, firstOpenedAt: row.first_opened_at, revision: row.revision,
  };
}

/** Opens a case. @returns false where its answer has one. */
export async function insertCase(tx: Tx, portalId: number, one: StoredCase, now: Date): Promise<boolean> {
  const added = await tx
    .insertInto('cases')
    .values({
      portal_id: portalId, case_id: one.caseId, answer_id: one.answerId, company_id: one.companyId, contact_id: one.contactId, type: one.type, kind: one.kind,
      segment: one.segment, segment_unread: one.segmentUnread, owner_id: one.ownerId, policy_hours: one.policyHours, first_opened_at: one.firstOpenedAt, ...stateOf(one), updated_at: now, revision: 1,
    })
    .onConflict((conflict) => conflict.columns(['portal_id', 'answer_id']).doNothing())
    .executeTakeFirst();
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

function stateOf(one: StoredCase) {
  return {
    class: one.class, state: one.state, opened_at: one.openedAt, acknowledged_at: one.acknowledgedAt, answered_at: one.answeredAt, closed_at: one.closedAt,
    close_reason: one.closeReason, pauses: JSON.stringify(one.pauses), due_at: one.dueAt, look_at: one.lookAt,
  };
}

/** Saves what has become of a case. */
export async function saveCase(tx: Tx, one: StoredCase, now: Date): Promise<void> {
  await tx
    .updateTable('cases')
    .set({ ...stateOf(one), company_id: one.companyId, contact_id: one.contactId, owner_id: one.ownerId, policy_hours: one.policyHours, updated_at: now, revision: sql`revision + 1` })
    .where('case_id', '=', one.caseId)
    .execute();
}

/** Notes whose an open case is, without counting it as a step. @returns false where it was theirs already: somebody else has noted it meanwhile. */
export async function giveCase(tx: Tx, caseId: string, ownerId: number | null): Promise<boolean> {
  const { rows } = await sql`update cases set owner_id = ${ownerId}::bigint where case_id = ${caseId}::uuid and owner_id is distinct from ${ownerId}::bigint and state <> 'closed' returning case_id`.execute(tx);
  return rows.length > 0;
}

/** Keeps the segment that HubSpot has told, and the times that follow of it, without counting it as a step. */
export async function saveSegment(tx: Tx, { caseId, segment, policyHours, dueAt, lookAt }: StoredCase, now: Date): Promise<void> {
  await tx.updateTable('cases').set({ segment, segment_unread: false, policy_hours: policyHours, due_at: dueAt, look_at: lookAt, updated_at: now }).where('case_id', '=', caseId).execute();
}

/** The oldest cases whose segment HubSpot has not told. */
export async function unreadSegments(tx: Tx, limit: number): Promise<Pick<StoredCase, 'caseId' | 'companyId'>[]> {
  const rows = await tx.selectFrom('cases').select(['case_id', 'company_id']).where('segment_unread', '=', true).orderBy('opened_at').orderBy('case_id').limit(limit).execute();
  return rows.map((row) => ({ caseId: row.case_id, companyId: row.company_id }));
}

/** A case; kept from change until the transaction ends where it is asked for. */
export async function findCase(tx: Tx, caseId: string, { lock = false } = {}): Promise<StoredCase | undefined> {
  const rows = await tx.selectFrom('cases').selectAll().where('case_id', '=', caseId).$if(lock, (query) => query.forUpdate()).execute();
  return rows.map(caseOf)[0];
}

/** The cases of these answers, and the open ones of these companies, in a steady order; kept from change until the transaction ends where it is asked for. */
export async function casesOf(tx: Tx, { answerIds, companyIds, lock }: { answerIds: readonly string[]; companyIds: readonly number[]; lock: boolean }): Promise<StoredCase[]> {
  const { rows } = await sql<Row>`
    select * from cases where answer_id = any(${textArray(answerIds)}::uuid[]) or (company_id = any(${numberArray(companyIds)}::bigint[]) and state <> 'closed')
    order by case_id ${lock ? sql`for update` : sql``}`.execute(tx);
  return rows.map(caseOf);
}

/** Cases whose next step of the ladder has come. */
export async function casesToLookAt(tx: Tx, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select case_id as id from cases where look_at <= ${now} order by look_at, case_id limit ${limit}`.execute(tx);
  return rows.map((row) => row.id);
}

/** The open cases of these companies; `null`: of all. */
export async function openCasesOf(tx: Tx, companyIds: readonly number[] | null): Promise<Pick<StoredCase, 'caseId' | 'companyId' | 'ownerId'>[]> {
  const { rows } = await sql<Pick<StoredCase, 'caseId' | 'companyId' | 'ownerId'>>`
    select case_id as "caseId", company_id as "companyId", owner_id as "ownerId" from cases
    where state <> 'closed' and (${companyIds === null} or company_id = any(${numberArray(companyIds ?? [])}::bigint[])) order by case_id`.execute(tx);
  return rows;
}

/** Notes a step of the ladder. @returns false where it was taken. */
export async function takeRung(tx: Tx, portalId: number, { caseId, openedAt }: Pick<StoredCase, 'caseId' | 'openedAt'>, percent: number, now: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into case_escalations (portal_id, case_id, opened_at, percent, at) values (${portalId}, ${caseId}::uuid, ${openedAt}, ${percent}, ${now})
    on conflict do nothing returning percent`.execute(tx);
  return rows.length > 0;
}

/** The steps of the ladder that were taken since a case was opened. */
export async function rungsTaken(tx: Tx, { caseId, openedAt }: Pick<StoredCase, 'caseId' | 'openedAt'>): Promise<number[]> {
  const rows = await tx.selectFrom('case_escalations').select('percent').where('case_id', '=', caseId).where('opened_at', '=', openedAt).execute();
  return rows.map((row) => row.percent);
}

/** Something that happened to a case. */
export interface Move {
  at: Date;
  step: string;
  userId: number | null;
  note: string | null;
  detail: object | null;
}

/** Adds a line to a case's history; the case must be kept from change. @returns its place, counted from 1. */
export async function addMove(tx: Tx, portalId: number, caseId: string, { at, step, userId, note, detail }: Move): Promise<number> {
  const { rows } = await sql<{ seq: number }>`
    insert into case_moves (portal_id, case_id, seq, at, step, user_id, note, detail)
    select ${portalId}::bigint, ${caseId}::uuid, coalesce(max(seq), 0) + 1, ${at}::timestamptz, ${step}, ${userId}::bigint, ${note}, ${detail === null ? null : JSON.stringify(detail)}::jsonb
    from case_moves where case_id = ${caseId} returning seq`.execute(tx);
  return rows[0]!.seq;
}

/** One line of a case's history. */
export async function findMove(tx: Tx, caseId: string, seq: number): Promise<Move | undefined> {
  return (await movesOf(tx, [caseId])).get(caseId)?.find((move) => move.seq === seq);
}

/** The histories of these cases, newest first. */
export async function movesOf(tx: Tx, caseIds: readonly string[]): Promise<Map<string, (Move & { seq: number })[]>> {
  const { rows } = await sql<Move & { seq: number; caseId: string }>`
    select case_id as "caseId", seq, at, step, user_id as "userId", note, detail from case_moves
    where case_id = any(${textArray(caseIds)}::uuid[]) order by case_id, seq desc`.execute(tx);
  const moves = new Map<string, (Move & { seq: number })[]>();
  for (const { caseId, ...move } of rows) moves.set(caseId, [...(moves.get(caseId) ?? []), move]);
  return moves;
}
