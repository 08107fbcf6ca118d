import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEAST_DAYS, MOST_DAYS } from '../../../extensions/contracts/playbooks.ts';
import { judge, type Patience, quoteOf, type Rule, type Sight, sightsOf } from '../../../src/server/handoff/alerts/alerts.ts';
import { type Handoff, open } from '../../../src/server/handoff/baton.ts';
import { calendarOf, OFFICE_HOURS } from '../../../src/server/handoff/playbooks/calendar.ts';
import { STANDARD } from '../../../src/server/handoff/playbooks/playbook.ts';

const DAY_MS = 86_400_000;
/** Mondays at nine in São Paulo. */
const at = (days: number) => new Date(Date.UTC(2026, 9, 5, 12) + days * DAY_MS);
const calendar = calendarOf(OFFICE_HOURS, 'America/Sao_Paulo');

/** What is to be done so many days on, by the standard playbook unless another one is named. */
const judgeOn = (days: number, standing: readonly Sight[], sights: readonly Sight[], patience: Patience = STANDARD) => judge(standing, sights, { patience, now: at(days) });

/** Accepted at once; engagement has five working days for the kick-off. */
function buildWatched(overrides: Partial<Handoff> = {}, more: Partial<Parameters<typeof sightsOf>[0]> = {}) {
  const legs = STANDARD.legs.map(({ id }, index) => ({ ...open([{ id, owner: null, skipped: null }, { id: 'x', owner: null, skipped: null }], at(0)).legs[0]!, state: index === 0 ? 'done' as const : index === 1 ? 'holding' as const : 'waiting' as const, since: index < 2 ? at(0) : null }));
  const baton: Handoff = { ...open(legs.map(({ id }) => ({ id, owner: null, skipped: null })), at(0)), legs, acceptedAt: at(0), handAt: at(0), ...overrides };
  return { baton, playbook: STANDARD, expectations: [], ...more };
}

