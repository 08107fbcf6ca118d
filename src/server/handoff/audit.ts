import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { Tx } from '../platform/db.ts';
import { auditWords, expectationWords, itemWords, legWords, stateWords } from './audit-wording.ts';
import { type HandoffState, pauseOf, stateOf } from './baton.ts';
import { toldPlaybook } from './playbooks/playbook-commands.ts';
import type { HandoffQuestions } from './questions.ts';
import { type Roster, rosterOf } from './roster.ts';
import { type NamedParts, namedParts, type StoredHandoff } from './store.ts';

/** What the audit trail keeps of a handoff: ids and states, and whoever looks is told them in words. */
export function auditOf({ cycle, baton, expectations, checklist }: StoredHandoff): Kept {
  const legs = Object.fromEntries(baton.legs.map(({ id, state, owner }) => [id, owner === null ? state : `${state}, ${owner}`]));
  const promises = Object.fromEntries(expectations.map(({ id, status, planned }) => [id, planned ? `${status}, planned` : status]));
  const steps = Object.fromEntries(checklist.flatMap(({ id, state, at }) => (at === null ? [] : [[id, state]])));
  const paused = pauseOf(baton)?.reason;
  return { cycle, state: stateOf(baton), returns: baton.returns, legs, promises, steps, ...(paused !== undefined && { paused }) };
}

interface Kept {
  /** Which of its deal's handoffs it is, because ids of promises and steps begin anew with each; earlier versions did not say. */
  cycle?: number;
  state: HandoffState;
  returns: number;
  legs: Record<string, string>;
  promises: Record<string, string>;
  steps: Record<string, string>;
  paused?: string;
}

/** An entry of the audit trail, as far as it tells of a change. */
interface Entry {
  at: Date;
  action: string;
  subject: string;
  before: unknown;
  after: unknown;
}

/** The entries, those of handoffs in the reader's words: deals, legs, people, promises and steps by their names, as far as they are known. Legs are in their own order, also those of playbooks. */
export type TellEntries = <E extends Entry>(tx: Tx, entries: readonly E[], language: Language) => Promise<E[]>;

const DEAL = /^deal:(\d+)$/;

/** Makes the way to tell what the audit trail keeps of handoffs. */
export function entryTeller(questions: Pick<HandoffQuestions, 'dealNames' | 'owners'>): TellEntries {
  return async (tx, entries, language) => {
    const dealIds = [...new Set(entries.filter(isOfHandoff).map(dealOf).filter((id) => id !== null))];
    const names = await questions.dealNames(tx, dealIds);
    const parts = await namedParts(tx, dealIds);
    const owners = rosterOf(await questions.owners(tx));
    return entries.map((entry) => {
      if (entry.action.startsWith('playbook.')) return { ...entry, before: toldPlaybook(entry.before), after: toldPlaybook(entry.after) };
      if (!isOfHandoff(entry)) return entry;
      const dealId = dealOf(entry);
      const its = handoffOf(entry, parts.filter((one) => one.dealId === dealId));
      const words = { language, owners, names: namesOf(its, language) };
      const subject = dealId === null ? (auditWords[language].subjects[entry.subject] ?? entry.subject) : (short(names.get(dealId)) ?? auditWords[language].deal(dealId));
      return { ...entry, subject, before: told(entry.before, words), after: told(entry.after, words) };
    });
  };
}

function isOfHandoff({ action }: Entry): boolean {
  return action.startsWith('handoff.');
}

function dealOf({ subject }: Entry): number | null {
  const id = DEAL.exec(subject)?.[1];
  return id === undefined ? null : Number(id);
}

/** Among its deal's handoffs, newest first, the one that an entry tells of; where it does not say which, the newest that had begun by then. */
function handoffOf({ at, before, after }: Entry, ofDeal: readonly NamedParts[]): NamedParts | undefined {
  const cycle = cycleOf(after) ?? cycleOf(before);
  return ofDeal.find((one) => (cycle === undefined ? one.begunAt <= at : one.cycle === cycle));
}

