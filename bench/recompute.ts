import { type Baton, openBaton } from './baton.ts';
import type { Bench, BenchOptions, Row } from './bench.ts';
import { companyIdAt, fillPortal } from './data.ts';
import { type BenchDatabase, createDatabase } from './database.ts';
import { interleave, median, ratioOfMedians, shuffled, untilSound } from './measure.ts';
import { seededRandom } from '../sandbox/random.ts';
import { createPlainTable, runPlain } from './plain.ts';

const PORTAL = 1_001;
const DAY_MS = 86_400_000;
/** As many companies as travel in one event, and so in one job. */
const JOB_COMPANIES = 200;
/** Every table that a recompute writes, and the plain one. */
const WRITTEN = ['health_states', 'health_snapshots', 'card_view', 'property_writes', 'events', 'plain_scores'] as const;

/** Health scores of everybody and of the touched, against one plain aggregate-and-upsert statement on the same data. */
export const bench: Bench = {
  id: 'recompute',
  title: 'Recompute of health scores on PostgreSQL',
  async run(options) {
    const scale = options.quick ? 0.01 : 1;
    const databases: BenchDatabase[] = [];
    const portals: Portal[] = [];
    try {
      // Ten answers a company in both, so that the size of the portal is all that differs.
      for (const companies of [100_000 * scale, 10_000 * scale]) {
        const database = await createDatabase(options.databaseUrl, 'recompute');
        databases.push(database);
        portals.push(await openPortal(database.url, companies, options));
      }
      const [large, small] = portals as [Portal, Portal];
      return [...(await measureFull(large, options)), ...(await measureTouched(large, small, options))];
    } finally {
      for (const portal of portals) await portal.baton.close();
      for (const database of databases) await database.drop();
    }
  },
};

/** A filled and scored portal with a clock of its own. */
interface Portal {
  baton: Baton;
  companies: number;
  clock: { now: Date };
}

