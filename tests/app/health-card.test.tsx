import { Alert, Icon, LineChart, ScoreCircle, StatisticsItem, StatisticsTrend, StatusTag, TableFooter, Tag } from '@hubspot/ui-extensions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { HealthFigures } from '../../extensions/contracts/health.ts';
import { HealthCard } from '../../src/app/cards/HealthCard.tsx';
import { buildContribution, buildHealthFigures, buildHealthView, buildTrend } from '../support/build-views.ts';
import { openCard } from '../support/card.tsx';

async function openHealth(figures: Partial<HealthFigures> = {}, locale = 'en-us') {
  const card = openCard(HealthCard, { replies: [buildHealthView({ figures: buildHealthFigures(figures) })], locale });
  await card.shows(locale === 'en-us' ? 'Why this score' : 'Por que esta nota');
  return card;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the head of the card', () => {
  it('shows score, band in words and shape, since when, and the rule', async () => {
    const card = await openHealth();
    expect(card.renderer.find(ScoreCircle).props.score).toBe(63);
    expect(card.renderer.find(StatusTag).text).toBe('Watch');
    expect(card.renderer.findAll(Icon)[0]?.props.name).toBe('faceNeutral');
    expect(card.text()).toContain('In this band since Nov 12, 2026');
    expect(card.text()).toContain('At risk below 50, watch below 70');
  });

  it('says in one line what weighs most, in the points of the table', async () => {
    const card = await openHealth();
    expect(card.text()).toContain('Pulling it down: Open tickets (-4.8). Holding it up: NPS (+6.2).');
  });

  it('says that a company close to the average is just that', async () => {
    const card = await openHealth({ score: 62.4, contributions: [buildContribution({ points: 0.4 })] });
    expect(card.text()).toContain('All close to the average customer.');
  });

  it('names the signal that moved the score most; a move of less than a point is no news', async () => {
    expect((await openHealth()).text()).toContain('mostly: Open tickets');
    const change = { since: '2026-11-14', from: 63.9, delta: -0.5, parts: [{ signal: 'tickets', label: 'Open tickets', points: -0.5 }] };
    const card = await openHealth({ change });
    expect(card.text()).toContain('about the same: it was 63.9');
    expect(card.renderer.maybeFind(StatisticsTrend)).toBeNull();
  });

  it('names the heaviest of those that moved it its way, not one that moved the other way', async () => {
    const part = (label: string, points: number) => ({ signal: label, label, points });
    const change = { since: '2026-11-14', from: 67, delta: -4, parts: [part('NPS', 5), part('Open tickets', -3), part('Deals', -6)] };
    expect((await openHealth({ change })).text()).toContain('mostly: Deals');
  });

  it.each([
    [72, 'healthy', true], [66, 'watch', false], [69.6, 'watch', false], [60, 'watch', true], [49, 'at-risk', false], [32, 'at-risk', true],
  ] as const)('shows HubSpot\'s circle only where its colour tells the band: %s, %s: %s', async (score, band, circle) => {
    const { renderer } = await openHealth({ score, band });
    expect(renderer.maybeFind(ScoreCircle) !== null).toBe(circle);
    if (!circle) expect(renderer.find(StatisticsItem).props).toMatchObject({ label: 'Score', number: String(score) });
  });

  it('warns of a crossing that has not lasted yet', async () => {
    const card = await openHealth({ crossing: { band: 'at-risk', since: '2026-11-20' } });
    expect(card.renderer.find(Alert).text).toContain('on the "At risk" side since Nov 20, 2026');
    expect(card.renderer.find(Alert).text).toContain('2 days');
  });

  it.each([
    [0.59, true],
    [0.6, false],
  ])('coverage %s labels low confidence: %s', async (coverage, labelled) => {
    const card = await openHealth({ coverage });
    expect(card.renderer.findAll(Tag).some((tag) => tag.text === 'Low confidence')).toBe(labelled);
  });

  it('speaks Portuguese with a decimal comma', async () => {
    const card = await openHealth({}, 'pt-br');
    expect(card.text()).toContain('Nota 63,4 de 100');
    expect(card.text()).toContain('desceu de 67,6');
  });
});

