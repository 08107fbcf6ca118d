import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bandMoves } from '../../src/server/health/band-moves.ts';
import { customersOn } from '../../src/server/health/customers-on.ts';
import { answerSums } from '../../src/server/surveys/answer-sums.ts';
import { openTestDb, type TestDb } from '../support/database.ts';

const PORTAL = 7;
const [ACME, BETA, GAMA, DELTA] = [9001, 9002, 9003, 9004] as const;

let test: TestDb;
beforeAll(async () => {
  test = await openTestDb();
});
afterAll(() => test.close());

interface Given {
  company: number | null;
  person?: string | null;
  class: 'promoter' | 'passive' | 'detractor';
  at: string;
  type?: string;
  kind?: string;
}

let answers = 0;
async function give({ company, person = null, class: its, at, type = 'nps', kind = 'relational' }: Given): Promise<void> {
  answers += 1;
  await sql`
    insert into answers (portal_id, source_id, external_id, type, kind, score, scale_min, scale_max, class, value, respondent_key, company_id, match_state, hints, answered_at, provider_updated_at, received_at)
    values (${PORTAL}, 's', ${`a${answers}`}, ${type}, ${kind}, 9, 0, 10, ${its}, 0.9, ${person}, ${company}, ${company === null ? 'unmatched' : 'matched'}, '{}', ${at}, ${at}, ${at})`.execute(test.kysely);
}
const inPortal = <T>(ask: (tx: never) => Promise<T>): Promise<T> => test.db.withPortal(PORTAL, (tx) => ask(tx as never));

describe('answers, as a bulletin sums them', () => {
  const END = new Date('2026-07-01T00:00:00Z');
  const JUNE = { from: new Date('2026-06-01T00:00:00Z'), to: END };
  const MAY = { from: new Date('2026-05-01T00:00:00Z'), to: JUNE.from };

  beforeAll(async () => {
    // Ana changed her mind in June; what she said in May is no longer how things stand, and was given all the same.
    await give({ company: ACME, person: 'ana', class: 'detractor', at: '2026-05-10T12:00:00Z' });
    await give({ company: ACME, person: 'ana', class: 'promoter', at: '2026-06-10T12:00:00Z' });
    // Rui is of two companies: a person of each.
    await give({ company: ACME, person: 'rui', class: 'passive', at: '2026-06-30T23:59:59Z' });
    await give({ company: BETA, person: 'rui', class: 'promoter', at: '2026-06-01T00:00:00Z' });
    // Whoever gives no name is somebody else each time.
    await give({ company: BETA, class: 'detractor', at: '2026-05-02T12:00:00Z' });
    await give({ company: BETA, class: 'detractor', at: '2026-05-03T12:00:00Z' });
    // Too late for the end, and for the span; 180 days before it exactly, and a second too old.
    await give({ company: BETA, person: 'lia', class: 'detractor', at: '2026-07-01T00:00:00Z' });
    await give({ company: GAMA, person: 'edu', class: 'promoter', at: '2026-01-02T00:00:00Z' });
    await give({ company: GAMA, person: 'ivo', class: 'promoter', at: '2026-01-01T23:59:59Z' });
    // Not about the relation, on another scale, and of no company.
    await give({ company: ACME, person: 'ana', class: 'detractor', at: '2026-06-11T12:00:00Z', kind: 'transactional' });
    await give({ company: ACME, person: 'rui', class: 'promoter', at: '2026-06-12T12:00:00Z', type: 'csat', kind: 'transactional' });
    await give({ company: null, person: 'zoe', class: 'detractor', at: '2026-06-12T12:00:00Z' });
  });

  const sums = (companies: readonly number[] | null) => inPortal((tx) => answerSums(tx, { companies, ends: [END, MAY.to], spans: [JUNE, MAY] }));

  it('stand by the last word of each person of a company in 180 days, and were given when they were given', async () => {
    expect(await sums(null)).toEqual({
      // July 1st: Ana, Rui of Beta and Edu; Rui of Acme; two without a name. June 1st: Edu and Ivo; Ana and the nameless.
      standing: [{ promoters: 3, passives: 1, detractors: 2 }, { promoters: 2, passives: 0, detractors: 3 }],
      given: [{ promoters: 2, passives: 1, detractors: 0 }, { promoters: 0, passives: 0, detractors: 3 }],
      others: 2,
    });
  });

  it('of some companies are only theirs; of none there is nothing', async () => {
    expect(await sums([BETA])).toEqual({
      standing: [{ promoters: 1, passives: 0, detractors: 2 }, { promoters: 0, passives: 0, detractors: 2 }],
      given: [{ promoters: 1, passives: 0, detractors: 0 }, { promoters: 0, passives: 0, detractors: 2 }],
      others: 0,
    });
    const none = { promoters: 0, passives: 0, detractors: 0 };
    expect(await sums([])).toEqual({ standing: [none, none], given: [none, none], others: 0 });
  });

  it('of another account are nobody\'s', async () => {
    const { standing } = await test.db.withPortal(PORTAL + 1, (tx) => answerSums(tx, { companies: null, ends: [END], spans: [JUNE] }));
    expect(standing).toEqual([{ promoters: 0, passives: 0, detractors: 0 }]);
  });
});

