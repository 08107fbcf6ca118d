import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Language } from '../../extensions/contracts/envelope.ts';
import { auditOf, entryTeller } from '../../src/server/handoff/audit.ts';
import { open } from '../../src/server/handoff/baton.ts';
import type { Tx } from '../../src/server/platform/db.ts';
import { addMove, findHandoff, insertHandoff, saveHandoff, type StoredHandoff } from '../../src/server/handoff/store.ts';
import { buildLeg, buildPlaybook } from '../support/build-sale.ts';
import { openTestDb, type TestDb } from '../support/database.ts';

const DEAL = 900;
/** The deal was won long before both of its handoffs began. */
const won = new Date('2026-01-10T12:00:00Z');
const firstBegun = new Date('2026-03-02T12:00:00Z');
const secondBegun = new Date('2026-09-01T12:00:00Z');
const idOf = (cycle: number) => `0b6f1c9e-5a3d-4a53-9a55-2d2f6b5b7a0${cycle}`;

let db: TestDb;
beforeAll(async () => {
  db = await openTestDb();
  await begin(1, firstBegun, ['Relatório mensal']);
  await db.db.withPortal(1, async (tx) => {
    const first = (await findHandoff(tx, idOf(1)))!;
    await saveHandoff(tx, idOf(1), { ...first, baton: { ...first.baton, status: 'done', endedAt: secondBegun } }, secondBegun);
  });
  const long = `Migração ${'de todos os dados '.repeat(10)}`;
  await begin(2, secondBegun, ['Treinamento', `${long} do financeiro`, `${long} do estoque`]);
});
afterAll(() => db.close());

const own = (id: string, label: string) => ({ id, leg: id.split('.')[0]!, label: { 'pt-BR': label, en: label }, help: { 'pt-BR': '', en: '' }, state: 'open', reason: null, at: null, by: null }) as const;

/** A handoff on a way whose two last legs are called the same, with the same step of the account's own on several. */
async function begin(cycle: number, begunAt: Date, promises: readonly string[]): Promise<void> {
  const label = { 'pt-BR': 'Implantação', en: 'Implementation' };
  const playbook = buildPlaybook({ legs: [buildLeg('sales'), buildLeg('setup', { label }), buildLeg('go', { label })] });
  const baton = open(playbook.legs.map(({ id }) => ({ id, owner: null, skipped: null })), begunAt);
  const expectations = promises.map((text, at) => ({ id: `p${at + 1}`, text, status: 'open' as const, planned: false }));
  const checklist = [own('sales.1', 'Ata enviada'), own('setup.1', 'Ata enviada'), own('setup.2', 'Acesso criado'), own('go.1', 'Teste'), own('go.2', 'Teste')];
  await db.db.withPortal(1, async (tx) => {
    await insertHandoff(tx, 1, { handoffId: idOf(cycle), dealId: DEAL, companyId: 1, baton, playbook, form: {}, kickOff: {}, expectations, checklist, openedAt: won, csProposal: null });
    await addMove(tx, 1, idOf(cycle), { at: begunAt, step: 'start', userId: null, reason: null, detail: null });
  });
}

/** What is kept, as the database gives it back. */
async function kept(tx: Tx, value: object): Promise<object> {
  const { rows } = await sql<{ kept: object }>`select ${JSON.stringify(value)}::jsonb as kept`.execute(tx);
  return rows[0]!.kept;
}

const tell = entryTeller({ dealNames: async () => new Map([[DEAL, 'Acme 2027']]), owners: async () => [] });

/** What the audit trail tells of a change to a handoff. @param earlier as an earlier version of Baton kept it, which did not say which handoff of the deal it was. */
function told(cycle: number, at: Date, change: { before?: Partial<StoredHandoff>; after?: Partial<StoredHandoff> } = {}, { language = 'en', earlier = false }: { language?: Language; earlier?: boolean } = {}) {
  return db.db.withPortal(1, async (tx) => {
    const handoff = (await findHandoff(tx, idOf(cycle)))!;
    const [before, after] = [change.before, change.after].map((changed) => ({ ...auditOf({ ...handoff, ...changed }), ...(earlier && { cycle: undefined }) }));
    const entry = { at, action: 'handoff.judge-expectation', subject: `deal:${DEAL}`, before: await kept(tx, before!), after: await kept(tx, after!) };
    return (await tell(tx, [entry], language))[0]!;
  });
}

