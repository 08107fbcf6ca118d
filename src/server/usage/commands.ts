import { MAX_COMPANIES } from '../events.ts';
import type { Deps } from '../platform/deps.ts';
import type { Tx } from '../platform/db.ts';
import { moveDays, saveDays, storedDays } from './day-store.ts';
import type { Reference, UsageEvent } from './event.ts';
import { companyOf, type Known, lookupsOf } from './matching.ts';
import { decideDays, type Outcome } from './outcome.ts';
import type { UsageQuestions } from './questions.ts';
import { accountsOf, learnAccounts, moveAccounts, saveWaiting, settleReferences, takeIds, waitingReferences, type WaitingReference } from './waiting-store.ts';

/** References that one transaction tries to match. */
const PAGE = 1_000;
export const REMATCH = 'usage.rematch-all';

export interface UsageDeps extends Pick<Deps, 'record' | 'enqueue'> {
  questions: Pick<UsageQuestions, 'findCompanies'>;
}

export interface UsageBatch {
  portalId: number;
  source: string;
  rows: readonly { row: number; event: UsageEvent }[];
  now: Date;
}

/**
 * Stores a batch, tells by row what became of it, and announces the companies whose figures changed. The same batch
 * twice leaves what once leaves; figures of unknown companies wait.
 */
export async function recordUsage(tx: Tx, deps: UsageDeps, { portalId, source, rows, now }: UsageBatch): Promise<Map<number, Outcome>> {
  const fresh = await takeIds(tx, portalId, source, rows.flatMap(({ event }) => event.id ?? []), now);
  // An id given twice in one batch is taken by its first row.
  const open = rows.filter(({ event: { id } }) => id === null || fresh.delete(id));
  const known = await askFor(tx, deps, source, open.map(({ event }) => event.reference));
  const matched = open.map(({ row, event }) => ({ row, event, companyId: companyOf(event.reference, known) }));
  const found = matched.filter((each): each is typeof each & { companyId: number } => each.companyId !== null);
  const waiting = matched.filter(({ companyId }) => companyId === null);

  const stored = await storedDays(tx, found.map(({ companyId, event }) => ({ companyId, day: event.day })));
  const { write, outcomes, changed } = decideDays(found, stored);
  await saveDays(tx, portalId, write);
  await saveWaiting(tx, portalId, source, waiting.map(({ event }) => event));
  const learned = await learn(tx, portalId, source, found.map(({ event, companyId }) => ({ ...event.reference, companyId })));
  if (learned) await deps.enqueue(tx, REMATCH, [{ portalId }]);
  await announce(tx, deps, { portalId, companyIds: changed, now, actor: `usage:${source}` });

  for (const { row } of waiting) outcomes.set(row, 'waiting');
  for (const { row } of rows) if (!outcomes.has(row)) outcomes.set(row, 'duplicate');
  return outcomes;
}

/** What CRM and account ids say of these references. */
async function askFor(tx: Tx, deps: UsageDeps, source: string, references: readonly Reference[]): Promise<Known> {
  const accounts = await accountsOf(tx, source, [...new Set(references.flatMap(({ externalId }) => externalId ?? []))]);
  const candidates = await deps.questions.findCompanies(tx, lookupsOf(references, accounts.values()));
  const living = [...accounts].flatMap(([externalId, companyId]): [string, number][] => {
    const company = candidates.byCompanyId.get(companyId);
    return company === undefined ? [] : [[externalId, company]];
  });
  return { ...candidates, byExternalId: new Map(living) };
}

/** Remembers account ids that came with another proof of their company. @returns whether any is new. */
async function learn(tx: Tx, portalId: number, source: string, found: readonly (Reference & { companyId: number })[]): Promise<boolean> {
  const told = found.flatMap(({ externalId, companyId }): [string, number][] => (externalId === null ? [] : [[externalId, companyId]]));
  return (await learnAccounts(tx, portalId, source, new Map(told))) > 0;
}

/** The reference a page of waiting ones ended with. */
export interface WaitingCursor {
  source: string;
  key: string;
}

/** Tries a page of the references that wait for their company. @returns where to go on, or null at the end. */
export async function rematchUsage(tx: Tx, deps: UsageDeps, task: { portalId: number; now: Date; after: WaitingCursor | null }): Promise<WaitingCursor | null> {
  const page = await waitingReferences(tx, task.after ?? { source: '', key: '' }, PAGE);
  const changed: number[] = [];
  for (const [source, references] of bySource(page)) {
    const known = await askFor(tx, deps, source, references);
    const matches = references.flatMap((reference) => {
      const companyId = companyOf(reference, known);
      return companyId === null ? [] : [{ ...reference, companyId }];
    });
    changed.push(...(await settleReferences(tx, task.portalId, matches)));
    if (await learn(tx, task.portalId, source, matches)) await deps.enqueue(tx, REMATCH, [{ portalId: task.portalId }]);
  }
  await announce(tx, deps, { ...task, companyIds: [...new Set(changed)] });
  return page.length < PAGE ? null : page.at(-1)!;
}

function bySource(page: readonly WaitingReference[]): Map<string, WaitingReference[]> {
  const sources = new Map<string, WaitingReference[]>();
  for (const reference of page) sources.set(reference.source, [...(sources.get(reference.source) ?? []), reference]);
  return sources;
}

/** Follows companies that HubSpot merged into others: their days and account ids go with them. */
export async function followMerges(tx: Tx, deps: UsageDeps, task: { portalId: number; now: Date; companyIds: readonly number[] }): Promise<void> {
  const { byCompanyId } = await deps.questions.findCompanies(tx, lookupsOf([], task.companyIds));
  const moves = task.companyIds.flatMap((from) => {
    const to = byCompanyId.get(from);
    return to === undefined || to === from ? [] : [{ from, to }];
  });
  await moveAccounts(tx, moves);
  await announce(tx, deps, { ...task, companyIds: await moveDays(tx, task.portalId, moves) });
}

async function announce(tx: Tx, deps: UsageDeps, told: { portalId: number; companyIds: readonly number[]; now: Date; actor?: string }): Promise<void> {
  const { portalId, companyIds, now, actor } = told;
  for (let from = 0; from < companyIds.length; from += MAX_COMPANIES) {
    const page = companyIds.slice(from, from + MAX_COMPANIES);
    await deps.record(tx, { name: 'usage.days.recorded', portalId, at: now, ...(actor !== undefined && { actor }), payload: { portalId, companyIds: page } });
  }
}
