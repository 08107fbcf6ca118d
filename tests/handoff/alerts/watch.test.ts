import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { journeyFacts } from '../../../src/server/handoff/alerts/alert-store.ts';
import type { HandoffDeps } from '../../../src/server/handoff/commands.ts';
import { type Handoff, open } from '../../../src/server/handoff/baton.ts';
import { STANDARD } from '../../../src/server/handoff/playbooks/playbook.ts';
import { insertHandoff, saveHandoff, type StoredHandoff } from '../../../src/server/handoff/store.ts';
import { watchAll } from '../../../src/server/handoff/alerts/watch.ts';
import { openTestDb, type TestDb } from '../../support/database.ts';

const PORTAL = 7;
const DAY_MS = 86_400_000;
const IDS = ['0b6f1c9e-5a3d-4a53-9a55-2d2f6b5b7a11', '1c7a2d0f-6b4e-4b64-8b66-3e3a7c6c8b22'] as const;
/** A Monday at nine in São Paulo. */
const opened = new Date('2026-10-05T12:00:00Z');
const at = (days: number) => new Date(opened.getTime() + days * DAY_MS);

let test: TestDb;
beforeAll(async () => {
  test = await openTestDb();
});
afterAll(() => test.close());
beforeEach(async () => {
  for (const table of ['handoffs', 'handoff_moves', 'handoff_effects', 'handoff_alerts']) await sql.raw(`delete from ${table}`).execute(test.kysely);
});

/** A handoff of deal and company `n` that CS accepted at once, and whose kick-off was held then. */
function buildStored(n: number, baton: Partial<Handoff> = {}): Omit<StoredHandoff, 'cycle'> {
  const fresh = open(STANDARD.legs.map(({ id }) => ({ id, owner: null, skipped: null })), opened);
  const legs = fresh.legs.map((leg, index) => (index === 0 ? { ...leg, state: 'done' as const } : index === 1 ? { ...leg, state: 'holding' as const, since: opened } : leg));
  return {
    handoffId: IDS[n]!, dealId: 900 + n, companyId: 500 + n, playbook: STANDARD, openedAt: opened, baton: { ...fresh, legs, acceptedAt: opened, kickOffAt: opened, ...baton },
    form: {}, expectations: [], checklist: [], csProposal: null, kickOff: { journey: { text: 'Go-live até 30/10', notApplicable: '' } },
  };
}

const keep = (...handoffs: Omit<StoredHandoff, 'cycle'>[]) => test.db.withPortal(PORTAL, async (tx) => {
  for (const handoff of handoffs) await insertHandoff(tx, PORTAL, handoff);
});

/** What the room asks of others, with a clock and signs of life that the test sets; what it tells is kept. */
function buildWatch() {
  const world = { now: at(0), lastSeen: new Map<number, Date>() };
  const told: { name: string; payload: object }[] = [];
  const deps = {
    db: test.db, now: () => world.now,
    record: async (_tx: unknown, event: { name: string; payload: object }) => void told.push(event),
    enqueue: async () => undefined,
    activePortals: async () => [{ portalId: PORTAL, timeZone: 'America/Sao_Paulo', currency: 'BRL' }],
    lastActivity: async () => world.lastSeen,
    findCompany: async () => ({ name: 'Acme', ownerId: 10112 }),
    deal: async () => undefined,
  } as unknown as HandoffDeps;
  return {
    world, told,
    async look(days: number, watchers = 1): Promise<void> {
      world.now = at(days);
      await Promise.all(Array.from({ length: watchers }, () => watchAll(deps, new AbortController().signal)));
    },
  };
}

const rows = async (table: string) => (await sql<Record<string, unknown>>`select * from ${sql.table(table)} order by 1, 2, 3, 4`.execute(test.kysely)).rows;
const steps = async () => (await rows('handoff_moves')).map((row) => row.step).sort();

