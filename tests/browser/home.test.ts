import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCards } from '../../scripts/project-build.ts';
import { accessibilityFaults, hasChromium, startBrowser, type TestBrowser } from '../support/browser.ts';
import { addCompany, daysBefore } from '../support/build-account.ts';
import { post, PUBLIC_URL, startBaton, type RunningBaton } from '../support/running-baton.ts';

let baton: RunningBaton;
let browser: TestBrowser;
let branch: string;
const bundlesDir = mkdtempSync(join(tmpdir(), 'baton-home-'));

beforeAll(async () => {
  if (!hasChromium) return;
  await buildCards({ variables: { SERVER_URL: PUBLIC_URL }, outputDir: bundlesDir });
  [baton, browser] = await Promise.all([startBaton({ bundlesDir }), startBrowser()]);
  addCompany(baton.crm, { name: 'Grupo Dorva', domain: 'dorva.com.br' });
  branch = addCompany(baton.crm, { name: 'Dorva Nordeste', domain: 'dorva.com.br' });
  await baton.install();
  const hook = await baton.addSource({ provider: 'webhook', name: 'Formulário público', settings: { type: 'nps', kind: 'relational' } });
  await post(hook, { id: 'a1', score: 2, answeredAt: daysBefore(1), comment: 'Muito lento', respondent: { email: 'carla@dorva.com.br' } });
  await baton.idle();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await baton?.close();
  rmSync(bundlesDir, { recursive: true, force: true });
});

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
});
