import { type Handoff, holderOf, nextOf, open, stateOf } from '../../src/server/handoff/baton.ts';
import { type Command, type Effect, transition, type Verdict } from '../../src/server/handoff/machine.ts';
import type { Words } from '../../src/server/platform/words.ts';

const NOW = new Date('2026-11-30T12:00:00Z');
const LATER = new Date('2026-12-01T12:00:00Z');
/** More returns of one baton differ in a number only, and so do more pauses. */
const MOST_RETURNS = 1;
const MOST_PAUSES = 1;

const LEGS = [
  ['sales', 'cs'],
  ['sales', 'engagement', 'implementation', 'cs'],
];

const NOT_BOUGHT: Words = { 'pt-BR': 'Nada foi comprado.', en: 'Nothing was bought.' };
const gap = { field: 'scope', note: '' };
const commands = (legs: readonly string[]): Command[] => [
  { kind: 'submit', missing: [] },
  { kind: 'submit', missing: ['objective'] },
  { kind: 'return', gaps: [gap] },
  { kind: 'return', gaps: [] },
  { kind: 'accept', owner: null },
  { kind: 'hold-kick-off', missing: [] },
  { kind: 'hold-kick-off', missing: ['journey'] },
  { kind: 'reach-first-value', at: NOW, today: NOW },
  { kind: 'reach-first-value', at: LATER, today: NOW },
  { kind: 'complete' },
  { kind: 'pause', reason: 'waits for access' },
  { kind: 'pause', reason: ' ' },
  { kind: 'resume' },
  { kind: 'cancel', reason: 'withdrawn' },
  { kind: 'cancel', reason: '' },
  { kind: 'reopen', reason: 'came back' },
  { kind: 'reopen', reason: ' ' },
  ...legs.map((leg): Command => ({ kind: 'skip-leg', leg, reason: 'not bought' })),
  ...legs.map((leg): Command => ({ kind: 'need-leg', leg })),
  { kind: 'settle-legs', verdicts: [{ leg: legs[1]!, skipped: NOT_BOUGHT }] },
  { kind: 'settle-legs', verdicts: [{ leg: legs[1]!, skipped: null }] },
  { kind: 'settle-legs', verdicts: [{ leg: 'implementation', skipped: NOT_BOUGHT }] },
  { kind: 'settle-legs', verdicts: [{ leg: 'implementation', skipped: null }] },
  { kind: 'assign', leg: 'cs', owner: 9 },
  { kind: 'assign', leg: 'unknown', owner: 1 },
];

/** What each step needs, said once more and in another way than the machine says it: from what was done before alone. */
function allowed(handoff: Handoff, command: Command): boolean {
  const ended = handoff.status !== 'open';
  if (command.kind === 'reopen') return ended && command.reason.trim() !== '';
  if (ended) return false;
  const offered = handoff.hand === 'offered';
  const waiting = handoff.legs.filter((leg) => leg.state === 'waiting');
  const leg = 'leg' in command ? handoff.legs.find((one) => one.id === command.leg) : undefined;
  switch (command.kind) {
    case 'submit': return !offered && waiting.length > 0 && command.missing.length === 0 && (handoff.acceptedAt === null || handoff.kickOffAt !== null || waiting.length > 1);
    case 'need-leg': return leg?.state === 'skipped' && hasTurnToCome(handoff, leg);
    case 'settle-legs': return settles(handoff, command.verdicts[0]!, waiting.length);
    case 'return': return offered && command.gaps.length > 0;
    case 'accept': return offered;
    case 'hold-kick-off': return handoff.acceptedAt !== null && handoff.kickOffAt === null && command.missing.length === 0;
    case 'reach-first-value': return handoff.acceptedAt !== null && handoff.firstValueAt === null && command.at <= command.today;
    case 'complete': return waiting.length === 0 && handoff.firstValueAt !== null;
    case 'pause': return command.reason.trim() !== '' && handoff.pauses.every((one) => one.to !== null);
    case 'resume': return handoff.pauses.some((one) => one.to === null);
    case 'cancel': return command.reason !== '';
    case 'assign': return leg !== undefined && ['waiting', 'holding'].includes(leg.state) && leg.owner !== command.owner;
    case 'skip-leg': return leg?.state === 'waiting' && !(offered && waiting[0] === leg) && (waiting.length > 1 || handoff.acceptedAt !== null);
  }
}

