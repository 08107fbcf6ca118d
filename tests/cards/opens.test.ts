import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { saveOpens } from '../../src/server/cards/commands.ts';
import { cardJobs } from '../../src/server/cards/jobs.ts';
import { cardUse, forgetReaders } from '../../src/server/cards/open-store.ts';
import { type CountedOpen, createOpens, type Open } from '../../src/server/cards/opens.ts';
import { captureLog } from '../support/log.ts';
import { openTestDb, type TestDb } from '../support/database.ts';

const PORTAL = 7;
const ANA = 1;
const BIA = 2;
/** A Wednesday, 20:59 in São Paulo. */
const EVENING = new Date('2026-11-18T23:59:00.000Z');

function buildOpen(overrides: Partial<Open> = {}): Open {
  return { portalId: PORTAL, userId: ANA, email: 'Ana@example.com', card: 'health', companyId: 501, at: EVENING, ...overrides };
}

const after = (minutes: number) => new Date(EVENING.getTime() + minutes * 60_000);

describe('counting in memory', () => {
  afterEach(() => void vi.useRealTimers());

  function counter() {
    const saved: [number, readonly CountedOpen[]][] = [];
    const { log, entries } = captureLog('warn');
    const state = { away: false };
    const opens = createOpens({
      log,
      async save(portalId, counted) {
        if (state.away) throw new Error('away');
        saved.push([portalId, structuredClone([...counted])]);
      },
    });
    return { opens, saved, entries, state };
  }

  it('adds alike opens up and writes them by the timer, one batch an account', async () => {
    vi.useFakeTimers();
    const { opens, saved } = counter();
    opens.note(buildOpen());
    opens.note(buildOpen({ portalId: 8 }));
    opens.note(buildOpen({ at: after(0.5) }));
    opens.note(buildOpen({ card: 'nps' }));
    expect(saved).toEqual([]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(saved).toEqual([
      [PORTAL, [{ ...buildOpen({ at: after(0.5) }), opens: 2 }, { ...buildOpen({ card: 'nps' }), opens: 1 }]],
      [8, [{ ...buildOpen({ portalId: 8 }), opens: 1 }]],
    ]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(saved).toHaveLength(2);
  });

  it('keeps apart what lies on either side of a quarter of an hour, where some zone\'s day begins', async () => {
    const { opens, saved } = counter();
    opens.note(buildOpen());
    opens.note(buildOpen({ at: after(1) }));
    await opens.close();
    expect(saved[0]![1]).toHaveLength(2);
  });

  it('keeps what the database did not take, and loses nothing when both ends meet', async () => {
    const { opens, saved, entries, state } = counter();
    state.away = true;
    opens.note(buildOpen());
    await opens.flush();
    expect(entries()).toMatchObject([{ portalId: PORTAL, opens: 1 }]);
    state.away = false;
    opens.note(buildOpen());
    await Promise.all([opens.flush(), opens.close()]);
    expect(saved.flatMap(([, counted]) => counted.map((open) => open.opens))).toEqual([2]);
  });
});

describe('what is stored', () => {
  let test: TestDb;
  beforeAll(async () => {
    test = await openTestDb();
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    for (const table of ['card_readers', 'card_opens', 'card_companies']) await sql`delete from ${sql.table(table)}`.execute(test.kysely);
  });

  const save = (opens: Open[], options: { erased?: string[]; portalId?: number } = {}) =>
    saveOpens(
      { db: test.db, timeZone: async () => 'America/Sao_Paulo', erased: async () => new Set(options.erased ?? []) },
      options.portalId ?? PORTAL,
      opens.map((open) => ({ ...open, opens: 1 })),
    );
  const use = (portalId = PORTAL) => test.db.withPortal(portalId, (tx) => cardUse(tx, { firstWeek: '2026-11-09', since: '2026-11-17' }));

  it('is the sum of what several processes counted, on the days of the account\'s zone', async () => {
    await Promise.all([
      save([buildOpen(), buildOpen({ companyId: 502 }), buildOpen({ card: 'nps' })]),
      // 00:01 of Thursday in São Paulo, and 23:00 of Wednesday of the week before.
      save([buildOpen({ at: after(182) }), buildOpen({ userId: BIA, email: 'bia@example.com', card: 'summary', at: new Date('2026-11-12T02:00:00.000Z') })]),
      save([buildOpen({ at: after(-1) })]),
    ]);
    const { readers, ...counted } = await use();
    expect(counted).toEqual({
      countedFrom: '2026-11-11',
      weeks: [{ week: '2026-11-09', opens: 1, people: 1 }, { week: '2026-11-16', opens: 5, people: 1 }],
      cards: [{ card: 'health', opens: 4, people: 1 }, { card: 'nps', opens: 1, people: 1 }],
    });
    expect(readers.sort((a, b) => a.userId - b.userId)).toEqual([
      { userId: ANA, email: 'ana@example.com', lastAt: after(182), companies: 2, opens: { health: 4, nps: 1 } },
      { userId: BIA, email: 'bia@example.com', lastAt: new Date('2026-11-12T02:00:00.000Z'), companies: 0, opens: {} },
    ]);
    const { rows } = await sql<{ day: string; opens: number }>`select day, opens from card_opens where card = 'health' order by day`.execute(test.kysely);
    expect(rows).toEqual([{ day: '2026-11-18', opens: 3 }, { day: '2026-11-19', opens: 1 }]);
  });

  it('is one account\'s alone', async () => {
    await save([buildOpen({ portalId: 8 })], { portalId: 8 });
    expect(await use()).toEqual({ countedFrom: null, weeks: [], cards: [], readers: [] });
  });

  it('an erased person is forgotten, and not counted again', async () => {
    await save([buildOpen(), buildOpen({ userId: BIA, email: 'bia@example.com' })]);
    await test.db.withPortal(PORTAL, (tx) => forgetReaders(tx, PORTAL, { emails: ['ana@example.com'] }));
    await save([buildOpen()], { erased: ['email:ana@example.com'] });
    expect((await use()).readers.map((reader) => reader.userId)).toEqual([BIA]);
    const { rows } = await sql`select user_id from card_opens where user_id = ${ANA} union all select user_id from card_companies where user_id = ${ANA}`.execute(test.kysely);
    expect(rows).toEqual([]);
  });

  it('goes after 400 days', async () => {
    await save([buildOpen(), buildOpen({ userId: BIA, email: 'bia@example.com', at: new Date('2027-12-01T12:00:00.000Z') })]);
    const [purge] = cardJobs({ db: test.db, now: () => new Date('2027-12-25T12:00:00.000Z'), portalIds: async () => [PORTAL] });
    await purge!.run({}, { log: captureLog('warn').log, signal: new AbortController().signal });
    expect((await use()).readers.map((reader) => reader.userId)).toEqual([BIA]);
    expect((await use()).countedFrom).toBe('2027-12-01');
  });
});