async function openPortal(url: string, companies: number, { log }: BenchOptions): Promise<Portal> {
  const clock = { now: new Date() };
  const baton = await openBaton(url, () => clock.now);
  await fillPortal(baton.pool, { portalId: PORTAL, companies, answers: companies * 10, now: clock.now, log });
  await createPlainTable(baton.pool);
  const started = performance.now();
  // Half a year of weekly snapshots, as every portal has them.
  await baton.runJob('health.reconstruct', { portalId: PORTAL });
  log(`${companies} companies scored for the first time in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  await runPlain(baton.pool, PORTAL, clock.now);
  await baton.pool.query('vacuum (analyze)');
  return { baton, companies, clock };
}

/** Lets nobody pay for what another side left behind: dead rows and dirty pages. */
async function settle({ baton }: Portal): Promise<void> {
  for (const table of WRITTEN) await baton.pool.query(`vacuum ${table}`);
  await baton.pool.query('checkpoint');
}

async function timed(run: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

async function measureFull(portal: Portal, { quick, seed, log }: BenchOptions): Promise<Row[]> {
  const { baton, clock, companies } = portal;
  const rounds = quick ? 3 : 7;
  const plain = async (): Promise<number> => {
    await settle(portal);
    return timed(() => runPlain(baton.pool, PORTAL, clock.now));
  };
  const nightly = async (): Promise<number> => {
    await settle(portal);
    return timed(() => baton.runJob('health.refresh', { portalId: PORTAL }));
  };
  const before = await countRows(portal);
  // Each round is another night: other scores, another day's snapshots.
  const nextDay = async (): Promise<void> => void (clock.now = new Date(clock.now.getTime() + DAY_MS));
  await interleave({ nightly, plain }, 1, seededRandom(seed), nextDay);
  const written = await countRows(portal);

  const sound = await untilSound(async () => {
    const costs = await interleave({ nightly, plain, plainAgain: plain }, rounds, seededRandom(seed), nextDay);
    log(`full: ${listed(costs.nightly)} over ${listed(costs.plain)} (again ${listed(costs.plainAgain)}) ms`);
    const aa = ratioOfMedians(costs.plainAgain, costs.plain);
    return { aa, ratio: ratioOfMedians(costs.nightly, costs.plain), ms: median(costs.nightly), plainMs: median(costs.plain) };
  });
  const rows = Object.entries(written).map(([table, n]) => `${n - before[table]!} ${table}`).join(', ');
  return [
    {
      key: 'recompute.full.ratio', title: `all ${companies} companies over one plain statement`, value: sound.ratio, unit: 'ratio', bar: 5, aa: sound.aa,
      note: `median of ${rounds}, attempt ${sound.attempts}; a night adds ${rows} and rewrites states and cards`,
    },
    { key: 'recompute.full.ms', title: `all ${companies} companies`, value: sound.ms, unit: 'ms', note: `plain statement ${sound.plainMs.toFixed(0)} ms` },
  ];
}

async function measureTouched(large: Portal, small: Portal, { quick, seed, log }: BenchOptions): Promise<Row[]> {
  const touched = quick ? 100 : 1_000;
  const rounds = quick ? 5 : 21;
  const random = seededRandom(seed + 1);
  const ids = new Map<Portal, number[]>();
  const prepare = async (): Promise<void> => {
    for (const portal of [large, small]) {
      ids.set(portal, drawIds(portal, touched, random));
      await answerOnce(portal, ids.get(portal)!);
      await settle(portal);
    }
  };
  const recompute = (portal: Portal) => () => timed(() => recomputeTouched(portal, ids.get(portal)!));
  const plain = () => timed(() => runPlain(large.baton.pool, PORTAL, large.clock.now, ids.get(large)));
  const sides = { large: recompute(large), small: recompute(small), plain, plainAgain: plain };
  await interleave(sides, 3, random, prepare);

  const sound = await untilSound(async () => {
    const costs = await interleave(sides, rounds, random, prepare);
    log(`touched: ${listed(costs.large)} over ${listed(costs.plain)}; small ${listed(costs.small)} ms`);
    return {
      aa: ratioOfMedians(costs.plainAgain, costs.plain),
      ratio: ratioOfMedians(costs.large, costs.plain),
      scaling: ratioOfMedians(costs.large, costs.small),
      ms: median(costs.large),
      plainMs: median(costs.plain),
      smallMs: median(costs.small),
    };
  });
  const what = `${touched} touched of ${large.companies} companies`;
  const note = `median of ${rounds}, attempt ${sound.attempts}`;
  return [
    { key: 'recompute.touched.ratio', title: `${what} over the plain statement on the same ids`, value: sound.ratio, unit: 'ratio', bar: 5, aa: sound.aa, note },
    { key: 'recompute.touched.ms', title: what, value: sound.ms, unit: 'ms', note: `plain statement ${sound.plainMs.toFixed(1)} ms` },
    {
      key: 'recompute.touched.scaling', title: `${what} over as many of ${small.companies}`, value: sound.scaling, unit: 'ratio', bar: 1.3, aa: sound.aa,
      note: `${sound.ms.toFixed(1)} ms over ${sound.smallMs.toFixed(1)} ms`,
    },
  ];
}

/** As the queue runs it: one job for each event, one after the other. */
async function recomputeTouched({ baton }: Portal, ids: readonly number[]): Promise<void> {
  for (let from = 0; from < ids.length; from += JOB_COMPANIES) {
    await baton.runJob('health.recompute', { portalId: PORTAL, companyIds: ids.slice(from, from + JOB_COMPANIES) });
  }
}

function drawIds({ companies }: Portal, n: number, random: () => number): number[] {
  const all = Array.from({ length: companies }, (_, index) => index);
  return shuffled(all, random).slice(0, n).map(companyIdAt);
}

/** What touches a company in life: one new answer each. */
async function answerOnce({ baton, clock }: Portal, ids: readonly number[]): Promise<void> {
  await baton.pool.query(
    `insert into answers (portal_id, source_id, external_id, type, kind, score, scale_min, scale_max, class, value, company_id, match_state,
       match_how, hints, answered_at, provider_updated_at, received_at)
     select $1, 'bench', 'again-' || gen_random_uuid(), 'nps', 'relational', case when odd then 10 else 3 end, 0, 10,
       case when odd then 'promoter' else 'detractor' end, case when odd then 1 else 0 end, id, 'matched', 'contact', '{"trusted":true}', $3, $3, $3
     from (select id, id % 2 = 1 as odd from unnest($2::bigint[]) as id) as s`,
    [PORTAL, ids, clock.now],
  );
}

async function countRows({ baton }: Portal): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of ['health_snapshots', 'property_writes', 'events']) {
    const { rows } = await baton.pool.query<{ n: number }>(`select count(*) as n from ${table}`);
    counts[table] = rows[0]!.n;
  }
  return counts;
}

function listed(costs: readonly number[]): string {
  return costs.map((ms) => ms.toFixed(0)).join(' ');
}
