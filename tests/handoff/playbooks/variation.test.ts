import { describe, expect, it } from 'vitest';
import { calendarOf, OFFICE_HOURS } from '../../../src/server/handoff/playbooks/calendar.ts';
import { open } from '../../../src/server/handoff/baton.ts';
import { type Command, transition } from '../../../src/server/handoff/machine.ts';
import { planOf, STANDARD } from '../../../src/server/handoff/playbooks/playbook.ts';
import { loadSteps } from '../../../src/server/handoff/steps/index.ts';
import { variationOf } from '../../../src/server/handoff/playbooks/variation.ts';
import { buildLeg, buildPlaybook, buildSaleSays } from '../../support/build-sale.ts';

const steps = await loadSteps();
const calendar = calendarOf(OFFICE_HOURS, 'America/Sao_Paulo');
const monday = (clock: string) => new Date(`2026-11-30T${clock}:00-03:00`);
const legs = [buildLeg('sales', { slaHours: 2, acceptHours: 1, own: ['Contrato'] }), buildLeg('cs', { slaHours: 8, acceptHours: 1, own: ['Plano'] })];

/** A handoff from Monday 9:00 on, after these steps at these times. */
function ran(version: number, ...made: [clock: string, command: Command][]) {
  const plan = planOf([buildPlaybook({ version, legs })], buildSaleSays(), steps);
  const baton = made.reduce((at, [clock, command]) => {
    const outcome = transition(at, command, monday(clock));
    if ('fault' in outcome) throw new Error(outcome.fault);
    return outcome.handoff;
  }, open(plan.legs.map((leg) => ({ ...leg, owner: null })), monday('09:00')));
  return { baton, playbook: plan.playbook, checklist: plan.checklist };
}

const submit: Command = { kind: 'submit', missing: [] };
const accept: Command = { kind: 'accept', owner: null };

describe('how the handoffs of a playbook differ', () => {
  it('a leg is in time within its own hours and those of the next leg to accept; the middle one of three is the median', () => {
    const handoffs = [
      ran(1, ['10:00', submit], ['11:00', accept]),
      ran(1, ['11:00', submit], ['12:00', accept]),
      ran(1, ['12:00', submit], ['15:00', accept]),
      ran(1),
    ];
    const [version] = variationOf(handoffs, calendar);
    expect(version).toMatchObject({ version: 1, begun: 4, underWay: 4, completed: 0, cancelled: 0 });
    expect(version!.legs).toMatchObject([{ id: 'sales', allowedHours: 3, passed: 3, inTime: 2, medianHours: 3 }, { id: 'cs', allowedHours: 8, passed: 0, inTime: 0, medianHours: null }]);
  });

  it('time in which the customer was waited for does not count', () => {
    const waited = ran(1, ['10:00', { kind: 'pause', reason: 'contract' }], ['14:00', { kind: 'resume' }], ['14:30', submit], ['15:00', accept]);
    expect(variationOf([waited], calendar)[0]!.legs[0]).toMatchObject({ inTime: 1, medianHours: 2 });
  });

  it('a step counts as left once its leg is over without it', () => {
    const passedOn = ran(1, ['10:00', submit], ['11:00', accept]);
    expect(variationOf([passedOn, ran(1)], calendar)[0]!.steps).toMatchObject([{ label: { en: 'Contrato' }, done: 0, skipped: 0, left: 1 }, { label: { en: 'Plano' }, left: 0 }]);
  });

  it('versions are told apart, newest first; a skipped leg is counted as skipped', () => {
    const hours = planOf([STANDARD], buildSaleSays({ dealName: 'Acme' }), steps);
    const standard = { baton: open(hours.legs.map((leg) => ({ ...leg, owner: null })), monday('09:00')), playbook: hours.playbook, checklist: hours.checklist };
    expect(variationOf([ran(1), ran(3), ran(3)], calendar).map((one) => [one.version, one.begun])).toEqual([[3, 2], [1, 1]]);
    expect(variationOf([standard], calendar)[0]!.legs.map((leg) => leg.skipped)).toEqual([0, 0, 1, 0]);
  });
});
