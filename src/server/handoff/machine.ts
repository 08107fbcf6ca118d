import { type Gap, type Handoff, type HandoffPause, holderOf, type Leg, nextOf, pauseOf, turnOf } from './baton.ts';
import type { Words } from '../platform/words.ts';
import { sameWords } from './words.ts';

/** What the playbook's rule says of a leg: why it is not needed, or null where it is. */
export interface Verdict {
  leg: string;
  skipped: Words | null;
}

/** Something that is demanded: a field or section by its id, a step of the checklist by its name. */
export type Missing = string | Words;

/** A step that someone asks for. `missing`: what the rules of the playbook still demand, found by the caller. */
export type Command =
  | { kind: 'submit'; missing: readonly Missing[] }
  | { kind: 'return'; gaps: readonly Gap[] }
  | { kind: 'accept'; owner: number | null }
  | { kind: 'hold-kick-off'; missing: readonly Missing[] }
  /** Days of the account's calendar, at midnight UTC. */
  | { kind: 'reach-first-value'; at: Date; today: Date }
  | { kind: 'complete' }
  | { kind: 'assign'; leg: string; owner: number | null }
  | { kind: 'skip-leg'; leg: string; reason: string }
  | { kind: 'need-leg'; leg: string }
  | { kind: 'settle-legs'; verdicts: readonly Verdict[] }
  | { kind: 'pause'; reason: string }
  | { kind: 'resume' }
  | { kind: 'cancel'; reason: string }
  | { kind: 'reopen'; reason: string };

/** What follows from a step, for HubSpot; performed by jobs, each once. */
export type Effect =
  | { kind: 'task'; about: 'review' | 'mend' | 'kick-off' | 'first-value'; leg: string; owner: number | null; gaps: readonly Gap[] }
  | { kind: 'note'; about: 'accepted' | 'minutes' | 'value-reached' | 'cancelled' }
  /** The tasks of a leg that has another owner now are that one's. */
  | { kind: 'follow-owner'; leg: string }
  | { kind: 'properties' };

/** Why a step is not possible now. */
export type Fault =
  | 'ended' | 'not-ended' | 'offered-already' | 'not-offered' | 'incomplete' | 'no-gap' | 'no-reason' | 'last-leg' | 'not-accepted'
  | 'kick-off-held' | 'no-kick-off' | 'first-value-reached' | 'no-first-value' | 'not-last-leg' | 'unknown-leg' | 'leg-begun' | 'only-leg' | 'in-future' | 'unchanged'
  | 'paused-already' | 'not-paused';

export interface Refused {
  fault: Fault;
  missing?: readonly Missing[];
}

export type Outcome = { handoff: Handoff; effects: readonly Effect[] } | Refused;

/** What becomes of a handoff by a step, and what follows from it; or why the step is not possible. Changes nothing itself. */
export function transition(handoff: Handoff, command: Command, now: Date): Outcome {
  if (handoff.status !== 'open' && command.kind !== 'reopen') return { fault: 'ended' };
  switch (command.kind) {
    case 'submit': return submit(handoff, command.missing, now);
    case 'return': return giveBack(handoff, command.gaps, now);
    case 'accept': return accept(handoff, command.owner, now);
    case 'hold-kick-off': return holdKickOff(handoff, command.missing, now);
    case 'reach-first-value': return reachFirstValue(handoff, command);
    case 'complete': return complete(handoff, now);
    case 'assign': return assign(handoff, command.leg, command.owner);
    case 'skip-leg': return skipLeg(handoff, command.leg, command.reason);
    case 'need-leg': return needLeg(handoff, command.leg);
    case 'settle-legs': return settleLegs(handoff, command.verdicts);
    case 'pause': return pause(handoff, command.reason, now);
    case 'resume': return resume(handoff, now);
    case 'cancel': return cancel(handoff, command.reason, now);
    case 'reopen': return reopen(handoff, command.reason, now);
  }
}

const PROPERTIES: Effect = { kind: 'properties' };

/** A task for whoever has a leg. */
function taskOf(about: Extract<Effect, { kind: 'task' }>['about'], { id: leg, owner }: Leg, gaps: readonly Gap[] = []): Effect {
  return { kind: 'task', about, leg, owner, gaps };
}

