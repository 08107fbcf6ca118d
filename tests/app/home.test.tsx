import { Alert, Button, hubspot, Link, LoadingButton, SearchInput, Select, Tabs } from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as contract from '../../extensions/contracts/home.ts';
import { HomePage } from '../../extensions/views/home/HomePage.tsx';
import { homeWording } from '../../extensions/wording/home.ts';
import { sharedWording } from '../../extensions/wording/shared.ts';
import { buildHomeCompanies, buildHomeReview, buildHomeSources } from '../support/build-home.ts';

type Answers = Record<string, object | Error>;

const views: Answers = { 'GET companies': buildHomeCompanies(), 'GET review': buildHomeReview(), 'GET sources': buildHomeSources() };

/** Opens the page in HubSpot's test renderer; the server's answers by method and path below /api/1/home/. */
function openHome(answers: Answers = {}, locale = 'en-us') {
  const sent: { what: string; body: Record<string, unknown> | undefined; query: Record<string, string> }[] = [];
  vi.spyOn(hubspot, 'fetch').mockReset().mockImplementation(async (url, options) => {
    const { pathname, searchParams } = new URL(String(url));
    const what = `${options?.method} ${pathname.replace('/api/1/home/', '')}`;
    sent.push({ what, body: options?.body as Record<string, unknown> | undefined, query: Object.fromEntries(searchParams) });
    const reply = answers[what] ?? views[what];
    if (reply === undefined) return new Promise<never>(() => {});
    if (reply instanceof Error) throw reply;
    return Response.json(reply);
  });
  const renderer = createRenderer('settings');
  renderer.render(<HomePage context={{ user: { locale }, portal: { timezone: 'America/Sao_Paulo' }, variables: { SERVER_URL: 'https://baton.example.com' } }} />);
  // Texts are drawn as JSON writes them.
  const text = () => renderer.getRootNode().toString().replaceAll('\\"', '"');
  const named = (name: string) => renderer.findAll(Select).find((one) => one.props.name === name)!;
  return {
    renderer,
    sent,
    text,
    named,
    shows: (words: string) =>
      renderer.waitFor(() => {
        if (!text().includes(words)) throw new Error(`"${words}" is not shown in\n${text()}`);
      }),
    openTab: (id: string) => renderer.find(Tabs).trigger('onSelectedChange', id as never),
    press(label: string) {
      const button = [...renderer.findAll(Button), ...renderer.findAll(LoadingButton)].find((one) => one.text === label);
      if (!button) throw new Error(`There is no button "${label}" in\n${text()}`);
      button.trigger('onClick');
    },
  };
}

afterEach(() => {
  vi.restoreAllMocks();
});

it('the views of these tests speak the agreed contracts', () => {
  expect(contract.HomeCompanies.parse(buildHomeCompanies())).toEqual(buildHomeCompanies());
  expect(contract.HomeReview.parse(buildHomeReview())).toEqual(buildHomeReview());
  expect(contract.HomeSources.parse(buildHomeSources())).toEqual(buildHomeSources());
});

describe.each([{ locale: 'pt-br', lang: 'pt-BR' as const, score: '41,4' }, { locale: 'en-us', lang: 'en' as const, score: '41.4' }])('for a reader of $locale', ({ locale, lang, score }) => {
  const words = homeWording[lang];
  const shared = sharedWording[lang];
  const review = async (answers: Answers = {}) => {
    const page = openHome(answers, locale);
    page.openTab('review');
    await page.renderer.waitFor(() => expect(page.text()).not.toContain(words.page.loading));
    return page;
  };

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
    await page.renderer.waitFor(() => expect(page.sent.at(-1)!.query.after).toBe('50.1:502'));
    page.named('band').trigger('onChange', 'watch' as never);
    await page.renderer.waitFor(() => expect(page.sent.at(-1)!.query).toMatchObject({ band: 'watch', after: '', lang }));
    page.named('owner').trigger('onChange', 'none' as never);
    await page.renderer.waitFor(() => expect(page.sent.at(-1)!.query).toMatchObject({ band: 'watch', owner: 'none' }));
    page.renderer.find(SearchInput).trigger('onChange', ' acme ' as never);
    await page.renderer.waitFor(() => expect(page.sent.at(-1)!.query.search).toBe('acme'));
  });

  it('companies: nothing scored, and nothing found, say what to do', async () => {
    const page = openHome({ 'GET companies': buildHomeCompanies({ companies: [] }) }, locale);
    await page.shows(words.noCompanies);
    page.named('band').trigger('onChange', 'watch' as never);
    await page.shows(words.noneFound);
    page.press(words.clear);
    await page.shows(words.noCompanies);
  });

  it('review: an answer with its candidates; it is settled only after a choice and a second yes', async () => {
    const page = await review({ 'POST review/settle': { ok: true, companyId: '502', recordUrl: 'https://app.hubspot.com/x/502' } });
    await page.shows('Muito lento');
    expect(page.text()).toContain(words.waiting('1', true));
    expect(page.text()).toContain(words.scored('2', '0', '10'));
    page.named('company-6f1b2c34-0000-4000-8000-000000000001').trigger('onChange', '502' as never);
    page.press(words.settle);
    await page.shows(words.settleText('Beta'));
    expect(page.sent.some(({ what }) => what.startsWith('POST'))).toBe(false);
    page.press(words.settle);
    await page.shows(words.settledText('Beta'));
    const made = page.sent.find(({ what }) => what === 'POST review/settle')!;
    expect(contract.SettleAnswer.parse(made.body)).toMatchObject({ answerId: '6f1b2c34-0000-4000-8000-000000000001', companyId: '502' });
    expect(page.sent.at(-1)!.what).toBe('GET review');
  });

  it.each(['conflict', 'not-found', 'invalid'] as const)('review: a settling refused with %s says why', async (code) => {
    const page = await review({ 'POST review/settle': { ok: false, code, cure: 'x' } });
    page.named('company-6f1b2c34-0000-4000-8000-000000000001').trigger('onChange', '502' as never);
    page.press(words.settle);
    page.press(words.settle);
    await page.shows(words.page.refusals[code]!.title);
    expect(page.renderer.findAll(Alert).length).toBeGreaterThan(0);
  });

  it('review: an empty queue, and an answer whose candidates are gone', async () => {
    expect((await review({ 'GET review': buildHomeReview({ waiting: 0, answers: [] }) })).text()).toContain(words.noReview);
    const answers = buildHomeReview().answers.map((answer) => ({ ...answer, candidates: [] }));
    expect((await review({ 'GET review': buildHomeReview({ answers }) })).text()).toContain(words.noCandidates);
  });

  it('sources: how each does', async () => {
    const page = openHome({}, locale);
    page.openTab('sources');
    await page.shows(words.states.failing);
    expect(page.text()).toContain(words.openCounts('0', '2'));
    expect(page.text()).toContain(words.never);
  });

  it.each([
    ['companies'],
    ['review'],
    ['sources'],
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
