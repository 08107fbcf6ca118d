import { sql } from 'kysely';
import type { Tx } from '../platform/db.ts';
import type { ChecklistItem } from './playbooks/checklist.ts';
import type { Expectation, Form, KickOff } from './form.ts';
import { numberArray } from '../lib/sql-array.ts';
import type { Handoff } from './baton.ts';
import type { OwnerProposal } from './sale/owner-rule.ts';
import { asKept, type Playbook } from './playbooks/playbook.ts';
import type { Words } from '../platform/words.ts';

/** A handoff with everything that belongs to it. */
export interface StoredHandoff {
  handoffId: string;
  dealId: number;
  companyId: number;
  cycle: number;
  baton: Handoff;
  playbook: Playbook;
  form: Form;
  kickOff: KickOff;
  expectations: readonly Expectation[];
  checklist: readonly ChecklistItem[];
  openedAt: Date;
  csProposal: OwnerProposal | null;
}

/** What a step was about, where the handoff itself tells it no more. */
export interface MoveDetail {
  leg?: string;
  /** Owner of the leg before and after, where the step changed it. */
  from?: number | null;
  to?: number | null;
  /** Why Baton made the step by itself, such as why the playbook's rule skipped a leg. */
  why?: string | Words;
}

export interface Move {
  at: Date;
  step: string;
  userId: number | null;
  reason: string | null;
  detail: MoveDetail | null;
}

const COLUMNS = sql`
  handoff_id as "handoffId", deal_id as "dealId", company_id as "companyId", cycle, baton, playbook, form,
  kick_off as "kickOff", expectations, checklist, opened_at as "openedAt", cs_proposal as "csProposal"`;

type Row = Omit<StoredHandoff, 'baton'> & { baton: object };

/** A handoff by its id, locked until the transaction ends where it is to be changed. */
export async function findHandoff(tx: Tx, handoffId: string, options: { lock?: boolean } = {}): Promise<StoredHandoff | undefined> {
  const { rows } = await sql<Row>`
    select ${COLUMNS} from handoffs where handoff_id = ${handoffId} ${options.lock === true ? sql`for update` : sql``}`.execute(tx);
  return rows.map(stored)[0];
}

/** What is watched of handoffs: many at a time, and without the texts that people fill in. */
export type WatchedHandoff = Pick<StoredHandoff, 'handoffId' | 'companyId' | 'baton' | 'playbook' | 'expectations'>;

/** These handoffs, as far as they are there, by id. */
export async function findWatched(tx: Tx, handoffIds: readonly string[]): Promise<WatchedHandoff[]> {
  const { rows } = await sql<Omit<WatchedHandoff, 'baton'> & { baton: object }>`
    select handoff_id as "handoffId", company_id as "companyId", baton, playbook, expectations from handoffs
    where handoff_id = any(${handoffIds}::uuid[]) order by handoff_id`.execute(tx);
  return rows.map(stored);
}

/** The newest handoffs of a deal or a company, open ones first. */
export async function listHandoffs(tx: Tx, of: { dealId: number } | { companyId: number }, limit: number): Promise<StoredHandoff[]> {
  const owner = 'dealId' in of ? sql`deal_id = ${of.dealId}` : sql`company_id = ${of.companyId}`;
  const { rows } = await sql<Row>`select ${COLUMNS} from handoffs where ${owner} order by open desc, opened_at desc, cycle desc limit ${limit}`.execute(tx);
  return rows.map(stored);
}

/** What the parts of a handoff are called. */
export interface NamedParts extends Pick<StoredHandoff, 'dealId' | 'cycle' | 'playbook' | 'expectations' | 'checklist'> {
  /** When its first step was made; it is opened as of the win, which may be long before. */
  begunAt: Date;
}

/** The same of every handoff of these deals, newest first. */
export async function namedParts(tx: Tx, dealIds: readonly number[]): Promise<NamedParts[]> {
  const { rows } = await sql<NamedParts>`
    select deal_id as "dealId", cycle, playbook, expectations, checklist, coalesce(at, opened_at) as "begunAt"
    from handoffs left join handoff_moves as first on first.handoff_id = handoffs.handoff_id and first.seq = 1
    where deal_id = any(${numberArray(dealIds)}::bigint[]) order by deal_id, cycle desc`.execute(tx);
  return rows;
}

