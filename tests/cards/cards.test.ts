import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Language, Refusal } from '../../extensions/contracts/envelope.ts';
import { HealthView } from '../../extensions/contracts/health.ts';
import { NpsView } from '../../extensions/contracts/nps.ts';
import { SummaryView } from '../../extensions/contracts/summary.ts';
import { cardRoutes } from '../../src/server/cards/routes.ts';
import type { Open } from '../../src/server/cards/opens.ts';
import { type CardRow, publish } from '../../src/server/cards/store.ts';
import { flowStopped, scoringLate } from '../../src/server/cards/wording.ts';
import { type Renderers, stalenessOf, type StoppedFlow } from '../../src/server/cards/view.ts';
import { createLog } from '../../src/server/platform/log.ts';
import { buildHealthFigures, buildNpsFigure, buildNpsView } from '../support/build-views.ts';
import { openTestDb, type TestDb } from '../support/database.ts';

const PORTAL = 7;
const ACME = 501;
const AS_OF = new Date('2026-11-21T06:00:00.000Z');
const NOON = new Date('2026-11-21T12:00:00.000Z');
/** Renders what a stored text says it is. */
const render: Renderers = {
  health: (stored) => buildHealthFigures({ modelVersion: Number(stored) }),
  nps: () => buildNpsView().figures!,
  relationalNps: () => buildNpsFigure(),
};

let test: TestDb;
beforeAll(async () => {
  test = await openTestDb();
});
afterAll(() => test.close());
beforeEach(async () => {
  opened.length = 0;
  await sql`delete from card_view`.execute(test.kysely);
});

function buildRow(overrides: Partial<CardRow> = {}): CardRow {
  return { companyId: ACME, name: 'Padaria "Aurora" \\ Filhos', status: 'scored', health: '1', nps: '{"l":["disse \\"ótimo\\""]}', ...overrides };
}

function store(rows: CardRow[], portalId = PORTAL): Promise<void> {
  return test.db.withPortal(portalId, (tx) => publish(tx, portalId, rows, AS_OF));
}

const opened: Open[] = [];

function ask(path: 'health' | 'nps' | 'summary', options: { companyId?: number; portalId?: number; now?: Date; stopped?: StoppedFlow; round?: string } = {}) {
  const routes = cardRoutes({
    db: test.db,
    noteOpen: (open) => void opened.push(open),
    render,
    recordUrl: async (portalId, companyId) => `https://app.hubspot.com/contacts/${portalId}/record/0-2/${companyId}`,
    findCompany: async (_tx, companyId) => (companyId === 777 ? { name: 'Nova' } : undefined),
    stoppedFlow: async () => (options.stopped === undefined ? null : async () => options.stopped!),
  });
  const { companyId = ACME, portalId = PORTAL, now = NOON } = options;
  const route = routes.find((each) => each.path === `/api/1/${path}/:companyId`)!;
  return route.handle({ portalId, userId: 1, userEmail: 'ana@example.com', params: { companyId: String(companyId) }, query: route.query.parse({ lang: 'pt-BR', ...(options.round && { round: options.round }) }), body: undefined, requestId: 'test', now, log: createLog('silent') });
}

