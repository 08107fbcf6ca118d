import { describe, expect, it } from 'vitest';
import { type Handoff, holderOf, nextOf, open, stateOf } from '../../src/server/handoff/baton.ts';
import { type Command, type Outcome, transition } from '../../src/server/handoff/machine.ts';
import type { Words } from '../../src/server/platform/words.ts';
import { allPaths } from '../support/handoff-paths.ts';

const now = new Date('2026-11-30T12:00:00Z');

function buildHandoff(overrides: Partial<Handoff> = {}): Handoff {
  const legs = ['sales', 'engagement', 'implementation', 'cs'].map((id, index) => ({ id, owner: index + 1, skipped: null }));
  return { ...open(legs, now), ...overrides };
}

/** Plays steps one after the other; each must be possible. */
function play(handoff: Handoff, ...commands: Command[]): Handoff {
  return commands.reduce((at, command) => reached(transition(at, command, now)), handoff);
}

function reached(outcome: Outcome): Handoff {
  if ('fault' in outcome) throw new Error(`refused: ${outcome.fault}`);
  return outcome.handoff;
}

const NOT_BOUGHT: Words = { 'pt-BR': 'Nada foi comprado.', en: 'Nothing was bought.' };
const submit: Command = { kind: 'submit', missing: [] };
const accept: Command = { kind: 'accept', owner: null };
const kickOff: Command = { kind: 'hold-kick-off', missing: [] };
const firstValue: Command = { kind: 'reach-first-value', at: now, today: now };

const effectsOf = (outcome: Outcome) => ('fault' in outcome ? [] : outcome.effects);

describe('the tasks of a leg', () => {
  it('follow it to another who accepts it, and only then', () => {
    const submitted = play(buildHandoff(), submit);
    expect(effectsOf(transition(submitted, { kind: 'accept', owner: 9 }, now))).toEqual(expect.arrayContaining([{ kind: 'follow-owner', leg: 'engagement' }, { kind: 'task', about: 'kick-off', leg: 'engagement', owner: 9, gaps: [] }]));
    expect(effectsOf(transition(submitted, accept, now)).map((effect) => effect.kind)).not.toContain('follow-owner');
  });

  it('are of the leg with the baton, also while another one is asked to take it', () => {
    const offered = play(buildHandoff(), submit, accept, submit);
    expect(effectsOf(transition(offered, kickOff, now))).toContainEqual({ kind: 'task', about: 'first-value', leg: 'engagement', owner: 2, gaps: [] });
  });
});

