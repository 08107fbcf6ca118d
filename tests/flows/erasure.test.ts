import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSecrets } from '../../src/server/platform/secrets.ts';
import { addCompany, addContact } from '../support/build-account.ts';
import { addPortal, buildFlowApp, MINUTE_MS, post, startBaton, type RunningBaton } from '../support/running-baton.ts';

const PEOPLE = 20;
/** What tells a person apart, wherever it may have got to. */
const canary = (n: number) => ({ email: `canario${n}+x@acme.com.br`, name: `Canário Único ${n}`, comment: `palavras-do-canario-${n}-fim` });

let baton: RunningBaton;
let acme: string;
let csv: string;
let hook: string;
let ids: string[];
let npsBefore: unknown;

/** The answers of everybody as a file; the last line is of someone who stays. */
const file = () => [
  'id;email;nome;nota;comentario;data',
  ...ids.map((_, n) => `r${n};${canary(n).email};${canary(n).name};${n % 11};${canary(n).comment};2026-11-0${1 + (n % 9)}`),
  'fica;fica@acme.com.br;Quem Fica;9;fico por aqui;2026-11-10',
].join('\n');

/** All rows of all tables, queues included, and what is sealed in them, opened: as one text. */
async function everything(): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname in ('public', 'pgboss')`.execute(baton.kysely);
  const secrets = createSecrets(baton.config.keys, randomBytes);
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ text: string; portal: number | null }>`
      select to_jsonb(t)::text as text from ${sql.raw(name)} as t`.execute(baton.kysely);
    texts.push(...rows.map((row) => row.text));
  }
  for (const text of [...texts]) {
    for (const [sealed] of text.matchAll(/[\w-]+\.[\w-]{40,}/g)) {
      for (const [purpose, portal] of [['survey-delivery', baton.portalId], ['hubspot-batch', 0]] as const) {
        try {
          texts.push(secrets.open(purpose, portal, sealed).toString('utf8'));
        } catch {
          // Sealed for something else.
        }
      }
    }
  }
  return texts.join('\n').toLowerCase();
}

/** How often anything of the first twenty people is found. */
async function hits(): Promise<string[]> {
  const all = await everything();
  return ids.flatMap((id, n) => [...Object.values(canary(n)), id].filter((word) => all.includes(word.toLowerCase())));
}

beforeAll(async () => {
  baton = await startBaton({ app: buildFlowApp({ webhooks: true }), webhooks: { gatherMs: 30, duplicates: 0.3, disorder: true, seed: 3 } });
  acme = addCompany(baton.crm);
  ids = Array.from({ length: PEOPLE }, (_, n) => addContact(baton.crm, acme, canary(n).email, { firstname: 'Canário Único', lastname: String(n) }));
  addContact(baton.crm, acme, 'fica@acme.com.br', { firstname: 'Quem', lastname: 'Fica' });
  await baton.install();
  csv = await baton.addSource({ provider: 'csv', name: 'Arquivo', settings: { type: 'nps', kind: 'relational' } });
  hook = await baton.addSource({ provider: 'webhook', name: 'Produto', settings: { type: 'nps', kind: 'relational' } });
  expect((await post(csv, file())).body).toMatchObject({ created: PEOPLE + 1 });
  // The same person in another account, whose data this is not.
  addPortal(baton.sandbox, 202);
  const neighbour = baton.sandbox.world.store(202)!;
  neighbour.insert('contacts', { id: '77700077', properties: { email: canary(0).email, firstname: 'Vizinha' } });
  await baton.install(202);
  npsBefore = (await baton.nps(acme)).figures!.relational.current;
  expect((await hits()).length).toBeGreaterThan(3 * PEOPLE - 1);
});
afterAll(() => baton.close());

test('people deleted for privacy in HubSpot are found nowhere any more, in whichever order HubSpot tells it', async () => {
  for (const id of ids) baton.crm.forget(id);
  await baton.heard();
  const left = await hits();
  // The neighbour keeps the one contact of the same address.
  expect(left).toEqual([canary(0).email]);
  const { rows } = await sql<{ portal_id: number }>`select portal_id from contact_emails where email = ${canary(0).email}`.execute(baton.kysely);
  expect(rows).toEqual([{ portal_id: 202 }]);
});

test('the score of the survey stays what it was: their answers count, without a name', async () => {
  expect((await baton.nps(acme)).figures!.relational.current).toEqual(npsBefore);
  expect((await baton.nps(acme)).figures!.latest.filter((answer) => answer.comment !== null)).toMatchObject([{ comment: 'fico por aqui' }]);
});

test('a hundred late copies bring nobody back: webhooks, polls, the same file, an update without a name', async () => {
  const late = { subscriptionType: 'object.propertyChange', objectTypeId: '0-1', propertyName: 'email', portalId: baton.portalId, occurredAt: 1_790_000_000_000 };
  for (let n = 0; n < 60; n += 1) {
    const event = { ...late, objectId: Number(ids[n % PEOPLE]), eventId: n, propertyValue: canary(n % PEOPLE).email };
    const asked = { url: 'https://baton.sandbox.test/webhooks/hubspot', events: [event] };
    const answer = await fetch(`${baton.sandbox.url}/_sandbox/events`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(asked) });
    expect(((await answer.json()) as { status: number }).status).toBe(200);
  }
  for (let n = 0; n < 20; n += 1) baton.crm.create('contacts', { email: canary(n).email, firstname: 'Canário Único', lastname: String(n) });
  for (let n = 0; n < 19; n += 1) await post(hook, { id: `w${n}`, score: 9, respondent: { email: canary(n).email, name: canary(n).name }, comment: canary(n).comment, answeredAt: '2026-11-15T12:00:00Z' });
  // Of no use to Baton, and still not kept.
  await post(hook, { cabeçalho: { de: canary(3).email.toUpperCase(), nome: canary(3).name } });
  expect((await post(csv, file())).body).toMatchObject({ created: 0, skipped: PEOPLE, duplicate: 1 });
  await baton.heard();
  await baton.pass(MINUTE_MS);
  expect(await hits()).toEqual([canary(0).email]);
  expect((await baton.nps(acme)).figures!.relational.current).toEqual(npsBefore);
});

test('erasing is told in the account\'s timeline, without the person', async () => {
  const { rows } = await sql<{ payload: object; actor: string }>`select payload, actor from events where name = 'privacy.person.erased'`.execute(baton.kysely);
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(row).toEqual({ actor: 'hubspot', payload: { portalId: baton.portalId } });
});
