import { afterAll, beforeAll, expect, it } from 'vitest';
import { forgetInHandoffs } from '../../src/server/handoff/erase.ts';
import { keepTraces, waitingTraces } from '../../src/server/handoff/effect-store.ts';
import { open } from '../../src/server/handoff/baton.ts';
import { STANDARD } from '../../src/server/handoff/playbooks/playbook.ts';
import { findSales, saveSale } from '../../src/server/handoff/sale/sale-store.ts';
import { addMove, findHandoff, insertHandoff, listMoves } from '../../src/server/handoff/store.ts';
import { openTestDb, type TestDb } from '../support/database.ts';

const now = new Date('2026-11-30T12:00:00Z');
const handoffId = '0b6f1c9e-5a3d-4a53-9a55-2d2f6b5b7a11';
const typed = (text: string) => ({ text, typed: true });

let test: TestDb;
beforeAll(async () => {
  test = await openTestDb();
});
afterAll(() => test.close());

it('an erased person is gone from every text of a handoff, line by line, and what was told beside them stays', async () => {
  const legs = STANDARD.legs.map(({ id }) => ({ id, owner: null, skipped: null }));
  await test.db.withPortal(1, async (tx) => {
    await insertHandoff(tx, 1, {
      handoffId, dealId: 1, companyId: 1, playbook: STANDARD, openedAt: now, csProposal: null,
      baton: { ...open(legs, now), gaps: [{ field: 'risks', note: 'O que diz Ana Souza?' }], pauses: [{ from: now, to: null, reason: 'Esperando Ana Souza' }] },
      form: { stakeholders: typed('Ana Souza, Diretora, ana@acme.com.br\nBeto Dias, Compras'), scope: typed('40 usuários') },
      kickOff: { projectOwners: { text: 'ANA@ACME.COM.BR decide\nBeto executa', notApplicable: '' } },
      checklist: [{ id: 'welcome', leg: 'engagement', label: { 'pt-BR': 'Boas-vindas', en: 'Welcome' }, help: { 'pt-BR': '', en: '' }, state: 'skipped', reason: 'Ana Souza pediu', at: null, by: null }],
      expectations: [{ id: 'p1', text: 'Relatório mensal para ana souza', status: 'open', planned: false }],
    });
    await addMove(tx, 1, handoffId, { at: now, step: 'cancel', userId: 7, reason: 'Ana Souza saiu', detail: null });
    const note = (id: string, text: string) => ({ id, at: now.toISOString(), changedAt: now.toISOString(), text });
    await saveSale(tx, 1, handoffId, {
      readAt: now, language: 'pt-BR', company: null, lineItems: [{ name: 'Curso de ana souza', sku: null, quantity: 1, hours: null }, { name: 'Licença', sku: 'L', quantity: 40, hours: null }],
      notes: [note('1', 'Risco: Ana Souza sai de férias\nEscopo: 4 lojas'), note('2', 'Nada dela')],
    });
    const trace = { kind: 'note', title: 'Handoff', body: ['Stakeholders: Ana Souza', 'Scope: 40'], owner: null, at: 0, companyId: 1, dealId: 1 } as const;
    await keepTraces(tx, 1, handoffId, [{ key: 'k', trace }], now);
  });
  await test.db.withPortal(1, (tx) => forgetInHandoffs(tx, { emails: ['ana@acme.com.br'], names: ['Ana Souza'] }));
  await test.db.withPortal(1, async (tx) => {
    const left = (await findHandoff(tx, handoffId))!;
    const traces = await waitingTraces(tx, handoffId);
    const sale = (await findSales(tx, [handoffId])).get(handoffId)!;
    expect(JSON.stringify([left, traces, sale, await listMoves(tx, [handoffId])])).not.toMatch(/ana souza|ana@acme/i);
    expect(left.form).toEqual({ stakeholders: typed('Beto Dias, Compras'), scope: typed('40 usuários') });
    expect(sale.notes!.map((note) => note.text)).toEqual(['Escopo: 4 lojas', 'Nada dela']);
    expect(sale.lineItems![1]).toEqual({ name: 'Licença', sku: 'L', quantity: 40, hours: null });
    expect(left.kickOff.projectOwners!.text).toBe('Beto executa');
    expect(traces[0]!.trace).toMatchObject({ body: expect.arrayContaining(['Scope: 40']) });
  });
});
