import { createHmac, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { signatureHeaders } from '../sandbox/sign.ts';
import { atLeast, atMost, type Engine, type Figure, type Machine, type Reading, smallOnOneEngine } from './figure.ts';
import { type Inside, openInside } from './inside.ts';
import { PUBLIC_URL } from './place.ts';
import type { CardUser } from './requests.ts';
import { everyRow, wordsIn } from './rows.ts';

const PORTAL = 101;
const MINUTE_MS = 60_000;
/** Each handoff names its part of the people. */
const DEALS = 10;

/** What tells a person apart, wherever it may have got to. */
interface Person {
  contactId: string;
  email: string;
  name: string;
  comment: string;
  /** The survey tool's own id of their answer: it leads back to them. */
  answerId: string;
}

/** U1, U3: people deleted for privacy in HubSpot are in no table any more, and late copies bring nobody back. */
export const erasure: Figure = {
  title: 'U1 erasure of people, and late copies of them',
  run: (machine) => smallOnOneEngine('U1', machine, (engine) => onEngine(engine, machine)),
};

async function onEngine(engine: Engine, machine: Machine): Promise<Reading[]> {
  const count = machine.quick ? 20 : 200;
  const inside = await openInside(engine, machine);
  try {
    const doors = await plantPeople(inside, count);
    const { people } = doors;
    const planted = await found(inside, people, machine);
    for (const { contactId } of people) inside.sandbox.world.store(PORTAL)!.forget(contactId);
    await inside.rest();
    const left = await found(inside, people, machine, true);
    const rows = await rowsOfPeople(inside);
    const late = await sendLateCopies(inside, doors);
    await inside.rest();
    inside.moveClock(MINUTE_MS);
    await poll(inside);
    const back = await found(inside, people, machine, true);
    const logged = inside.lines.filter((line) => wordsIn(line, people.flatMap(({ email, name, comment }) => [email, name, comment])).length > 0);
    for (const line of logged.slice(0, 5)) machine.log(`  logged: ${line.slice(0, 300)}`);
    const name = (what: string) => `U1.${engine}.${what}`;
    return [
      atLeast(name('people'), people.length, count),
      atLeast(name('words-planted'), planted.words, count * 4),
      atLeast(name('tables-they-were-in'), planted.tables.size, 8),
      atMost(name('hits-after-erasure'), left.hits, 0),
      atLeast(name('late-copies'), late, 100),
      atMost(name('hits-after-late-copies'), back.hits, 0),
      atMost(name('rows-resurrected'), Math.max(0, (await rowsOfPeople(inside)) - rows), 0),
      atMost(name('log-lines-with-people'), logged.length, 0),
    ];
  } finally {
    await inside.close();
  }
}

interface Doors {
  people: Person[];
  csv: (people: readonly Person[]) => Promise<number>;
  hook: (body: object) => Promise<number>;
  hubspot: (events: object[]) => Promise<number>;
}

/** An account whose people are in the CRM, in files, in deliveries that were read, in some that cannot be, in the review queue and in a parked batch of HubSpot's. */
async function plantPeople(inside: Inside, count: number): Promise<Doors> {
  const user = { id: 9001, email: 'ana@agencia.example', firstName: 'Ana', lastName: 'Reis', role: 'admin' as const, ownerId: '701', locale: 'pt-br' as const };
  const crm = inside.sandbox.world.addPortal({ portalId: PORTAL, name: 'Conta', timeZone: 'America/Sao_Paulo', currency: 'BRL', uiDomain: 'app.hubspot.com', users: [user] });
  const company = (name: string, domain: string): string => crm.insert('companies', { properties: { name, domain, lifecyclestage: 'customer' } }).id;
  const [acme] = [company('Acme', 'acme.com.br'), company('Grupo Norte', 'grupo.com.br'), company('Grupo Sul', 'grupo.com.br')];
  const people = Array.from({ length: count }, (_, n): Person => {
    // Every second one works at two companies and has no contact of either: a person must say whose the answer is.
    const email = `pessoa.unica${n}+x@${n % 2 === 0 ? 'acme' : 'grupo'}.com.br`;
    const name = `Únicó Nome${n}`;
    const { id } = crm.insert('contacts', { id: String(88_000_000 + n), properties: { email, firstname: 'Únicó', lastname: `Nome${n}` } });
    if (n % 2 === 0) crm.link('contacts', id, 'companies', acme!, true);
    return { contactId: id, email, name, comment: `palavras-unicas-${n}-de-alguém`, answerId: `resposta-de-${n}-x` };
  });
  crm.insert('contacts', { properties: { email: 'fica@acme.com.br', firstname: 'Quem', lastname: 'Fica' } });
  const deals = Array.from({ length: DEALS }, (_, n) => crm.insert('deals', { properties: { dealname: `Contrato ${n}`, pipeline: 'default', dealstage: 'contractsent' } }).id);
  for (const deal of deals) crm.link('deals', deal, 'companies', acme!, true);
  await inside.install(PORTAL);
  await plantHandoffs(inside, { portalId: PORTAL, userId: user.id, email: user.email }, deals, people);
  const doors = { people, ...(await openDoors(inside)) };
  const half = people.filter((_, n) => n % 4 < 2);
  await doors.csv(half);
  for (const person of people) {
    if (!half.includes(person)) await doors.hook(answerOf(person));
    await doors.hook({ nothing: { of: person.email.toUpperCase(), called: person.name, said: person.comment } });
  }
  // A neighbour that cannot be read keeps the whole batch.
  for (let at = 0; at < people.length; at += 99) await doors.hubspot([...people.slice(at, at + 99).map((person, n) => changed(person, at + n)), { nonsense: true }]);
  await inside.rest();
  return doors;
}

/** Sellers write down whom they spoke to and what they said; promises become tasks and expectations. */
async function plantHandoffs(inside: Inside, user: CardUser, deals: readonly string[], people: readonly Person[]): Promise<void> {
  const post = (path: string, body: object): Promise<void> => inside.post(user, `/api/1/handoffs/${path}?lang=en`, body);
  for (const [n, deal] of deals.entries()) {
    await post(`deal/${deal}/start`, { key: `handoff-of-${deal}` });
    const { rows } = await sql<{ id: string }>`select handoff_id as id from handoffs where deal_id = ${deal}`.execute(inside.kysely);
    const handoff = rows[0]!.id;
    const named = people.filter((_, at) => at % DEALS === n);
    const lines = (line: (one: Person) => string): string => named.map(line).join('\n');
    const texts = { stakeholders: lines(({ name, email }) => `${name} <${email}>`), promises: lines(({ name, comment }) => `${name}: ${comment}`), whyBought: 'O que fica', objective: 'O que fica', scope: 'O que fica' };
    for (const [field, text] of Object.entries(texts)) await post(`${handoff}/field`, { field, text });
    await post(`${handoff}/steps`, { key: `submit-of-${deal}`, step: { kind: 'submit' } });
    await post(`${handoff}/steps`, { key: `accept-of-${deal}`, step: { kind: 'accept' } });
  }
}

const answerOf = ({ answerId, email, name, comment }: Person) => ({ id: answerId, score: 9, comment, respondent: { email, name }, answeredAt: '2026-11-15T12:00:00Z' });
const changed = ({ contactId, email }: Person, n: number) => ({ eventId: n, subscriptionId: 1, portalId: PORTAL, occurredAt: 1_790_000_000_000, subscriptionType: 'object.propertyChange', objectTypeId: '0-1', objectId: Number(contactId), propertyName: 'email', propertyValue: email });

async function openDoors(inside: Inside): Promise<Omit<Doors, 'people'>> {
  const signing = randomBytes(16).toString('hex');
  const csv = await inside.addSource({ portalId: PORTAL, provider: 'csv', name: 'Arquivo', settings: { type: 'nps' } });
  const hook = await inside.addSource({ portalId: PORTAL, provider: 'webhook', name: 'Produto', settings: { type: 'nps', signature: { header: 'x-signature' } }, signingSecret: signing });
  const post = async (path: string, body: string, headers: Record<string, string>): Promise<number> => {
    const answer = await fetch(inside.url + path, { method: 'POST', body, headers });
    await answer.arrayBuffer();
    if (answer.status >= 500) throw new Error(`${path.split('/')[1]} answered ${answer.status}.`);
    return answer.status;
  };
  return {
    csv: (people) => post(csv.address, ['id;email;nome;nota;comentario;data', ...people.map((one) => `${one.answerId};${one.email};${one.name};8;${one.comment};2026-11-10`), 'fica;fica@acme.com.br;Quem Fica;9;fico por aqui;2026-11-10'].join('\n'), { 'content-type': 'text/csv' }),
    hook(body) {
      const text = JSON.stringify(body);
      return post(hook.address, text, { 'content-type': 'application/json', 'x-signature': createHmac('sha256', signing).update(text).digest('hex') });
    },
    hubspot(events) {
      const text = JSON.stringify(events);
      return post('/webhooks/hubspot', text, { 'content-type': 'application/json', ...signatureHeaders(inside.config.hubspot.clientSecret, 'POST', `${PUBLIC_URL}/webhooks/hubspot`, text, inside.now()) });
    },
  };
}

/** Copies under way while the people were erased: webhooks, files, deliveries that cannot be read, and contacts that a poll finds again. @returns how many. */
async function sendLateCopies(inside: Inside, { people, csv, hook, hubspot }: Doors): Promise<number> {
  const turn = (n: number): Person => people[n % people.length]!;
  let sent = 0;
  for (let n = 0; n < 40; n += 1, sent += 1) await hubspot([changed(turn(n), 10_000 + n)]);
  for (let n = 0; n < 30; n += 1, sent += 1) await hook({ ...answerOf(turn(n)), ...(n % 2 === 1 && { id: `outra-${n}` }) });
  for (let n = 0; n < 15; n += 1, sent += 1) await hook({ nothing: { of: turn(n).email, called: turn(n).name } });
  await csv(people);
  sent += people.length;
  for (let n = 0; n < 20; n += 1, sent += 1) inside.sandbox.world.store(PORTAL)!.create('contacts', { email: turn(n).email, firstname: 'Únicó', lastname: `Nome${n}` });
  return sent;
}

/** Waits until the minute's poll has been. */
async function poll(inside: Inside): Promise<void> {
  const reached = async (): Promise<number> => (await sql<{ slot: number }>`select coalesce(max(slot), 0)::float8 as slot from schedule_slots where job = 'hubspot.start-polls'`.execute(inside.kysely)).rows[0]!.slot;
  const before = Math.floor(inside.now().getTime() / MINUTE_MS) * MINUTE_MS;
  for (let tries = 0; tries < 600 && (await reached()) < before; tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
  await inside.rest();
}

async function rowsOfPeople(inside: Inside): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select ((select count(*) from contacts) + (select count(*) from contact_emails) + (select count(*) from answers))::int as count`.execute(inside.kysely);
  return rows[0]!.count;
}

/** Where in the whole database, sealed values opened, anything of these people stands. */
async function found(inside: Inside, people: readonly Person[], machine: Machine, tell = false): Promise<{ hits: number; words: number; tables: Set<string> }> {
  const words = people.flatMap(({ contactId, email, name, comment, answerId }) => [contactId, email, name, comment, answerId]);
  const seen = new Set<string>();
  const tables = new Set<string>();
  let hits = 0;
  for (const { table, text } of await everyRow(inside.kysely, inside.secrets)) {
    const here = wordsIn(text, words);
    if (here.length === 0) continue;
    hits += here.length;
    tables.add(table);
    for (const word of here) seen.add(word);
    if (tell && hits <= 20) machine.log(`  ${table} still holds ${here.slice(0, 3).join(', ')}: ${text.slice(0, 200)}`);
  }
  return { hits, words: seen.size, tables };
}
