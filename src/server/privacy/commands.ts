import { MAX_COMPANIES } from '../events.ts';
import { emailAddress } from '../lib/identity.ts';
import type { Deps } from '../platform/deps.ts';
import type { Tx } from '../platform/db.ts';
import type { Tombstones, Trace } from './tombstones.ts';

/** A person by what an account knows them by; addresses in lower case. */
export interface Person {
  contactIds: readonly number[];
  emails: readonly string[];
}

/** What the rooms do for an erasure; each is safe to run again. */
export interface ErasureQuestions {
  /** Everything else the account knows these contacts and addresses by: other addresses, merged contacts. */
  knownAs: ((tx: Tx, person: Person) => Promise<Person>)[];
  /** What is removed outside the account's own tables, before them: a second run still knows whom to look for. */
  sweep: ((person: Person) => Promise<void>)[];
  /** Removes the person from a room's tables; answers the companies whose cards showed them, and traces that must not come back. */
  forget: ((tx: Tx, portalId: number, person: Person) => Promise<{ companyIds: readonly number[]; traces: readonly Trace[] }>)[];
}

/** What an erasure came to; nothing of it tells whose it was. */
export interface Erased {
  answers: number;
  companies: number;
}

export interface ErasedBy {
  actor: string;
  /** Runs in the erasure's transaction, such as for the audit trail. */
  note?(tx: Tx, erased: Erased): Promise<void>;
}

export type EraseDeps = Pick<Deps, 'db' | 'now' | 'record' | 'log'> & { tombstones: Tombstones; questions: ErasureQuestions };

/**
 * Erases a person everywhere in an account, its own tables in one transaction: at once or not at all, and the same when run again. Their
 * answers stay as anonymous counts, so that no figure changes.
 */
export async function erasePerson(deps: EraseDeps, portalId: number, asked: Person, by: ErasedBy = { actor: 'system' }): Promise<void> {
  const { actor } = by;
  const sought = await deps.db.withPortal(portalId, (tx) => identify(tx, deps.questions, asked));
  for (const sweep of deps.questions.sweep) await sweep(sought);
  await deps.db.withPortal(portalId, async (tx) => {
    const now = deps.now();
    await deps.tombstones.hold(tx, portalId);
    const person = await identify(tx, deps.questions, asked);
    const companies = new Set<number>();
    const traces: Trace[] = [...person.emails.map((email): Trace => `email:${email}`), ...person.contactIds.map((id): Trace => `contact:${id}`)];
    for (const forget of deps.questions.forget) {
      const left = await forget(tx, portalId, person);
      for (const id of left.companyIds) companies.add(id);
      traces.push(...left.traces);
    }
    await deps.tombstones.mark(tx, portalId, traces, now);
    await deps.record(tx, { name: 'privacy.person.erased', portalId, at: now, actor, payload: { portalId } });
    await by.note?.(tx, { answers: new Set(traces.filter((trace) => trace.startsWith('answer:'))).size, companies: companies.size });
    const ids = [...companies];
    for (let i = 0; i < ids.length; i += MAX_COMPANIES) {
      await deps.record(tx, { name: 'surveys.answers.recorded', portalId, at: now, actor, payload: { portalId, companyIds: ids.slice(i, i + MAX_COMPANIES) } });
    }
  });
  deps.log.info({ portalId }, 'A person was erased');
}

/** Asks twice: the second time with what the first brought (an answer's address leads to a contact of that address). */
async function identify(tx: Tx, questions: ErasureQuestions, asked: Person): Promise<Person> {
  let known: Person = { contactIds: [...asked.contactIds], emails: asked.emails.map((email) => emailAddress(email) ?? email.trim().toLowerCase()) };
  for (let round = 0; round < 2; round += 1) {
    for (const knownAs of questions.knownAs) {
      const more = await knownAs(tx, known);
      known = { contactIds: [...new Set([...known.contactIds, ...more.contactIds])], emails: [...new Set([...known.emails, ...more.emails])] };
    }
  }
  return known;
}
