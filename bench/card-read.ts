import { fork, type ChildProcess } from 'node:child_process';
import { Agent, get } from 'node:http';
import { signatureV3 } from '../sandbox/sign.ts';
import { openBaton } from './baton.ts';
import type { Bench, BenchOptions, Row } from './bench.ts';
import type { CardReadReady, CardReadSetup, Recorded, RecordRequest } from './card-read-server.ts';
import { messageFrom } from './child.ts';
import { companyIdAt, fillPortal } from './data.ts';
import { createDatabase } from './database.ts';
import { benchSecret, benchAppId, trialPublicUrl } from './environment.ts';
import { interleave, median, percentile, ratioOfMedians, untilSound } from './measure.ts';
import { seededRandom } from '../sandbox/random.ts';

const PORTAL = 1_001;
const CONCURRENT = 20;
const CARDS = ['health', 'nps'] as const;
/** The time a person waits for a card's server, against the least an Express server could do with the same statements. */
export const bench: Bench = {
  id: 'card-read',
  title: 'Card read on PostgreSQL',
  async run(options) {
    const size = options.quick ? { companies: 200, answers: 5_000 } : { companies: 20_000, answers: 1_000_000 };
    const database = await createDatabase(options.databaseUrl, 'card');
    try {
      await prepare(database.url, size, options);
      return await measured(database.url, size.companies, options);
    } finally {
      await database.drop();
    }
  },
};

async function prepare(url: string, size: { companies: number; answers: number }, { log }: BenchOptions): Promise<void> {
  const baton = await openBaton(url);
  try {
    await fillPortal(baton.pool, { portalId: PORTAL, ...size, now: new Date(), log });
    const started = performance.now();
    await baton.runJob('health.reconstruct', { portalId: PORTAL });
    log(`half a year of scores and the cards written in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    await baton.pool.query('vacuum (analyze)');
  } finally {
    await baton.close();
  }
}

async function measured(url: string, companies: number, options: BenchOptions): Promise<Row[]> {
  const setup: CardReadSetup = { databaseUrl: url, portalId: PORTAL };
  const child = fork(new URL('./card-read-server.ts', import.meta.url), [JSON.stringify(setup)]);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const crowd = new Agent({ keepAlive: true, maxSockets: CONCURRENT });
  try {
    const ready = await messageFrom<CardReadReady>(child);
    const rows: Row[] = [];
    for (const card of CARDS) rows.push(...(await measureCard({ card, child, ready, agent, crowd, companies, options })));
    return rows;
  } finally {
    agent.destroy();
    crowd.destroy();
    child.kill();
  }
}

interface CardRun {
  card: (typeof CARDS)[number];
  child: ChildProcess;
  ready: CardReadReady;
  agent: Agent;
  crowd: Agent;
  companies: number;
  options: BenchOptions;
}

async function measureCard(run: CardRun): Promise<Row[]> {
  const { card, ready, agent, crowd, companies, options } = run;
  const random = seededRandom(options.seed);
  const rounds = options.quick ? 200 : 2_000;
  const anyCompany = (): number => companyIdAt(Math.floor(random() * companies));
  const ask = (by: Agent) => () => timedGet(by, ready.cardPort, ...signed(card, anyCompany()));
  const bare = (kind: 'same' | 'one') => () => timedGet(agent, ready.barePort, `/${kind}/${anyCompany()}`, {});
  const sides = { baton: ask(agent), bare: bare('same'), bareAgain: bare('same'), one: bare('one') };

  // The install is looked up and the statements are prepared before they are recorded.
  for (let i = 0; i < 20; i += 1) await ask(agent)();
  const statements = await record(run);
  options.log(`${card}: the card runs ${statements.map((text) => text.trim().split(/\s+/)[0]).join(', ')}`);
  // A server that has been up for a while: its code is compiled.
  await interleave(sides, rounds, random);

  const sound = await untilSound(async () => {
    const costs = await interleave(sides, rounds, random);
    return {
      aa: ratioOfMedians(costs.bareAgain, costs.bare),
      ratio: ratioOfMedians(costs.baton, costs.bare),
      ratioToOne: ratioOfMedians(costs.baton, costs.one),
      batonMs: median(costs.baton),
      bareMs: median(costs.bare),
    };
  });
  const crowded = await concurrently(ask(crowd), CONCURRENT, rounds);
  const key = `cardRead.${card}`;
  return [
    {
      key: `${key}.ratio`, title: `${card} card, p50 over bare Express, same statements`, value: sound.ratio, unit: 'ratio', aa: sound.aa,
      // The bar is on the card that opens first; the other one shows that it is no exception.
      ...(card === 'health' && { bar: 1.35 }),
      note: `${sound.batonMs.toFixed(3)} ms over ${sound.bareMs.toFixed(3)} ms, ${rounds} rounds, attempt ${sound.attempts}`,
    },
    { key: `${key}.ratioToOne`, title: `${card} card, p50 over one named query`, value: sound.ratioToOne, unit: 'ratio', aa: sound.aa },
    { key: `${key}.p50`, title: `${card} card, p50 at ${CONCURRENT} concurrent`, value: percentile(crowded, 50), unit: 'ms' },
    { key: `${key}.p95`, title: `${card} card, p95 at ${CONCURRENT} concurrent`, value: percentile(crowded, 95), unit: 'ms' },
  ];
}

function signed(card: string, companyId: number): [path: string, headers: Record<string, string>] {
  const path = `/api/1/${card}/${companyId}?lang=pt-BR&userId=7&userEmail=ana%2Bcs%40example.com.br&appId=${benchAppId}&portalId=${PORTAL}`;
  const now = Date.now();
  const signature = signatureV3(benchSecret, 'GET', trialPublicUrl + path, '', now);
  return [path, { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': String(now) }];
}

async function record({ child, card }: CardRun): Promise<string[]> {
  const companyId = companyIdAt(0);
  const [path, headers] = signed(card, companyId);
  child.send({ record: { path, headers, companyId } } satisfies RecordRequest);
  return (await messageFrom<Recorded>(child)).statements;
}

/** Milliseconds from the request to the last byte of its answer. @throws on anything but a 200 with a view. */
function timedGet(agent: Agent, port: number, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    get({ agent, host: '127.0.0.1', port, path, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const ms = performance.now() - started;
        const body = Buffer.concat(chunks).toString();
        if (answer.statusCode === 200 && body.length > 2 && !body.startsWith('{"ok":false')) resolve(ms);
        else reject(new Error(`${path} answered ${answer.statusCode}: ${body.slice(0, 200)}`));
      });
    }).on('error', reject);
  });
}

/** Keeps `width` requests under way until `total` are done; returns the milliseconds of each. */
async function concurrently(side: () => Promise<number>, width: number, total: number): Promise<number[]> {
  const costs: number[] = [];
  let left = total;
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (left > 0) {
        left -= 1;
        costs.push(await side());
      }
    }),
  );
  return costs;
}