function submit(handoff: Handoff, missing: readonly Missing[], now: Date): Outcome {
  if (handoff.hand === 'offered') return { fault: 'offered-already' };
  const next = nextOf(handoff);
  if (next < 0) return { fault: 'last-leg' };
  if (passesKickOff(handoff)) return { fault: 'no-kick-off' };
  if (missing.length > 0) return { fault: 'incomplete', missing };
  return {
    handoff: { ...handoff, hand: 'offered', handAt: now, gaps: [], reopened: false },
    effects: [taskOf('review', handoff.legs[next]!), PROPERTIES],
  };
}

/** The kick-off is held before the baton goes on to the last leg; a leg between may hold it, too. */
function passesKickOff({ legs, acceptedAt, kickOffAt }: Handoff): boolean {
  return acceptedAt !== null && kickOffAt === null && legs.filter((leg) => leg.state === 'waiting').length === 1;
}

function giveBack(handoff: Handoff, gaps: readonly Gap[], now: Date): Outcome {
  if (handoff.hand !== 'offered') return { fault: 'not-offered' };
  if (gaps.length === 0) return { fault: 'no-gap' };
  return {
    handoff: { ...handoff, hand: 'returned', handAt: now, gaps, returns: handoff.returns + 1 },
    effects: [taskOf('mend', handoff.legs[holderOf(handoff)]!, gaps), PROPERTIES],
  };
}

function accept(handoff: Handoff, owner: number | null, now: Date): Outcome {
  if (handoff.hand !== 'offered') return { fault: 'not-offered' };
  const from = holderOf(handoff);
  const to = nextOf(handoff);
  const first = handoff.acceptedAt === null;
  const asked = handoff.legs[to]!;
  const taker = { ...asked, owner: owner ?? asked.owner };
  const legs = handoff.legs.map((leg, index): Leg => {
    if (index === from) return { ...leg, state: 'done', until: now };
    return index === to ? { ...taker, state: 'holding', since: now } : leg;
  });
  const follow: Effect[] = taker.owner === asked.owner ? [] : [{ kind: 'follow-owner', leg: taker.id }];
  const begin: Effect[] = first ? [{ kind: 'note', about: 'accepted' }, taskOf('kick-off', taker)] : [];
  return { handoff: { ...handoff, legs, hand: 'holding', handAt: now, gaps: [], acceptedAt: handoff.acceptedAt ?? now }, effects: [...follow, ...begin, PROPERTIES] };
}

function holdKickOff(handoff: Handoff, missing: readonly Missing[], now: Date): Outcome {
  if (handoff.acceptedAt === null) return { fault: 'not-accepted' };
  if (handoff.kickOffAt !== null) return { fault: 'kick-off-held' };
  if (missing.length > 0) return { fault: 'incomplete', missing };
  return {
    handoff: { ...handoff, kickOffAt: now, reopened: false },
    effects: [{ kind: 'note', about: 'minutes' }, taskOf('first-value', handoff.legs[holderOf(handoff)]!), PROPERTIES],
  };
}

function reachFirstValue(handoff: Handoff, { at, today }: { at: Date; today: Date }): Outcome {
  if (handoff.acceptedAt === null) return { fault: 'not-accepted' };
  if (handoff.firstValueAt !== null) return { fault: 'first-value-reached' };
  if (at > today) return { fault: 'in-future' };
  return { handoff: { ...handoff, firstValueAt: at, reopened: false }, effects: [{ kind: 'note', about: 'value-reached' }, PROPERTIES] };
}

function complete(handoff: Handoff, now: Date): Outcome {
  if (nextOf(handoff) >= 0) return { fault: 'not-last-leg' };
  if (handoff.firstValueAt === null) return { fault: 'no-first-value' };
  const at = holderOf(handoff);
  const legs = handoff.legs.map((leg, index): Leg => (index === at ? { ...leg, state: 'done', until: now } : leg));
  return { handoff: { ...handoff, status: 'done', legs, hand: 'holding', gaps: [], reopened: false, pauses: ended(handoff.pauses, now), endedAt: now }, effects: [PROPERTIES] };
}

function assign(handoff: Handoff, id: string, owner: number | null): Outcome {
  const leg = handoff.legs.find((one) => one.id === id);
  if (leg === undefined || leg.state === 'skipped') return { fault: 'unknown-leg' };
  if (leg.state === 'done') return { fault: 'leg-begun' };
  if (leg.owner === owner) return { fault: 'unchanged' };
  return { handoff: { ...handoff, legs: handoff.legs.map((one) => (one === leg ? { ...one, owner } : one)) }, effects: [{ kind: 'follow-owner', leg: id }, PROPERTIES] };
}

