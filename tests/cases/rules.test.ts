import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseSettings, RoutingRule } from '../../extensions/contracts/case-settings.ts';
import { newCase } from '../../src/server/cases/case.ts';
import { stepsReached } from '../../src/server/cases/escalation.ts';
import { type Routed, type RoutedChannel, startingRules, targetsOf } from '../../src/server/cases/routing.ts';
import { attainment, dueAt, measure, policyFor, usedShare } from '../../src/server/cases/sla.ts';
import { onLadder, responsibleFor, type Roster } from '../../src/server/cases/team.ts';
import type { Calendar } from '../../src/server/lib/business-time.ts';

const HOUR_MS = 3_600_000;
/** A wall-clock time in São Paulo. */
const saoPaulo = (local: string) => new Date(`${local}:00-03:00`);
const office = [{ from: 9 * 60, to: 18 * 60 }];
const calendar: Calendar = { timeZone: 'America/Sao_Paulo', week: [[], office, office, office, office, office, []], holidays: [] };
const clock = { hours: 8, calendar };

describe('the clock of a case', () => {
  const friday = newCase('detractor', saoPaulo('2026-11-27T17:00'));

  it('of a detractor of Friday at 17:00 with eight business hours ends on Monday at 16:00, a day later with a holiday', () => {
    expect(dueAt(friday, clock)).toEqual(saoPaulo('2026-11-30T16:00'));
    expect(dueAt(friday, { ...clock, calendar: { ...calendar, holidays: ['2026-11-30'] } })).toEqual(saoPaulo('2026-12-01T16:00'));
  });

  it('stands while the customer is waited for', () => {
    expect(dueAt({ ...friday, pauses: [{ from: saoPaulo('2026-11-30T10:00'), to: saoPaulo('2026-11-30T12:00') }] }, clock)).toEqual(saoPaulo('2026-11-30T18:00'));
    expect(dueAt({ ...friday, pauses: [{ from: saoPaulo('2026-11-30T10:00'), to: null }] }, clock)).toBeNull();
  });

  it('is used up by half on Monday at 12, and stops with the answer', () => {
    expect(usedShare(friday, clock, saoPaulo('2026-11-30T12:00'))).toBe(0.5);
    expect(usedShare({ ...friday, answeredAt: saoPaulo('2026-11-30T10:00') }, clock, saoPaulo('2026-11-30T12:00'))).toBeNull();
  });

  it('is of the first policy that fits', () => {
    const policies = [{ classes: ['detractor' as const], segments: ['enterprise'], hours: 2 }, { classes: ['detractor' as const, 'passive' as const], segments: [], hours: 8 }];
    expect(policyFor(policies, { class: 'detractor', segment: 'enterprise' })?.hours).toBe(2);
    expect(policyFor(policies, { class: 'detractor', segment: null })?.hours).toBe(8);
    expect(policyFor(policies, { class: 'promoter', segment: 'enterprise' })).toBeUndefined();
  });
});

describe('attainment', () => {
  const opened = newCase('detractor', saoPaulo('2026-11-23T09:00'));
  const answered = (local: string) => ({ ...opened, state: 'answered' as const, answeredAt: saoPaulo(local) });
  const now = saoPaulo('2026-11-30T12:00');

  it('of nine in time out of ten is 90 %, with its interval', () => {
    const ten = [...Array.from({ length: 9 }, () => answered('2026-11-23T10:00')), answered('2026-11-25T10:00')];
    const figure = attainment(ten.map((one) => measure(one, clock, now)));
    expect(figure).toMatchObject({ kept: 9, of: 10, rate: 0.9, answered: 10, medianMs: HOUR_MS });
    expect(figure.interval!.low).toBeCloseTo(0.596, 2);
  });

  it('counts one that is open and overdue as a breach, and not yet one with time left', () => {
    const fresh = newCase('detractor', saoPaulo('2026-11-30T10:00'));
    expect([opened, fresh].map((one) => measure(one, clock, now).kept)).toEqual([false, null]);
    expect(attainment([opened, fresh].map((one) => measure(one, clock, now)))).toMatchObject({ kept: 0, of: 1, rate: 0, medianMs: null });
  });

  it('of nothing is no figure', () => {
    expect(attainment([])).toEqual({ kept: 0, of: 0, rate: null, interval: null, medianMs: null, p90Ms: null, answered: 0 });
  });
});

describe('the escalation ladder', () => {
  const ladder: CaseSettings['escalation'] = [{ percent: 100, to: 'lead' }, { percent: 50, to: 'owner' }, { percent: 200, to: 'head' }];

  it('warns at half, and names what has come since', () => {
    expect(stepsReached(ladder, 0.49, [])).toEqual([]);
    expect(stepsReached(ladder, 0.5, [])).toEqual([{ percent: 50, to: 'owner', what: 'warned' }]);
    expect(stepsReached(ladder, 2, [50]).map(({ what }) => what)).toEqual(['breached', 'escalated']);
    expect(stepsReached(ladder, null, [])).toEqual([]);
  });

  it('has each step once, however often and whenever one looks', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { maxLength: 30 }), (shares) => {
      const taken: number[] = [];
      for (const share of [...shares].sort((a, b) => a - b)) for (const rung of stepsReached(ladder, share, taken)) taken.push(rung.percent);
      expect(new Set(taken).size).toBe(taken.length);
      expect(taken).toEqual([...taken].sort((a, b) => a - b));
      const highest = Math.max(0, ...shares) * 100;
      expect(taken).toEqual([50, 100, 200].filter((percent) => percent <= highest));
    }));
  });
});

