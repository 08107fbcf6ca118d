import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCompany, addContact, addDeal, daysBefore } from '../../support/build-account.ts';
import { addLineItem, addNote } from '../../support/add-to-deal.ts';
import { workOn } from '../../support/handoff-work.ts';
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
    acme = addCompany(crm, { name: 'Acme' });
    ana = addContact(crm, acme, 'ana@acme.com.br');
    deal = addDeal(crm, acme, { dealname: 'Acme 2027' });
    addLineItem(crm, deal, { name: 'Curso para Ana Souza', quantity: '1' });
    addNote(crm, deal, body('Quatro lojas piloto.'), daysBefore(5));
    changing = addNote(crm, deal, body('Prazo em aberto.'), daysBefore(3));
  });
  work = workOn(baton);
});
afterAll(() => baton.close());

const notes = async () => (await work.handoffOf(deal)).sale!.notes!.map((note) => note.text);

test('a person deleted for privacy in HubSpot is gone from the notes and line items of the deals', async () => {
  await work.start(deal);
  expect(await notes()).toEqual(['Falei com Ana Souza.\nContato: ana@acme.com.br\nPrazo em aberto.', 'Falei com Ana Souza.\nContato: ana@acme.com.br\nQuatro lojas piloto.']);
  baton.crm.forget(ana);
  await baton.heard();
  expect(await notes()).toEqual(['Prazo em aberto.', 'Quatro lojas piloto.']);
  expect(JSON.stringify(await work.handoffOf(deal))).not.toMatch(/ana souza|ana@acme/i);
});

test('reading the deal again brings nobody back: not by an old note, nor an address or a whole name by a changed one or by a line item', async () => {
  baton.crm.update('notes', changing, { hs_note_body: '<p>Contato: ANA@acme.com.br</p><p>Com a ANA SOUZA ainda falta falar.</p><p>Ana Paula decide.</p><p>Prazo: março.</p>' });
  await work.readAgain(deal);
  expect(await notes()).toEqual(['Ana Paula decide.\nPrazo: março.', 'Quatro lojas piloto.']);
  expect((await work.handoffOf(deal)).sale!.lineItems!.map((item) => item.name)).toEqual(['']);
});

test('another person of the same name, whom the company has, is spoken of', async () => {
  const another = baton.crm.create('contacts', { email: 'ana.souza@acme.com.br', firstname: 'Ana', lastname: 'Souza' });
  baton.crm.link('contacts', another.id, 'companies', acme, true);
  await baton.heard();
  baton.crm.update('notes', changing, { hs_note_body: '<p>Ana Souza assume.</p>' });
  await work.readAgain(deal);
  expect((await notes())[0]).toBe('Ana Souza assume.');
});
