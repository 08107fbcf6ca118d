import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults, hasChromium } from '../support/browser.ts';
import { type BrowserAccount, openBrowserAccount } from '../support/browser-account.ts';
import { addCompany, daysBefore } from '../support/build-account.ts';
import { confirm, press } from '../support/hands.ts';
import { post } from '../support/running-baton.ts';

let account: BrowserAccount;
let branch: string;
let hook: string;

beforeAll(async () => {
  if (!hasChromium) return;
  account = await openBrowserAccount(({ crm }) => {
    addCompany(crm, { name: 'Grupo Dorva', domain: 'dorva.com.br' });
    branch = addCompany(crm, { name: 'Dorva Nordeste', domain: 'dorva.com.br' });
    addCompany(crm, { name: 'Alba', domain: 'alba.example' });
  });
  hook = await account.baton.addSource({ provider: 'webhook', name: 'Formulário público', settings: { type: 'nps', kind: 'relational' } });
  await answer('a1', { comment: 'Muito lento', respondent: { email: 'carla@dorva.com.br' } });
});
afterAll(() => account?.close());

async function answer(id: string, fields: object): Promise<void> {
  await post(hook, { id, score: 2, answeredAt: daysBefore(1), ...fields });
  await account.baton.idle();
}

async function search(home: Locator, text: string): Promise<void> {
  await home.getByLabel('Search by name or domain').fill(text);
  await home.getByLabel('Search by name or domain').press('Enter');
}

describe.skipIf(!hasChromium)('the app\'s home, as HubSpot would load it', () => {
  test('opens from the navigation and lists companies that lead to their records', async () => {
    const { page, card: home, errors } = await account.show('baton-home', 'companies', { lang: 'pt-BR' });
    await page.getByRole('link', { name: 'Início do Baton' }).click();
    await home.getByRole('link', { name: 'Dorva Nordeste' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(errors).toEqual([]);
    await home.getByRole('link', { name: 'Dorva Nordeste' }).click();
    await page.locator('[data-card=customer-health]').waitFor();
    await page.waitForURL(`**/portal/companies/${branch}**`);
  });

  test('an answer that is settled there stands on the company\'s NPS card', async () => {
    const { page, card: home, errors } = await account.home();
    await home.getByRole('tab', { name: 'Answers to check' }).click();
    await home.getByText('Muito lento').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await home.getByLabel('Company of carla@dorva.com.br').selectOption({ label: 'Dorva Nordeste' });
    await confirm(home, 'Give to the company', 'will count for Dorva Nordeste');
    await home.getByText('The answer is now Dorva Nordeste\'s.').waitFor();
    await home.getByText('No answers to check').waitFor();
    await account.baton.idle();
    const { card: nps } = await account.show('nps-history', `companies/${branch}?tab=nps-history`);
    await nps.getByText('Muito lento').first().waitFor();
    expect(errors).toEqual([]);
  });

  test('one that is nobody\'s leaves the queue for a reason, and comes back when that is undone', async () => {
    await answer('a2', { comment: 'Não sou cliente', respondent: { email: 'rui@dorva.com.br' } });
    const { page, card: home, errors } = await account.home('review');
    await home.getByText('Não sou cliente').waitFor();
    await press(home, 'None of these');
    await home.getByLabel('Why it is no company\'s').selectOption({ label: 'It is a test or junk' });
    await confirm(home, 'Take out of the queue', 'The answer is kept, without a company');
    await home.getByText('Answer taken out of the queue').waitFor();
    await home.getByText('No answers to check').waitFor();

    await home.getByLabel('Show').selectOption({ label: 'Decided' });
    const decided = home.locator('.x-tile', { hasText: 'Não sou cliente' });
    await decided.getByText('No company\'s: It is a test or junk').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await confirm(decided, 'Undo', 'The answer goes back to the queue.');
    await home.getByText('Decision undone').waitFor();
    await home.getByLabel('Show').selectOption({ label: 'Waiting for a decision' });
    await home.getByText('Não sou cliente').waitFor();
    expect(errors).toEqual([]);
  });

  test('one goes to any company that is found by search', async () => {
    const { card: home, errors } = await account.home('review');
    await home.getByLabel('Company of rui@dorva.com.br').selectOption({ label: 'Another company, search…' });
    await search(home, 'alba');
    await home.getByLabel('Companies found').selectOption({ label: 'Alba (alba.example)' });
    await confirm(home, 'Give to the company', 'will count for Alba');
    await home.getByText('The answer is now Alba\'s.').waitFor();
    expect(errors).toEqual([]);
  });

  test('one that nothing leads to a company is counted beside the queue, and found apart from it', async () => {
    await answer('a3', { comment: 'De ninguém', respondent: { email: 'lia@nowhere.example' } });
    const { page, card: home, errors } = await account.home('review');
    await home.getByText('1 more answer has no candidate company', { exact: false }).waitFor();
    await home.getByLabel('Show').selectOption({ label: 'Without a candidate' });
    await home.getByText('De ninguém').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await search(home, 'dorva nord');
    await home.getByLabel('Companies found').selectOption({ label: 'Dorva Nordeste (dorva.com.br)' });
    await confirm(home, 'Give to the company', 'will count for Dorva Nordeste');
    await home.getByText('The answer is now Dorva Nordeste\'s.').waitFor();
    await home.getByText('No answers to check').waitFor();
    expect(errors).toEqual([]);
  });
});