/** Who had the company's last finished handoff in the end; null where there was none, or nobody was named. */
export async function lastTaker(tx: Tx, companyId: number): Promise<number | null> {
  const { rows } = await sql<{ owner: number | null }>`
    select (baton -> 'legs' -> -1 ->> 'owner')::bigint as owner from handoffs
    where company_id = ${companyId} and baton ->> 'status' = 'done' order by opened_at desc, cycle desc limit 1`.execute(tx);
  return rows[0]?.owner ?? null;
}

/** Those of these handoffs of which their company, and those of which their deal, tells: the one that changed last. */
export async function speakersAmong(tx: Tx, handoffIds: readonly string[]): Promise<{ companies: ReadonlySet<string>; deals: ReadonlySet<string> }> {
  const last = (of: 'company_id' | 'deal_id') => sql<boolean>`not exists (
    select from handoffs other where other.${sql.ref(of)} = h.${sql.ref(of)} and (other.updated_at, other.cycle, other.handoff_id) > (h.updated_at, h.cycle, h.handoff_id))`;
  const { rows } = await sql<{ id: string; company: boolean; deal: boolean }>`
    select handoff_id as id, ${last('company_id')} as company, ${last('deal_id')} as deal from handoffs h where handoff_id = any(${handoffIds}::uuid[])`.execute(tx);
  return { companies: new Set(rows.filter((row) => row.company).map((row) => row.id)), deals: new Set(rows.filter((row) => row.deal).map((row) => row.id)) };
}

/** The newest handoffs that began with a playbook, of whatever version. */
export async function handoffsOf(tx: Tx, playbookId: string, limit: number): Promise<StoredHandoff[]> {
  const { rows } = await sql<Row>`select ${COLUMNS} from handoffs where playbook->>'id' = ${playbookId} order by opened_at desc, handoff_id limit ${limit}`.execute(tx);
  return rows.map(stored);
}

function stored<R extends { baton: object; playbook: Playbook }>(row: R): R & { baton: Handoff } {
  return { ...row, playbook: asKept(row.playbook), baton: reviveBaton(row.baton as Frozen) };
}

type Frozen = { [key in keyof Handoff]: Handoff[key] };
const INSTANTS = ['handAt', 'acceptedAt', 'kickOffAt', 'firstValueAt', 'endedAt'] as const;

/** JSON keeps instants as text; handoffs of earlier versions know no pauses. */
function reviveBaton(frozen: Frozen): Handoff {
  const dates = Object.fromEntries(INSTANTS.map((name) => [name, asDate(frozen[name])])) as Pick<Handoff, (typeof INSTANTS)[number]>;
  return { ...frozen, ...dates, pauses: revivePauses((frozen.pauses as Handoff['pauses'] | undefined) ?? []), legs: frozen.legs.map((leg) => ({ ...leg, since: asDate(leg.since), until: asDate(leg.until), settledBy: leg.settledBy ?? skipperOf(leg) })) };
}

/** Pauses as JSON keeps them, with their instants. */
export function revivePauses(frozen: Handoff['pauses']): Handoff['pauses'] {
  return frozen.map((one) => ({ ...one, from: new Date(one.from), to: asDate(one.to) }));
}

/** Before there was a note of it, most were skipped by the rule. */
function skipperOf(leg: Handoff['legs'][number]): 'rule' | null {
  return leg.state === 'skipped' ? 'rule' : null;
}

function asDate(value: Date | string | null): Date | null {
  return value === null ? null : new Date(value);
}

