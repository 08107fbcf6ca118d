import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults, hasChromium } from '../support/browser.ts';
import { type BrowserAccount, openBrowserAccount } from '../support/browser-account.ts';
import { addCompany, addDeal } from '../support/build-account.ts';
import { workOn } from '../support/handoff-work.ts';
import { DAY_MS } from '../support/running-baton.ts';
import { people } from '../support/settings-account.ts';
import { waitUntil } from '../support/wait.ts';

let account: BrowserAccount;
const deals: string[] = [];

/** Bia of CS has taken Dorva's baton and reached first value; Alba's waits for somebody to accept, for two days. */
async function handOver(): Promise<void> {
  const { baton } = account;
  const work = workOn(baton);
  for (const deal of deals) {
    await work.start(deal);
    await work.tell(deal);
    await work.step(deal, people.caio, { kind: 'submit' });
  }
  await work.step(deals[0]!, people.bia, { kind: 'accept' });
  await work.step(deals[0]!, people.bia, { kind: 'reach-first-value', on: baton.now().toISOString().slice(0, 10) });
  await baton.pass(2 * DAY_MS);
}

beforeAll(async () => {
  if (!hasChromium) return;
  account = await openBrowserAccount(({ crm }) => {
    for (const name of ['Dorva', 'Alba']) {
      const company = addCompany(crm, { name, domain: `${name.toLowerCase()}.example` });
      deals.push(addDeal(crm, company, { dealname: `${name} 2027`, hubspot_owner_id: '10122' }));
    }
  });
  await handOver();
});
afterAll(() => account?.close());

describe.skipIf(!hasChromium)('handoffs on the app\'s home', () => {
  test('an address leads to the tab; the most overdue stands first and leads to its record', async () => {
    const { page, card: home, errors } = await account.home('handoffs', { user: people.caio });
    await home.getByText('2 under way.', { exact: false }).waitFor();
    await home.getByRole('tab', { name: 'Handoffs', selected: true }).waitFor();
    await expect.poll(() => home.getByRole('link', { name: / 2027$/ }).allInnerTexts()).toEqual(['Alba 2027', 'Dorva 2027']);
    const late = home.getByRole('row', { name: /Alba 2027/ });
    await late.getByText('Late by', { exact: false }).waitFor();
    await late.getByText('Waits for Engagement to accept, nobody named').waitFor();
    await home.getByRole('row', { name: /^Sales/ }).getByText('1 waits for the next leg to accept').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await late.getByRole('link', { name: 'Alba 2027' }).click();
    await page.locator('[data-card=handoff]').getByText('Waiting for acceptance').waitFor();
    expect(errors).toEqual([]);
  });

  test('is narrowed to a state and to one\'s own', async () => {
    const { card: home, errors } = await account.home('handoffs', { user: people.bia, lang: 'pt-BR' });
    await home.getByLabel('Estado').selectOption({ label: 'Primeiro valor alcançado (1)' });
    await home.getByText('1 em andamento.', { exact: false }).waitFor();
    await home.getByLabel('De quem').selectOption({ label: 'Minhas: estou em alguma etapa' });
    await home.getByRole('link', { name: 'Dorva', exact: true }).waitFor();
    await home.getByRole('link', { name: 'Alba', exact: true }).waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
  });

  test('results: shares with what they are of, and the curve of first value', async () => {
    const { page, card: home, errors } = await account.home('handoffs');
    await home.getByRole('tab', { name: 'Results' }).click();
    await home.getByText('Decided on by CS in the period: 1; accepted without a return: 1').waitFor();
    await home.getByText('Begun in the period: 2; have reached it: 1').waitFor();
    await home.getByText('How many have reached first value', { exact: false }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('each tab has its address: it follows the reader, and back leads to where one was', async () => {
    const { page, card: home, errors } = await account.home();
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
  });

  test('a card leads to the tab', async () => {
    const { page, card, errors } = await account.show('handoff', `deals/${deals[1]}?tab=handoff`, { user: people.caio });
    await card.getByRole('button', { name: 'See all handoffs' }).click();
    await page.waitForURL('**/portal/home/handoffs');
    await page.locator('[data-card=baton-home]').getByText('2 under way.', { exact: false }).waitFor();
    expect(errors).toEqual([]);
  });

  test('the use of the cards: who opened which, for a manager; the handoff card counts', async () => {
    await waitUntil('the opens are written', async () => {
      const use = await account.baton.ask('GET /api/1/home/use');
      return use.ok && use.people.some((person) => person.userId === String(people.caio) && person.opens.handoff > 0);
    });
    const { page, card: home, errors } = await account.home('use');
    await home.getByRole('row', { name: /Caio Lima/ }).getByText(/^Handoff \d+$/).waitFor();
    await home.getByRole('row', { name: /^Handoff/ }).waitFor();
    await home.getByText('Cards opened by week').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    const { card: theirs } = await account.home('use', { user: people.caio });
    await theirs.getByText('Your role does not allow this').waitFor();
    expect(errors).toEqual([]);
  });
});
