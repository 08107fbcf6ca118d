import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HandoffView, SavedText } from '../../../extensions/contracts/handoff.ts';
import { ClonedPlaybook } from '../../../extensions/contracts/playbooks.ts';
import { addCompany, addContact, addDeal, daysBefore } from '../../support/build-account.ts';
import { addLineItem, addNote } from '../../support/add-to-deal.ts';
import { buildCondition, buildContent, buildLeg } from '../../support/build-sale.ts';
import { workOn } from '../../support/handoff-work.ts';
import { MINUTE_MS } from '../../support/running-baton.ts';
import { buildKey, people, type SettingsAccount, startSettings } from '../../support/settings-account.ts';

const { bia, caio } = people;

const legStates = (handoff: HandoffView) => Object.fromEntries(handoff.legs.map((leg) => [leg.id, leg.state]));
const fieldOf = (handoff: HandoffView, field: string) => handoff.fields.find((one) => one.field === field)!;

describe('what a deal says in HubSpot', () => {
  let baton: SettingsAccount;
  let acme: string;
  let deal: string;
  let small: string;
  let advised: string;
  let work: ReturnType<typeof workOn>;

  beforeAll(async () => {
    baton = await startSettings({}, ({ crm }) => {
      acme = addCompany(crm, { name: 'Acme' });
      addContact(crm, acme, 'ana@acme.com.br');
      deal = addDeal(crm, acme, { dealname: 'Acme 2027', hubspot_owner_id: '10122' });
      addLineItem(crm, deal);
      addLineItem(crm, deal, { name: 'Horas de implantação', hs_sku: 'IMP-H', quantity: '20' });
      addNote(crm, deal, '<p><strong>Por que compram:</strong> fecham o mês em planilhas.</p>', daysBefore(9));
      addNote(crm, deal, '<p><strong>O que prometi</strong></p><ul><li>Integração em 45 dias</li><li>Duas turmas</li></ul>', daysBefore(3));
      small = addDeal(crm, addCompany(crm, { name: 'Pequena', domain: 'pequena.example' }), { dealname: 'Pequena, implantação', hubspot_owner_id: '10122' });
      addLineItem(crm, small, { name: 'Licença', hs_sku: '', quantity: '3' });
      advised = addDeal(crm, acme, { dealname: 'Acme 2028', hubspot_owner_id: '10122' });
      addLineItem(crm, advised, { name: 'Consultoria', quantity: '8' });
    });
    work = workOn(baton);
  });
  afterAll(() => baton.close());

  test('its line items fill the scope, its notes are offered, and each says where it comes from', async () => {
    const handoff = await work.start(deal);
    expect(handoff.sale!.lineItems).toEqual([
      { name: 'Licença, por usuário', sku: 'LIC-U', quantity: 40, hours: null },
      { name: 'Horas de implantação', sku: 'IMP-H', quantity: 20, hours: 20 },
    ]);
    const scope = fieldOf(handoff, 'scope');
    expect(scope.text.split('\n').slice(1)).toEqual(['40 × Licença, por usuário (LIC-U)', '20 × Horas de implantação (IMP-H)']);
    expect(scope).toMatchObject({ prefilled: true, from: ['deal', 'line-items'], by: null });
    expect(fieldOf(handoff, 'stakeholders').from).toEqual(['contacts']);
    expect(handoff.sale!.notes!.map((note) => [note.at, note.text.split('\n')[0]])).toEqual([[daysBefore(3), 'O que prometi'], [daysBefore(9), 'Por que compram: fecham o mês em planilhas.']]);
    expect(handoff.sale!.material.map(({ field, text }) => [field, text])).toEqual([['promises', 'Integração em 45 dias\nDuas turmas'], ['whyBought', 'fecham o mês em planilhas.']]);
    expect(handoff.missing).toEqual(['whyBought', 'objective', 'promises']);
  });

  test('implementation exists where hours were bought; elsewhere it is skipped, with the reason in the reader\'s language', async () => {
    expect(legStates(await work.handoffOf(deal))).toEqual({ sales: 'holding', engagement: 'waiting', implementation: 'waiting', cs: 'waiting' });
    const handoff = await work.start(small);
    expect(handoff.legs[2]).toMatchObject({ state: 'skipped', reason: "None of the deal's line items is of implementation hours." });
    expect((await work.handoffOf(small, 'pt-BR')).legs[2]!.reason).toBe('Nenhum item de linha do negócio é de horas de implantação.');
    expect(handoff.history[0]).toMatchObject({ step: 'skip-leg', by: null, leg: 'Implementation', reason: "None of the deal's line items is of implementation hours." });
  });

  test('hours that are sold later bring it back; what was typed stays as it is', async () => {
    await work.type(small, caio, 'scope', '3 usuários, sem integração');
    addLineItem(baton.crm, small, { name: 'Pacote de implantação 10h', quantity: '2' });
    const handoff = await work.readAgain(small);
    expect(legStates(handoff).implementation).toBe('waiting');
    expect(handoff.sale!.lineItems!.at(-1)).toMatchObject({ quantity: 2, hours: 20 });
    expect(fieldOf(handoff, 'scope').text).toBe('3 usuários, sem integração');
    expect(handoff.history[0]).toMatchObject({ step: 'need-leg', leg: 'Implementation' });
  });

  test('read again, and nothing is new, the handoff stays as it is', async () => {
    const changed = async () => (await sql<{ at: Date }>`select updated_at as at from handoffs where deal_id = ${deal}`.execute(baton.kysely)).rows[0]!.at;
    const before = await changed();
    await baton.pass(MINUTE_MS);
    await work.readAgain(deal);
    expect(await changed()).toEqual(before);
  });

  test('a leg that a person skipped stays skipped, whatever was bought, until a person brings it back', async () => {
    const skippable = async () => (await work.handoffOf(small)).legs.map((leg) => leg.skippable);
    expect(await skippable()).toEqual([false, true, true, true]);
    await work.step(small, caio, { kind: 'skip-leg', leg: 'implementation', reason: 'O parceiro implanta.' });
    expect(await skippable()).toEqual([false, true, false, true]);
    expect((await work.readAgain(small)).legs[2]).toMatchObject({ state: 'skipped', reason: 'O parceiro implanta.', restorable: true });
    const back = await work.step(small, caio, { kind: 'need-leg', leg: 'implementation' });
    expect(back.legs[2]).toMatchObject({ state: 'waiting', reason: null, restorable: false });
    expect(back.history[0]).toMatchObject({ step: 'need-leg', by: 'Caio Lima', leg: 'Implementation' });
  });

  test('a deal that changes while sales fills it in is read again by itself', async () => {
    const before = (await work.handoffOf(deal)).sale!.readAt;
    addNote(baton.crm, deal, '<p><strong>Risco:</strong> a TI congela em dezembro.</p>', daysBefore(0));
    await baton.pass(12 * MINUTE_MS);
    const { sale } = await work.handoffOf(deal);
    expect(sale!.readAt > before).toBe(true);
    expect(sale!.material[0]).toMatchObject({ field: 'risks', text: 'a TI congela em dezembro.' });
  });

  test('so is one of which nothing was kept, such as of a handoff that began before Baton read deals', async () => {
    await sql`delete from handoff_sales`.execute(baton.kysely);
    expect((await work.handoffOf(deal)).sale).toBeNull();
    baton.crm.update('deals', deal, { amount: '13000' });
    await baton.pass(12 * MINUTE_MS);
    const handoff = await work.handoffOf(deal);
    expect(handoff.sale!.lineItems).toHaveLength(2);
    expect(fieldOf(handoff, 'scope').text).toContain('13.000,00');
  });

  test('two people on one field: the second is told, and neither text is lost', async () => {
    const seen = fieldOf(await work.handoffOf(deal), 'risks').version;
    expect(await work.type(deal, bia, 'risks', 'Férias em janeiro', seen)).toMatchObject({ version: seen + 1, clash: null });
    const clash = await work.type(deal, caio, 'risks', 'TI congela em dezembro', seen);
    expect(clash.clash).toMatchObject({ text: 'Férias em janeiro', by: 'Bia Souza' });
    expect(fieldOf(await work.handoffOf(deal), 'risks')).toMatchObject({ text: 'Férias em janeiro', by: 'Bia Souza' });
    expect(await work.type(deal, caio, 'risks', 'TI congela em dezembro; férias em janeiro', clash.version)).toMatchObject({ clash: null });
    expect(fieldOf(await work.handoffOf(deal), 'risks')).toMatchObject({ text: 'TI congela em dezembro; férias em janeiro', by: 'Caio Lima' });
  });

  test('the points of the kick-off are kept from each other the same way', async () => {
    const params = { handoffId: (await work.handoffOf(deal)).id };
    const point = (as: number, text: string, base: number) => baton.ask('POST /api/1/handoffs/:handoffId/kick-off', { as, params, body: { section: 'journey', text, notApplicable: '', base } }) as Promise<SavedText>;
    expect(await point(bia, 'Três etapas', 0)).toMatchObject({ version: 1, clash: null });
    expect((await point(caio, 'Duas etapas', 0)).clash).toMatchObject({ text: 'Três etapas', by: 'Bia Souza' });
  });

  test('what CS was given to judge does not change any more', async () => {
    await work.tell(deal);
    await work.step(deal, caio, { kind: 'submit' });
    const scope = fieldOf(await work.handoffOf(deal), 'scope').text;
    addLineItem(baton.crm, deal, { name: 'Módulo fiscal', quantity: '1' });
    const handoff = await work.readAgain(deal);
    expect(fieldOf(handoff, 'scope').text).toBe(scope);
    expect(handoff.sale!.lineItems!.at(-1)!.name).toBe('Módulo fiscal');
  });

  test('the baton goes to the last leg only after the kick-off, and the card knows why not', async () => {
    const accepted = await work.step(deal, bia, { kind: 'accept' });
    expect(accepted.passBlocked).toBeNull();
    const skipped = await work.step(deal, bia, { kind: 'skip-leg', leg: 'implementation', reason: 'Sem horas.' });
    expect(skipped.passBlocked).toBe('no-kick-off');
    await expect(work.step(deal, bia, { kind: 'submit' })).rejects.toThrow('after the kick-off');
  });

  test('a cancelled handoff is reopened with a reason, but not beside one that is under way', async () => {
    const cancelled = await work.step(small, caio, { kind: 'cancel', reason: 'Desistiu.' });
    expect(cancelled).toMatchObject({ state: 'cancelled' });
    expect(cancelled.history[0]).toMatchObject({ step: 'cancel', reason: 'Desistiu.', by: 'Caio Lima' });
    await work.start(small);
    const body = { key: buildKey(), step: { kind: 'reopen', reason: 'Voltou.' } };
    expect(await baton.ask('POST /api/1/handoffs/:handoffId/steps', { as: caio, params: { handoffId: cancelled.id }, body })).toMatchObject({ ok: false, code: 'conflict' });
  });

  test('a playbook for what was bought is chosen once that is read, and stays with its legs, what it requires and its deadlines', async () => {
    const params = { playbookId: ClonedPlaybook.parse(await baton.ask('POST /api/1/settings/playbooks', { body: { key: buildKey(), from: 'standard' } })).id };
    const content = buildContent({ name: 'Horas', when: buildCondition({ words: ['consultoria'] }), legs: [buildLeg('sales'), buildLeg('setup'), buildLeg('cs')], required: ['risks'] });
    expect(await baton.ask('POST /api/1/settings/playbooks/:playbookId/draft', { params, body: { key: buildKey(), revision: 1, content } })).toMatchObject({ ok: true });
    expect(await baton.ask('POST /api/1/settings/playbooks/:playbookId/change', { params, body: { key: buildKey(), revision: 2, change: 'publish' } })).toMatchObject({ ok: true });
    await work.start(advised);
    const handoff = await work.handoffOf(advised);
    expect(handoff.playbook).toEqual({ name: 'Horas', version: 1 });
    expect(handoff.legs.map((leg) => leg.label)).toEqual(['Leg sales', 'Leg setup', 'Leg cs']);
    expect([handoff.missing, handoff.dueAt === null]).toEqual([['risks'], false]);
  });
});

