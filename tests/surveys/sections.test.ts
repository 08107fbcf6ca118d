import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NpsFigures } from '../../extensions/contracts/nps.ts';
import type { Answer, Invitation, Parsed } from '../../src/server/surveys/answer.ts';
import { answerFacts } from '../../src/server/surveys/answer-facts.ts';
import { recordAnswers } from '../../src/server/surveys/commands.ts';
import { calendarOf, WINDOW_MINUTES } from '../../src/server/surveys/history.ts';
import { classOf } from '../../src/server/surveys/scales.ts';
import { npsSections } from '../../src/server/surveys/sections.ts';
import { npsFigures, relationalNps } from '../../src/server/surveys/view.ts';
import { buildAnswer, buildHints } from '../support/build-answer.ts';
import { openTestDb, type TestDb } from '../support/database.ts';
import { types } from '../support/read-survey.ts';
import { findIn } from '../support/survey-rooms.ts';

const PORTAL = 7;
const ACME = 9001;
const BETA = 9002;
const NOW = new Date('2026-11-21T15:00:00Z');
const ZONE = 'America/Sao_Paulo';
const DAY = 86_400_000;
const MINUTE = 60_000;
const crm = { companies: [{ id: ACME }, { id: BETA }], contacts: [] };

let test: TestDb;
beforeAll(async () => {
  test = await openTestDb();
});
afterAll(() => test.close());
beforeEach(clear);

async function clear(): Promise<void> {
  for (const table of ['answers', 'invitations', 'sources']) await sql.raw(`delete from ${table}`).execute(test.kysely);
}

/** An answer of a company so many days ago. */
function answered(daysAgo: number, score: number, overrides: Partial<Answer> & { company?: number } = {}): Answer {
  const { company = ACME, ...more } = overrides;
  const type = types.get(more.type ?? 'nps')!;
  const scale = type.scales.find((known) => known.max === more.scaleMax) ?? type.scales[0]!;
  const at = new Date(NOW.getTime() - daysAgo * DAY);
  return buildAnswer({
    score, scaleMin: scale.min, scaleMax: scale.max, class: classOf(score, scale), value: (score - scale.min) / (scale.max - scale.min),
    respondentKey: null, answeredAt: at, updatedAt: at, hints: buildHints({ companyId: company }), ...more,
  });
}

function store(answers: Answer[], invitations: Invitation[] = [], portalId = PORTAL): Promise<unknown> {
  const parsed: Parsed = {
    answers: answers.map((answer, index) => ({ ...answer, externalId: answer.externalId === 'answer-1' ? `a${index}` : answer.externalId, row: index + 1 })),
    invitations, problems: [], rows: answers.length,
  };
  return test.db.withPortal(portalId, (tx) => recordAnswers(tx, { findCompanies: findIn(crm) }, { portalId, sourceId: 's', parsed, receivedAt: NOW, now: NOW }));
}

async function figures(company = ACME, now = NOW): Promise<NpsFigures> {
  const sections = await test.db.withPortal(PORTAL, (tx) => npsSections(tx, [ACME, BETA], now, ZONE));
  return NpsFigures.parse(npsFigures(sections.get(company)!, now));
}

describe('the current figure', () => {
  it('counts the last answer of each person and every anonymous one, 180 days back', async () => {
    await store([
      answered(100, 3, { respondentKey: 'ana' }), answered(10, 9, { respondentKey: 'ana' }),
      answered(20, 10), answered(20, 10), answered(30, 8), answered(5, 0), answered(181, 0),
    ]);
    const { relational } = await figures();
    expect(relational.current).toMatchObject({ n: 5, promoters: 3, passives: 1, detractors: 1, nps: 40, precision: 'indicative' });
    expect(relational.previous).toMatchObject({ n: 1, precision: 'too-few', nps: null });
    expect(relational.change).toBeNull();
  });

  it('holds an answer of exactly 180 days ago no more, and one of this very moment already', async () => {
    await store([answered(180, 9), answered(0, 9), answered(-0.5, 9)]);
    expect((await figures()).relational).toMatchObject({ current: { n: 1 }, previous: { n: 1 } });
  });

  it('moves on with time, from one stored section: only answers change it', async () => {
    await store([answered(1, 9), answered(170, 3), answered(2, 5, { type: 'csat', kind: 'transactional' })]);
    const stored = await test.db.withPortal(PORTAL, (tx) => npsSections(tx, [ACME], NOW, ZONE));
    for (const days of [0, 5, 15, 40, 200, 400, 800]) {
      const later = new Date(NOW.getTime() + days * DAY);
      const afresh = await test.db.withPortal(PORTAL, (tx) => npsSections(tx, [ACME], later, ZONE));
      expect(npsFigures(stored.get(ACME)!, later)).toEqual(npsFigures(afresh.get(ACME)!, later));
    }
  });

  it('keeps relational and transactional apart', async () => {
    const five = Array.from({ length: 5 }, () => answered(1, 10));
    await store(five);
    const alone = (await figures()).relational;
    await store([...five, ...Array.from({ length: 9 }, () => answered(1, 0, { kind: 'transactional' }))].map((answer, index) => ({ ...answer, externalId: `b${index}` })).slice(5));
    const both = await figures();
    expect(both.relational).toEqual(alone);
    expect(both.transactional.current).toMatchObject({ n: 9, nps: -100 });
  });

  it('one person may answer both kinds', async () => {
    await store([answered(2, 10, { respondentKey: 'ana' }), answered(1, 0, { respondentKey: 'ana', kind: 'transactional' })]);
    expect(await figures()).toMatchObject({ relational: { current: { promoters: 1 } }, transactional: { current: { detractors: 1 } } });
  });

  it('is left out for a company without answers, and for another portal', async () => {
    await store([answered(1, 10)]);
    const own = await test.db.withPortal(PORTAL, (tx) => npsSections(tx, [ACME, BETA], NOW, ZONE));
    expect([...own.keys()]).toEqual([ACME]);
    expect(await test.db.withPortal(8, (tx) => npsSections(tx, [ACME, BETA], NOW, ZONE))).toEqual(new Map());
  });
});

