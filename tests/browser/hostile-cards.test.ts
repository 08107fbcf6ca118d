import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseView } from '../../extensions/contracts/cases.ts';
import { hasChromium, startBrowser, type TestBrowser } from '../support/browser.ts';
import { buildCase, buildCaseFigures, buildCaseSettings, buildHomeCases, buildRecordCases } from '../support/build-cases.ts';
import { buildCauseRow, buildCausesView } from '../support/build-causes.ts';
import { buildChannelRow, buildChannelsView } from '../support/build-channels.ts';
import { buildHomeCompanies, buildHomeSources } from '../support/build-home.ts';
import { buildDecidedAnswer, buildHomeDecided, buildHomeReview } from '../support/build-review.ts';
import { buildConnectionView } from '../support/build-settings.ts';
import { buildAnswer, buildNpsView, buildSummaryView } from '../support/build-views.ts';
import { harmless, hostileTraces, tooRare, watchPage } from '../support/hostile-page.ts';
import { hostileTexts } from '../support/hostile-texts.ts';
import { buildPortalStage, type PortalStage } from '../support/portal-stage.ts';

const everything = hostileTexts.join(' ');
/** A comment of all of them opens in a panel of its own. */
const answers = [everything, ...hostileTexts].map((text, at) => buildAnswer({ id: `answer-${at}`, comment: text, respondent: text, role: text, touchpoint: text, source: text }));
/** Whose company, owner, respondent, words, cause and history are the text. */
const cases = hostileTexts.map((text, at) => caseOf(text, at));

function idOf(at: number): string {
  return `4d2f0f3e-7a51-4c38-9a35-${String(at).padStart(12, '0')}`;
}

function caseOf(text: string, at: number): CaseView {
  const { company, moves } = buildCase();
  return buildCase({
    id: idOf(at), company: { ...company, name: text }, person: text, comment: text, causes: [{ id: `cause-${at}`, label: text, by: 'words' }], owner: { id: String(at + 1), name: text },
    moves: [{ ...moves[0]!, note: text, who: text, told: text }],
  });
}

let stage: PortalStage;
let browser: TestBrowser;