/** A leg that nobody was asked to take yet may come and go by the rule, unless a person took it out or it is the only one left. */
function settles(handoff: Handoff, { leg: id, skipped }: Verdict, waiting: number): boolean {
  const leg = handoff.legs.find((one) => one.id === id);
  if (leg === undefined || !['waiting', 'skipped'].includes(leg.state) || leg.settledBy === 'person') return false;
  if (!hasTurnToCome(handoff, leg)) return false;
  if (skipped === null) return leg.state === 'skipped';
  return leg.state === 'waiting' && (waiting > 1 || handoff.acceptedAt !== null);
}

/** No later leg has had the baton, and neither this one nor a later one is asked to take it. */
function hasTurnToCome(handoff: Handoff, leg: Handoff['legs'][number]): boolean {
  const later = handoff.legs.slice(handoff.legs.indexOf(leg) + 1);
  const asked = handoff.hand === 'offered' ? handoff.legs.find((one) => one.state === 'waiting') : undefined;
  return !later.some((one) => one.state === 'holding' || one.state === 'done' || one === asked) && leg !== asked;
}

export interface Paths {
  states: number;
  steps: number;
  refusals: number;
  violations: string[];
}

/** Walks every step from every state that can be reached, for every set of legs, and collects what must not be. */
export function allPaths(): Paths {
  const result: Paths = { states: 0, steps: 0, refusals: 0, violations: [] };
  for (const legs of LEGS) {
    const start = open(legs.map((id, index) => ({ id, owner: index === 0 ? 1 : null, skipped: null })), NOW);
    const asked = commands(legs);
    const known = new Set([keyOf(start)]);
    for (const queue = [{ key: keyOf(start), handoff: start }]; queue.length > 0; ) {
      const { key: before, handoff } = queue.pop()!;
      for (const command of asked) {
        const outcome = transition(handoff, command, NOW);
        const told = () => `${stateOf(handoff)} + ${JSON.stringify(command)}`;
        if ('fault' in outcome === allowed(handoff, command)) result.violations.push(`${told()}: ${'fault' in outcome ? outcome.fault : 'allowed'}`);
        if ('fault' in outcome) {
          result.refusals += 1;
          continue;
        }
        result.steps += 1;
        result.violations.push(...faultsOf(handoff, command, outcome).map((fault) => `${told()}: ${fault}`));
        const key = keyOf(outcome.handoff);
        if (known.has(key) || outcome.handoff.returns > MOST_RETURNS || outcome.handoff.pauses.length > MOST_PAUSES) continue;
        known.add(key);
        queue.push({ key, handoff: outcome.handoff });
      }
      // Once a state, and not once a step: writing it down is most of the walk's time.
      if (keyOf(handoff) !== before) result.violations.push(`a step changed what it was given: ${before}`);
    }
    result.states += known.size;
  }
  return result;
}

function keyOf(handoff: Handoff): string {
  return JSON.stringify(handoff);
}

function faultsOf(before: Handoff, command: Command, { handoff, effects }: { handoff: Handoff; effects: readonly Effect[] }): string[] {
  const faults: string[] = [];
  const holding = handoff.legs.filter((leg) => leg.state === 'holding');
  if (handoff.status === 'open' && holding.length !== 1) faults.push(`${holding.length} legs hold the baton`);
  if (handoff.status === 'open' && handoff.hand === 'offered' && nextOf(handoff) < 0) faults.push('offered to nobody');
  const at = holderOf(handoff);
  if (handoff.legs.some((leg, index) => (index < at && leg.state === 'waiting') || (index > at && leg.state === 'done'))) faults.push('a leg was passed over');
  const moved = holderOf(before) !== at;
  if (moved !== (command.kind === 'accept')) faults.push('the baton moves by acceptance alone');
  if (handoff.legs.length !== before.legs.length || handoff.legs.some((leg, index) => leg.id !== before.legs[index]!.id)) faults.push('legs came or went');
  if (handoff.pauses.filter((one) => one.to === null).length > (handoff.status === 'open' ? 1 : 0)) faults.push('a clock that stands for ever');
  if (handoff.returns !== before.returns + (command.kind === 'return' ? 1 : 0)) faults.push('returns are miscounted');
  if (new Set(effects.map((effect) => JSON.stringify(effect))).size !== effects.length) faults.push('an effect twice');
  // The same step asked twice does nothing the second time, but for what may be repeated by its nature.
  const again = transition(handoff, command, NOW);
  if (!('fault' in again)) faults.push('the same step twice');
  return faults;
}