/** The rules whose alert is raised at an instant, when nothing stood before. */
function firing(watched: ReturnType<typeof buildWatched>, days: number, lastSeen: Date | null = null): Rule[] {
  return judgeOn(days, [], sightsOf(watched, { calendar, lastSeen, now: at(days) }), watched.playbook).raise.map((one) => one.rule).filter((rule) => rule !== 'leg-late').sort();
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

  it('the days are those of the playbook that the handoff began with', () => {
    const impatient = { playbook: { ...STANDARD, lateDays: 1, silenceDays: 2 } };
    expect(firing(buildWatched({}, impatient), KICK_OFF_DUE + 1)).toEqual(['kick-off-late']);
    expect(firing(buildWatched({}, impatient), KICK_OFF_DUE + 0.9)).toEqual([]);
    expect(firing(buildWatched(heldKickOff, impatient), 26.375, at(26))).toEqual(['first-value-late']);
    expect(firing(buildWatched(heldKickOff, impatient), 2)).toEqual(['silence']);
    expect(firing(buildWatched(heldKickOff, impatient), 1.9)).toEqual([]);
    const patient = { playbook: { ...STANDARD, lateDays: 250, silenceDays: 250 } };
    expect(firing(buildWatched({}, patient), KICK_OFF_DUE + 249)).toEqual([]);
    expect(firing(buildWatched(heldKickOff, patient), 249)).toEqual([]);
    expect(firing(buildWatched(heldKickOff, patient), 250)).toEqual(['silence']);
  });

  it('the leg whose turn it is: at its deadline, once a turn', () => {
    const late = (watched: ReturnType<typeof buildWatched>, days: number, raised: Sight[] = []) => judgeOn(days, raised, sightsOf(watched, { calendar, lastSeen: null, now: at(days) }));
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
  function play(sightsOn: (day: number) => Sight[], patience: Patience = STANDARD): { day: number; since: Date }[] {
    const raised: { day: number; since: Date }[] = [];
    let standing: Sight[] = [];
    for (let day = 0; day < 30; day += 1) {
      const { raise, clear, move } = judgeOn(day, standing, sightsOn(day), patience);
      const moved = (alert: Sight) => ({ ...alert, since: move.find((one) => one.alert === alert)?.since ?? alert.since });
      standing = [...standing.filter((one) => !clear.includes(one)).map(moved), ...raise];
      raised.push(...raise.map(({ since }) => ({ day, since })));
    }
    return raised;
  }
  const seen = (rule: Rule, day: number, days: number): Sight[] => (days < 0 ? [] : [{ rule, since: at(day - days), occasion: at(day - days).toISOString() }]);

  const paced = [['kick-off-late', 'lateDays'], ['first-value-late', 'lateDays'], ['silence', 'silenceDays']] as const;
  describe.each(paced)('%s, after as many days as a playbook may say', (rule, name) => {
    /** The threshold, and the playbook that says it. */
    const permitted = fc.integer({ min: LEAST_DAYS[name], max: MOST_DAYS }).map((threshold) => ({ threshold, patience: { ...STANDARD, [name]: threshold } }));
    /** Whole hours, in days: an instant has no less than a millisecond. */
    const hours = (min: number, max: number) => fc.integer({ min, max }).map((count) => count / 24);
    const month = (days: fc.Arbitrary<number>) => fc.array(days, { minLength: 30, maxLength: 30 });

    it('swinging by a day about the threshold for a month it is raised once', () => {
      fc.assert(
        fc.property(permitted, month(hours(-24, 24)), ({ threshold, patience }, swing) => {
          expect(play((day) => seen(rule, day, threshold + swing[day]!), patience)).toHaveLength(swing.some((one) => one >= 0) ? 1 : 0);
        }),
      );
    });

    it('however it goes up and down, it is raised anew only where meanwhile it had begun at least a day later, or was not so', () => {
      fc.assert(
        fc.property(permitted.chain((one) => fc.tuple(fc.constant(one), month(hours(-24, 48 * one.threshold)))), ([{ patience }, days]) => {
          const raised = play((day) => seen(rule, day, days[day]!), patience);
          for (const [index, { day }] of raised.slice(1).entries()) {
            const before = raised[index]!;
            const begun = days.map((count, on) => on - count).slice(before.day + 1, day);
            expect(begun.some((from) => at(from).getTime() - before.since.getTime() >= DAY_MS)).toBe(true);
          }
        }),
      );
    });

    it('it is raised at the threshold, and taken back once there is nothing left of it', () => {
      fc.assert(
        fc.property(permitted, ({ threshold, patience }) => {
          expect(judgeOn(300, [], seen(rule, 300, threshold - 0.01), patience).raise).toEqual([]);
          const { raise } = judgeOn(300, [], seen(rule, 300, threshold), patience);
          expect(raise).toMatchObject([{ rule }]);
          expect(judgeOn(301, raise, seen(rule, 301, threshold + 1), patience).clear).toEqual([]);
          // A customer who is heard of now is silent for no time; what is not late is not seen.
          expect(judgeOn(301, raise, rule === 'silence' ? seen(rule, 301, 0) : [], patience).clear).toEqual(raise);
        }),
      );
    });
  });

  it('silence that stands follows the last sign of life, so that nobody reads more days than there were', () => {
    const [alert] = judgeOn(14, [], seen('silence', 14, 14)).raise as [Sight];
    const heardOf = seen('silence', 14, 4);
    expect(judgeOn(20, [alert], heardOf)).toEqual({ raise: [], clear: [], move: [{ alert, since: at(10) }] });
    expect(judgeOn(16, [alert], heardOf)).toEqual({ raise: [], clear: [alert], move: [] });
  });

  it('silence that was broken and begins anew is raised anew', () => {
    expect(play((day) => seen('silence', day, day < 15 ? day : day - 15))).toHaveLength(2);
  });

  it('judged twice there is nothing more to do, whatever stands and is seen', () => {
    const occasion = fc.constantFrom('a', 'b');
    const rule = fc.constantFrom<Rule>('leg-late', 'kick-off-late', 'first-value-late', 'promise-broken', 'silence');
    const sights = fc.uniqueArray(fc.record({ rule, occasion, since: fc.integer({ min: 0, max: 30 }).map(at) }), { selector: (one) => one.rule });
    const days = (name: 'lateDays' | 'silenceDays') => fc.integer({ min: LEAST_DAYS[name], max: 40 });
    const patience = fc.record({ lateDays: days('lateDays'), silenceDays: days('silenceDays') });
    fc.assert(
      fc.property(sights, sights, patience, (standing, found, patience) => {
        const { raise, clear, move } = judgeOn(30, standing, found, patience);
        const left = standing.filter((one) => !clear.includes(one)).map((one) => ({ ...one, since: move.find(({ alert }) => alert === one)?.since ?? one.since }));
        expect(judgeOn(30, [...left, ...raise], found, patience)).toEqual({ raise: [], clear: [], move: [] });
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
