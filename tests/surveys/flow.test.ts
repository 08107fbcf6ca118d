import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { upsertAnswers } from '../../src/server/surveys/answer-store.ts';
import { createStoppedFlow, type Flow, stoppedSince } from '../../src/server/surveys/flow.ts';
import { findSource, insertSource, noteDelivery, setPaused } from '../../src/server/surveys/source-store.ts';
import { buildAnswer } from '../support/build-answer.ts';
import { openTestDb, type TestDb } from '../support/database.ts';

const PORTAL = 7;
const ACME = 501;
const BETA = 502;
const day = (n: number) => new Date(Date.UTC(2026, 0, 1, 12) + n * 86_400_000);

function buildFlow(overrides: Partial<Flow> = {}): Flow {
  return { paused: false, pausedAt: null, createdAt: day(0), lastReceivedAt: day(50), lastError: null, usualGapMs: 2 * 86_400_000, gaps: 10, ...overrides };
}

describe('a source has stopped', () => {
  it.each([
    ['while it is paused, since then', { paused: true, pausedAt: day(51) }, day(52), day(51)],
    ['when its last delivery could not be read', { lastError: { code: 'no-score' } }, day(50), day(50)],
    ['when it is silent for a week and three times its usual pause', {}, day(57.1), day(50)],
    ['not yet when a week is not over', {}, day(56.9), null],
    ['not when it is usually silent for months', { usualGapMs: 90 * 86_400_000 }, day(300), null],
    ['but then, too, in the end', { usualGapMs: 90 * 86_400_000 }, day(321), day(50)],
    ['not when its rhythm is not known', { gaps: 3 }, day(300), null],
    ['not when it never began', { lastReceivedAt: null, paused: true, pausedAt: day(1) }, day(300), null],
  ] as const)('%s', (_story, overrides, now, since) => {
    expect(stoppedSince(buildFlow(overrides), { waitsForReport: false }, now)).toEqual(since);
  });

  it('where a person posts files only by a pause: they were told what could not be read, and keep no rhythm', () => {
    const byHand = { waitsForReport: true };
    expect(stoppedSince(buildFlow({ lastError: { code: 'no-score' } }), byHand, day(50))).toBeNull();
    expect(stoppedSince(buildFlow(), byHand, day(300))).toBeNull();
    expect(stoppedSince(buildFlow({ paused: true, pausedAt: day(51) }), byHand, day(52))).toEqual(day(51));
  });
});

describe('what the cards are told', () => {
  let test: TestDb;
  beforeAll(async () => {
    test = await openTestDb();
  });
  afterAll(() => test.close());

  it('a source learns its rhythm; paused it has stopped, resumed it has not; told of companies that had answers from it, and not to another account', async () => {
    const clock = { now: day(40) };
    const stoppedFlow = createStoppedFlow({ db: test.db, now: () => clock.now, providers: new Map() });
    const flow = async (portalId: number, companyId: number) => {
      const ask = await stoppedFlow(portalId);
      return ask === null ? null : test.db.readPortal(portalId, (tx) => ask(tx, companyId));
    };
    await test.db.withPortal(PORTAL, async (tx) => {
      await insertSource(tx, PORTAL, { sourceId: 'nps', provider: 'webhook', name: 'NPS', settings: {}, secretHash: null, signingSecretSealed: null, paused: false, trustedIds: false, createdAt: day(0) });
      for (const n of [0, 0.1, 10, 11, 12, 13]) await noteDelivery(tx, 'nps', day(n), null);
      await upsertAnswers(tx, PORTAL, 'nps', day(13), [{ answer: buildAnswer(), match: { state: 'matched', companyId: ACME, contactId: null, how: 'domain', candidates: [] } }]);
      // Ten days, then three days of one: a tenth forgotten each time.
      expect(await findSource(tx, 'nps')).toMatchObject({ gaps: 4, lastReceivedAt: day(13) });
      expect(((await findSource(tx, 'nps'))!.usualGapMs / 86_400_000).toFixed(2)).toBe((9.9 * 0.9 ** 3).toFixed(2));
    });
    const told = (since: number, paused: boolean) => ({ part: 'surveys', since, sources: [{ name: 'NPS', paused }] });
    expect(await flow(PORTAL, ACME)).toEqual(told(day(13).getTime(), false));
    expect(await flow(PORTAL, BETA)).toBeNull();
    expect(await flow(8, ACME)).toBeNull();
    await test.db.withPortal(PORTAL, (tx) => noteDelivery(tx, 'nps', day(40), null));
    clock.now = new Date(day(40).getTime() + 61_000);
    expect(await flow(PORTAL, ACME)).toBeNull();
    await test.db.withPortal(PORTAL, (tx) => setPaused(tx, 'nps', true, clock.now));
    clock.now = day(41);
    expect(await flow(PORTAL, ACME)).toEqual(told(day(40).getTime() + 61_000, true));
    await test.db.withPortal(PORTAL, (tx) => setPaused(tx, 'nps', false, clock.now));
    clock.now = day(42);
    expect(await flow(PORTAL, ACME)).toBeNull();
    for (const table of ['sources', 'answers']) await sql`delete from ${sql.table(table)}`.execute(test.kysely);
  });
});
