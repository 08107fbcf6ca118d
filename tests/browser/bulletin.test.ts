import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCompany, addContact } from '../support/build-account.ts';
import { accessibilityFaults, hasChromium } from '../support/browser.ts';
import { type BrowserAccount, openBrowserAccount } from '../support/browser-account.ts';
import { confirm } from '../support/hands.ts';
import { post } from '../support/running-baton.ts';
import { buildKey } from '../support/settings-account.ts';

const CEO = 'ceo@agencia.example';
let account: BrowserAccount;

beforeAll(async () => {
  if (!hasChromium) return;
  account = await openBrowserAccount(({ crm }) => {
    for (const name of ['Aurora', 'Boreal']) addContact(crm, addCompany(crm, { name, domain: `${name.toLowerCase()}.example`, hubspot_owner_id: '10112' }), `ana@${name.toLowerCase()}.example`);
  });
  const { baton } = account;
  await baton.ask('POST /api/1/settings/channels', { body: { key: buildKey(), kind: 'email', name: 'E-mail', redacted: false, settings: { host: 'smtp.agencia.example', port: '587', fromName: 'Baton', fromAddress: 'avisos@agencia.example' } } });
  const hook = await baton.addSource({ provider: 'webhook', name: 'Pesquisa', settings: { type: 'nps', kind: 'relational' } });
  // The months that a monthly bulletin of November tells of.
  for (const [n, score] of [10, 9, 9, 8, 3, 10].entries()) await post(hook, { id: `a${n}`, score, respondent: { email: `p${n}@aurora.example` }, answeredAt: new Date(`2026-10-2${n}T12:00:00Z`).toISOString() });
  await baton.idle();
});
afterAll(() => account?.close());

/** Nothing of a page lies beyond its edge. */
const isTooWide = (page: Page) => page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth');

