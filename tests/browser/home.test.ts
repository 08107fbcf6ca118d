import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCards } from '../../scripts/project-build.ts';
import { accessibilityFaults, hasChromium, startBrowser, type TestBrowser } from '../support/browser.ts';
import { addCompany, daysBefore } from '../support/build-account.ts';
import { post, PUBLIC_URL, startBaton, type RunningBaton } from '../support/running-baton.ts';

let baton: RunningBaton;
let browser: TestBrowser;
let branch: string;
let hook: string;
const bundlesDir = mkdtempSync(join(tmpdir(), 'baton-home-'));

beforeAll(async () => {
  if (!hasChromium) return;
  await buildCards({ variables: { SERVER_URL: PUBLIC_URL }, outputDir: bundlesDir });
  [baton, browser] = await Promise.all([startBaton({ bundlesDir }), startBrowser()]);
  addCompany(baton.crm, { name: 'Grupo Dorva', domain: 'dorva.com.br' });
  branch = addCompany(baton.crm, { name: 'Dorva Nordeste', domain: 'dorva.com.br' });
  addCompany(baton.crm, { name: 'Alba', domain: 'alba.example' });
  await baton.install();
  hook = await baton.addSource({ provider: 'webhook', name: 'Formulário público', settings: { type: 'nps', kind: 'relational' } });
  await post(hook, { id: 'a1', score: 2, answeredAt: daysBefore(1), comment: 'Muito lento', respondent: { email: 'carla@dorva.com.br' } });
  await baton.idle();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await baton?.close();
  rmSync(bundlesDir, { recursive: true, force: true });
});

async function answer(id: string, fields: object): Promise<void> {
  await post(hook, { id, score: 2, answeredAt: daysBefore(1), ...fields });
  await baton.idle();
}

async function openReview(): Promise<{ page: Page; home: Locator; errors: string[] }> {
  const { page, errors } = await browser.open(`${baton.sandbox.url}/portal/home/review?lang=en`);
  return { page, home: page.locator('[data-card=baton-home]'), errors };
}

const press = (place: Locator, name: string) => place.getByRole('button', { name, exact: true }).click();

/** A step that is asked for before it is done. */
async function confirm(place: Locator, name: string, text: string): Promise<void> {
  await press(place, name);
  await place.getByText(text, { exact: false }).waitFor();
  await press(place, name);
}

async function search(home: Locator, text: string): Promise<void> {
  await home.getByLabel('Search by name or domain').fill(text);
  await home.getByLabel('Search by name or domain').press('Enter');
}

describe.skipIf(!hasChromium)('the app\'s home, as HubSpot would load it', () => {
  test('opens from the navigation and lists companies that lead to their records', async () => {
    const { page, errors } = await browser.open(`${baton.sandbox.url}/portal/companies?lang=pt-BR`);
    await page.getByRole('link', { name: 'Início do Baton' }).click();
    const home = page.locator('[data-card=baton-home]');
    await home.getByRole('link', { name: 'Dorva Nordeste' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(errors).toEqual([]);
    await home.getByRole('link', { name: 'Dorva Nordeste' }).click();
    await page.locator('[data-card=customer-health]').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/portal/companies/${branch}`);
  });

  test('an answer that is settled there stands on the company\'s NPS card', async () => {
    const { page, errors } = await browser.open(`${baton.sandbox.url}/portal/home?lang=en`);
    const home = page.locator('[data-card=baton-home]');
    await home.getByRole('tab', { name: 'Answers to check' }).click();
    await home.getByText('Muito lento').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await home.getByLabel('Company of carla@dorva.com.br').selectOption({ label: 'Dorva Nordeste' });
    await home.getByRole('button', { name: 'Give to the company' }).click();
    await home.getByText('will count for Dorva Nordeste').waitFor();
    await home.getByRole('button', { name: 'Give to the company' }).click();
    await home.getByText('The answer is now Dorva Nordeste\'s.').waitFor();
    await home.getByText('No answers to check').waitFor();
    await baton.idle();
    await page.goto(`${baton.sandbox.url}/portal/companies/${branch}?tab=nps-history&lang=en`);
    await page.locator('[data-card=nps-history]').getByText('Muito lento').first().waitFor();
    expect(errors).toEqual([]);
  });

  test('one that is nobody\'s leaves the queue for a reason, and comes back when that is undone', async () => {
    await answer('a2', { comment: 'Não sou cliente', respondent: { email: 'rui@dorva.com.br' } });
    const { page, home, errors } = await openReview();
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
  }, 60_000);

  test('one goes to any company that is found by search', async () => {
    const { home, errors } = await openReview();
    await home.getByLabel('Company of rui@dorva.com.br').selectOption({ label: 'Another company, search…' });
    await search(home, 'alba');
    await home.getByLabel('Companies found').selectOption({ label: 'Alba (alba.example)' });
    await confirm(home, 'Give to the company', 'will count for Alba');
    await home.getByText('The answer is now Alba\'s.').waitFor();
    expect(errors).toEqual([]);
  }, 60_000);

  test('one that nothing leads to a company is counted beside the queue, and found apart from it', async () => {
    await answer('a3', { comment: 'De ninguém', respondent: { email: 'lia@nowhere.example' } });
    const { page, home, errors } = await openReview();
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
  }, 60_000);
});
