import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { part as onboarding } from '../../src/server/health/signals/onboarding.ts';
import { accessibilityFaults, hasChromium, startBrowser, type TestBrowser } from '../support/browser.ts';
import { buildHealthFigures, buildHealthView, buildNpsView, buildSummaryView } from '../support/build-views.ts';
import { buildPortalStage, type Answer, type PortalStage } from '../support/portal-stage.ts';

let stage: PortalStage;
let browser: TestBrowser;

/** The companion as it answers a scored company; `score` is the health card's figure. */
function scored(score = 63.4): Answer {
  return (path) => {
    if (path.startsWith('/api/1/health/')) return { body: buildHealthView({ figures: buildHealthFigures({ score, band: score < 70 ? 'watch' : 'healthy' }) }) };
    return { body: path.startsWith('/api/1/nps/') ? buildNpsView() : buildSummaryView() };
  };
}

beforeAll(async () => {
  if (!hasChromium) return;
  [stage, browser] = await Promise.all([buildPortalStage({ cards: 'own' }), startBrowser()]);
  const { store } = stage.sandbox;
  for (const name of ['baton_health_score', 'baton_health_band', 'baton_health_as_of']) {
    store.saveDefinition('companies', {
      name, label: name, type: 'string', fieldType: 'text', groupName: 'companyinformation', description: '', options: [],
      hubspotDefined: false, readOnlyValue: false, hasUniqueValue: false, displayOrder: -1,
    });
  }
  store.update('companies', stage.companyId, { baton_health_score: '63', baton_health_band: 'watch', baton_health_as_of: '2026-11-21T13:30:00.000Z' });
});
beforeEach(() => stage?.answerWith(scored()));
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

const open = (tab: string, language: string) => browser.open(`${stage.sandbox.url}/portal/companies/${stage.companyId}?tab=${tab}&lang=${language}`);

describe.skipIf(!hasChromium)('the three cards, as HubSpot would load them', () => {
  test.each([
    ['pt-BR', 'Atenção'],
    ['en', 'Watch'],
  ])('customer health in %s: score, band and trend, no fault of page or accessibility', async (language, band) => {
    const { page, errors } = await open('customer-health', language);
    const card = page.locator('[data-card=customer-health]');
    await card.locator('.x-chart').first().waitFor();
    await expect.poll(() => card.getByRole('meter').getAttribute('aria-valuenow')).toBe('63');
    await card.getByText(band, { exact: true }).first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(errors).toEqual([]);
  });

  test.each(['pt-BR', 'en'] as const)('a deviation of the onboarding in %s: its reason stands on the card, with the line that people wrote as they wrote it', async (language) => {
    const quote = 'Go-live <b>até 14/11</b>, com o ERP integrado e o time do cliente treinado';
    const because = onboarding.say(language, [2, 9, 1], quote);
    const figures = buildHealthFigures({ score: 58 });
    const contribution = { ...figures.contributions[0]!, signal: 'onboarding', label: onboarding.label[language], because, points: -6.4, value: 0.32 };
    stage.answerWith((path) => (path.startsWith('/api/1/health/') ? { body: buildHealthView({ figures: { ...figures, contributions: [contribution, ...figures.contributions.slice(1)] } }) } : scored()(path, 0)));
    const { page, errors } = await open('customer-health', language);
    const card = page.locator('[data-card=customer-health]');
    await card.getByText(onboarding.label[language]).first().waitFor();
    await card.getByText(quote, { exact: false }).first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(errors).toEqual([]);
  });

  test.each(['pt-BR', 'en'])('NPS history in %s: figure and series', async (language) => {
    const { page, errors } = await open('nps-history', language);
    const card = page.locator('[data-card=nps-history]');
    await card.getByText('+45', { exact: true }).first().waitFor();
    await card.locator('.x-chart').first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('the sidebar stands beside every tab', async () => {
    const { page } = await open('overview', 'en');
    await page.locator('[data-card=health-sidebar]').getByRole('meter').waitFor();
  });

  test('a new score in the CRM repaints the open card with the server\'s new figures, and a message tells what changed', async () => {
    const { page } = await open('customer-health', 'en');
    const card = page.locator('[data-card=customer-health]');
    await card.locator('.x-chart').first().waitFor();
    stage.answerWith(scored(81.2));
    stage.sandbox.store.update('companies', stage.companyId, { baton_health_score: '81', baton_health_band: 'healthy', baton_health_as_of: '2026-11-21T14:00:00.000Z' });
    await expect.poll(() => card.getByRole('meter').getAttribute('aria-valuenow')).toBe('81');
    await page.getByText('Health: 63 → 81 · Band: Watch → Healthy').waitFor();
  });

  test('the score of the CRM property shows before the server has answered', async () => {
    const { page } = await browser.open('about:blank');
    await page.route('**/portal/api/fetch', () => undefined);
    await page.goto(`${stage.sandbox.url}/portal/companies/${stage.companyId}?tab=customer-health&lang=en`);
    const meter = page.locator('[data-card=customer-health]').getByRole('meter');
    await expect.poll(() => meter.getAttribute('aria-valuenow')).toBe(stage.sandbox.store.get('companies', stage.companyId)!.properties['baton_health_score']);
  });

  test('a server that fails: the card says so and asks again on demand', async () => {
    stage.answerWith(() => ({ status: 503, body: {} }));
    const { page } = await open('nps-history', 'en');
    const card = page.locator('[data-card=nps-history]');
    const retry = card.getByRole('button', { name: 'Try again' });
    await retry.waitFor();
    stage.answerWith(scored());
    await retry.click();
    await card.getByText('+45', { exact: true }).first().waitFor();
  });
});