describe('the series', () => {
  it("puts answers into the months of the portal's zone", async () => {
    await store([answered(0, 9, { answeredAt: new Date('2026-11-01T02:59:59Z') }), answered(0, 9, { answeredAt: new Date('2026-11-01T03:00:00Z') })]);
    const { monthly } = (await figures()).relational;
    expect(monthly.filter((point) => point.n > 0).map((point) => [point.month, point.n])).toEqual([['2026-10', 1], ['2026-11', 1]]);
  });

  it('are those of a slow and simple count, whatever was answered', async () => {
    const anyAnswer = fc.record({
      daysAgo: fc.integer({ min: 0, max: 1000 }).map((days) => days + 0.25),
      score: fc.nat(10),
      who: fc.constantFrom(null, 'ana', 'bia'),
      kind: fc.constantFrom('relational' as const, 'transactional' as const),
    });
    await fc.assert(
      // Of two answers of a person at one moment either may count, so moments differ.
      fc.asyncProperty(fc.uniqueArray(anyAnswer, { minLength: 1, maxLength: 40, selector: (draft) => draft.daysAgo }), async (drafts) => {
        await clear();
        const answers = drafts.map((draft) => answered(draft.daysAgo, draft.score, { respondentKey: draft.who, kind: draft.kind }));
        await store(answers);
        const found = await figures();
        for (const kind of ['relational', 'transactional'] as const) {
          const own = answers.filter((answer) => answer.kind === kind);
          const calendar = calendarOf(NOW, ZONE);
          expect(found[kind].rolling.map(countsOf)).toEqual(calendar.windowEnds.map((end) => naive(own, end)));
          expect(countsOf(found[kind].current)).toEqual(naive(own, calendar.windowEnds[23]!));
          expect(countsOf(found[kind].previous)).toEqual(naive(own, calendar.windowEnds[23]! - WINDOW_MINUTES));
          expect(found[kind].monthly.map((point) => point.n)).toEqual(
            calendar.monthStarts.map((start, index) => own.filter((answer) => minuteOf(answer) >= start && minuteOf(answer) < calendar.windowEnds[index]!).length),
          );
        }
      }),
      { numRuns: 25 },
    );
  });
});

const minuteOf = (answer: Answer) => Math.floor(answer.answeredAt.getTime() / MINUTE);
const countsOf = (figure: { promoters: number; passives: number; detractors: number }) => [figure.promoters, figure.passives, figure.detractors];

/** The window's last answer of each person, anonymous ones each, by class. */
function naive(answers: readonly Answer[], end: number): number[] {
  const inside = answers.filter((answer) => minuteOf(answer) >= end - WINDOW_MINUTES && minuteOf(answer) < end);
  const last = new Map<string, Answer>();
  for (const [index, answer] of inside.entries()) {
    const key = answer.respondentKey ?? `anonymous ${index}`;
    const rival = last.get(key);
    if (rival === undefined || answer.answeredAt > rival.answeredAt) last.set(key, answer);
  }
  return ['promoter', 'passive', 'detractor'].map((cls) => [...last.values()].filter((answer) => answer.class === cls).length);
}

