import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCards } from '../../scripts/project-build.ts';
import { addCompany, addDeal } from '../support/build-account.ts';
import { accessibilityFaults, hasChromium, startBrowser, type TestBrowser } from '../support/browser.ts';
import { PUBLIC_URL } from '../support/running-baton.ts';
import { people, startSettings } from '../support/settings-account.ts';

let baton: Awaited<ReturnType<typeof startSettings>>;
let browser: TestBrowser;
let company: string;
let deal: string;
const bundlesDir = mkdtempSync(join(tmpdir(), 'baton-playbooks-'));

beforeAll(async () => {
  if (!hasChromium) return;
  await buildCards({ variables: { SERVER_URL: PUBLIC_URL }, outputDir: bundlesDir });
  [baton, browser] = await Promise.all([
    startSettings({ bundlesDir }, ({ crm }) => {
      company = addCompany(crm, { name: 'Acme' });
      deal = addDeal(crm, company, { dealname: 'Acme 2027', amount: '90000', hubspot_owner_id: '10122', dealstage: 'closedwon' });
    }),
    startBrowser(),
  ]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await baton?.close();
  rmSync(bundlesDir, { recursive: true, force: true });
});

/** The tab "Playbooks" as Ana, who is admin, has it. */
async function openTab(language: string): Promise<{ page: Page; card: Locator; errors: string[] }> {
  const { page, errors } = await browser.open(`${baton.sandbox.url}/portal/companies?user=${people.ana}&lang=${language}`, { width: 1440, height: 1600 });
  await page.getByRole('link', { name: language === 'en' ? 'App settings' : 'Configurações do app' }).click();
  const card = page.locator('[data-card=baton-settings]');
  await card.getByRole('tab', { name: 'Playbooks', exact: true }).first().click();
  await card.getByText('Baton', { exact: true }).first().waitFor();
  return { page, card, errors };
}

const press = (card: Locator, name: string) => card.getByRole('button', { name, exact: true }).click();

/** A step that is asked for before it is done. */
async function confirm(card: Locator, name: string): Promise<void> {
  await press(card, name);
  await card.getByText(`${name}?`).waitFor();
  await press(card, name);
}

describe.skipIf(!hasChromium)('playbooks, as an admin sees them', () => {
  test('one is cloned, made for large sales with a step of the account\'s own, and published', async () => {
    const { page, card, errors } = await openTab('pt-BR');
    expect(await accessibilityFaults(page)).toEqual([]);
    await press(card, 'Abrir');
    await card.getByText('Vendas: 24 h úteis').waitFor();
    await press(card, 'Clonar');
    await card.getByText('Nunca publicado').waitFor();
    await card.locator('[name="playbook-name"]').fill('Grandes contas');
    await confirm(card, 'Publicar como versão 1');
    await card.getByText('Diga para quais vendas este playbook vale', { exact: false }).waitFor();
    await card.locator('[name="when-min"]').fill('50000');
    await card.locator('[name="when-min"]').blur();
    await card.getByText('Vendas: 24 h úteis').click();
    await card.locator('[name="sales-sla"]').fill('9');
    await card.locator('[name="sales-sla"]').blur();
    await card.getByText('Vendas: 9 h úteis').waitFor();
    await card.locator('[name="sales-own"]').fill('Crédito aprovado');
    await card.locator('[name="sales-own"]').blur();
    expect(await accessibilityFaults(page)).toEqual([]);
    await confirm(card, 'Publicar como versão 1');
    await card.getByText('Versão 1', { exact: true }).waitFor();
    await press(card, 'Voltar à lista');
    await card.getByRole('row', { name: /Grandes contas.*valor a partir de 50\.000.*Versão 1/ }).waitFor();
    await card.getByRole('row', { name: /Baton.*Todas as outras/ }).waitFor();
    expect(errors).toEqual([]);
  }, 300_000);

  test('a dry run on a past deal tells which one it would get, its legs, what is skipped and what is missing', async () => {
    const { page, card, errors } = await openTab('en');
    await card.getByRole('tab', { name: 'Dry run' }).click();
    await card.getByRole('button', { name: 'Dry run', exact: true }).click();
    await card.getByText('Grandes contas, version 1').waitFor();
    await card.getByText('The sale: Acme 2027', { exact: false }).waitFor();
    await card.getByRole('row', { name: /Implementation.*Skipped.*speaks of no implementation/ }).waitFor();
    await card.getByText('Crédito aprovado').waitFor();
    await card.getByText('Sales would still have to tell: Why they bought, Main objective', { exact: false }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(errors).toEqual([]);
  }, 180_000);

  test('the calendar takes Brazil\'s holidays and hours with a break', async () => {
    const { page, card, errors } = await openTab('pt-BR');
    await card.getByRole('tab', { name: 'Calendário' }).click();
    await card.getByLabel('Sexta-feira').fill('9-12, 13-17');
    await press(card, 'Acrescentar a lista');
    await card.getByRole('row', { name: /Consciência Negra/ }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await confirm(card, 'Salvar o calendário');
    await expect.poll(() => card.getByLabel('Sexta-feira').inputValue(), { timeout: 10_000 }).toBe('09:00-12:00, 13:00-17:00');
    await card.getByRole('row', { name: /Natal/ }).waitFor();
    expect(errors).toEqual([]);
  }, 180_000);

  test('a handoff begins with it; its steps are ticked and skipped, and its clock waits for the customer', async () => {
    const { page, errors } = await browser.open(`${baton.sandbox.url}/portal/deals/${deal}?tab=handoff&lang=pt-BR&user=${people.caio}`, { width: 1440, height: 1600 });
    const card = page.locator('[data-card=handoff]');
    await press(card, 'Começar a passagem');
    await card.getByText('Playbook Grandes contas, versão 1').waitFor();
    await card.getByRole('checkbox', { name: 'Crédito aprovado' }).check();
    await card.getByText('Caio Lima,', { exact: false }).first().waitFor();
    await card.getByRole('button', { name: 'Pular', exact: true }).first().click();
    await card.getByLabel('Por que pular', { exact: false }).fill('Contrato em papel');
    await card.getByRole('button', { name: 'Pular', exact: true }).first().click();
    await card.getByText('Contrato em papel', { exact: false }).first().waitFor();
    await press(card, 'Esperar o cliente');
    await card.getByLabel('O que falta o cliente fazer', { exact: false }).fill('Enviar o contrato assinado');
    await press(card, 'Esperar o cliente');
    await card.getByText('Esperando o cliente: o prazo está parado desde', { exact: false }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await press(card, 'Retomar o prazo');
    await card.getByText('Prazo:', { exact: false }).waitFor();
    expect(errors).toEqual([]);
  }, 300_000);
});
