import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { HealthFigures } from '../../extensions/contracts/health.ts';
import type { Signal } from '../../src/server/health/signals/index.ts';
import { loadSignals } from '../../src/server/health/signals/index.ts';
import { createHealthView } from '../../src/server/health/view.ts';
import { DAY_MS, daysAgo, NOW } from '../support/build-facts.ts';
import { buildHealth, type LittleCompany, PORTAL } from '../support/build-health.ts';
import { useHealthDb } from '../support/use-health-db.ts';

const signals = await loadSignals();
const render = createHealthView(signals);
const ACME = 501;

const database = useHealthDb();
const { rows } = database;

function world(overrides: LittleCompany = {}): Map<number, LittleCompany> {
  return new Map([[ACME, { facts: { lastContactAt: daysAgo(5) }, ...overrides }]]);
}

async function figures(companyId = ACME, language: 'pt-BR' | 'en' = 'en') {
  const card = (await rows('card_view')).find((row) => row.company_id === companyId)!;
  const view = render(card.health as string, language);
  HealthFigures.parse(view);
  return view;
}

describe('the first import', () => {
  it('rebuilds 26 weeks from dated facts, then scores today', async () => {
    const companies = world({ tickets: [{ openedAt: daysAgo(60), closedAt: daysAgo(20) }] });
    const health = await buildHealth(database.test, companies);
    await health.run('health.reconstruct');

    const snapshots = await rows('health_snapshots');
    expect(snapshots.filter((row) => row.reconstructed)).toHaveLength(26);
    expect(snapshots.filter((row) => !row.reconstructed).map((row) => row.day)).toEqual(['2026-11-21']);
    const { trend, change } = await figures();
    expect(trend).toHaveLength(27);
    expect(trend.at(-1)).toMatchObject({ day: '2026-11-21', reconstructed: false });
    expect(trend[0]).toMatchObject({ day: '2026-05-24', reconstructed: true });
    const during = trend.find((point) => point.day === '2026-10-25')!;
    expect(during.score).toBeLessThan(trend.at(-1)!.score);
    // 14 November is no Sunday: the nearest snapshot before it is that of the 8th.
    expect(change!.since).toBe('2026-11-08');
  });

  it('gives no past to a company that was no customer yet', async () => {
    const health = await buildHealth(database.test, world({ customerSince: daysAgo(30) }));
    await health.run('health.reconstruct');
    expect((await rows('health_snapshots')).filter((row) => row.reconstructed)).toHaveLength(4);
  });

  it('run twice leaves the same rows', async () => {
    const health = await buildHealth(database.test, world({ answers: [{ at: daysAgo(40), value: 1 }] }));
    await health.run('health.reconstruct');
    const before = await Promise.all(['health_snapshots', 'health_states', 'card_view'].map(rows));
    await health.run('health.reconstruct');
    expect(await Promise.all(['health_snapshots', 'health_states', 'card_view'].map(rows))).toEqual(before);
  });

  it('writes all properties once', async () => {
    const health = await buildHealth(database.test, world({ answers: [1, 1, 1, 0.5, 0].map((value, i) => ({ at: daysAgo(10 + i), value: value as 0 | 0.5 | 1 })) }));
    await health.run('health.reconstruct');
    const { score, coverage } = await figures();
    expect(health.taken().writes).toEqual([
      {
        companyId: ACME,
        properties: {
          baton_health_score: String(Math.round(score)),
          baton_health_band: 'watch',
          baton_health_coverage: String(Math.round(coverage * 100)),
          baton_health_as_of: '2026-11-21T12:00:00.000Z',
          baton_health_model: '1',
          baton_nps: '40',
          baton_nps_n: '5',
        },
      },
    ]);
  });

  it('comes before everything else: companies touched during the import wait for it', async () => {
    const health = await buildHealth(database.test, world());
    await health.run('health.recompute', { portalId: PORTAL, companyIds: [ACME] });
    expect(await rows('card_view')).toEqual([]);
  });
});

