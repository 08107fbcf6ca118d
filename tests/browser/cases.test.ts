import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults, hasChromium } from '../support/browser.ts';
import { type BrowserAccount, openBrowserAccount } from '../support/browser-account.ts';
import { addCompany, addContact } from '../support/build-account.ts';
import { HOUR_MS, post } from '../support/running-baton.ts';
import { people } from '../support/settings-account.ts';

let account: BrowserAccount;
let acme: string;
let person: string;

/** Acme's person is unhappy since this noon, and Dorva's since an hour; both are Bia's. */
beforeAll(async () => {
  if (!hasChromium) return;
  account = await openBrowserAccount(({ crm }) => {
    acme = addCompany(crm, { name: 'Acme', hubspot_owner_id: '10112' });
    person = addContact(crm, acme, 'ana@acme.com.br');
    addContact(crm, addCompany(crm, { name: 'Dorva', domain: 'dorva.example', hubspot_owner_id: '10112' }), 'rui@dorva.example', { firstname: 'Rui', lastname: 'Melo' });
  });
  const { baton } = account;
  const hook = await baton.addSource({ provider: 'webhook', name: 'Pesquisa', settings: { type: 'nps', kind: 'relational' } });
  const answer = async (id: string, email: string, score: number, comment: string, at = baton.now()) => {
    await post(hook, { id, score, comment, respondent: { email }, answeredAt: at.toISOString() });
    await baton.idle();
  };
  await answer('before', 'ana@acme.com.br', 9, 'Bom', new Date(baton.now().getTime() - HOUR_MS));
  await answer('acme', 'ana@acme.com.br', 2, 'Ninguém responde');
  await baton.pass(HOUR_MS);
  await answer('dorva', 'rui@dorva.example', 4, 'O relatório saiu errado');
});
afterAll(() => account?.close());

describe.skipIf(!hasChromium)('cases', () => {
  test('the inbox of whoever owns them: what is due first stands first, several are acknowledged at once, one is answered in its row', async () => {
    const { page, card: home, errors } = await account.home('cases', { user: people.bia });
    await home.getByRole('button', { name: 'To answer (2)' }).waitFor();
    await expect.poll(() => home.getByRole('link', { name: /^(Acme|Dorva)$/ }).allInnerTexts()).toEqual(['Acme', 'Dorva']);
    await home.getByRole('row', { name: /Acme/ }).getByText('business hours left').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await home.getByLabel('Select the new ones of this page (2)').check();
    await home.getByRole('button', { name: 'Acknowledge 2' }).click();
    await home.getByText('Acknowledged: 2 of 2').waitFor();
    await home.getByRole('row', { name: /Dorva/ }).getByRole('button', { name: 'Open' }).click();
    await home.getByRole('button', { name: 'Record the answer' }).click();
    await home.getByLabel('What the customer was told, and how').fill('Mandei o relatório certo');
    await home.getByRole('button', { name: 'Record the answer' }).click();
    await home.getByText('in time', { exact: false }).first().waitFor();
    await home.getByRole('button', { name: 'Refresh' }).click();
    await home.getByRole('button', { name: 'Answered, to close (1)' }).waitFor();
    expect(errors).toEqual([]);
  });

  test('the company\'s card counts them, and closes one for a reason', async () => {
    const { page, card, errors } = await account.show('nps-history', `companies/${acme}?tab=nps-history`, { user: people.bia, lang: 'pt-BR' });
    await card.getByText('1 caso em aberto').waitFor();
    await card.getByRole('button', { name: 'Ver os casos' }).click();
    await card.getByText('Ninguém responde').first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await card.getByRole('button', { name: 'Encerrar' }).click();
    await card.getByLabel('Por que encerrar').selectOption({ label: 'Cliente não localizado' });
    await card.getByRole('button', { name: 'Encerrar' }).click();
    await card.getByText('Nenhum caso em aberto.').waitFor();
    expect(errors).toEqual([]);
  });

  test('the contact\'s card has the person\'s case, with the company it is of', async () => {
    const { page, card, errors } = await account.show('contact-cases', `contacts/${person}?tab=contact-cases`);
    await card.getByText('Closed without an answer', { exact: false }).waitFor();
    await card.getByRole('link', { name: 'Acme' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('an admin adds a due date in four fields', async () => {
    const { page, card: settings, errors } = await account.settings();
    await settings.getByRole('tab', { name: 'Cases and SLA' }).click();
    await settings.getByText('Detractors: answer in 8 business hours; when the time is over, tell the lead.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await settings.getByRole('button', { name: 'Add' }).first().click();
    await settings.getByLabel('Segments').fill('Enterprise');
    await settings.getByLabel('Business hours').fill('4');
    await settings.getByRole('button', { name: 'Apply' }).click();
    await settings.getByText('Detractors of the segment Enterprise: answer in 4 business hours', { exact: false }).waitFor();
    await settings.getByRole('button', { name: 'Save all' }).click();
    await expect.poll(async () => (await account.baton.ask('GET /api/1/settings/cases')) as object).toMatchObject({ revision: 1, settings: { policies: [{ segments: ['Enterprise'], hours: 4 }, {}, {}, {}] } });
    expect(errors).toEqual([]);
  });
});