describe('beside the NPS', () => {
  it('other types in the window, on the scale most answers have', async () => {
    const csat = (score: number, max: number, daysAgo = 1) => answered(daysAgo, score, { type: 'csat', kind: 'transactional', scaleMax: max });
    await store([csat(5, 5), csat(4, 5), csat(1, 5), csat(3, 5), csat(2, 2), csat(5, 5, 200)]);
    expect((await figures()).transactional.others).toMatchObject([{ type: 'csat', n: 5, scale: [1, 5], mean: 3.6, topShare: 0.6 }]);
    expect((await figures()).relational.others).toEqual([]);
  });

  it('the response rate only where invitations are reported', async () => {
    const invited = (externalId: string): Invitation => ({ externalId, row: 1, type: 'nps', kind: 'relational', respondentKey: null, sentAt: new Date(NOW.getTime() - DAY), hints: buildHints({ companyId: ACME }) });
    await store([answered(1, 9, { externalId: 'i1' })]);
    expect((await figures()).relational.responseRate).toBeNull();
    await store([], ['i1', 'i2', 'i3', 'i4'].map(invited));
    expect((await figures()).relational.responseRate).toMatchObject({ answered: 1, delivered: 4, rate: 0.25 });
    expect((await figures()).transactional.responseRate).toBeNull();
  });

  it('the newest 20 answers of both kinds, newest first, with their words', async () => {
    await store(Array.from({ length: 25 }, (_, index) => answered(index, index % 11, { comment: `Nº ${index} "x"`, touchpoint: 'onboarding', respondentName: 'Ana', respondentRole: 'CFO' })));
    const { latest } = await figures();
    expect(latest).toHaveLength(20);
    expect(latest[0]).toMatchObject({ comment: 'Nº 0 "x"', score: 0, scale: [0, 10], class: 'detractor', respondent: 'Ana', role: 'CFO', touchpoint: 'onboarding', source: 's', answeredAt: '2026-11-21T15:00:00.000Z' });
    expect(latest.map((answer) => answer.answeredAt)).toEqual(latest.map((answer) => answer.answeredAt).sort().reverse());
  });

  it('answers about the relation, however many about tickets came after them', async () => {
    const tickets = Array.from({ length: 25 }, (_, index) => answered(index, 5, { type: 'csat', kind: 'transactional' }));
    const told = async (relational: number) => {
      await clear();
      await store([...tickets, ...Array.from({ length: relational }, (_, index) => answered(60 + index, 9))]);
      const { latest } = await figures();
      expect(latest.map((answer) => answer.answeredAt)).toEqual(latest.map((answer) => answer.answeredAt).sort().reverse());
      return ['relational', 'transactional'].map((kind) => latest.filter((answer) => answer.kind === kind).length);
    };
    expect(await told(0)).toEqual([0, 20]);
    expect(await told(3)).toEqual([3, 17]);
    expect(await told(12)).toEqual([10, 10]);
  });

  it('the sidebar shows the same relational figure', async () => {
    await store(Array.from({ length: 6 }, () => answered(1, 9)));
    const sections = await test.db.withPortal(PORTAL, (tx) => npsSections(tx, [ACME], NOW, ZONE));
    expect(relationalNps(sections.get(ACME)!, NOW)).toEqual((await figures()).relational.current);
  });
});

describe('facts for the health score', () => {
  const facts = (now = NOW) => test.db.withPortal(PORTAL, (tx) => answerFacts(tx, [ACME, BETA], now.getTime(), { nps: 120, satisfaction: 30 }));

  it('weigh each answer by its age, the last of each person, relational NPS only', async () => {
    await store([
      answered(120, 9), answered(0, 0), answered(60, 3, { respondentKey: 'ana' }), answered(0, 8, { respondentKey: 'ana' }),
      answered(0, 10, { kind: 'transactional' }), answered(200, 10), answered(30, 5, { type: 'csat', kind: 'transactional' }), answered(0, 1, { type: 'ces', kind: 'transactional' }),
    ]);
    const [acme] = await facts();
    expect(acme).toMatchObject({ companyId: ACME, nps: { n: 3, promoters: 1, detractors: 1, newestAt: NOW.getTime() }, satisfaction: { n: 2, newestAt: NOW.getTime() } });
    expect(acme!.nps!.weight).toBeCloseTo(0.5 + 1 + 1, 9);
    expect(acme!.nps!.weighted).toBeCloseTo(0.5 * 1 + 0 + 0.5, 9);
    expect(acme!.satisfaction!.weight).toBeCloseTo(0.5 + 1, 9);
    expect(acme!.satisfaction!.weighted).toBeCloseTo(0.5 * 1 + 0, 9);
  });

  it('count the answers that the card counts, to the second in which its window begins', async () => {
    await store(Array.from({ length: 7 }, (_, index) => answered(180, 9, { answeredAt: new Date(NOW.getTime() - 180 * DAY + index * 15_000) })));
    for (const seconds of [0, 15, 30, 59, 60, 75]) {
      const now = new Date(NOW.getTime() + seconds * 1_000);
      expect((await facts(now))[0]?.nps?.n ?? 0).toBe((await figures(ACME, now)).relational.current.n);
    }
  });

  it('show nothing of later, and nothing where nothing was said', async () => {
    await store([answered(10, 9)]);
    expect(await facts(new Date(NOW.getTime() - 11 * DAY))).toEqual([]);
    expect(await facts()).toMatchObject([{ companyId: ACME, satisfaction: null }]);
  });
});
