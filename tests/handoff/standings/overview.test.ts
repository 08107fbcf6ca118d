import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { open } from '../../../src/server/handoff/baton.ts';
import { calendarOf, OFFICE_HOURS } from '../../../src/server/handoff/playbooks/calendar.ts';
import { overviewOf } from '../../../src/server/handoff/standings/overview.ts';
import { STANDARD } from '../../../src/server/handoff/playbooks/playbook.ts';
import type { Standing } from '../../../src/server/handoff/standings/standing.ts';
import { saveStanding } from '../../../src/server/handoff/standings/standing-store.ts';
import { addMove, insertHandoff } from '../../../src/server/handoff/store.ts';
import { openTestDb, type TestDb } from '../../support/database.ts';

const PORTAL = 7;
const ZONE = 'America/Sao_Paulo';
/** A Wednesday, 12:00 in São Paulo. */
const NOW = new Date('2026-11-18T15:00:00Z');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CAIO = 10121;
const owners = async () => [{ ownerId: 11, userId: CAIO, name: 'Caio Lima' }, { ownerId: 22, userId: 10111, name: 'Bia Souza' }];

const overview = overviewOf({ owners });
const looking = (userId: number | null = null) => ({ userId, timeZone: ZONE, now: NOW });
const everything = { leg: null, state: null, after: null, limit: 26, language: 'en' as const };

let test: TestDb;
beforeAll(async () => {
  test = await openTestDb();
});
afterAll(() => test.close());
afterEach(async () => {
  for (const table of ['handoffs', 'handoff_moves', 'handoff_standings']) await sql`delete from ${sql.table(table)}`.execute(test.kysely);
});

const inPortal: TestDb['db']['withPortal'] = (portalId, work) => test.db.withPortal(portalId, work);
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * HOUR_MS);
const daysAgo = (days: number) => hoursAgo(days * 24);
const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** A handoff that sales began an hour ago and that is due in a day. */
function buildStanding(n: number, overrides: Partial<Standing> = {}): Standing {
  return {
    handoffId: idOf(n), dealId: 900 + n, companyId: 500 + n, open: true, state: 'draft', holder: 'sales', holderOwner: 11, heldSince: hoursAgo(1), asked: null, askedOwner: null,
    owners: [11], turnSince: hoursAgo(1), dueAt: new Date(NOW.getTime() + DAY_MS), completeness: 0.4, returns: 0, promises: { open: 0, kept: 0, broken: 0 },
    acceptedAt: null, openedOn: '2026-11-18', endedOn: null, firstValueDays: null, ...overrides,
  };
}

/** Stores handoffs with their standings; steps are made a minute apart from an instant on. */
async function store(standings: readonly Standing[], moves: Record<number, { from: Date; steps: readonly string[] }> = {}, portalId = PORTAL): Promise<void> {
  await inPortal(portalId, async (tx) => {
    for (const { handoffId, dealId, companyId } of standings) {
      const baton = open([{ id: 'sales', owner: null, skipped: null }, { id: 'cs', owner: null, skipped: null }], NOW);
      await insertHandoff(tx, portalId, { handoffId, dealId, companyId, baton, playbook: STANDARD, form: {}, kickOff: {}, expectations: [], checklist: [], csProposal: null, openedAt: NOW });
    }
    for (const standing of standings) await saveStanding(tx, portalId, standing, { timeZone: ZONE, calendar: calendarOf(OFFICE_HOURS, ZONE) });
    for (const [n, { from, steps }] of Object.entries(moves)) {
      for (const [index, step] of steps.entries()) await addMove(tx, portalId, idOf(Number(n)), { at: new Date(from.getTime() + index * 60_000), step, userId: null, reason: null, detail: null });
    }
  });
}

const openOnes = (asked: Partial<typeof everything> | object = {}, userId: number | null = null) => inPortal(PORTAL, (tx) => overview.open(tx, looking(userId), { ...everything, ...asked }));
const figures = (days = 90, userId: number | null = null) => inPortal(PORTAL, (tx) => overview.figures(tx, looking(userId), days));
const numbers = (found: { handoffs: { handoffId: string }[] }) => found.handoffs.map((one) => Number(one.handoffId.slice(-6)));

