import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults, hasChromium, startBrowser, type TestBrowser } from '../support/browser.ts';
import { buildPortalStage, type PortalStage } from '../support/portal-stage.ts';

const DAY_MS = 86_400_000;
/** What a careless or hostile integration may write into a note. */
const HOSTILE = '<p>Seguro <strong>e forte</strong></p><img src=x onerror="window.robbed=1"><script>window.robbed=2</script><a href="javascript:window.robbed=3">clique</a> <a href="https://a.example/x">site</a>';
let stage: PortalStage;
let browser: TestBrowser;
let dealId: string;
let taskId: string;

beforeAll(async () => {
  if (!hasChromium) return;
  [stage, browser] = await Promise.all([buildPortalStage(), startBrowser()]);
  const { store, core } = stage.sandbox;
  const inDays = (days: number): string => new Date(core.now().getTime() + days * DAY_MS).toISOString();
  dealId = store.create('deals', { dealname: 'Contrato inicial', dealstage: 'contractsent', amount: '720', hubspot_owner_id: '701' }).id;
  store.associate('deals', dealId, 'companies', stage.companyId, true);
  const line = store.create('line_items', { name: 'Licença', quantity: '3', price: '240', recurringbillingfrequency: 'annually' });
  store.associate('line_items', line.id, 'deals', dealId);
  const note = store.create('notes', { hs_timestamp: inDays(-2), hs_note_body: '<p>Prometido: <em>45 dias</em></p>', hubspot_owner_id: '701' });
  taskId = store.create('tasks', { hs_timestamp: inDays(-1), hs_task_subject: 'Cobrar a assinatura', hubspot_owner_id: '701' }).id;
  for (const [type, id] of [['notes', note.id], ['tasks', taskId]] as const) {
    for (const [to, toId] of [['deals', dealId], ['companies', stage.companyId]] as const) store.associate(type, id, to, toId);
  }
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

describe.skipIf(!hasChromium)('the timeline of a record', () => {
  test('shows tasks and notes, newest first, the overdue one by name; a tick completes it', async () => {
    const { page, errors } = await browser.open(`${stage.sandbox.url}/portal/companies/${stage.companyId}?lang=en`);
    const entries = page.locator('.p-activities > li');
    await expect.poll(() => entries.locator('b').allTextContents()).toEqual(['Task: Cobrar a assinatura', 'Deal created', 'Note by Ana Reis']);
    await entries.first().getByText('Overdue').waitFor();
    await entries.first().getByText('Ana Reis').waitFor();
    await page.getByRole('checkbox', { name: 'Done: Cobrar a assinatura' }).check();
    await entries.getByText('Completed').waitFor();
    await expect.poll(() => stage.sandbox.store.get('tasks', taskId)?.properties['hs_task_status']).toBe('COMPLETED');
    await page.getByRole('checkbox', { name: 'Done: Cobrar a assinatura' }).uncheck();
    await entries.getByText('Overdue').waitFor();
    expect(errors).toEqual([]);
  });

  test('draws a note\'s rich text and nothing that acts', async () => {
    const { store } = stage.sandbox;
    const contact = store.create('contacts', { firstname: 'Caio', email: 'caio@aurora.example' });
    const written = store.create('notes', { hs_timestamp: '2026-01-02T12:00:00.000Z', hs_note_body: HOSTILE });
    store.associate('notes', written.id, 'contacts', contact.id);
    const { page, errors } = await browser.open(`${stage.sandbox.url}/portal/contacts/${contact.id}?lang=pt-BR`);
    const note = page.locator('.p-rich', { hasText: 'Seguro' });
    expect(await note.locator('strong').textContent()).toBe('e forte');
    expect(await note.locator('a').evaluateAll((links) => links.map((link) => (link as unknown as { getAttribute(name: string): string | null }).getAttribute('href')))).toEqual(['https://a.example/x']);
    expect(await note.locator('img, script').count()).toBe(0);
    expect(await page.evaluate(() => (globalThis as unknown as { robbed?: number }).robbed)).toBeUndefined();
    // The page's policy refuses the handler already while the note is read, and says so.
    expect(errors.filter((error) => !error.includes('Content Security Policy'))).toEqual([]);
  });

  test('says so where nothing happened, and follows what an app writes', async () => {
    const dealless = stage.sandbox.store.create('contacts', { firstname: 'Bia', email: 'bia@aurora.example' });
    const { page } = await browser.open(`${stage.sandbox.url}/portal/contacts/${dealless.id}?lang=pt-BR`);
    await page.getByText('Nenhuma atividade registrada.').waitFor();
    const { store } = stage.sandbox;
    const task = store.create('tasks', { hs_timestamp: '2030-01-01T12:00:00.000Z', hs_task_subject: 'Boas-vindas' });
    store.associate('tasks', task.id, 'contacts', dealless.id);
    await page.getByText('Tarefa: Boas-vindas').waitFor();
    await page.getByText('Sem responsável').waitFor();
  });
});

describe.skipIf(!hasChromium)('a deal', () => {
  test('shows its lines with their sum, and is won by a click on the stage or in the drawer', async () => {
    const { page, errors } = await browser.open(`${stage.sandbox.url}/portal/deals/${dealId}?lang=en`);
    await page.getByRole('row', { name: /Licença.*Annually 3 R\$240\.00 R\$720\.00/ }).waitFor();
    await page.getByRole('row', { name: 'Total R$720.00' }).waitFor();
    await page.locator('.p-stage[aria-current=step]', { hasText: /^Contract sent$/ }).waitFor();
    await page.getByRole('button', { name: 'Closed won' }).click();
    await page.getByText('Deal moved to Closed won.').waitFor();
    await page.locator('.p-stage-won').waitFor();
    expect(stage.sandbox.store.get('deals', dealId)?.properties).toMatchObject({ hs_is_closed_won: 'true' });
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.locator('.p-drawer').getByLabel('Stage').selectOption('contractsent');
    await page.getByRole('button', { name: 'Move deal' }).click();
    await page.getByText('Deal moved to Contract sent.').waitFor();
    expect(stage.sandbox.store.get('deals', dealId)?.properties).toMatchObject({ hs_is_closed: 'false' });
    expect(errors).toEqual([]);
  });

  test.each([{ width: 1440, height: 900 }, { width: 390, height: 844 }])('no accessibility fault and nothing wider than the window at $width', async (size) => {
    const { page } = await browser.open(`${stage.sandbox.url}/portal/deals/${dealId}?lang=pt-BR`, size);
    await page.getByText('Itens de linha').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    const overflow = await page.evaluate(() => {
      const { documentElement } = (globalThis as unknown as { document: { documentElement: { scrollWidth: number; clientWidth: number } } }).document;
      return documentElement.scrollWidth - documentElement.clientWidth;
    });
    expect(overflow).toBe(0);
  });
});