describe('a recompute', () => {
  it('at the same moment changes nothing, announces nothing and writes nothing', async () => {
    const health = await buildHealth(database.test, world());
    await health.run('health.reconstruct');
    health.taken();
    const before = await Promise.all(['health_snapshots', 'health_states', 'card_view'].map(rows));
    await health.run('health.recompute', { portalId: PORTAL, companyIds: [ACME, ACME] });
    expect(health.taken()).toEqual({ events: [], enqueued: [], writes: [] });
    expect(await Promise.all(['health_snapshots', 'health_states', 'card_view'].map(rows))).toEqual(before);
  });

  it('of a company that is gone takes it out of the means', async () => {
    const companies = world();
    const health = await buildHealth(database.test, companies);
    await health.run('health.reconstruct');
    expect(await rows('health_states')).toMatchObject([{ observed: expect.any(Array) }]);
    companies.delete(ACME);
    await health.run('health.recompute', { portalId: PORTAL, companyIds: [ACME] });
    expect(await rows('health_states')).toMatchObject([{ score: null, observed: null }]);
  });

  it('after detractors: the score falls, its lines say by what, HubSpot is told', async () => {
    const companies = world();
    const health = await buildHealth(database.test, companies);
    await health.run('health.reconstruct');
    const before = await figures();
    health.taken();

    companies.get(ACME)!.answers = [0, 0, 0, 0, 0].map((value, i) => ({ at: NOW - i * 1000, value: value as 0 }));
    await health.run('health.recompute-answered', { portalId: PORTAL, companyIds: [ACME] });

    const after = await figures();
    expect(after.score).toBeLessThan(before.score);
    const nps = after.contributions.find((line) => line.signal === 'nps')!;
    expect(nps.points).toBeLessThan(0);
    expect(nps.because).toBe('NPS -100 in 5 answers over 180 days; the last on Nov 21, 2026');
    const { events, writes } = health.taken();
    expect(events).toMatchObject([{ name: 'health.scores.changed', payload: { portalId: PORTAL, companyIds: [ACME] } }]);
    expect(writes[0]!.properties).toMatchObject({ baton_health_score: String(Math.round(after.score)), baton_nps: '-100', baton_nps_n: '5' });
  });

  it('keeps sums on the card: contributions to the score, movements to the change', async () => {
    const companies = world({ tickets: [{ openedAt: daysAgo(3) }], answers: [{ at: daysAgo(200), value: 0 }, { at: daysAgo(50), value: 1 }] });
    const health = await buildHealth(database.test, companies);
    await health.run('health.reconstruct');
    const { score, reference, contributions, change } = await figures();
    expect(contributions.reduce((sum, line) => sum + line.points, reference.score)).toBeCloseTo(score, 2);
    expect(Math.abs(change!.parts.reduce((sum, line) => sum + line.points, 0) - change!.delta)).toBeLessThan(0.01);
    expect(Math.abs(change!.from + change!.delta - score)).toBeLessThan(0.01);
    expect(contributions.reduce((sum, line) => sum + line.weight, 0)).toBeCloseTo(1, 10);
  });

  it('leaves the NPS part of the card alone when only the CRM changed', async () => {
    const health = await buildHealth(database.test, world());
    health.world.sections.set(ACME, '{"m":"2026-11"}');
    await health.run('health.reconstruct');
    health.world.sections.clear();
    await health.run('health.recompute', { portalId: PORTAL, companyIds: [ACME] });
    expect((await rows('card_view'))[0]!.nps).toBe('{"m":"2026-11"}');
    await health.run('health.recompute-answered', { portalId: PORTAL, companyIds: [ACME] });
    expect((await rows('card_view'))[0]!.nps).toBeNull();
  });

  it('of a company that is a customer no more empties its properties and says so', async () => {
    const companies = world();
    const health = await buildHealth(database.test, companies);
    await health.run('health.reconstruct');
    health.taken();
    companies.get(ACME)!.facts = { isCustomer: false };
    await health.run('health.recompute', { portalId: PORTAL, companyIds: [ACME] });
    expect((await rows('card_view'))[0]).toMatchObject({ status: 'not-a-customer', health: null });
    expect(health.taken().writes[0]!.properties).toMatchObject({ baton_health_score: '', baton_health_band: '', baton_health_as_of: '' });
  });

  it('speaks both languages from the same row', async () => {
    const health = await buildHealth(database.test, world());
    await health.run('health.reconstruct');
    expect((await figures(ACME, 'pt-BR')).contributions.find((line) => line.signal === 'contact-recency')!.because).toBe('Último contato há 5 dias, em 16 de nov. de 2026');
    expect((await figures(ACME, 'en')).contributions.find((line) => line.signal === 'contact-recency')!.because).toBe('Last contact 5 days ago, on Nov 16, 2026');
  });

  it('of another portal sees and touches nothing of this one', async () => {
    const health = await buildHealth(database.test, world());
    await health.run('health.reconstruct');
    const before = await rows('health_states');
    await health.run('health.reconstruct', { portalId: 8 });
    expect((await rows('health_states')).filter((row) => row.portal_id === PORTAL)).toEqual(before);
    expect((await rows('health_states')).filter((row) => row.portal_id === 8)).toHaveLength(1);
  });
});

