import { appendFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { seededRandom } from '../sandbox/random.ts';
import { openProxy } from './database-proxy.ts';
import { databaseFaults, drawFault, during, type Fault } from './faults.ts';
import { atLeast, atMost, type Figure, type Machine, onPostgresOnly, pause, type Reading } from './figure.ts';
import { cardCall, crmChanges, surveyAnswers } from './messages.ts';
import { judge, judgeChanges, readingsOf } from './oracle.ts';
import { openPlace, type Place } from './place.ts';
import { type Asked, askOnce, count, type Message, noneSent, type Sent } from './senders.ts';
import { install, startServer } from './supervisor.ts';

/** A13: whatever fails behind it, a genuine request is answered 200, or put off: what HubSpot is told with a 4xx it never sends again. */
export const answers: Figure = {
  title: 'A13 answers to genuine requests while faults come and go',
  run: (machine) => onPostgresOnly('A13.postgres', machine, () => answerFaults(machine)),
};

async function answerFaults(machine: Machine): Promise<Reading[]> {
  const place = await openPlace('postgres', machine);
  const proxy = await openProxy(place.env.DATABASE_URL!);
  const client = new pg.Client({ connectionString: place.env.DATABASE_URL });
  const server = startServer(machine.node, { ...place.env, DATABASE_URL: proxy.url });
  try {
    await client.connect();
    await install(place, server);
    const faults = [...(await databaseFaults(client, proxy)), halfSent(place)];
    const readings = await meet(place, faults, machine);
    return [...readings, atMost('A13.postgres.server-ends', server.alive() ? 0 : 1, 0)];
  } finally {
    await server.end('SIGTERM');
    await client.end();
    proxy.close();
    await place.close();
  }
}

/** One fault after the other, each with requests of every kind in the middle of it. */
async function meet(place: Place, faults: readonly Fault[], machine: Machine): Promise<Reading[]> {
  const times = machine.quick ? 30 : 500;
  const random = seededRandom(machine.seed + 6);
  const ledgers = { answers: join(place.folder, 'acknowledged-answers'), events: join(place.folder, 'acknowledged-events') };
  const kinds = [
    { ledger: ledgers.answers, messages: surveyAnswers(place, 'f', random) },
    { ledger: ledgers.events, messages: crmChanges(place, random, 20) },
    { ledger: join(place.folder, 'cards'), messages: (index: number): Message => ({ ids: [], ask: () => cardCall(place, index) }) },
  ];
  const sent = noneSent();
  const met = new Map<string, number>();
  let next = 0;

  async function deliver(message: Message, ledger: string): Promise<void> {
    while (!count(sent, await askOnce(message.ask(0)))) await pause(100);
    appendFileSync(ledger, message.ids.map((id) => `${id}\n`).join(''));
  }

  for (let time = 0; time < times; time += 1) {
    const fault = drawFault(faults, random);
    met.set(fault.name, (met.get(fault.name) ?? 0) + 1);
    await during(fault, random, () => Promise.all(Array.from({ length: fault.requests }, () => {
      const { messages, ledger } = kinds[next % kinds.length]!;
      return deliver(messages(next++), ledger);
    })));
  }
  await place.drained(600_000);
  machine.log(`  met: ${[...met].map(([name, n]) => `${name} ${n}`).join(', ')}; ${sent.tries} requests, ${sent.putOff} put off, ${sent.cut} without answer`);
  return [...answerReadings(sent, times, met.size), ...readingsOf('A13.postgres.answers', await judge(place, ledgers.answers), times / 2), ...readingsOf('A13.postgres.events', await judgeChanges(place, ledgers.events), times)];
}

function answerReadings(sent: Sent, times: number, kinds: number): Reading[] {
  const name = (what: string) => `A13.postgres.${what}`;
  return [
    atLeast(name('faults'), times, times),
    atLeast(name('kinds-of-fault'), kinds, 8),
    // Faults that nobody notices prove nothing.
    atLeast(name('put-off'), sent.putOff, times / 5),
    atMost(name('answers-but-200-429-503'), sent.wrongly, 0),
    atMost(name('5xx-without-retry-after'), sent.bare, 0),
    atMost(name('requests-without-answer'), sent.cut, 0),
  ];
}

/** Senders that die in the middle of a genuine request: nobody is there to be answered, and nobody else may feel it. */
function halfSent(place: Place): Fault {
  const messages = surveyAnswers(place, 'h', () => 0);
  const begin = async (): Promise<void> => {
    const { address, headers, body = '' }: Asked = messages(0).ask(0);
    const url = new URL(address);
    const lines = Object.entries({ host: url.host, 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)), ...headers });
    const socket = connect(Number(url.port), url.hostname);
    socket.on('error', () => undefined);
    socket.write(`POST ${url.pathname} HTTP/1.1\r\n${lines.map(([key, value]) => `${key}: ${value}\r\n`).join('')}\r\n${body.slice(0, body.length / 2)}`, () => socket.destroySoon());
  };
  return { name: 'requests half sent', weight: 2, requests: 3, holdMs: 20, begin, mend: async () => undefined };
}
