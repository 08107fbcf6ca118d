import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCompany, addDeal } from '../support/build-account.ts';
import { accessibilityFaults, hasChromium } from '../support/browser.ts';
import { type BrowserAccount, openBrowserAccount, type Shown, TALL } from '../support/browser-account.ts';
import { confirm, fill, press } from '../support/hands.ts';
import { people } from '../support/settings-account.ts';

let account: BrowserAccount;
let deal: string;

beforeAll(async () => {
  if (!hasChromium) return;
  account = await openBrowserAccount(({ crm }) => {
    deal = addDeal(crm, addCompany(crm, { name: 'Acme' }), { dealname: 'Acme 2027', amount: '90000', hubspot_owner_id: '10122', dealstage: 'closedwon' });
  });
});
afterAll(() => account?.close());

/** The tab "Playbooks" as Ana, who is admin, has it. */
async function openTab(lang: 'pt-BR' | 'en'): Promise<Shown> {
  const shown = await account.settings({ lang, size: TALL });
  await shown.card.getByRole('tab', { name: 'Playbooks', exact: true }).first().click();
  await shown.card.getByText('Baton', { exact: true }).first().waitFor();
  return shown;
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
    await fill(card, { 'when-min': '50000' });
    await card.getByText('Vendas: 24 h úteis').click();
    await fill(card, { 'sales-sla': '9' });
    await card.getByText('Vendas: 9 h úteis').waitFor();
    await fill(card, { 'sales-own': 'Crédito aprovado' });
    await fill(card, { firstValueDays: 'dez' });
    await card.getByText('Um número inteiro de 1 a 250.').waitFor();
    await fill(card, { firstValueDays: '30' });
    expect(await accessibilityFaults(page)).toEqual([]);
    await confirm(card, 'Publicar como versão 1');
    await card.getByText('Versão 1', { exact: true }).waitFor();
    await press(card, 'Voltar à lista');
    await card.getByRole('row', { name: /Grandes contas.*valor a partir de R\$\s50\.000,00.*Versão 1/ }).waitFor();
    await card.getByRole('row', { name: /Baton.*Todas as outras/ }).waitFor();
    expect(errors).toEqual([]);
  });

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
  });

  test('the calendar takes Brazil\'s holidays and hours with a break', async () => {
    const { page, card, errors } = await openTab('pt-BR');
    await card.getByRole('tab', { name: 'Calendário' }).click();
    await card.getByLabel('Sexta-feira').fill('9-12, 13-17');
    await press(card, 'Acrescentar a lista');
    await card.getByRole('row', { name: /Consciência Negra/ }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await confirm(card, 'Salvar o calendário');
    await expect.poll(() => card.getByLabel('Sexta-feira').inputValue()).toBe('09:00-12:00, 13:00-17:00');
    await card.getByRole('row', { name: /Natal/ }).waitFor();
    expect(errors).toEqual([]);
  });

  test('a handoff begins with it; its steps are ticked and skipped, and its clock waits for the customer', async () => {
    const { page, card, errors } = await account.show('handoff', `deals/${deal}?tab=handoff`, { user: people.caio, lang: 'pt-BR', size: TALL });
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
  });
});
