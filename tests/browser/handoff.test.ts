import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults, hasChromium } from '../support/browser.ts';
import { type BrowserAccount, openBrowserAccount, TALL } from '../support/browser-account.ts';
import { addCompany, addContact, addDeal, daysBefore } from '../support/build-account.ts';
import { addLineItem, addNote } from '../support/add-to-deal.ts';
import { confirm, press, write } from '../support/hands.ts';
import { people } from '../support/settings-account.ts';
import { picture } from '../support/story-pictures.ts';

let account: BrowserAccount;
let company: string;
let deal: string;

beforeAll(async () => {
  if (!hasChromium) return;
  account = await openBrowserAccount(({ crm }) => {
    company = addCompany(crm, { name: 'Acme' });
    addContact(crm, company, 'ana@acme.com.br');
    deal = addDeal(crm, company, { dealname: 'Acme 2027', hubspot_owner_id: '10122' });
    addLineItem(crm, deal);
    addLineItem(crm, deal, { name: 'Horas de implantação', hs_sku: 'IMP-H', quantity: '20' });
    addNote(crm, deal, '<p><strong>O que prometi</strong></p><ul><li>Integração com o ERP</li><li>Treinamento em 2 semanas</li></ul>', daysBefore(3));
    addDeal(crm, company, { dealname: 'Ganho antes', dealstage: 'closedwon', hs_v2_date_entered_current_stage: daysBefore(40) });
  });
});
afterAll(() => account?.close());

/** Caio of sales at the deal, or another. */
const openDeal = (user: number = people.caio, lang: 'pt-BR' | 'en' = 'pt-BR') => account.show('handoff', `deals/${deal}?tab=handoff`, { user, lang, size: TALL });
/** Bia of CS at the company. */
const openCompany = () => account.show('onboarding', `companies/${company}?tab=onboarding`, { user: people.bia, size: TALL });

