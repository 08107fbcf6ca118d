import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mailOf } from '../../src/server/alerts/mail-page.ts';
import { slackMessage } from '../../src/server/alerts/channels/slack.ts';
import { telegramText } from '../../src/server/alerts/channels/telegram.ts';
import { accessibilityFaults, hasChromium, startBrowser, type TestBrowser } from '../support/browser.ts';
import { buildMessage, messageOf } from '../support/build-message.ts';
import { watchPage } from '../support/hostile-page.ts';
import { hostileTexts } from '../support/hostile-texts.ts';
import { buildPortalStage, type PortalStage } from '../support/portal-stage.ts';

let stage: PortalStage;
let browser: TestBrowser;

beforeAll(async () => {
  if (!hasChromium) return;
  [stage, browser] = await Promise.all([buildPortalStage(), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

function arrive(text?: string): void {
  const { box } = stage.sandbox.outbound;
  const message = text === undefined ? buildMessage() : messageOf(text);
  const { subject, html, text: plain } = mailOf([message]);
  box.addMail({ recipient: 'ana@agencia.example', subject, from: 'Baton <avisos@agencia.example>', to: 'ana@agencia.example', headers: [['Subject', subject], ['Message-ID', '<1@agencia.example>']], html, text: plain });
  const content = { kind: 'messages' as const, messages: [message] as const };
  const post = { path: '/', headers: { 'content-type': 'application/json' }, status: 200 };
  box.addPost({ ...post, kind: 'slack', host: 'hooks.slack.com', body: JSON.stringify(slackMessage(content)) });
  box.addPost({ ...post, kind: 'telegram', host: 'api.telegram.org', body: JSON.stringify({ chat_id: '-1', text: telegramText(content) }) });
  box.addPost({ ...post, kind: 'webhook', host: 'hooks.agencia.example', body: JSON.stringify({ messages: [message] }) });
}

describe.skipIf(!hasChromium)('the mailbox and the sinks', () => {
  test.each([['en', 'Mailbox and sinks', 'Nothing has arrived yet'], ['pt-BR', 'Caixa de entrada e destinos', 'Nada chegou ainda']] as const)('are reached from the navigation (%s), and say so when nothing has arrived', async (lang, title, nothing) => {
    stage.sandbox.outbound.box.clear();
    const { page, errors } = await browser.open(`${stage.sandbox.url}/portal/companies?lang=${lang}`);
    await page.getByRole('link', { name: title }).click();
    await page.getByText(nothing).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('show what arrives by itself: a mail as HTML, as text and its headers; posts roughly as they are shown there', async () => {
    stage.sandbox.outbound.box.clear();
    const { page, errors } = await browser.open(`${stage.sandbox.url}/portal/outbound?lang=en`);
    await page.getByText('Nothing has arrived yet').waitFor();
    arrive();
    const frame = page.frameLocator('iframe');
    await frame.getByRole('heading', { name: 'Acme gave a 3: a detractor' }).waitFor();
    expect(await frame.getByRole('link', { name: 'Open the company' }).getAttribute('href')).toBe('/contacts/101/record/0-2/501?tab=nps-history');
    await page.getByRole('button', { name: 'Text', exact: true }).click();
    await page.getByText('> The import failed twice & nobody called back.').waitFor();
    await page.getByRole('button', { name: 'Headers' }).click();
    await page.getByText('<1@agencia.example>').waitFor();
    for (const kind of ['Slack', 'Telegram', 'Webhook']) {
      await page.getByRole('button', { name: kind }).click();
      await page.getByText('The import failed twice & nobody called back.').first().waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
    }
    await page.getByRole('button', { name: 'Slack' }).click();
    expect(await page.getByRole('link', { name: 'Open the company' }).getAttribute('href')).toBe('/contacts/101/record/0-2/501?tab=nps-history');
    expect(errors).toEqual([]);
  });

  test('let the next answer be a fault', async () => {
    const { page } = await browser.open(`${stage.sandbox.url}/portal/outbound?view=slack&lang=en`);
    await page.getByLabel('The next one is answered').selectOption('410');
    await page.getByRole('button', { name: 'Prepare' }).click();
    await page.getByText('Prepared: 410').waitFor();
    expect(stage.sandbox.outbound.faults.waiting()).toMatchObject([{ rule: { status: 410, body: 'channel_is_archived' } }]);
  });

  test(`run nothing of ${hostileTexts.length} hostile texts, and show no mention`, async () => {
    const { page, errors } = await browser.open(`${stage.sandbox.url}/portal/outbound?lang=en`);
    const trouble = watchPage(page, (url) => url.startsWith(stage.sandbox.url));
    stage.sandbox.outbound.box.clear();
    // The box keeps 200 posts, three of each text.
    for (let from = 0; from < hostileTexts.length; from += 60) {
      stage.sandbox.outbound.box.clear();
      const texts = hostileTexts.slice(from, from + 60);
      for (const text of texts) arrive(text);
      for (const view of ['slack', 'telegram', 'webhook']) {
        await page.goto(`${stage.sandbox.url}/portal/outbound?view=${view}&lang=en`);
        await expect.poll(() => page.locator('.p-post').count()).toBe(texts.length);
        expect(await page.locator('.p-post mark, .p-post script, .p-post img, .p-post iframe').count()).toBe(0);
        expect(await page.evaluate('window.hit')).toBeUndefined();
      }
    }
    expect({ trouble, errors }).toEqual({ trouble: [], errors: [] });
  });
});
