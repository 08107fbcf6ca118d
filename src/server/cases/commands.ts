import { addBusinessHours } from '../lib/business-time.ts';
import { uuid } from '../lib/uuid.ts';
import type { Tx } from '../platform/db.ts';
import { type Account, accountOf, type CaseDeps } from './account.ts';
import { type CaseCommand, type CaseFault, transition } from './case.ts';
import { caseFor, follow, type Followed, freshSince } from './follow.ts';
import { announce, leaveTrace, tellGiven, tellRung } from './letters.ts';
import type { LoopAnswer } from './questions.ts';
import { dueAt, policyFor } from './sla.ts';
import { addMove, casesOf, findCase, giveCase, insertCase, openCasesOf, rungsTaken, saveCase, type StoredCase } from './store.ts';
import { responsibleFor } from './team.ts';
import { awaitedAnswers } from './unplaced.ts';

/** What is known of companies whose answers are followed. */
interface Around {
  account: Account;
  companies: ReadonlyMap<number, { name: string | null; ownerId: number | null }>;
  /** null: HubSpot does not tell now. */
  segments: ReadonlyMap<number, string | null> | null;
  revenues: ReadonlyMap<number, number>;
}

/** Gives the answers of these companies their cases, and those of answers that have changed their new turn; each is told once. */
export async function followAnswers(deps: CaseDeps, { portalId, companyIds }: { portalId: number; companyIds: readonly number[] }): Promise<void> {
  const site = { portalId, timeZone: (await deps.portal(portalId)).timeZone };
  // Most of what an import brings is nobody's case: HubSpot is not asked about it, and nothing is locked.
  const seen = await deps.db.withPortal(portalId, (tx) => look(tx, deps, site, { companyIds, lock: false }));
  if (seen.followed.length === 0) return;
  const { segmentProperty } = seen.account.settings;
  const segments = segmentProperty === null ? new Map<number, null>() : await deps.companyValues(portalId, companyIds, segmentProperty);
  await deps.db.withPortal(portalId, async (tx) => {
    const { account, answers, followed } = await look(tx, deps, site, { companyIds, lock: true });
    const touched = [...new Set([...companyIds, ...answers.map((answer) => answer.companyId)])];
    const around = { account, segments, companies: await deps.companies(tx, touched), revenues: await deps.yearlyWins(tx, touched, account.now) };
    for (const one of followed) await keepFollowed(tx, deps, one, around);
  });
}

/** What is to be done about the answers of these companies, as things stand. */
async function look(tx: Tx, deps: CaseDeps, site: { portalId: number; timeZone: string }, { companyIds, lock }: { companyIds: readonly number[]; lock: boolean }): Promise<{ account: Account; answers: LoopAnswer[]; followed: Followed[] }> {
  const account = await accountOf(tx, deps, site);
  const since = freshSince(account.begunAt, account.now);
  const awaited = new Set(await awaitedAnswers(tx));
  const placed = awaited.size === 0 ? [] : (await deps.answersToFollow(tx, { companyIds: [], since, answerIds: [...awaited] })).filter((answer) => companyIds.includes(answer.companyId));
  const recent = [...(await deps.answersToFollow(tx, { companyIds, since, answerIds: [] })), ...placed];
  const cases = await casesOf(tx, { answerIds: recent.map((answer) => answer.answerId), companyIds, lock });
  const answers = await deps.answersToFollow(tx, { companyIds, since, answerIds: [...cases.map((one) => one.answerId), ...placed.map((answer) => answer.answerId)] });
  return { account, answers, followed: follow(answers, cases, { ...account, awaited }) };
}

async function keepFollowed(tx: Tx, deps: CaseDeps, one: Followed, around: Around): Promise<void> {
  const { account: { portalId, now } } = around;
  switch (one.kind) {
    case 'open': return open(tx, deps, one.answer, one.asks, around);
    case 'move': {
      const after = placed({ ...one.before, companyId: one.companyId, contactId: one.contactId }, around);
      await saveCase(tx, after, now);
      if (after.state !== 'closed' && after.ownerId !== one.before.ownerId) await tellGiven(tx, deps, after, around.account);
      return;
    }
    case 'drop': {
      const made = transition(one.before, { step: 'close', reason: 'no-answer-needed', note: '' }, now);
      if (!made.ok) return;
      // Nobody has dealt with it: given to a company once more, it begins anew.
      await keep(tx, { ...one.before, ...made.case, acknowledgedAt: null }, around.account);
      await addMove(tx, portalId, one.before.caseId, { at: now, step: 'dropped', userId: null, note: null, detail: null });
      return;
    }
    case 'ask':
    case 'reclass': {
      const after = await keep(tx, placed(underPolicy(one.after, around.account), around), around.account);
      const seq = await addMove(tx, portalId, after.caseId, { at: now, step: one.kind === 'ask' ? 'opened' : 'reclassed', userId: null, note: null, detail: { from: one.before.class, to: after.class } });
      await announce(tx, deps, after, { what: one.kind === 'ask' ? 'opened' : 'changed', seq, ...around });
    }
  }
}

