import { LineChart, Link, StatusTag, Tabs } from '@hubspot/ui-extensions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as contract from '../../extensions/contracts/home-handoffs.ts';
import { firstValueRows } from '../../extensions/views/home/handoffs/first-value-rows.ts';
import { handoffsWording } from '../../extensions/wording/home-handoffs.ts';
import { homeWording } from '../../extensions/wording/home.ts';
import { sharedWording } from '../../extensions/wording/shared.ts';
import { buildHomeHandoff, buildHomeHandoffFigures, buildHomeHandoffs } from '../support/build-home-handoffs.ts';
import { openHome } from '../support/open-home.tsx';
import type { Answers } from '../support/page.tsx';
import { waitFor } from '../support/wait.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

it('the views of these tests speak the agreed contracts', () => {
  expect(contract.HomeHandoffs.parse(buildHomeHandoffs())).toEqual(buildHomeHandoffs());
  expect(contract.HomeHandoffFigures.parse(buildHomeHandoffFigures())).toEqual(buildHomeHandoffFigures());
});

describe.each([{ locale: 'pt-br', lang: 'pt-BR' as const }, { locale: 'en-us', lang: 'en' as const }])('for a reader of $locale', ({ locale, lang }) => {
  const words = handoffsWording[lang];
  const page = homeWording[lang];

  function open(answers: Answers = {}) {
    const home = openHome(answers, locale);
    home.openTab('handoffs');
    return home;
  }
  function openFigures(answers: Answers = {}) {
    const home = open(answers);
    home.renderer.findAll(Tabs)[1]!.trigger('onSelectedChange', 'figures' as never);
    return home;
  }

  it('each handoff: its records, who has the baton, who is asked, how late in business hours, how complete', async () => {
    const home = open();
    await home.shows('Acme Ltda');
    expect(home.renderer.findAll(Link).map((link) => link.props.href)).toEqual([
      'https://app.hubspot.com/contacts/101/record/0-2/501?tab=onboarding', 'https://app.hubspot.com/contacts/101/record/0-3/901?tab=handoff',
      'https://app.hubspot.com/contacts/101/record/0-2/502?tab=onboarding', 'https://app.hubspot.com/contacts/101/record/0-3/902?tab=handoff',
    ]);
    const shown = [
      words.late(words.hours('12', false)), words.waited(words.hours('21', false)), words.left(words.underHour, true), words.holder('Sales', 'Caio Lima'), words.asks('Engagement', words.nobody),
      words.states.submitted, words.returned('1', true), '80%', page.unnamed('502'), words.unnamedDeal('902'), words.open('2', false),
    ];
    for (const text of shown) expect(home.text()).toContain(text);
  });

  it('a handoff whose clock stands is paused, not late', async () => {
    const home = open({ 'GET handoffs': buildHomeHandoffs({ handoffs: [buildHomeHandoff({ paused: true, late: false, dueAt: null, leftHours: null })] }) });
    await home.shows(words.paused);
    expect(home.text()).not.toContain(words.never);
  });

  it('squads: breaches in words, how many of them wait for the next leg, and how long companies are there', async () => {
    const home = open();
    await home.shows(words.squads);
    for (const text of [words.lateOf('1', '25%'), words.waitingNext('1', true), words.middle(words.hours('9', false)), words.longest(words.hours('40', false)), words.middle(words.underHour)]) expect(home.text()).toContain(text);
    expect(home.renderer.findAll(StatusTag).map((tag) => tag.props.variant)).toContain('danger');
  });

  it('filters ask anew from the first page; the next page goes on after the last', async () => {
    const home = open({ 'GET handoffs': buildHomeHandoffs({ next: '1:x' }) });
    await home.shows('Acme Ltda');
    home.press(page.next);
    await waitFor(() => expect(home.sent.at(-1)!.query.after).toBe('1:x'));
    home.named('leg').trigger('onChange', 'sales' as never);
    await waitFor(() => expect(home.sent.at(-1)!.query).toMatchObject({ leg: 'sales', after: '', mine: '', lang }));
    home.named('state').trigger('onChange', 'submitted' as never);
    await waitFor(() => expect(home.sent.at(-1)!.query).toMatchObject({ leg: 'sales', state: 'submitted' }));
    home.named('whose').trigger('onChange', 'mine' as never);
    await waitFor(() => expect(home.sent.at(-1)!.query).toMatchObject({ mine: 'mine', leg: 'sales', state: 'submitted', after: '' }));
  });

  it('what the list is narrowed to stays, also after a look at the results, and is seen where nothing of it is left', async () => {
    const home = open({ 'GET handoffs': buildHomeHandoffs({ legs: [], states: [] }) });
    await home.shows('Acme Ltda');
    home.named('leg').trigger('onChange', 'sales' as never);
    home.named('state').trigger('onChange', 'submitted' as never);
    home.named('whose').trigger('onChange', 'mine' as never);
    home.renderer.findAll(Tabs)[1]!.trigger('onSelectedChange', 'figures' as never);
    await home.shows(words.figuresIntro);
    expect(home.sent.at(-1)!.query).toMatchObject({ mine: 'mine', days: '90' });
    home.renderer.findAll(Tabs)[1]!.trigger('onSelectedChange', 'open' as never);
    await home.shows('Acme Ltda');
    expect(home.sent.at(-1)!.query).toMatchObject({ mine: 'mine', leg: 'sales', state: 'submitted' });
    expect(home.named('leg').props).toMatchObject({ value: 'sales', options: [{ value: 'all' }, { value: 'sales', label: 'Sales (0)' }] });
    expect(home.named('state').props).toMatchObject({ value: 'submitted', options: [{ value: 'all' }, { value: 'submitted', label: `${words.states.submitted} (0)` }] });
  });

  it('nothing under way, and nothing with these filters, say what to do', async () => {
    const home = open({ 'GET handoffs': buildHomeHandoffs({ handoffs: [], open: 0, squads: [], states: [], legs: [] }) });
    await home.shows(words.none);
    home.named('state').trigger('onChange', 'submitted' as never);
    await home.shows(words.noneFound);
    home.named('whose').trigger('onChange', 'mine' as never);
    await waitFor(() => expect(home.sent.at(-1)!.query).toMatchObject({ mine: 'mine' }));
    home.press(page.clear);
    await home.shows(words.none);
    expect(home.sent.at(-1)!.query).toMatchObject({ mine: '', leg: '', state: '' });
  });

  it('figures: each with how many it is of, and its interval; the curve as a chart', async () => {
    const home = openFigures();
    await home.shows(words.firstPassText('6', '8'));
    const shown = [
      '75%', words.interval('41%', '93%'), words.perHandoffText('4', '8'), words.byReturns('6', '0', '2'), lang === 'en' ? '0.5' : '0,5', words.promisesText('4', '1', '3'), words.promisesOf('7'), '80%',
      words.median('34', false), words.medianInterval('21', null), words.firstValueText('5', '8'), words.curveText,
    ];
    for (const text of shown) expect(home.text()).toContain(text);
    expect(home.renderer.find(LineChart).props.data).toHaveLength(15);
    home.named('days').trigger('onChange', '365' as never);
    await waitFor(() => expect(home.sent.at(-1)!.query).toMatchObject({ days: '365', mine: '' }));
  });

  it('one of a kind is told in the singular', async () => {
    const one = buildHomeHandoff({ leftHours: 1.5, late: false });
    await open({ 'GET handoffs': buildHomeHandoffs({ handoffs: [one] }) }).shows(lang === 'en' ? '1 business h left' : 'Falta 1 h útil');
    await openFigures({ 'GET handoffs/figures': buildHomeHandoffFigures({ firstValue: { ...buildHomeHandoffFigures().firstValue, median: 1 } }) }).shows(lang === 'en' ? '"1 day"' : '"1 dia"');
  });

  it('figures: what is not known says so instead of a number', async () => {
    const none = buildHomeHandoffFigures({
      firstPass: { n: 0, of: 0, interval: null }, returns: [], promises: { handoffs: 0, open: 0, kept: 0, broken: 0, interval: null }, firstValue: { of: 0, reached: 0, median: null, low: null, high: null, curve: [] },
    });
    const home = openFigures({ 'GET handoffs/figures': none });
    await home.shows(words.nothing);
    expect(home.renderer.findAll(LineChart)).toEqual([]);
    const early = openFigures({ 'GET handoffs/figures': buildHomeHandoffFigures({ firstValue: { ...none.firstValue, of: 9, reached: 1 } }) });
    await early.shows(words.unknownMedian);
    expect(early.text()).toContain(words.unknownMedianText);
  });

  it.each(['handoffs', 'handoffs/figures'])('%s: a refusal and a failure are told in the reader\'s words', async (part) => {
    const show = part === 'handoffs' ? open : openFigures;
    await show({ [`GET ${part}`]: { ok: false, code: 'portal-paused', cure: 'x' } }).shows(sharedWording[lang].refusals['portal-paused'].cure);
    await show({ [`GET ${part}`]: new Error('network') }).shows(sharedWording[lang].errors.network.cure);
  });
});

describe('the rows of the curve', () => {
  const names = { share: 's', low: 'l', high: 'h' };
  const point = (day: number, share: number) => ({ day, share, low: share, high: share });
  const line = (...curve: ReturnType<typeof point>[]) => firstValueRows(curve, names).filter((row) => row.line === 's').map(({ day, share }) => [day, share]);

  it('begin at nothing on the first day and stay as they were until the day before each step', () => {
    expect(line(point(3, 0.25), point(4, 0.5), point(9, 0.754))).toEqual([[0, 0], [2, 0], [3, 25], [4, 50], [8, 50], [9, 75.4]]);
  });

  it('have no day twice, wherever the first step lies', () => {
    for (const first of [0, 1, 2]) {
      const days = line(point(first, 0.5), point(first + 1, 0.6)).map(([day]) => day);
      expect(new Set(days).size).toBe(days.length);
      expect(days[0]).toBe(0);
    }
    expect(firstValueRows([], names)).toEqual([]);
  });
});
