import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults, hasChromium } from '../support/browser.ts';
import { type BrowserAccount, openBrowserAccount } from '../support/browser-account.ts';
import { addCompany, addContact } from '../support/build-account.ts';
import { HOUR_MS, post } from '../support/running-baton.ts';
import { people } from '../support/settings-account.ts';

let account: BrowserAccount;

/** Acme's person is unhappy about a hum that Baton knows nothing of. */
beforeAll(async () => {
  if (!hasChromium) return;
  account = await openBrowserAccount(({ crm }) => {
    addContact(crm, addCompany(crm, { name: 'Acme', hubspot_owner_id: '10112' }), 'ana@acme.com.br');
  });
  const { baton } = account;
  const hook = await baton.addSource({ provider: 'webhook', name: 'Pesquisa', settings: { type: 'nps', kind: 'relational' } });
  const answer = async (id: string, comment: string, at = baton.now()) => {
    await post(hook, { id, score: 2, comment, respondent: { email: 'ana@acme.com.br' }, answeredAt: at.toISOString() });
    await baton.idle();
  };
  // Of before the account's cases began: it counts, and is nobody's case.
  await answer('before', 'Muito caro', new Date(baton.now().getTime() - HOUR_MS));
  await answer('acme', 'O zumbido incomoda, e é caro');
});
afterAll(() => account?.close());

describe.skipIf(!hasChromium)('causes', () => {
  test('an admin adds one, tries it, saves it, and the answers have it', async () => {
    const { page, card: settings, errors } = await account.settings();
    await settings.getByRole('tab', { name: 'Causes' }).click();
    await settings.getByText('2 answers with a comment', { exact: false }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await settings.getByRole('button', { name: 'New cause' }).click();
    await settings.getByRole('row', { name: /New cause/ }).getByRole('button').click();
    const panel = page.getByRole('dialog');
    await panel.getByLabel('Name').fill('Barulho');
    await panel.getByLabel('Words and phrases', { exact: false }).fill('zumbid*, barulh*');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await settings.getByLabel('A sentence of a customer').fill('Que barulho!');
    await settings.getByRole('button', { name: 'See the effect' }).click();
    await settings.getByText('Barulho: by “barulh*”').waitFor();
    await settings.getByRole('row', { name: 'Barulho 0 1 (+1)' }).waitFor();
    await settings.getByRole('button', { name: 'Save causes' }).click();
    await account.baton.idle();
    await settings.getByRole('row', { name: /Barulho 1/ }).waitFor();
    expect(errors).toEqual([]);
  });

  test('whoever deals with the case takes one off and puts one on', async () => {
    const { page, card: home, errors } = await account.home('cases', { user: people.bia });
    const row = home.getByRole('row', { name: /Acme/ });
    await row.getByText('Barulho').waitFor();
    await row.getByRole('button', { name: 'Open' }).click();
    await home.getByRole('button', { name: 'Change causes' }).click();
    await home.getByLabel('Price').uncheck();
    await home.getByLabel('Support', { exact: true }).check();
    await home.getByRole('button', { name: 'Done' }).click();
    await row.getByText('Support').waitFor();
    await expect.poll(() => row.getByText('Price').count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(errors).toEqual([]);
  });
});