describe('open handoffs', () => {
  it('come by what was due first, those without a date last; ended ones and other accounts\' do not', async () => {
    await store([
      buildStanding(1), buildStanding(2, { dueAt: hoursAgo(5) }), buildStanding(3, { dueAt: null }), buildStanding(4, { dueAt: daysAgo(3) }),
      buildStanding(5, { open: false, state: 'done', dueAt: null }),
    ]);
    await store([buildStanding(6)], {}, 8);
    const found = await openOnes();
    expect(numbers(found)).toEqual([4, 2, 1, 3]);
    expect(found.open).toBe(4);
  });

  it('tell in business hours how late they are and how long they wait', async () => {
    await store([
      // Due on Tuesday at 17:00: an hour of Tuesday, three of Wednesday.
      buildStanding(1, { dueAt: new Date('2026-11-17T20:00:00Z'), turnSince: new Date('2026-11-16T12:00:00Z') }),
      // Due on Wednesday at 14:00.
      buildStanding(2, { dueAt: new Date('2026-11-18T17:00:00Z'), turnSince: new Date('2026-11-18T14:30:00Z') }),
    ]);
    expect((await openOnes()).handoffs).toMatchObject([{ late: true, paused: false, leftHours: 4, waitedHours: 21 }, { late: false, leftHours: 2, waitedHours: 0.5 }]);
  });

  it('name the leg that has the baton, the one that is asked, and their owners', async () => {
    await store([buildStanding(1, { state: 'submitted', asked: 'engagement', askedOwner: 22 })]);
    expect((await openOnes({ language: 'pt-BR' })).handoffs).toMatchObject([
      { holder: { id: 'sales', label: 'Vendas', owner: 'Caio Lima' }, asked: { id: 'engagement', label: 'Engajamento', owner: 'Bia Souza' } },
    ]);
  });

  it('are narrowed to a leg, whether it has the baton or is asked, to a state, and to one\'s own; counts follow the other filters', async () => {
    await store([
      buildStanding(1), buildStanding(2, { state: 'submitted', asked: 'engagement', owners: [11, 22] }),
      buildStanding(3, { state: 'accepted', holder: 'engagement', owners: [22] }), buildStanding(4, { state: 'kick-off', holder: 'engagement', owners: [22] }),
    ]);
    const ofLeg = await openOnes({ leg: 'engagement' });
    expect(numbers(ofLeg)).toEqual([2, 3, 4]);
    expect(ofLeg.open).toBe(3);
    expect(ofLeg.states).toEqual(expect.arrayContaining([{ state: 'draft', n: 0 }, { state: 'submitted', n: 1 }, { state: 'accepted', n: 1 }, { state: 'kick-off', n: 1 }]));
    expect(ofLeg.legs).toEqual([{ id: 'sales', label: 'Sales', n: 2 }, { id: 'engagement', label: 'Engagement', n: 3 }]);
    expect(numbers(await openOnes({ state: 'accepted' }))).toEqual([3]);
    expect(numbers(await openOnes({}, CAIO))).toEqual([1, 2]);
    expect(await openOnes({}, 999)).toMatchObject({ open: 0, handoffs: [], states: [] });
  });

  it('are read page by page, each once', async () => {
    await store(Array.from({ length: 7 }, (_, index) => buildStanding(index + 1, { dueAt: index < 3 ? hoursAgo(4) : index < 5 ? hoursAgo(2) : null })));
    const seen: number[] = [];
    for (let after: { at: Date | null; handoffId: string } | null = null; ; ) {
      const page = await openOnes({ limit: 2, after });
      if (page.handoffs.length === 0) break;
      seen.push(...numbers(page));
      const last = page.handoffs.at(-1)!;
      after = { at: last.dueAt, handoffId: last.handoffId };
    }
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});

describe('squads', () => {
  it('the leg with the most breaches comes first, with how long its companies are there', async () => {
    await store([
      buildStanding(1), buildStanding(2), buildStanding(3, { dueAt: hoursAgo(1), state: 'returned' }),
      buildStanding(4, { holder: 'engagement', dueAt: hoursAgo(1), heldSince: hoursAgo(2) }),
      buildStanding(5, { holder: 'engagement', dueAt: hoursAgo(1), asked: 'cs', heldSince: new Date('2026-11-17T12:00:00Z') }),
      buildStanding(6, { holder: 'engagement', heldSince: hoursAgo(1) }),
    ]);
    expect((await openOnes()).squads).toEqual([
      { leg: 'engagement', label: 'Engagement', companies: 3, late: 2, lateToAccept: 1, returned: 0, middleHours: 2, longestHours: 12 },
      { leg: 'sales', label: 'Sales', companies: 3, late: 1, lateToAccept: 0, returned: 1, middleHours: 1, longestHours: 1 },
    ]);
  });

  it('a company with two handoffs is at one leg: that of the one which is due first', async () => {
    await store([buildStanding(1, { companyId: 501, holder: 'cs', dueAt: hoursAgo(1) }), buildStanding(2, { companyId: 501 }), buildStanding(3, { companyId: 502 })]);
    const { squads } = await openOnes();
    expect(squads.map(({ leg, companies }) => [leg, companies])).toEqual([['cs', 1], ['sales', 1]]);
  });
});

describe('figures', () => {
  it('first pass: of those CS decided on in the period, how many were not returned first; with the interval', async () => {
    await store(
      [buildStanding(1), buildStanding(2, { returns: 2 }), buildStanding(3), buildStanding(4), buildStanding(5, { returns: 1 })],
      {
        1: { from: daysAgo(3), steps: ['submit', 'accept', 'submit', 'accept'] },
        2: { from: daysAgo(3), steps: ['submit', 'return', 'submit', 'return', 'submit', 'accept'] },
        3: { from: daysAgo(3), steps: ['submit'] },
        // Decided on before the period: not its first decision.
        4: { from: new Date(daysAgo(90).getTime() - 90_000), steps: ['submit', 'accept', 'submit', 'accept'] },
        // Returned later, by another leg.
        5: { from: daysAgo(3), steps: ['submit', 'accept', 'submit', 'return'] },
      },
    );
    const { firstPass, returns } = await figures();
    expect(firstPass).toMatchObject({ n: 2, of: 3 });
    expect(firstPass.interval!.low).toBeCloseTo(0.2077, 3);
    expect(firstPass.interval!.high).toBeCloseTo(0.9385, 3);
    expect(returns).toEqual([{ returns: 0, handoffs: 1 }, { returns: 1, handoffs: 1 }, { returns: 2, handoffs: 1 }]);
  });

  it('promises: of handoffs accepted in the period, by how they stand', async () => {
    await store([
      buildStanding(1, { acceptedAt: daysAgo(5), promises: { kept: 3, broken: 1, open: 2 } }),
      buildStanding(2, { acceptedAt: daysAgo(6), promises: { kept: 0, broken: 0, open: 1 } }),
      buildStanding(3, { acceptedAt: daysAgo(91), promises: { kept: 9, broken: 9, open: 9 } }),
    ]);
    expect((await figures()).promises).toMatchObject({ handoffs: 2, kept: 3, broken: 1, open: 3, interval: { low: expect.closeTo(0.3006, 3) as number, high: expect.closeTo(0.9544, 3) as number } });
  });

  it('first value: those not there yet count for as long as they were seen, ended ones until their end', async () => {
    await store([
      buildStanding(1, { openedOn: '2026-11-01', firstValueDays: 5 }), buildStanding(2, { openedOn: '2026-11-01', firstValueDays: 10 }),
      buildStanding(3, { openedOn: '2026-11-10' }), buildStanding(4, { openedOn: '2026-11-01', open: false, state: 'cancelled', endedOn: '2026-11-13', dueAt: null }),
      buildStanding(5, { openedOn: '2026-01-01', firstValueDays: 1 }),
    ]);
    const { firstValue } = await figures();
    expect(firstValue).toMatchObject({ reached: 2, of: 4, median: 10 });
    expect(firstValue.curve.map(({ time, atRisk, survival }) => [time, atRisk, survival])).toEqual([[5, 4, 0.75], [10, 2, 0.375]]);
  });

  it('without handoffs say so, and are told of one\'s own alone where that is asked', async () => {
    expect(await figures()).toEqual({
      firstPass: { n: 0, of: 0, interval: null }, returns: [], promises: { handoffs: 0, open: 0, kept: 0, broken: 0, interval: null },
      firstValue: { reached: 0, of: 0, median: null, low: null, high: null, curve: [] },
    });
    await store([buildStanding(1, { firstValueDays: 3 }), buildStanding(2, { owners: [22], firstValueDays: 9 })]);
    expect((await figures(90, CAIO)).firstValue).toMatchObject({ reached: 1, of: 1, median: 3 });
  });
});
