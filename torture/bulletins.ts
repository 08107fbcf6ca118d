import pg from 'pg';
import { atLeast, atMost, type Figure, type Machine, onPostgresOnly, pause, type Reading } from './figure.ts';
import { askDoor } from './handoff-account.ts';
import { allSent } from './letters.ts';
import { ask } from './oracle.ts';
import { openPlace, type Place } from './place.ts';
import { installByWorker, type Server, startServer, startWorker, workerDiesAt } from './supervisor.ts';

/** In front of the commit of an issue, and between the mail server's taking it and our noting so. */
const DEATHS = ['bulletin.made', 'letter.taken'] as const;
const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
/** How long a minute lasts while workers look every minute. */
const STEP_MS = 1_000;
const ROUND_MS = 300_000;
/** Letters that a worker sends at the same time: when it dies, it may have handed over each of them. */
const IN_HAND = 4;

/**
 * T2: bulletins of many readers over many days. Each day a worker dies in the midst of them; on every second one two others then
 * go for the same readers at once. Each reader has one issue a day. Mail knows no key: what a dead worker may have handed over
 * is repeated once, and marked.
 */
export const bulletins: Figure = {
  title: 'T2 bulletins with kill -9 and two workers at once',
  run: (machine) => onPostgresOnly('T2.postgres', machine, () => killMakers(machine)),
};

interface Row {
  reader: string;
  day: string;
  issues: number;
  letters: number;
  unsent: number;
  marked: number;
}

async function killMakers(machine: Machine): Promise<Reading[]> {
  const [days, readers] = machine.quick ? [2, 6] : [20, 20];
  const place = await openPlace('postgres', machine);
  const web = startServer(machine.node, { ...place.env, ROLE: 'web' });
  try {
    await installByWorker(machine.node, place, web, () => prepare(place, readers));
    const mails = new Set<string>();
    const arrived = (): void => place.sandbox.outbound.box.mails().forEach(({ id }) => mails.add(id));
    let [died, races] = [0, 0];
    for (let day = 0; day < days; day += 1) {
      place.sandbox.clock.move(untilNine(place.sandbox.clock.now()));
      const death = DEATHS[day % DEATHS.length]!;
      await workerDiesAt(machine.node, place, death);
      died += 1;
      if (death === 'bulletin.made') races += Number(await race(machine, place));
      else await goOn(place, [startWorker(machine.node, place)]);
      arrived();
    }
    const last = startWorker(machine.node, place);
    // Who sent when it died is believed gone after five minutes.
    await pause(STEP_MS);
    place.sandbox.clock.move(10 * MINUTE_MS);
    await allSent(place);
    await last.end('SIGTERM');
    arrived();
    return [atLeast('T2.postgres.kills', died, days), ...judge(await issuesOf(place), { wanted: days * readers, mails: mails.size, sending: Math.floor(days / 2) }), atLeast('T2.postgres.races-of-two', races, Math.ceil(days / 2))];
  } finally {
    await web.end('SIGKILL');
    await place.close();
  }
}

/** To the next day at nine in São Paulo, an hour after all are due. */
function untilNine(now: Date): number {
  const nine = 12 * 60 * MINUTE_MS;
  return DAY_MS - ((now.getTime() - nine + DAY_MS) % DAY_MS);
}

async function prepare(place: Place, readers: number): Promise<void> {
  const settings = { host: 'smtp.agencia.example', port: '587', fromName: 'Baton', fromAddress: 'avisos@agencia.example' };
  await askDoor(place, 'POST', '/api/1/settings/channels', { key: 'torture-channel-of-readers', kind: 'email', name: 'E-mail', redacted: false, settings });
  const schedule = { frequency: 'daily', weekday: 1, monthDay: 1, time: '08:00', timeZone: 'America/Sao_Paulo' };
  for (let reader = 0; reader < readers; reader += 1) {
    const choices = { schedule, language: reader % 2 === 0 ? 'pt-BR' : 'en', scope: { kind: 'all' }, reason: '' };
    await askDoor(place, 'POST', '/api/1/settings/bulletin', { key: `torture-reader-${reader}-of-all`, email: `leitor${reader}@agencia.example`, again: false, choices });
  }
}

/** A worker makes what is left of the day; the clock goes fast, and each minute is another look. */
async function goOn(place: Place, workers: readonly Server[]): Promise<void> {
  const end = performance.now() + ROUND_MS;
  const open = async () => (await ask<{ n: number }>(place, `select count(*)::int as n from bulletin_subscriptions where next_at <= '${place.sandbox.clock.now().toISOString()}'`))[0]!.n;
  while ((await open()) > 0 && performance.now() < end) await step(place);
  await Promise.all(workers.map((worker) => worker.end('SIGTERM')));
}

/** Two workers make what is left of the day. They are held at the first reader until both are there, so that they go for the same ones. */
async function race(machine: Machine, place: Place): Promise<boolean> {
  const holder = new pg.Client({ connectionString: place.env.DATABASE_URL });
  await holder.connect();
  await holder.query('begin; lock table bulletin_subscriptions in exclusive mode');
  const two = [startWorker(machine.node, place), startWorker(machine.node, place)];
  const waiting = async () => (await holder.query<{ n: number }>(`select count(*)::int as n from pg_locks where not granted and relation = 'bulletin_subscriptions'::regclass`)).rows[0]!.n;
  for (const end = performance.now() + ROUND_MS; (await waiting()) < 2 && performance.now() < end; ) await step(place);
  const raced = (await waiting()) >= 2;
  await holder.query('commit').finally(() => holder.end());
  await goOn(place, two);
  return raced;
}

async function step(place: Place): Promise<void> {
  place.sandbox.clock.move(MINUTE_MS);
  await pause(STEP_MS);
}

/** Each reader's days, with what there is of each. */
function issuesOf(place: Place): Promise<Row[]> {
  return ask<Row>(place, `
    select i.subscription_id::text as reader, i.slot as day, count(distinct i.issue_id)::int as issues, count(o.key)::int as letters,
      count(*) filter (where o.state <> 'sent')::int as unsent, count(*) filter (where o.possible_duplicate)::int as marked
    from bulletin_issues i left join outbox o on o.portal_id = i.portal_id and o.key = i.letter_key where not i.test group by 1, 2`);
}

function judge(rows: readonly Row[], { wanted, mails, sending }: { wanted: number; mails: number; sending: number }): Reading[] {
  const sum = (of: (row: Row) => number) => rows.reduce((all, row) => all + of(row), 0);
  const marked = sum((row) => row.marked);
  const repeated = mails - sum((row) => row.letters);
  return [
    atLeast('T2.postgres.bulletins-made', rows.length, wanted),
    atMost('T2.postgres.bulletins-not-wanted', Math.max(0, rows.length - wanted), 0),
    atMost('T2.postgres.bulletins-doubled', sum((row) => row.issues - 1) + sum((row) => Math.max(0, row.letters - 1)), 0),
    atMost('T2.postgres.bulletins-without-a-letter', rows.filter((row) => row.letters === 0).length, 0),
    atMost('T2.postgres.letters-not-sent', sum((row) => row.unsent), 0),
    atLeast('T2.postgres.mails', mails, wanted),
    atMost('T2.postgres.mails-repeated', Math.max(0, repeated), sending * IN_HAND),
    atMost('T2.postgres.mails-repeated-and-not-marked', Math.max(0, repeated - marked), 0),
  ];
}