function skipLeg(handoff: Handoff, id: string, reason: string): Outcome {
  const leg = handoff.legs.find((one) => one.id === id);
  if (leg === undefined) return { fault: 'unknown-leg' };
  if (leg.state !== 'waiting') return { fault: 'leg-begun' };
  if (reason.trim() === '') return { fault: 'no-reason' };
  const offeredToIt = handoff.hand === 'offered' && handoff.legs[nextOf(handoff)] === leg;
  if (offeredToIt) return { fault: 'offered-already' };
  if (handoff.legs.filter((one) => one.state === 'waiting').length < 2 && handoff.acceptedAt === null) return { fault: 'only-leg' };
  return { handoff: { ...handoff, legs: handoff.legs.map((one): Leg => (one === leg ? { ...one, state: 'skipped', reason, settledBy: 'person' } : one)) }, effects: [] };
}

/** Brings a leg back that was skipped, as long as its turn has not passed. */
function needLeg(handoff: Handoff, id: string): Outcome {
  const at = handoff.legs.findIndex((one) => one.id === id);
  if (at < 0) return { fault: 'unknown-leg' };
  if (handoff.legs[at]!.state !== 'skipped') return { fault: 'unchanged' };
  if (at <= turnOf(handoff)) return { fault: 'leg-begun' };
  return { handoff: { ...handoff, legs: handoff.legs.map((one, index): Leg => (index === at ? { ...one, state: 'waiting', reason: null, settledBy: 'person' } : one)) }, effects: [] };
}

/** Skips and restores legs that have not had their turn, as the rule says now; where a person has spoken, it is silent. */
function settleLegs(handoff: Handoff, verdicts: readonly Verdict[]): Outcome {
  const begun = turnOf(handoff);
  const legs = handoff.legs.map((leg, index): Leg => {
    const verdict = verdicts.find((one) => one.leg === leg.id);
    if (index <= begun || verdict === undefined || leg.settledBy === 'person' || sameWords(leg.reason, verdict.skipped)) return leg;
    const { skipped } = verdict;
    return { ...leg, state: skipped === null ? 'waiting' : 'skipped', reason: skipped, settledBy: skipped === null ? null : 'rule' };
  });
  if (legs.every((leg, index) => leg === handoff.legs[index])) return { fault: 'unchanged' };
  if (handoff.acceptedAt === null && !legs.some((leg) => leg.state === 'waiting')) return { fault: 'only-leg' };
  return { handoff: { ...handoff, legs }, effects: [] };
}

function pause(handoff: Handoff, reason: string, now: Date): Outcome {
  if (pauseOf(handoff) !== undefined) return { fault: 'paused-already' };
  if (reason.trim() === '') return { fault: 'no-reason' };
  return { handoff: { ...handoff, pauses: [...handoff.pauses, { from: now, to: null, reason }] }, effects: [PROPERTIES] };
}

function resume(handoff: Handoff, now: Date): Outcome {
  if (pauseOf(handoff) === undefined) return { fault: 'not-paused' };
  return { handoff: { ...handoff, pauses: ended(handoff.pauses, now) }, effects: [PROPERTIES] };
}

function ended(pauses: Handoff['pauses'], now: Date): HandoffPause[] {
  return pauses.map((one) => ({ ...one, to: one.to ?? now }));
}

function cancel(handoff: Handoff, reason: string, now: Date): Outcome {
  if (reason.trim() === '') return { fault: 'no-reason' };
  return { handoff: { ...handoff, status: 'cancelled', reopened: false, pauses: ended(handoff.pauses, now), endedAt: now }, effects: [{ kind: 'note', about: 'cancelled' }, PROPERTIES] };
}

/** Goes on where it ended: the leg that held the baton last has it again, and nothing is offered. */
function reopen(handoff: Handoff, reason: string, now: Date): Outcome {
  if (handoff.status === 'open') return { fault: 'not-ended' };
  if (reason.trim() === '') return { fault: 'no-reason' };
  const at = holderOf(handoff);
  const legs = handoff.legs.map((leg, index): Leg => (index === at ? { ...leg, state: 'holding', since: leg.since ?? now, until: null } : leg));
  return { handoff: { ...handoff, status: 'open', legs, hand: 'holding', handAt: now, gaps: [], reopened: true, endedAt: null }, effects: [PROPERTIES] };
}
