import type { Refusal } from '../../../extensions/contracts/envelope.ts';
import type { Role } from '../../../extensions/contracts/settings.ts';
import type { Around, Made } from '../http/desk.ts';
import type { CardRequest } from '../http/endpoint.ts';
import { refusal } from '../http/hubspot-request.ts';
import type { Tx } from '../platform/db.ts';
import type { Deps } from '../platform/deps.ts';
import { addEntry } from './audit-store.ts';
import { type AskedChange, claimChange, findChange, keepAnswer } from './change-store.ts';
import type { SettingsQuestions } from './questions.ts';
import { givenRoles } from './role-store.ts';
import { reaches, roleOf } from './roles.ts';

export type SettingsDeps = Pick<Deps, 'db' | 'secrets' | 'enqueue' | 'config'> & SettingsQuestions;

type Caller = Pick<CardRequest, 'portalId' | 'userId' | 'now' | 'requestId' | 'body' | 'params'>;
type Answered = { ok: true };

/** What an answer is sealed for while it is kept. */
const KEPT = 'settings-answer';

/** The role of whoever asks: from the signed user and our own tables, never from what the page says. */
async function callersRole(tx: Tx, deps: Pick<SettingsDeps, 'installer'>, { userId }: Pick<Caller, 'userId'>): Promise<Role> {
  const installer = await deps.installer(tx);
  return installer === undefined ? 'rep' : roleOf(userId, (await givenRoles(tx)).get(userId), installer);
}

/** Answers a question for those whose role reaches the level. */
export function answer<A extends Answered>(deps: SettingsDeps, request: Caller, level: Role, work: (tx: Tx, role: Role) => Promise<A | Refusal>): Promise<A | Refusal> {
  return deps.db.withPortal(request.portalId, async (tx) => {
    const role = await callersRole(tx, deps, request);
    return reaches(role, level) ? work(tx, role) : roleTooLow(level, role);
  });
}

/**
 * Makes a change once, however often it is asked with the same key: the change, its audit entry and its answer stand or
 * fall together. A try without the role leaves an entry, too.
 */
export function change<A extends Answered>(
  deps: SettingsDeps,
  request: Caller & { body: unknown },
  asked: { level: Role; path: string },
  work: (tx: Tx, role: Role) => Promise<Made<A> | Refusal>,
): Promise<A | Refusal> {
  const { portalId, userId, now, requestId } = request;
  const by = { at: now, userId, requestId };
  return deps.db.withPortal(portalId, async (tx): Promise<A | Refusal> => {
    const role = await callersRole(tx, deps, request);
    const refused = () => addEntry(tx, portalId, { ...by, action: 'access.refused', subject: asked.path, before: null, after: { role } });
    if (!reaches(role, asked.level)) {
      await refused();
      return roleTooLow(asked.level, role);
    }
    const claimed = claimOf(deps, request, asked.path);
    const claim = await claimChange(tx, claimed);
    if (!claim.mine) return earlier<A>(deps, claimed, claim);
    const made = await work(tx, role);
    if (!('answer' in made)) {
      if (made.code === 'role-too-low') await refused();
      return kept(tx, deps, claimed, made);
    }
    await addEntry(tx, portalId, { ...by, action: made.action, subject: made.subject, before: made.before, after: made.after });
    return kept(tx, deps, claimed, made.answer);
  });
}

/**
 * Makes a change around a call outside, which no transaction waits for. What was asked before with the same key is not
 * called again, unless both are asked at the same moment; then the first to end counts for both.
 */
export async function changeAround<A extends Answered, P extends Answered, R>(
  deps: SettingsDeps,
  request: Caller & { body: unknown },
  asked: { level: Role; path: string },
  { prepare, call, record }: Around<A, P, R>,
): Promise<A | Refusal> {
  const prepared = await deps.db.withPortal(request.portalId, async (tx): Promise<{ ok: true; p: P } | { ok: false; answer: A | Refusal } | null> => {
    if (!reaches(await callersRole(tx, deps, request), asked.level)) return null;
    const claimed = claimOf(deps, request, asked.path);
    const made = await findChange(tx, claimed);
    if (made !== undefined) return { ok: false, answer: earlier<A>(deps, claimed, made) };
    const p = await prepare(tx);
    return p.ok ? { ok: true, p } : { ok: false, answer: p };
  });
  // Who may not is refused, and that is kept, where all changes are.
  if (prepared === null) return change<A>(deps, request, asked, () => Promise.reject(new Error('A role was given while it was asked for.')));
  if (!prepared.ok) return prepared.answer;
  const result = await call(prepared.p);
  return change<A>(deps, request, asked, (tx) => record(tx, prepared.p, result));
}

function claimOf({ secrets }: SettingsDeps, { portalId, userId, now, body, params }: Caller, path: string): AskedChange {
  const { key } = body as { key: string };
  return { portalId, userId, key, requestHash: secrets.mac(KEPT, JSON.stringify([path, params, body])), at: now };
}

function earlier<A>({ secrets }: SettingsDeps, asked: AskedChange, made: { requestHash: string; answerSealed: string | null }): A | Refusal {
  if (made.requestHash !== asked.requestHash || made.answerSealed === null) return refusal('conflict', 'The key of this change was used for another one: reload the page.');
  return JSON.parse(secrets.open(KEPT, asked.portalId, made.answerSealed).toString('utf8')) as A;
}

async function kept<T extends object>(tx: Tx, { secrets }: SettingsDeps, asked: AskedChange, given: T): Promise<T> {
  await keepAnswer(tx, asked, secrets.seal(KEPT, asked.portalId, JSON.stringify(given)));
  return given;
}

function roleTooLow(level: Role, role: Role): Refusal {
  return refusal('role-too-low', `This needs the role "${level}"; yours is "${role}". Ask a Baton admin of your account; if there is none, whoever installs Baton again becomes admin.`);
}
