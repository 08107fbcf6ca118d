import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults, hasChromium, startBrowser, type TestBrowser } from '../support/browser.ts';
import { buildPortalStage, type PortalStage } from '../support/portal-stage.ts';

let stage: PortalStage;
let browser: TestBrowser;

beforeAll(async () => {
  if (!hasChromium) return;
  [stage, browser] = await Promise.all([buildPortalStage({ cards: 'probe' }), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

/** The company's page with the probe card open and drawn. */
async function openCard(query = 'lang=en', size?: { width: number; height: number }) {
  const opened = await browser.open(`${stage.sandbox.url}/portal/companies/${stage.companyId}?tab=probe&${query}`, size);
  await opened.page.getByText('Padaria Aurora in').waitFor();
  return opened;
}

describe.skipIf(!hasChromium)('a card in its worker', () => {
  test('draws the record, its associations and the reader\'s locale, without an error', async () => {
    const { page, errors } = await openCard();
    await page.getByText('Locale en-us, record').waitFor();
    await page.getByText('marina@aurora.example, davi@aurora.example').waitFor();
    await expect.poll(() => page.getByRole('meter', { name: 'Score' }).getAttribute('aria-valuenow')).toBe('72');
    expect(errors).toEqual([]);
  });

  test('hubspot.fetch goes through the sandbox, signed and with the user\'s context', async () => {
    const { page } = await openCard();
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByText(/Answer: 200 \{"call":\d+\}/).waitFor();
    const call = stage.calls.at(-1);
    expect(call?.url).toContain('/api/probe?lang=en-us&userId=9001&portalId=101&userEmail=');
    expect(call?.headers['x-hubspot-signature-v3']).toBeTruthy();
  });

  test('a property that changes in the CRM repaints the open card', async () => {
    const { page } = await openCard();
    stage.sandbox.store.update('companies', stage.companyId, { city: 'Olinda' });
    await page.getByText('Padaria Aurora in Olinda').waitFor();
  });

  test('toasts, panel by overlay and closeOverlay, table sort, tabs, accordion', async () => {
    const { page } = await openCard();
    await page.getByRole('button', { name: 'Tell' }).click();
    await page.getByText('It is saved').waitFor();
    await page.getByRole('button', { name: 'Open panel' }).click();
    await page.getByRole('dialog', { name: 'A panel' }).getByRole('button', { name: 'Close it' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator(':focus', { hasText: 'Open panel' }).waitFor();
    await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
    await expect.poll(() => page.locator('.p-extension .x-table-bordered tbody td').allTextContents()).toEqual(['Gama', 'Beta', 'Alfa']);
    await page.getByRole('tab', { name: 'Second tab' }).click();
    await page.getByText('Second content').waitFor();
    expect(await page.getByText('Hidden until opened').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByText('Hidden until opened').waitFor();
  });

  test('a form posts what was typed', async () => {
    const { page } = await openCard();
    await page.getByLabel('Comment').fill('São João');
    await page.getByText('Typed: São João').waitFor();
    await page.getByRole('button', { name: 'Send form' }).click();
    await page.getByText(/Answer: 200/).waitFor();
    expect(JSON.parse(stage.calls.at(-1)?.body ?? '{}')).toEqual({ values: { comment: 'São João', day: '' } });
  });

  test('a chart can be walked with the arrow keys and read as a table', async () => {
    const { page } = await openCard();
    await page.getByRole('img', { name: /NPS/ }).focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.locator('.x-chart [aria-live]').textContent()).toContain('low -40, high 35');
    await expect.poll(() => page.locator('.x-chart tbody td').allTextContents()).toEqual(['-40', '35', '10', '80']);
  });

  test('a component that the page does not draw is named; a rejected handler leaves the card standing', async () => {
    const { page } = await openCard();
    await page.getByText('The sandbox portal does not draw <CrmStageTracker> yet').waitFor();
    await page.getByRole('button', { name: 'Reject' }).click();
    await page.getByRole('button', { name: 'Tell' }).click();
    await page.getByText('It is saved').waitFor();
  });

  test('a card that throws shows the failure, and can be started again', async () => {
    const { page } = await openCard();
    await page.getByRole('button', { name: 'Break' }).click();
    await page.getByText('broken on purpose').waitFor();
    await page.getByRole('button', { name: 'Reload the card' }).click();
    await page.getByText('Padaria Aurora in').waitFor();
  });
});

describe.skipIf(!hasChromium)('the page around the cards', () => {
  test('the language switch changes the page and what the card is told', async () => {
    const { page } = await openCard();
    await page.getByLabel('Language').selectOption('pt-BR');
    await page.getByText('Locale pt-br, record').waitFor();
    await page.getByRole('tab', { name: 'Visão geral' }).waitFor();
    await page.locator('html[lang=pt-BR]').waitFor();
  });

  test('search narrows a list, a row leads to its record, the back button returns', async () => {
    const { page, errors } = await browser.open(`${stage.sandbox.url}/portal/contacts?lang=en`);
    await page.getByRole('link', { name: 'Davi' }).waitFor();
    await page.getByRole('searchbox').fill('marina');
    await page.getByRole('link', { name: 'Davi' }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Marina' }).click();
    await page.getByRole('heading', { name: 'Marina', level: 1 }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Contacts', level: 1 }).waitFor();
    expect(errors).toEqual([]);
  });

  test('the drawer answers a survey by webhook and moves the clock', async () => {
    const { page } = await openCard();
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByRole('radio', { name: '3', exact: true }).click();
    await page.getByRole('button', { name: 'Send answer' }).click();
    await page.getByText('Webhook delivered').waitFor();
    expect(JSON.parse(stage.calls.at(-1)?.body ?? '{}')).toMatchObject({ score: 3, company: { id: stage.companyId } });
    const before = stage.sandbox.core.now().getTime();
    await page.getByRole('button', { name: 'Move the clock' }).click();
    await page.getByRole('button', { name: '+7 days' }).click();
    await page.getByText('The clock now shows').waitFor();
    expect(stage.sandbox.core.now().getTime() - before).toBeGreaterThan(6 * 86_400_000);
  });

  test('a CSV dropped on the drawer is reported in the page\'s language, as the server words it', async () => {
    const message = '"11" não é uma nota de nps: é preciso um número inteiro de 0 a 10.';
    stage.answerWith(() => ({ body: { rows: 1, error: 1, problems: [{ line: 2, severity: 'error', code: 'bad-score', message }] } }));
    const { page, errors } = await openCard('lang=pt-BR');
    await page.getByRole('button', { name: 'Experimentar' }).click();
    await page.getByRole('button', { name: 'Soltar um CSV de respostas' }).click();
    await page.locator('.p-drop input').setInputFiles({ name: 'nps.csv', mimeType: 'text/csv', buffer: Buffer.from('id;nota\n1;11\n') });
    await page.getByRole('button', { name: 'Só conferir' }).click();
    await page.getByRole('cell', { name: message }).waitFor();
    expect(stage.calls.at(-1)).toMatchObject({ url: '/hooks/101/csv/secret?lang=pt-BR&dryRun=1', body: 'id;nota\n1;11\n' });
    stage.answerWith((_path, count) => ({ body: { call: count } }));
    expect(errors).toEqual([]);
  });

  test('an answer that moves no figure is there to be read: the cards are opened anew', async () => {
    const { page } = await openCard();
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByText(/Answer: 200/).waitFor();
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByRole('button', { name: 'Send answer' }).click();
    await page.getByText('The answer is in').waitFor();
    await page.getByText(/Answer: 200/).waitFor({ state: 'detached' });
    await page.getByText('Padaria Aurora in').waitFor();
  });

  test.each([{ width: 1440, height: 900 }, { width: 390, height: 844 }])('no accessibility fault and nothing wider than the window at $width', async (size) => {
    const { page } = await openCard('lang=pt-BR', size);
    expect(await accessibilityFaults(page)).toEqual([]);
    const overflow = await page.evaluate(() => {
      const { documentElement } = (globalThis as unknown as { document: { documentElement: { scrollWidth: number; clientWidth: number } } }).document;
      return documentElement.scrollWidth - documentElement.clientWidth;
    });
    expect(overflow).toBe(0);
  });
});
