import { BarChart, Input, LoadingButton, MultiSelect, ProgressBar, TextArea } from '@hubspot/ui-extensions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as contract from '../../extensions/contracts/causes.ts';
import { casesWording } from '../../extensions/wording/cases.ts';
import { settingsWordingOf } from '../../extensions/wording/settings/index.ts';
import { Settings } from '../../src/app/settings/Settings.tsx';
import { buildCauseRow, buildCausesView } from '../support/build-causes.ts';
import { buildCase } from '../support/build-cases.ts';
import { openHome } from '../support/open-home.tsx';
import { type Answers, openPage } from '../support/page.tsx';
import { waitFor } from '../support/wait.ts';

/** Opens the settings' tab "Causes"; the server's answers by method and path below /api/1/settings/. */
function openCauses(answers: Answers = {}, locale = 'en-us') {
  const actions = { addAlert: vi.fn(), copyTextToClipboard: vi.fn(async () => {}), closeOverlay: vi.fn() };
  const page = openPage({ path: 'settings', views: { 'GET causes': buildCausesView() }, draw: (context) => <Settings context={context} actions={actions} /> }, answers, locale);
  page.openTab('causes');
  const input = (name: string) => page.renderer.findAll(Input).find((one) => one.props.name === name)!;
  const area = (name: string) => page.renderer.findAll(TextArea).find((one) => one.props.name === name)!;
  return { ...page, actions, input, area, bodyOf: (what: string) => page.sent.find((one) => one.what === what)?.body };
}

afterEach(() => {
  vi.restoreAllMocks();
});

it('the view of these tests speaks the agreed contract', () => {
  expect(contract.CausesView.parse(buildCausesView())).toEqual(buildCausesView());
});

describe.each([{ locale: 'pt-br', lang: 'pt-BR' as const }, { locale: 'en-us', lang: 'en' as const }])('causes for a reader of $locale', ({ locale, lang }) => {
  const words = settingsWordingOf(lang).causes;
  const page = settingsWordingOf(lang).page;

  it('are told with how many answers they have, how many were unhappy, and of how many; what is archived is no bar', async () => {
    const tab = openCauses({}, locale);
    await tab.shows(words.counted('90', '20', '15', '75%'));
    for (const shown of [words.unhappy('4', false), words.unhappy('1', true), words.archived, words.termCount('1', true), 'expensive, pricing, not cheap*, cost…', words.readAt('').split(' ')[0]!]) expect(tab.text()).toContain(shown);
    const bars = tab.renderer.find(BarChart).props.data as { cause: string; n: number; class: string }[];
    expect(bars.filter(({ class: cls }) => cls === words.classes.detractors)).toEqual([{ cause: 'Price', n: 4, class: words.classes.detractors }, { cause: 'Noise', n: 1, class: words.classes.detractors }]);
    expect(tab.text()).not.toContain(words.started);
  });

  it('an account that has no answers with words is told so; one that has not changed any, that they are Baton\'s', async () => {
    const tab = openCauses({ 'GET causes': buildCausesView({ saved: false, period: { days: 90, commented: 0, tagged: 0 } }) }, locale);
    await tab.shows(words.noneCounted('90'));
    expect(tab.text()).toContain(words.started);
    expect(tab.renderer.findAll(BarChart)).toEqual([]);
  });

  it('a reading shows how far it has come, and is looked at again until it is over', async () => {
    const answers: Answers = { 'GET causes': buildCausesView({ reading: { read: 500, of: 2000 } }) };
    const tab = openCauses(answers, locale);
    await waitFor(() => expect(tab.renderer.find(ProgressBar).props).toMatchObject({ value: 500, maxValue: 2000, title: words.reading }));
    answers['GET causes'] = buildCausesView({ asOf: '2026-11-21T13:30:03.000Z' });
    await waitFor(() => expect(tab.renderer.findAll(ProgressBar)).toEqual([]));
  });

  it('a word is added and a cause is made: they are tried, and kept only when they are saved', async () => {
    const answers: Answers = {
      'POST causes/try': { ok: true, found: [{ label: 'Price', terms: ['salgado'] }], comments: 20, moves: [{ label: 'Price', before: 7, after: 9 }] },
      'POST causes': { ok: true, revision: 4 },
    };
    const tab = openCauses(answers, locale);
    await tab.shows('Price');
    expect(tab.area('terms-price').props.value).toBe('expensive, pricing, not cheap*, cost, discount');
    tab.area('terms-price').trigger('onInput', 'expensive, salgado\nexpensive; ' as never);
    tab.press(words.add);
    await tab.shows(words.isNew);
    tab.input('name-new-3').trigger('onInput', 'Delivery' as never);
    await waitFor(() => expect(tab.text()).toContain(words.changed));
    expect(tab.text()).toContain(words.unsaved);
    tab.area('try-causes').trigger('onInput', 'salgado demais' as never);
    tab.press(words.try);
    await tab.shows(words.found('Price', '“salgado”'));
    expect(tab.text()).toContain('9 (+2)');
    expect(contract.TryCauses.parse(tab.bodyOf('POST causes/try'))).toMatchObject({ text: 'salgado demais' });
    expect(tab.bodyOf('POST causes')).toBeUndefined();
    tab.press(words.save);
    await waitFor(() => expect(tab.actions.addAlert).toHaveBeenCalledWith({ type: 'success', message: words.saved }));
    const kept = contract.SaveCauses.parse(tab.bodyOf('POST causes'));
    expect(kept).toMatchObject({ revision: 3, causes: [{ id: 'price', name: null, terms: ['expensive', 'salgado'] }, { id: '0123456789ab', name: 'Noise' }, { id: 'training', archived: true }, { id: null, name: 'Delivery', terms: [] }] });
  });

  it('one without a name cannot be saved, a refusal says what to do, and what was changed stays until it is undone', async () => {
    const tab = openCauses({ 'POST causes': { ok: false, code: 'invalid', cure: 'Mend “muito”.' } }, locale);
    await tab.shows('Noise');
    tab.input('name-0123456789ab').trigger('onInput', ' ' as never);
    await tab.shows(words.nameMissing);
    tab.input('name-0123456789ab').trigger('onInput', 'Ruído' as never);
    await waitFor(() => expect(tab.text()).not.toContain(words.nameMissing));
    tab.press(words.save);
    await tab.shows('Mend “muito”.');
    expect(tab.text()).toContain('Ruído');
    tab.press(words.discard);
    await waitFor(() => expect(tab.text()).not.toContain('Ruído'));
    expect(tab.text()).not.toContain('Mend “muito”.');
  });

  it('a manager may look and try, and change nothing', async () => {
    const tab = openCauses({ 'GET causes': buildCausesView({ role: 'manager' }) }, locale);
    await tab.shows(page.readOnly);
    expect(tab.area('terms-price').props.readOnly).toBe(true);
    for (const button of [words.save, words.add, words.archive]) expect(() => tab.press(button)).toThrow();
    expect(tab.renderer.findAll(LoadingButton).map((one) => one.text)).toContain(words.try);
  });

  it('what is archived is brought back', async () => {
    const tab = openCauses({ 'GET causes': buildCausesView({ causes: [buildCauseRow({ archived: true })] }), 'POST causes': { ok: true, revision: 4 } }, locale);
    await tab.shows(words.restore);
    tab.press(words.restore);
    await tab.shows(words.archive);
    tab.press(words.save);
    await waitFor(() => expect(tab.bodyOf('POST causes')).toMatchObject({ causes: [{ id: 'price', archived: false }] }));
  });
});