describe('a card', () => {
  it('reads one row and answers its contract', async () => {
    await store([buildRow()]);
    const common = { ok: true, company: { id: '501', name: 'Padaria "Aurora" \\ Filhos' }, status: 'scored', asOf: AS_OF.toISOString(), stale: null };
    expect(HealthView.parse(await ask('health'))).toMatchObject({ ...common, figures: { modelVersion: 1 } });
    expect(NpsView.parse(await ask('nps'))).toMatchObject(common);
    expect(SummaryView.parse(await ask('summary'))).toMatchObject({ ...common, health: { score: 63.4 }, recordUrl: 'https://app.hubspot.com/contacts/7/record/0-2/501' });
  });

  it('of a company that is no customer says so; its answers stay to be seen', async () => {
    await store([buildRow({ status: 'not-a-customer', health: null })]);
    expect(HealthView.parse(await ask('health'))).toMatchObject({ status: 'not-a-customer', figures: null });
    expect(NpsView.parse(await ask('nps')).figures).not.toBeNull();
    expect(SummaryView.parse(await ask('summary'))).toMatchObject({ status: 'not-a-customer', health: null });
  });

  it('of a company that is known and not yet computed is being prepared', async () => {
    expect(HealthView.parse(await ask('health', { companyId: 777 }))).toMatchObject({ status: 'preparing', company: { name: 'Nova' }, figures: null });
    expect(NpsView.parse(await ask('nps', { companyId: 777 })).status).toBe('preparing');
    expect(SummaryView.parse(await ask('summary', { companyId: 777 })).status).toBe('preparing');
  });

  it('of an unknown company, or of another account\'s, is refused with its cure', async () => {
    await store([buildRow()], 8);
    for (const path of ['health', 'nps', 'summary'] as const) expect(Refusal.parse(await ask(path)).code).toBe('unknown-company');
  });

  it('keeps its NPS part when a new row brings none, and loses it when it brings null', async () => {
    await store([buildRow()]);
    await store([buildRow({ nps: undefined })]);
    expect(NpsView.parse(await ask('nps')).figures).not.toBeNull();
    await store([buildRow({ nps: null })]);
    expect(NpsView.parse(await ask('nps')).figures).toBeNull();
  });

  it('that tells of a company was opened, by whoever asked; asking once more, or of a stranger, is no opening', async () => {
    await store([buildRow()]);
    await ask('nps');
    await ask('nps', { round: '1' });
    await ask('health', { companyId: 778 });
    expect(opened).toEqual([{ portalId: PORTAL, userId: 1, email: 'ana@example.com', card: 'nps', companyId: ACME, at: NOON }]);
  });

  it('names the flow that stands still', async () => {
    await store([buildRow()]);
    const stopped = { part: 'hubspot', since: Date.UTC(2026, 10, 20) } as const;
    expect(HealthView.parse(await ask('health', { stopped })).stale).toEqual({ since: '2026-11-20T00:00:00.000Z', part: 'hubspot', told: flowStopped['pt-BR'], intended: false });
  });
});

describe('staleness', () => {
  const card = { asOf: AS_OF, status: 'scored' } as const;
  const hours = (count: number) => ({ now: new Date(AS_OF.getTime() + count * 3_600_000), language: 'en' as const, stopped: null });

  it('begins when a night was missed', () => {
    expect(stalenessOf(card, hours(36))).toBeNull();
    expect(stalenessOf(card, hours(36.1))).toEqual({ since: AS_OF.toISOString(), part: 'scoring', told: scoringLate.en });
  });

  it('does not concern companies that are not scored', () => {
    expect(stalenessOf({ ...card, status: 'not-a-customer' }, hours(100))).toBeNull();
  });

  it('tells which of the company\'s sources have stopped, and whether an admin wanted it so', () => {
    const source = (name: string, paused: boolean) => ({ name, paused });
    const stale = (language: Language, ...sources: ReturnType<typeof source>[]) => stalenessOf(card, { ...hours(0), language, stopped: { part: 'surveys', since: AS_OF.getTime(), sources } });
    expect(stale('pt-BR', source('NPS', true))).toEqual({
      since: AS_OF.toISOString(), part: 'surveys', intended: true, told: 'O administrador pausou a fonte "NPS": o que ela recebe conta quando for retomada.',
    });
    expect(stale('en', source('NPS', true), source('CSAT', true))?.told).toBe('The administrator paused the sources "NPS" and "CSAT": what they receive counts once they are resumed.');
    expect(stale('en', source('NPS', false))).toMatchObject({ intended: false, told: 'The source "NPS" has stopped bringing answers. The administrator should check it.' });
    expect(stale('pt-BR', source('A', true), source('B', false), source('C', false))).toMatchObject({
      intended: false,
      told: 'O administrador pausou a fonte "A": o que ela recebe conta quando for retomada. As fontes "B" e "C" pararam de trazer respostas. O administrador deve conferi-las.',
    });
  });
});
