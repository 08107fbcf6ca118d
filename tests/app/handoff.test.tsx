import { Checkbox, Input, MultiSelect, Select, TextArea } from '@hubspot/ui-extensions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as contract from '../../extensions/contracts/handoff.ts';
import { createFormat } from '../../extensions/wording/format.ts';
import { handoffWording } from '../../extensions/wording/handoff.ts';
import { onboardingWording } from '../../extensions/wording/onboarding.ts';
import { saleWording } from '../../extensions/wording/sale.ts';
import { sharedWording } from '../../extensions/wording/shared.ts';
import { buildAccepted, buildDealHandoff, buildHandoff, buildOnboarding, buildSaleView } from '../support/build-handoff.ts';
import type { Reply } from '../support/card.tsx';
import * as open from '../support/open-handoff.tsx';
import { waitFor } from '../support/wait.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the views of these tests', () => {
  it('speak the agreed contracts', () => {
    for (const view of [buildDealHandoff(), buildDealHandoff(null)]) expect(contract.DealHandoff.parse(view)).toEqual(view);
    expect(contract.Onboarding.parse(buildOnboarding(buildAccepted()))).toEqual(buildOnboarding(buildAccepted()));
  });
});

const AT = buildDealHandoff().asOf;
const refusal = { ok: false, code: 'conflict', cure: 'Someone acted before you.' };

