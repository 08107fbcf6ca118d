import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { journeyFacts } from '../../../src/server/handoff/alerts/alert-store.ts';
import { at, buildWatch, buildWatched, WATCHED_PORTAL, watchedTables } from '../../support/build-watch.ts';
import { openTestDb, type TestDb } from '../../support/database.ts';

let test: TestDb;
let tables: ReturnType<typeof watchedTables>;
beforeAll(async () => {
  test = await openTestDb();
  tables = watchedTables(test);
});
afterAll(() => test.close());
beforeEach(() => tables.clear());

describe('what is late', () => {
  it('is told once by several processes that look at the same time, each handoff for itself', async () => {
    await tables.keep(buildWatched(0), buildWatched(1));
    const watch = buildWatch(test);
    await watch.look(6, 4);
    expect(await tables.steps()).toEqual(['leg-late', 'leg-late']);
    expect(await tables.rows('handoff_effects')).toHaveLength(2);
    // All four may have judged before any of them told: of each handoff, the first alone finds something to do.
    expect(watch.told.map(({ name }) => name)).toEqual(['handoff.alert.raised', 'handoff.alert.raised']);
    await watch.look(6.5, 4);
    expect(await tables.steps()).toHaveLength(2);
  });

  it('is felt in the score where it is about the customer, and not where a leg of our own is late', async () => {
    await tables.keep(buildWatched(0));
    const watch = buildWatch(test);
    const felt = () => watch.told.filter(({ name }) => name === 'handoff.journey.changed').length;
    await watch.look(6);
    expect([await tables.steps(), felt()]).toEqual([['leg-late'], 0]);
    await watch.look(15);
    expect([await tables.steps(), felt()]).toEqual([['leg-late', 'silence'], 1]);
  });

  it('leaves a task for the company\'s owner where the leg is nobody\'s, in words', async () => {
    await tables.keep(buildWatched(0));
    await buildWatch(test).look(6);
    expect((await tables.rows('handoff_effects'))[0]!.content).toMatchObject({ kind: 'task', title: 'Prazo vencido, Engajamento: negócio sem nome', owner: 10112, body: ['O prazo era 9 de out. de 2026.'] });
  });

  it('is told after the days of the handoff\'s own playbook; one that began before playbooks said any has a week and a fortnight', async () => {
    const { lateDays: _, silenceDays: __, ...older } = buildWatched(0).playbook;
    await tables.keep({ ...buildWatched(0), playbook: older as ReturnType<typeof buildWatched>['playbook'] }, buildWatched(1, {}, { lateDays: 2, silenceDays: 3 }));
    const watch = buildWatch(test);
    const raised = async () => (await tables.rows('handoff_alerts')).filter((row) => row.rule !== 'leg-late' && row.cleared_at === null).map((row) => `${row.rule} ${row.handoff_id === buildWatched(0).handoffId ? 'older' : 'own'}`).sort();
    await watch.look(2.9);
    expect(await raised()).toEqual([]);
    await watch.look(3);
    expect(await raised()).toEqual(['silence own']);
    await watch.look(14);
    expect(await raised()).toEqual(['silence older', 'silence own']);
    for (const company of [500, 501]) watch.world.lastSeen.set(company, at(27));
    await watch.look(27.375);
    expect(await raised()).toEqual(['first-value-late own']);
    for (const company of [500, 501]) watch.world.lastSeen.set(company, at(32));
    await watch.look(32.375);
    expect(await raised()).toEqual(['first-value-late older', 'first-value-late own']);
  });

  it('is not told of a handoff that is over', async () => {
    const handoff = buildWatched(0, { status: 'done', endedAt: at(1) });
    await tables.keep(handoff);
    await tables.save(handoff, at(1));
    await buildWatch(test).look(60);
    expect(await tables.steps()).toEqual([]);
  });

  it('is told once an occasion: a promise that is kept after all and broken again stands again, and nobody hears of it twice', async () => {
    const stored = buildWatched(0);
    const judged = (status: 'broken' | 'kept') => ({ ...stored, expectations: [{ id: 'p1', text: 'Integração com o ERP', status, planned: true }] });
    await tables.keep(judged('broken'));
    const watch = buildWatch(test);
    for (const [day, status, cleared] of [[1, 'broken', null], [2, 'kept', at(2)], [3, 'broken', null], [4, 'kept', at(4)]] as const) {
      await tables.save(judged(status), at(day));
      await watch.look(day);
      expect(await tables.rows('handoff_alerts')).toMatchObject([{ rule: 'promise-broken', occasion: 'p1', raised_at: at(1), cleared_at: cleared }]);
    }
    expect(await tables.steps()).toEqual(['promise-broken']);
    expect(await tables.rows('handoff_effects')).toHaveLength(1);
    expect(watch.told.filter(({ name }) => name === 'handoff.alert.raised')).toHaveLength(1);
  });

  it('swinging about its threshold for a month is told once, and taken back when it is over', async () => {
    await tables.keep(buildWatched(0));
    const watch = buildWatch(test);
    for (let day = 20; day < 50; day += 1) {
      // The last sign of life is 13, 14 or 15 days ago in turn.
      watch.world.lastSeen.set(500, at(day - 13 - (day % 3)));
      await watch.look(day);
    }
    expect((await tables.steps()).filter((step) => step === 'silence')).toHaveLength(1);
    const silence = async () => (await tables.rows('handoff_alerts')).find((row) => row.rule === 'silence')!;
    expect(await silence()).toMatchObject({ cleared_at: null, since: at(49 - 14) });
    watch.world.lastSeen.set(500, at(49));
    await watch.look(50);
    expect(await silence()).toMatchObject({ cleared_at: at(50) });
  });
});

describe('the facts for the health score', () => {
  const factsAt = (days: number) => test.db.withPortal(WATCHED_PORTAL, (tx) => journeyFacts(tx, [500, 501, 502], at(days).getTime()));

  it('are as of the instant that is asked for: nothing later shows through', async () => {
    await tables.keep(buildWatched(0));
    const watch = buildWatch(test);
    watch.world.lastSeen.set(500, at(34));
    await watch.look(36);
    expect(await factsAt(-1)).toEqual([]);
    expect(await factsAt(30)).toEqual([{ companyId: 500, endedAt: null, alerts: [] }]);
    expect(await factsAt(36)).toEqual([{ companyId: 500, endedAt: null, alerts: [{ rule: 'first-value-late', since: at(25.375).getTime(), quote: 'Go-live até 30/10' }] }]);
  });

  it('of an end say when it was, and before it that the handoff was under way; a cancelled one says nothing', async () => {
    const [done, cancelled] = [buildWatched(0, { status: 'done', endedAt: at(10) }), buildWatched(1, { status: 'cancelled', endedAt: at(10) })];
    await tables.keep(done, cancelled);
    for (const handoff of [done, cancelled]) await tables.save(handoff, at(10));
    expect((await factsAt(5)).map(({ companyId, endedAt }) => [companyId, endedAt])).toEqual([[500, null], [501, null]]);
    expect(await factsAt(11)).toEqual([{ companyId: 500, endedAt: at(10).getTime(), alerts: [] }]);
  });
});
