import { MAX_COMPANIES } from '../events.ts';
import type { Tx } from '../platform/db.ts';
import type { Record } from '../platform/record.ts';
import type { Answer, Hints, Parsed } from './answer.ts';
import {
  linkInvitations, type MatchedAnswer, moveCompanies, openAnswers, openInvitations, relinkAnswers, storedVersions, type StoredVersion, upsertAnswers,
  upsertInvitations,
} from './answer-store.ts';
import { withoutErased } from './erased.ts';
import { type CompanyCandidates, lookupsOf, type Match, matchCompany } from './matching.ts';
import { contentOf, decideBatch, type Decision } from './outcome.ts';
import type { SurveyQuestions } from './questions.ts';
import { buildReport, type Report } from './report.ts';

/** How many answers one statement matches or writes. */
const BATCH = 1000;

export interface RecordDeps {
  findCompanies: SurveyQuestions['findCompanies'];
  erased?: SurveyQuestions['erased'];
  /** Absent where the caller announces the touched companies itself. */
  record?: Record | undefined;
}

export interface Batch {
  portalId: number;
  sourceId: string;
  parsed: Parsed;
  /** When the delivery came in (not when it is worked). */
  receivedAt: Date;
  now: Date;
  /** True: everything is decided and reported, nothing is written. */
  dryRun?: boolean;
}

/**
 * Matches and writes what a provider read, reports each row, and announces the companies that gained or lost an answer.
 * May run again: the same batch twice leaves what once leaves.
 */
export async function recordAnswers(tx: Tx, deps: RecordDeps, given: Batch): Promise<{ report: Report; touched: number[] }> {
  const batch = { ...given, parsed: await withoutErased(tx, deps.erased, given) };
  const { portalId, sourceId, parsed, receivedAt, dryRun = false } = batch;
  const rows = parsed.answers.map((answer) => ({
    row: answer.row,
    answer,
    version: { externalId: answer.externalId, content: contentOf(answer), updatedAt: answer.updatedAt.getTime(), receivedAt: receivedAt.getTime() },
  }));
  const stored = new Map<string, StoredVersion>();
  for (const page of pagesOf([...new Set(rows.map((row) => row.answer.externalId))].sort())) {
    for (const [id, version] of await storedVersions(tx, sourceId, page)) stored.set(id, version);
  }
  const { write, decisions } = decideBatch(rows, stored);
  const outcomes = new Map(decisions.map((decision) => [decision.row, decision.outcome]));
  const touched = new Set<number>();
  const matches = { matched: 0, review: 0, unmatched: 0 };

  for (const page of pagesOf(write.sort((a, b) => (a.answer.externalId < b.answer.externalId ? -1 : 1)))) {
    const matched = await matchAnswers(tx, deps, page.map((row) => row.answer), stored);
    for (const { answer, match } of matched) {
      if (match.state !== 'dismissed') matches[match.state] += 1;
      const before = stored.get(answer.externalId);
      const same = outcomes.get(answer.row) === 'duplicate' && before?.companyId === match.companyId;
      if (!same) for (const id of [match.companyId, before?.companyId]) if (id) touched.add(id);
    }
    if (!dryRun) await upsertAnswers(tx, portalId, sourceId, receivedAt, matched);
  }
  await recordInvitations(tx, deps, batch, touched);
  if (!dryRun) await announce(tx, deps, batch, [...touched]);
  return { report: reportOf(parsed, decisions, matches, dryRun), touched: [...touched].sort((a, b) => a - b) };
}

async function matchAnswers(tx: Tx, deps: RecordDeps, answers: readonly Answer[], stored: ReadonlyMap<string, StoredVersion>): Promise<MatchedAnswer[]> {
  const known = await deps.findCompanies(tx, lookupsOf(answers.map((answer) => answer.hints)));
  return answers.map((answer) => {
    const match = keptMatch(answer.hints, stored.get(answer.externalId)) ?? matchCompany(answer.hints, known);
    return { answer: withContact(answer, match, known), match };
  });
}

/** An update that says nothing of whose it is (a comment that came later) leaves the match as it was, and so does any after a person's decision. */
function keptMatch(hints: Hints, before: StoredVersion | undefined): Match | undefined {
  const silent = [hints.companyId, hints.cnpj, hints.contactId, hints.ticketId, hints.email, hints.domain].every((hint) => hint === undefined);
  if (before === undefined || !(before.matchHow === 'person' || (silent && before.matchState === 'matched'))) return undefined;
  return { state: before.matchState, companyId: before.companyId, contactId: before.contactId, how: before.matchHow, candidates: [] };
}

