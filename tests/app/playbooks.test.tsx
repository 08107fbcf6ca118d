import { Button, DateInput, Input, LoadingButton, MultiSelect, NumberInput, TextArea, Toggle, ToggleGroup } from '@hubspot/ui-extensions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as contract from '../../extensions/contracts/playbooks.ts';
import { settingsWordingOf } from '../../extensions/wording/settings/index.ts';
import { buildCalendarView, buildDryRunView, buildPlaybooksView, buildVariationView } from '../support/build-playbooks.ts';
import { answerLater } from '../support/answer-later.ts';
import { openPlaybooks } from '../support/open-playbooks.tsx';
import { waitFor } from '../support/wait.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the views of these tests', () => {
  it('speak the agreed contracts', () => {
    const pairs = [[contract.PlaybooksView, buildPlaybooksView()], [contract.CalendarView, buildCalendarView()], [contract.DryRunView, buildDryRunView()], [contract.VariationView, buildVariationView()]] as const;
    for (const [shape, view] of pairs) expect(shape.parse(view)).toEqual(view);
  });
});

describe.each([{ locale: 'pt-br', lang: 'pt-BR' as const }, { locale: 'en-us', lang: 'en' as const }])('for a reader of $locale', ({ locale, lang }) => {
  const { page: shared, playbooks: words } = settingsWordingOf(lang);
  const thousands = lang === 'en' ? 'R$50,000.00' : 'R$\u00a050.000,00';

  it('the list says for which sales each is, its version, its draft and who runs on it', async () => {
    const page = await openPlaybooks({}, locale);
    await page.shows(words.intro);
    for (const shown of [words.condition.from(thousands), words.condition.words('plano'), words.version('2'), words.draft, words.standard, words.batons, words.runningOn('3', '1'), words.noneRunning]) expect(page.text()).toContain(shown);
  });

  it('a leg is changed and saved as a draft on the state that was read', async () => {
    const page = await openPlaybooks({ 'POST playbooks/pb-large/draft': { ok: true, revision: 5 } }, locale);
    await page.shows(words.intro);
    page.press(words.open);
    await page.shows(words.legsTitle);
    page.input('playbook-name').trigger('onInput', 'Grandes' as never);
    page.renderer.findAll(NumberInput).find((one) => one.props.name === 'sales-sla')!.trigger('onChange', 12 as never);
    page.renderer.findAll(Toggle).find((one) => one.props.name === 'sales-gate')!.trigger('onChange', true as never);
    page.press(words.save);
    await waitFor(() => expect(page.actions.addAlert).toHaveBeenCalled());
    const sent = contract.SavePlaybook.parse(page.body('POST playbooks/pb-large/draft'));
    expect(sent).toMatchObject({ revision: 4, content: { name: 'Grandes', legs: [{ id: 'sales', slaHours: 12, gate: true }, {}, {}] } });
  });

  it('without a name it is neither saved nor published', async () => {
    const page = await openPlaybooks({}, locale);
    await page.shows(words.intro);
    page.press(words.open);
    await page.shows(words.legsTitle);
    page.input('sales-en').trigger('onInput', ' ' as never);
    await page.shows(words.nameMissing);
    const disabled = [...page.renderer.findAll(Button), ...page.renderer.findAll(LoadingButton)].filter((one) => one.props.disabled === true).map((one) => one.text);
    expect(disabled).toEqual(expect.arrayContaining([words.save, words.publish('3')]));
  });

  it('the days are changed in whole ones, nothing for no contacts; what cannot be kept is told, and neither saved nor published', async () => {
    const page = await openPlaybooks({ 'POST playbooks/pb-large/draft': { ok: true, revision: 5 } }, locale);
    await page.shows(words.intro);
    page.press(words.open);
    await page.shows(words.legsTitle);
    page.input('outreachDays').trigger('onInput', '' as never);
    const disabled = () => [...page.renderer.findAll(Button), ...page.renderer.findAll(LoadingButton)].filter((one) => one.props.disabled === true).map((one) => one.text);
    const least = { outreachDays: 0, firstValueDays: 1, lateDays: 1, silenceDays: 2 };
    for (const [name, good] of [['firstValueDays', '30'], ['lateDays', '1'], ['silenceDays', '2']] as const) {
      for (const typed of [String(Number(least[name]) - 1), '', '251', '2,5', 'dez']) {
        page.input(name).trigger('onInput', typed as never);
        await waitFor(() => expect(page.input(name).props).toMatchObject({ label: words[name], value: typed, error: true, validationMessage: words.daysWrong(String(least[name]), '250') }));
        expect(disabled()).toEqual(expect.arrayContaining([words.save, words.publish('3')]));
      }
      page.input(name).trigger('onInput', good as never);
      await waitFor(() => expect(page.input(name).props.error).toBe(false));
    }
    page.press(words.save);
    await waitFor(() => expect(page.actions.addAlert).toHaveBeenCalled());
    expect(contract.SavePlaybook.parse(page.body('POST playbooks/pb-large/draft')).content).toMatchObject({ outreachDays: 0, firstValueDays: 30, lateDays: 1, silenceDays: 2 });
  });

  it('publishing saves first, says what it does before it is done, and a refusal says why', async () => {
    const answers = { 'POST playbooks/pb-large/draft': { ok: true, revision: 5 }, 'POST playbooks/pb-large/change': { ok: false, code: 'invalid', cure: 'Two legs must exist.' } };
    const page = await openPlaybooks(answers, locale);
    await page.shows(words.intro);
    page.press(words.open);
    await page.shows(words.legsTitle);
    page.input('playbook-name').trigger('onInput', 'Grandes' as never);
    page.press(words.publish('3'));
    await page.shows(words.publishText);
    page.press(words.publish('3'));
    await page.shows('Two legs must exist.');
    expect(contract.ChangePlaybook.parse(page.body('POST playbooks/pb-large/change'))).toMatchObject({ revision: 5, change: 'publish' });
    await waitFor(() => expect(page.text()).not.toContain(words.publishText));
    // Tried again without another change, nothing is saved twice.
    page.press(words.publish('3'));
    await page.shows(words.publishText);
    page.press(words.publish('3'));
    await waitFor(() => expect(page.sent.filter(({ what }) => what === 'POST playbooks/pb-large/change')).toHaveLength(2));
    expect(page.sent.filter(({ what }) => what === 'POST playbooks/pb-large/draft')).toHaveLength(1);
  });

  it('a leg of the standard playbook is made one for some sales, by words, and another is added', async () => {
    const standard = buildPlaybooksView({ playbooks: buildPlaybooksView().playbooks.slice(1) });
    const page = await openPlaybooks({ 'GET playbooks': standard, 'POST playbooks/standard/draft': { ok: true, revision: 1 } }, locale);
    await page.shows(words.everySale);
    page.press(words.open);
    await page.shows(words.legsTitle);
    expect(page.text()).not.toContain(words.whenTitle);
    page.renderer.findAll(Toggle).find((one) => one.props.name === 'engagement-some')!.trigger('onChange', true as never);
    await page.shows(words.wordsHint);
    page.input('engagement-words').trigger('onInput', 'hora,  implanta, hora' as never);
    page.input('engagement-quantity').trigger('onInput', (lang === 'en' ? '10.5' : '10,5') as never);
    page.press(words.addLeg);
    page.press(words.save);
    await waitFor(() => expect(page.actions.addAlert).toHaveBeenCalled());
    const { content } = contract.SavePlaybook.parse(page.body('POST playbooks/standard/draft'));
    expect(content.legs.map((leg) => leg.id)).toEqual(['sales', 'engagement', 'cs', 'leg-4']);
    expect(content.legs[1]!.onlyWith).toMatchObject({ words: ['hora', 'implanta'], minQuantity: 10.5 });
  });

  it('an amount is read as its reader writes it; while it may be meant otherwise, it says so and is not saved', async () => {
    const [clear, unclear, example] = lang === 'en' ? ['10,000', '10.000', '10,000.50'] : ['10.000', '10,000', '10.000,50'];
    const page = await openPlaybooks({ 'POST playbooks/pb-large/draft': { ok: true, revision: 5 } }, locale);
    await page.shows(words.intro);
    page.press(words.open);
    await page.shows(words.legsTitle);
    const savable = () => page.renderer.findAll(LoadingButton).find((one) => one.text === words.save)!.props.disabled === false;
    page.input('when-max').trigger('onInput', unclear as never);
    await waitFor(() => expect(page.input('when-max').props).toMatchObject({ value: unclear, error: true, validationMessage: words.unclearNumber(example) }));
    expect(savable()).toBe(false);
    page.input('when-max').trigger('onInput', clear as never);
    await waitFor(() => expect(savable()).toBe(true));
    expect(page.input('when-max').props.error).toBe(false);
    page.press(words.save);
    await waitFor(() => expect(page.actions.addAlert).toHaveBeenCalled());
    expect(contract.SavePlaybook.parse(page.body('POST playbooks/pb-large/draft')).content.when).toMatchObject({ minAmount: 50_000, maxAmount: 10_000 });
  });

  it.each([['a manager', 'manager', false], ['an admin of an archived one', 'admin', true]] as const)('%s looks: every field is read only, and nothing is offered that would be refused', async (_, role, archived) => {
    const [large, standard] = buildPlaybooksView().playbooks;
    const some = { ...large!, archived, content: { ...large!.content, legs: large!.content.legs.map((leg) => ({ ...leg, onlyWith: large!.content.when })) } };
    const page = await openPlaybooks({ 'GET playbooks': buildPlaybooksView({ role, playbooks: [some, standard!] }) }, locale);
    await page.shows(words.intro);
    page.press(words.open);
    await page.shows(words.legsTitle);
    const fields = [Input, TextArea, NumberInput, MultiSelect, Toggle].flatMap((kind) => page.renderer.findAll(kind as typeof Input));
    expect(fields.length).toBeGreaterThan(30);
    expect(fields.filter((one) => one.props.readOnly !== true).map((one) => one.props.name)).toEqual([]);
    const offered = [...page.renderer.findAll(Button), ...page.renderer.findAll(LoadingButton)].map((one) => one.text);
    expect(offered).toEqual([words.back, words.variation, ...(archived ? [words.restore, words.clone] : [])]);
  });

  it('a manager looks and changes nothing', async () => {
    const page = await openPlaybooks({ 'GET playbooks': buildPlaybooksView({ role: 'manager' }), 'GET calendar': buildCalendarView({ role: 'manager' }) }, locale);
    await page.shows(shared.readOnly);
    page.press(words.open);
    await page.shows(words.legsTitle);
    for (const label of [words.save, words.clone, words.archive]) expect(() => page.press(label)).toThrow();
    page.inner('calendar');
    await page.shows(words.weekTitle);
    for (const label of [words.saveCalendar, words.addOffer]) expect(() => page.press(label)).toThrow();
  });

  it('the calendar takes hours and a ready list of holidays in order, and is saved after a second yes', async () => {
    const page = await openPlaybooks({ 'POST calendar': { ok: true, revision: 3 } }, locale);
    await page.shows(words.intro);
    page.inner('calendar');
    await page.shows(words.noHolidays);
    page.input('day-5').trigger('onInput', '9-12' as never);
    page.press(words.addOffer);
    await page.shows('Natal');
    page.renderer.find(DateInput).trigger('onChange', { year: 2026, month: 0, date: 5 } as never);
    page.input('holiday-name').trigger('onInput', 'Aniversário' as never);
    await waitFor(() => expect(page.renderer.findAll(Button).find((one) => one.text === words.addHoliday)!.props.disabled).toBe(false));
    page.press(words.addHoliday);
    await page.shows('Aniversário');
    page.press(words.saveCalendar);
    await page.shows(words.calendarText);
    page.press(words.saveCalendar);
    await waitFor(() => expect(page.actions.addAlert).toHaveBeenCalled());
    const sent = contract.SaveCalendar.parse(page.body('POST calendar'));
    expect(sent.revision).toBe(2);
    expect(sent.calendar.week[5]).toBe('9-12');
    expect(sent.calendar.holidays.map((one) => one.day)).toEqual(['2026-01-05', '2026-09-07', '2026-12-25']);
  });

  it('a dry run tells the playbook, what was looked at, who was passed over, legs, steps and what is missing', async () => {
    const page = await openPlaybooks({ 'POST dry-run': buildDryRunView({ firstValueDays: 1 }) }, locale);
    await page.shows(words.intro);
    page.inner('dry-run');
    await page.shows(words.dryIntro);
    page.press(words.run);
    await page.shows(words.outcome);
    expect(contract.DryRun.parse(page.body('POST dry-run'))).toEqual({ dealId: '601', drafts: true });
    for (const shown of [words.chosen('Enterprise', null), lang === 'en' ? 'R$90,000.00' : 'R$\u00a090.000,00', 'Renewals', 'Another pipeline.', words.noLineItems, 'No hours.', words.skipped, words.skippedStep('Training', 'Not sold.'), words.missing('Objective'), words.pace(5, '1', true)]) expect(page.text()).toContain(shown);
    // Another choice is another test: what came out of the last one is gone.
    page.renderer.find(ToggleGroup).trigger('onChange', 'published' as never);
    await waitFor(() => expect(page.text()).not.toContain(words.outcome));
    page.press(words.run);
    await page.shows(words.outcome);
    expect(page.body('POST dry-run')).toEqual({ dealId: '601', drafts: false });
  });

  it('an answer that comes after another choice is not shown as if it were of that', async () => {
    const later = answerLater();
    const page = await openPlaybooks({ 'POST dry-run': later.answer }, locale);
    await page.shows(words.intro);
    page.inner('dry-run');
    await page.shows(words.dryIntro);
    page.press(words.run);
    await waitFor(() => expect(page.body('POST dry-run')).toMatchObject({ drafts: true }));
    page.renderer.find(ToggleGroup).trigger('onChange', 'published' as never);
    await waitFor(() => expect(page.renderer.find(ToggleGroup).props.value).toBe('published'));
    later.come(buildDryRunView());
    await waitFor(() => expect(page.renderer.findAll(LoadingButton).find((one) => one.text === words.run)!.props.loading).toBe(false));
    expect(page.text()).not.toContain(words.outcome);
  });

  it('without a draft there is nothing to choose between', async () => {
    const page = await openPlaybooks({ 'GET playbooks': buildPlaybooksView({ playbooks: buildPlaybooksView().playbooks.slice(1) }), 'POST dry-run': buildDryRunView() }, locale);
    await page.shows(words.intro);
    page.inner('dry-run');
    await page.shows(words.dryIntro);
    expect(page.renderer.findAll(ToggleGroup)).toEqual([]);
    page.press(words.run);
    await page.shows(words.outcome);
    expect(page.body('POST dry-run')).toEqual({ dealId: '601', drafts: false });
  });

  it('how it went: counts, a share in time with its interval where there are enough, the median and what is allowed', async () => {
    const page = await openPlaybooks({ 'GET playbooks/pb-large/variation': buildVariationView() }, locale);
    await page.shows(words.intro);
    page.press(words.open);
    await page.shows(words.legsTitle);
    expect(page.sent.some(({ what }) => what.includes('variation'))).toBe(false);
    page.press(words.variation);
    await page.shows(words.variationOf('2', '9', '1', '7', '1'));
    for (const shown of [words.compared('9', false), words.inTime('6', '8'), words.between('41%', '93%'), words.inTime('2', '3'), words.tooFew, words.allowed('33'), lang === 'en' ? '12.5' : '12,5', words.stepCounts('CS introduced', '5', '2', '1')]) expect(page.text()).toContain(shown);
    const none = await openPlaybooks({ 'GET playbooks/pb-large/variation': { ...buildVariationView(), handoffs: 0, versions: [] } }, locale);
    await none.shows(words.intro);
    none.press(words.open);
    await none.shows(words.legsTitle);
    none.press(words.variation);
    await none.shows(words.variationNone);
  });

  it('without a deal that was won there is nothing to try, and a role too low is told so', async () => {
    const page = await openPlaybooks({ 'GET playbooks': buildPlaybooksView({ deals: [] }) }, locale);
    await page.shows(words.intro);
    page.inner('dry-run');
    await page.shows(words.noDeals);
    const refused = await openPlaybooks({ 'GET playbooks': { ok: false, code: 'role-too-low', cure: '' } }, locale);
    await refused.shows(shared.refusals['role-too-low']!.title);
  });
});
