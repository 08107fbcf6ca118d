import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCompany, addContact, addDeal, daysBefore } from '../../support/build-account.ts';
import { addLineItem, addNote } from '../../support/add-to-deal.ts';
import { buildCondition } from '../../support/build-sale.ts';
import { workOn } from '../../support/handoff-work.ts';
import { publishPlaybook } from '../../support/publish-playbook.ts';
import { buildFlowApp } from '../../support/running-baton.ts';
import { type SettingsAccount, startSettings } from '../../support/settings-account.ts';

let baton: SettingsAccount;
let work: ReturnType<typeof workOn>;
let acme: string;
let deal: string;
let ana: string;
let changing: string;

const body = (more: string) => `<p>Falei com Ana Souza.</p><p>Contato: ana@acme.com.br</p><p>${more}</p>`;

beforeAll(async () => {
  baton = await startSettings({ app: buildFlowApp({ webhooks: true }), webhooks: { gatherMs: 30 } }, ({ crm }) => {
    acme = addCompany(crm, { name: 'Acme', city: 'Porto Velho', description: 'Fundada por Ana Souza\nQuatro lojas' });
    ana = addContact(crm, acme, 'ana@acme.com.br');
    deal = addDeal(crm, acme, { dealname: 'Acme 2027' });
    addLineItem(crm, deal, { name: 'Curso para Ana Souza', hs_sku: 'CURSO ana@acme.com.br', quantity: '1' });
    addNote(crm, deal, body('Quatro lojas piloto.'), daysBefore(5));
    changing = addNote(crm, deal, body('Prazo em aberto.'), daysBefore(3));
  });
  work = workOn(baton);
  const asked = (property: string) => ({ property, label: property, values: [{ value: 'x', label: 'x' }] });
  await publishPlaybook(baton, { when: buildCondition({ company: [asked('description'), asked('city')] }) });
});
afterAll(() => baton.close());

const kept = async () => (await sql<{ company: object; sku: string | null }>`select company, line_items -> 0 -> 'sku' as sku from handoff_sales`.execute(baton.kysely)).rows[0];
const notes = async () => (await work.handoffOf(deal)).sale!.notes!.map((note) => note.text);

test('a person deleted for privacy in HubSpot is gone from the notes and line items of the deals', async () => {
  await work.start(deal);
  expect(await notes()).toEqual(['Falei com Ana Souza.\nContato: ana@acme.com.br\nPrazo em aberto.', 'Falei com Ana Souza.\nContato: ana@acme.com.br\nQuatro lojas piloto.']);
  expect(await kept()).toEqual({ company: { city: 'Porto Velho', description: 'Fundada por Ana Souza\nQuatro lojas' }, sku: 'CURSO ana@acme.com.br' });
  baton.crm.forget(ana);
  await baton.heard();
  expect(await notes()).toEqual(['Prazo em aberto.', 'Quatro lojas piloto.']);
  expect(JSON.stringify(await work.handoffOf(deal))).not.toMatch(/ana souza|ana@acme/i);
});

test('reading the deal again brings nobody back: not by an old note, nor an address or a whole name by a changed one, by a line item or by a property of the company', async () => {
  baton.crm.update('notes', changing, { hs_note_body: '<p>Contato: ANA@acme.com.br</p><p>Com a ANA SOUZA ainda falta falar.</p><p>Ana Paula decide.</p><p>Prazo: março.</p>' });
  await work.readAgain(deal);
  expect(await notes()).toEqual(['Ana Paula decide.\nPrazo: março.', 'Quatro lojas piloto.']);
  expect((await work.handoffOf(deal)).sale!.lineItems!.map((item) => item.name)).toEqual(['']);
  expect(await kept()).toEqual({ company: { city: 'Porto Velho', description: null }, sku: null });
});

test('another person of the same name, whom the company has, is spoken of', async () => {
  const another = baton.crm.create('contacts', { email: 'ana.souza@acme.com.br', firstname: 'Ana', lastname: 'Souza' });
  baton.crm.link('contacts', another.id, 'companies', acme, true);
  await baton.heard();
  baton.crm.update('notes', changing, { hs_note_body: '<p>Ana Souza assume.</p>' });
  await work.readAgain(deal);
  expect((await notes())[0]).toBe('Ana Souza assume.');
});