describe('the nightly pass', () => {
  it('begins once a night, from three in the morning of the portal', async () => {
    const health = await buildHealth(database.test, world());
    await health.run('health.reconstruct');
    health.taken();
    await health.run('health.nightly', {});
    expect(health.taken().enqueued).toEqual([]);
    health.clock.now = Date.UTC(2026, 10, 22, 5, 59);
    await health.run('health.nightly', {});
    expect(health.taken().enqueued).toEqual([]);
    health.clock.now = Date.UTC(2026, 10, 22, 6);
    await health.run('health.nightly', {});
    expect(health.taken().enqueued).toEqual([{ job: 'health.refresh', payload: { portalId: PORTAL } }]);
    await health.run('health.refresh');
    health.taken();
    await health.run('health.nightly', {});
    expect(health.taken().enqueued).toEqual([]);
  });

  it('freezes the means of thirty companies and more, and tells the reference line apart from the facts', async () => {
    const companies = new Map(Array.from({ length: 40 }, (_, i): [number, LittleCompany] => [600 + i, { facts: { lastContactAt: daysAgo(i) } }]));
    const health = await buildHealth(database.test, companies);
    await health.run('health.reconstruct');
    expect((await figures(600)).reference).toMatchObject({ frozenOn: '2026-11-21', starting: true });
    health.clock.now = NOW + 7 * DAY_MS;
    await health.run('health.refresh');
    const { reference, change } = await figures(600);
    expect(reference.frozenOn).toBe('2026-11-28');
    expect(change!.since).toBe('2026-11-21');
    const lines = await sql<{ means: number[]; known: number[] }>`select means, known from health_references order by day`.execute(database.test.kysely);
    expect(lines.rows).toHaveLength(2);
    expect(lines.rows[0]!.known[0]).toBe(40);
    expect(change!.parts.find((part) => part.signal === null)!.points).toBeCloseTo(20 * (lines.rows[1]!.means[0]! - lines.rows[0]!.means[0]!), 2);
  });

  it('takes a new signal in as a new model version, keeps the old history and marks the change', async () => {
    const health = await buildHealth(database.test, world(), signals);
    await health.run('health.reconstruct');
    const mood: Signal = { ...signals.get('contact-recency')!, id: 'mood', evaluate: () => ({ value: 1, confidence: 1, because: [0, 20_778] }) };
    const richer = await buildHealth(database.test, world(), new Map([...signals, ['mood', mood]]));
    richer.clock.now = NOW + 7 * DAY_MS;
    await richer.run('health.refresh');

    const snapshots = await rows('health_snapshots');
    expect(snapshots.filter((row) => row.model_version === 1)).toHaveLength(27);
    expect(snapshots.filter((row) => row.model_version === 2).map((row) => row.day)).toEqual(['2026-11-28']);
    const { change, trend } = await figures();
    expect(trend.at(-1)!.modelVersion).toBe(2);
    expect(change!.parts.map((part) => part.signal)).toContain('model');
    expect(Math.abs(change!.parts.reduce((sum, line) => sum + line.points, 0) - change!.delta)).toBeLessThan(0.01);
  });
});

it('a walk over companies that cannot be read fails once, with its reason', async () => {
  const health = await buildHealth(database.test, world());
  health.deps.companyIds = () => Promise.reject(new Error('The companies are away.'));
  await expect(health.run('health.reconstruct')).rejects.toThrow('The companies are away.');
});