describe('the causes of an answer', () => {
  const words = casesWording.en;
  const home = (answers: Answers = {}) => {
    const page = openHome(answers, 'en-us');
    page.openTab('cases');
    return page;
  };

  it('stand on its case, and are changed there: each is kept at once', async () => {
    const kept = { ok: true, causes: [{ id: 'price', label: 'Price', by: 'person' }] };
    const page = home({ [`POST /api/1/answers/${buildCase().answerId}/causes`]: kept });
    await page.shows('Time to an answer');
    page.press('Open');
    await page.shows(words.causesChange);
    page.press(words.causesChange);
    const select = () => page.renderer.find(MultiSelect);
    await waitFor(() => expect(select().props.value).toEqual(['support-wait']));
    select().trigger('onChange', ['price'] as never);
    await waitFor(() => expect(select().props.value).toEqual(['price']));
    const made = () => page.sent.flatMap(({ body }) => body ?? []);
    await waitFor(() => expect(made()).toMatchObject([{ causeId: 'price', on: true }, { causeId: 'support-wait', on: false }]));
    for (const body of made()) contract.TagAnswer.parse(body);
    page.press(words.causesDone);
    await waitFor(() => expect(page.renderer.findAll(MultiSelect)).toEqual([]));
  });

  it('that could not be kept stay as they were, with why', async () => {
    const page = home({ [`POST /api/1/answers/${buildCase().answerId}/causes`]: { ok: false, code: 'not-found', cure: 'x' } });
    await page.shows('Time to an answer');
    page.press('Open');
    await page.shows(words.causesChange);
    page.press(words.causesChange);
    await waitFor(() => page.renderer.find(MultiSelect).trigger('onChange', ['price', 'support-wait'] as never));
    await page.shows('Reload the page.');
    expect(page.renderer.find(MultiSelect).props.value).toEqual(['support-wait']);
  });
});
