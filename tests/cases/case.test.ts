import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Case, type CaseCommand, newCase, settledCase, stepsOf, transition, worse } from '../../src/server/cases/case.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 18, 12, minute));

function buildCase(overrides: Partial<Case> = {}): Case {
  return { ...newCase('detractor', at(0)), ...overrides };
}

/** Plays steps one after the other, a minute apart; each must be possible. */
function play(one: Case, ...commands: CaseCommand[]): Case {
  return commands.reduce((before, command, index) => {
    const made = transition(before, command, at(index + 1));
    if (!made.ok) throw new Error(`${command.step} was refused: ${made.fault}`);
    return made.case;
  }, one);
}

const answer: CaseCommand = { step: 'answer', note: 'Liguei' };
const wait: CaseCommand = { step: 'wait', note: 'Vai mandar o contrato' };
const close: CaseCommand = { step: 'close', reason: 'resolved', note: '' };

describe('a case', () => {
  it('is seen, answered and closed', () => {
    const done = play(buildCase(), { step: 'acknowledge' }, answer, close);
    expect(done).toMatchObject({ state: 'closed', acknowledgedAt: at(1), answeredAt: at(2), closedAt: at(3), closeReason: 'resolved' });
  });

  it('keeps the time of its first answer, whatever is said afterwards', () => {
    expect(play(buildCase(), answer, { step: 'answer', note: 'De novo' })).toMatchObject({ answeredAt: at(1) });
  });

  it('stands while it waits for the customer, until somebody goes on or answers', () => {
    expect(play(buildCase(), wait).pauses).toEqual([{ from: at(1), to: null }]);
    expect(play(buildCase(), wait, { step: 'resume' })).toMatchObject({ state: 'acknowledged', pauses: [{ from: at(1), to: at(2) }] });
    expect(play(buildCase(), wait, answer)).toMatchObject({ state: 'answered', pauses: [{ from: at(1), to: at(2) }] });
  });

  it('is not closed without saying what for, where nobody was answered', () => {
    expect(transition(buildCase(), close, at(1))).toEqual({ ok: false, fault: 'note-missing' });
    expect(transition(buildCase(), { ...close, reason: 'other' }, at(1))).toEqual({ ok: false, fault: 'note-missing' });
    expect(transition(buildCase(), { ...close, reason: 'unreachable' }, at(1))).toMatchObject({ ok: true });
  });

  it('has its whole time again when it is opened again', () => {
    const again = play(buildCase(), answer, close, { step: 'reopen', note: 'Ligou de novo' });
    expect(again).toMatchObject({ state: 'new', openedAt: at(3), answeredAt: null, acknowledgedAt: null, closeReason: null, pauses: [] });
  });

  it('that is closed is opened again by a worse answer, not by a better one', () => {
    const closed = play(buildCase({ class: 'passive' }), answer, close);
    expect(play(closed, { step: 'reclass', class: 'detractor' })).toMatchObject({ class: 'detractor', state: 'new' });
    expect(play(closed, { step: 'reclass', class: 'promoter' })).toMatchObject({ class: 'promoter', state: 'closed' });
    expect(worse('passive', 'promoter')).toBe(true);
  });

  it('of a happy customer without a word asks nothing of anybody', () => {
    expect(stepsOf(settledCase('promoter', at(0)))).toEqual(['reopen']);
  });
});

describe('whatever people do with a case', () => {
  const command = fc.oneof(
    fc.constantFrom<CaseCommand>({ step: 'acknowledge' }, { step: 'resume' }),
    fc.record({ step: fc.constantFrom('answer' as const, 'wait' as const, 'reopen' as const), note: fc.constantFrom('', ' ', 'Feito') }),
    fc.record({ step: fc.constant('close' as const), reason: fc.constantFrom('resolved' as const, 'unreachable' as const, 'other' as const), note: fc.constantFrom('', 'Feito') }),
    fc.record({ step: fc.constant('reclass' as const), class: fc.constantFrom('promoter' as const, 'passive' as const, 'detractor' as const) }),
  );

  it('it is offered what it takes, its times are in order, its clock stands once at most, and only closed ones have a reason', () => {
    fc.assert(fc.property(fc.array(command, { maxLength: 25 }), (commands) => {
      let one = buildCase();
      commands.forEach((made, index) => {
        const offered = stepsOf(one).includes(made.step);
        const outcome = transition(one, made, at(index + 1));
        if (outcome.ok && made.step !== 'reclass') expect(offered).toBe(true);
        if (!outcome.ok) return;
        one = outcome.case;
        expect(one.pauses.filter((pause) => pause.to === null).length).toBe(one.state === 'waiting' ? 1 : 0);
        expect(one.closeReason === null).toBe(one.state !== 'closed');
        const times = [one.openedAt, one.acknowledgedAt, one.answeredAt, one.closedAt].filter((time) => time !== null).map((time) => time.getTime());
        expect(times).toEqual([...times].sort((a, b) => a - b));
        for (const pause of one.pauses) expect(pause.to === null || pause.to >= pause.from).toBe(true);
      });
    }), { numRuns: 500 });
  });
});
