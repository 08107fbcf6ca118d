import { Accordion, Alert, Checkbox, DateInput, Input, TextArea, ToggleGroup } from '@hubspot/ui-extensions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { TakeStep } from '../../extensions/contracts/handoff.ts';
import { handoffWording } from '../../extensions/wording/handoff.ts';
import { onboardingWording } from '../../extensions/wording/onboarding.ts';
import { saleWording } from '../../extensions/wording/sale.ts';
import { buildAccepted, buildDealHandoff, buildHandoff, buildOnboarding } from '../support/build-handoff.ts';
import { openCompany, openDeal } from '../support/open-handoff.tsx';
import { waitFor } from '../support/wait.ts';

const AT = buildDealHandoff().asOf;
const words = { ...handoffWording.en, ...saleWording.en, ...onboardingWording.en };
const conflict = { ok: false, code: 'conflict', cure: 'x' };
const title = words.page.refusals.conflict!.title;

afterEach(() => {
  vi.restoreAllMocks();
});

type Card = ReturnType<typeof openDeal>;
const faults = (card: Card) => card.renderer.findAll(Alert).filter((one) => one.props.title === title);
const input = (card: Card, name: string) => card.renderer.findAll(Input).find((one) => one.props.name === name)!;

describe('a refused step is told once, where somebody acted', () => {
  const item = { leg: 'engagement', help: 'Help', state: 'open' as const, reason: null, at: null, by: null };
  const accepted = buildAccepted({ checklist: [{ ...item, id: 'welcome', label: 'Welcome' }, { ...item, id: 'access', label: 'Access' }] });

  it('at the step of the checklist that was ticked', async () => {
    const card = openCompany([buildOnboarding(accepted), conflict]);
    await card.shows(words.hold);
    card.renderer.findAll(Checkbox).find((one) => one.props.name === 'step-access')!.trigger('onChange', true as never);
    await card.shows(title);
    expect(faults(card)).toHaveLength(1);
    // Below its own step, which is the last one, and not below the one before.
    expect(card.text().indexOf(title)).toBeGreaterThan(card.text().indexOf('step-access'));
  });

  it('in the form that asked for the reason, until it is closed', async () => {
    const card = openDeal([buildDealHandoff(), conflict]);
    await card.shows(words.cancelHandoff);
    card.button(words.cancelHandoff).trigger('onClick');
    await card.shows(words.cancelText);
    input(card, 'cancel-reason').trigger('onInput', 'Desistiu' as never);
    await waitFor(() => expect(card.button(words.cancelHandoff).props.disabled).toBe(false));
    card.button(words.cancelHandoff).trigger('onClick');
    await card.shows(title);
    expect(faults(card)).toHaveLength(1);
    expect(input(card, 'cancel-reason').props.value).toBe('Desistiu');
    card.button(words.cancel).trigger('onClick');
    await waitFor(() => expect(faults(card)).toEqual([]));
  });

  it('at the owner who was not named, and at the baton that was not passed on', async () => {
    const legs = [...buildAccepted().legs, { ...buildHandoff().legs[1]!, id: 'cs', label: 'CS' }];
    const card = openCompany([buildOnboarding(buildAccepted({ legs })), conflict]);
    await card.shows(words.pass('CS'));
    card.select('owner-cs').trigger('onChange', '10122' as never);
    await waitFor(() => expect(faults(card)).toHaveLength(1));
    card.button(words.pass('CS')).trigger('onClick');
    await card.shows(words.passText('CS'));
    card.button(words.pass('CS')).trigger('onClick');
    await waitFor(() => expect(faults(card)).toHaveLength(2));
  });
});

describe('who takes the baton', () => {
  const offered = (owner: { id: string; name: string } | null) => buildOnboarding(buildHandoff({ state: 'submitted', offered: true, legs: buildHandoff().legs.map((leg) => (leg.state === 'waiting' ? { ...leg, owner } : leg)) }));

  it('follows whom another one names, until it is chosen here', async () => {
    const card = openCompany([offered(null), offered({ id: '10112', name: 'Bia Souza' }), offered({ id: '10122', name: 'Caio Lima' })]);
    card.update({ baton_handoff_state: 'a' });
    await card.shows(words.accept);
    expect(card.select('taker').props.value).toBe('');
    card.update({ baton_handoff_state: 'b' });
    await waitFor(() => expect(card.select('taker').props.value).toBe('10112'));
    card.select('taker').trigger('onChange', '10133' as never);
    card.update({ baton_handoff_state: 'c' });
    await waitFor(() => expect(card.fetch).toHaveBeenCalledTimes(3));
    await waitFor(() => expect(card.select('owner-engagement').props.value).toBe('10122'));
    expect(card.select('taker').props.value).toBe('10133');
  });
});

describe('an ended handoff', () => {
  const cancelled = buildAccepted({ state: 'cancelled', daysToFirstValue: null, kickOff: buildAccepted().kickOff.map((point) => (point.section === 'journey' ? { ...point, text: 'Três etapas' } : point)) });

  it('offers what the server takes: its promises are judged and it is taken up again; nothing else', async () => {
    const card = openCompany([buildOnboarding(cancelled), { ok: true, asOf: AT }, buildOnboarding(cancelled)]);
    await card.shows(words.reopen);
    for (const shown of [words.neverHeld, 'Três etapas', words.empty, words.notReached]) expect(card.text()).toContain(shown);
    for (const hidden of [words.hold, words.reach, words.pause, words.cancelHandoff]) expect(card.text()).not.toContain(hidden);
    expect([...card.renderer.findAll(TextArea), ...card.renderer.findAll(DateInput)]).toEqual([]);
    expect(card.renderer.findAll(Accordion).find((one) => one.props.title === words.legs)!.props.defaultOpen).toBe(true);
    card.renderer.find(ToggleGroup).trigger('onChange', 'broken' as never);
    await waitFor(() => expect(TakeStep.parse(card.sentBody(1)).step).toMatchObject({ kind: 'judge-expectation', status: 'broken' }));
    await waitFor(() => expect(card.fetch).toHaveBeenCalledTimes(3));
  });

  it('is not taken up again while a later one of the same deal is under way', async () => {
    const later = buildHandoff({ id: '6d1f3f0e-58a5-4b47-9d0a-0d5c1f6a7b12' });
    await openCompany([buildOnboarding(later, { ...cancelled, dealId: '902' })]).shows(words.reopen);
    const card = openCompany([buildOnboarding(later, cancelled)]);
    await card.shows(words.neverHeld);
    expect(card.text()).not.toContain(words.reopen);
  });
});