describe('a handoff from sales to CS', () => {
  it('goes from draft to done', () => {
    const submitted = play(buildHandoff(), submit);
    const accepted = play(submitted, accept);
    const held = play(accepted, kickOff);
    const setUp = play(held, submit, accept);
    const valued = play(setUp, firstValue);
    const done = play(valued, submit, accept, { kind: 'complete' });
    expect([buildHandoff(), submitted, accepted, held, setUp, valued, done].map(stateOf)).toEqual([
      'draft', 'submitted', 'accepted', 'kick-off', 'implementation', 'first-value', 'done',
    ]);
  });

  it('is not submitted while something is missing, and says what', () => {
    expect(transition(buildHandoff(), { kind: 'submit', missing: ['objective', 'scope'] }, now)).toEqual({ fault: 'incomplete', missing: ['objective', 'scope'] });
  });

  it('is returned for at least one gap, which the giver is told of and which the next submission answers', () => {
    const submitted = play(buildHandoff(), submit);
    expect(transition(submitted, { kind: 'return', gaps: [] }, now)).toEqual({ fault: 'no-gap' });
    const gaps = [{ field: 'scope', note: 'How many seats?' }];
    const outcome = transition(submitted, { kind: 'return', gaps }, now) as Extract<Outcome, { handoff: Handoff }>;
    expect(stateOf(outcome.handoff)).toBe('returned');
    expect(outcome.effects).toContainEqual({ kind: 'task', about: 'mend', leg: 'sales', owner: 1, gaps });
    expect(play(outcome.handoff, submit)).toMatchObject({ hand: 'offered', gaps: [], returns: 1 });
  });

  it('does not let the second leg begin before the first one was accepted', () => {
    expect(transition(buildHandoff(), kickOff, now)).toEqual({ fault: 'not-accepted' });
    expect(transition(play(buildHandoff(), submit), firstValue, now)).toEqual({ fault: 'not-accepted' });
  });

  it('skips a leg that is not needed, with a reason', () => {
    expect(transition(buildHandoff(), { kind: 'skip-leg', leg: 'implementation', reason: ' ' }, now)).toEqual({ fault: 'no-reason' });
    const skipped = play(buildHandoff(), { kind: 'skip-leg', leg: 'implementation', reason: 'No hours were bought.' }, submit, accept, kickOff, submit, accept);
    expect(skipped.legs[holderOf(skipped)]!.id).toBe('cs');
  });

  it('the rule takes a leg out and brings it back until its turn comes; what a person skipped stays skipped', () => {
    const verdict = (skipped: Words | null): Command => ({ kind: 'settle-legs', verdicts: [{ leg: 'implementation', skipped }] });
    const without = play(buildHandoff(), verdict(NOT_BOUGHT));
    expect(without.legs[2]).toMatchObject({ state: 'skipped', reason: NOT_BOUGHT, settledBy: 'rule' });
    expect(play(without, submit, accept, verdict(null)).legs[2]).toMatchObject({ state: 'waiting', reason: null, settledBy: null });
    expect(transition(play(without, submit, accept, kickOff, submit), verdict(null), now)).toEqual({ fault: 'unchanged' });
    const byHand = play(buildHandoff(), { kind: 'skip-leg', leg: 'implementation', reason: 'They do it themselves.' });
    expect(transition(byHand, verdict(null), now)).toEqual({ fault: 'unchanged' });
  });

  it('a leg is brought back by a person as long as its turn has not passed, and the rule does not take it out again', () => {
    const need: Command = { kind: 'need-leg', leg: 'implementation' };
    const rule: Command = { kind: 'settle-legs', verdicts: [{ leg: 'implementation', skipped: NOT_BOUGHT }] };
    const back = play(buildHandoff(), rule, need);
    expect(back.legs[2]).toMatchObject({ state: 'waiting', reason: null, settledBy: 'person' });
    expect(transition(back, rule, now)).toEqual({ fault: 'unchanged' });
    expect(transition(play(buildHandoff(), rule, submit, accept, kickOff, submit), need, now)).toEqual({ fault: 'leg-begun' });
    expect(transition(buildHandoff(), need, now)).toEqual({ fault: 'unchanged' });
  });

  it('the baton goes to the last leg after the kick-off, to a leg between also before', () => {
    const setUp = play(buildHandoff(), submit, accept, submit, accept);
    expect(setUp.legs[holderOf(setUp)]!.id).toBe('implementation');
    expect(transition(setUp, submit, now)).toEqual({ fault: 'no-kick-off' });
    expect(play(setUp, kickOff, submit).hand).toBe('offered');
  });

  it('goes on after a reopening where it ended', () => {
    const cancelled = play(buildHandoff(), submit, accept, { kind: 'cancel', reason: 'The customer withdrew.' });
    const reopened = play(cancelled, { kind: 'reopen', reason: 'They came back.' });
    expect(stateOf(reopened)).toBe('reopened');
    expect(reopened.legs[holderOf(reopened)]!.id).toBe('engagement');
    expect(stateOf(play(reopened, kickOff))).toBe('kick-off');
  });

  it('takes a day of first value that has been, not one to come', () => {
    const accepted = play(buildHandoff(), submit, accept);
    expect(transition(accepted, { kind: 'reach-first-value', at: new Date('2026-12-01T12:00:00Z'), today: now }, now)).toEqual({ fault: 'in-future' });
    // Where it is the next day already, that day has been reached.
    const tomorrow = new Date('2026-12-01T00:00:00Z');
    expect(transition(accepted, { kind: 'reach-first-value', at: tomorrow, today: tomorrow }, now)).toHaveProperty('handoff');
  });

  it('has no next leg after the last', () => {
    expect(nextOf(play(buildHandoff(), submit, accept, kickOff, submit, accept, submit, accept))).toBe(-1);
  });
});

describe('all paths of a handoff', () => {
  it('lose no baton, do nothing twice, and refuse in words what is not allowed', () => {
    const { states, steps, refusals, violations } = allPaths();
    expect(violations).toEqual([]);
    expect(states).toBeGreaterThan(500);
    expect(steps).toBeGreaterThan(2_000);
    expect(refusals).toBeGreaterThan(2_000);
  });
});