function cycleOf(kept: unknown): number | undefined {
  return typeof kept === 'object' && kept !== null ? (kept as Partial<Kept>).cycle : undefined;
}

interface Told {
  language: Language;
  owners: Roster;
  names: PartNames;
}

/** What is kept, each value by its name in words; of what has no words, as it is. */
function told(kept: unknown, around: Told): unknown {
  if (typeof kept !== 'object' || kept === null) return kept;
  const { team, starts, days } = kept as { team?: readonly number[]; starts?: readonly string[]; days?: number | null };
  const words = auditWords[around.language];
  if (team !== undefined) return { [words.team]: team.map((owner) => nameOf(String(owner), around)).join(', ') };
  if (starts !== undefined) return { [words.starts]: starts.length === 0 ? words.anyWin : starts.join(', ') };
  if (days !== undefined) return { [words.days]: days };
  return 'legs' in kept ? toldHandoff(kept as Kept, around) : kept;
}

function toldHandoff({ state, returns, legs, promises, steps, paused }: Kept, around: Told): object {
  const { language, names } = around;
  const words = auditWords[language];
  return {
    [words.state]: stateWords[state][language],
    [words.returns]: returns,
    ...named(legs, names.legs, words.leg, (value) => each(value, (part) => legWords[part]?.[language] ?? nameOf(part, around))),
    ...named(promises, names.promises, words.promise, (value) => each(value, (part) => expectationWords[part]?.[language] ?? part)),
    ...named(steps, names.steps, words.step, (value) => itemWords[value]?.[language] ?? value),
    ...(paused !== undefined && { [words.paused]: paused }),
  };
}

/** What each part of a handoff is called, by its id, in the handoff's own order. */
type PartNames = Record<'legs' | 'promises' | 'steps', ReadonlyMap<string, string>>;

function namesOf(parts: NamedParts | undefined, language: Language): PartNames {
  const words = auditWords[language];
  const legs = distinct(parts?.playbook.legs.map(({ id, label }) => ({ id, names: [words.leg(label[language])] })));
  const promises = distinct(parts?.expectations.map(({ id, text }) => ({ id, names: [words.promise(short(text) ?? id)] })));
  const steps = distinct(parts?.checklist.map(({ id, leg, label }) => {
    const name = words.step(label[language]);
    return { id, names: [name, `${name} (${legs.get(leg) ?? leg})`] };
  }));
  return { legs, promises, steps };
}

/** No two called the same: those that would be have their next name, and in the end their id. It does not depend on which of them an entry tells of. */
function distinct(parts: readonly { id: string; names: readonly string[] }[] = []): Map<string, string> {
  const tried = parts.map(({ id, names }) => [...names, `${names[0]!} (${id})`]);
  const times = new Map<string, number>();
  for (const name of tried.flat()) times.set(name, (times.get(name) ?? 0) + 1);
  return new Map(parts.map(({ id }, at) => [id, tried[at]!.find((name) => times.get(name) === 1) ?? id]));
}

const LONGEST = 100;

/** A name that has its place in a line. */
function short(name: string | null | undefined): string | undefined {
  if (name === null || name === undefined || name === '') return undefined;
  return name.length <= LONGEST ? name : `${name.slice(0, LONGEST - 1)}…`;
}

/** In the order of the names, because the database keeps none; what has no name of its own comes last, by its id. */
function named(values: Record<string, string>, names: ReadonlyMap<string, string>, nameless: (id: string) => string, value: (value: string) => string): Record<string, string> {
  const ids = Object.keys(values);
  const inOrder = [...[...names.keys()].filter((id) => ids.includes(id)), ...ids.filter((id) => !names.has(id))];
  return Object.fromEntries(inOrder.map((id) => [names.get(id) ?? nameless(id), value(values[id]!)]));
}

function each(value: string, part: (part: string) => string): string {
  return value.split(', ').map(part).join(', ');
}

function nameOf(ownerId: string, { owners }: Told): string {
  return owners.byId.get(Number(ownerId))?.name ?? ownerId;
}
