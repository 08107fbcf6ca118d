import { BarChart, Button, LineChart, Panel, StatisticsItem, Tab, Table, Tabs, Text } from '@hubspot/ui-extensions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LatestAnswer, NpsSeries } from '../../extensions/contracts/nps.ts';
import { NpsCard } from '../../src/app/cards/NpsCard.tsx';
import { buildAnswer, buildNoAnswers, buildNpsFigure, buildNpsSeries, buildNpsView, buildTooFew } from '../support/build-views.ts';
import { openCard } from '../support/card.tsx';
import { waitFor } from '../support/wait.ts';

async function openNps(relational: Partial<NpsSeries> = {}, { latest = [buildAnswer()], locale = 'en-us' }: { latest?: LatestAnswer[]; locale?: string } = {}) {
  const figures = { relational: buildNpsSeries(relational), transactional: buildNpsSeries({ current: buildNoAnswers(), monthly: [], rolling: [], others: [] }), latest };
  const card = openCard(NpsCard, { replies: [buildNpsView({ figures })], locale });
  await card.shows(locale === 'en-us' ? 'Latest answers' : 'Últimas respostas');
  const [tab] = card.renderer.findAll(Tab);
  if (!tab) throw new Error('no tab');
  return { ...card, tab };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('relational and transactional stay apart', () => {
  it('has a tab for each, with n in its title', async () => {
    const card = await openNps();
    expect(card.renderer.findAll(Tab).map((tab) => tab.props.title)).toEqual(['Relational (n = 20)', 'Transactional (n = 0)', 'Cases']);
    expect(card.renderer.find(Tabs).props.selected).toBe('relational');
  });

  it('opens on the transactional tab when only that has answers', async () => {
    const figures = { relational: buildNpsSeries({ current: buildNoAnswers() }), transactional: buildNpsSeries(), latest: [] };
    const card = openCard(NpsCard, { replies: [buildNpsView({ figures })] });
    await card.shows('Latest answers');
    expect(card.renderer.find(Tabs).props.selected).toBe('transactional');
  });

  it('lists an answer only under its own kind', async () => {
    const card = openCard(NpsCard, { replies: [buildNpsView()] });
    await card.shows('Onboarding');
    const [relational, transactional] = card.renderer.findAll(Tab).map((tab) => tab.toString());
    expect(relational).toContain('Marina Lopes');
    expect(relational).not.toContain('Onboarding');
    expect(transactional).toContain('Onboarding');
  });
});

describe('the precision rule', () => {
  it('no answers: says so, no number', async () => {
    const { tab } = await openNps({ current: buildNoAnswers(), change: null });
    expect(tab.toString()).toContain('nobody answered');
    expect(tab.maybeFind(StatisticsItem)).toBeNull();
  });

  it('1 to 4: the answers, no number, no interval', async () => {
    const { tab } = await openNps({ current: buildTooFew(), change: null });
    expect(tab.toString()).toContain('only 3 answers');
    expect(tab.toString()).toContain('Marina Lopes');
    expect(tab.maybeFind(StatisticsItem)).toBeNull();
    expect(tab.toString()).not.toContain('95% confidence');
  });

  it('5 to 29: number, from-to interval, n, "indicative"', async () => {
    const { tab } = await openNps();
    expect(tab.find(StatisticsItem).props.number).toBe('+45');
    expect(tab.toString()).toContain('from +8 to +70 (95% confidence)');
    expect(tab.toString()).toContain('20 answers');
    expect(tab.toString()).toContain('Indicative');
  });

  it('30 and more: firm', async () => {
    const { tab } = await openNps({ current: buildNpsFigure({ n: 31, precision: 'firm' }) });
    expect(tab.toString()).toContain('"Enough answers"');
    expect(tab.toString()).not.toContain('Indicative');
  });
});

describe('change, response rate and other surveys', () => {
  it.each([
    [{ delta: 15, p: 0.42, significant: false }, 'May be chance: with no change at all, such a difference would show up 42% of the time.'],
    [{ delta: 40, p: 0.012, significant: true }, 'Real change: chance alone would make such a difference 1% of the time.'],
    [{ delta: 60, p: 0.00001, significant: true }, 'less than 1% of the time'],
  ])('a change of %o reads: %s', async (change, words) => {
    const { tab } = await openNps({ change });
    expect(tab.toString()).toContain(words);
    expect(tab.toString()).toContain('points against the 180 days before (n = 10)');
  });

  it('says why there is no comparison', async () => {
    const { tab } = await openNps({ change: null, previous: buildTooFew() });
    expect(tab.toString()).toContain('fewer than 5 answers (before, n = 3)');
  });

  it.each([
    [{ answered: 20, delivered: 60, rate: 0.333, low: 0.23, high: 0.46 }, '33% (20 of 60), from 23% to 46%'],
    [null, 'not reported by this source'],
  ])('response rate %o reads: %s', async (responseRate, words) => {
    expect((await openNps({ responseRate })).tab.toString()).toContain(words);
  });

  it('shows CSAT with mean on its scale, share of high scores with interval, and n', async () => {
    const text = (await openNps()).tab.toString();
    expect(text).toContain('4.2 (scale 1 to 5)');
    expect(text).toContain('86%, from 60% to 96%');
    expect(text).toContain('"14"');
  });
});

describe('surveys with few answers', () => {
  it('have no line of their own, only their answers', async () => {
    const { tab } = await openNps({ others: [{ type: 'ces', n: 2, mean: null, scale: [1, 7], topShare: null, low: null, high: null }] });
    expect(tab.toString()).not.toContain('Other surveys');
  });
});

describe('the history', () => {
  it('draws the rolling figure between its limits, only for months that have a number', async () => {
    const { tab } = await openNps();
    const rows = tab.find(LineChart).props.data as { month: string; line: string }[];
    expect(rows.filter((row) => row.line === 'NPS').map((row) => row.month)).toEqual(['2026-09-01', '2026-10-01', '2026-11-01']);
    expect(new Set(rows.map((row) => row.line))).toEqual(new Set(['Upper limit', 'NPS', 'Lower limit']));
  });

  it('draws the answers behind each month, from the first answer on', async () => {
    const { tab } = await openNps();
    const rows = tab.find(BarChart).props.data as { month: string; answers: number }[];
    expect(rows).toHaveLength(9);
    expect(rows.reduce((sum, row) => sum + row.answers, 0)).toBe(12);
  });

  it('draws no chart where no month has a number', async () => {
    const { tab } = await openNps({ current: buildTooFew(), change: null, rolling: [{ ...buildTooFew(), month: '2026-11' }] });
    expect(tab.maybeFind(BarChart)).toBeNull();
    expect(tab.toString()).toContain('Charts appear from 5 answers');
  });

  it('gives the same figures as a table, for those who do not see charts', async () => {
    const text = (await openNps()).tab.toString();
    expect(text).toContain('+40, from +1 to +68 (n = 15)');
    expect(text).toContain('no number (n = 3)');
    expect(text).toContain('no answers');
    expect(text).toMatch(/From \+30 \(Sep ’26\) to \+45 \(Nov ’26, n = 20\)/);
  });
});

describe('the latest answers', () => {
  it('show date in the zone of the portal, score, class in words, who, role and touchpoint', async () => {
    const { tab } = await openNps({}, { latest: [buildAnswer({ touchpoint: 'Renewal' })] });
    for (const words of ['Nov 17, 2026', '9 of 10', '"Promoter"', 'Marina Lopes', 'CFO · Renewal · Typeform', 'Great support.']) {
      expect(tab.toString()).toContain(words);
    }
  });

  it('open a long comment in a panel', async () => {
    const comment = 'The import stopped twice and nobody told us. '.repeat(5);
    const { tab } = await openNps({}, { latest: [buildAnswer({ comment })] });
    expect(tab.findAll(Text).some((text) => text.text === `${comment.slice(0, 160).trimEnd()}…`)).toBe(true);
    const panel = tab.find(Button).props.overlay?.find(Panel);
    expect(panel?.toString()).toContain(comment);
  });

  it('come five to a page', async () => {
    const latest = Array.from({ length: 7 }, (_, index) => buildAnswer({ id: `a${index}`, comment: `Comment ${index}.` }));
    const { tab, renderer } = await openNps({}, { latest });
    expect(tab.toString().match(/Comment \d\./g)).toHaveLength(5);
    const paged = tab.findAll(Table).find((table) => table.props.paginated);
    expect(paged?.props).toMatchObject({ page: 1, pageCount: 2 });
    (paged?.props as { onPageChange: (page: number) => void }).onPageChange(2);
    await waitFor(() => expect(renderer.find(Tab).toString().match(/Comment \d\./g)).toHaveLength(2));
  });

  it('name other surveys and say high, middle or low', async () => {
    const { tab } = await openNps({}, { latest: [buildAnswer({ type: 'csat', score: 2, scale: [1, 5], class: 'detractor', comment: null, respondent: null })] });
    for (const words of ['CSAT 2 of 5', '"Low"', 'Anonymous', 'No comment']) expect(tab.toString()).toContain(words);
  });

  it('say how to get answers when there are none', async () => {
    expect((await openNps({}, { latest: [] })).tab.toString()).toContain('Connect a survey source');
  });

  it('speak Portuguese', async () => {
    const { tab } = await openNps({}, { locale: 'pt-br' });
    for (const words of ['Promotor', 'Taxa de resposta', 'de +8 a +70', '20 respostas']) expect(tab.toString()).toContain(words);
  });
});