describe('the trend', () => {
  const rowsOf = (card: Awaited<ReturnType<typeof openHealth>>) => card.renderer.find(LineChart).props.data as { day: string; series: string }[];

  it('marks reconstructed points as a series of their own that joins the measured one', async () => {
    const card = await openHealth();
    expect(rowsOf(card).map((row) => row.series)).toEqual(['Reconstructed', 'Reconstructed', 'Reconstructed', 'Measured', 'Measured', 'Measured']);
    expect(card.text()).toContain('2 of 5 points were reconstructed');
  });

  it('marks a change of model with a gap and in words', async () => {
    const card = await openHealth({ trend: buildTrend([60, 61, 80], (index) => ({ modelVersion: index < 2 ? 1 : 2 })) });
    expect(rowsOf(card).map((row) => row.series)).toEqual(['Model 1', 'Model 1', 'Model 2']);
    expect(card.text()).toContain('changed from version 1 to 2 in the week of Nov 21, 2026');
  });

  it('draws no line through a single point', async () => {
    const card = await openHealth({ trend: buildTrend([60]), change: null });
    expect(card.renderer.maybeFind(LineChart)).toBeNull();
    expect(card.text()).toContain('from the second week on');
    expect(card.text()).toContain('no week of history');
  });
});

describe('the tables add up as shown', () => {
  it('what moved: the largest mover first, the reference last, the sum below', async () => {
    const card = await openHealth();
    const shown = card.text().slice(card.text().indexOf('What moved the score'), card.text().indexOf('Why this score'));
    expect(shown.match(/"[+-]?\d+\.\d"/g)).toEqual(['"-5.0"', '"+1.0"', '"-0.2"', '"-4.2"']);
    expect(shown.indexOf('Open tickets')).toBeLessThan(shown.indexOf('"NPS"'));
    expect(shown).not.toContain('CSAT');
  });

  it('what moved, when nothing did: one sentence, no table', async () => {
    const card = await openHealth({ change: { since: '2026-11-14', from: 63.4, delta: 0, parts: [{ signal: null, label: 'Reference', points: 0 }] } });
    expect(card.text()).toContain('No signal moved the score.');
    expect(card.renderer.findAll(TableFooter)).toHaveLength(1);
  });

  it('why: reference line, contributions by size, the score below', async () => {
    const card = await openHealth();
    const shown = card.text().slice(card.text().indexOf('Why this score'));
    expect(shown.match(/"[+-]?\d+\.\d"/g)).toEqual(['"62.0"', '"+6.2"', '"-4.8"', '"63.4"']);
    expect(card.renderer.findAll(TableFooter)).toHaveLength(2);
  });

  it('says the direction in words for a screen reader', async () => {
    const card = await openHealth();
    const words = card.renderer.findAll(Icon).flatMap((icon) => icon.props.screenReaderText ?? []);
    expect(words).toEqual(['lowers', 'raises', 'lowers', 'raises', 'lowers']);
  });

  it('lists what is missing, heaviest first, with what would make it known', async () => {
    const missing = (signal: string, weight: number) => buildContribution({ signal, label: signal, value: null, points: 0, weight, because: `Connect ${signal}` });
    const card = await openHealth({ contributions: [missing('small', 0.1), missing('large', 0.2)] });
    const shown = card.text().slice(card.text().indexOf('What is not known yet'));
    expect(shown.indexOf('Connect large')).toBeLessThan(shown.indexOf('Connect small'));
    expect(shown).toContain('weight 20%');
  });

  it('labels a starting reference', async () => {
    const card = await openHealth({ reference: { score: 62, frozenOn: '2026-11-20', starting: true } });
    expect(card.text()).toContain('Provisional since Nov 20, 2026');
  });

  it('ends with the time of the figures, in the zone of the portal, and the model', async () => {
    const card = await openHealth();
    expect(card.text()).toMatch(/As of Nov 21, 2026, 10:30/);
    expect(card.text()).toContain('Model 1');
  });
});
