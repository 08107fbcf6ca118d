import { describe, expect, it } from 'vitest';
import { type Handoff, open } from '../../../src/server/handoff/baton.ts';
import { transition } from '../../../src/server/handoff/machine.ts';
import { type Plan, planOf, STANDARD } from '../../../src/server/handoff/playbooks/playbook.ts';
import { replanned } from '../../../src/server/handoff/sale/replan.ts';
import { loadSteps } from '../../../src/server/handoff/steps/index.ts';
import { buildCondition, buildLeg, buildPlaybook, buildSaleSays } from '../../support/build-sale.ts';

const now = new Date('2026-11-30T12:00:00Z');
const steps = await loadSteps();
const hours = buildSaleSays({ lineItems: [{ name: 'Horas de implantação', sku: null, quantity: 20 }] });
const large = buildPlaybook({ id: 'pb-hours', when: buildCondition({ words: ['hours'] }), legs: [buildLeg('sales', { steps: ['introduce-cs'] }), buildLeg('setup'), buildLeg('cs')] });

function buildDraft(plan: Plan) {
  const baton = open(plan.legs.map((leg, at) => ({ ...leg, owner: at + 1 })), now);
  return { baton, playbook: plan.playbook, checklist: plan.checklist };
}
const planned = (sale = buildSaleSays(), ...playbooks: (typeof STANDARD)[]) => planOf([...playbooks, STANDARD], sale, steps);
const statesOf = (baton: Handoff) => Object.fromEntries(baton.legs.map((leg) => [leg.id, leg.state]));

describe('a handoff once its line items are known', () => {
  it('gains the leg that was bought, with its steps', () => {
    const draft = buildDraft(planned());
    expect(statesOf(draft.baton).implementation).toBe('skipped');
    const after = replanned(draft, planned(hours), now);
    expect(statesOf(after.baton).implementation).toBe('waiting');
    expect(after.checklist.find((item) => item.id === 'hours-plan')).toMatchObject({ state: 'open', reason: null });
    expect(replanned(after, planned(hours), now)).toEqual(after);
  });

  it('keeps what a person has ticked off or skipped', () => {
    const draft = buildDraft(planned(hours));
    const checklist = draft.checklist.map((item) => (item.id === 'hours-plan' ? { ...item, state: 'done' as const, at: now.toISOString(), by: 7 } : item));
    const skipped = transition(draft.baton, { kind: 'skip-leg', leg: 'implementation', reason: 'O parceiro faz.' }, now) as { handoff: Handoff };
    const after = replanned({ ...draft, baton: skipped.handoff, checklist }, planned(hours), now);
    expect(after.baton.legs[2]).toMatchObject({ state: 'skipped', reason: 'O parceiro faz.' });
    expect(after.checklist.find((item) => item.id === 'hours-plan')).toMatchObject({ state: 'done', by: 7 });
  });

  it('may be of another playbook, as long as nobody was asked to take it: its clock and who was named go on', () => {
    const draft = buildDraft(planned(buildSaleSays(), large));
    expect(draft.playbook.id).toBe(STANDARD.id);
    const after = replanned(draft, planned(hours, large), new Date(now.getTime() + 60_000));
    expect(after.playbook.id).toBe('pb-hours');
    expect(after.baton).toMatchObject({ handAt: now, legs: [{ id: 'sales', state: 'holding', owner: 1 }, { id: 'setup', owner: null }, { id: 'cs', owner: 4 }] });
    expect(after.checklist.map((item) => item.id)).toEqual(['introduce-cs']);
  });
});