describe.skipIf(!hasChromium)('the baton from sales to CS, as its people see it', () => {
  test('sales starts the handoff: what the deal says in HubSpot is there, and its notes are offered where they belong', async () => {
    const { page, card, errors } = await openDeal();
    await press(card, 'Começar a passagem');
    await card.getByText('Falta preencher: Por que comprou, Objetivo principal, Promessas da venda').waitFor();
    await card.getByRole('button', { name: 'Enviar para CS', disabled: true }).waitFor();
    await card.getByText('20 × Horas de implantação (IMP-H): 20 horas').waitFor();
    await expect.poll(() => card.locator('textarea[name=scope]').inputValue()).toContain('20 × Horas de implantação (IMP-H)');
    await card.getByText('Preenchido com os dados do negócio e os itens de linha: confira.').waitFor();
    await press(card, 'Usar');
    await card.getByText(/^Salvo em /).waitFor();
    await expect.poll(() => card.locator('textarea[name=promises]').inputValue()).toBe('Integração com o ERP\nTreinamento em 2 semanas');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(errors).toEqual([]);
    await picture(card, 'story-1-sales-tells');
  });

  test('two people on one field: the second one sees both texts and decides', async () => {
    const { card } = await openDeal();
    const other = await openDeal(people.bia, 'en');
    await other.card.locator('textarea[name=risks]').waitFor();
    await write(card, { risks: 'Férias em janeiro' });
    await other.card.locator('textarea[name=risks]').fill('IT freezes in December');
    await other.card.locator('textarea[name=risks]').blur();
    await other.card.getByText(/^Caio Lima changed this field while you typed/).waitFor();
    await other.card.getByText('Férias em janeiro', { exact: true }).waitFor();
    await expect.poll(() => other.card.locator('textarea[name=risks]').inputValue()).toBe('IT freezes in December');
    expect(await accessibilityFaults(other.page)).toEqual([]);
    await press(other.card, 'Save my text');
    await other.card.getByText(/^Saved /).waitFor();
    expect(other.errors).toEqual([]);
  });

  test('sales tells what is missing, names who looks after the customer, and submits', async () => {
    const { card, errors } = await openDeal();
    await write(card, { whyBought: 'Perde vendas por telefone', objective: '30% menos ligações até março' });
    await card.locator('select[name=cs-owner]').selectOption({ label: 'Bia Souza' });
    await expect.poll(() => card.locator('select[name=cs-owner]').inputValue()).toBe('10112');
    await confirm(card, 'Enviar para CS');
    await card.getByText('Aguardando aceite').waitFor();
    expect(errors).toEqual([]);
    await picture(card, 'story-2-sales-submitted');
  });

  test('what was typed is there when the tab is opened again; CS returns it with one gap', async () => {
    const { page, card, errors } = await openCompany();
    await card.getByText('30% menos ligações até março').waitFor();
    await press(card, 'Return with what is missing');
    await card.getByRole('checkbox', { name: 'Scope' }).check();
    await card.getByLabel('Scope: what exactly?').fill('Quantos usuários?');
    await picture(card, 'story-3-cs-returns');
    expect(await accessibilityFaults(page)).toEqual([]);
    await press(card, 'Return with what is missing');
    await card.getByText('Returned', { exact: true }).waitFor();
    expect(errors).toEqual([]);
  });

  test('sales sees the gap at its field, mends it and submits again', async () => {
    const { card } = await openDeal();
    await card.getByText('Escopo contratado: Quantos usuários?').waitFor();
    await card.locator('textarea[name=scope][aria-invalid=true]').waitFor();
    await picture(card, 'story-4-sales-mends');
    await write(card, { scope: '40 usuários' });
    await confirm(card, 'Enviar para CS');
    await card.getByText('Aguardando aceite').waitFor();
  });

  test('CS accepts; the kick-off is held once its six points are told or do not apply', async () => {
    const { page, card, errors } = await openCompany();
    await expect.poll(() => card.locator('select[name=taker]').inputValue()).toBe('10112');
    await confirm(card, 'Accept');
    await card.getByText('0 of 6 points filled in').waitFor();
    await card.getByText(/^Next contact: .* \(no\. 1\), 5 business days after the acceptance on /).waitFor();
    await write(card, { projectOwners: 'Ana e Bia', journey: 'Três etapas', serviceChannels: 'WhatsApp', firstSteps: 'Acessos', scenario: 'Telefone' });
    await card.getByRole('button', { name: 'Kick-off held', disabled: true }).waitFor();
    await card.locator('[name="applies-registrationBase"]').check();
    await write(card, { 'na-registrationBase': 'Sem migração' });
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(card, 'story-5-cs-accepted-kick-off');
    await confirm(card, 'Kick-off held');
    await card.getByText('Does not apply: Sem migração').waitFor();
    await card.getByText(/^First value expected by .*: 30% menos ligações até março$/).waitFor();
    expect(errors).toEqual([]);
  });

  test('a promise is kept, and the day of first value is known', async () => {
    const { page, card, errors } = await openCompany();
    await card.getByText('2 promises are absent from the kick-off plan').waitFor();
    const promise = card.getByRole('radiogroup', { name: 'Integração com o ERP' });
    await promise.getByText('Kept').click();
    await card.getByText('1 promise is absent from the kick-off plan').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await card.getByRole('tab', { name: 'First value' }).click();
    await card.getByLabel('Reached on').fill(account.baton.now().toISOString().slice(0, 10));
    await press(card, 'Record first value');
    await card.getByText(/^Reached on .* 0 days after the start$/).waitFor();
    for (const ahead of [/^First value expected/, /^Next contact/]) await expect.poll(() => card.getByText(ahead).count()).toBe(0);
    await card.getByRole('tab', { name: 'First value', selected: true }).waitFor();
    expect(errors).toEqual([]);
    await picture(card, 'story-6-first-value');
  });

  test('a leg is skipped with a reason and another owner is named; the last leg waits for nothing any more', async () => {
    const { page, card, errors } = await openCompany();
    await press(card, 'Legs and owners');
    await press(card, 'Skip Implementation');
    await card.locator('[name=skip-implementation]').fill('The partner does it');
    await press(card, 'Skip Implementation');
    await card.getByText('The partner does it', { exact: true }).waitFor();
    await card.locator('select[name=owner-cs]').selectOption({ label: 'Caio Lima' });
    await press(card, 'History');
    await card.getByText(/Owner named \[Customer success: Bia Souza → Caio Lima\], Bia Souza$/).waitFor();
    await card.getByText(/Leg skipped \[Implementation\], Bia Souza \(The partner does it\)$/).waitFor();
    await card.getByRole('button', { name: 'Pass on to Customer success' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('a handoff is cancelled with a reason, and reopened with one', async () => {
    const { page, card, errors } = await openDeal();
    await press(card, 'Etapas e responsáveis');
    for (const [label, name, state] of [['Cancelar a passagem', 'cancel-reason', 'Cancelada'], ['Reabrir a passagem', 'reopen-reason', 'Reaberta']] as const) {
      await press(card, label);
      await card.locator(`[name=${name}]`).fill('O cliente pediu');
      await press(card, label);
      await card.getByText(state, { exact: true }).first().waitFor();
    }
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('an admin chooses the CS team, and has earlier wins made drafts', async () => {
    const { page, errors } = await account.settings({ lang: 'pt-BR' });
    await page.getByRole('tab', { name: 'Passagens' }).click();
    await page.getByRole('checkbox', { name: 'Bia Souza' }).check();
    await page.getByRole('button', { name: 'Salvar o time' }).click();
    await page.getByText('Time salvo; vale para as próximas passagens').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Importar como rascunhos' }).click();
    await page.getByText('1 negócio vira um rascunho', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Importar como rascunhos' }).click();
    await page.getByText(/^Última importação: .* 90 dias anteriores\.$/).waitFor();
    await account.baton.idle();
    const { card } = await openCompany();
    await card.getByText('Ganho antes').first().waitFor();
    expect(errors).toEqual([]);
  });
});
