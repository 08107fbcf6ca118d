import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults, hasChromium } from '../support/browser.ts';
import { type BrowserAccount, openBrowserAccount } from '../support/browser-account.ts';
import { confirm } from '../support/hands.ts';
import { post } from '../support/running-baton.ts';
import { people } from '../support/settings-account.ts';

let account: BrowserAccount;

beforeAll(async () => {
  if (!hasChromium) return;
  account = await openBrowserAccount(({ crm }) => {
    for (const name of ['Aurora', 'Boreal', 'Cedro']) {
      const company = crm.create('companies', { name, domain: `${name.toLowerCase()}.example`, lifecyclestage: 'customer' });
      const ticket = crm.create('tickets', { subject: 'Erro', hs_pipeline: '0', hs_pipeline_stage: '1', hs_ticket_priority: 'HIGH' });
      crm.associate('tickets', ticket.id, 'companies', company.id, true);
    }
  });
});
afterAll(() => account?.close());

describe.skipIf(!hasChromium)('the app\'s settings, as HubSpot would load them', () => {
  test('an admin adds a source, sees its address once and what it receives', async () => {
    const { page, errors } = await account.settings();
    await page.getByText('HubSpot connected').waitFor();
    await page.getByRole('tab', { name: 'Sources' }).click();
    await page.getByRole('button', { name: 'Add a source' }).click();
    const panel = page.getByRole('dialog');
    await panel.getByLabel('Name of the source').fill('Yearly survey');
    await panel.getByRole('button', { name: 'Create source' }).click();
    await expect.poll(() => panel.getByLabel('Secret address').inputValue()).toMatch(/^https:\/\/baton\.sandbox\.test\/hooks\/101\/csv\/[\w-]{32}$/);
    const address = await panel.getByLabel('Secret address').inputValue();
    await panel.getByRole('button', { name: 'I have copied it' }).click();
    await page.getByText('Nothing received').waitFor();

    const csv = 'NPS;E-mail\n9;rui@aurora.example\n2;lia@boreal.example\n';
    expect((await post(address.replace('https://baton.sandbox.test', account.baton.url), csv)).status).toBe(200);
    await page.getByRole('tab', { name: 'Connection' }).click();
    await page.getByRole('tab', { name: 'Sources' }).click();
    const row = page.getByRole('row', { name: /Yearly survey/ });
    await row.getByText('Receiving').waitFor();
    await row.getByRole('button', { name: 'Open' }).click();
    await panel.getByText('2 rows: 2 new').first().waitFor();
    await panel.getByRole('button', { name: 'Test with the last delivery' }).click();
    await panel.getByText('9 (from 0 to 10)').waitFor();
    expect(await panel.textContent()).not.toContain(address.split('/').at(-1));
    expect(errors).toEqual([]);
  });

  test('an admin changes weights after seeing who changes band; the trail tells of it', async () => {
    await account.baton.idle();
    const { page, card, errors } = await account.settings({ lang: 'pt-BR' });
    await page.getByRole('tab', { name: 'Saúde' }).click();
    await page.getByRole('button', { name: 'Adotar como nova versão', disabled: true }).waitFor();
    const before = Number(/Versão (\d+)/.exec((await page.getByText(/^Versão \d+, desde/).first().textContent())!)![1]);
    await page.getByLabel('NPS relacional').fill('90');
    await page.getByRole('button', { name: 'Ver quem muda de faixa' }).click();
    await page.getByText('Prévia: nada foi gravado').waitFor();
    await confirm(card, 'Adotar como nova versão', `A versão ${before + 1} passa a valer`);
    await page.getByText(`Versão ${before + 1}, desde`, { exact: false }).first().waitFor();
    await page.getByRole('tab', { name: 'Auditoria' }).click();
    await page.getByText(`Pesos adotados: model:${before + 1}`).waitFor();
    await page.getByText('weights.nps: 10 → 90').waitFor();
    expect(errors).toEqual([]);
  });

  test('an admin creates a usage key and sees it once; it works until it is revoked', async () => {
    const { page, errors } = await account.settings();
    await page.getByRole('tab', { name: 'Usage keys' }).click();
    await page.getByText('No usage key').waitFor();
    await page.getByRole('button', { name: 'Create a key' }).click();
    const panel = page.getByRole('dialog');
    await panel.getByLabel('Name of the key').fill('Production');
    await panel.getByRole('button', { name: 'Create a key' }).click();
    await expect.poll(() => panel.getByLabel('Secret key').inputValue()).toMatch(/^baton_/);
    const key = await panel.getByLabel('Secret key').inputValue();
    expect(await accessibilityFaults(page)).toEqual([]);
    await panel.getByRole('button', { name: 'I have copied it' }).click();
    const row = page.getByRole('row', { name: /Production/ });
    await row.getByText('Not used yet').waitFor();
    expect(await page.locator('[data-card=baton-settings]').innerText()).not.toContain(key);

    const use = () => fetch(`${account.baton.url}/v1/usage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ domain: 'aurora.example', at: account.baton.now().toISOString(), logins: 12, activeUsers: 4, seats: 5 }),
    });
    expect((await use()).status).toBe(200);
    await page.getByRole('tab', { name: 'Connection' }).click();
    await page.getByRole('tab', { name: 'Usage keys' }).click();
    await row.getByText('In use').waitFor();
    await row.getByRole('button', { name: 'Open' }).click();
    await confirm(panel, 'Revoke key', 'This cannot be undone.');
    await row.getByText('Revoked').waitFor();
    expect((await use()).status).toBe(401);
    expect(errors).toEqual([]);
  });

  test('a rep is refused on every tab, and told whom to ask', async () => {
    const { page } = await account.settings({ user: people.caio, lang: 'pt-BR' });
    for (const name of ['Conexão', 'Fontes', 'Saúde', 'Playbooks', 'Perfis', 'Auditoria']) {
      await page.getByRole('tab', { name }).click();
      await page.getByText('Seu perfil não permite isto').waitFor();
      await page.getByText('Peça a um administrador do Baton', { exact: false }).waitFor();
    }
  });

  test.each(['pt-BR', 'en'] as const)('no accessibility fault on any tab in %s; the keyboard reaches them all', async (lang) => {
    const { page } = await account.settings({ lang });
    const tabs = page.getByRole('tab');
    await tabs.first().waitFor();
    await tabs.first().focus();
    for (let index = 0; index < 7; index++) {
      await tabs.nth(index).and(page.locator('[aria-selected=true]')).waitFor();
      await page.locator('[data-card=baton-settings] .x-spinner').waitFor({ state: 'detached' });
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.keyboard.press('ArrowRight');
    }
  });
});
