import { describe, expect, it } from 'vitest';
import { loadSignals } from '../../src/server/health/signals/index.ts';
import { createHealthView } from '../../src/server/health/view.ts';
import { buildAlert, DAY_MS, daysAgo } from '../support/build-facts.ts';
import { buildHealth, type LittleCompany, PORTAL } from '../support/build-health.ts';
import { useHealthDb } from '../support/use-health-db.ts';

const render = createHealthView(await loadSignals());
const [ACME, BETA] = [501, 502];
/** Nobody here was handed over to CS. */
const whole = [...(await loadSignals()).values()].filter(({ feed }) => feed !== 'handoffs').map(({ id }) => id).sort();
const withoutUsage = whole.filter((id) => id !== 'usage');

const database = useHealthDb();
const { rows } = database;

async function figures(companyId = ACME) {
  return render((await rows('card_view')).find((row) => row.company_id === companyId)!.health as string, 'en');
}

const models = async () => (await rows('health_models')).map(({ version, signals }) => [version, signals]);
const world = () => new Map<number, LittleCompany>([ACME, BETA].map((id) => [id, { facts: { lastContactAt: daysAgo(5) } }]));

describe('an account that reports no usage', () => {
  it('keeps the model without it, night after night', async () => {
    const health = await buildHealth(database.test, world());
    await health.run('health.reconstruct');
    health.clock.now += DAY_MS;
    await health.run('health.refresh');
    expect(await models()).toEqual([[1, withoutUsage]]);
  });
});

describe('an account\'s first usage figures', () => {
  it('before the first import are in its first model, and in the history rebuilt then', async () => {
    const companies = world();
    companies.get(ACME)!.usage = { recentLogins: 5 };
    const health = await buildHealth(database.test, companies);
    await health.run('health.reconstruct');
    expect(await models()).toEqual([[1, whole]]);
  });

  it('later bring the signal in as a new version: the company at once, all others by one job; history stays', async () => {
    const companies = world();
    const health = await buildHealth(database.test, companies);
    await health.run('health.reconstruct');
    const [before, was] = [await rows('health_snapshots'), await figures()];
    health.clock.now += 8 * DAY_MS;
    await health.run('health.refresh');
    const history = await rows('health_snapshots');
    health.taken();

    companies.get(ACME)!.usage = { recentLogins: 0 };
    await health.run('health.recompute-used', { portalId: PORTAL, companyIds: [ACME] });
    expect(await models()).toEqual([[1, withoutUsage], [2, whole]]);
    expect(health.taken().enqueued).toEqual([{ job: 'health.refresh', payload: { portalId: PORTAL } }]);
    await health.run('health.recompute-used', { portalId: PORTAL, companyIds: [ACME] });
    expect(health.taken().enqueued).toEqual([]);
    await health.run('health.refresh');

    const now = await figures();
    expect([was.modelVersion, now.modelVersion, (await figures(BETA)).modelVersion]).toEqual([1, 2, 2]);
    expect(now.contributions.find(({ signal }) => signal === 'usage')!.points).toBeLessThan(0);
    expect((await figures(BETA)).contributions.find(({ signal }) => signal === 'usage')).toMatchObject({ points: 0, value: null });
    expect(now.change!.parts.at(-1)).toMatchObject({ signal: 'model' });
    expect(now.trend.map(({ modelVersion }) => modelVersion).slice(-2)).toEqual([1, 2]);
    const kept = (await rows('health_snapshots')).filter((row) => row.model_version === 1);
    expect(kept).toEqual(history);
    expect(kept.length).toBeGreaterThan(before.length);
  });

  it('once in, the signal stays when the figures end: unknown, not gone', async () => {
    const companies = world();
    companies.get(ACME)!.usage = {};
    const health = await buildHealth(database.test, companies);
    await health.run('health.reconstruct');
    delete companies.get(ACME)!.usage;
    health.clock.now += DAY_MS;
    await health.run('health.refresh');
    expect(await models()).toEqual([[1, whole]]);
    expect((await figures()).contributions.find(({ signal }) => signal === 'usage')).toMatchObject({ value: null, because: expect.stringContaining('usage API') });
  });
});

it('the first customer that CS accepted brings the onboarding into the model, and its quoted line onto the card', async () => {
  const companies = world();
  const health = await buildHealth(database.test, companies);
  await health.run('health.reconstruct');
  companies.get(ACME)!.journey = { alerts: [buildAlert({ quote: 'Go-live "até" 14/11; 100%' })] };
  await health.run('health.recompute-journeys', { portalId: PORTAL, companyIds: [ACME] });
  expect(await models()).toEqual([[1, withoutUsage], [2, [...withoutUsage, 'onboarding'].sort()]]);
  const onboarding = async (id: number) => (await figures(id)).contributions.find(({ signal }) => signal === 'onboarding');
  expect((await onboarding(ACME))!.because).toBe('First value is 7 days late; the kick-off said: “Go-live "até" 14/11; 100%”');
  await health.run('health.refresh');
  expect(await onboarding(BETA)).toMatchObject({ value: null, because: expect.stringContaining('No handoff') });
});
