import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../extensions/contracts/envelope.ts';
import { mailOf } from '../../src/server/alerts/mail-page.ts';
import type { Message } from '../../src/server/alerts/message.ts';
import { accessibilityFaults, hasChromium, startBrowser, type TestBrowser } from '../support/browser.ts';
import { buildMessage, messageOf } from '../support/build-message.ts';
import { watchPage } from '../support/hostile-page.ts';
import { hostileTexts } from '../support/hostile-texts.ts';

let browser: TestBrowser;
let server: Server;
let html = '';
/** What a page asked for besides itself. */
let asked: string[] = [];

beforeAll(async () => {
  if (!hasChromium) return;
  // Without any policy: a mail program may have none.
  server = createServer((request, response) => {
    if (request.url !== '/') asked.push(request.url ?? '');
    response.setHeader('content-type', 'text/html').end(request.url === '/' ? html : '');
  }).listen(0, '127.0.0.1');
  browser = await startBrowser();
});
afterAll(async () => {
  if (!hasChromium) return;
  await browser.close();
  server.close();
});

const open = (size?: { width: number; height: number }) => browser.open(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, size);

function show(...messages: [Message, ...Message[]]): void {
  ({ html } = mailOf(messages));
}

describe.skipIf(!hasChromium)('an alert as a mail', () => {
  it(`runs nothing of ${hostileTexts.length} hostile texts, asks for nothing and shows them as they were written`, async () => {
    show(buildMessage());
    const { page } = await open();
    const trouble = watchPage(page, (url) => url === page.url());
    asked = [];
    for (const text of hostileTexts) {
      show(messageOf(text), messageOf(text, { tone: 'good' }));
      await page.reload();
      const state = await page.evaluate<{ hit: unknown; scripts: number; quotes: string[] }>('({ hit: window.hit, scripts: document.scripts.length, quotes: [...document.querySelectorAll("blockquote")].map((one) => one.innerText) })');
      expect({ text, hit: state.hit, scripts: state.scripts, quotes: state.quotes.length }).toEqual({ text, hit: undefined, scripts: 0, quotes: 2 });
      if (/^[\x20-\x7e]+$/.test(text)) expect(state.quotes[0]!.replace(/\s+/g, ' ').trim()).toBe(text.replace(/\s+/g, ' ').trim());
    }
    expect({ trouble, asked: asked.filter((url) => url !== '/favicon.ico') }).toEqual({ trouble: [], asked: [] });
  }, 240_000);

  it.each<[Language, 'light' | 'dark', number]>([['pt-BR', 'light', 640], ['pt-BR', 'dark', 320], ['en', 'light', 320], ['en', 'dark', 640]])('is readable (%s, %s, %i px): contrast, names, and nothing beyond the edge', async (language, colorScheme, width) => {
    show(buildMessage({ language, quote: `${'Palavra '.repeat(40)}${'x'.repeat(300)}` }), buildMessage({ language, tone: 'good' }), buildMessage({ language, tone: 'neutral', quote: null }));
    const { page } = await open({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    // A mail is no page: landmarks and levels of headings are the mail program's.
    expect((await accessibilityFaults(page)).filter((fault) => !/^(region|landmark|page-has-heading|heading-order)/.test(fault))).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(await page.evaluate('getComputedStyle(document.querySelector(".card")).backgroundColor')).toBe(colorScheme === 'dark' ? 'rgb(30, 45, 59)' : 'rgb(255, 255, 255)');
  });

  it('has one button for each alert, which leads to the record', async () => {
    show(buildMessage());
    const { page } = await open();
    expect(await page.locator('.button a').count()).toBe(1);
    expect(await page.locator('.button a').getAttribute('href')).toBe('https://app.hubspot.com/contacts/101/record/0-2/501?tab=nps-history');
    expect(await page.locator('img').count()).toBe(0);
  });
});
