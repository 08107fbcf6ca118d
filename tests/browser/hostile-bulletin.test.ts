import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BulletinChoices } from '../../extensions/contracts/bulletin.ts';
import type { Language } from '../../extensions/contracts/envelope.ts';
import { composer } from '../../src/server/bulletin/compose.ts';
import type { Content } from '../../src/server/bulletin/content.ts';
import { keepIssue } from '../../src/server/bulletin/issue-store.ts';
import { linksOf } from '../../src/server/bulletin/links.ts';
import { saveSubscription } from '../../src/server/bulletin/subscription-store.ts';
import { storableText } from '../../src/server/lib/storable-text.ts';
import { createSecrets } from '../../src/server/platform/secrets.ts';
import { accessibilityFaults, hasChromium, startBrowser, type TestBrowser } from '../support/browser.ts';
import { buildChoices, buildContent } from '../support/build-bulletin.ts';
import { harmless, hostileTraces, tooRare, watchPage } from '../support/hostile-page.ts';
import { hostileTexts } from '../support/hostile-texts.ts';
import { type LocalServer, startLocalServer } from '../support/local-server.ts';
import { people, type SettingsAccount, startSettings } from '../support/settings-account.ts';

/** All of them in one place. */
const everything = hostileTexts.join(' ');
const BIA = '10112';

let baton: SettingsAccount;
let browser: TestBrowser;
/** Shows `html` without any policy: a mail program may have none. */
let bare: LocalServer;
let html = '';
let bundlesDir: string;

beforeAll(async () => {
  if (!hasChromium) return;
  bundlesDir = mkdtempSync(join(tmpdir(), 'no-cards-'));
  bare = await startLocalServer((request, response) => response.setHeader('content-type', 'text/html').end(request.url === '/' ? html : ''));
  [baton, browser] = await Promise.all([
    startSettings({ bundlesDir }, ({ sandbox, portalId }) => {
      sandbox.core.portal(portalId)!.users.find(({ ownerId }) => ownerId === BIA)!.firstName = storableText(everything);
    }),
    startBrowser(),
  ]);
});
afterAll(async () => {
  if (!hasChromium) return;
  await browser.close();
  await baton.close();
  await bare.close();
  rmSync(bundlesDir, { recursive: true });
});

/** An issue that somebody was sent: its mail, and the addresses of its pages. */
async function send(content: Content, choices: Partial<BulletinChoices> = {}) {
  const { portalId, db, config } = baton;
  const secrets = createSecrets(config.keys, randomBytes);
  const now = baton.now();
  const subscription = { id: randomUUID(), email: `${randomUUID()}@agencia.example`, addedBy: people.bia, choices: buildChoices({ scope: content.scope, ...choices }) };
  const issue = { id: randomUUID(), subscriptionId: subscription.id, slot: '2026-11-16', test: false, madeAt: now, content, letterKey: null };
  const composed = await db.withPortal(portalId, async (tx) => {
    await saveSubscription(tx, portalId, subscription, now);
    await keepIssue(tx, portalId, issue);
    const members = async () => [{ ownerId: Number(BIA), name: everything }];
    return composer({ secrets, config, members, desk: { names: async () => new Map([[people.bia, everything]]) } as never })(tx, { issueId: issue.id }, { portalId, now });
  });
  const { view, preferences, leave } = linksOf(secrets, baton.url, portalId, issue);
  return { mail: composed!.mail, view, preferences, leave };
}

/** Every text as a company to look at, one that moved, and a cause; all of them as the account, the portfolio's owner and the reason. */
function sendHostile(language: Language) {
  const texts = hostileTexts.map(storableText);
  const content = buildContent({
    account: storableText(everything), scope: { kind: 'owner', owner: BIA },
    lookAt: texts.map((company) => ({ company, money: 1, reasons: [{ kind: 'at-risk' }] })),
    causes: texts.map((label) => ({ label, n: 1 })),
  });
  content.health.moves = texts.map((company) => ({ company, from: 'healthy', to: 'watch', money: 1 }));
  return send(content, { language, reason: storableText(everything) });
}