describe('who is responsible', () => {
  const roster: Roster = new Map([1, 2, 3, 4].map((ownerId) => [ownerId, { ownerId, name: `Pessoa ${ownerId}`, email: `${ownerId}@x.example`, userId: ownerId }]));
  const team = { fallback: '3', lead: '4', head: null, leaves: [{ owner: '1', backup: '2', from: '2026-11-20', to: '2026-11-25' }] };

  it('is the owner; the backup from the first to the last day of a leave; the fallback where it is nobody\'s', () => {
    expect(responsibleFor(1, team, roster, '2026-11-19')).toEqual({ ownerId: 1, because: 'owner' });
    expect(responsibleFor(1, team, roster, '2026-11-20')).toEqual({ ownerId: 2, because: 'backup' });
    expect(responsibleFor(1, team, roster, '2026-11-25')).toEqual({ ownerId: 2, because: 'backup' });
    expect(responsibleFor(1, team, roster, '2026-11-26')).toEqual({ ownerId: 1, because: 'owner' });
    expect(responsibleFor(null, team, roster, '2026-11-19')).toEqual({ ownerId: 3, because: 'fallback' });
  });

  it('is the fallback where the owner is no more, nobody where there is none', () => {
    expect(responsibleFor(99, team, roster, '2026-11-19').because).toBe('fallback');
    expect(responsibleFor(99, { ...team, fallback: null }, roster, '2026-11-19')).toEqual({ ownerId: null, because: 'nobody' });
  });

  it('is the fallback where two who stand in for each other are both away', () => {
    const both = { ...team, leaves: [...team.leaves, { owner: '2', backup: '1', from: '2026-11-01', to: '2026-11-30' }] };
    expect(responsibleFor(1, both, roster, '2026-11-22')).toEqual({ ownerId: 3, because: 'fallback' });
  });

  it('up the ladder is the lead for a head there is none of', () => {
    expect(onLadder('head', 1, team, roster, '2026-11-19')).toBe(4);
    expect(onLadder('lead', 1, { ...team, lead: null }, roster, '2026-11-19')).toBe(1);
  });
});

describe('routing', () => {
  const channels: (RoutedChannel & { kind: string })[] = [{ channelId: 'email', kind: 'email', reaches: 'people' }, { channelId: 'slack', kind: 'slack', reaches: 'place' }];
  const buildAnswer = (overrides: Partial<Routed> = {}): Routed => ({ class: 'detractor', kind: 'relational', segment: null, revenue: null, ownerId: 1, ...overrides });
  const buildRule = (overrides: Partial<RoutingRule> = {}): RoutingRule => ({ classes: ['detractor'], kinds: [], segments: [], minRevenue: null, owners: [], tell: [{ channelId: 'email', to: 'lead' }], ...overrides });

  it('begins with a mail to the owner of each answer, and the places told of unhappy customers', () => {
    const rules = startingRules(channels);
    expect(targetsOf(buildAnswer({ class: 'promoter' }), rules, channels)).toEqual([{ channelId: 'email', to: 'owner' }]);
    expect(targetsOf(buildAnswer(), rules, channels)).toEqual([{ channelId: 'email', to: 'owner' }, { channelId: 'slack', to: null }]);
  });

  it('goes by class, kind, segment, worth and owner, all of which must fit', () => {
    const rule = buildRule({ kinds: ['transactional'], segments: ['enterprise'], minRevenue: 1_000, owners: ['1'] });
    const fits = buildAnswer({ kind: 'transactional', segment: 'enterprise', revenue: 1_000 });
    expect(targetsOf(fits, [rule], channels)).toHaveLength(1);
    for (const other of [{ class: 'passive' as const }, { kind: 'relational' as const }, { segment: null }, { revenue: 999 }, { revenue: null }, { ownerId: 2 }]) {
      expect(targetsOf({ ...fits, ...other }, [rule], channels)).toEqual([]);
    }
  });

  it('tells each target once, however many rules lead there, and none that is no more', () => {
    const rules = [buildRule(), buildRule(), buildRule({ tell: [{ channelId: 'slack', to: 'owner' }, { channelId: 'slack', to: 'lead' }, { channelId: 'gone', to: 'owner' }] })];
    expect(targetsOf(buildAnswer(), rules, channels)).toEqual([{ channelId: 'email', to: 'lead' }, { channelId: 'slack', to: null }]);
  });
});
