import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HandoffView } from '../../extensions/contracts/handoff.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCards } from '../../scripts/project-build.ts';
import { accessibilityFaults, hasChromium, startBrowser, type TestBrowser } from '../support/browser.ts';
import { addCompany, addDeal } from '../support/build-account.ts';
import { DAY_MS, PUBLIC_URL } from '../support/running-baton.ts';
import { buildKey, people, startSettings } from '../support/settings-account.ts';
import { waitUntil } from '../support/wait.ts';

let baton: Awaited<ReturnType<typeof startSettings>>;
let browser: TestBrowser;
const deals: string[] = [];
const bundlesDir = mkdtempSync(join(tmpdir(), 'baton-home-handoffs-'));
const texts = { whyBought: 'x', objective: 'y', promises: 'ERP', stakeholders: 'Ana', scope: '40' };

/** Bia of CS has taken Dorva's baton and reached first value; Alba's waits for somebody to accept, for two days. */
async function handOver(): Promise<void> {
  for (const dealId of deals) {
    await baton.ask('POST /api/1/handoffs/deal/:dealId/start', { as: people.caio, params: { dealId }, body: { key: buildKey() } });
    const { handoff } = (await baton.ask('GET /api/1/handoffs/deal/:dealId', { as: people.caio, params: { dealId } })) as { handoff: HandoffView };
    const params = { handoffId: handoff.id };
    for (const [field, text] of Object.entries(texts)) await baton.ask('POST /api/1/handoffs/:handoffId/field', { as: people.caio, params, body: { field, text } });
    const step = (as: number, made: object) => baton.ask('POST /api/1/handoffs/:handoffId/steps', { as, params, body: { key: buildKey(), step: made } });
    await step(people.caio, { kind: 'submit' });
    if (dealId !== deals[0]) continue;
    await step(people.bia, { kind: 'accept' });
    await step(people.bia, { kind: 'reach-first-value', on: baton.now().toISOString().slice(0, 10) });
  }
  await baton.pass(2 * DAY_MS);
}

beforeAll(async () => {
  if (!hasChromium) return;
  await buildCards({ variables: { SERVER_URL: PUBLIC_URL }, outputDir: bundlesDir });
  [baton, browser] = await Promise.all([
    startSettings({ bundlesDir }, ({ crm }) => {
      for (const name of ['Dorva', 'Alba']) {
        const company = addCompany(crm, { name, domain: `${name.toLowerCase()}.example` });
        deals.push(addDeal(crm, company, { dealname: `${name} 2027`, hubspot_owner_id: '10122' }));
      }
    }),
    startBrowser(),
  ]);
  await handOver();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await baton?.close();
  rmSync(bundlesDir, { recursive: true, force: true });
});

describe.skipIf(!hasChromium)('handoffs on the app\'s home', () => {
  test('an address leads to the tab; the most overdue stands first and leads to its record', async () => {
    const { page, errors } = await browser.open(`${baton.sandbox.url}/portal/home/handoffs?lang=en&user=${people.caio}`);
    const home = page.locator('[data-card=baton-home]');
    await home.getByText('2 under way.', { exact: false }).waitFor();
    expect(await home.getByRole('tab', { name: 'Handoffs' }).getAttribute('aria-selected')).toBe('true');
    const rows = await home.getByRole('row').allInnerTexts();
    expect(rows.filter((row) => /2027/.test(row)).map((row) => /Dorva|Alba/.exec(row)![0])).toEqual(['Alba', 'Dorva']);
    const late = home.getByRole('row', { name: /Alba 2027/ });
    await late.getByText('Late by', { exact: false }).waitFor();
    await late.getByText('Waits for Engagement to accept, nobody named').waitFor();
    await home.getByRole('row', { name: /^Sales/ }).getByText('1 waits for the next leg to accept').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await late.getByRole('link', { name: 'Alba 2027' }).click();
    await page.locator('[data-card=handoff]').getByText('Waiting for acceptance').waitFor();
    expect(errors).toEqual([]);
  }, 60_000);

  test('is narrowed to a state and to one\'s own', async () => {
    const { page, errors } = await browser.open(`${baton.sandbox.url}/portal/home/handoffs?lang=pt-BR&user=${people.bia}`);
    const home = page.locator('[data-card=baton-home]');
    await home.getByLabel('Estado').selectOption({ label: 'Primeiro valor alcançado (1)' });
    await home.getByText('1 em andamento.', { exact: false }).waitFor();
    await home.getByLabel('De quem').selectOption({ label: 'Minhas: estou em alguma etapa' });
    await home.getByRole('link', { name: 'Dorva', exact: true }).waitFor();
    expect(await home.getByRole('link', { name: 'Alba', exact: true }).count()).toBe(0);
    expect(errors).toEqual([]);
  }, 60_000);

  test('results: shares with what they are of, and the curve of first value', async () => {
    const { page, errors } = await browser.open(`${baton.sandbox.url}/portal/home/handoffs?lang=en`);
    const home = page.locator('[data-card=baton-home]');
    await home.getByRole('tab', { name: 'Results' }).click();
    await home.getByText('1 of 1 that CS decided on', { exact: false }).waitFor();
    await home.getByText('1 of 2 that began in the period have reached it').waitFor();
    await home.getByText('How many have reached first value', { exact: false }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(errors).toEqual([]);
  }, 60_000);

  test('each tab has its address: it follows the reader, and back leads to where one was', async () => {
    const { page, errors } = await browser.open(`${baton.sandbox.url}/portal/home?lang=en&user=${people.ana}`);
    const home = page.locator('[data-card=baton-home]');
    const selected = (name: string) => home.getByRole('tab', { name, selected: true }).waitFor();
    await selected('Companies');
    await home.getByRole('tab', { name: 'Sources' }).click();
    await page.waitForURL('**/portal/home/sources');
    await home.getByRole('tab', { name: 'Answers to check' }).click();
    await page.waitForURL('**/portal/home/review');
    await page.goBack();
    await selected('Sources');
    await page.reload();
    await selected('Sources');
    expect(errors).toEqual([]);
  }, 60_000);

  test('a card leads to the tab', async () => {
    const { page, errors } = await browser.open(`${baton.sandbox.url}/portal/deals/${deals[1]}?tab=handoff&lang=en&user=${people.caio}`);
    await page.locator('[data-card=handoff]').getByRole('button', { name: 'See all handoffs' }).click();
    await page.waitForURL('**/portal/home/handoffs');
    await page.locator('[data-card=baton-home]').getByText('2 under way.', { exact: false }).waitFor();
    expect(errors).toEqual([]);
  }, 60_000);

  test('the use of the cards: who opened which, for a manager; the handoff card counts', async () => {
    await waitUntil('the opens are written', async () => {
      const use = await baton.ask('GET /api/1/home/use');
      return use.ok && use.people.some((person) => person.userId === String(people.caio) && person.opens.handoff > 0);
    }, 30_000);
    const { page, errors } = await browser.open(`${baton.sandbox.url}/portal/home/use?lang=en&user=${people.ana}`);
    const home = page.locator('[data-card=baton-home]');
    await home.getByRole('row', { name: /Caio Lima/ }).getByText(/^Handoff \d+$/).waitFor();
    await home.getByRole('row', { name: /^Handoff/ }).waitFor();
    await home.getByText('Cards opened by week').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    const { page: theirs } = await browser.open(`${baton.sandbox.url}/portal/home/use?lang=en&user=${people.caio}`);
    await theirs.getByText('Your role does not allow this').waitFor();
    expect(errors).toEqual([]);
  }, 90_000);
});