/** Name and role from the CRM where the source told none. */
function withContact(answer: Answer, match: Match, known: CompanyCandidates): Answer {
  const people = [...(known.byEmail.get(answer.hints.email ?? '') ?? []), known.byContactId.get(answer.hints.contactId ?? 0)];
  const person = people.find((candidate) => candidate !== undefined && candidate.contactId === match.contactId);
  if (person === undefined) return answer;
  return { ...answer, respondentName: answer.respondentName ?? person.name ?? null, respondentRole: answer.respondentRole ?? person.jobTitle ?? null };
}

async function recordInvitations(tx: Tx, deps: RecordDeps, batch: Batch, touched: Set<number>): Promise<void> {
  const last = new Map(batch.parsed.invitations.map((invitation) => [invitation.externalId, invitation]));
  for (const page of pagesOf([...last.values()].sort((a, b) => (a.externalId < b.externalId ? -1 : 1)))) {
    const known = await deps.findCompanies(tx, lookupsOf(page.map((invitation) => invitation.hints)));
    const matched = page.map((invitation) => ({ invitation, companyId: matchCompany(invitation.hints, known).companyId }));
    for (const { companyId } of matched) if (companyId !== null) touched.add(companyId);
    if (!batch.dryRun) await upsertInvitations(tx, batch.portalId, batch.sourceId, matched);
  }
}

async function announce(tx: Tx, deps: RecordDeps, batch: { portalId: number; now: Date; sourceId?: string }, companyIds: number[]): Promise<void> {
  if (deps.record === undefined) return;
  for (const page of pagesOf(companyIds, MAX_COMPANIES)) {
    await deps.record(tx, {
      name: 'surveys.answers.recorded',
      portalId: batch.portalId,
      at: batch.now,
      ...(batch.sourceId !== undefined && { actor: `source:${batch.sourceId}` }),
      payload: { portalId: batch.portalId, companyIds: page },
    });
  }
}

function reportOf(parsed: Parsed, decisions: readonly Decision[], matches: { matched: number; review: number; unmatched: number }, dryRun: boolean): Report {
  return buildReport({ dryRun, rows: parsed.rows, problems: parsed.problems, decisions, invitations: parsed.invitations.length, matches });
}

/** The answer a page of the review ended with. */
export interface RematchCursor {
  answeredAt: Date;
  answerId: string;
}

/**
 * Tries a page of the answers that have no company yet again, newest first, after the CRM changed.
 * @returns where to go on, or null at the end.
 */
export async function rematchAnswers(
  tx: Tx,
  deps: RecordDeps,
  task: { portalId: number; now: Date; after: RematchCursor | null },
): Promise<RematchCursor | null> {
  const open = await openAnswers(tx, task.after, BATCH);
  if (open.length === 0) return null;
  const known = await deps.findCompanies(tx, lookupsOf(open.map((answer) => answer.hints)));
  const changed = open
    .map((answer) => ({ answerId: answer.answerId, match: matchCompany(answer.hints, known), before: answer }))
    .filter(({ match, before }) => match.state !== before.state || match.candidates.join() !== (before.candidates ?? []).join());
  await relinkAnswers(tx, changed);
  await announce(tx, deps, task, [...new Set(changed.flatMap(({ match }) => match.companyId ?? []))]);
  return open.length < BATCH ? null : open.at(-1)!;
}

/** Tries the newest invitations without a company again: left out, a company's response rate would count its answers alone. */
export async function rematchInvitations(tx: Tx, deps: RecordDeps, task: { portalId: number; now: Date }): Promise<void> {
  const open = await openInvitations(tx, BATCH);
  if (open.length === 0) return;
  const known = await deps.findCompanies(tx, lookupsOf(open.map((invitation) => invitation.hints)));
  const links = open.flatMap(({ sourceId, externalId, hints }) => {
    const { companyId } = matchCompany(hints, known);
    return companyId === null ? [] : [{ sourceId, externalId, companyId }];
  });
  await linkInvitations(tx, links);
  await announce(tx, deps, task, [...new Set(links.map((link) => link.companyId))]);
}

/** Follows companies that HubSpot merged into others: their answers go with them. */
export async function followMerges(tx: Tx, deps: RecordDeps, task: { portalId: number; now: Date; companyIds: readonly number[] }): Promise<void> {
  const { byCompanyId } = await deps.findCompanies(tx, { companyIds: [...task.companyIds], cnpjs: [], contactIds: [], ticketIds: [], emails: [], domains: [] });
  const moves = task.companyIds.flatMap((from) => {
    const to = byCompanyId.get(from);
    return to === undefined || to === from ? [] : [{ from, to }];
  });
  await announce(tx, deps, task, await moveCompanies(tx, moves));
}

function pagesOf<T>(items: readonly T[], size = BATCH): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, page) => items.slice(page * size, (page + 1) * size));
}