describe('without the permission for line items', () => {
  let baton: SettingsAccount;
  let deal: string;

  beforeAll(async () => {
    baton = await startSettings({}, ({ crm, sandbox, portalId }) => {
      Object.assign(sandbox.core.portal(portalId)!, { lackedScopes: ['crm.objects.line_items.read'] });
      deal = addDeal(crm, addCompany(crm, { name: 'Acme' }), { dealname: 'Acme 2027', hubspot_owner_id: '10122' });
      addLineItem(crm, deal, { name: 'Horas de implantação', quantity: '20' });
      addNote(crm, deal, '<p>Nota</p>', daysBefore(2));
    });
  });
  afterAll(() => baton.close());

  test('the card says so, the name of the deal decides, and the handoff goes on', async () => {
    const work = workOn(baton);
    const handoff = await work.start(deal);
    expect(handoff.sale).toMatchObject({ lineItems: null, notes: [{ text: 'Nota' }] });
    expect(handoff.legs[2]).toMatchObject({ state: 'skipped', reason: 'There are no line items to go by, and the name of the deal speaks of no implementation.' });
    await work.tell(deal);
    expect(await work.step(deal, caio, { kind: 'submit' })).toMatchObject({ state: 'submitted' });
    expect((await baton.ask('GET /api/1/settings/connection')) as object).toMatchObject({ install: { state: 'active' } });
  });
});
