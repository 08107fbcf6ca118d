import { sql } from 'kysely';
import { numberArray, textArray } from '../lib/sql-array.ts';
import type { Tx } from '../platform/db.ts';

/** What the cards of a company are rendered from; health and nps are JSON texts of the rooms that made them. */
export interface CardRow {
  companyId: number;
  name: string | null;
  status: 'scored' | 'not-a-customer';
  health: string | null;
  /** undefined keeps what is stored. */
  nps: string | null | undefined;
}

export interface StoredCard extends Omit<CardRow, 'companyId' | 'nps'> {
  nps: string | null;
  asOf: Date;
}

/** A company's answers that somebody has to deal with, in figures. */
export interface CaseCounts {
  /** That are not closed. */
  open: number;
  /** That nobody answered in time. */
  overdue: number;
  /** When the first is to be answered; null: none has a running clock. */
  dueAt: Date | null;
}

/** Inserts or replaces the cards of a page of companies; either all rows or none bring their nps. */
export async function publish(tx: Tx, portalId: number, rows: readonly CardRow[], asOf: Date): Promise<void> {
  if (rows.length === 0) return;
  const keepNps = rows[0]!.nps === undefined;
  await sql`
    insert into card_view (portal_id, company_id, name, status, health, nps, as_of)
    select ${portalId}::bigint, id, name, status, health, nps, ${asOf}::timestamptz
    from unnest(
      ${numberArray(rows.map((row) => row.companyId))}::bigint[],
      ${textArray(rows.map((row) => row.name))}::text[],
      ${textArray(rows.map((row) => row.status))}::text[],
      ${textArray(rows.map((row) => row.health))}::text[],
      ${textArray(rows.map((row) => row.nps ?? null))}::text[]
    ) as c(id, name, status, health, nps)
    on conflict (portal_id, company_id) do update set
      name = excluded.name, status = excluded.status, health = excluded.health,
      nps = case when ${keepNps} then card_view.nps else excluded.nps end,
      as_of = excluded.as_of`.execute(tx);
}

/** The one row that a card reads; undefined before the company's first recompute. */
export async function loadCard(tx: Tx, portalId: number, companyId: number): Promise<StoredCard | undefined> {
  const { rows } = await sql<StoredCard>`
    select name, status, health, nps, as_of as "asOf"
    from card_view where portal_id = ${portalId} and company_id = ${companyId}`.execute(tx);
  return rows[0];
}

/** The same row with the company's cases, in one statement: the card says at a glance what waits, and asks nothing more. @param now for what is overdue. */
export async function loadCardWithCases(tx: Tx, portalId: number, companyId: number, now: Date): Promise<(StoredCard & { cases: CaseCounts }) | undefined> {
  const { rows } = await sql<StoredCard & CaseCounts>`
    select v.name, v.status, v.health, v.nps, v.as_of as "asOf", c.open, c.overdue, c."dueAt"
    from card_view v, lateral (
      select count(*)::int as open, count(*) filter (where state in ('new', 'acknowledged') and due_at < ${now}::timestamptz)::int as overdue,
        min(due_at) filter (where state in ('new', 'acknowledged')) as "dueAt"
      from cases where portal_id = v.portal_id and company_id = v.company_id and state <> 'closed'
    ) c
    where v.portal_id = ${portalId} and v.company_id = ${companyId}`.execute(tx);
  return rows.map(({ open, overdue, dueAt, ...card }) => ({ ...card, cases: { open, overdue, dueAt } }))[0];
}