/** Adds a handoff with the next cycle of its deal. @returns false where the deal has an open one. */
export async function insertHandoff(tx: Tx, portalId: number, given: Omit<StoredHandoff, 'cycle'>): Promise<boolean> {
  const { rows } = await sql`
    insert into handoffs (portal_id, handoff_id, deal_id, company_id, cycle, baton, playbook, form, kick_off, expectations, checklist, open, opened_at, updated_at, cs_proposal)
    select ${portalId}, ${given.handoffId}::uuid, ${given.dealId}, ${given.companyId}, coalesce(max(cycle), 0) + 1,
      ${JSON.stringify(given.baton)}::jsonb, ${JSON.stringify(given.playbook)}::jsonb, ${JSON.stringify(given.form)}::jsonb,
      ${JSON.stringify(given.kickOff)}::jsonb, ${JSON.stringify(given.expectations)}::jsonb, ${JSON.stringify(given.checklist)}::jsonb, true,
      ${given.openedAt}::timestamptz, ${given.openedAt}::timestamptz, ${JSON.stringify(given.csProposal)}::jsonb
    from handoffs where deal_id = ${given.dealId}
    on conflict do nothing
    returning handoff_id`.execute(tx);
  return rows.length > 0;
}

/** Saves what changes in the life of a handoff. */
export async function saveHandoff(tx: Tx, handoffId: string, given: Pick<StoredHandoff, 'baton' | 'playbook' | 'form' | 'kickOff' | 'expectations' | 'checklist'>, now: Date): Promise<void> {
  await sql`
    update handoffs set baton = ${JSON.stringify(given.baton)}::jsonb, playbook = ${JSON.stringify(given.playbook)}::jsonb, form = ${JSON.stringify(given.form)}::jsonb,
      kick_off = ${JSON.stringify(given.kickOff)}::jsonb, expectations = ${JSON.stringify(given.expectations)}::jsonb,
      checklist = ${JSON.stringify(given.checklist)}::jsonb,
      open = ${given.baton.status === 'open'}, updated_at = ${now}
    where handoff_id = ${handoffId}`.execute(tx);
}

/** Adds a step to a handoff's history. @returns its number, from 1. */
export async function addMove(tx: Tx, portalId: number, handoffId: string, move: Move): Promise<number> {
  const { rows } = await sql<{ seq: number }>`
    insert into handoff_moves (portal_id, handoff_id, seq, at, step, user_id, reason, detail)
    select ${portalId}, ${handoffId}::uuid, coalesce(max(seq), 0) + 1, ${move.at}::timestamptz, ${move.step}, ${move.userId}::bigint, ${move.reason},
      ${move.detail === null ? null : JSON.stringify(move.detail)}::jsonb
    from handoff_moves where handoff_id = ${handoffId}
    returning seq`.execute(tx);
  return rows[0]!.seq;
}

/** The last steps of these handoffs, newest first. */
export async function listMoves(tx: Tx, handoffIds: readonly string[]): Promise<(Move & { handoffId: string })[]> {
  const { rows } = await sql<Move & { handoffId: string }>`
    select handoff_id as "handoffId", at, step, user_id as "userId", reason, detail from handoff_moves
    where handoff_id = any(${handoffIds}::uuid[]) order by handoff_id, seq desc`.execute(tx);
  return rows;
}

/** Open handoffs of these companies that CS has not accepted; those that somebody reopened once are left out. */
export async function sellingHandoffs(tx: Tx, companyIds: readonly number[]): Promise<{ handoffId: string; dealId: number; openedAt: Date }[]> {
  const { rows } = await sql<{ handoffId: string; dealId: number; openedAt: Date }>`
    select handoff_id as "handoffId", deal_id as "dealId", opened_at as "openedAt" from handoffs h
    where open and company_id = any(${numberArray(companyIds)}::bigint[]) and baton->>'acceptedAt' is null
      and not exists (select from handoff_moves m where m.handoff_id = h.handoff_id and m.step = 'reopen')
    order by handoff_id`.execute(tx);
  return rows;
}

/** Deals among these that have had a handoff; one that Baton itself cancelled, because its deal was lost, does not count. */
export async function handedOver(tx: Tx, dealIds: readonly number[]): Promise<Set<number>> {
  const { rows } = await sql<{ deal_id: number }>`select distinct deal_id from handoffs h where deal_id = any(${numberArray(dealIds)}::bigint[])
      and (baton->>'status' <> 'cancelled' or exists (select from handoff_moves m where m.handoff_id = h.handoff_id and m.step = 'cancel' and m.user_id is not null))`.execute(tx);
  return new Set(rows.map((row) => row.deal_id));
}