describe('bands, as a bulletin compares them', () => {
  async function score(company: number, band: string | null, version = 1): Promise<void> {
    await sql`insert into health_states (portal_id, company_id, day, score, model_version, band) values (${PORTAL}, ${company}, '2026-06-30', ${band === null ? null : 50}, ${version}, ${band})`.execute(test.kysely);
  }
  async function snapshot(company: number, day: string, band: string, { version = 1, reconstructed = false } = {}): Promise<void> {
    await sql`
      insert into health_snapshots (portal_id, company_id, day, model_version, score, band, coverage, reference, points, reconstructed)
      values (${PORTAL}, ${company}, ${day}, ${version}, 50, ${band}, 1, 50, '{}', ${reconstructed})`.execute(test.kysely);
  }
  beforeAll(async () => {
    await score(ACME, 'at-risk', 2);
    await score(BETA, 'watch');
    await score(GAMA, 'healthy');
    await score(DELTA, null);
    await snapshot(ACME, '2026-06-07', 'healthy');
    await snapshot(ACME, '2026-06-08', 'watch');
    // Rebuilt later, which is as good for a band, and by two versions of the weights, of which the newer one counts.
    await snapshot(BETA, '2026-06-07', 'at-risk', { version: 0, reconstructed: true });
    await snapshot(BETA, '2026-06-07', 'healthy', { reconstructed: true });
    // No pass ran on the 7th: the 5th tells of it; what is older than 14 days tells nothing.
    await snapshot(GAMA, '2026-06-05', 'watch');
    await snapshot(DELTA, '2026-06-07', 'at-risk');
  });
  const moves = (day: string, companies: readonly number[] | null = null) => inPortal((tx) => bandMoves(tx, PORTAL, { companies, day }));

  it('are those of now beside those of the day, of companies that are scored now', async () => {
    expect(await moves('2026-06-07')).toEqual([
      { companyId: ACME, band: 'at-risk', before: 'healthy', reweighted: true },
      { companyId: BETA, band: 'watch', before: 'healthy', reweighted: false },
      { companyId: GAMA, band: 'healthy', before: 'watch', reweighted: false },
    ]);
    expect(await moves('2026-06-07', [GAMA, DELTA])).toMatchObject([{ companyId: GAMA, before: 'watch' }]);
  });

  it('of a day without a pass are those of up to 13 days before', async () => {
    expect(await moves('2026-06-18', [GAMA])).toMatchObject([{ before: 'watch' }]);
    expect(await moves('2026-06-19', [GAMA])).toMatchObject([{ before: null }]);
  });

  it('customers of a day are those who were scored on it, as it was seen and not as it was rebuilt', async () => {
    expect(await inPortal((tx) => customersOn(tx, PORTAL, '2026-06-07'))).toEqual([ACME, DELTA]);
    expect(await inPortal((tx) => customersOn(tx, PORTAL, '2026-06-06'))).toBeNull();
  });
});