describe.skipIf(!hasChromium)(`a bulletin with ${hostileTexts.length} hostile texts in every place`, () => {
  test('a page that does not escape them is found out', async () => {
    html = `<!doctype html><body>${hostileTexts.filter((text) => !/refresh/.test(text)).join('\n')}`;
    const { page } = await browser.open('about:blank');
    const trouble = watchPage(page, (url) => url.startsWith(bare.url));
    await page.goto(bare.url);
    expect(await hostileTraces(page)).toMatchObject({ hit: 1, elements: expect.arrayContaining([expect.stringContaining('onerror')]) });
    expect(trouble.length).toBeGreaterThan(0);
  });

  test.each<Language>(['pt-BR', 'en'])('is a mail that runs nothing, asks for nothing and shows them as they were written (%s)', async (language) => {
    const { mail } = await sendHostile(language);
    ({ html } = mail);
    const { page } = await browser.open('about:blank');
    const trouble = watchPage(page, (url) => url === `${bare.url}/`);
    await page.goto(bare.url);
    expect(await hostileTraces(page)).toEqual(harmless);
    expect(await tooRare(page, hostileTexts, 3)).toEqual([]);
    // Account, owner, who added the reader, and why.
    expect(await tooRare(page, [everything], 4)).toEqual([]);
    expect(trouble.filter((line) => !line.endsWith('/favicon.ico'))).toEqual([]);
  });

  test('is harmless in the sandbox\'s mailbox, as HTML, as text and by its headers', async () => {
    const { mail } = await sendHostile('en');
    const { box } = baton.sandbox.outbound;
    box.clear();
    box.addMail({ recipient: 'ceo@agencia.example', subject: everything, from: `${everything} <avisos@agencia.example>`, to: 'ceo@agencia.example', headers: [['Subject', everything]], html: mail.html, text: mail.text });
    const { page, errors } = await browser.open('about:blank');
    const trouble = watchPage(page, (url) => url.startsWith(baton.sandbox.url));
    await page.goto(`${baton.sandbox.url}/portal/outbound?lang=en`);
    const frame = page.frameLocator('iframe');
    await frame.getByRole('heading', { name: 'Weekly bulletin' }).waitFor();
    expect(await frame.locator('a[href*=evil], script, img, iframe, svg').count()).toBe(0);
    for (const way of ['Text', 'Headers']) {
      await page.getByRole('button', { name: way, exact: true }).click();
      expect(await hostileTraces(page, '.p-mail-view')).toEqual(harmless);
    }
    expect({ trouble, errors }).toEqual({ trouble: [], errors: [] });
  });

  test.each<Language>(['pt-BR', 'en'])('has a page that runs nothing and shows them as they were written (%s)', async (language) => {
    const { view } = await sendHostile(language);
    const { page, errors } = await browser.open('about:blank');
    const trouble = watchPage(page, (url) => url.startsWith(baton.url));
    await page.goto(view);
    expect(await hostileTraces(page)).toEqual(harmless);
    expect(await tooRare(page, hostileTexts, 3)).toEqual([]);
    expect(await tooRare(page, [everything], 2)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    // The same without the policy that would have stopped it.
    html = await (await fetch(view)).text();
    const { page: open } = await browser.open('about:blank');
    const more = watchPage(open, (url) => url.startsWith(bare.url));
    await open.goto(bare.url);
    expect(await hostileTraces(open)).toEqual(harmless);
    expect({ trouble, more, errors }).toEqual({ trouble: [], more: [], errors: [] });
  });
});

/** The figures stand below the page's own heading: a step of two levels, which axe calls moderate. */
async function faultsOf(page: Page): Promise<string[]> {
  return (await accessibilityFaults(page)).filter((fault) => !fault.startsWith('heading-order'));
}

describe.skipIf(!hasChromium)('a bulletin\'s page', () => {
  test.each<[Language, 'light' | 'dark', number]>([['pt-BR', 'light', 1_200], ['pt-BR', 'dark', 320], ['en', 'light', 320], ['en', 'dark', 1_200]])('is readable (%s, %s, %i px): contrast, names, and nothing beyond the edge', async (language, colorScheme, width) => {
    const { view, preferences, leave } = await send(buildContent(), { language });
    const { page, errors } = await browser.open('about:blank', { width, height: 900 });
    await page.emulateMedia({ colorScheme });
    for (const address of [view, preferences, leave, `${view}x`]) {
      const answer = await page.goto(address);
      expect(answer!.status()).toBe(address.endsWith('x') ? 403 : 200);
      expect({ address, faults: await faultsOf(page) }).toEqual({ address, faults: [] });
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      expect(await page.evaluate('getComputedStyle(document.querySelector(".card")).backgroundColor')).toBe(colorScheme === 'dark' ? 'rgb(27, 35, 44)' : 'rgb(255, 255, 255)');
    }
    expect(errors.filter((error) => !/403|favicon/.test(error))).toEqual([]);
  });

  test('of a period without anything is readable, too', async () => {
    const nobody = { promoters: 0, passives: 0, detractors: 0 };
    const nothing = { n: 0, money: 0 };
    const { nps, health } = buildContent();
    const { view } = await send(buildContent({
      companies: 0, lookAt: [], causes: [],
      nps: { current: nobody, previous: nobody, period: nobody, before: nobody, others: 0, months: nps.months.map(({ month }) => ({ month, standing: nobody, given: nobody })) },
      health: { ...health, mix: { healthy: nothing, watch: nothing, 'at-risk': nothing }, fell: nothing, rose: nothing, moves: [], reweighted: false },
      loop: { open: 0, overdue: 0, kept: 0, of: 0, days: 30 }, handoffs: { open: 0, late: 0 },
    }));
    const { page, errors } = await browser.open(view);
    expect(await faultsOf(page)).toEqual([]);
    expect(errors).toEqual([]);
  });
});