describe('what is late', () => {
  it('is told once by several processes that look at the same time, each handoff for itself', async () => {
    await keep(buildStored(0), buildStored(1));
    const watch = buildWatch();
    await watch.look(6, 4);
    expect(await steps()).toEqual(['leg-late', 'leg-late']);
    expect(await rows('handoff_effects')).toHaveLength(2);
    // All four may have judged before any of them told: of each handoff, the first alone finds something to do.
    expect(watch.told.map(({ name }) => name).sort()).toEqual(['handoff.alert.raised', 'handoff.alert.raised', 'handoff.journey.changed', 'handoff.journey.changed']);
    await watch.look(6.5, 4);
    expect(await steps()).toHaveLength(2);
  });

  it('is felt in the score where it is about the customer, and not where a leg of our own is late', async () => {
    await keep(buildStored(0));
    const watch = buildWatch();
    const felt = () => watch.told.filter(({ name }) => name === 'handoff.journey.changed').length;
    await watch.look(6);
    expect([await steps(), felt()]).toEqual([['leg-late'], 0]);
    await watch.look(15);
    expect([await steps(), felt()]).toEqual([['leg-late', 'silence'], 1]);
  });

  it('leaves a task for the company\'s owner where the leg is nobody\'s, in words', async () => {
    await keep(buildStored(0));
    await buildWatch().look(6);
    expect((await rows('handoff_effects'))[0]!.content).toMatchObject({ kind: 'task', title: 'Prazo vencido, Engajamento: negócio sem nome', owner: 10112, body: ['O prazo era 9 de out. de 2026.'] });
  });

  it('is not told of a handoff that is over', async () => {
    const handoff = buildStored(0, { status: 'done', endedAt: at(1) });
    await keep(handoff);
    await test.db.withPortal(PORTAL, (tx) => saveHandoff(tx, handoff.handoffId, handoff, at(1)));
    await buildWatch().look(60);
    expect(await steps()).toEqual([]);
  });

  it('is told once an occasion: a promise that is kept after all and broken again stands again, and nobody hears of it twice', async () => {
    const stored = buildStored(0);
    const judged = (status: 'broken' | 'kept') => ({ ...stored, expectations: [{ id: 'p1', text: 'Integração com o ERP', status, planned: true }] });
    await keep(judged('broken'));
    const watch = buildWatch();
    for (const [day, status, cleared] of [[1, 'broken', null], [2, 'kept', at(2)], [3, 'broken', null], [4, 'kept', at(4)]] as const) {
      await test.db.withPortal(PORTAL, (tx) => saveHandoff(tx, stored.handoffId, judged(status), at(day)));
      await watch.look(day);
      expect(await rows('handoff_alerts')).toMatchObject([{ rule: 'promise-broken', occasion: 'p1', raised_at: at(1), cleared_at: cleared }]);
    }
    expect(await steps()).toEqual(['promise-broken']);
    expect(await rows('handoff_effects')).toHaveLength(1);
    expect(watch.told.filter(({ name }) => name === 'handoff.alert.raised')).toHaveLength(1);
  });

  it('swinging about its threshold for a month is told once, and taken back when it is over', async () => {
    await keep(buildStored(0));
    const watch = buildWatch();
    for (let day = 20; day < 50; day += 1) {
      // The last sign of life is 13, 14 or 15 days ago in turn.
      watch.world.lastSeen.set(500, at(day - 13 - (day % 3)));
      await watch.look(day);
    }
    expect((await steps()).filter((step) => step === 'silence')).toHaveLength(1);
    const silence = async () => (await rows('handoff_alerts')).find((row) => row.rule === 'silence')!;
    expect(await silence()).toMatchObject({ cleared_at: null, since: at(49 - 14) });
    watch.world.lastSeen.set(500, at(49));
    await watch.look(50);
    expect(await silence()).toMatchObject({ cleared_at: at(50) });
  });
});

describe('the facts for the health score', () => {
  const factsAt = (days: number) => test.db.withPortal(PORTAL, (tx) => journeyFacts(tx, [500, 501, 502], at(days).getTime()));

  it('are as of the instant that is asked for: nothing later shows through', async () => {
    await keep(buildStored(0));
    const watch = buildWatch();
    watch.world.lastSeen.set(500, at(34));
    await watch.look(36);
    expect(await factsAt(-1)).toEqual([]);
    expect(await factsAt(30)).toEqual([{ companyId: 500, endedAt: null, alerts: [] }]);
    expect(await factsAt(36)).toEqual([{ companyId: 500, endedAt: null, alerts: [{ rule: 'first-value-late', since: at(25.375).getTime(), quote: 'Go-live até 30/10' }] }]);
  });

  it('of an end say when it was, and before it that the handoff was under way; a cancelled one says nothing', async () => {
    const [done, cancelled] = [buildStored(0, { status: 'done', endedAt: at(10) }), buildStored(1, { status: 'cancelled', endedAt: at(10) })];
    await keep(done, cancelled);
    for (const handoff of [done, cancelled]) await test.db.withPortal(PORTAL, (tx) => saveHandoff(tx, handoff.handoffId, handoff, at(10)));
    expect((await factsAt(5)).map(({ companyId, endedAt }) => [companyId, endedAt])).toEqual([[500, null], [501, null]]);
    expect(await factsAt(11)).toEqual([{ companyId: 500, endedAt: at(10).getTime(), alerts: [] }]);
  });
});
