import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge, quoteOf, type Rule, type Sight, sightsOf } from '../../../src/server/handoff/alerts/alerts.ts';
import { type Handoff, open } from '../../../src/server/handoff/baton.ts';
import { calendarOf, OFFICE_HOURS } from '../../../src/server/handoff/playbooks/calendar.ts';
import { STANDARD } from '../../../src/server/handoff/playbooks/playbook.ts';

const DAY_MS = 86_400_000;
/** Mondays at nine in São Paulo. */
const at = (days: number) => new Date(Date.UTC(2026, 9, 5, 12) + days * DAY_MS);
const calendar = calendarOf(OFFICE_HOURS, 'America/Sao_Paulo');

/** Accepted at once; engagement has five working days for the kick-off. */
function buildWatched(overrides: Partial<Handoff> = {}, more: Partial<Parameters<typeof sightsOf>[0]> = {}) {
  const legs = STANDARD.legs.map(({ id }, index) => ({ ...open([{ id, owner: null, skipped: null }, { id: 'x', owner: null, skipped: null }], at(0)).legs[0]!, state: index === 0 ? 'done' as const : index === 1 ? 'holding' as const : 'waiting' as const, since: index < 2 ? at(0) : null }));
  const baton: Handoff = { ...open(legs.map(({ id }) => ({ id, owner: null, skipped: null })), at(0)), legs, acceptedAt: at(0), handAt: at(0), ...overrides };
  return { baton, playbook: STANDARD, expectations: [], ...more };
}

/** The rules whose alert is raised at an instant, when nothing stood before. */
function firing(watched: ReturnType<typeof buildWatched>, days: number, lastSeen: Date | null = null): Rule[] {
  return judge([], sightsOf(watched, { calendar, lastSeen, now: at(days) }), at(days)).raise.map((one) => one.rule).filter((rule) => rule !== 'leg-late').sort();
}

/** Five working days from Monday nine o'clock are over on Friday at six: 4.375 days on. */
const KICK_OFF_DUE = 4.375;
const heldKickOff = { kickOffAt: at(0), handAt: at(0) };

describe('each rule fires on its own fixture and not on the one beside it', () => {
  it('the kick-off: seven days late, not six', () => {
    expect(firing(buildWatched(), KICK_OFF_DUE + 7)).toEqual(['kick-off-late']);
    expect(firing(buildWatched(), KICK_OFF_DUE + 6.9)).toEqual([]);
    expect(firing(buildWatched({ kickOffAt: at(11) }), KICK_OFF_DUE + 7)).toEqual([]);
  });

  it('first value: seven days late after twenty working days, and not once it is reached', () => {
    const due = 25.375;
    expect(firing(buildWatched(heldKickOff), due + 7, at(due + 6))).toEqual(['first-value-late']);
    expect(firing(buildWatched(heldKickOff), due + 6.9, at(due + 6))).toEqual([]);
    expect(firing(buildWatched({ ...heldKickOff, firstValueAt: at(20) }), due + 7, at(due + 6))).toEqual([]);
  });

  it('waiting for the customer stops the clocks of the leg, the kick-off and first value', () => {
    const pauses = [{ from: at(1), to: null, reason: 'Dados do cliente' }];
    expect(firing(buildWatched({ pauses }), 60)).toEqual([]);
    expect(firing(buildWatched({ pauses: [{ ...pauses[0]!, to: at(8) }] }), KICK_OFF_DUE + 13.9)).toEqual([]);
    expect(firing(buildWatched({ pauses: [{ ...pauses[0]!, to: at(8) }] }), KICK_OFF_DUE + 14)).toEqual(['kick-off-late']);
    expect(firing(buildWatched({ ...heldKickOff, pauses }), 60, at(59))).toEqual([]);
  });

  it('a promise: broken, not open, also after the end', () => {
    const promise = (status: 'broken' | 'open') => ({ expectations: [{ id: 'p1', text: 'ERP', status, planned: true }] });
    expect(firing(buildWatched({}, promise('broken')), 1)).toEqual(['promise-broken']);
    expect(firing(buildWatched({}, promise('open')), 1)).toEqual([]);
    expect(firing(buildWatched({ status: 'done' }, promise('broken')), 1)).toEqual(['promise-broken']);
    expect(firing(buildWatched({ status: 'cancelled' }, promise('broken')), 1)).toEqual([]);
  });

  it('silence: a fortnight since the kick-off or the last sign of life, whichever is later', () => {
    expect(firing(buildWatched(heldKickOff), 14)).toEqual(['silence']);
    expect(firing(buildWatched(heldKickOff), 13.9)).toEqual([]);
    expect(firing(buildWatched(heldKickOff), 20, at(7))).toEqual([]);
    expect(firing(buildWatched(heldKickOff), 21, at(7))).toEqual(['silence']);
    expect(firing(buildWatched(heldKickOff), 14, at(-30))).toEqual(['silence']);
    expect(firing(buildWatched(), 10, at(-90))).toEqual([]);
  });

  it('the leg whose turn it is: at its deadline, once a turn', () => {
    const late = (watched: ReturnType<typeof buildWatched>, days: number, raised: Sight[] = []) => judge(raised, sightsOf(watched, { calendar, lastSeen: null, now: at(days) }), at(days));
    expect(late(buildWatched(), KICK_OFF_DUE - 0.01).raise).toEqual([]);
    const [first] = late(buildWatched(), KICK_OFF_DUE).raise;
    expect(first).toMatchObject({ rule: 'leg-late', since: at(KICK_OFF_DUE) });
    expect(late(buildWatched(), 30, [first!]).raise.map((one) => one.rule)).toEqual(['kick-off-late']);
    const offered = buildWatched({ hand: 'offered', handAt: at(5) });
    expect(late(offered, 30, [first!])).toMatchObject({ clear: [first], raise: [{ rule: 'leg-late' }, { rule: 'kick-off-late' }] });
  });
});

