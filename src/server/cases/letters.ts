import { shortId } from '../lib/uuid.ts';
import type { Tx } from '../platform/db.ts';
import type { Account, CaseDeps } from './account.ts';
import type { CaseNews } from './case.ts';
import type { KnownChannel, Letter } from './questions.ts';
import { type Routed, type Target, targetsOf } from './routing.ts';
import { addMove, type StoredCase } from './store.ts';
import { onLadder, type TeamMember } from './team.ts';
import { OWN_LANGUAGE } from './wording.ts';

/** The channel of what Baton leaves in HubSpot by itself. */
const HUBSPOT = 'hubspot';

/** A case as far as letters ask. */
type Addressed = Pick<StoredCase, 'caseId' | 'companyId' | 'ownerId'>;

/** Which move of which case, and who hears of it. */
interface Told {
  what: CaseNews;
  /** The move of the history that is told: a letter of it goes once to each reader. */
  seq: number;
  account: Account;
}

/**
 * Tells an answer to whom the rules name, and leaves a task in HubSpot for whoever is responsible (a note where the rules make a task).
 * Of one that asks nothing HubSpot hears nothing: thousands of good scores are no tasks, and the account's calls are few.
 */
export async function announce(
  tx: Tx, deps: CaseDeps, one: StoredCase,
  { companies, segments, revenues, ...told }: Told & { companies: ReadonlyMap<number, { ownerId: number | null }>; segments: ReadonlyMap<number, string | null> | null; revenues: ReadonlyMap<number, number> },
): Promise<void> {
  const { settings, channels } = told.account;
  const { companyId } = one;
  const answer = routed({ ...one, segment: segments?.get(companyId) ?? one.segment }, { companies, revenues });
  const letters = lettersTo(one, targetsOf(answer, settings.rules, inUse(channels)), told);
  await postAll(tx, deps, letters, told.account);
  if (one.state === 'closed') return;
  const hasTask = letters.some(({ channelId }) => channels.find((channel) => channel.channelId === channelId)?.addresses === 'owner');
  await leaveTrace(tx, deps, one, { ...told, as: hasTask ? 'note' : 'task' });
}

/** A case as rules look at it. */
function routed({ companyId, class: cls, kind, segment }: StoredCase, { companies, revenues }: { companies: ReadonlyMap<number, { ownerId: number | null }>; revenues: ReadonlyMap<number, number> }): Routed {
  return { class: cls, kind, segment, revenue: revenues.get(companyId) ?? null, ownerId: companies.get(companyId)?.ownerId ?? null };
}

/** Every case begins with the move that is told of its opening. */
const FIRST = 1;

/** Tells an answer, whose segment is known only now, to those whom the rules name for the segment alone. */
export async function tellSegment(tx: Tx, deps: CaseDeps, one: StoredCase, account: Account): Promise<void> {
  const { companyId } = one;
  const channels = inUse(account.channels);
  const around = { companies: await deps.companies(tx, [companyId]), revenues: await deps.yearlyWins(tx, [companyId], account.now) };
  const named = (segment: string | null) => targetsOf(routed({ ...one, segment }, around), account.settings.rules, channels);
  const before = named(null);
  const missed = named(one.segment).filter((target) => !before.some(({ channelId, to }) => channelId === target.channelId && to === target.to));
  await postAll(tx, deps, lettersTo(one, missed, { what: 'opened', seq: FIRST, account }), account);
}

/** Tells a step of the ladder to whom it is for, by every channel that reaches people. */
export async function tellRung(tx: Tx, deps: CaseDeps, one: Addressed, told: Told & { to: Target['to'] }): Promise<void> {
  const people = inUse(told.account.channels).filter(({ reaches }) => reaches === 'people');
  await postAll(tx, deps, lettersTo(one, people.map(({ channelId }) => ({ channelId, to: told.to })), told), told.account);
}

/** Notes whose an open case is now, and tells them, by every channel that reaches people. */
export async function tellGiven(tx: Tx, deps: CaseDeps, one: Addressed, account: Account): Promise<void> {
  const { caseId, ownerId } = one;
  const seq = await addMove(tx, account.portalId, caseId, { at: account.now, step: 'given', userId: null, note: null, detail: { owner: ownerId } });
  if (ownerId !== null) await tellRung(tx, deps, one, { what: 'given', seq, account, to: 'owner' });
}

/** Leaves a task or note of a move in HubSpot. */
export async function leaveTrace(tx: Tx, deps: CaseDeps, { caseId, companyId }: StoredCase, { account, seq, as }: Pick<Told, 'account' | 'seq'> & { as: 'task' | 'note' }): Promise<void> {
  const about = { kind: 'case-trace' as const, caseId, seq, as };
  await postAll(tx, deps, [{ key: `case.${shortId(caseId)}.${seq}`, channelId: HUBSPOT, recipient: null, about, companyId, language: OWN_LANGUAGE }], account);
}

/** What a channel calls somebody by; null: it cannot reach them. */
export function addressOf({ addresses }: Pick<KnownChannel, 'addresses'>, member: TeamMember | undefined): string | null {
  if (member === undefined || addresses === null) return null;
  return addresses === 'email' ? member.email : String(member.ownerId);
}

/** A channel that is disabled will be mended, and tells then what it has missed. */
export function inUse(channels: readonly KnownChannel[]): KnownChannel[] {
  return channels.filter(({ state }) => state !== 'off');
}

/** A letter for each reader of each channel, one however many ways lead there. */
function lettersTo({ caseId, companyId, ownerId }: Addressed, targets: readonly Target[], { what, seq, account }: Told): Letter[] {
  const { settings, roster, day, channels } = account;
  const letters = targets.flatMap(({ channelId, to }): Letter[] => {
    const channel = channels.find((one) => one.channelId === channelId)!;
    const member = to === null ? undefined : roster.get(onLadder(to, ownerId, settings, roster, day) ?? 0);
    const recipient = addressOf(channel, member);
    if (channel.reaches === 'people' && recipient === null) return [];
    const key = `case.${shortId(caseId)}.${seq}.${channelId}.${member?.ownerId ?? 'place'}`;
    return [{ key, channelId, recipient, about: { kind: 'case', caseId, what, ...(what === 'given' && ownerId !== null && { ownerId }) }, companyId, language: OWN_LANGUAGE }];
  });
  return [...new Map(letters.map((letter) => [letter.key, letter])).values()];
}

/** Posts letters in the account's manners. */
export async function postAll(tx: Tx, deps: CaseDeps, letters: readonly Letter[], { portalId, settings, timeZone, now }: Account): Promise<void> {
  const { quiet, groupMinutes } = settings;
  const manners = { quiet: quiet && { from: minutesOf(quiet.from), to: minutesOf(quiet.to) }, groupMs: groupMinutes * 60_000, timeZone };
  await deps.post(tx, portalId, letters, { manners, now });
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
