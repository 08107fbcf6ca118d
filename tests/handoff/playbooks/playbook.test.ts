import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SavePlaybook } from '../../../extensions/contracts/playbooks.ts';
import { settleItem, skipItemsOf } from '../../../src/server/handoff/playbooks/checklist.ts';
import { calendarOf, OFFICE_HOURS } from '../../../src/server/handoff/playbooks/calendar.ts';
import { open } from '../../../src/server/handoff/baton.ts';
import { transition } from '../../../src/server/handoff/machine.ts';
import { asKept, dueAt, faultOf, latestOf, planAgain, planOf, STANDARD } from '../../../src/server/handoff/playbooks/playbook.ts';
import { loadSteps } from '../../../src/server/handoff/steps/index.ts';
import { anyCondition, anySale, buildCondition, buildContent, buildLeg, buildPlaybook, buildSaleSays } from '../../support/build-sale.ts';

const steps = await loadSteps();
const calendar = calendarOf(OFFICE_HOURS, 'America/Sao_Paulo');
const saoPaulo = (local: string) => new Date(`${local}:00-03:00`);
const plan = (sale: Parameters<typeof buildSaleSays>[0], ...playbooks: Parameters<typeof buildPlaybook>[0][]) => planOf([...playbooks.map(buildPlaybook), STANDARD], buildSaleSays(sale), steps);