describe.each([{ locale: 'pt-br', lang: 'pt-BR' as const }, { locale: 'en-us', lang: 'en' as const }])('for a reader of $locale', ({ locale, lang }) => {
  const words = { ...handoffWording[lang], ...saleWording[lang], ...onboardingWording[lang] };
  const openDeal = (...replies: Reply[]) => open.openDeal(replies, locale);
  const openCompany = (...replies: Reply[]) => open.openCompany(replies, locale);

  it('deal without a handoff: a button starts one, and the form follows', async () => {
    const card = openDeal(buildDealHandoff(null), { ok: true, asOf: buildDealHandoff().asOf, handoff: buildHandoff() }, buildDealHandoff());
    await card.shows(words.startTitle);
    card.button(words.startNow).trigger('onClick');
    await card.shows(words.fields.whyBought);
    expect(String(card.fetch.mock.calls[1]![0])).toContain('/api/1/handoffs/deal/501/start?');
  });

  it('draft: what is missing is told by name until it is typed, and only then it can be submitted', async () => {
    const card = openDeal(buildDealHandoff(buildHandoff({}, { objective: '', promises: '' })));
    await card.shows(`${words.fields.objective}, ${words.fields.promises}`);
    expect(card.button(words.submit).props.disabled).toBe(true);
    card.area('objective').trigger('onInput', '5 dias' as never);
    card.area('promises').trigger('onInput', 'Treinamento' as never);
    await waitFor(() => expect(card.button(words.submit).props.disabled).toBe(false));
    card.area('promises').trigger('onBlur', 'Treinamento' as never);
    await waitFor(() => expect(card.sentBody(1)).toEqual({ field: 'promises', text: 'Treinamento', base: 1 }));
    // Also without leaving the field, a moment later.
    await waitFor(() => expect(card.sentBody(2)).toEqual({ field: 'objective', text: '5 dias', base: 1 }));
  });

  it('returned: the gap stands above and at its field', async () => {
    const card = openDeal(buildDealHandoff(buildHandoff({ state: 'returned', returns: 1, gaps: [{ field: 'scope', note: 'How many users?' }] })));
    await card.shows(words.gapsTitle);
    expect(card.renderer.findAll(TextArea).filter((one) => one.props.error).map((one) => [one.props.name, one.props.validationMessage])).toEqual([['scope', 'How many users?']]);
  });

  it('offered: CS returns it only with a gap that is named', async () => {
    const offered = buildHandoff({ state: 'submitted', offered: true });
    const card = openCompany(buildOnboarding(offered), { ok: true, asOf: buildDealHandoff().asOf, handoff: offered }, buildOnboarding(offered));
    await card.shows(words.accept);
    card.button(words.give).trigger('onClick');
    await card.shows(words.giveFields);
    expect(card.button(words.give).props.disabled).toBe(true);
    card.renderer.find(MultiSelect).trigger('onChange', ['scope'] as never);
    await card.shows(words.giveNote(words.fields.scope));
    card.button(words.give).trigger('onClick');
    await waitFor(() => expect(contract.TakeStep.parse(card.sentBody(1)).step).toEqual({ kind: 'return', gaps: [{ field: 'scope', note: '' }] }));
  });

  it('a step that someone else made before says so', async () => {
    const card = openCompany(buildOnboarding(buildHandoff({ state: 'submitted', offered: true })), refusal);
    await card.shows(words.accept);
    card.button(words.accept).trigger('onClick');
    await card.shows(words.acceptText);
    card.button(words.accept).trigger('onClick');
    await card.shows(words.page.refusals.conflict!.title);
  });

  it('kick-off: cannot be held before its six points are told; afterwards the minutes are read', async () => {
    const card = openCompany(buildOnboarding(buildAccepted()));
    await card.shows(words.filled('0', '6'));
    expect(card.button(words.hold).props.disabled).toBe(true);
    const kickOff = buildAccepted().kickOff.map((point) => (point.section === 'journey' ? { ...point, notApplicable: 'Sem projeto' } : { ...point, text: 'Combinado' }));
    await openCompany(buildOnboarding(buildAccepted({ state: 'kick-off', kickOffAt: buildDealHandoff().asOf, kickOff }))).shows(words.unplanned('1', true));
  });

  it('steps are done by whom and when, skipped for a reason, or open; one is ticked and one is skipped', async () => {
    const item = { leg: 'engagement', help: 'Help', state: 'open' as const, reason: null, at: null, by: null };
    const checklist = [
      { ...item, id: 'welcome', label: 'Welcome' },
      { ...item, id: 'access', label: 'Access', state: 'done' as const, at: buildDealHandoff().asOf, by: 'Bia Souza' },
      { ...item, id: 'training', label: 'Training', state: 'skipped' as const, reason: 'Not sold' },
    ];
    const saved = { ok: true, asOf: buildDealHandoff().asOf };
    const card = openCompany(buildOnboarding(buildAccepted({ checklist })), saved, buildOnboarding(buildAccepted({ checklist })), saved, buildOnboarding(buildAccepted({ checklist })));
    await card.shows(words.settled('2', '3', false));
    for (const shown of ['Bia Souza', words.skippedStep, 'Not sold', words.playbook('Baton', '1')]) expect(card.text()).toContain(shown);
    card.renderer.findAll(Checkbox).find((one) => one.props.name === 'step-welcome')!.trigger('onChange', true as never);
    await waitFor(() => expect(contract.TakeStep.parse(card.sentBody(1)).step).toEqual({ kind: 'tick-step', item: 'welcome', done: true }));
    await waitFor(() => expect(card.fetch).toHaveBeenCalledTimes(3));
    card.button(words.skip).trigger('onClick');
    await card.shows(words.skipWhy('Welcome'));
    card.renderer.findAll(Input).find((one) => one.props.name === 'skip-welcome')!.trigger('onInput', 'They know us' as never);
    await waitFor(() => expect(card.button(words.skip).props.disabled).toBe(false));
    card.button(words.skip).trigger('onClick');
    await waitFor(() => expect(contract.TakeStep.parse(card.sentBody(3)).step).toEqual({ kind: 'skip-step', item: 'welcome', reason: 'They know us' }));
  });

  it('a clock that stands says since when and for what, and is started again', async () => {
    const paused = { since: buildDealHandoff().asOf, reason: 'Envia o contrato' };
    const card = openDeal(buildDealHandoff(buildHandoff({ dueAt: null, paused })), { ok: true, asOf: buildDealHandoff().asOf }, buildDealHandoff());
    await card.shows('Envia o contrato');
    card.button(words.resume).trigger('onClick');
    await waitFor(() => expect(contract.TakeStep.parse(card.sentBody(1)).step).toEqual({ kind: 'resume' }));
    await card.shows(words.pause);
  });

  it('what is typed stays when the record changes and the card asks again', async () => {
    const untold = { objective: '' };
    const card = openDeal(buildDealHandoff(buildHandoff({}, untold)), buildDealHandoff(buildHandoff({ cycle: 2 }, untold)));
    card.update({ dealstage: 'contractsent' });
    await card.shows(words.missingTitle);
    const objective = () => card.renderer.findAll(TextArea).find((one) => one.props.name === 'objective')!;
    objective().trigger('onInput', '5 dias' as never);
    card.update({ dealstage: 'closedwon' });
    await card.shows(words.cycle('2'));
    expect(card.text()).not.toContain(words.missingTitle);
    await waitFor(() => expect(card.sentBody(2)).toMatchObject({ field: 'objective' }));
  });

  it('what the deal says: items with their hours, notes with their day, and what is prefilled from where', async () => {
    const sale = buildSaleView({
      lineItems: [{ name: 'Licença', sku: 'L-1', quantity: 40, hours: null }, { name: 'Horas de implantação', sku: null, quantity: 20, hours: 20 }],
      notes: [{ id: '1', at: AT, text: 'Risco: férias' }],
    });
    const fields = buildHandoff().fields.map((one) => (one.field === 'scope' ? { ...one, prefilled: true, from: ['deal' as const, 'line-items' as const] } : one));
    const card = openDeal(buildDealHandoff(buildHandoff({ sale, fields })));
    await card.shows('40 × Licença (L-1)');
    expect(card.text()).toContain(words.hours('20', false));
    expect(card.text()).toContain('Risco: férias');
    expect(card.area('scope').props.description).toBe(words.filledFrom([words.sources.deal, words.sources['line-items']]));
  });

  it('what a note offers for a field is put below what stands there, and saved at once', async () => {
    const sale = buildSaleView({ material: [{ field: 'risks', noteId: '1', at: AT, text: 'Férias em janeiro' }] });
    const card = openDeal(buildDealHandoff(buildHandoff({ sale })), { ok: true, asOf: AT, version: 2, clash: null });
    await card.shows('Férias em janeiro');
    card.button(words.use).trigger('onClick');
    await waitFor(() => expect(card.sentBody(1)).toEqual({ field: 'risks', text: 'Sobre risks\nFérias em janeiro', base: 1 }));
    expect(card.area('risks').props.value).toBe('Sobre risks\nFérias em janeiro');
    await waitFor(() => expect(card.text()).not.toContain(words.use));
  });

  it('a note without a heading is copied into the field that one chooses', async () => {
    const card = openDeal(buildDealHandoff(buildHandoff({ sale: buildSaleView({ notes: [{ id: '7', at: AT, text: 'Cliente exigente.' }] }) }, { risks: '' })), { ok: true, asOf: AT, version: 2, clash: null });
    await card.shows('Cliente exigente.');
    card.select('copy-7').trigger('onChange', 'risks' as never);
    await waitFor(() => expect(card.sentBody(1)).toEqual({ field: 'risks', text: 'Cliente exigente.', base: 1 }));
    expect(card.area('risks').props.value).toBe('Cliente exigente.');
  });

  it('what may not be read is said in words, and the form goes on', async () => {
    const card = openDeal(buildDealHandoff(buildHandoff({ sale: buildSaleView({ lineItems: null, notes: null }) })));
    await card.shows(words.itemsForbidden);
    await card.shows(words.notesForbidden);
    expect(card.button(words.submit).props.disabled).toBe(false);
  });

  it('another one changed the field meanwhile: both texts are there, and mine is kept where I say so', async () => {
    const clash = { ok: true, asOf: AT, version: 3, clash: { text: 'O texto de Bia', notApplicable: '', by: 'Bia Souza', at: AT } };
    const card = openDeal(buildDealHandoff(), clash, { ok: true, asOf: AT, version: 4, clash: null });
    await card.shows(words.submit);
    card.area('risks').trigger('onInput', 'O meu texto' as never);
    card.area('risks').trigger('onBlur', 'O meu texto' as never);
    await card.shows('O texto de Bia');
    expect(card.area('risks').props.value).toBe('O meu texto');
    card.button(words.keepMine).trigger('onClick');
    await waitFor(() => expect(card.sentBody(2)).toEqual({ field: 'risks', text: 'O meu texto', base: 3 }));
    await waitFor(() => expect(card.text()).not.toContain('O texto de Bia'));
  });

  it('or theirs is taken', async () => {
    const card = openDeal(buildDealHandoff(), { ok: true, asOf: AT, version: 3, clash: { text: 'O texto de Bia', notApplicable: '', by: null, at: null } });
    await card.shows(words.submit);
    card.area('risks').trigger('onInput', 'O meu texto' as never);
    card.area('risks').trigger('onBlur', 'O meu texto' as never);
    await card.shows(words.clash(words.crm, ''));
    card.button(words.takeTheirs).trigger('onClick');
    await waitFor(() => expect(card.area('risks').props.value).toBe('O texto de Bia'));
    expect(card.text()).not.toContain(words.keepMine);
  });

  it.each(['before', 'company', 'turn'] as const)('the CS owner is proposed with the reason: %s', async (why) => {
    const csProposal = { owner: { id: '10112', name: 'Bia Souza' }, why };
    const legs = buildHandoff().legs.map((leg, at) => (at === 1 ? { ...leg, owner: csProposal.owner } : leg));
    const card = openDeal(buildDealHandoff(buildHandoff({ legs, csProposal })), { ok: true, asOf: AT }, buildDealHandoff());
    await card.shows(words.submit);
    expect(card.select('cs-owner').props).toMatchObject({ value: '10112', description: words.why[why]('Bia Souza') });
    card.select('cs-owner').trigger('onChange', '10122' as never);
    await waitFor(() => expect(contract.TakeStep.parse(card.sentBody(1)).step).toEqual({ kind: 'assign', leg: 'engagement', owner: '10122' }));
    await waitFor(() => expect(card.fetch).toHaveBeenCalledTimes(3));
  });

  it('cancelling asks for a reason first; an ended handoff is reopened the same way', async () => {
    const card = openDeal(buildDealHandoff(), { ok: true, asOf: AT }, buildDealHandoff(buildHandoff({ state: 'cancelled' })));
    await card.shows(words.cancelHandoff);
    card.button(words.cancelHandoff).trigger('onClick');
    await card.shows(words.cancelText);
    expect(card.button(words.cancelHandoff).props.disabled).toBe(true);
    card.renderer.findAll(Input).find((one) => one.props.name === 'cancel-reason')!.trigger('onInput', 'Desistiu' as never);
    await waitFor(() => expect(card.button(words.cancelHandoff).props.disabled).toBe(false));
    card.button(words.cancelHandoff).trigger('onClick');
    await waitFor(() => expect(contract.TakeStep.parse(card.sentBody(1)).step).toEqual({ kind: 'cancel', reason: 'Desistiu' }));
    await card.shows(words.reopen);
  });

  it('a leg that may be skipped is, with a reason; each that is to come has its owner', async () => {
    const [sales, engagement] = buildHandoff().legs;
    const legs = [sales!, { ...engagement!, skippable: true }, { ...engagement!, id: 'cs', label: 'CS' }];
    const card = openDeal(buildDealHandoff(buildHandoff({ legs })));
    await card.shows(words.skipLeg('Engagement'));
    expect(card.text()).not.toContain(words.skipLeg('CS'));
    expect(card.renderer.findAll(Select).map((one) => one.props.name)).toEqual(['cs-owner', 'owner-sales', 'owner-engagement', 'owner-cs']);
  });

  it('the history says whose a leg was and became', async () => {
    const history = [{ at: AT, step: 'assign', by: 'Ana Reis', reason: null, leg: 'CS', from: 'Bia Souza', to: null }];
    await openDeal(buildDealHandoff(buildHandoff({ history }))).shows(`${words.steps.assign} [CS: Bia Souza → ${words.nobody}], Ana Reis`);
  });

  it('passing on waits for the kick-off, and says so', async () => {
    const legs = [...buildAccepted().legs, { ...buildHandoff().legs[1]!, id: 'cs', label: 'CS' }];
    const card = openCompany(buildOnboarding(buildAccepted({ legs, passBlocked: 'no-kick-off' })));
    await card.shows(words.passBlocked('CS'));
    expect(card.text()).not.toContain(words.pass('CS'));
    await openCompany(buildOnboarding(buildAccepted({ legs }))).shows(words.pass('CS'));
  });

  it.each(['acceptance', 'contact', 'activity'] as const)('on the way to first value: the objective with its day, and the next contact, counted from the %s', async (after) => {
    const nextContact = { number: 2, on: '2026-12-04', days: 5, after, since: '2026-11-27' };
    const card = openCompany(buildOnboarding(buildAccepted({ firstValueDue: { on: '2026-12-18', late: false }, nextContact })));
    const day = (text: string) => createFormat(locale, 'UTC').day(text);
    await card.shows(words.valueExpected(day('2026-12-18'), 'Sobre objective'));
    expect(card.text()).toContain(words.nextContact(day('2026-12-04'), '2', words.contactAfter[after]('5', false, day('2026-11-27'))));
    expect(card.text()).not.toContain(words.valueLate);
  });

  it('first value that is late says so in words; once it is reached nothing is expected, and the days to it are told', async () => {
    await openCompany(buildOnboarding(buildAccepted({ firstValueDue: { on: '2026-11-18', late: true } }))).shows(words.valueLate);
    const reached = openCompany(buildOnboarding(buildAccepted({ state: 'first-value', firstValueOn: '2026-11-20', daysToFirstValue: 2 })));
    await reached.shows(words.reached(createFormat(locale, 'UTC').day('2026-11-20'), '2', false));
    for (const gone of [words.valueExpected('', ''), words.nextContact('', '', '')]) expect(reached.text()).not.toContain(gone.split(':')[0]!.trim());
  });

  it('whoever is named takes the baton, else the reader; another may be chosen', async () => {
    const offered = buildHandoff({ state: 'submitted', offered: true });
    const card = openCompany({ ...buildOnboarding(offered), you: '10122' }, { ok: true, asOf: AT }, buildOnboarding(offered));
    await card.shows(words.accept);
    expect(card.select('taker').props.value).toBe('10122');
    card.button(words.accept).trigger('onClick');
    await card.shows(words.acceptText);
    card.button(words.accept).trigger('onClick');
    await waitFor(() => expect(contract.TakeStep.parse(card.sentBody(1)).step).toEqual({ kind: 'accept', owner: '10122' }));
    await waitFor(() => expect(card.fetch).toHaveBeenCalledTimes(3));
  });

  it('a company without a handoff, a refusal and a server in trouble are told in words', async () => {
    await openCompany(buildOnboarding()).shows(words.noneTitle);
    await openCompany({ ok: false, code: 'role-too-low', cure: '' }).shows(words.page.refusals['role-too-low']!.title);
    await openDeal(new Response('', { status: 503 })).shows(sharedWording[lang].errors.server.title);
  });
});

it('a deal that is still being read says so, as does a leg that depends on it; the card asks again by itself', async () => {
  const words = { ...handoffWording.en, ...saleWording.en };
  const legs = buildHandoff().legs.map((leg) => ({ ...leg, undecided: leg.state === 'waiting' }));
  const card = open.openDeal([buildDealHandoff(buildHandoff({ sale: null, legs })), buildDealHandoff()]);
  await card.shows(words.reading);
  await card.shows(words.undecided);
  await waitFor(() => expect(card.text()).not.toContain(words.reading));
  expect(card.fetch).toHaveBeenCalledTimes(2);
});