describe.skipIf(!hasChromium)('the bulletin, from the settings to its reader and out again', () => {
  test('an admin adds a reader, changes what they get, and sends a test', async () => {
    const { page, errors } = await account.settings();
    await page.getByRole('tab', { name: 'Bulletin' }).click();
    await page.getByText('Nobody gets the bulletin yet').waitFor();
    await page.getByRole('button', { name: 'Add a person' }).click();
    const panel = page.getByRole('dialog');
    await panel.getByRole('textbox', { name: 'E-mail *' }).fill('ceo');
    await panel.getByLabel('Day of the week').selectOption({ label: 'Friday' });
    await panel.getByLabel('Which companies').selectOption({ label: 'Companies of Bia Souza' });
    await panel.getByLabel('Why this person gets it').fill('Weekly meeting');
    await panel.getByRole('button', { name: 'Add a person' }).click();
    await panel.getByText('Enter the e-mail of who gets it').waitFor();
    await panel.getByRole('textbox', { name: 'E-mail *' }).fill(CEO);
    expect(await accessibilityFaults(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Add a person' }).click();
    await panel.getByText('The first bulletin goes out').waitFor();
    await panel.getByRole('button', { name: 'Close' }).last().click();

    const row = page.getByRole('row', { name: new RegExp(CEO) });
    await row.getByText('Every Friday at 08:00 (America/Sao_Paulo)').waitFor();
    await row.getByText('Companies of Bia Souza · English').waitFor();
    await row.getByText('Nov 20, 2026', { exact: false }).waitFor();
    await row.getByRole('button', { name: 'Open' }).click();
    await panel.getByLabel('How often').selectOption({ label: 'Every month' });
    await panel.getByLabel('Day of the month').selectOption({ label: '31' });
    await panel.getByLabel('Which companies').selectOption({ label: 'All companies' });
    await panel.getByRole('button', { name: 'Save' }).click();
    await row.getByText('On the 31st of each month, or its last day at 08:00').waitFor();
    await row.getByText('Nov 30, 2026', { exact: false }).waitFor();
    await panel.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('The test is on its way.').waitFor();
    await account.baton.idle();
    expect(account.baton.sandbox.outbound.box.mails()[0]).toMatchObject({ recipient: CEO, subject: expect.stringMatching(/^\[Test\] Monthly bulletin: September 30\s–\sOctober 30, 2026$/) as string });
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(errors).toEqual([]);
  });

  test.each([['light', 1280], ['light', 360], ['dark', 1280], ['dark', 360]] as const)('its reader opens the page of it from the mail (%s, %i px)', async (colorScheme, width) => {
    const { page, errors } = await account.show('', 'outbound');
    const frame = page.frameLocator('iframe');
    const [opened] = await Promise.all([page.waitForEvent('popup'), frame.getByRole('link', { name: 'Open the page with the charts' }).click()]);
    await opened.emulateMedia({ colorScheme });
    await opened.setViewportSize({ width, height: 800 });
    await opened.getByRole('heading', { name: '[Test] Monthly bulletin' }).waitFor();
    await opened.getByText('The figures', { exact: true }).first().click();
    await opened.getByRole('columnheader', { name: 'Interval' }).waitFor();
    expect(await isTooWide(opened)).toBe(false);
    expect(await accessibilityFaults(opened)).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('its reader chooses another frequency, sees what it will be, and confirms', async () => {
    const { page } = await account.show('', 'outbound');
    const [opened] = await Promise.all([page.waitForEvent('popup'), page.frameLocator('iframe').getByRole('link', { name: 'Change frequency or language' }).click()]);
    await opened.getByLabel('Frequency').selectOption({ label: 'Every day' });
    await opened.getByLabel('Language').selectOption({ label: 'Português' });
    expect(await accessibilityFaults(opened)).toEqual([]);
    await opened.getByRole('button', { name: 'Continue' }).click();
    await opened.getByText('Frequency: every day. Language: Português.').waitFor();
    await opened.getByRole('button', { name: 'Confirm' }).click();
    await opened.getByText('O próximo boletim vem em 19 de novembro de 2026').waitFor();
  });

  test('its reader leaves, and the page closes; the admin sees it, also in the trail, and adds them again only on purpose', async () => {
    const { page } = await account.show('', 'outbound');
    const frame = page.frameLocator('iframe');
    const [opened] = await Promise.all([page.waitForEvent('popup'), frame.getByRole('link', { name: 'Unsubscribe' }).click()]);
    await opened.getByText(`${CEO} não recebe mais o boletim`, { exact: false }).waitFor();
    await opened.getByRole('button', { name: 'Cancelar o recebimento' }).click();
    await opened.getByText('Este endereço não recebe mais o boletim').waitFor();
    expect(await accessibilityFaults(opened)).toEqual([]);
    const [closed] = await Promise.all([page.waitForEvent('popup'), frame.getByRole('link', { name: 'Open the page with the charts' }).click()]);
    await closed.getByRole('heading', { name: 'This link opens nothing any more' }).waitFor();
    expect(await accessibilityFaults(closed)).toEqual([]);

    const settings = await account.settings({ lang: 'pt-BR' });
    await settings.page.getByRole('tab', { name: 'Boletim' }).click();
    await settings.page.getByRole('row', { name: new RegExp(CEO) }).getByText('Saiu').waitFor();
    await settings.page.getByRole('button', { name: 'Adicionar pessoa' }).click();
    const panel = settings.page.getByRole('dialog');
    await panel.getByRole('textbox', { name: 'E-mail *' }).fill(CEO);
    await panel.getByLabel('Esta pessoa saiu ou foi retirada, e pediu para receber de novo').waitFor();
    await panel.getByRole('button', { name: 'Adicionar pessoa' }).click();
    await panel.getByText('Só a adicione se ela pediu').waitFor();
    await panel.getByRole('button', { name: 'Fechar' }).click();
    await settings.page.getByRole('tab', { name: 'Auditoria' }).click();
    await settings.page.getByLabel('Mostrar').selectOption({ label: 'Boletim' });
    const left = settings.page.getByRole('row', { name: /Boletim cancelado pelo leitor/ });
    await left.getByText('Leitor do boletim', { exact: true }).waitFor();
    expect(settings.errors).toEqual([]);
  });

  test('a reader is taken out after a second yes, in Portuguese', async () => {
    const reader = 'cfo@agencia.example';
    await account.baton.ask('POST /api/1/settings/bulletin', { body: { key: buildKey(), email: reader, again: false, choices: { schedule: { frequency: 'daily', weekday: 1, monthDay: 1, time: '08:00', timeZone: 'America/Sao_Paulo' }, language: 'pt-BR', scope: { kind: 'all' }, reason: '' } } });
    const { page, errors } = await account.settings({ lang: 'pt-BR' });
    await page.getByRole('tab', { name: 'Boletim' }).click();
    const row = page.getByRole('row', { name: new RegExp(reader) });
    await row.getByRole('button', { name: 'Abrir' }).click();
    await confirm(page.getByRole('dialog'), 'Retirar do boletim', `${reader} deixa de receber`);
    await row.getByText('Retirado').waitFor();
    expect(errors).toEqual([]);
  });
});
