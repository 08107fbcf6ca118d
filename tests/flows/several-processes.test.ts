import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { slotOf } from '../../src/server/platform/schedule.ts';
import { type Balancer, startBalancer } from '../support/balancer.ts';
import { addCompany } from '../support/build-account.ts';
import { type CallerProcess, startCallers } from '../support/caller-process.ts';
import { MINUTE_MS } from '../support/running-baton.ts';
import { buildSpawned, freePort, type Spawned } from '../support/spawned-baton.ts';
import { waitUntil } from '../support/wait.ts';

const POLLS = 'hubspot.start-polls';
const onPostgres = inject('databaseTemplate').engine === 'postgres';
const CARD_LANES = 4;

// The embedded database is opened by one process alone: run with TEST_DATABASE_URL to try several.
describe.skipIf(!onPostgres)('several processes on one PostgreSQL (skipped on the embedded engine, which takes one process; set TEST_DATABASE_URL)', () => {
  let house: Awaited<ReturnType<typeof buildSpawned>>;
  let database: pg.Client;
  let balancer: Balancer;
  let acme: string;
  /** The servers that run, oldest first. */
  const servers: { port: number; process: Spawned }[] = [];
  let callers: CallerProcess[] = [];

  beforeAll(async () => {
    house = await buildSpawned();
    database = new pg.Client({ connectionString: house.env.DATABASE_URL });
    await database.connect();
    acme = addCompany(house.crm);
    await add();
    await add();
    balancer = await startBalancer(() => servers.map(({ port }) => port));
    house.lead(balancer.url);
    await house.install();
    callers = await Promise.all([startCallers(house.env), startCallers(house.env), startCallers(house.env)]);
    await waitUntil('the company is scored', async () => (await house.ask('health', acme)).status === 'scored');
  });
  afterAll(async () => {
    await Promise.all(callers.map((one) => one.end()));
    await balancer?.close();
    await database?.end();
    await house?.close();
  });

  async function add(): Promise<void> {
    const port = servers.length === 0 ? house.port : await freePort();
    servers.push({ port, process: await house.start(port) });
  }

  test("HubSpot's budget is one for all, and people pass the background work of every process", async () => {
    const { portalId, sandbox } = house;
    const [one, two, person] = callers;
    const since = sandbox.ledger.entries().at(-1)!.seq;
    const background = [one, two].map((busy) => busy!.ask({ kind: 'call', portalId, callers: 60, lane: 'background' }));
    let over = false;
    const ended = Promise.all(background).then((answers) => (over = true, answers));
    // Its share of ten seconds is less than 86 calls: the install has used some.
    await waitUntil('the background is under way', () => sandbox.ledger.entries({ portalId, since }).length >= 40);
    const asked = await person!.ask({ kind: 'call', portalId, callers: 3, lane: 'interactive' });
    expect(asked.failed).toBe(0);
    // The persons are served, and the background still waits.
    expect(over).toBe(false);

    expect((await ended).map(({ failed }) => failed)).toEqual([0, 0]);
    const summary = sandbox.ledger.summary({ portalId });
    expect(summary.maxIn10s).toBeLessThanOrEqual(100);
    expect(summary.maxSearchesIn1s).toBeLessThanOrEqual(4);
    expect(summary.byStatus['429']).toBeUndefined();
  });

  test('each slot of the schedule is served by one of them', async () => {
    const started = async () => Number((await database.query('select count(*) from pgboss.job where name = $1', [POLLS])).rows[0].count);
    const claimed = async () => Number((await database.query('select slot from schedule_slots where job = $1', [POLLS])).rows[0].slot);
    const due = () => slotOf(house.sandbox.clock.now(), MINUTE_MS);
    await waitUntil('the current minute is served', async () => (await claimed()) === due());
    const [from, before] = [await claimed(), await started()];
    const moves = 5;
    for (let move = 0; move < moves; move += 1) {
      house.sandbox.clock.move(MINUTE_MS);
      await waitUntil('the minute is served', async () => (await claimed()) === due());
    }
    // Time goes on by itself, too: a minute may have passed besides.
    const served = (await started()) - before;
    expect(served).toBeGreaterThanOrEqual(moves);
    expect(served).toBeLessThanOrEqual((await claimed()) - from);
  });

  test('a rolling restart, twice, fails no request', async () => {
    let over = false;
    let answered = 0;
    async function askOnAndOn(): Promise<void> {
      while (!over) {
        expect((await house.ask('health', acme)).status).toBe('scored');
        answered += 1;
      }
    }
    const asking = Promise.all(Array.from({ length: CARD_LANES }, askOnAndOn));
    for (let round = 0; round < 2; round += 1) {
      await add();
      const [oldest] = servers;
      oldest!.process.kill('SIGTERM');
      await waitUntil('the balancer sees that it is not ready', async () => (await fetch(`http://127.0.0.1:${oldest!.port}/readyz`)).status === 503);
      servers.shift();
      expect(await oldest!.process.ended).toBe(0);
    }
    over = true;
    await asking;
    expect(balancer.failed()).toBe(0);
    expect(answered).toBeGreaterThan(20);
  });
});