/** The checklist with these steps ticked. */
async function ticked(...ids: string[]): Promise<Pick<StoredHandoff, 'checklist'>> {
  const { checklist } = (await db.db.withPortal(1, (tx) => findHandoff(tx, idOf(2))))!;
  return { checklist: checklist.map((item) => (ids.includes(item.id) ? { ...item, state: 'done', at: secondBegun.toISOString(), by: 7 } : item)) };
}

describe('an entry of the audit trail', () => {
  test('is told by the texts of its own handoff, also of one that was reopened after the deal\'s next one had begun', async () => {
    const afterwards = new Date(secondBegun.getTime() + 86_400_000);
    for (const at of [firstBegun, afterwards]) expect((await told(1, at)).after).toMatchObject({ 'Promise “Relatório mensal”': 'open' });
    expect((await told(2, afterwards)).after).toMatchObject({ 'Promise “Treinamento”': 'open' });
  });

  test('of an earlier version of Baton is told by the handoff that had begun last by then', async () => {
    const earlier = { earlier: true };
    expect((await told(1, firstBegun, {}, earlier)).after).toMatchObject({ 'Promise “Relatório mensal”': 'open' });
    expect((await told(1, new Date(secondBegun.getTime() - 1), {}, earlier)).after).toMatchObject({ 'Promise “Relatório mensal”': 'open' });
    expect((await told(2, secondBegun, {}, earlier)).after).toMatchObject({ 'Promise “Treinamento”': 'open' });
  });

  test('has legs and steps in the handoff\'s own order, which the database does not keep', async () => {
    const { after } = await told(2, secondBegun, { after: await ticked('sales.1', 'setup.1', 'go.1') });
    expect(Object.keys(after as object).filter((name) => name.startsWith('Leg'))).toEqual(['Leg Leg sales', 'Leg Implementation (setup)', 'Leg Implementation (go)']);
    expect(Object.keys(after as object).filter((name) => name.startsWith('Step'))).toEqual(['Step “Ata enviada” (Leg Leg sales)', 'Step “Ata enviada” (Leg Implementation (setup))', 'Step “Teste” (go.1)']);
    const { legs } = (await db.db.withPortal(1, async (tx) => kept(tx, auditOf((await findHandoff(tx, idOf(2)))!)))) as { legs: object };
    expect(Object.keys(legs)).not.toEqual(['sales', 'setup', 'go']);
  });

  test('has a line for each leg, also of those that are called the same', async () => {
    expect((await told(2, secondBegun)).after).toMatchObject({ 'Leg Leg sales': 'has the baton', 'Leg Implementation (setup)': 'to come', 'Leg Implementation (go)': 'to come' });
    expect((await told(2, secondBegun, {}, { language: 'pt-BR' })).after).toMatchObject({ 'Etapa Implantação (setup)': 'a seguir', 'Etapa Implantação (go)': 'a seguir' });
  });

  test('has a line for each promise, also of those that begin the same', async () => {
    const names = Object.keys((await told(2, secondBegun)).after as object).filter((name) => name.startsWith('Promise “Migração'));
    expect(names.map((name) => name.slice(-5))).toEqual([' (p2)', ' (p3)']);
  });

  test('names a step by its leg where another leg has the same, by its id where its own leg has it twice', async () => {
    const { after } = await told(2, secondBegun, { after: await ticked('sales.1', 'setup.1', 'setup.2', 'go.1', 'go.2') });
    expect(Object.keys(after as object).filter((name) => name.startsWith('Step'))).toEqual([
      'Step “Ata enviada” (Leg Leg sales)', 'Step “Ata enviada” (Leg Implementation (setup))', 'Step “Acesso criado”', 'Step “Teste” (go.1)', 'Step “Teste” (go.2)',
    ]);
  });

  test('calls a step the same before and after, whichever others were ticked by then', async () => {
    const { before, after } = await told(2, secondBegun, { before: await ticked('setup.1'), after: await ticked('sales.1', 'setup.1') });
    expect(before).toMatchObject({ 'Step “Ata enviada” (Leg Implementation (setup))': 'done' });
    expect(after).toMatchObject({ 'Step “Ata enviada” (Leg Implementation (setup))': 'done', 'Step “Ata enviada” (Leg Leg sales)': 'done' });
    expect(before).not.toHaveProperty(['Step “Ata enviada” (Leg Leg sales)']);
  });
});
