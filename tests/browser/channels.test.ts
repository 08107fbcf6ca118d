import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults, hasChromium } from '../support/browser.ts';
import { type BrowserAccount, openBrowserAccount } from '../support/browser-account.ts';

let account: BrowserAccount;

beforeAll(async () => {
  if (!hasChromium) return;
  account = await openBrowserAccount(() => undefined);
});
afterAll(() => account?.close());

const url = 'https://hooks.slack.com/services/T0/B0/c4n4rySlackPath';

describe.skipIf(!hasChromium)('the settings\' tab "Channels", as HubSpot would load it', () => {
  test('an admin adds a channel, tests it, sees why it stopped, and a test that arrives sets it going again', async () => {
    const { page, errors } = await account.settings();
    await page.getByRole('tab', { name: 'Channels' }).click();
    await page.getByText('No channel yet').waitFor();
    await page.getByRole('button', { name: 'Add a channel' }).click();
    const panel = page.getByRole('dialog');
    await panel.getByLabel('Kind').selectOption('slack');
    await panel.getByRole('textbox', { name: 'Name *', exact: true }).fill('Slack of CS');
    await panel.getByLabel('Address of the incoming webhook').fill('https://evil.example/hook');
    await panel.getByRole('button', { name: 'Add', exact: true }).click();
    await panel.getByText(/an address that begins with https:\/\/hooks\.slack\.com/).waitFor();
    await panel.getByLabel('Address of the incoming webhook').fill(url);
    await panel.getByRole('button', { name: 'Add', exact: true }).click();
    await panel.getByText('Now open the channel and send a test.').waitFor();
    await panel.getByRole('button', { name: 'Close' }).last().click();

    const row = page.getByRole('row', { name: /Slack of CS/ });
    await row.getByText('On', { exact: true }).waitFor();
    await row.getByRole('button', { name: 'Open' }).click();
    await panel.getByRole('button', { name: 'Send a test' }).click();
    await panel.getByText('The test was taken').waitFor();
    expect(account.baton.sandbox.outbound.box.posts()).toHaveLength(1);

    account.baton.sandbox.outbound.faults.script([{ kind: 'status', status: 410, body: 'channel_is_archived', path: 'slack', count: 1, skip: 0, chance: 1, seed: 1, headers: {} }]);
    await panel.getByRole('button', { name: 'Send a test' }).click();
    await panel.getByText('The test did not arrive: The place is no more.').waitFor();
    await row.getByText('Stopped by a fault').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Send a test' }).click();
    await panel.getByText('The test was taken').waitFor();
    await row.getByText('On', { exact: true }).waitFor();
    expect(await page.content()).not.toContain('c4n4rySlackPath');
    expect(errors).toEqual([]);
  });

  test('what Baton makes for a signed webhook is shown once, in Portuguese, too; a channel is removed after a second yes', async () => {
    const { page, card, errors } = await account.settings({ lang: 'pt-BR' });
    await page.getByRole('tab', { name: 'Canais' }).click();
    await page.getByRole('button', { name: 'Adicionar canal' }).click();
    const panel = page.getByRole('dialog');
    await panel.getByLabel('Tipo').selectOption('webhook');
    await panel.getByRole('textbox', { name: 'Nome *', exact: true }).fill('Nosso sistema');
    await panel.getByLabel('Endereço').fill('https://hooks.agencia.example/baton');
    await panel.getByRole('button', { name: 'Adicionar', exact: true }).click();
    await expect.poll(() => panel.getByLabel('Segredo da assinatura').inputValue()).toMatch(/^whsec_/);
    const secret = await panel.getByLabel('Segredo da assinatura').inputValue();
    await panel.getByRole('button', { name: 'Já copiei' }).click();
    const row = page.getByRole('row', { name: /Nosso sistema/ });
    await row.getByRole('button', { name: 'Abrir' }).click();
    await panel.getByText('Um campo secreto vazio fica como está.').waitFor();
    expect(await page.content()).not.toContain(secret);
    expect(await accessibilityFaults(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Remover canal' }).click();
    await panel.getByText('Não dá para desfazer.', { exact: false }).waitFor();
    await panel.getByRole('button', { name: 'Remover canal' }).click();
    await row.waitFor({ state: 'detached' });
    await card.getByText('Nosso sistema').waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
  });
});