describe('hysteresis', () => {
  /** Plays a month of days, and answers each raising: an occasion that comes back is the database's to know, see watch.test.ts. */
  function play(sightsOn: (day: number) => Sight[]): string[] {
    const raised: string[] = [];
    let standing: Sight[] = [];
    for (let day = 0; day < 30; day += 1) {
      const { raise, clear } = judge(standing, sightsOn(day), at(day));
      standing = [...standing.filter((one) => !clear.includes(one)), ...raise];
      raised.push(...raise.map(({ rule, occasion }) => `${rule} ${occasion}`));
    }
    return raised;
  }

  it.each([['kick-off-late', 7], ['first-value-late', 7], ['silence', 14]] as const)('%s that swings by a day about its threshold for a month is raised once', (rule, threshold) => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 1 }), { minLength: 30, maxLength: 30 }), (swing) => {
        const days = (day: number) => threshold + swing[day]!;
        const raised = play((day) => [{ rule, since: at(day - days(day)), occasion: at(day - days(day)).toISOString() }]);
        expect(raised).toHaveLength(swing.some((one) => one >= 0) ? 1 : 0);
      }),
    );
  });

  it('silence that stands follows the last sign of life, so that nobody reads more days than there were', () => {
    const [alert] = judge([], [{ rule: 'silence', since: at(0), occasion: at(0).toISOString() }], at(14)).raise as [Sight];
    const seen = { rule: 'silence', since: at(10), occasion: at(10).toISOString() } as const;
    expect(judge([alert], [seen], at(20))).toEqual({ raise: [], clear: [], move: [{ alert, since: at(10) }] });
    expect(judge([alert], [seen], at(16))).toEqual({ raise: [], clear: [alert], move: [] });
  });

  it('silence that was broken and begins anew is raised anew', () => {
    expect(play((day) => [{ rule: 'silence', since: at(day < 15 ? 0 : 15), occasion: at(day < 15 ? 0 : 15).toISOString() }])).toHaveLength(2);
  });

  it('judged twice there is nothing more to do, whatever stands and is seen', () => {
    const occasion = fc.constantFrom('a', 'b');
    const rule = fc.constantFrom<Rule>('leg-late', 'kick-off-late', 'first-value-late', 'promise-broken', 'silence');
    const sights = fc.uniqueArray(fc.record({ rule, occasion, since: fc.integer({ min: 0, max: 30 }).map(at) }), { selector: (one) => one.rule });
    fc.assert(
      fc.property(sights, sights, (standing, seen) => {
        const { raise, clear, move } = judge(standing, seen, at(30));
        const left = standing.filter((one) => !clear.includes(one)).map((one) => ({ ...one, since: move.find(({ alert }) => alert === one)?.since ?? one.since }));
        expect(judge([...left, ...raise], seen, at(30))).toEqual({ raise: [], clear: [], move: [] });
      }),
    );
  });
});

describe('the line that an alert is held against', () => {
  const told = {
    form: { objective: { text: '30% menos ligações\naté março', typed: true } },
    kickOff: {
      journey: { text: '- Cadastro\n- Primeira venda online até 14/11\n- Revisão', notApplicable: '' },
      firstSteps: { text: 'Ana envia a planilha', notApplicable: '' },
    },
    expectations: [{ id: 'p1', text: 'Integração com o ERP', status: 'broken' as const, planned: true }],
  };
  const quote = (rule: Rule, handoff = told) => quoteOf({ rule, occasion: 'p1' }, handoff);

  it('is the plan\'s line with a day in it, the first step, the promise, or the sale\'s objective', () => {
    expect(quote('first-value-late')).toBe('Primeira venda online até 14/11');
    expect(quote('silence')).toBe('Ana envia a planilha');
    expect(quote('promise-broken')).toBe('Integração com o ERP');
    expect(quote('kick-off-late')).toBe('30% menos ligações');
    expect(quote('leg-late')).toBeNull();
  });

  it('is nothing where nobody wrote one, and never longer than a card takes', () => {
    const empty = { form: {}, kickOff: {}, expectations: [] } as unknown as typeof told;
    for (const rule of ['first-value-late', 'silence', 'promise-broken', 'kick-off-late'] as const) expect(quote(rule, empty)).toBeNull();
    const long = { ...told, kickOff: { ...told.kickOff, journey: { text: 'x'.repeat(400), notApplicable: '' }, firstSteps: { text: '', notApplicable: '' } } };
    expect(quote('first-value-late', long)).toHaveLength(120);
  });
});
