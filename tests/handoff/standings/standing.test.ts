import { describe, expect, it } from 'vitest';
import { open } from '../../../src/server/handoff/baton.ts';
import { calendarOf, OFFICE_HOURS } from '../../../src/server/handoff/playbooks/calendar.ts';
import { type Command, transition } from '../../../src/server/handoff/machine.ts';
import { STANDARD } from '../../../src/server/handoff/playbooks/playbook.ts';
import { standingOf } from '../../../src/server/handoff/standings/standing.ts';
import type { StoredHandoff } from '../../../src/server/handoff/store.ts';

const ZONE = 'America/Sao_Paulo';
/** A Monday, 9:00 in São Paulo. */
const MONDAY = new Date('2026-11-30T12:00:00Z');
const HOUR_MS = 3_600_000;

/** Where the handoff stands, by office hours. */
const standing = (handoff: StoredHandoff) => standingOf(handoff, ZONE, calendarOf(OFFICE_HOURS, ZONE));

/** A handoff of four legs, implementation skipped, after these steps, an hour apart. */
function buildStored(commands: readonly Command[] = [], overrides: Partial<StoredHandoff> = {}): StoredHandoff {
  const legs = STANDARD.legs.map(({ id }, index) => ({ id, owner: [11, null, 33, 44][index]!, skipped: id === 'implementation' ? { 'pt-BR': 'Não foi comprada.', en: 'Not bought.' } : null }));
  let baton = open(legs, MONDAY);
  for (const [index, command] of commands.entries()) {
    const outcome = transition(baton, command, new Date(MONDAY.getTime() + (index + 1) * HOUR_MS));
    if ('fault' in outcome) throw new Error(outcome.fault);
    baton = outcome.handoff;
  }
  return {
    handoffId: '6d1f3f0e-58a5-4b47-9d0a-0d5c1f6a7b11', dealId: 901, companyId: 501, cycle: 1, baton, playbook: STANDARD, form: {}, kickOff: {}, expectations: [], checklist: [], csProposal: null, openedAt: MONDAY, ...overrides,
  };
}

const submit: Command = { kind: 'submit', missing: [] };
const accept: Command = { kind: 'accept', owner: 22 };

describe('where a handoff stands', () => {
  it('begun: sales holds it, and is due by its business hours', () => {
    expect(standing(buildStored())).toMatchObject({
      open: true, state: 'draft', holder: 'sales', holderOwner: 11, asked: null, askedOwner: null, owners: [11, 44], heldSince: MONDAY, turnSince: MONDAY,
      dueAt: new Date('2026-12-02T18:00:00Z'), completeness: 0, returns: 0, openedOn: '2026-11-30', endedOn: null, firstValueDays: null, acceptedAt: null,
    });
  });

  it('offered: sales holds it still, and the clock is that of who is asked', () => {
    expect(standing(buildStored([submit]))).toMatchObject({
      state: 'submitted', holder: 'sales', asked: 'engagement', heldSince: MONDAY, turnSince: new Date('2026-11-30T13:00:00Z'), dueAt: new Date('2026-12-01T13:00:00Z'),
    });
  });

  it('returned: the clock is that of sales again', () => {
    const returned = buildStored([submit, { kind: 'return', gaps: [{ field: 'scope', note: '' }] }]);
    expect(standing(returned)).toMatchObject({ state: 'returned', holder: 'sales', asked: null, returns: 1, dueAt: new Date('2026-12-02T20:00:00Z') });
  });

  it('accepted: whoever took it holds it; everybody named on a leg that is not skipped is an owner', () => {
    expect(standing(buildStored([submit, accept]))).toMatchObject({
      state: 'accepted', holder: 'engagement', holderOwner: 22, owners: [11, 22, 44], heldSince: new Date('2026-11-30T14:00:00Z'), acceptedAt: new Date('2026-11-30T14:00:00Z'),
    });
  });

  it('ended: never due, told by the day of the account', () => {
    const cancelled = standing(buildStored([submit, { kind: 'cancel', reason: 'withdrawn' }]));
    expect(cancelled).toMatchObject({ open: false, state: 'cancelled', holder: 'sales', asked: null, dueAt: null, endedOn: '2026-11-30' });
    expect(standing(buildStored([], { openedAt: new Date('2026-12-01T01:00:00Z') })).openedOn).toBe('2026-11-30');
  });

  it('paused: not due while the clock stands, due later by as much once it goes on', () => {
    const paused = buildStored([submit, { kind: 'pause', reason: 'Their holidays.' }]);
    expect(standing(paused)).toMatchObject({ open: true, dueAt: null });
    // Asked at 10, paused from 11 to 12: due an hour later than without.
    expect(standing(buildStored([submit, { kind: 'pause', reason: 'x' }, { kind: 'resume' }])).dueAt).toEqual(new Date('2026-12-01T14:00:00Z'));
  });

  it('counts promises by how they stand, and the days to first value', () => {
    const promise = (id: string, status: 'open' | 'kept' | 'broken') => ({ id, text: id, status, planned: false });
    const expectations = [promise('p1', 'kept'), promise('p2', 'kept'), promise('p3', 'broken'), promise('p4', 'open')];
    const valued = buildStored([submit, accept, { kind: 'reach-first-value', at: new Date('2026-11-30T00:00:00Z'), today: new Date('2026-11-30T00:00:00Z') }], { expectations, openedAt: new Date('2026-11-10T15:00:00Z') });
    expect(standing(valued)).toMatchObject({ promises: { kept: 2, broken: 1, open: 1 }, firstValueDays: 20, state: 'first-value' });
  });
});
