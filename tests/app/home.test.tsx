import { BarChart, Link, SearchInput } from '@hubspot/ui-extensions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as contract from '../../extensions/contracts/home.ts';
import { homeWording } from '../../extensions/wording/home.ts';
import { sharedWording } from '../../extensions/wording/shared.ts';
import { buildHomeCompanies, buildHomeSources, buildHomeUse } from '../support/build-home.ts';
import { openHome } from '../support/open-home.tsx';
import { waitFor } from '../support/wait.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

it('the views of these tests speak the agreed contracts', () => {
  expect(contract.HomeCompanies.parse(buildHomeCompanies())).toEqual(buildHomeCompanies());
  expect(contract.HomeSources.parse(buildHomeSources())).toEqual(buildHomeSources());
  expect(contract.HomeUse.parse(buildHomeUse())).toEqual(buildHomeUse());
});

describe.each([{ locale: 'pt-br', lang: 'pt-BR' as const, score: '41,4' }, { locale: 'en-us', lang: 'en' as const, score: '41.4' }])('for a reader of $locale', ({ locale, lang, score }) => {
  const words = homeWording[lang];
  const shared = sharedWording[lang];
  it('companies: link, score and its day, band in words, NPS with its answers, owner, and when it was read', async () => {
    const page = openHome({}, locale);
    expect(page.text()).toContain(words.page.loading);
    await page.shows('Acme Ltda');
    expect(page.renderer.find(Link).props.href).toBe('https://app.hubspot.com/contacts/101/record/0-2/501?tab=customer-health');
    for (const shown of [score, shared.bands['at-risk'], words.answers('8', false), words.fewAnswers, words.unnamed('502'), words.nobody]) expect(page.text()).toContain(shown);
    expect(page.text()).toContain(shared.asOf('').split(',')[0]!.trim());
    const labels = (page.named('band').props.options as { label: string }[]).map((option) => option.label);
    expect(labels).toEqual([`${words.allBands} (6)`, `${shared.bands['at-risk']} (2)`, `${shared.bands.watch} (1)`, `${shared.bands.healthy} (3)`]);
  });

  it('companies: filters ask anew from the first page, the next page goes on after the last', async () => {
    const page = openHome({ 'GET companies': buildHomeCompanies({ next: '50.1:502' }) }, locale);
    await page.shows('Acme Ltda');
    page.press(words.next);
    await waitFor(() => expect(page.sent.at(-1)!.query.after).toBe('50.1:502'));
    page.named('band').trigger('onChange', 'watch' as never);
    await waitFor(() => expect(page.sent.at(-1)!.query).toMatchObject({ band: 'watch', after: '', lang }));
    page.named('owner').trigger('onChange', 'none' as never);
    await waitFor(() => expect(page.sent.at(-1)!.query).toMatchObject({ band: 'watch', owner: 'none' }));
    page.renderer.find(SearchInput).trigger('onChange', ' acme ' as never);
    await waitFor(() => expect(page.sent.at(-1)!.query.search).toBe('acme'));
  });

  it('companies: nothing scored, and nothing found, say what to do', async () => {
    const page = openHome({ 'GET companies': buildHomeCompanies({ companies: [] }) }, locale);
    await page.shows(words.noCompanies);
    page.named('band').trigger('onChange', 'watch' as never);
    await page.shows(words.noneFound);
    page.press(words.clear);
    await page.shows(words.noCompanies);
  });

  it('sources: how each does', async () => {
    const page = openHome({}, locale);
    page.openTab('sources');
    await page.shows(words.states.failing);
    expect(page.text()).toContain(words.openCounts('3', '2'));
    expect(page.text()).toContain(words.never);
    for (const told of [words.stopped(''), words.waitingSince('')]) expect(page.text()).toContain(told.split(/[;.]/)[0]!.trim());
  });

  it('use: weeks as bars, cards, people with what they opened, and who never did', async () => {
    const page = openHome({}, locale);
    page.openTab('use');
    await page.shows(words.use.active('2', '3'));
    const bars = page.renderer.find(BarChart).props.data as { week: string; opens: number }[];
    expect(bars.map(({ opens }) => opens)).toEqual([1, 0, 1234]);
    expect(bars[2]!.week).toBe(words.use.weekName('2026-11-16'));
    for (const shown of ['Caio Lima', 'davi@agencia.example', 'Bia Souza', words.use.never, words.use.cards.summary, lang === 'en' ? '1,234' : '1.234']) expect(page.text()).toContain(shown);
    expect(page.text()).not.toContain(words.use.more('3', '3'));
  });

  it('use: before the first open it says what to do, and a rep is told whom to ask', async () => {
    const empty = openHome({ 'GET use': buildHomeUse({ countedFrom: null, weeks: [], cards: [], people: [], known: 0, active: 0 }) }, locale);
    empty.openTab('use');
    await empty.shows(words.use.empty);
    expect(empty.renderer.findAll(BarChart)).toEqual([]);
    const rep = openHome({ 'GET use': { ok: false, code: 'role-too-low', cure: 'x' } }, locale);
    rep.openTab('use');
    await rep.shows(words.page.refusals['role-too-low']!.cure);
  });

  it.each([
    ['companies'],
    ['review'],
    ['sources'],
    ['use'],
  ] as const)('%s: a refusal and a failure are told in the reader\'s words', async (tab) => {
    const refused = openHome({ [`GET ${tab}`]: { ok: false, code: 'portal-paused', cure: 'x' } }, locale);
    refused.openTab(tab);
    await refused.shows(shared.refusals['portal-paused'].cure);
    const failed = openHome({ [`GET ${tab}`]: new Error('network') }, locale);
    failed.openTab(tab);
    await failed.shows(shared.errors.network.cure);
    expect(failed.text()).toContain(shared.retry);
  });
});
