import type { Bench, BenchOptions, Row } from './bench.ts';
import { inAbba, median, percentile, ratioOfMedians, untilSound } from './measure.ts';
import { openPlace, type Place, type Target } from './webhook-place.ts';

/** Webhooks under way at a time while CPU is measured: fewer than the pool has connections, so that none waits for one. */
const LANES = 8;
const ROUNDS = 7;
const PER_SECOND = 150;

/** What a survey webhook costs the server and its database, against the least an Express server could do, and how long it takes at 150 a second. */
export const bench: Bench = {
  id: 'webhooks',
  title: 'Survey webhooks on PostgreSQL',
  async run(options) {
    const size = options.quick ? { warmUp: 50, count: 200, seconds: 3 } : { warmUp: 500, count: 3_000, seconds: 120 };
    const place = await openPlace(options.databaseUrl);
    try {
      return [...(await costRows(place, size, options)), ...(await sustainedRows(place, size, options))];
    } finally {
      await place.close();
    }
  },
};

interface Size {
  /** Webhooks before each measured lot, which fill pools and prepare statements. */
  warmUp: number;
  /** Webhooks of a measured lot. */
  count: number;
  /** How long the sustained run lasts. */
  seconds: number;
}

async function costRows(place: Place, size: Size, { log }: BenchOptions): Promise<Row[]> {
  const perThousand = (target: Target) => async () => {
    await place.sweep(target);
    await sendAll(place, target, size.warmUp);
    const seconds = await place.cpuOf(target, () => sendAll(place, target, size.count));
    const kept = await place.kept(target);
    if (kept !== size.warmUp + size.count) throw new Error(`${size.warmUp + size.count} webhooks were acknowledged, but ${kept} are kept with their job.`);
    return (seconds * 1_000) / size.count;
  };
  const sides = { a: perThousand(place.baton), b: perThousand(place.bare) };
  // A server that has been up for a while: its code is compiled.
  await inAbba(sides, 1);

  const sound = await untilSound(async () => {
    const rounds = await inAbba(sides, ROUNDS);
    const ratios = rounds.map(({ a, b }) => (a[0] + a[1]) / (b[0] + b[1]));
    log(`ratios of the rounds: ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}`);
    return {
      aa: ratioOfMedians(rounds.map(({ b }) => b[1]), rounds.map(({ b }) => b[0])),
      ratio: median(ratios),
      baton: median(rounds.flatMap(({ a }) => a)),
      bare: median(rounds.flatMap(({ b }) => b)),
    };
  });
  const note = `${ROUNDS} rounds of ${size.count}, ${LANES} at a time, attempt ${sound.attempts}`;
  return [
    { key: 'webhooks.cpu.ratio', title: 'CPU of a survey webhook over a bare verify-and-insert', value: sound.ratio, unit: 'ratio', bar: 1.6, aa: sound.aa, note },
    { key: 'webhooks.cpu.baton', title: 'CPU milliseconds a webhook, server and database', value: sound.baton, unit: 'ms' },
    { key: 'webhooks.cpu.bare', title: 'the same of the bare server', value: sound.bare, unit: 'ms' },
  ];
}

async function sendAll(place: Place, target: Target, count: number): Promise<void> {
  const { acknowledged, faults } = await place.send({ address: target.address, count, lanes: LANES });
  if (acknowledged !== count) throw new Error(`Only ${acknowledged} of ${count} webhooks were acknowledged: ${JSON.stringify(faults)}`);
}

async function sustainedRows(place: Place, size: Size, { log }: BenchOptions): Promise<Row[]> {
  await place.sweep(place.baton);
  const count = PER_SECOND * size.seconds;
  log(`${PER_SECOND} webhooks a second for ${size.seconds} s`);
  const { acknowledged, faults, latencies } = await place.send({ address: place.baton.address, count, perSecond: PER_SECOND });
  const lost = acknowledged - (await place.kept(place.baton));
  const at = (p: number): Row => ({ key: `webhooks.sustained.p${p}`, title: `survey webhooks at ${PER_SECOND}/s, p${p} from the moment each was due`, value: percentile(latencies, p), unit: 'ms' });
  return [
    at(50), at(95), at(99),
    { key: 'webhooks.sustained.errors', title: 'of those, anything but a 200', value: count - acknowledged, unit: 'webhooks', bar: 0, note: `${count} webhooks; ${JSON.stringify(faults)}` },
    { key: 'webhooks.sustained.lost', title: 'of those acknowledged, not kept with their job', value: lost, unit: 'webhooks', bar: 0 },
  ];
}