async function open(tx: Tx, deps: CaseDeps, answer: LoopAnswer, asks: boolean, around: Around): Promise<void> {
  const { account } = around;
  const { portalId, now } = account;
  const { answerId, companyId, contactId, type, kind } = answer;
  const segment = around.segments?.get(companyId) ?? null;
  const begun = caseFor(answer, asks, now);
  const blank = { caseId: uuid(deps.randomBytes(16)), answerId, companyId, contactId, type, kind, segment, segmentUnread: around.segments === null, ownerId: null, policyHours: null, dueAt: null, lookAt: null, firstOpenedAt: now, revision: 1 };
  const one = timed(placed(underPolicy({ ...blank, ...begun }, account), around), account, []);
  if (!(await insertCase(tx, portalId, one, now))) return;
  const seq = await addMove(tx, portalId, one.caseId, { at: now, step: asks ? 'opened' : 'noted', userId: null, note: null, detail: null });
  await announce(tx, deps, one, { what: 'opened', seq, ...around });
  if (asks && one.class === 'detractor' && one.ownerId === null) await tellNobodys(tx, deps, one, account);
}

/** An unhappy customer of nobody does not wait for the ladder: whoever leads hears of it at once. */
async function tellNobodys(tx: Tx, deps: CaseDeps, one: StoredCase, account: Account): Promise<void> {
  const seq = await addMove(tx, account.portalId, one.caseId, { at: account.now, step: 'unowned', userId: null, note: null, detail: null });
  await tellRung(tx, deps, one, { what: 'escalated', seq, account, to: 'lead' });
}

/** A case with its owner of today. */
function placed(one: StoredCase, { account: { settings, roster, day }, companies }: Pick<Around, 'account' | 'companies'>): StoredCase {
  return { ...one, ownerId: responsibleFor(companies.get(one.companyId)?.ownerId ?? null, settings, roster, day).ownerId };
}

/** A case with the hours of the policy that it falls under. */
export function underPolicy(one: StoredCase, { settings }: Account): StoredCase {
  return { ...one, policyHours: policyFor(settings.policies, one)?.hours ?? null };
}

/** A case with its due date, and when the next step of the ladder comes. @param taken percents that were taken since it was opened. */
export function timed(one: StoredCase, { settings, calendar }: Pick<Account, 'settings' | 'calendar'>, taken: readonly number[]): StoredCase {
  const { policyHours: hours } = one;
  if (hours === null || one.state === 'closed') return { ...one, lookAt: null, dueAt: hours === null ? null : dueAt(one, { hours, calendar }) };
  const next = settings.escalation.map(({ percent }) => percent).filter((percent) => !taken.includes(percent)).sort((a, b) => a - b)[0];
  const lookAt = one.answeredAt !== null || next === undefined ? null : addBusinessHours(one.openedAt, (hours * next) / 100, calendar, one.pauses);
  return { ...one, dueAt: dueAt(one, { hours, calendar }), lookAt };
}

/** Saves a case with its times. */
export async function keep(tx: Tx, one: StoredCase, account: Pick<Account, 'settings' | 'calendar' | 'now'>): Promise<StoredCase> {
  const kept = timed(one, account, await rungsTaken(tx, one));
  await saveCase(tx, kept, account.now);
  return kept;
}

export type StepOutcome = { ok: true; before: StoredCase; after: StoredCase } | { ok: false; fault: CaseFault | 'gone' | 'changed' };

/** Makes a step of a person's with a case: the case, its history and what HubSpot is to get stand or fall together. @param revision of the case as they saw it; null: whatever it is. */
export async function takeStep(tx: Tx, deps: CaseDeps, { caseId, command, revision }: { caseId: string; command: CaseCommand; revision: number | null }, { account, userId }: { account: Account; userId: number }): Promise<StepOutcome> {
  const { portalId, now } = account;
  const before = await findCase(tx, caseId, { lock: true });
  if (before === undefined) return { ok: false, fault: 'gone' };
  if (revision !== null && before.revision !== revision) return { ok: false, fault: 'changed' };
  const made = transition(before, command, now);
  if (!made.ok) return made;
  const after = await keep(tx, { ...before, ...made.case }, account);
  const note = 'note' in command && command.note.trim() !== '' ? command.note.trim() : null;
  const seq = await addMove(tx, portalId, caseId, { at: now, step: command.step, userId, note, detail: 'reason' in command ? { reason: command.reason } : null });
  await leaveTrace(tx, deps, after, { account, seq, as: 'note' });
  return { ok: true, before, after: { ...after, revision: before.revision + 1 } };
}

/** Gives open cases to whoever is responsible today, who is told so once; where there are none, it costs one look. @param companyIds null: of all companies. */
export async function followOwners(tx: Tx, deps: CaseDeps, site: { portalId: number; timeZone: string }, companyIds: readonly number[] | null): Promise<void> {
  const cases = await openCasesOf(tx, companyIds);
  if (cases.length === 0) return;
  const account = await accountOf(tx, deps, site);
  const { settings, roster, day } = account;
  const companies = await deps.companies(tx, [...new Set(cases.map((one) => one.companyId))]);
  for (const one of cases) {
    const { ownerId } = responsibleFor(companies.get(one.companyId)?.ownerId ?? null, settings, roster, day);
    if (ownerId !== one.ownerId && (await giveCase(tx, one.caseId, ownerId))) await tellGiven(tx, deps, { ...one, ownerId }, account);
  }
}