beforeAll(async () => {
  if (!hasChromium) return;
  [stage, browser] = await Promise.all([buildPortalStage({ cards: 'own' }), startBrowser()]);
  const { byOwner, bySegment } = buildCaseFigures();
  const { companies: [company] } = buildHomeCompanies();
  const { answers: [review] } = buildHomeReview();
  const { sources: [source] } = buildHomeSources();
  const { settings } = buildCaseSettings();
  const views: Record<string, object> = {
    '/api/1/home/cases': buildHomeCases({ cases, owners: hostileTexts.map((name, at) => ({ id: String(at + 1), name, open: 1 })) }),
    '/api/1/home/cases/figures': buildCaseFigures({
      byOwner: hostileTexts.map((name, at) => ({ ...byOwner[0]!, owner: { id: String(at + 1), name } })),
      bySegment: hostileTexts.map((label, at) => ({ ...bySegment[0]!, segment: String(at), label })),
    }),
    '/api/1/home/companies': buildHomeCompanies({
      companies: hostileTexts.map((text, at) => ({ ...company!, id: String(at + 1), name: text, owner: text })), owners: hostileTexts.map((name, at) => ({ id: String(at + 1), name, companies: 1 })),
    }),
    '/api/1/home/review': buildHomeReview({ answers: hostileTexts.map((text, at) => ({ ...review!, id: idOf(at), person: text, comment: text, source: text, candidates: review!.candidates.map((one) => ({ ...one, name: text })) })) }),
    '/api/1/home/review/decided': buildHomeDecided({ answers: hostileTexts.map((text, at) => buildDecidedAnswer({ id: idOf(at), person: text, comment: text, source: text, who: text })) }),
    '/api/1/home/sources': buildHomeSources({ sources: hostileTexts.map((name, at) => ({ ...source!, id: String(at), name, provider: name })) }),
    '/api/1/settings/connection': buildConnectionView(),
    '/api/1/settings/channels': buildChannelsView({ channels: hostileTexts.map((name, at) => buildChannelRow({ id: String(at), name })) }),
    '/api/1/settings/causes': buildCausesView({ causes: hostileTexts.map((label, at) => buildCauseRow({ id: `cause-${at}`, name: label, label, terms: [label] })) }),
    '/api/1/settings/cases': buildCaseSettings({
      settings: { ...settings, policies: hostileTexts.map((_, at) => ({ classes: ['detractor'], segments: [String(at)], hours: 4 })) },
      properties: [{ name: settings.segmentProperty!, label: everything, options: hostileTexts.map((label, at) => ({ value: String(at), label })) }],
      owners: hostileTexts.map((name, at) => ({ id: String(at + 1), name })),
    }),
  };
  const { figures } = buildNpsView();
  stage.answerWith((path) => {
    if (path.startsWith('/api/1/nps/')) return { body: buildNpsView({ figures: { ...figures!, latest: answers }, cases: { open: cases.length, overdue: 0, dueAt: '2026-11-21T16:30:00.000Z', asOf: '2026-11-21T13:30:00.000Z' } }) };
    if (path.startsWith('/api/1/cases/')) return { body: buildRecordCases({ open: cases.length, cases }) };
    return { body: views[path] ?? buildSummaryView() };
  });
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

/** A page of the portal that is watched, and what stands in its card. */
async function open(uid: string, path: string) {
  const { page, errors } = await browser.open('about:blank', { width: 1440, height: 900 });
  const trouble = watchPage(page, (url) => url.startsWith(stage.sandbox.url) || url.startsWith(`blob:${stage.sandbox.url}`));
  await page.goto(`${stage.sandbox.url}/portal/${path}${path.includes('?') ? '&' : '?'}lang=en`);
  const inside = `[data-card=${uid}]`;
  return {
    page, card: page.locator(inside),
    /** Each text stands there so often, as it was written; nothing ran, and nothing was asked for. */
    async isHarmless(times: number, texts: readonly string[] = hostileTexts, part = inside) {
      await expect.poll(() => tooRare(page, texts, times, part), { timeout: 30_000 }).toEqual([]);
      expect(await hostileTraces(page, part)).toEqual(harmless);
      expect({ trouble, errors }).toEqual({ trouble: [], errors: [] });
    },
  };
}

describe.skipIf(!hasChromium)(`${hostileTexts.length} hostile texts, shown by the portal's page,`, () => {
  test('are texts in the company\'s NPS history, on each page of it and in the panel of a long one', async () => {
    const { page, card, isHarmless } = await open('nps-history', `companies/${stage.companyId}?tab=nps-history`);
    const shown = [everything.slice(0, 160).trimEnd(), ...hostileTexts];
    for (let from = 0; from < shown.length; from += 5) {
      if (from > 0) await card.getByRole('button', { name: 'Next' }).click();
      await isHarmless(from === 0 ? 1 : 4, shown.slice(from, from + 5));
    }
    await page.reload();
    await card.getByRole('button', { name: 'Read all', exact: true }).click();
    await page.getByRole('dialog').waitFor();
    await isHarmless(2, [everything], '[role=dialog]');
  });

  test('are texts in the company\'s cases', async () => {
    const { card, isHarmless } = await open('nps-history', `companies/${stage.companyId}?tab=nps-history`);
    await card.getByRole('button', { name: 'See the cases' }).click();
    // Comment, respondent, owner, cause; in the history what was told, by whom and with which words.
    await isHarmless(7);
  });

  test('are texts in the contact\'s cases', async () => {
    const contact = stage.sandbox.store.list('contacts').results[0]!.id;
    const { isHarmless } = await open('contact-cases', `contacts/${contact}?tab=contact-cases`);
    await isHarmless(8);
  });

  test('are texts in the inbox of cases, in its filter and in a case that is opened', async () => {
    const { card, isHarmless } = await open('baton-home', 'home/cases');
    await isHarmless(5);
    await card.locator('select[name=scope]').selectOption({ label: 'Everybody\'s' });
    await isHarmless(6);
    await card.getByRole('button', { name: 'Open', exact: true }).first().click();
    await card.getByRole('button', { name: 'Record the answer' }).waitFor();
    await isHarmless(6);
  });

  test('are texts in the figures of cases: owners, their chart, and segments', async () => {
    const { card, isHarmless } = await open('baton-home', 'home/cases');
    await card.getByRole('tab', { name: 'Results' }).click();
    await isHarmless(2);
  });

  test.each([['', 3], ['review', 5], ['sources', 2]] as const)('are texts on the home page\'s tab "%s"', async (tab, times) => {
    const { isHarmless } = await open('baton-home', `home/${tab}`);
    await isHarmless(times);
  });

  test('are texts in the settings: names of channels, labels of segments, who is responsible, causes', async () => {
    const { page, card, isHarmless } = await open('baton-settings', 'companies');
    await page.getByRole('link', { name: 'App settings' }).click();
    await card.getByRole('tab', { name: 'Channels' }).click();
    await isHarmless(1);
    await card.getByRole('tab', { name: 'Cases and SLA' }).click();
    // In the rule of a segment, and in each of the three choices of a person.
    await isHarmless(4);
    await isHarmless(1, [everything]);
    await card.getByRole('tab', { name: 'Causes' }).click();
    await isHarmless(1);
  });
});