describe('which playbook a sale gets', () => {
  it('the first whose condition it meets, else the standard one; those before it say why not', () => {
    const large = { name: 'Enterprise', when: buildCondition({ minAmount: 50_000 }) };
    const renewals = { name: 'Renewals', when: buildCondition({ pipelines: ['renewals'] }) };
    expect(plan({ amount: 80_000, pipeline: 'renewals' }, large, renewals).playbook.name).toBe('Enterprise');
    expect(plan({ amount: 1_000, pipeline: 'renewals' }, large, renewals)).toMatchObject({ playbook: { name: 'Renewals' }, passedOver: [{ name: 'Enterprise', reason: { 'pt-BR': 'O valor do negócio é menor que R$\u00a050.000,00.', en: 'The amount of the deal is below R$50,000.00.' } }] });
    expect(plan({ amount: 1_000 }, large, renewals)).toMatchObject({ playbook: { id: 'standard' }, passedOver: [{ name: 'Enterprise' }, { name: 'Renewals' }] });
  });

  it('the implementation leg exists where hours were bought, else it is skipped with its steps, for a reason', () => {
    const hours = [{ name: 'Consultoria', sku: 'HORA-40', quantity: 40 }];
    expect(plan({ lineItems: hours }).legs.map((leg) => leg.skipped)).toEqual([null, null, null, null]);
    const without = plan({ lineItems: [{ name: 'Licença', sku: null, quantity: 3 }] });
    expect(without.legs.find((leg) => leg.id === 'implementation')!.skipped!.en).toMatch(/^None of the deal's line items is of implementation hours/);
    expect(without.checklist.filter((item) => item.leg === 'implementation').map((item) => [item.id, item.state])).toEqual([['hours-plan', 'skipped'], ['data-import', 'skipped'], ['integration', 'skipped']]);
  });

  it('a step that was not sold is skipped on a leg that exists, and says why', () => {
    const { checklist } = plan({ dealName: 'Acme' });
    expect(checklist.find((item) => item.id === 'training')).toMatchObject({ state: 'skipped', reason: { en: 'No training was sold.' } });
    expect(plan({ dealName: 'Acme + treinamento' }).checklist.find((item) => item.id === 'training')).toMatchObject({ state: 'open', reason: null });
  });

  it('what the steps need of sales is required with what the playbook requires', () => {
    const legs = [buildLeg('sales'), buildLeg('cs', { steps: ['success-plan', 'integration'] })];
    expect(plan({}, { when: buildCondition({ pipelines: ['default'] }), legs, required: ['risks'] }).playbook.required).toEqual(['objective', 'risks']);
  });

  it('steps of the account\'s own follow Baton\'s; a step that Baton has dropped is left out', () => {
    const legs = [buildLeg('sales', { own: ['Crédito aprovado'], steps: ['welcome', 'gone-with-the-wind'] }), buildLeg('cs')];
    const { checklist } = plan({}, { when: buildCondition({ pipelines: ['default'] }), legs });
    expect(checklist.map((item) => [item.id, item.label.en])).toEqual([['welcome', 'Welcome contact'], ['sales.1', 'Crédito aprovado']]);
  });

  it('a plan of whatever can be published opens a handoff of any sale', () => {
    const leg = (id: string) => anyCondition.chain((onlyWith) => fc.constantFrom(buildLeg(id), buildLeg(id, { onlyWith })));
    const legs = fc.tuple(leg('sales'), leg('engagement'), leg('implementation'), leg('cs')).map((all) => [...all]);
    fc.assert(
      fc.property(anySale, anyCondition, legs, (sale, when, all) => {
        const playbook = buildPlaybook({ when, legs: all });
        if (faultOf(playbook.id, playbook, steps) !== undefined) return;
        const made = planOf([playbook, STANDARD], sale, steps);
        expect(() => open(made.legs.map((one) => ({ ...one, owner: null })), new Date(0))).not.toThrow();
        expect(made.checklist.every((item) => (item.state === 'skipped') === (item.reason !== null))).toBe(true);
      }),
    );
  });
});

describe('what becomes of a plan once more is known of the sale', () => {
  const large = buildPlaybook({ name: 'With hours', when: buildCondition({ words: ['hora'] }) });
  const begun = planOf([large, STANDARD], buildSaleSays({ dealName: 'Acme' }), steps);
  const baton = open(begun.legs.map((leg) => ({ ...leg, owner: null })), new Date(0));
  const hours = buildSaleSays({ dealName: 'Acme', lineItems: [{ name: '20 horas', sku: null, quantity: 1 }, { name: 'Treinamento', sku: null, quantity: null }] });

  it('an untouched draft gets the playbook that is for it', () => {
    expect(planAgain({ ...begun, baton }, [large, STANDARD], hours, steps).playbook.name).toBe('With hours');
  });

  it('once sales has done something it keeps its own, and only legs and open steps follow', () => {
    const ticked = settleItem(begun.checklist, { kind: 'skip-step', item: 'welcome', reason: 'Known for years' }, { userId: 7, now: new Date(0) });
    if ('fault' in ticked) throw new Error(ticked.fault);
    const again = planAgain({ playbook: begun.playbook, checklist: ticked.checklist, baton }, [large, STANDARD], hours, steps);
    expect(again.playbook).toEqual(begun.playbook);
    expect(again.legs.map((leg) => leg.skipped)).toEqual([null, null, null, null]);
    const stateOf = (id: string) => again.checklist.find((item) => item.id === id)!.state;
    expect(['welcome', 'training', 'hours-plan', 'integration'].map(stateOf)).toEqual(['skipped', 'open', 'open', 'skipped']);
  });

  it('a newer version of its playbook is not taken', () => {
    const first = planOf([large], hours, steps);
    expect(planAgain({ ...first, baton }, [{ ...large, version: 2 }, STANDARD], hours, steps).playbook.version).toBe(1);
  });

  it('with nothing new, nothing changes', () => {
    fc.assert(
      fc.property(anySale, (sale) => {
        const plan = planOf([large, STANDARD], sale, steps);
        expect(planAgain({ ...plan, baton }, [large, STANDARD], sale, steps)).toEqual({ ...plan, passedOver: [] });
      }),
    );
  });
});

describe('what can be published', () => {
  const fault = (overrides: Parameters<typeof buildContent>[0], id = 'pb-enterprise') => faultOf(id, buildContent({ when: buildCondition({ minAmount: 1 }), ...overrides }), steps);

  it('a playbook for some sales with two legs for all of them', () => {
    expect(fault({})).toBeUndefined();
    expect(fault({ when: buildCondition() })).toBe('no-condition');
    expect(fault({ when: buildCondition({ minAmount: 2, maxAmount: 1 }) })).toBe('amounts-crossed');
    expect(fault({}, 'standard')).toBe('standard-condition');
    expect(fault({ legs: [buildLeg('sales'), buildLeg('cs', { onlyWith: buildCondition({ words: ['hora'] }) })] })).toBe('two-legs');
    expect(fault({ legs: [buildLeg('sales', { onlyWith: buildCondition({ words: ['hora'] }) }), buildLeg('engagement'), buildLeg('cs')] })).toBe('first-leg');
    expect(fault({ legs: [buildLeg('cs'), buildLeg('cs')] })).toBe('leg-twice');
    expect(fault({ legs: [buildLeg('sales', { steps: ['fly'] }), buildLeg('cs')] })).toBe('unknown-step');
    expect(fault({ legs: [buildLeg('sales', { steps: ['welcome'] }), buildLeg('cs', { steps: ['welcome'] })] })).toBe('step-twice');
  });

  it('what a page sends that does not know of the days is read as a version from before there were any', () => {
    const { outreachDays: _, firstValueDays: __, lateDays: ___, silenceDays: ____, ...older } = buildContent();
    const { content } = SavePlaybook.parse({ key: 'a-key-of-one-change-1234', revision: 3, content: older });
    expect(content).toEqual({ ...older, outreachDays: 0, firstValueDays: 20, lateDays: 7, silenceDays: 14 });
    expect(content).toEqual(asKept(older as typeof content));
  });

  it('what an account begins with', () => {
    expect(faultOf(STANDARD.id, STANDARD, steps)).toBeUndefined();
  });
});

describe('the clock of a leg', () => {
  const legs = [buildLeg('sales', { slaHours: 9 }), buildLeg('implementation', { onlyWith: buildCondition({ words: ['hora'] }) }), buildLeg('cs', { acceptHours: 2, slaHours: 18 })];
  const friday = saoPaulo('2026-11-27T14:00');
  const handoff = open([{ id: 'sales', owner: null, skipped: null }, { id: 'cs', owner: null, skipped: null }], friday);

  it('stands while the customer is waited for, and goes on where it stood', () => {
    expect(dueAt(handoff, { legs }, calendar)).toEqual(saoPaulo('2026-11-30T14:00'));
    const paused = transition(handoff, { kind: 'pause', reason: 'waits for the contract' }, saoPaulo('2026-11-27T16:00'));
    if ('fault' in paused) throw new Error(paused.fault);
    expect(dueAt(paused.handoff, { legs }, calendar)).toBeNull();
    const resumed = transition(paused.handoff, { kind: 'resume' }, saoPaulo('2026-12-01T09:00'));
    if ('fault' in resumed) throw new Error(resumed.fault);
    // 2 h on Friday, 7 h on Tuesday.
    expect(dueAt(resumed.handoff, { legs }, calendar)).toEqual(saoPaulo('2026-12-01T16:00'));
  });

  it('a leg that was late when the pause began stays late', () => {
    const late = transition(handoff, { kind: 'pause', reason: 'too late' }, saoPaulo('2026-12-02T10:00'));
    if ('fault' in late) throw new Error(late.fault);
    expect(dueAt(late.handoff, { legs }, calendar)).toEqual(saoPaulo('2026-11-30T14:00'));
  });

  it('of a plan: the latest for each leg, one after the other, a skipped one taking no time', () => {
    const made = planOf([buildPlaybook({ legs })], buildSaleSays(), steps);
    expect(latestOf(made, friday, calendar)).toEqual([
      { acceptBy: null, dueAt: saoPaulo('2026-11-30T14:00') },
      { acceptBy: null, dueAt: null },
      { acceptBy: saoPaulo('2026-11-30T16:00'), dueAt: saoPaulo('2026-12-02T16:00') },
    ]);
  });
});

describe('the checklist', () => {
  const { checklist } = plan({ dealName: 'Acme' });
  const who = { userId: 7, now: friday() };
  function friday() {
    return saoPaulo('2026-11-27T14:00');
  }

  it('notes who settled a step, and when; taking it back is noted, too', () => {
    const done = settleItem(checklist, { kind: 'tick-step', item: 'welcome', done: true }, who);
    expect(done).toMatchObject({ item: { id: 'welcome', state: 'done', by: 7, at: friday().toISOString() } });
    if ('fault' in done) throw new Error(done.fault);
    expect(settleItem(done.checklist, { kind: 'tick-step', item: 'welcome', done: true }, who)).toEqual({ fault: 'unchanged' });
    expect(settleItem(done.checklist, { kind: 'tick-step', item: 'welcome', done: false }, who)).toMatchObject({ item: { state: 'open' } });
  });

  it('a step is skipped for a reason, stays where it was, and can be opened again, also one the playbook skipped', () => {
    expect(settleItem(checklist, { kind: 'skip-step', item: 'welcome', reason: ' ' }, who)).toEqual({ fault: 'no-reason' });
    const skipped = settleItem(checklist, { kind: 'skip-step', item: 'welcome', reason: 'They know us' }, who);
    expect(skipped).toMatchObject({ item: { state: 'skipped', reason: 'They know us' } });
    if ('fault' in skipped) throw new Error(skipped.fault);
    expect(skipped.checklist.map((item) => item.id)).toEqual(checklist.map((item) => item.id));
    expect(settleItem(checklist, { kind: 'tick-step', item: 'training', done: false }, who)).toMatchObject({ item: { state: 'open', reason: null } });
    expect(settleItem(checklist, { kind: 'tick-step', item: 'fly', done: true }, who)).toEqual({ fault: 'unknown-step' });
  });

  it('of a leg that is skipped goes with it, but for what was done', () => {
    const done = settleItem(checklist, { kind: 'tick-step', item: 'access', done: true }, who);
    if ('fault' in done) throw new Error(done.fault);
    const after = skipItemsOf(done.checklist, 'engagement', 'Same team', who).filter((item) => item.leg === 'engagement');
    expect(after.map((item) => [item.id, item.state, item.reason])).toEqual([['welcome', 'skipped', 'Same team'], ['access', 'done', null], ['training', 'skipped', { 'pt-BR': 'Nenhum treinamento foi vendido.', en: 'No training was sold.' }]]);
  });
});
